"""What a score can come to, and where: its points added up over the cells of a space."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from tierrules.meaning.model import Constant, Points, ScoreTerm
from tierrules.meaning.values import value
from tierrules.proof.engine.formulas import FALSE, TRUE, Formula, every, no, some
from tierrules.proof.engine.search import UndecidedError

if TYPE_CHECKING:
    from tierrules.proof.engine.truths import Truths

Interval = tuple[Fraction, Fraction]
"""The least and the greatest that a score may be; the same where nothing is UNKNOWN."""

MOST_SUMS = 2_000
"""So many different sums are followed."""


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
