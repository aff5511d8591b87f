"""`elapsed` and `until` by moving one date forward: d is N ago if N after d is up to today."""

import calendar
from datetime import date, timedelta
from typing import Any


def add(day: date, unit: str, count: int) -> date:
    if unit == "day":
        return day + timedelta(days=count)
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def sides(function: str, day: Any, length: Any, as_of: date) -> tuple[Any, Any]:
    """The two dates that are compared; what is no date or no duration stays as it is."""
    unit, count = length if isinstance(length, tuple) else ("day", 0)
    if not isinstance(day, date) or isinstance(length, str):
        return day, length
    return (as_of, add(day, unit, count)) if function == "elapsed" else (day, add(as_of, unit, count))
