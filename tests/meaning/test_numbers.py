"""Reading numbers: exactly as written, or refused with a reason."""

import math
import pickle
from datetime import date
from decimal import MAX_PREC, Decimal, localcontext
from fractions import Fraction
from numbers import Real

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.meaning.dates import Duration, Unit
from tierrules.meaning.number_text import money_text, people_text, percent_text
from tierrules.meaning.numbers import (
    CURRENCIES,
    MOST_DECIMALS,
    MOST_DIGITS,
    SCALES,
    UNITS,
    Kind,
    NumberTextError,
    Quantity,
    read_number,
    read_quantity,
)

# Typed again by hand, so that a slip in the table that the reader uses shows here.
SCALE_ZEROS = {
    "": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12, "million": 6, "billion": 9,
}  # fmt: skip
UNITS_BY_HAND = {
    "1 day": "day days 天",
    "7 day": "week weeks 周",
    "1 month": "month months 个月",
    "3 month": "quarter quarters 季度 个季度",
    "12 month": "year years 年",
}
CURRENCIES_BY_HAND = {
    "CNY": "CNY RMB 人民币 元 ¥",
    "EUR": "EUR € 欧元",
    "USD": "USD $ 美元",
    "GBP": "GBP £ 英镑",
    "JPY": "JPY 日元",
}
FULL_WIDTH = str.maketrans("0123456789.%,+-", "０１２３４５６７８９．％，＋－")
ALPHABET = "0123456789０９_,.+-%eE 千万百亿元天周个月年季度€$¥£millionbcdaywkqurhsCNYEU/:T'\n，．−½²٣"
EVERY_KIND: tuple[Kind, ...] = ("number", "percent", "money")

number_parts = st.tuples(
    st.sampled_from(["", "-", "+"]),
    st.integers(0, 10**MOST_DIGITS - 1),
    st.text("0123456789", max_size=MOST_DECIMALS),
)


def by_word(table: dict[str, str]) -> dict[str, str]:
    return {word: meant for meant, words in table.items() for word in words.split()}


def exact(sign: str, whole: int, decimals: str) -> Fraction:
    """By counting tenths, not by parsing a decimal number."""
    value = Fraction(whole)
    for place, digit in enumerate(decimals, start=1):
        value += Fraction("0123456789".index(digit), 10**place)
    return -value if sign == "-" else value


def written(sign: str, whole: int, decimals: str) -> str:
    return f"{sign}{whole}{'.' if decimals else ''}{decimals}"


@given(number_parts, st.sampled_from(sorted(SCALE_ZEROS)), st.sampled_from(["", " "]))
def test_a_number_with_a_scale_is_exactly_what_is_written(parts: tuple[str, int, str], scale: str, space: str) -> None:
    text = written(*parts) + (space + scale if scale else "")
    quantity = read_quantity(text)
    assert quantity.number == exact(*parts) * 10 ** SCALE_ZEROS[scale]
    assert (quantity.kind, quantity.text, quantity.has_point) == ("number", text, "." in text)
    assert read_quantity(text.translate(FULL_WIDTH)).value == quantity.value


@given(number_parts)
def test_percentages_are_hundredths(parts: tuple[str, int, str]) -> None:
    for text in (written(*parts) + "%", written(*parts) + " %"):
        quantity = read_quantity(text)
        assert (quantity.number * 100, quantity.kind) == (exact(*parts), "percent")


@given(number_parts, st.sampled_from(["", "万", "million"]), st.sampled_from(sorted(CURRENCIES)))
def test_money_may_be_named_before_or_after(parts: tuple[str, int, str], scale: str, mark: str) -> None:
    sign, number = parts[0], written("", *parts[1:]) + scale
    expected = exact(*parts) * 10 ** SCALE_ZEROS[scale]
    for text in (
        f"{sign}{number}{mark}",
        f"{sign}{number} {mark}",
        f"{sign}{mark}{number}",
        f"{mark} {sign}{number}",
        f"{mark}{sign}{number}{mark}",
    ):
        quantity = read_quantity(text)
        assert (quantity.number, quantity.kind) == (expected, "money")
        assert quantity.currency == CURRENCIES[mark]


