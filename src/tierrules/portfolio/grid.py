"""What a portfolio becomes while two thresholds move: the data of a heat map, exact at every value that it shows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise
from math import isqrt
from typing import TYPE_CHECKING, Any

from tierrules.language.frames import Backend
from tierrules.meaning.dates import Lang, check_lang
from tierrules.meaning.declared import Bound, Title, Type
from tierrules.meaning.model import Dimension
from tierrules.portfolio import grid_text, portfolio_frames
from tierrules.portfolio.answers import in_order
from tierrules.portfolio.customers import Unread
from tierrules.portfolio.cuts import Cut
from tierrules.portfolio.migration import Share
from tierrules.portfolio.stretches import Stretch, between, said, written
from tierrules.portfolio.sweep_text import kind, not_reached
from tierrules.portfolio.swept import Swept

if TYPE_CHECKING:
    from tierrules.pictures.look import Picture
    from tierrules.portfolio.solutions import Of

Corner = tuple[Cut | None, Cut | None]
"""Where a change begins, by the first and by the second threshold; None is the lowest value."""

Most = tuple[int, int]
"""How many steps of each threshold are shown at most."""

Changes = Mapping[str, Mapping[Corner, tuple[int, Fraction]]]
"""How many more have an answer, and what they weigh, from a corner on upwards in both directions."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the two thresholds, from `low` to `high`; `current` is the value that the ruleset has."""

    threshold: str
    type: Type
    currency: str | None
    low: Bound
    high: Bound
    current: Bound | None
    swept: Swept = field(repr=False, compare=False)

    @property
    def now(self) -> Bound | None:
        """The current value, if it is one of those between `low` and `high`."""
        if self.current is None or kind(self.current) != kind(self.low):
            return None
        low, place, high = (self.swept.place(one) for one in (self.low, self.current, self.high))
        return self.current if low <= place <= high else None

    def say(self, bound: Bound, lang: Lang = "en") -> str:
        """Return a value of the threshold as people write it."""
        return said(bound, self.type, self.currency, lang)

    def stretch(self, start: Cut | None, end: Cut | None) -> Stretch:
        """Return the values from one cut to before another."""
        return between(self.swept, start, end, self.type, self.currency)


@dataclass(frozen=True, slots=True)
class Cell:
    """The customers of one dimension where both thresholds have the values `at`.

    If all steps are shown, the same holds for every value of both `stretches`; else for `at` alone.
    """

    stretches: tuple[Stretch, Stretch]
    at: tuple[Bound, Bound]
    shares: Mapping[str, Share]


