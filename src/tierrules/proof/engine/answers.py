"""What a dimension answers → formulas: where an outcome is certain, and where it cannot be.

It says of all customers at once what `meaning/hit_policies` says of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tierrules.meaning.model import Condition, Dimension, LabelTest, Model, Rule
from tierrules.meaning.result import CONFLICT, NOT_APPLICABLE, UNLABELLED
from tierrules.proof.engine.formulas import FALSE, TRUE, Formula, at_least, every, no, some
from tierrules.proof.engine.space import Space
from tierrules.proof.engine.truths import Rails, Truths


@dataclass(slots=True)
class Answers:
    """The dimensions of one space as formulas."""

    model: Model
    space: Space
    truths: Truths = field(init=False)
    _asked: dict[tuple[str, frozenset[str]], Rails] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.truths = Truths(self.space, self._labels)

    # --- rules

    def matches(self, dimension: Dimension, rule: Rule) -> Formula:
        """Return where a rule matches for certain."""
        return self.truths.of(rule.when).true

    def misses(self, dimension: Dimension, rule: Rule) -> Formula:
        """Return where a rule does not match for certain; a condition that is absent never does."""
        return self.fails(dimension, rule.when)

    def fails(self, dimension: Dimension, condition: Condition) -> Formula:
        """Return where a condition of a dimension does not match for certain."""
        return self._fails(dimension, self.truths.of(condition))

    def applies(self, dimension: Dimension) -> Formula:
        """Return where a dimension applies for certain."""
        return TRUE if dimension.applies is None else self.truths.of(dimension.applies).true

    def _applies_not(self, dimension: Dimension) -> Formula:
        return FALSE if dimension.applies is None else self._fails(dimension, self.truths.of(dimension.applies))

    def _fails(self, dimension: Dimension, rails: Rails) -> Formula:
        return no(rails.true) if dimension.no_match else some((rails.false, rails.absent))

    # --- outcomes

    def nothing_matches(self, dimension: Dimension) -> Formula:
        """Return where a dimension applies and none of its rules matches."""
        return every((self.applies(dimension), *(self.misses(dimension, rule) for rule in dimension.rules)))

    def surely(self, dimension: Dimension, outcomes: Iterable[str]) -> Formula:
        """Return where every outcome that a dimension may have is one of these; not of `collect`."""
        asked = frozenset(outcomes)
        inside = self._first(dimension, asked) if dimension.reducer == "first" else self._counted(dimension, asked)
        if NOT_APPLICABLE in asked:
            return some((self._applies_not(dimension), inside))
        return every((self.applies(dimension), inside))

    def undetermined(self, dimension: Dimension) -> Formula:
        """Return where the answer stays open."""
        if self._is_certain_of_rules(dimension):
            return FALSE
        if dimension.reducer == "collect":
            return no(some((self._applies_not(dimension), every((self.applies(dimension), self._settled(dimension))))))
        return every(no(self.surely(dimension, [one])) for one in outcomes_of(dimension))

    def _is_certain_of_rules(self, dimension: Dimension) -> bool:
        """Whether no rule and no guard is ever UNKNOWN."""
        guard = [] if dimension.applies is None else [dimension.applies]
        return all(self.truths.of(one).certain for one in (*guard, *(rule.when for rule in dimension.rules)))

    def _settled(self, dimension: Dimension) -> Formula:
        """Return where each label of a collection is certain, or none but that of `otherwise` can be."""
        labels: dict[str, list[Rule]] = {}
        for rule in dimension.rules:
            labels.setdefault(rule.label, []).append(rule)
        others = every(
            self._none_of(dimension, rules) for label, rules in labels.items() if label != dimension.otherwise
        )
        return some((others, every(self._is_certain(dimension, rules) for rules in labels.values())))

    def _is_certain(self, dimension: Dimension, rules: list[Rule]) -> Formula:
        return some((self._none_of(dimension, rules), *(self.matches(dimension, rule) for rule in rules)))

    def _first(self, dimension: Dimension, asked: frozenset[str]) -> Formula:
        """From the last rule up: an outcome inside ends the search if it is certain, one outside must not come."""
        found: Formula = TRUE if (dimension.otherwise or UNLABELLED) in asked else FALSE
        for rule in reversed(dimension.rules):
            if rule.label in asked:
                found = some((self.matches(dimension, rule), found))
            else:
                found = every((self.misses(dimension, rule), found))
        return found

    def _counted(self, dimension: Dimension, asked: frozenset[str]) -> Formula:
        """Every outcome outside must be impossible."""
        default = dimension.otherwise or UNLABELLED
        groups = self._groups(dimension)
        possible: dict[str, list[Formula]] = {}
        for (label, _), where in zip(groups, self._alone(dimension, groups), strict=True):
            possible.setdefault(label, []).append(where)
        none = every(no(self.matches(dimension, rule)) for rule in dimension.rules)
        possible.setdefault(default, []).append(none)
        possible[CONFLICT] = [at_least(2, (no(self._none_of(dimension, group)) for _, group in groups))]
        return every(no(some(where)) for outcome, where in possible.items() if outcome not in asked)

    def _groups(self, dimension: Dimension) -> list[tuple[str, list[Rule]]]:
        """Return the rules that may match together: under `unique` each alone, under `any` those of one label."""
        if dimension.reducer == "unique":
            return [(rule.label, [rule]) for rule in dimension.rules]
        labels: dict[str, list[Rule]] = {}
        for rule in dimension.rules:
            labels.setdefault(rule.label, []).append(rule)
        return list(labels.items())

    def _alone(self, dimension: Dimension, groups: list[tuple[str, list[Rule]]]) -> list[Formula]:
        """Return for each group where it may match and no other group does for certain.

        The groups before and behind are shared from one to the next, so that all of it grows with the rules.
        """
        unmet = [every(no(self.matches(dimension, rule)) for rule in group) for _, group in groups]
        before, behind = _all_before(unmet), _all_before(unmet[::-1])[::-1]
        may_match = [no(self._none_of(dimension, group)) for _, group in groups]
        return [every((one, before[at], behind[at])) for at, one in enumerate(may_match)]

    def _none_of(self, dimension: Dimension, rules: list[Rule]) -> Formula:
        return every(self.misses(dimension, rule) for rule in rules)

    # --- tests on other dimensions

    def _labels(self, test: LabelTest) -> Rails:
        dimension, labels = self.model.dimensions[test.dimension], frozenset(test.labels)
        key = (dimension.name, labels)
        if key not in self._asked:
            self._asked[key] = (self.has if dimension.reducer == "collect" else self._is)(dimension, labels)
        found = self._asked[key]
        return found._replace(true=found.false, false=found.true) if test.negated else found

    def _is(self, dimension: Dimension, labels: frozenset[str]) -> Rails:
        others = {*outcomes_of(dimension)} - labels - {CONFLICT}
        # Of rules that may match together the answer can be a conflict, which is neither.
        certain = dimension.reducer == "first" and self._is_certain_of_rules(dimension)
        true = self.surely(dimension, labels)
        return Rails(true, no(true) if certain else self.surely(dimension, others), certain=certain)

    def has(self, dimension: Dimension, labels: frozenset[str]) -> Rails:
        """Return where one of the labels is certainly among those of a `collect` dimension, and where none can be."""
        asked = [rule for rule in dimension.rules if rule.label in labels]
        by_default = dimension.otherwise in labels
        others = [rule for rule in dimension.rules if rule.label != dimension.otherwise]
        true = [self.matches(dimension, rule) for rule in asked]
        false = [self._none_of(dimension, asked)]
        if by_default:
            true.append(self._none_of(dimension, others))
            false.append(some(self.matches(dimension, rule) for rule in dimension.rules if rule.label not in labels))
        return Rails(
            every((self.applies(dimension), some(true))),
            some((self._applies_not(dimension), every(false))),
            certain=self._is_certain_of_rules(dimension),
        )


def outcomes_of(dimension: Dimension) -> list[str]:
    """Return every outcome that a dimension can be thought to have."""
    return [*(label.name for label in dimension.labels), UNLABELLED, CONFLICT, NOT_APPLICABLE]


def _all_before(parts: list[Formula]) -> list[Formula]:
    """Return for each part that all before it hold; each of these is made of the one before."""
    found: list[Formula] = []
    held: Formula = TRUE
    for part in parts:
        found.append(held)
        held = every((held, part))
    return found
