"""What a score can come to, and where: its points added up over the cells of a space."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, cast

from tierrules.meaning import semantics
from tierrules.meaning.model import Comparison, Constant, Points, ScoreTerm
from tierrules.meaning.truth import Truth
from tierrules.meaning.values import Case, value
from tierrules.proof.engine.formulas import FALSE, TRUE, Formula, every, no, some, within
from tierrules.proof.engine.search import UndecidedError

if TYPE_CHECKING:
    from tierrules.proof.engine.truths import Truths

End = Literal["least", "greatest", "both"]

Interval = tuple[Fraction, Fraction]
"""The least and the greatest that a score may be; the same where nothing is UNKNOWN."""

MOST_SUMS = 2_000
"""So many different sums are followed."""


@dataclass(frozen=True, slots=True, eq=False)
class Total:
    """The least that a score may be, or the greatest, and the variable that says where it lies.

    Its cells are what lies below the first of the points, on it, between it and the second, and so on. `stands` says
    which customers lie in which cell; it must be asked wherever the variable plays a part.
    """

    variable: int
    score: ScoreTerm
    end: End
    points: tuple[Fraction, ...]
    stands: Formula
    is_open: bool = False
    """Whether its sums are too many to follow: then `stands` asks nothing, and customers are asked one by one."""

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
        return _cell(self.points, semantics.interval(case, self.score)[self.end == "greatest"])


@dataclass(frozen=True, slots=True, eq=False)
class OpenComparison:
    """A comparison of a score that has too many sums: its variable is free, and customers are asked one by one."""

    variable: int
    comparison: Comparison

    def cell_of(self, case: Case) -> int:
        """Return the place of the cell in which one customer lies: TRUE, FALSE or neither."""
        truth = semantics.truth(case, self.comparison)
        return 0 if truth is Truth.TRUE else 1 if truth is Truth.FALSE else 2


def totals(truths: Truths, score: ScoreTerm) -> tuple[Total, Total]:
    """Return where the least and the greatest of a score lie; of one that is never open both are one."""
    if all(_is_certain(truths, one) for one in score.add):
        one = _total(truths, score, "both")
        return one, one
    return _total(truths, score, "least"), _total(truths, score, "greatest")


def _is_certain(truths: Truths, points: Points) -> bool:
    inner = points.points
    inside = not isinstance(inner, ScoreTerm) or all(_is_certain(truths, one) for one in inner.add)
    return inside and truths.of(points.when).certain


def _total(truths: Truths, score: ScoreTerm, end: End) -> Total:
    points = tuple(sorted(truths.space.held.get(score, ())))
    count = 2 * len(points) + 1
    variable, full = truths.space.variable(count), (1 << count) - 1
    try:
        sums = sums_of(truths, score, end)
    except UndecidedError:
        return Total(variable, score, end, points, TRUE, is_open=True)
    cells: dict[int, list[Formula]] = {}
    for there, where in sums.items():
        cells.setdefault(_cell(points, there), []).append(where)
    stands = every(some((within(variable, full & ~(1 << at), full), *cells.get(at, ()))) for at in range(count))
    return Total(variable, score, end, points, stands)


def _cell(points: tuple[Fraction, ...], there: Fraction) -> int:
    return sum((one < there) + (one <= there) for one in points)


def sums_of(truths: Truths, score: ScoreTerm, end: End) -> dict[Fraction, Formula]:
    """Return everything that the least or the greatest of a score may be, and where; raises UndecidedError."""
    sums: dict[Fraction, Formula] = {Fraction(0): TRUE}
    for points in score.add:
        when = truths.of(points.when)
        found: list[tuple[Fraction, Formula]] = []
        for more, there in _adds(truths, points.points, end).items():
            # Points that are not certain count for the end that they move away from the other.
            counts = some((when.true, when.unknown)) if (more > 0) is (end == "greatest") else when.true
            for told, where in sums.items():
                found.append((told + more, every((where, there, counts))))
                found.append((told, every((where, there, no(counts)))))
        sums = _put_together(found)
        if len(sums) > MOST_SUMS:
            raise UndecidedError([])
    return _put_together((_within(truths, score, one), where) for one, where in sums.items())


def _adds(truths: Truths, points: Constant | ScoreTerm, end: End) -> dict[Fraction, Formula]:
    if isinstance(points, ScoreTerm):
        return sums_of(truths, points, end)
    return {cast(Fraction, value(truths.space.case({}), points)): TRUE}


def _put_together(found: Iterable[tuple[Fraction, Formula]]) -> dict[Fraction, Formula]:
    places: dict[Fraction, list[Formula]] = {}
    for one, where in found:
        if where is not FALSE:
            places.setdefault(one, []).append(where)
    return {one: some(where) for one, where in places.items()}


def _within(truths: Truths, score: ScoreTerm, points: Fraction) -> Fraction:
    bare = truths.space.case({})
    low, high = (None if one is None else cast(Fraction, value(bare, one)) for one in (score.low, score.high))
    points = points if low is None else max(points, low)
    return points if high is None else min(points, high)


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