@dataclass(frozen=True)
class Grid:
    """The answers of a portfolio for all values of two thresholds; `axes` are the two.

    Nothing is rounded: the steps are those at which somebody's answer changes. Where they make more cells than
    `most_cells`, some are passed over, `is_exact` says so, and every cell that is shown still holds for the values
    `at` which it stands. `at()` knows all steps. The other members are those of a `Sweep`.
    """

    ruleset: str
    fingerprint: str
    axes: tuple[Axis, Axis]
    as_of: date
    source: str
    language: Lang
    customers: int
    set_aside: int
    unread: tuple[Unread, ...] = field(repr=False)
    weight: str | None
    weight_title: Title
    weight_currency: str | None
    unweighed: int
    whole_weight: Fraction | None
    most_cells: int
    dimensions: Mapping[str, Dimension] = field(repr=False)
    changes: Mapping[str, Changes] = field(repr=False)

    def __repr__(self) -> str:
        told = " and ".join(f"{one.threshold} from {one.say(one.low)} to {one.say(one.high)}" for one in self.axes)
        return f"<Grid of {told}: {', '.join(self.dimensions) or 'nothing hangs on them'}>"

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Lang | None = None) -> str:
        """Return a table for each dimension and answer: `en` or `zh`, by default the ruleset's language."""
        return grid_text.text(self, grid_text.language(self, lang))

    def _repr_html_(self) -> str:
        return grid_text.html(self, self.language)

    def count(self, dimension: str) -> tuple[int, int]:
        """Return how many steps each threshold has in a dimension, shown or not."""
        first, second = self._cuts(dimension)
        return len(first) + 1, len(second) + 1

    def is_exact(self, dimension: str) -> bool:
        """Whether every step of a dimension is shown."""
        first, second = self.count(dimension)
        return first * second <= self.most_cells

    def steps(self, dimension: str, most: Most | None = None) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
        """Return the stretches of both thresholds that are shown, upwards; nothing lies between two.

        `most` asks for at most so many of each. Raises KeyError for a dimension that neither threshold reaches.
        """
        shown = self._shown(dimension, most)
        first, second = (tuple(one.stretch for one in steps) for steps in shown)
        return first, second

    def cells(self, dimension: str, most: Most | None = None) -> Iterator[Cell]:
        """Yield a cell for each of the `steps`: for each of the first threshold those of the second."""
        rows, columns = self._shown(dimension, most)
        places = [one.place for one in rows], [one.place for one in columns]
        sums = {name: self._sums(dimension, name, *places) for name in self._answers(dimension)}
        for row, first in enumerate(rows):
            for column, second in enumerate(columns):
                shares = {
                    name: self._share(count[row][column], heavy[row][column])
                    for name, (count, heavy) in sums.items()
                    if count[row][column]
                }
                yield Cell((first.stretch, second.stretch), (first.at, second.at), shares)

    def at(self, first: Bound | str | int, second: Bound | str | int, dimension: str) -> Mapping[str, Share]:
        """Return the shares for one value of each threshold; raises ValueError beyond the ends."""
        bounds = [grid_text.read_value(axis, one) for axis, one in zip(self.axes, (first, second), strict=True)]
        places = [axis.swept.place(bound) for axis, bound in zip(self.axes, bounds, strict=True)]

        def counts(corner: Corner) -> bool:
            return all(cut is None or cut <= (place, 0) for cut, place in zip(corner, places, strict=True))

        found = {}
        for name in self._answers(dimension):
            parts = [one for corner, one in self.changes[dimension].get(name, {}).items() if counts(corner)]
            if count := sum(one for one, _ in parts):
                found[name] = self._share(count, sum((heavy for _, heavy in parts), Fraction(0)))
        return found

    def plot(
        self,
        dimension: str | None = None,
        answer: str | None = None,
        *,
        of: Of = "customers",
        lang: Lang | None = None,
    ) -> Picture:
        """Return a picture: a heat map of how many have an answer, the first threshold across, the second upwards.

        Without `answer` all whose numbers change are drawn, one below the other. `of` counts customers or their
        weight. The result is a chart of altair; raises `MissingExtraError` without the extra `notebook`.
        """
        from tierrules.portfolio import grid_pictures

        return grid_pictures.plot(self, dimension, answer, of, lang)

    def to_frame(
        self, dimension: str | None = None, *, backend: Backend | None = None, lang: Lang | None = None
    ) -> Any:
        """Return a frame with a row for each answer in each cell that is shown, of one dimension or of all.

        Each threshold has a column of its name with the value `at` which the cell stands, and two more with the ends
        of its stretch. Else it is as `Sweep.to_frame`.
        """
        return portfolio_frames.grid(self, dimension, backend, check_lang(lang))

    def to_dict(self) -> dict[str, Any]:
        """Return the whole for JSON, with the cells that are shown."""
        return {
            "ruleset": self.ruleset,
            "fingerprint": self.fingerprint,
            "thresholds": [
                {
                    "threshold": one.threshold,
                    "low": written(one.low, one.type),
                    "high": written(one.high, one.type),
                    "current": None if one.current is None else written(one.current, one.type),
                }
                for one in self.axes
            ],
            "as_of": self.as_of.isoformat(),
            "rows": self.customers + self.set_aside,
            "classified": self.customers,
            "set_aside": self.set_aside,
            "weight": self.weight,
            "unweighed": self.unweighed,
            "dimensions": [self._plain(name) for name in self.dimensions],
        }

    def _plain(self, dimension: str) -> dict[str, Any]:
        cells = [
            {
                "stretches": [each.to_dict() for each in one.stretches],
                "at": [written(bound, axis.type) for bound, axis in zip(one.at, self.axes, strict=True)],
                "answers": {name: share.to_dict() for name, share in one.shares.items()},
            }
            for one in self.cells(dimension)
        ]
        return {"dimension": dimension, "exact": self.is_exact(dimension), "cells": cells}

    # --- the sums

    def _answers(self, dimension: str) -> tuple[str, ...]:
        self._check(dimension)
        return in_order([self.dimensions[dimension]], self.changes[dimension])

    def _check(self, dimension: str) -> None:
        if dimension not in self.dimensions:
            names = tuple(one.threshold for one in self.axes)
            raise KeyError(not_reached(names, dimension, self.dimensions))

    def _cuts(self, dimension: str) -> tuple[list[Cut], list[Cut]]:
        self._check(dimension)
        corners = [corner for each in self.changes[dimension].values() for corner in each]
        first = {one for one, _ in corners if one is not None}
        second = {other for _, other in corners if other is not None}
        return sorted(first), sorted(second)

    def _shown(self, dimension: str, most: Most | None = None) -> tuple[list[_Step], list[_Step]]:
        both = self._cuts(dimension)
        room = most or _room(len(both[0]) + 1, len(both[1]) + 1, self.most_cells)
        rows, columns = (
            list(_grouped(axis, cuts, most)) for axis, cuts, most in zip(self.axes, both, room, strict=True)
        )
        return rows, columns

    def _sums(
        self, dimension: str, answer: str, rows: Sequence[int], columns: Sequence[int]
    ) -> tuple[list[list[int]], list[list[Fraction]]]:
        """Return how many have an answer, and what they weigh, at each place that is shown."""
        counts = [[0] * len(columns) for _ in rows]
        weights = [[Fraction(0)] * len(columns) for _ in rows]
        first, second = ({cut: at for at, cut in enumerate(cuts, 1)} for cuts in self._cuts(dimension))
        for (one, other), (count, heavy) in self.changes[dimension][answer].items():
            # A change is seen from the first place on that is not before it.
            row = bisect_left(rows, 0 if one is None else first[one])
            column = bisect_left(columns, 0 if other is None else second[other])
            if row < len(rows) and column < len(columns):
                counts[row][column] += count
                weights[row][column] += heavy
        return _added_up(counts), _added_up(weights)

    def _share(self, count: int, heavy: Fraction) -> Share:
        return Share(count, None if self.weight is None else heavy)