@given(st.integers(-400, 400), st.sampled_from(sorted(UNITS)), st.sampled_from(["", " "]))
def test_durations_are_whole_months_or_days(count: int, word: str, space: str) -> None:
    in_base = {"w": 7, "周": 7, "q": 3, "季": 3, "个季": 3, "y": 12, "年": 12}
    factor = next((in_base[key] for key in (word[:2], word[:1]) if key in in_base), 1)
    quantity = read_quantity(f"{count}{space}{word}")
    unit: Unit = "day" if word[0] in "dw天周" else "month"
    assert (quantity.kind, quantity.duration) == ("duration", Duration(count * factor, unit))


@pytest.mark.parametrize(
    ("text", "value", "kind", "currency"),
    [
        ("1000", 1000, "number", None),
        ("1_000_000", 1_000_000, "number", None),
        ("-0", 0, "number", None),
        ("+3.50", Fraction(7, 2), "number", None),
        ("0.2", Fraction(1, 5), "number", None),
        ("20%", Fraction(1, 5), "percent", None),
        ("２０％", Fraction(1, 5), "percent", None),
        ("5亿", 500_000_000, "number", None),
        ("5000万元", 50_000_000, "money", "CNY"),
        ("1.2万亿", 1_200_000_000_000, "number", None),
        ("3千万元", 30_000_000, "money", "CNY"),
        ("5 billion CNY", 5_000_000_000, "money", "CNY"),
        ("5 million", 5_000_000, "number", None),
        ("€5 million", 5_000_000, "money", "EUR"),
        ("¥100", 100, "money", "CNY"),
        ("￥100", 100, "money", "CNY"),
        ("$2.50", Fraction(5, 2), "money", "USD"),
        ("人民币5亿元", 500_000_000, "money", "CNY"),
        ("RMB 20万", 200_000, "money", "CNY"),
        ("-€5", -5, "money", "EUR"),
        ("CNY -5", -5, "money", "CNY"),
        ("50万日元", 500_000, "money", "JPY"),
        (" 5 ", 5, "number", None),
        ("9" * 28, 10**28 - 1, "number", None),
        ("0.0000000001", Fraction(1, 10**10), "number", None),
    ],
)
def test_numbers_as_people_write_them(text: str, value: Fraction | int, kind: Kind, currency: str | None) -> None:
    quantity = read_quantity(text)
    assert (quantity.value, quantity.kind, quantity.currency) == (value, kind, currency)
    assert quantity.unit is None


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("6 months", 6, "month"),
        ("1 month", 1, "month"),
        ("2 weeks", 14, "day"),
        ("1 quarter", 3, "month"),
        ("2季度", 6, "month"),
        ("3个季度", 9, "month"),
        ("1年", 12, "month"),
        ("1000年", 12000, "month"),
        ("30天", 30, "day"),
        ("2周", 14, "day"),
        ("6个月", 6, "month"),
        ("-1 day", -1, "day"),
    ],
)
def test_durations_as_people_write_them(text: str, count: int, unit: Unit) -> None:
    quantity = read_quantity(text)
    assert (quantity.unit, quantity.text, quantity.has_point, quantity.currency) == (unit, text, False, None)
    assert quantity.number == count


def test_a_date_is_a_quantity_too() -> None:
    quantity = read_quantity("2026-01-31")
    assert quantity == Quantity(date(2026, 1, 31), "date", None, None, False, "2026-01-31")
    with pytest.raises(ValueError, match=r"^`2026-01-31` is a date$"):
        _ = quantity.number
    with pytest.raises(ValueError, match=r"^`2026-01-31` is not a duration$"):
        _ = quantity.duration


def test_the_scales_and_units_are_those_of_the_language() -> None:
    by_hand = {name: 10**zeros for name, zeros in SCALE_ZEROS.items() if name}
    assert by_hand == SCALES
    assert {word: f"{count} {unit}" for word, (count, unit) in UNITS.items()} == by_word(UNITS_BY_HAND)
    assert by_word(CURRENCIES_BY_HAND) == CURRENCIES
    assert not set(SCALES) & (set(UNITS) | set(CURRENCIES))


