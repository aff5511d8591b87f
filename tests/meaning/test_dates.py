"""Calendar arithmetic against the language's own definitions, day by day."""

import operator
import pickle
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.meaning.dates import (
    AS_OF_MAX,
    AS_OF_MIN,
    LONGEST,
    DateFunction,
    DateRangeError,
    DateTextError,
    Duration,
    Order,
    Unit,
    add,
    check_as_of,
    cut,
    date_text,
    duration_text,
    elapsed_bound,
    first_day_false,
    first_day_true,
    is_month_end,
    looks_like_date,
    month_end,
    read_date,
    shown,
    turning_day,
    turns_true,
    until_bound,
)

ORDERS: tuple[Order, ...] = ("<", "<=", ">=", ">")
COMPARE: dict[str, Callable[[date, date], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">=": operator.ge,
    ">": operator.gt,
}
DAY = timedelta(days=1)

# Eight years with two leap days, and room on both sides for the longest duration tried.
AS_OFS = [date(2019, 1, 1) + k * DAY for k in range(2922)]
DAYS = [date(2016, 1, 1) + k * DAY for k in range(2922 + 6 * 366)]
PLACE = {d: k for k, d in enumerate(DAYS)}
DURATIONS = [Duration(n, "month") for n in range(-14, 27)] + [
    Duration(n, "day") for n in (-400, -31, -1, 0, 1, 28, 30, 365, 366)
]

orders = st.sampled_from(ORDERS)
functions = st.sampled_from(["elapsed", "until"])
durations = st.builds(Duration, st.integers(-14, 400), st.sampled_from(["month", "day"]))
near_dates = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def add_by_definition(d: date, n: Duration) -> date:
    """`d + N months clamped to the month's end`, month by month; days one by one."""
    if n.unit == "day":
        for _ in range(abs(n.count)):
            d = d + DAY if n.count > 0 else d - DAY
        return d
    year, month, day = d.year, d.month, d.day
    for _ in range(abs(n.count)):
        month += 1 if n.count > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def holds(function: DateFunction, op: Order, d: date, a: date, n: Duration) -> bool:
    """The truth by definition: n has elapsed since d once add(d, n) has come."""
    if function == "elapsed":
        return COMPARE[op](a, add_by_definition(d, n))
    return COMPARE[op](d, add_by_definition(a, n))


@pytest.mark.parametrize("n", DURATIONS, ids=str)
def test_add_cut_and_the_bounds_of_elapsed_and_until_agree_with_the_definition(
    n: Duration,
) -> None:
    sums = [add_by_definition(d, n) for d in DAYS]
    assert [add(d, n) for d in DAYS] == sums
    assert sums == sorted(sums)
    for a in AS_OFS:
        # sums[:split] are the days d with add(d, n) <= a, sums[before:] those with a <= add(d, n).
        split, before = bisect_right(sums, a), bisect_right(sums, a - DAY)
        assert cut(a, n) == DAYS[split - 1]
        truths: dict[Order, tuple[str, int]] = {
            ">=": ("<=", split),
            ">": ("<=", before),
            "<": (">", split),
            "<=": (">", before),
        }
        for op, (side, count) in truths.items():
            told, bound = elapsed_bound(op, a, n)
            assert (told, PLACE[bound] + 1) == (side, count), (op, a)
            assert until_bound(op, a, n) == (op, sums[PLACE[a]])


@given(functions, orders, near_dates, near_dates, durations)
def test_a_bound_answers_as_the_definition_does(
    function: DateFunction, op: Order, d: date, a: date, n: Duration
) -> None:
    told, bound = (elapsed_bound if function == "elapsed" else until_bound)(op, a, n)
    assert COMPARE[told](d, bound) == holds(function, op, d, a, n)


@given(functions, orders, near_dates, durations, near_dates)
def test_a_comparison_turns_once_on_its_turning_day(
    function: DateFunction, op: Order, d: date, n: Duration, other: date
) -> None:
    day = turning_day(function, op, d, n)
    assert day is not None
    later = turns_true(function, op)
    assert holds(function, op, d, day, n) is later
    assert holds(function, op, d, day - DAY, n) is not later
    assert holds(function, op, d, other, n) is ((other >= day) is later)
    expected = (day, None) if later else (None, day)
    assert (first_day_true(function, op, d, n), first_day_false(function, op, d, n)) == expected


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        (date(2026, 1, 31), 1, "month", date(2026, 2, 28)),
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 2, 29), 12, "month", date(2025, 2, 28)),
        (date(2024, 2, 29), 48, "month", date(2028, 2, 29)),
        (date(2025, 8, 31), 6, "month", date(2026, 2, 28)),
        (date(2026, 3, 31), -1, "month", date(2026, 2, 28)),
        (date(2026, 1, 15), -1, "month", date(2025, 12, 15)),
        (date(2024, 2, 28), 2, "day", date(2024, 3, 1)),
        (date(2026, 5, 5), 0, "month", date(2026, 5, 5)),
    ],
)
def test_add(start: date, count: int, unit: Unit, end: date) -> None:
    assert add(start, Duration(count, unit)) == end


