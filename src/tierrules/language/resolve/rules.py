"""Rules under a hit policy, and the ids that results cite."""

from __future__ import annotations

from typing import cast

from tierrules.language.resolve.conditions import resolve_condition
from tierrules.language.resolve.labels import Labels
from tierrules.language.resolve.scope import Scope
from tierrules.language.syntax import DimensionEntry, RuleEntry
from tierrules.language.typed import TypedRule, TypedRules
from tierrules.meaning.model import HitPolicy
from tierrules.text.nearest import hint
from tierrules.text.nodes import Scalar


def resolve_rules(
    entry: DimensionEntry, rules: tuple[RuleEntry, ...], labels: Labels, scope: Scope
) -> TypedRules | None:
    """Return the rules of a dimension, or None after reporting all that is wrong with them."""
    return _Rules(entry, labels, scope).resolve(rules)


class _Rules:
    def __init__(self, entry: DimensionEntry, labels: Labels, scope: Scope) -> None:
        self.entry, self.labels, self.scope, self.name = entry, labels, scope, entry.name.value
        self.taken: dict[str, Scalar] = {}
        self.counts: dict[str, int] = {}

    def resolve(self, rules: tuple[RuleEntry, ...]) -> TypedRules | None:
        hit = self.hit_policy()
        ids = [self.rule_id(rule) for rule in rules]
        found = [self.rule(rule, id, ids[at + 1 :]) for at, (rule, id) in enumerate(zip(rules, ids, strict=True))]
        whole = tuple(rule for rule in found if rule is not None)
        otherwise = self.labels.otherwise(self.entry.otherwise)
        return None if hit is None or len(whole) < len(found) else TypedRules(hit, whole, otherwise)

    def hit_policy(self) -> HitPolicy | None:
        hit = self.entry.hit
        if hit is None:
            return None
        if hit.value == "priority" and not self.entry.ordered:
            self.scope.problems.error(
                "needs-order",
                hit.span,
                f"`priority` needs ranked labels, and those of `{self.name}` have no order",
                help="delete `ordered: false`, or choose another hit policy",
            )
            return None
        return cast(HitPolicy, hit.value)

    def rule_id(self, rule: RuleEntry) -> str:
        """`size.large`, later ones of the label `size.large.2`; an `id: r1` makes it `size.r1`."""
        first = id = f"{self.name}.{rule.id.value if rule.id else rule.label.value}"
        if rule.id is not None:
            self.check_id(rule.id, id, rule.label)
        else:
            count = self.counts.get(first, 1)
            while id in self.taken:
                count += 1
                id = f"{first}.{count}"
            self.counts[first] = count
        self.taken.setdefault(id, rule.id or rule.label)
        return id

    def check_id(self, given: Scalar, id: str, label: Scalar) -> None:
        if given.value in ("otherwise", "applies") or "." in given.value or not given.value.strip():
            message = f"`{given.value}` cannot name a rule"
            self.scope.problems.error(
                "bad-rule-id", given.span, message, help="choose a name of its own, without a dot"
            )
        elif id in self.taken:
            self.scope.problems.error(
                "bad-rule-id",
                given.span,
                f"the rule id `{id}` stands twice",
                related=((self.taken[id].span, "the first one"),),
            )
        elif given.value != label.value and given.value in self.labels.titles:
            message = f"the rule id `{id}` reads like a rule of the label `{given.value}`, and it gives `{label.value}`"
            self.scope.problems.error("bad-rule-id", given.span, message, help="choose an id that is no label")

    def rule(self, entry: RuleEntry, id: str, later: list[str]) -> TypedRule | None:
        known = self.labels.has(entry.label, f"the rule `{id}`", (id,))
        overrides = [self.overridden(one, id, later) for one in entry.overrides]
        when = resolve_condition(entry.when, self.scope, f"the rule `{id}`", (id,)) if entry.when else None
        if not known or when is None or None in overrides:
            return None
        return TypedRule(id, entry.label.value, when, tuple(filter(None, overrides)), entry.span)

    def overridden(self, given: Scalar, id: str, later: list[str]) -> str | None:
        for one in (given.value, f"{self.name}.{given.value}"):
            if one in later:
                return one
        self.scope.problems.error(
            "unknown-rule",
            given.span,
            f"the rule `{id}` overrides `{given.value}`, which is no later rule of `{self.name}`",
            help=hint(given.value, [*later, *(one.partition(".")[2] for one in later)], _later(later)),
            rules=(id,),
            absent=(given.value,),
        )
        return None


def _later(rules: list[str]) -> str:
    return (
        f"the rules below it are {', '.join(f'`{one}`' for one in rules[:8])}" if rules else "no rule stands below it"
    )
