"""Months and days: exact calendar arithmetic, and dates as people write them.

A comparison of `elapsed` or `until` is one plain comparison of a data date with a bound that is
computed from `as_of` alone. Nothing is added to the data date, so no data date, however far away,
can fail; and within the limits below every bound exists. Months and days never convert.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias, get_args

Unit: TypeAlias = Literal["month", "day"]
Order: TypeAlias = Literal["<", "<=", ">=", ">"]
DateFunction: TypeAlias = Literal["elapsed", "until"]
Lang: TypeAlias = Literal["zh", "en"]

AS_OF_MIN = date(1100, 1, 1)
AS_OF_MAX = date(8900, 12, 31)
LONGEST: dict[Unit, int] = {"month": 12_000, "day": 366_000}

_LIKE_A_DATE = re.compile(r"[0-9]{4}(?:[-/][0-9]|\.[0-9]{1,2}\.|年 ?[0-9])")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_OTHER_ORDERLY = re.compile(r"([0-9]{4})(?:[-/.]|年) ?([0-9]{1,2})(?:[-/.]|月) ?([0-9]{1,2})日?(?P<rest>.*)", re.DOTALL)
# One character for one: offsets into the text as written stay true.
HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％，－＋＿／￥＄　", "0123456789.,%,-+_/¥$ ")


class DateRangeError(ValueError):
    """A date or a duration beyond what the calendar, or this language, can hold."""


class ValueTextError(ValueError):
    """A value that cannot be read.

    Attributes: `reason`, a slug; `message`; `help`, what to write instead, perhaps empty; `start`
    and `end`, offsets into the text as it was given (both 0 for a value that is no text).
    """

    def __init__(self, reason: str, message: str, help: str, start: int = 0, end: int = 0) -> None:
        super().__init__(reason, message, help, start, end)
        self.reason, self.message, self.help = reason, message, help
        self.start, self.end = start, end

    def __str__(self) -> str:
        return self.message


class DateTextError(ValueTextError):
    """A value that is not a date."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of months or of days, of at most 1,000 years; may be negative.

    Raises DateRangeError for a longer one.

    >>> str(Duration(6, "month"))
    '6 months'
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if abs(self.count) > LONGEST[self.unit]:
            raise DateRangeError("a duration is at most 1,000 years")

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if abs(self.count) == 1 else 's'}"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def is_month_end(d: date) -> bool:
    """Whether a date is the last day of its month."""
    return d.day == monthrange(d.year, d.month)[1]


def add(d: date, n: Duration) -> date:
    """The date n after d; with months the same day, clamped to the month's end.

    Raises DateRangeError beyond the years 1 to 9999.

    >>> add(date(2026, 1, 31), Duration(1, "month"))
    datetime.date(2026, 2, 28)
    """
    if n.unit == "day":
        return _days_after(d, n.count)
    last = _last_of_month_after(d, n.count)
    return last.replace(day=min(d.day, last.day))


def cut(a: date, n: Duration) -> date:
    """The latest d with add(d, n) <= a. Raises DateRangeError beyond the years 1 to 9999.

    >>> cut(date(2026, 2, 28), Duration(1, "month"))
    datetime.date(2026, 1, 31)
    """
    if n.unit == "day":
        return _days_after(a, -n.count)
    last = _last_of_month_after(a, -n.count)
    return last if is_month_end(a) else last.replace(day=min(a.day, last.day))


def check_lang(lang: Lang | None) -> Lang | None:
    """The language that was asked for, if one was; raises ValueError for one that is not spoken."""
    if lang is not None and lang not in get_args(Lang):
        raise ValueError(f"lang is `en` or `zh`, not `{lang}`")
    return lang


def check_as_of(as_of: date) -> date:
    """The same date; raises DateRangeError outside AS_OF_MIN to AS_OF_MAX, TypeError for what is no date alone."""
    if isinstance(as_of, datetime) or not isinstance(as_of, date):
        raise TypeError("as_of is a date without a time, such as date(2026, 11, 22)")
    if not AS_OF_MIN <= as_of <= AS_OF_MAX:
        raise DateRangeError(f"as_of lies within {AS_OF_MIN} and {AS_OF_MAX}, not at {as_of}")
    return as_of


def elapsed_bound(op: Order, as_of: date, n: Duration) -> tuple[Order, date]:
    """The comparison on d that `elapsed(d) op n` is. Raises DateRangeError for a bad as_of.

    >>> elapsed_bound(">=", date(2026, 11, 1), Duration(6, "month"))
    ('<=', datetime.date(2026, 5, 1))
    """
    end = check_as_of(as_of) if op in (">=", "<") else _days_after(check_as_of(as_of), -1)
    return "<=" if op in (">=", ">") else ">", cut(end, n)


def until_bound(op: Order, as_of: date, n: Duration) -> tuple[Order, date]:
    """The comparison on d that `until(d) op n` is. Raises DateRangeError for a bad as_of."""
    return op, add(check_as_of(as_of), n)


