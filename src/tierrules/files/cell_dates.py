"""Dates as files write them: year first in several notations, midnight behind them, or the days that Excel counts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tierrules.meaning.dates import shown
from tierrules.meaning.facts import UnreadableValueError

_SEPARATED = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.)([0-9]{1,2})")
_CHINESE = re.compile(r"([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MIDNIGHT = re.compile(r"(?:T| +)0{1,2}:00(?::00(?:\.0+)?)?$")
_SERIAL = re.compile(r"([0-9]{1,7})(\.[0-9]+)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_MOST_CHARACTERS = 60

LAST_SERIAL = 2_958_465
"""9999-12-31; the first, 1, is 1900-01-01."""
NEVER = 60
"""The serial number of 1900-02-29, a day that Excel counts and that never was."""
YEARS = range(1900, 2101)
"""A number that may be a year alone is refused: as a serial number it would be a day of 1905."""


def cell_date(raw: str, plain: str) -> date | str:
    """Return the date of a cell, or the text as it is where no notation here fits; `plain` has half-width digits.

    Raises `UnreadableValueError` for what could be read in two ways, and for days that never were.

    >>> str(cell_date("2026/3/1 0:00", "2026/3/1 0:00")), str(cell_date("46082", "46082"))
    ('2026-03-01', '2026-03-01')
    """
    if len(plain) > _MOST_CHARACTERS:
        return raw
    text = _MIDNIGHT.sub("", plain)
    for notation in (_SEPARATED, _CHINESE, _COMPACT):
        if found := notation.fullmatch(text):
            return _day(raw, *(int(part) for part in found.groups() if part))
    if found := _SERIAL.fullmatch(text):
        return _of_serial(raw, int(found[1]), found[2])
    if found := _YEAR_LAST.fullmatch(text):
        raise UnreadableValueError(*_two_readings(raw, *map(int, found.groups())))
    return raw


def _day(raw: str, year: int, month: int, day: int) -> date | str:
    try:
        return date(year, month, day)
    except ValueError:
        # The strict reading names the last day of that month.
        return f"{year:04}-{month:02}-{day:02}"


def _of_serial(raw: str, number: int, part: str | None) -> date:
    if part and part.strip(".0"):
        raise UnreadableValueError(f"{shown(raw)} counts days and a time of day", "give the date alone")
    if number in YEARS:
        raise UnreadableValueError(f"{shown(raw)} may be a year or a count of days", f"write `{number}-01-31`, a day")
    if number == NEVER:
        message = f"{shown(raw)} is 1900-02-29 to Excel, a day that never was"
        raise UnreadableValueError(message, "write the date, such as `1900-02-28`")
    if not 1 <= number <= LAST_SERIAL:
        message = f"{shown(raw)} is not a date"
        raise UnreadableValueError(message, f"Excel counts the days from 1 to {LAST_SERIAL}")
    start = date(1899, 12, 31) if number < NEVER else date(1899, 12, 30)
    return start + timedelta(days=number)


def _two_readings(raw: str, first: int, second: int, year: int) -> tuple[str, str]:
    days = [(month, day) for month, day in ((first, second), (second, first)) if _is_day(year, month, day)]
    told = " or ".join(dict.fromkeys(f"`{year:04}-{month:02}-{day:02}`" for month, day in days))
    message = f"the date {shown(raw)} does not begin with the year"
    if len(days) > 1:
        message += ", so that nobody knows which number is the month"
    return message, f"write {told or '`2026-01-31`'}"


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False
