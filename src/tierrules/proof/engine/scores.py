"""What a score can come to, and where: its points added up over the cells of a space."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from tierrules.meaning import semantics
from tierrules.meaning.model import Constant, Points, ScoreTerm
from tierrules.meaning.values import Case, value
from tierrules.proof.engine.formulas import FALSE, TRUE, Formula, every, no, some, within
from tierrules.proof.engine.search import UndecidedError

if TYPE_CHECKING:
    from tierrules.proof.engine.truths import Truths

Interval = tuple[Fraction, Fraction]
"""The least and the greatest that a score may be; the same where nothing is UNKNOWN."""

MOST_SUMS = 2_000
"""So many different sums are followed."""


@dataclass(frozen=True, slots=True)
class Total:
    """A score that is never open, and the variable that says where it lies.

    Its cells are what lies below the first of the points, on it, between it and the second, and so on. `stands` says
    which customers lie in which cell; it must be asked wherever the variable plays a part.
    """

    variable: int
    score: ScoreTerm
    points: tuple[Fraction, ...]
    stands: Formula

    @property
    def full(self) -> int:
        """All cells, as a set."""
        return (1 << 2 * len(self.points) + 1) - 1

    def where(self, op: str, bound: Fraction) -> int:
        """Return the cells in which the score stands so to one of the points."""
        on = 2 * self.points.index(bound) + 1
        below, equal = (1 << on) - 1, 1 << on
        return {"<": below, "<=": below | equal, ">=": self.full & ~below, ">": self.full & ~below & ~equal}[op]

    def cell_of(self, case: Case) -> int:
        """Return the place of the cell in which one customer lies."""
        return _cell(self.points, semantics.interval(case, self.score)[0])


def total(truths: Truths, score: ScoreTerm) -> Total | None:
    """Return where a score lies; None if it may be open, or is held against what is no fixed number."""
    points = tuple(sorted(truths.space.held.get(score, ())))
    cells: dict[int, list[Formula]] = {}
    for (low, high), where in points_of(truths, score).items():
        if low != high:
            return None
        cells.setdefault(_cell(points, low), []).append(where)
    count = 2 * len(points) + 1
    variable, full = truths.space.variable(count), (1 << count) - 1
    stands = every(some((within(variable, full & ~(1 << at), full), *cells.get(at, ()))) for at in range(count))
    return Total(variable, score, points, stands)


def _cell(points: tuple[Fraction, ...], there: Fraction) -> int:
    return sum((one < there) + (one <= there) for one in points)


def points_of(truths: Truths, score: ScoreTerm) -> dict[Interval, Formula]:
    """Return every interval that a score may be, and where it is; raises UndecidedError for too many."""
    sums: dict[Interval, Formula] = {(Fraction(0), Fraction(0)): TRUE}
    for points in score.add:
        sums = _added(truths, sums, points)
        if len(sums) > MOST_SUMS:
            raise UndecidedError([])
    return _merged((_clamped(truths, score, one), where) for one, where in sums.items())


def _added(truths: Truths, sums: dict[Interval, Formula], points: Points) -> dict[Interval, Formula]:
    when = truths.of(points.when)
    without = no(some((when.true, when.unknown)))
    found: list[tuple[Interval, Formula]] = []
    for (least, most), there in _worth(truths, points.points).items():
        unsure = min(least, Fraction(0)), max(most, Fraction(0))
        for (low, high), where in sums.items():
            found.append(((low + least, high + most), every((where, there, when.true))))
            found.append(((low + unsure[0], high + unsure[1]), every((where, there, when.unknown))))
            found.append(((low, high), every((where, there, without))))
    return _merged(found)


def _worth(truths: Truths, points: Constant | ScoreTerm) -> dict[Interval, Formula]:
    if isinstance(points, ScoreTerm):
        return points_of(truths, points)
    number = cast(Fraction, value(truths.space.case({}), points))
    return {(number, number): TRUE}


def _merged(found: Iterable[tuple[Interval, Formula]]) -> dict[Interval, Formula]:
    places: dict[Interval, list[Formula]] = {}
    for interval, where in found:
        if where is not FALSE:
            places.setdefault(interval, []).append(where)
    return {interval: some(where) for interval, where in places.items()}


def _clamped(truths: Truths, score: ScoreTerm, interval: Interval) -> Interval:
    bare = truths.space.case({})
    low, high = (None if one is None else cast(Fraction, value(bare, one)) for one in (score.low, score.high))

    def within(points: Fraction) -> Fraction:
        points = points if low is None else max(points, low)
        return points if high is None else min(points, high)

    return within(interval[0]), within(interval[1])
