"""What is wrong with a small table, by asking all of its customers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from tests.oracles.calendar_days import add, sides
from tests.oracles.tables import NONE, OPERATORS, Dimension, Group, Leaf, Negation, Rule, Table

ALWAYS, NEVER = Group(None, ()), Group(1, ())
TURNED = {"<": ">", "<=": ">=", ">=": "<=", ">": "<"}
Finding = tuple[Any, ...]


def leaves(condition: Any) -> Iterator[Leaf]:
    match condition:
        case Negation(part):
            yield from leaves(part)
        case Group(_, parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield condition


def replaced(condition: Any, old: Any, new: Any) -> Any:
    """The condition with another part in the place of one."""
    if condition is old:
        return new
    match condition:
        case Negation(part):
            return Negation(replaced(part, old, new))
        case Group(k, parts):
            return Group(k, tuple(replaced(part, old, new) for part in parts))
    return condition


def droppable(condition: Any) -> Iterator[tuple[Any, Any]]:
    """Each part of an `all` or `any` that is neither itself, with what stands there when it is deleted."""
    match condition:
        case Negation(part):
            yield from droppable(part)
        case Group(k, parts) if len(parts) > 1:
            for part in parts:
                inner = part
                while isinstance(inner, Negation):
                    inner = inner.part
                if k in (None, 1) and not (isinstance(inner, Group) and inner.k in (None, 1)):
                    yield part, NEVER if k else ALWAYS
                yield from droppable(part)


def findings(people: Any, dimension: Dimension) -> set[Finding]:
    """All findings of one dimension but for those that claim something of the whole."""
    return Asked(people, dimension).findings()


def superfluous(people: Any, dimension: Dimension) -> set[Finding]:
    """All parts that could be deleted, also those of which something else is told first."""
    asked = Asked(people, dimension)
    return {one for rule in dimension.rules for one in asked.superfluous(rule)}


class Asked:
    """One dimension and all of its customers."""

    def __init__(self, people: Any, dimension: Dimension) -> None:
        self.people, self.dimension = people, dimension
        self.rules = dimension.ranked
        self.applies = people.guarded(dimension)
        self.met = [self.where(people.truths(rule.when)) for rule in self.rules]
        self.everybody = set(range(len(people.all)))
        self.guarded = self.where(self.applies)

    def where(self, told: str, kind: str = "T") -> set[int]:
        return {at for at, one in enumerate(told) if one == kind}

    def missing_by(self, condition: Any) -> set[int]:
        return self.where(self.people.matching(self.dimension, condition), "F")

    def findings(self) -> set[Finding]:
        found: set[Finding] = {*self.labels(), *self.rules_that_decide(), *self.gaps(), *self.overlaps()}
        if any(len(one) > 1 for one in self.people.outcomes(self.dimension.name)):
            found.add(("incomplete-data", self.dimension.name))
        return found | (set(self.comparisons()) if self.dimension.hit else set())

    # --- labels and rules

    def labels(self) -> Iterator[Finding]:
        for label in self.dimension.labels:
            if not any(self.people.certain(self.dimension.name, label)):
                yield "unreachable-label", self.dimension.name, label

    def rules_that_decide(self) -> Iterator[Finding]:
        left = self.guarded
        for rule, met in zip(self.rules, self.met, strict=True):
            if not met & self.guarded:
                yield "never-true", rule.id
            elif self.dimension.policy == "first" and not met & left:
                yield "unreachable-rule", rule.id
            left = left & self.missing_by(rule.when)
        met = [guarded for one in self.met if (guarded := one & self.guarded)]
        # Under `unique` a rule that stays UNKNOWN holds the answer of another back.
        may_match = [self.guarded - self.missing_by(rule.when) for rule in self.rules]
        apart = not any(a & b for a, b in itertools.combinations(may_match, 2))
        if self.dimension.hit == "first" and len(met) > 1 and apart:
            yield "weaker-hit-policy", self.dimension.name

    def comparisons(self) -> Iterator[Finding]:
        conditions = [(rule.id, rule.when) for rule in self.dimension.rules]
        guard = [] if self.dimension.applies is None else [(f"{self.dimension.name}.applies", self.dimension.applies)]
        idle = []
        for rule, condition in guard + conditions:
            for leaf in leaves(condition):
                told = set(self.people.truths(leaf))
                if leaf.test[0] in ("label", "known") or not told:
                    continue
                if told == {"T"} or "T" not in told:
                    idle.append(leaf)
                if told == {"T"} and not repeats_a_limit(leaf, self.people.table):
                    yield "always-true", leaf
                if "T" not in told:
                    yield "never-true", leaf
                    yield "told", rule
        for rule in self.dimension.rules:
            if self.guarded & self.where(self.people.matching(self.dimension, rule.when)):
                yield from itertools.islice(self.superfluous(rule, but=idle), 1)

    def superfluous(self, rule: Rule, but: Sequence[Leaf] = ()) -> Iterator[Finding]:
        """The parts without which a rule matches the same customers."""
        before = self.people.matching(self.dimension, rule.when)
        for part, rest in droppable(rule.when):
            if part in but or any(leaf.test[0] == "known" for leaf in leaves(part)):
                continue
            after = self.people.matching(self.dimension, replaced(rule.when, part, rest))
            if all(before[at] == after[at] for at in self.guarded):
                yield "redundant-comparison", part

    # --- gaps, overlaps, and the bounds on which they lie

    def has_gaps(self) -> bool:
        return self.dimension.otherwise is None and self.dimension.policy != "collect"

    def nobody(self) -> set[int]:
        return self.guarded.intersection(*(self.missing_by(rule.when) for rule in self.rules))

    def gaps(self) -> Iterator[Finding]:
        if not self.has_gaps():
            return
        nobody = self.nobody()
        on_bounds: set[int] = set()
        slips: dict[Any, set[str]] = {}
        for lower, upper, on in self.neighbours(included=False):
            left_out = [self.where(self.people.truths(replaced(r.when, leaf, ALWAYS))) for r, leaf in (lower, upper)]
            found = on & nobody & left_out[0] & left_out[1]
            if found:
                slips.setdefault(self.bound(upper[1], found), set()).update((lower[0].id, upper[0].id))
            on_bounds |= found
        yield from (("boundary-slip", "neither", frozenset(rules)) for rules in slips.values())
        if nobody - on_bounds - self.told_elsewhere():
            yield "gap", self.dimension.name

    def bound(self, upper: Leaf, on: set[int]) -> Any:
        """What all rules on one bound have in common: a window moves with the day, but not as it is written."""
        day, facts = self.people.all[min(on)]
        found = end(self.people, upper, day)
        assert found
        test = upper.test
        return (found[0], test[1], test[4]) if test[0] == "window" else (found[0], facts[found[0]])

    def told_elsewhere(self) -> set[int]:
        """Who has no label in a dimension on which this one hangs, whose own gap that is."""
        found: set[int] = set()
        for other in dimensions_asked(self.people, self.dimension):
            asked = Asked(self.people, other)
            found |= asked.nobody() if asked.has_gaps() else set()
        return found

    def overlaps(self) -> Iterator[Finding]:
        if self.dimension.hit not in ("unique", "any", "first"):
            return
        on_bounds: dict[frozenset[str], set[int]] = {}
        slips: dict[Any, set[str]] = {}
        for lower, upper, on in self.neighbours(included=True):
            met = [self.where(self.people.truths(rule.when)) for rule, _ in (lower, upper)]
            by_it = [self.missing_by(replaced(rule.when, leaf, NEVER)) for rule, leaf in (lower, upper)]
            found = on & met[0] & met[1] & by_it[0] & by_it[1]
            same = lower[0].label == upper[0].label
            if found & self.guarded and (self.dimension.hit == "unique" or not same):
                slips.setdefault(self.bound(upper[1], found), set()).update((lower[0].id, upper[0].id))
            on_bounds.setdefault(frozenset((lower[0].id, upper[0].id)), set()).update(found)
        yield from (("boundary-slip", "both", frozenset(rules)) for rules in slips.values())
        pairs = [pair for pair in self.pairs() if self.meeting(*pair) - on_bounds.get(ids(self.rules, *pair), set())]
        if self.dimension.hit == "first":
            yield from self.order(pairs)
        else:
            yield from (("overlap", rules) for rules in together([ids(self.rules, *pair) for pair in pairs]))

    def pairs(self) -> Iterator[tuple[int, int]]:
        for a, b in itertools.combinations(range(len(self.rules)), 2):
            if self.dimension.hit == "unique" or self.rules[a].label != self.rules[b].label:
                yield a, b

    def meeting(self, a: int, b: int) -> set[int]:
        found = self.met[a] & self.met[b] & self.guarded
        if self.dimension.hit == "first":
            found = found.intersection(*(self.missing_by(rule.when) for rule in self.rules[:a]))
        return found

    def order(self, pairs: list[tuple[int, int]]) -> Iterator[Finding]:
        for a, b in pairs:
            earlier, later = self.rules[a], self.rules[b]
            apart = (self.met[a] - self.met[b]) & self.guarded and (self.met[b] - self.met[a]) & self.guarded
            if apart and later.id not in earlier.overrides and earlier.id not in later.overrides:
                yield "order-dependent", earlier.id, later.id

    def neighbours(self, *, included: bool) -> Iterator[tuple[tuple[Rule, Leaf], tuple[Rule, Leaf], set[int]]]:
        """Two ends of different rules on one bound, the one that ends there first; and the customers on it."""
        ends: dict[Any, list[tuple[bool, Rule, Leaf]]] = {}
        days = {day: {at for at, (own, _) in enumerate(self.people.all) if own == day} for day, _ in self.people.all}
        for day, rule in itertools.product(days, self.rules):
            for leaf in leaves(rule.when):
                found = end(self.people, leaf, day)
                if found and ("=" in found[1]) == included:
                    ends.setdefault((day, found[0], found[2]), []).append((">" in found[1], rule, leaf))
        for (day, name, bound), those in ends.items():
            on = {at for at in days[day] if self.people.all[at][1][name] == bound}
            for (rises, rule, leaf), (other_rises, other, other_leaf) in itertools.permutations(those, 2):
                if not rises and other_rises and rule is not other:
                    yield (rule, leaf), (other, other_leaf), on


def end(people: Any, leaf: Leaf, day: date) -> tuple[str, str, Any] | None:
    """Field, operator and bound of a comparison that ends a range; a window by the dates that it means on a day."""
    match leaf.test:
        case ("compare", ("field", name), op, bound) if op in TURNED:
            pass
        case ("compare", bound, op, ("field", name)) if op in TURNED:
            op = TURNED[op]
        case ("window", "until", name, op, length):
            return name, op, add(day, *(length if isinstance(length, tuple) else ("day", 0)))
        case ("window", "elapsed", name, op, length):
            dates = (day + timedelta(days=at) for at in range(-100, 100))
            holds = [one for one in dates if OPERATORS[op](*sides("elapsed", one, length, day))]
            return (name, "<=", max(holds)) if ">" in op else (name, ">", min(holds) - timedelta(days=1))
        case _:
            return None
    is_number = not (isinstance(bound, tuple) and bound[0] != "threshold")
    is_table = isinstance(bound, tuple) and isinstance(people.table.thresholds.get(bound[1]), dict)
    if not is_number or (is_table and "by" in people.table.thresholds[bound[1]]):
        return None
    return name, op, people.value(bound, day, {})


def repeats_a_limit(leaf: Leaf, table: Table) -> bool:
    """Whether a comparison says where the range of its field ends, as the field itself does."""
    match leaf.test:
        case ("compare", ("field", name), op, bound) | ("compare", bound, op, ("field", name)) if name in table.limits:
            written_first = leaf.test[1] == ("field", name)
            low = (op == ">=") if written_first else (op == "<=")
            high = (op == "<=") if written_first else (op == ">=")
            return (low and bound == table.limits[name][0]) or (high and bound == table.limits[name][1])
    return False


def dimensions_asked(people: Any, dimension: Dimension) -> list[Dimension]:
    """The dimensions on which one hangs, directly or by others."""
    conditions = [dimension.applies, *(rule.when for rule in dimension.rules)]
    names = {leaf.test[1] for one in conditions if one for leaf in leaves(one) if leaf.test[0] == "label"}
    direct = [people.by_name[name] for name in names]
    return direct + [other for one in direct for other in dimensions_asked(people, one)]


def ids(rules: list[Rule], a: int, b: int) -> frozenset[str]:
    return frozenset((rules[a].id, rules[b].id))


def together(pairs: list[frozenset[str]]) -> list[frozenset[str]]:
    """Pairs joined as long as they have something in common."""
    groups: list[frozenset[str]] = []
    for pair in pairs:
        joined = pair.union(*(one for one in groups if one & pair))
        groups = [one for one in groups if not one & pair] + [joined]
    return groups


# --- claims


def falls(people: Any, dimension: Dimension, name: str) -> bool:
    """Whether of two customers, equal but for one field, the one with more of it has the worse label."""
    ladder = [*dimension.labels, "unlabelled", "conflict"]
    others: dict[Any, list[tuple[Any, int]]] = {}
    for (day, facts), outcomes in zip(people.all, people.outcomes(dimension.name), strict=True):
        (one, *more) = outcomes
        if not more and one in ladder and facts[name] != NONE:
            key = (day, *(seen for field, seen in facts.items() if field != name))
            others.setdefault(key, []).append((facts[name], ladder.index(one)))
    pairs = (pair for those in others.values() for pair in itertools.permutations(those, 2))
    return any(less < more and rank < worse and rank < len(ladder) - 1 for (less, rank), (more, worse) in pairs)


def contradicted(people: Any, kind: str, condition: Any) -> bool:
    return ("T" if kind == "never" else "F") in people.truths(condition)


def claims_broken(table: Table, people: Any, people_with_missing: Any) -> Iterator[Finding]:
    for at, (kind, claim) in enumerate(table.claims):
        if kind == "rises_with":
            name, dimension = claim
            if falls(people, people.by_name[dimension], name):
                yield "not-monotone", at
        elif contradicted(people_with_missing, kind, claim):
            yield "broken-invariant", at
    for at, (dimension, label) in enumerate(table.triggers):
        if not any(people.certain(dimension, label)):
            yield "dead-trigger", at
