"""Core forms once more, with some of their leaves changed: the same tree with other numbers, other days, or bare.

Used where two rulesets are compared or mixed. A rewriting never changes the shape of a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tierrules.meaning.declared import Origin, Threshold, Title
from tierrules.meaning.model import (
    AtLeast,
    Choice,
    Comparison,
    Computed,
    Condition,
    Constant,
    CutOff,
    DateWindow,
    DerivedTerm,
    Dimension,
    LabelTest,
    Membership,
    Not,
    Points,
    Presence,
    Rule,
    ScoreTerm,
    Term,
)
from tierrules.text.source import Span

_NOWHERE: Final = Origin("", Span(0, 0))


def _same_constant(one: Constant) -> Constant:
    return one


def _same_cut_off(one: CutOff) -> CutOff:
    return one


def _same_window(one: DateWindow) -> Condition:
    return one


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What becomes of the leaves. With `bare` all that is said to people is dropped: origins, texts, titles."""

    constant: Callable[[Constant], Constant] = _same_constant
    cut_off: Callable[[CutOff], CutOff] = _same_cut_off
    window: Callable[[DateWindow], Condition] = _same_window
    bare: bool = False
    # Scores that add scores are one tree many times over; each is rewritten once, and kept beside what it became.
    scores: dict[int, tuple[ScoreTerm, ScoreTerm]] = field(default_factory=dict, compare=False, repr=False)

    def dimension(self, one: Dimension) -> Dimension:
        """Return a dimension whose conditions are rewritten."""
        applies = None if one.applies is None else self.condition(one.applies)
        return replace(one, rules=tuple(map(self.rule, one.rules)), applies=applies)

    def rule(self, one: Rule) -> Rule:
        """Return a rule whose condition is rewritten."""
        return replace(one, when=self.condition(one.when))

    def condition(self, one: Condition) -> Condition:
        """Return a condition with its leaves rewritten."""
        origin = _NOWHERE if self.bare else one.origin
        match one:
            case AtLeast(k, parts):
                return AtLeast(k, tuple(map(self.condition, parts)), origin)
            case Not(part):
                return Not(self.condition(part), origin)
            case Choice(name, rows, default, none, prefix):
                told = tuple((key, self._row(row)) for key, row in rows)
                return Choice(name, told, self._row(default), self._row(none), prefix, origin)
            case Comparison(left, op, right, type):
                return Comparison(self.term(left), op, self.term(right), type, origin)
            case DateWindow(name, cut_off):
                return self.window(DateWindow(name, self._cut_off(cut_off), origin))
            case Membership(term, values):
                changed = tuple(map(self._constant, values))
                return replace(one, term=self.term(term), values=changed, origin=origin)
            case Presence(term):
                return replace(one, term=self.term(term), origin=origin)
            case LabelTest():
                return replace(one, origin=origin)

    def term(self, one: Term) -> Term:
        """Return a term with its constants rewritten."""
        match one:
            case Constant():
                return self._constant(one)
            case Computed(op, parts, text):
                return Computed(op, tuple(map(self.term, parts)), "" if self.bare else text)
            case DerivedTerm(name, inner):
                return DerivedTerm(name, self.term(inner))
            case ScoreTerm():
                return self._score(one)
            case _:
                return one

    def _score(self, one: ScoreTerm) -> ScoreTerm:
        if id(one) not in self.scores:
            low, high = (None if end is None else self._constant(end) for end in (one.low, one.high))
            title = Title() if self.bare else one.title
            told = ScoreTerm(one.name, low, high, tuple(map(self._points, one.add)), title)
            self.scores[id(one)] = one, told
        return self.scores[id(one)][1]

    def _points(self, one: Points) -> Points:
        given = one.points
        points = self._score(given) if isinstance(given, ScoreTerm) else self._constant(given)
        return Points(points, self.condition(one.when))

    def _row(self, one: Condition | None) -> Condition | None:
        return None if one is None else self.condition(one)

    def _constant(self, one: Constant) -> Constant:
        changed = self.constant(one)
        return replace(changed, text="") if self.bare else changed

    def _cut_off(self, one: CutOff) -> CutOff:
        changed = self.cut_off(one)
        return replace(changed, text="") if self.bare else changed


def with_thresholds(thresholds: Mapping[str, Threshold], names: Iterable[str]) -> Rewriting:
    """Return the rewriting that gives the thresholds `names` the values that they have in `thresholds`.

    Only for plain and dated ones: the rows of a table are no leaves.
    """
    wanted = frozenset(names)

    def constant(one: Constant) -> Constant:
        if one.name not in wanted:
            return one
        threshold = thresholds[one.name]
        return replace(one, value=threshold.value, text=threshold.text)  # type: ignore[arg-type]  # no table, as the docstring asks

    def cut_off(one: CutOff) -> CutOff:
        if one.name not in wanted:
            return one
        threshold = thresholds[one.name]
        return replace(one, duration=threshold.value, text=threshold.text)  # type: ignore[arg-type]  # no table, as the docstring asks

    return Rewriting(constant, cut_off)


def shape(condition: Condition) -> object:
    """Return how a condition is put together of its author's own words: two of one shape differ in values alone."""
    match condition:
        case AtLeast(k, parts):
            return k, tuple(map(shape, parts))
        case Not(part):
            return "not", shape(part)
        case _:
            return condition.origin.text