WHAT_FOLLOWS = "one scale (such as 万 or million), then `%`, a currency or a unit of time may follow"
REFUSED = [
    ("1,000", "thousands-separator", "write `1000`", (0, 5)),
    ("1,000万", "thousands-separator", "write `1000万`", (0, 5)),
    ("-1,234,567.5%", "thousands-separator", "write `-1234567.5%`", (1, 12)),
    ("1，000", "thousands-separator", "write `1000`", (0, 5)),
    ("1,5", "comma", "write `1.5`", (0, 3)),
    ("1.000,5", "comma", "write it without commas", (2, 7)),
    ("1,5,25", "comma", "write it without commas", (0, 6)),
    ("1e5", "exponent", "write `100000`", (0, 3)),
    ("-1.5E-3", "exponent", "write `-0.0015`", (0, 7)),
    ("1_000e3", "exponent", "write `1000000`", (0, 7)),
    ("€5e3", "exponent", "write the number out", (0, 4)),
    ("0e28", "exponent", "write `0`", (0, 4)),
    ("0e29", "exponent", "write the number out", (0, 4)),
    ("0e-28", "exponent", "write `0`", (0, 5)),
    ("0e-29", "exponent", "write the number out", (0, 5)),
    ("1" * 20 + "e21", "exponent", "write the number out", (0, 23)),
    ("1e400", "exponent", "write the number out", (0, 5)),
    ("1e" + "9" * 150, "exponent", "write the number out", (0, 152)),
    (" 1e" + "9" * 9999, "too-long", "", (1, 10002)),
    ("007", "leading-zero", "write `7`", (0, 3)),
    ("-007.5%", "leading-zero", "write `-7.5%`", (1, 6)),
    ("00", "leading-zero", "write `0`", (0, 2)),
    (".5", "not-a-number", "write `0.5`", (0, 2)),
    (".5.5", "not-a-number", "", (0, 4)),
    ("5.", "not-a-number", "write `5`", (1, 2)),
    ("12.", "not-a-number", "write `12`", (2, 3)),
    ("€5.", "not-a-number", "write `€5`", (2, 3)),
    ("1.2.3", "not-a-number", "", (3, 5)),
    ("1__0", "not-a-number", "write `1_0`", (1, 4)),
    ("1_", "not-a-number", "write `1`", (1, 2)),
    ("1_~", "not-a-number", "", (1, 3)),
    ("~5", "not-a-number", "write it in digits", (0, 2)),
    ("五十万", "not-a-number", "write it in digits", (0, 3)),
    ("−5", "not-a-number", "write `-`, the plain minus sign", (0, 2)),
    ("-€-5", "not-a-number", "keep one", (0, 4)),
    ("NaN", "not-a-number", "write it in digits", (0, 3)),
    ("1 000", "space-in-number", "write `1000`", (1, 5)),
    ("1 00", "space-in-number", "keep one number", (1, 4)),
    ("5  万", "too-many-spaces", "write `5 万`", (1, 4)),
    ("1" * 28 + "  billion USD", "too-many-spaces", f"write `{'1' * 28} billion USD`", (28, 41)),  # forty characters
    ("-" + "1" * 28 + "  billion USD", "too-many-spaces", "", (29, 42)),
    ("5千亿", "two-scales", "write `5000亿`", (1, 3)),
    ("5 million billion", "two-scales", "write `5000000 billion`", (1, 17)),
    ("5万亿亿", "two-scales", "write `5000000000000亿`", (1, 4)),
    ("-1.5千 亿元", "two-scales", "write `-1500亿元`", (4, 7)),
    ("€5千亿", "two-scales", "write the number out", (2, 4)),
    ("  ", "empty", "", (0, 0)),
    ("5 millon", "unknown-unit", "did you mean `million`?", (1, 8)),
    ("6 Months", "unknown-unit", "did you mean `months`?", (1, 8)),
    ("5 cny", "unknown-unit", "did you mean `CNY`?", (1, 5)),
    ("6月", "unknown-unit", "write `个月` for months", (1, 2)),
    ("0x10", "unknown-unit", WHAT_FOLLOWS, (1, 4)),
    ("5百亿", "unknown-unit", WHAT_FOLLOWS, (1, 3)),  # 亿 is near, and another magnitude
    ("5亿美", "unknown-unit", WHAT_FOLLOWS, (2, 3)),
    ("5万亿美", "unknown-unit", WHAT_FOLLOWS, (3, 4)),
    ("5亿 美", "unknown-unit", WHAT_FOLLOWS, (3, 4)),
    ("5亿~", "unknown-unit", WHAT_FOLLOWS, (2, 3)),
    ("5 million x", "unknown-unit", WHAT_FOLLOWS, (10, 11)),
    ("5 millionx", "unknown-unit", "did you mean `million`?", (1, 10)),
    ("5 kg~", "unknown-unit", WHAT_FOLLOWS, (1, 5)),
    ("5 MILLON", "unknown-unit", "did you mean `million`?", (1, 8)),
    ("5 NYC", "unknown-unit", "did you mean `CNY`?", (1, 5)),
    ("1.2亿5000万", "unknown-unit", WHAT_FOLLOWS, (3, 9)),
    ("5万%", "scale-and-unit", "write the number out", (1, 3)),
    ("1万天", "scale-and-unit", "write the number out", (1, 3)),
    ("€5%", "currency-and-unit", "keep one of the two", (0, 3)),
    ("$5 days", "currency-and-unit", "keep one of the two", (0, 7)),
    ("$5 EUR", "two-currencies", "keep one of the two", (0, 6)),
    ("1.5 months", "broken-duration", "write it in a smaller unit, such as `18 months`", (0, 10)),
    ("1001年", "duration-too-long", "", (0, 5)),
    ("1" + "0" * 28, "too-many-digits", "at most 28 digits before the point and 10 after it", (0, 29)),
    ("0.00000000001", "too-many-digits", "at most 28 digits before the point and 10 after it", (0, 13)),
    ("2026/1/1", "date-format", "write `2026-01-01`", (0, 8)),
    ("2026-02-30", "no-such-day", "the last day of that month is `2026-02-28`", (0, 10)),
]