@pytest.mark.parametrize(
    ("as_of", "count", "latest"),
    [
        (date(2026, 2, 28), 1, date(2026, 1, 31)),  # all of the 28th to the 31st reach the 28th
        (date(2024, 2, 28), 1, date(2024, 1, 28)),  # but a leap year has a day left
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 2, 28), 12, date(2024, 2, 29)),
        (date(2026, 3, 30), 1, date(2026, 2, 28)),  # 1 March reaches only 1 April
        (date(2026, 4, 30), 1, date(2026, 3, 31)),
        (date(2026, 11, 1), 6, date(2026, 5, 1)),
    ],
)
def test_cut(as_of: date, count: int, latest: date) -> None:
    assert cut(as_of, Duration(count, "month")) == latest


def test_the_day_six_months_after_the_last_purchase_is_the_first_dormant_day() -> None:
    six = Duration(6, "month")
    assert turning_day("elapsed", ">=", date(2025, 8, 31), six) == date(2026, 2, 28)
    assert turning_day("elapsed", ">", date(2025, 8, 31), six) == date(2026, 3, 1)


def test_no_day_in_february_is_six_months_before_the_last_of_august() -> None:
    six = Duration(6, "month")
    for op in ORDERS:
        assert turning_day("until", op, date(2026, 8, 31), six) == date(2026, 3, 1)
    assert turning_day("until", "<=", date(2026, 8, 28), six) == date(2026, 2, 28)
    assert turning_day("until", "<", date(2026, 8, 28), six) == date(2026, 3, 1)


def test_the_limits_are_those_of_the_language() -> None:
    assert (date(1100, 1, 1), date(8900, 12, 31)) == (AS_OF_MIN, AS_OF_MAX)
    assert LONGEST == {"month": 12_000, "day": 366_000}


@pytest.mark.parametrize("unit", ["month", "day"])
@pytest.mark.parametrize("as_of", [AS_OF_MIN, AS_OF_MAX])
@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize("op", ORDERS)
def test_every_bound_exists_within_the_limits(op: Order, sign: int, as_of: date, unit: Unit) -> None:
    longest = Duration(sign * LONGEST[unit], unit)
    for function in (elapsed_bound, until_bound):
        _, bound = function(op, as_of, longest)
        assert abs(abs(bound.year - as_of.year) - 1000) <= 3


def test_what_lies_beyond_the_limits_is_refused() -> None:
    for unit, longest in LONGEST.items():
        for sign in (1, -1):
            with pytest.raises(DateRangeError, match="at most 1,000 years"):
                Duration(sign * (longest + 1), unit)
    for outside in (AS_OF_MIN - DAY, AS_OF_MAX + DAY, date.min, date.max):
        for refused in (
            check_as_of,
            lambda a: elapsed_bound(">=", a, Duration(0, "day")),
            lambda a: until_bound(">=", a, Duration(0, "day")),
        ):
            with pytest.raises(DateRangeError, match="as_of lies within"):
                refused(outside)
    assert check_as_of(AS_OF_MIN) == AS_OF_MIN
    assert check_as_of(AS_OF_MAX) == AS_OF_MAX


