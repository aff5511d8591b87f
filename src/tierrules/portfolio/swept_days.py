"""A ruleset with the day left open: when the answers of a customer change because time passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from tierrules.meaning import semantics
from tierrules.meaning.change.cause import dimensions_behind
from tierrules.meaning.change.rewrite import Rewriting
from tierrules.meaning.dates import DateFunction, Duration, Order, turning_day
from tierrules.meaning.declared import Bound, Dated, Type
from tierrules.meaning.model import Comparison, Condition, CutOff, DateWindow, FieldTerm, Model
from tierrules.meaning.truth import Absent
from tierrules.meaning.values import Case, Facts
from tierrules.portfolio.cuts import Cut
from tierrules.portfolio.days import Timely, leaves


@dataclass(frozen=True, slots=True)
class SweptDays:
    """The ruleset on every day from `low` to `high`; `dimensions` are those that follow the day.

    In `opened` each window is a comparison with a date of the customer, and `windows` say which that is on a day: it is
    worked out once for all customers.
    """

    model: Model
    as_of: date
    low: date
    high: date
    opened: Model = field(repr=False, compare=False)
    windows: Mapping[str, CutOff] = field(repr=False, compare=False)
    known: dict[int, Facts] = field(default_factory=dict, repr=False, compare=False)

    @property
    def whole(self) -> bool:
        """Whether values are whole steps: a day is one."""
        return True

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that may answer otherwise on one of the days, because they or one they ask follow the day."""
        timely = {name for name, one in self.model.dimensions.items() if any(map(self._moves, leaves(one)))}
        names = self.model.dimensions
        return tuple(one for one in names if any(each.name in timely for each in dimensions_behind(self.model, one)))

    def place(self, bound: Bound) -> Fraction:
        """Return a day as a number on the line of all days."""
        assert isinstance(bound, date), "days are swept from a day to a day"
        return Fraction(bound.toordinal())

    def bound(self, place: Fraction) -> date:
        """Return the day at a place of the line."""
        return date.fromordinal(int(place))

    def case(self, facts: Facts, place: Fraction) -> Case:
        """Return a customer on the day at a place."""
        day, at = self.bound(place), place.numerator
        if at not in self.known:
            self.known[at] = {name: semantics.window(one, day)[1] for name, one in self.windows.items()}
        return Case(self.opened, {**facts, **self.known[at]}, day)

    def turns(self, dated: Dated) -> list[date]:
        """Return the days on which another row of a dated threshold comes into force."""
        return [since for since, _ in dated.rows if self.low < since <= self.high]

    def _moves(self, leaf: Timely) -> bool:
        return isinstance(leaf, DateWindow) or (isinstance(leaf.value, Dated) and bool(self.turns(leaf.value)))


def sweep_days(model: Model, low: date, high: date, as_of: date) -> SweptDays:
    """Return a ruleset that is in force on all days from `low` to `high`, with the day left open."""
    names: dict[CutOff, str] = {}

    def window(one: DateWindow) -> Condition:
        name = names.setdefault(one.cut_off, f"<day> {len(names)}")
        op, _ = semantics.window(one.cut_off, low)
        return Comparison(FieldTerm(one.field), op, FieldTerm(name), Type.DATE, one.origin)

    rewriting = Rewriting(window=window)
    dimensions = {name: rewriting.dimension(one) for name, one in model.dimensions.items()}
    windows = {name: one for one, name in names.items()}
    return SweptDays(model, as_of, low, high, replace(model, dimensions=dimensions), windows)


@dataclass(frozen=True, slots=True)
class _Window:
    """A date held against the day; `spans` say from when until when which duration counts."""

    field: str
    function: DateFunction
    op: Order
    spans: tuple[tuple[date, date, Duration], ...]

    def days(self, facts: Facts) -> Iterator[date]:
        """Yield the days on which its truth changes for a customer."""
        seen = facts[self.field]
        if isinstance(seen, Absent):
            return
        assert isinstance(seen, date), "a window is asked of a date"
        for first, last, duration in self.spans:
            day = turning_day(self.function, self.op, seen, duration)
            if day is not None and first < day <= last:
                yield day


class DayCutter:
    """Finds the days on which the answers of customers may change."""

    def __init__(self, swept: SweptDays) -> None:
        self.swept = swept
        self.low, self.high = swept.place(swept.low), swept.place(swept.high)
        asked = [leaf for name in swept.dimensions for leaf in leaves(swept.model.dimensions[name])]
        self.windows = tuple(dict.fromkeys(self._window(one) for one in asked if isinstance(one, DateWindow)))
        dated = [one.cut_off.duration if isinstance(one, DateWindow) else one.value for one in asked]
        self.turns = {day for one in dated if isinstance(one, Dated) for day in swept.turns(one)}

    def cuts(self, case: Case) -> list[Cut]:
        """Return the days behind the first one on which something changes, in order."""
        days = {*self.turns, *(day for one in self.windows for day in one.days(case.facts))}
        return [_cut(day) for day in sorted(days)]

    def places(self, cuts: list[Cut]) -> Iterator[Fraction]:
        """Yield a place of each stretch that begins with a cut."""
        return (one.place for one in cuts)

    def _window(self, leaf: DateWindow) -> _Window:
        one = leaf.cut_off
        return _Window(leaf.field, one.function, one.op, tuple(self._spans(one.duration)))

    def _spans(self, duration: Duration | Dated) -> Iterator[tuple[date, date, Duration]]:
        if isinstance(duration, Duration):
            yield self.swept.low, self.swept.high, duration
            return
        ends = [since - timedelta(days=1) for since, _ in duration.rows[1:]] + [self.swept.high]
        for (since, bound), until in zip(duration.rows, ends, strict=True):
            assert isinstance(bound, Duration), "a window has a duration in every row"
            first, last = max(since, self.swept.low), min(until, self.swept.high)
            if first <= last:
                yield first, last, bound


@lru_cache(maxsize=4_096)
def _cut(day: date) -> Cut:
    return Cut(Fraction(day.toordinal()), 0)