@pytest.mark.parametrize(("text", "reason", "advice", "span"), REFUSED, ids=lambda v: str(v)[:20])
def test_what_is_no_number_is_refused_with_help(
    text: str, reason: str, advice: str | None, span: tuple[int, int]
) -> None:
    with pytest.raises(NumberTextError) as caught:
        read_quantity(text)
    error = caught.value
    assert (error.reason, error.start, error.end) == (reason, *span)
    assert advice is None or error.help == advice
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == error.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,000", "the number `1,000` is written with thousands separators"),
        ("1,5", "there is a comma in the number `1,5`"),
        ("1e5", "the number `1e5` is written with an exponent"),
        ("9" * 201, f"`{'9' * 39}…` is too long to be a number"),
        ("007", "the number `007` begins with a zero, as codes do and numbers do not"),
        (".5", "`.5` has no digit before the point"),
        ("5.", "`5.` is not a number: `.` stands only between digits"),
        ("1__0", "`1__0` is not a number: `_` stands only between digits"),
        ("五十万", "`五十万` is not a number"),
        ("-€-5", "`-€-5` has two signs"),
        ("1 000", "there is a space between the digits of `1 000`"),
        ("5  万", "there is more than one space in `5  万`"),
        ("", "a number is missing here"),
        ("5 millon", "`millon` is not a scale or unit"),
        ("5 kg~", "`kg~` is not a scale or unit"),
        ("5亿~", "`~` is not a scale or unit"),
        ("5万亿 美", "`美` is not a scale or unit"),
        ("5亿 5x", "`亿 5x` is not a scale or unit"),
        ("5千亿", "two scales stand in `5千亿`, where one is read"),
        ("3亿万亿", "two scales stand in `3亿万亿`, where one is read"),
        ("5~", "`~` is not a scale or unit"),
        ("1,2345", "the number `1,2345` is written with thousands separators"),
        ("12,3456.5", "the number `12,3456.5` is written with thousands separators"),
        ("5万%", "a scale stands before `%` in `5万%`"),
        ("€5%", "`€5%` is written both as money and with `%`"),
        ("$5 EUR", "`$5 EUR` names two currencies"),
        ("1.5 months", "`1.5 months` is not a whole number of months or days"),
        ("1001年", "`1001年` is too long: a duration is at most 1,000 years"),
        ("1" + "0" * 28, "the number `10000000000000000000000000000` has too many digits"),
    ],
    ids=lambda v: str(v)[:20],
)
def test_what_is_no_number_is_refused_in_these_words(text: str, message: str) -> None:
    with pytest.raises(NumberTextError) as caught:
        read_quantity(text)
    assert caught.value.message == message