@pytest.mark.parametrize("wrong", [datetime(2026, 11, 22), "2026-11-22", None, 20261122])
def test_as_of_is_a_date_alone(wrong: Any) -> None:
    with pytest.raises(TypeError, match="as_of is a date without a time, such as"):
        check_as_of(wrong)


@given(functions, orders, st.dates(), durations)
def test_no_data_date_is_too_far_away(function: DateFunction, op: Order, d: date, n: Duration) -> None:
    # Forty years are more than the longest duration drawn.
    if date(41, 1, 1) < d < date(9960, 1, 1):
        assert turning_day(function, op, d, n) is not None
    for end in (date.min, date.max):
        told, bound = elapsed_bound(op, date(2026, 1, 1), n)
        assert COMPARE[told](end, bound) in (True, False)


def test_a_turning_day_beyond_the_calendar_is_none() -> None:
    month, day = Duration(1, "month"), Duration(1, "day")
    assert turning_day("elapsed", ">=", date.max, month) is None
    assert turning_day("elapsed", ">", date.max, Duration(0, "day")) is None
    assert turning_day("until", ">=", date.min, day) is None
    assert turning_day("until", ">", date.min, Duration(0, "day")) is None
    assert first_day_true("elapsed", ">=", date.max, month) is None


def test_add_and_cut_beyond_the_calendar_are_refused() -> None:
    for n in (Duration(1, "month"), Duration(1, "day")):
        with pytest.raises(DateRangeError, match=r"^the date lies beyond the years 1 to 9999$"):
            add(date.max, n)
        with pytest.raises(DateRangeError, match=r"^the date lies beyond the years 1 to 9999$"):
            cut(date.min, n)


@given(st.dates())
def test_the_month_end_is_the_day_before_a_first(d: date) -> None:
    end = month_end(d.year, d.month)
    assert (end.year, end.month) == (d.year, d.month)
    assert end == date.max or (end + DAY).day == 1
    assert is_month_end(d) == (d == end)


@given(st.dates())
def test_a_date_is_read_from_what_it_prints(d: date) -> None:
    assert read_date(date_text(d, "en")) == d
    assert read_date(f" {d.isoformat()} ") == d
    assert read_date(d) == d
    assert read_date(datetime(d.year, d.month, d.day)) == d
    with pytest.raises(DateTextError) as caught:
        read_date(f"{d.year:04}年{d.month}月{d.day}日")
    assert caught.value.help == f"write `{d.isoformat()}`"


def test_dates_and_durations_print_as_people_write_them() -> None:
    assert date_text(date(2026, 3, 1), "zh") == "2026年3月1日"
    assert date_text(date(2026, 3, 1), "en") == "2026-03-01"
    assert [str(Duration(n, "month")) for n in (6, 1, -1, 0)] == [
        "6 months",
        "1 month",
        "-1 month",
        "0 months",
    ]
    assert str(Duration(1, "day")) == duration_text(Duration(1, "day"), "en") == "1 day"
    assert duration_text(Duration(6, "month"), "zh") == "6个月"
    assert duration_text(Duration(30, "day"), "zh") == "30天"