def turns_true(function: DateFunction, op: Order) -> bool:
    """Whether the comparison, as as_of advances, turns from FALSE to TRUE, not the reverse."""
    return (function == "elapsed") == (op in (">=", ">"))


def turning_day(function: DateFunction, op: Order, d: date, n: Duration) -> date | None:
    """The first as_of on which the comparison has its later truth; None beyond the calendar.

    With a fixed d every such comparison turns exactly once in time, as `turns_true` says.

    >>> turning_day("elapsed", ">=", date(2025, 8, 31), Duration(6, "month"))
    datetime.date(2026, 2, 28)
    """
    strict_side = op in (">", "<=")
    try:
        if function == "elapsed":
            return _days_after(add(d, n), int(strict_side))
        # add(a, n) is at most d up to a = cut(d, n), so `until` turns on the day after.
        return _days_after(cut(_days_after(d, -int(strict_side)), n), 1)
    except DateRangeError:
        return None


def first_day_true(function: DateFunction, op: Order, d: date, n: Duration) -> date | None:
    """The as_of from which the comparison is TRUE; None if it never turns TRUE."""
    return turning_day(function, op, d, n) if turns_true(function, op) else None


def first_day_false(function: DateFunction, op: Order, d: date, n: Duration) -> date | None:
    """The as_of from which the comparison is FALSE; None if it never turns FALSE."""
    return None if turns_true(function, op) else turning_day(function, op, d, n)


def looks_like_date(text: str) -> bool:
    """Whether a text begins as a date does, so that a date is what its writer meant."""
    return _LIKE_A_DATE.match(text.strip().translate(HALF_WIDTH)) is not None


def read_date(value: object) -> date:
    """A date from data or from a ruleset: a date, a datetime at midnight, or text `2026-01-31`.

    Raises DateTextError with reason `not-a-date`, `date-format`, `no-such-day` or `time-of-day`.
    """
    if isinstance(value, datetime):
        return _date_of_midnight(value)
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise DateTextError("not-a-date", "this value is not a date", _WRITE_ISO)
    body = value.strip()
    start = value.find(body)
    plain = body.translate(HALF_WIDTH)
    if (iso := _ISO.fullmatch(plain)) is None:
        reason, message, advice = _why_not_iso(body, plain)
        raise DateTextError(reason, message, advice, start, start + len(body))
    year, month, day = map(int, iso.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        message = f"there is no day {shown(body)} in the calendar"
        raise DateTextError("no-such-day", message, _nearest_day(year, month), start, start + len(body)) from error


def date_text(d: date, lang: Lang) -> str:
    """A date as people write it: `2026年3月1日`, or `2026-03-01`."""
    return f"{d.year}年{d.month}月{d.day}日" if lang == "zh" else d.isoformat()


def duration_text(n: Duration, lang: Lang) -> str:
    """A duration as people write it: `6个月`, or `6 months`."""
    if lang == "en":
        return str(n)
    return f"{n.count}{'个月' if n.unit == 'month' else '天'}"


def shown(text: str) -> str:
    """User input for a message: in backticks, on one line, and of bounded length."""
    cut_short = text if len(text) <= 40 else text[:39] + "…"
    return f"`{''.join(c if c.isprintable() else ascii(c)[1:-1] for c in cut_short)}`"


_WRITE_ISO = "write year, month and day, such as `2026-01-31`"


def _days_after(d: date, days: int) -> date:
    try:
        return d + timedelta(days=days)
    except OverflowError as error:
        raise DateRangeError("the date lies beyond the years 1 to 9999") from error


def _last_of_month_after(d: date, months: int) -> date:
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise DateRangeError("the date lies beyond the years 1 to 9999")
    return month_end(year, month + 1)


def _date_of_midnight(value: datetime) -> date:
    if value.tzinfo is not None:
        message = "a time zone stands where a date is meant"
        raise DateTextError("time-of-day", message, "give the date in the company's own zone")
    if (value.hour, value.minute, value.second, value.microsecond) != (0, 0, 0, 0):
        message = "a time of day stands where a date is meant"
        raise DateTextError("time-of-day", message, "give the date alone")
    return value.date()


def _why_not_iso(body: str, plain: str) -> tuple[str, str, str]:
    """Reason, message and help for a text that is not an ISO date."""
    orderly = _OTHER_ORDERLY.fullmatch(plain)
    if orderly is None:
        return "not-a-date", f"{shown(body)} is not a date", _WRITE_ISO
    year, month, day = (int(part) for part in orderly.groups()[:3])
    iso = f"write `{year:04}-{month:02}-{day:02}`"
    if not orderly["rest"]:
        return "date-format", f"the date {shown(body)} is not written year-month-day", iso
    if re.match(r"[T ] ?[0-9]{1,2}:", orderly["rest"]):
        return "time-of-day", f"a time of day stands beside the date in {shown(body)}", iso
    return "not-a-date", f"{shown(body)} is not a date", _WRITE_ISO


def _nearest_day(year: int, month: int) -> str:
    if year >= 1 and 1 <= month <= 12:
        return f"the last day of that month is `{month_end(year, month)}`"
    return _WRITE_ISO
