"""Thresholds: plain, dated (the last row that has begun), and tables by one or two fields."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tests.oracles.quantities import quantity
from tests.oracles.values import MISSING, NA, NONE, Seen

Given = Any


def threshold(given: Given, facts: Mapping[str, Any], as_of: date) -> Seen:
    match given:
        case str():
            return Seen(quantity(given))
        case {"value": str(text)}:
            return Seen(quantity(text))
        case {"dated": rows}:
            return Seen(quantity(rows[max(day for day in rows if date.fromisoformat(day) <= as_of)]))
    return table(given, facts)


def table(given: Mapping[str, Any], facts: Mapping[str, Any]) -> Seen:
    """The bound of the row; a missing key leaves it open which, unless all that may be chosen are `n/a`."""
    by = given["by"] if isinstance(given["by"], list) else [given["by"]]
    possible = list(cells(by, given["rows"], given, facts))
    open_ = frozenset((key, "missing") for bound, keys in possible for key in keys if bound != "n/a")
    if {bound for bound, _ in possible} == {"n/a"}:
        return Seen(NA)
    if open_:
        return Seen(MISSING, open_, any(bound == "n/a" for bound, _ in possible))
    ((bound, _),) = possible
    return Seen(bound if bound == NONE else quantity(bound))


def cells(
    by: list[str], rows: Any, given: Mapping[str, Any], facts: Mapping[str, Any], keys: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every bound that the customer may turn out to have, with the keys that are missing on the way to it."""
    if not isinstance(rows, dict):
        yield rows, keys
        return
    key, default = facts[by[0]], given.get("default", NONE)
    if key == MISSING:
        for row in rows.values():
            yield from cells(by[1:], row, given, facts, (*keys, by[0]))
        yield default, (*keys, by[0])
    else:
        yield from cells(by[1:], row_of(key, rows, given.get("prefix") == "true", default), given, facts, keys)


def row_of(key: str, rows: Mapping[str, Any], prefix: bool, default: str) -> Any:
    fitting = [row for row in rows if row == key or (prefix and key != NONE and key.startswith(row))]
    return rows[max(fitting, key=len)] if fitting else default
