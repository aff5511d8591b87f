"""What a cell means: each reading typed by hand, and what holds for all texts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.files.cell_words import EMPTY, UNKNOWN
from tierrules.files.cells import Cell, read_cell
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.dates import HALF_WIDTH
from tierrules.meaning.declared import Field, Scalar, Type
from tierrules.meaning.facts import UnreadableValueError, read_value
from tierrules.meaning.truth import MISSING, NONE, Absent

FIELDS = {
    "count": Field("count", Type.INTEGER),
    "decimal": Field("decimal", Type.DECIMAL),
    "money": Field("money", Type.MONEY, currency="CNY"),
    "share": Field("share", Type.RATIO),
    "flag": Field("flag", Type.BOOLEAN),
    "day": Field("day", Type.DATE),
    "event": Field("event", Type.DATE, empty="none"),
    "text": Field("text", Type.TEXT),
    "mood": Field("mood", Type.CATEGORY, values=("好", "-", "未知")),
    "ownership": STANDARD_FIELDS["ownership"],
}


def value(field: str, raw: object) -> Scalar | Absent:
    return read_value(FIELDS[field], read_cell(FIELDS[field], raw).value)


def refusal(field: str, raw: object) -> str:
    with pytest.raises(UnreadableValueError) as caught:
        value(field, raw)
    return f"{caught.value.message}; {caught.value.help}"


@pytest.mark.parametrize("raw", ["", " ", "-", "—", "——", "--", "/", "／", "\\", "N/A", "n/a", "null", "无", " 没有 "])
def test_an_empty_cell_says_what_its_field_says(raw: str) -> None:
    assert value("event", raw) is NONE
    for field in ("count", "money", "share", "day", "text", "ownership"):
        assert value(field, raw) is MISSING


@pytest.mark.parametrize("raw", ["未知", "不详", "待定", "Unknown", "?", "？", "#N/A", "#DIV/0!"])
def test_what_is_unknown_is_missing_even_where_empty_means_none(raw: str) -> None:
    for field in ("event", "count", "text", "flag", "ownership"):
        assert value(field, raw) is MISSING


def test_a_value_of_the_field_goes_before_every_word() -> None:
    assert [value("mood", raw) for raw in ("-", "未知", "无")] == ["-", "未知", MISSING]


@pytest.mark.parametrize("raw", ["是", "有", "yes", "Y", "TRUE", "1", "√", "✓", True, 1, 1.0])
def test_yes(raw: object) -> None:
    assert value("flag", raw) is True


@pytest.mark.parametrize("raw", ["否", "无", "没有", "no", "n", "False", "0", "×", False, 0, 0.0])
def test_no(raw: object) -> None:
    assert value("flag", raw) is False


@pytest.mark.parametrize(
    ("field", "raw", "number"),
    [
        ("count", "1,234", 1234),
        ("count", "1，234，567", 1234567),
        ("count", "１２３", 123),
        ("count", "1,234人", 1234),
        ("count", "1.2万人", 12000),
        ("count", "12 次", 12),
        ("count", "3单", 3),
        ("count", 60.0, 60),
        ("money", "1,234.5", Fraction("1234.5")),
        ("money", "¥1,234.50", Fraction("1234.5")),
        ("money", "￥1,234", 1234),
        ("money", "-1,234.5元", Fraction("-1234.5")),
        ("money", "50万", 500000),
        ("money", "50万元", 500000),
        ("money", "1,234万", 12340000),
        ("share", "20%", Fraction(1, 5)),
        ("share", "２０％", Fraction(1, 5)),
        ("decimal", "4.5", Fraction(9, 2)),
        ("decimal", 0.1, Fraction(1, 10)),
    ],
)
def test_numbers(field: str, raw: object, number: int | Fraction) -> None:
    assert value(field, raw) == number


@pytest.mark.parametrize(
    ("field", "raw", "part"),
    [
        ("count", "1,23", "there is a comma in the number `1,23`"),
        ("count", "0,123", "thousands separators"),
        ("count", "1,2345", "thousands separators"),
        ("count", "1,234.5", "`1234.5` is not a whole number"),
        ("count", "50人左右", "`人左右` is not a scale or unit"),
        ("count", "5年", "is not of a kind that is meant here"),
        ("decimal", "5人", "is not a scale or unit"),
        ("money", "$1,000", "`$1000` is not in CNY"),
        ("count", "1,200元", "`1,200元` is an amount of money; write the number alone"),
        ("decimal", "¥1,200", "`¥1,200` is an amount of money; write the number alone"),
        ("count", "20%", "is not of a kind that is meant here"),
        ("count", "900-500", "`900-500` is no number, and as a range it does not begin with the lower end"),
        ("count", "(1,200)", "`(1,200)` may be a negative number, as accountants write it; write `-1200`"),
        ("count", "5.5-6人", "is not a scale or unit"),
    ],
)
def test_what_is_no_number_is_refused(field: str, raw: str, part: str) -> None:
    assert part in refusal(field, raw)


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        *(("count", raw) for raw in ("500-1000人", "500人-1000人", "500~1,000", "1万至2万", "500–1000", "1000-2000人")),
        *(("count", raw) for raw in ("500人以上", "500以上人", "100+", ">=500", "≥ 500", "<10", "不足100", "１００＋")),
        *(("money", raw) for raw in ("10-50万", "10万-50万元", "¥10-¥50", "50万以上", "超过50万元")),
        ("share", "10%-20%"),
    ],
)
def test_ranges_and_bounds_are_unknown_and_told(field: str, raw: str) -> None:
    cell = read_cell(FIELDS[field], raw)
    assert cell == Cell(MISSING, f"`{raw}` is no single number; it counts as unknown")


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "2026-03-01",
            "2026-3-1",
            "2026/3/1",
            "2026/03/01",
            "2026.3.1",
            "2026年3月1日",
            "2026 年 3 月 1 日",
            "20260301",
        ),
        *("2026-03-01 00:00:00", "2026-03-01T00:00:00.000", "2026/3/1 0:00", "２０２６年３月１日", "46082", "46082.0"),
        *(46082, 46082.0, date(2026, 3, 1)),
    ],
)
def test_one_day_in_its_notations(raw: object) -> None:
    assert value("day", raw) == date(2026, 3, 1)


@given(st.integers(1, 2_958_465).filter(lambda number: number != 60 and not 1900 <= number <= 2100))
def test_serial_numbers_count_days(number: int) -> None:
    """From 1900-01-01; behind number 60, a day that never was, they are one ahead."""
    expected = date(1900, 1, 1) + timedelta(days=number - 1 - (number > 60))
    assert value("day", str(number)) == value("day", number) == expected


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (
            "3/1/2026",
            "the date `3/1/2026` does not begin with the year, so that nobody knows which number is the month; "
            "write `2026-03-01` or `2026-01-03`",
        ),
        ("3/25/2026", "the date `3/25/2026` does not begin with the year; write `2026-03-25`"),
        ("60", "`60` is 1900-02-29 to Excel, a day that never was; write the date, such as `1900-02-28`"),
        ("0", "`0` is not a date; Excel counts the days from 1 to 2958465"),
        ("2958466", "`2958466` is not a date; Excel counts the days from 1 to 2958465"),
        ("2026", "`2026` may be a year or a count of days; write `2026-01-31`, a day"),
        ("46082.5", "`46082.5` counts days and a time of day; give the date alone"),
        ("2026-02-30", "there is no day `2026-02-30` in the calendar; the last day of that month is `2026-02-28`"),
        ("20260230", "there is no day `2026-02-30` in the calendar; the last day of that month is `2026-02-28`"),
        ("2026-03-01 08:00", "a time of day stands beside the date in `2026-03-01 08:00`; write `2026-03-01`"),
    ],
)
def test_dates_that_are_refused(raw: str, told: str) -> None:
    assert refusal("day", raw) == told


def test_values_by_their_titles() -> None:
    assert [value("ownership", raw) for raw in ("国企", "民企", "外企", "state")] == [
        "state",
        "private",
        "foreign",
        "state",
    ]
    own = Field("ownership", Type.CATEGORY, values=("state", "国企"))
    assert read_value(own, read_cell(own, "国企").value) == "国企"
    assert "is not a value of the category" in refusal("ownership", "混合")


def test_codes_that_a_spreadsheet_made_numbers() -> None:
    assert [value("text", raw) for raw in (8001, 8001.0, "045")] == ["8001", "8001", "045"]
    assert "is stored as a number of more than 15 digits" in refusal("text", 123456789012345678.0)


ALPHABET = st.sampled_from(list("0123456789０５,，.%+-—/~≥<>年月日:T 万亿元¥人次以上至不足无未知是否有√?#N/Axyes好"))


@given(st.sampled_from(sorted(FIELDS)), st.one_of(st.text(ALPHABET, max_size=14), st.text(max_size=20)))
def test_a_text_that_python_reads_means_the_same_in_a_cell(name: str, raw: str) -> None:
    """But for the words for nothing; and nothing else than the declared exception is ever raised."""
    try:
        cell = read_cell(FIELDS[name], raw)
        seen = read_value(FIELDS[name], cell.value)
    except UnreadableValueError:
        seen, cell = None, Cell(None)
    try:
        strict = read_value(FIELDS[name], raw)
    except UnreadableValueError:
        return
    word = raw.strip().translate(HALF_WIDTH).replace("？", "?").casefold()
    if (word in EMPTY or word in UNKNOWN) and strict not in (FIELDS[name].values or ()):
        return
    assert (seen, cell.note) == (strict, None)


@given(
    st.sampled_from(sorted(FIELDS)),
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.dates(), st.datetimes(), st.times(),
        st.binary(max_size=4), st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=1), st.none()),
    ),
)  # fmt: skip
def test_no_value_of_a_format_breaks_the_reading(name: str, raw: object) -> None:
    told = ""
    try:
        seen = value(name, raw)
    except UnreadableValueError as error:
        seen, told = None, error.message
    assert (seen is None) == bool(told)
