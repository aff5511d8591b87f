"""Whether a customer lies in a region, by the region alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tests.oracles.calendar_days import sides
from tests.oracles.tables import MISSING, NONE, OPERATORS
from tierrules.proof.compare.comparison import Difference
from tierrules.proof.compare.customers_told import Range


def is_in(one: Difference, facts: Mapping[str, Any], day: date) -> bool:
    """Whether a customer is one of those of whom a difference speaks."""
    boxes = [all(holds(each, facts[each.field.name], day) for each in box) for box in (one.region, *one.but)]
    return boxes[0] and not any(boxes[1:])


def are_in(one: Difference, customers: Iterable[tuple[date, tuple[Any, ...]]], names: Sequence[str]) -> set[Any]:
    """Return those of many customers who are in a region; each value is held against it once."""
    known: dict[Any, bool] = {}
    boxes = [[(each, names.index(each.field.name)) for each in box] for box in (one.region, *one.but)]

    def is_met(at: int, each: Range, seen: Any, day: date) -> bool:
        key = id(each), seen, isinstance(seen, bool), day
        if key not in known:
            known[key] = holds(each, seen, day)
        return known[key]

    def is_inside(box: list[tuple[Range, int]], facts: tuple[Any, ...], day: date) -> bool:
        return all(is_met(at, each, facts[at], day) for each, at in box)

    return {
        (day, facts)
        for day, facts in customers
        if is_inside(boxes[0], facts, day) and not any(is_inside(box, facts, day) for box in boxes[1:])
    }


def holds(one: Range, seen: Any, day: date) -> bool:
    if seen == MISSING:
        return one.missing
    if seen == NONE:
        return any(each.none for each in one.among)
    first, *more = one.among
    windows = all(in_window(each, seen, day) for each in one.windows)
    return (windows and lies(first, seen)) or any(lies(each, seen) for each in more)


def in_window(window: Any, seen: date, day: date) -> bool:
    length = (window.duration.unit, window.duration.count)
    return OPERATORS[window.op](*sides(window.function, seen, length, day))


def has_word(region: Any, seen: str) -> bool:
    """A word itself counts before what it begins with, and of beginnings the longest."""
    if seen in (*region.values, *region.but):
        return seen in region.values
    starts = [one for one in (*region.prefixes, *region.but_prefixes) if seen.startswith(one)]
    nothing_asked = not region.values and not region.prefixes and not region.others
    return max(starts, key=len) in region.prefixes if starts else region.others or nothing_asked


def lies(region: Any, seen: Any) -> bool:
    if region.none:
        return False
    if isinstance(seen, str):
        return has_word(region, seen)
    if region.values:
        return any(seen == each and isinstance(seen, bool) == isinstance(each, bool) for each in region.values)
    above = region.low is None or seen > region.low or (region.low_included and seen == region.low)
    return above and (region.high is None or seen < region.high or (region.high_included and seen == region.high))
