"""A ruleset with one threshold left open: where it stands, a customer has a further value.

The ruleset is loaded with the lowest and with the highest value. What differs between the two is the threshold, in
whichever form the language has brought it into: a row of a table, a band, a cut-off of dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final, cast

from tierrules.meaning import semantics
from tierrules.meaning.cells import atoms_asked
from tierrules.meaning.change.rewrite import Rewriting
from tierrules.meaning.conditions import fields_in, fields_in_term
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Bound, Dated, Type
from tierrules.meaning.model import (
    Comparison,
    Condition,
    Constant,
    CutOff,
    DateWindow,
    Dimension,
    FieldTerm,
    Model,
    ScoreTerm,
)
from tierrules.meaning.values import Case, Facts, in_force
from tierrules.portfolio.answers import reached

OPEN: Final = "<threshold>"
"""What the open threshold is called among a customer's values; no field can have this name."""

SECOND: Final = "<second threshold>"
"""What the second one is called where two are open."""

Leaf = Constant | DateWindow


class SweepError(ValueError):
    """The threshold stands where its steps cannot be worked out exactly."""


@dataclass(frozen=True, slots=True)
class Swept:
    """The ruleset with an open threshold, from `low` to `high`.

    `whole` says that only whole steps are values: days, and durations, which are counted in their unit. `windows` are
    the cut-offs that follow from an open duration, by the name that their date has among a customer's values; `name` is
    what the threshold is called there.
    """

    model: Model
    as_of: date
    low: Bound
    high: Bound
    dimensions: tuple[str, ...]
    windows: Mapping[str, CutOff] = field(default_factory=dict)
    name: str = OPEN

    @property
    def whole(self) -> bool:
        """Whether values are whole steps: days, or a duration's months or days."""
        return not isinstance(self.low, Fraction)

    def place(self, bound: Bound) -> Fraction:
        """Return a value as a number on the line of all values."""
        match bound:
            case date():
                return Fraction(bound.toordinal())
            case Duration(count):
                return Fraction(count)
        return bound

    def bound(self, place: Fraction) -> Bound:
        """Return the value at a place of the line."""
        match self.low:
            case date():
                return date.fromordinal(int(place))
            case Duration(_, unit):
                return Duration(int(place), unit)
        return place

    def case(self, facts: Facts, place: Fraction) -> Case:
        """Return a customer under the ruleset with the threshold at a place."""
        return Case(self.model, {**facts, **self.at(place)}, self.as_of)

    def at(self, place: Fraction) -> Facts:
        """Return what a customer's values are joined by with the threshold at a place."""
        bound = self.bound(place)
        if isinstance(bound, Duration):
            return {name: semantics.window(_with(one, bound), self.as_of)[1] for name, one in self.windows.items()}
        return {self.name: bound}


def sweep_of(low: Model, high: Model, bounds: tuple[Bound, Bound], as_of: date, name: str = OPEN) -> Swept:
    """Return the ruleset with the threshold open in which two models differ; `bounds` are its two values.

    Raises `SweepError` where the threshold is added up as points, or what it stands for is not the value itself.
    """
    dimensions = reached(low, high)
    opened = _Opening(list(zip(_leaves(low), _leaves(high), strict=True)), bounds, as_of, name)
    model = replace(low, dimensions=opened.dimensions(low))
    swept = Swept(model, as_of, *bounds, dimensions, opened.windows, name)
    for one in dimensions:
        for atom in atoms_asked(model, one):
            if isinstance(atom, Comparison):
                _check_score(atom, swept)
    return swept


def _leaves(model: Model) -> list[Leaf]:
    """Return everything in which a threshold can stand, in the order in which a rewriting comes by."""
    found: list[Leaf] = []

    def constant(one: Constant) -> Constant:
        found.append(one)
        return one

    def window(one: DateWindow) -> Condition:
        found.append(one)
        return one

    rewriting = Rewriting(constant=constant, window=window)
    for one in model.dimensions.values():
        rewriting.dimension(one)
    return found


class _Opening:
    def __init__(self, leaves: list[tuple[Leaf, Leaf]], bounds: tuple[Bound, Bound], as_of: date, name: str) -> None:
        self.leaves, self.bounds, self.as_of, self.name = leaves, bounds, as_of, name
        self.windows: dict[str, CutOff] = {}

    def dimensions(self, model: Model) -> dict[str, Dimension]:
        """Return the dimensions with the threshold open; the walk is that of `_leaves`."""
        pairs = iter(self.leaves)
        rewriting = Rewriting(
            constant=lambda _: self.constant(*cast(tuple[Constant, Constant], next(pairs))),
            window=lambda _: self.window(*cast(tuple[DateWindow, DateWindow], next(pairs))),
        )
        return {name: rewriting.dimension(one) for name, one in model.dimensions.items()}

    def constant(self, low: Constant | FieldTerm, high: Constant) -> Constant:
        # Of two thresholds the first one is open by now.
        is_shut = isinstance(low, FieldTerm) or not self.is_open(low.value, high.value)
        # Whoever asks for a value asks a term.
        return cast(Constant, low if is_shut else FieldTerm(self.name))

    def window(self, low: DateWindow, high: DateWindow) -> Condition:
        one = low.cut_off
        if not self.is_open(one.duration, high.cut_off.duration):
            return low
        name = f"{self.name} {one.function} {one.op}"
        self.windows[name] = one
        op, _ = semantics.window(_with(one, cast(Duration, self.bounds[0])), self.as_of)
        return Comparison(FieldTerm(low.field), op, FieldTerm(name), Type.DATE, low.origin)

    def is_open(self, low: object, high: object) -> bool:
        """Whether the threshold stands here, and is in force on the day."""
        seen = tuple(in_force(one, self.as_of) if isinstance(one, Dated) else one for one in (low, high))
        if seen[0] == seen[1]:
            return False
        if seen != self.bounds:
            raise SweepError("the threshold enters the rules in another form, which cannot be swept")
        return True


def _with(cut_off: CutOff, duration: Duration) -> CutOff:
    return replace(cut_off, duration=duration)


def _check_score(atom: Comparison, swept: Swept) -> None:
    """Raise `SweepError` where the points themselves move with the threshold."""
    for score in _scores(atom.left):
        limits = (score.low, score.high, *(one.points for one in score.add))
        if any(isinstance(one, FieldTerm) for one in limits):
            told = f"the threshold is counted into the score `{score.name}`; only bounds can be swept, not points"
            raise SweepError(told)
        if swept.name in fields_in_term(atom.right) and _asks(score, swept.name):
            raise SweepError(f"the score `{score.name}` is held against the threshold on which its own points hang")


def _scores(term: object) -> Iterator[ScoreTerm]:
    if isinstance(term, ScoreTerm):
        yield term
        for one in term.add:
            yield from _scores(one.points)


def _asks(score: ScoreTerm, threshold: str) -> bool:
    """Whether a condition of a score holds a value against the open threshold."""
    names = (name for one in _scores(score) for points in one.add for name in fields_in(points.when))
    return any(name.startswith(threshold) for name in names)