@pytest.mark.parametrize("advice", [row[2] for row in REFUSED if row[2] and row[2][-1] == "`"])
def test_what_help_says_to_write_can_be_read(advice: str) -> None:
    better = advice.split("`")[-2]
    assert read_quantity(better).text == better


def test_offsets_are_those_of_the_text_as_written() -> None:
    with pytest.raises(NumberTextError) as caught:
        read_quantity("\t 5 kg ")
    assert (caught.value.start, caught.value.end) == (3, 6)


@given(st.text() | st.text(ALPHABET, max_size=14) | st.from_regex(r"[+-]?[0-9_,.]+.{0,6}"))
def test_any_text_is_a_quantity_or_a_declared_error(text: str) -> None:
    try:
        quantity = read_quantity(text)
    except NumberTextError as refusal:
        error = refusal
    else:
        assert quantity.text == text.strip()
        assert type(quantity.value) in (Fraction, date)
        return
    assert 0 <= error.start <= error.end <= len(text)
    for line in (error.message, error.help):
        assert not line.endswith(".")
        assert line.isprintable()
        assert len(line) < 200


@pytest.mark.parametrize("text", ["9" * 10**6, "1." + "1" * 10**6, "1,000" * 10**5, "1_" * 10**5])
def test_a_long_text_is_refused_in_a_short_message(text: str) -> None:
    with pytest.raises(NumberTextError) as caught:
        read_quantity(text)
    assert len(caught.value.message) + len(caught.value.help) < 200