@dataclass(frozen=True, slots=True)
class _Step:
    """Some steps of a threshold that are shown as one: where they lie, and which one of all steps stands for them."""

    stretch: Stretch
    place: int
    at: Bound


def _grouped(axis: Axis, cuts: Sequence[Cut], most: int) -> Iterator[_Step]:
    """Yield the steps of a threshold in at most so many groups; the step of the current value stands for its group."""
    ends: list[Cut | None] = [None, *cuts, None]
    all_ = len(cuts) + 1
    groups = min(all_, most)
    starts = [at * all_ // groups for at in range(groups)] + [all_]
    current = axis.now
    now = None if current is None else sum(cut <= (axis.swept.place(current), 0) for cut in cuts)
    for start, end in pairwise(starts):
        place = now if now is not None and start <= now < end else start
        at = current if place == now and current is not None else axis.stretch(ends[place], ends[place + 1]).example
        yield _Step(axis.stretch(ends[start], ends[end]), place, at)


def _room(first: int, second: int, most: int) -> tuple[int, int]:
    """Return how many steps of each threshold are shown, so that their cells are not too many."""
    if first * second <= most:
        return first, second
    side = max(1, isqrt(most))
    if first <= side:
        return first, max(1, most // first)
    if second <= side:
        return max(1, most // second), second
    return side, side


def _added_up(parts: list[list[Any]]) -> list[list[Any]]:
    """Return for each place the sum of all that are not behind it, in either direction."""
    rows = [list(accumulate(row)) for row in parts]
    return [
        list(column) for column in accumulate(rows, lambda one, other: [a + b for a, b in zip(one, other, strict=True)])
    ]