@pytest.mark.parametrize(
    ("value", "reason", "advice"),
    [
        ("2026/1/1", "date-format", "write `2026-01-01`"),
        ("2026.1.31", "date-format", "write `2026-01-31`"),
        ("2026-1-1", "date-format", "write `2026-01-01`"),
        ("2026年3月1日", "date-format", "write `2026-03-01`"),
        ("2026-02-30", "no-such-day", "the last day of that month is `2026-02-28`"),
        ("2024-02-30", "no-such-day", "the last day of that month is `2024-02-29`"),
        ("2026-01-32", "no-such-day", "the last day of that month is `2026-01-31`"),
        ("2026-12-32", "no-such-day", "the last day of that month is `2026-12-31`"),
        ("0001-02-29", "no-such-day", "the last day of that month is `0001-02-28`"),
        ("2026-00-01", "no-such-day", "write year, month and day, such as `2026-01-31`"),
        ("2026-13-01", "no-such-day", "write year, month and day, such as `2026-01-31`"),
        ("0000-01-01", "no-such-day", "write year, month and day, such as `2026-01-31`"),
        ("2026-01-01T09:30", "time-of-day", "write `2026-01-01`"),
        ("2026-01-01 00:00:00", "time-of-day", "write `2026-01-01`"),
        ("2026-01-01 or so", "not-a-date", "write year, month and day, such as `2026-01-31`"),
        ("20260101", "not-a-date", "write year, month and day, such as `2026-01-31`"),
        ("2026-01", "not-a-date", "write year, month and day, such as `2026-01-31`"),
        ("soon", "not-a-date", "write year, month and day, such as `2026-01-31`"),
        ("", "not-a-date", "write year, month and day, such as `2026-01-31`"),
        (46023, "not-a-date", "write year, month and day, such as `2026-01-31`"),
        (None, "not-a-date", "write year, month and day, such as `2026-01-31`"),
        (datetime(2026, 1, 1, 0, 0, 0, 1), "time-of-day", "give the date alone"),
        (
            datetime(2026, 1, 1, tzinfo=UTC),
            "time-of-day",
            "give the date in the company's own zone",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_help(value: object, reason: str, advice: str) -> None:
    with pytest.raises(DateTextError) as caught:
        read_date(value)
    error = caught.value
    assert (error.reason, error.help) == (reason, advice)
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == error.message


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2026/1/1", "the date `2026/1/1` is not written year-month-day"),
        ("2026-02-30", "there is no day `2026-02-30` in the calendar"),
        ("2026-01-01T09:30", "a time of day stands beside the date in `2026-01-01T09:30`"),
        ("2026-01-01 or so", "`2026-01-01 or so` is not a date"),
        ("soon", "`soon` is not a date"),
        (46023, "this value is not a date"),
        (datetime(2026, 1, 1, 9, 30), "a time of day stands where a date is meant"),
        (datetime(2026, 1, 1, tzinfo=UTC), "a time zone stands where a date is meant"),
    ],
)
def test_what_is_no_date_is_refused_in_these_words(value: object, message: str) -> None:
    with pytest.raises(DateTextError) as caught:
        read_date(value)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x" * 40, "`" + "x" * 40 + "`"),
        ("x" * 41, "`" + "x" * 39 + "…`"),
        ("a\tb\x00", r"`a\tb\x00`"),
        ("二〇二六", "`二〇二六`"),
    ],
)
def test_what_was_written_is_shown_on_one_line_and_not_at_length(text: str, told: str) -> None:
    assert shown(text) == told


def test_full_width_digits_are_digits() -> None:
    assert read_date("２０２６－０１－３１") == date(2026, 1, 31)


def test_offsets_are_those_of_the_text_as_written() -> None:
    with pytest.raises(DateTextError) as caught:
        read_date("  2026/1/1 ")
    assert (caught.value.start, caught.value.end) == (2, 10)
    with pytest.raises(DateTextError) as caught:
        read_date(46023)
    assert (caught.value.start, caught.value.end) == (0, 0)


@given(st.text() | st.text("0123456789-/.年月日T: ２", max_size=12))
def test_any_text_is_a_date_or_a_declared_error(text: str) -> None:
    try:
        read = read_date(text)
    except DateTextError as refusal:
        error = refusal
    else:
        assert type(read) is date
        assert looks_like_date(text)
        return
    assert 0 <= error.start <= error.end <= len(text)
    assert error.message.isprintable()


@pytest.mark.parametrize("text", ["2026", "2026.1", "1000年", "2026万", "12-31", "-2026", "20260101"])
def test_numbers_do_not_look_like_dates(text: str) -> None:
    assert not looks_like_date(text)