# Data


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_means_its_shortest_decimal_text(number: float) -> None:
    with localcontext(prec=MAX_PREC):
        assert read_number(number) == Fraction(Decimal(repr(number)))
    assert float(read_number(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_a_decimal_means_itself(number: Decimal) -> None:
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    magnitude = Fraction(int("".join(map(str, digits)))) * Fraction(10) ** exponent
    assert read_number(number) == (-magnitude if sign else magnitude)


@given(st.integers(-(10**40), 10**40), st.integers(1, 10**6))
def test_integers_and_fractions_mean_themselves(number: int, divisor: int) -> None:
    assert read_number(number) == number
    assert read_number(Fraction(number, divisor)) * divisor == number


@given(st.floats(0.01, 1e15))
def test_a_float_beside_a_bound_stays_on_its_side(bound: float) -> None:
    at = read_number(bound)
    assert read_number(math.nextafter(bound, 0)) < at < read_number(math.nextafter(bound, math.inf))


def test_values_one_step_beside_the_thresholds_of_a_standard() -> None:
    assert read_number(0.2) == Fraction(1, 5)
    assert read_number(0.19999999999999998) < Fraction(1, 5) < read_number(0.20000000000000004)
    assert read_number(0.1 + 0.2) == Fraction("0.30000000000000004")
    assert read_number(499999.99999999994) < 500_000
    assert read_number(Decimal("499999.999999999999999999999")) < 500_000


@given(st.floats(1e-4, 1e15))
def test_a_float_that_another_program_wrote_out_is_read_the_same(number: float) -> None:
    assert read_number(repr(number)) == read_number(number)


class Loud(float):
    def __repr__(self) -> str:
        return f"Loud({float(self)})"

    __str__ = __repr__


class Single:
    """A float of another width: its own shortest text is not that of the float it widens to."""

    def __float__(self) -> float:
        return 0.10000000149011612

    def __str__(self) -> str:
        return "0.1"


Real.register(Single)


def test_floats_of_other_makes_mean_their_own_shortest_text() -> None:
    assert read_number(Loud(0.1)) == Fraction(1, 10)
    assert read_number(Single()) == Fraction(1, 10)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (True, "boolean"),
        (False, "boolean"),
        (math.nan, "not-finite"),
        (-math.inf, "not-finite"),
        (Decimal("NaN"), "not-finite"),
        (Decimal("sNaN"), "not-finite"),
        (Decimal("Infinity"), "not-finite"),
        (Decimal("1E+999999"), "too-many-digits"),
        (Decimal("1E-999999"), "too-many-digits"),
        (Decimal("1E+999999999999999999"), "too-many-digits"),
        (Decimal("1E-999999999999999999"), "too-many-digits"),
        (Decimal("1" + "1" * 500 + "E-300"), "too-many-digits"),
        (10**400 + 1, "too-many-digits"),
        (Fraction(1, 10**400 + 1), "too-many-digits"),
        (None, "not-a-number"),
        ([1], "not-a-number"),
        (1j, "not-a-number"),
        (b"1", "not-a-number"),
        (date(2026, 1, 1), "not-a-number"),
        ("", "empty"),
        ("20%", "wrong-kind"),
        ("5元", "wrong-kind"),
        ("6 months", "wrong-kind"),
        ("2026-01-01", "wrong-kind"),
        ("1,000", "thousands-separator"),
        ("1e5", "exponent"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_data_that_is_no_number_is_refused(value: object, reason: str) -> None:
    with pytest.raises(NumberTextError) as caught:
        read_number(value)
    assert caught.value.reason == reason
    assert "\n" not in caught.value.message
    assert (caught.value.start, caught.value.end) == (0, len(value) if isinstance(value, str) else 0)
    assert isinstance(value, str) or caught.value.help == ""


def test_the_limits_are_those_of_the_language() -> None:
    assert read_quantity("0." + "1" * 10).number == Fraction(1111111111, 10**10)
    assert read_quantity("1_" * 27 + "1").number == int("1" * 28)  # what joins digits is none
    assert read_quantity("0." + "1_" * 9 + "1").number == Fraction(1111111111, 10**10)
    assert read_number("0." + "1" * 28) == Fraction(int("1" * 28), 10**28)
    for text in ("0." + "1" * 29, "1" * 29, "1" * 200):
        with pytest.raises(NumberTextError) as caught:
            read_number(text)
        assert caught.value.reason == "too-many-digits"
    assert caught.value.help == "at most 28 digits before the point and 28 after it"


def test_data_that_is_no_text_may_have_four_hundred_digits() -> None:
    assert read_number(10**400) == read_number(Decimal("1E+400")) == 10**400
    assert read_number(Fraction(1, 10**400)) == read_number(Decimal("1E-400")) == Fraction(1, 10**400)
    for number in (-(10**400) - 1, Decimal("1.1E+400"), Decimal("1E+401"), Decimal("1E-401")):
        with pytest.raises(NumberTextError, match=r"^this number has too many digits$"):
            read_number(number)


def test_a_zero_with_a_far_exponent_is_zero() -> None:
    assert read_number(Decimal("0E+999999")) == read_number(Decimal("-0E-999999")) == 0


def test_the_caller_says_which_kinds_and_which_currency_are_meant() -> None:
    assert read_number("20%", kinds=EVERY_KIND) == Fraction(1, 5)
    assert read_number("5亿元", kinds=EVERY_KIND, currency="CNY") == 500_000_000
    assert read_number("5亿元", kinds=EVERY_KIND) == 500_000_000
    assert read_number("5亿", kinds=("money", "number"), currency="EUR") == 500_000_000
    with pytest.raises(NumberTextError) as caught:
        read_number("¥5", kinds=EVERY_KIND, currency="JPY")
    assert (caught.value.reason, caught.value.start, caught.value.end) == ("wrong-currency", 0, 2)
    with pytest.raises(NumberTextError) as caught:
        read_number("5", kinds=EVERY_KIND[1:])
    assert caught.value.reason == "wrong-kind"


def test_the_callers_decimal_context_changes_nothing_and_is_left_alone() -> None:
    def everything() -> list[object]:
        exact_number = Decimal("123456789.123456789")
        values: list[object] = [
            read_quantity("123456789.123456789").value,
            read_quantity("12345.6789%").value,
            read_number(123456789.12345678),
            read_number(exact_number),
            read_number(Decimal("1E-50")),
            people_text(read_number(exact_number), "zh"),
            percent_text(Fraction(123456, 10**9), "en"),
            money_text(Fraction(1234567, 100), "CNY", "en"),
        ]
        return values

    expected = everything()
    with localcontext(prec=3, Emax=5, Emin=-5) as context:
        for signal in context.traps:
            context.traps[signal] = True
        assert everything() == expected
        assert not any(context.flags.values())


def test_of_two_scales_the_longer_second_one_is_marked_whole() -> None:
    with pytest.raises(NumberTextError) as two:
        read_quantity("3亿万亿")
    assert (two.value.reason, two.value.start, two.value.end) == ("two-scales", 1, 4)
