"""Printing numbers: what is printed is the number, and reads back as it."""

from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.meaning.dates import Lang
from tierrules.meaning.number_text import (
    decimal_places,
    exact_text,
    money_text,
    people_text,
    percent_text,
    share_text,
)
from tierrules.meaning.numbers import read_quantity

SIZES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, " billion": 10**9, " million": 10**6}

langs = st.sampled_from(get_args(Lang))
decimals = st.builds(
    lambda digits, places, zeros: Fraction(digits * 10**zeros, 10**places),
    st.integers(-(10**9), 10**9),
    st.integers(0, 9),
    st.integers(0, 12),
)
endless = st.fractions(max_denominator=10**6).filter(lambda value: decimal_places(value) is None)


def value_of(text: str) -> Fraction:
    """What a reader takes a printed number for."""
    for name, size in SIZES.items():
        if text.endswith(name):
            return Fraction(text.removesuffix(name).replace(",", "")) * size
    return Fraction(text.replace(",", ""))


@given(st.fractions())
def test_the_exact_text_is_the_value(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value


@given(decimals)
def test_the_exact_text_is_the_shortest_and_can_be_read(value: Fraction) -> None:
    text = exact_text(value)
    assert read_quantity(text).value == value
    assert not ("." in text and text.endswith(("0", ".")))
    assert not text.startswith(("-.", "."))


@given(st.fractions())
def test_decimal_places_is_the_least_power_of_ten_that_makes_it_whole(value: Fraction) -> None:
    places = decimal_places(value)
    by_search = next((k for k in range(80) if (value * 10**k).denominator == 1), None)
    assert places == by_search or (by_search is None and places is not None and places >= 80)


@given(decimals, langs)
def test_what_people_read_is_the_value(value: Fraction, lang: Lang) -> None:
    text = people_text(value, lang)
    assert value_of(text) == value
    percent = percent_text(value, lang)
    assert value_of(percent.rstrip("% ")) == value * 100
    money = money_text(value, "EUR", lang)
    assert value_of(money.replace("€", "").removesuffix("欧元")) == value


@given(decimals, langs)
def test_money_without_groups_can_be_written_back_into_a_ruleset(value: Fraction, lang: Lang) -> None:
    for currency in ("CNY", "EUR", "USD", "GBP", "JPY"):
        read = read_quantity(money_text(value, currency, lang).replace(",", ""))
        assert (read.value, read.currency) == (value, currency)


@given(endless, langs)
def test_an_endless_number_says_about_and_gives_its_ratio(value: Fraction, lang: Lang) -> None:
    text = people_text(value, lang)
    near, ratio = text.rstrip(")）").replace("（", " (").split(" (")
    assert Fraction(ratio) == value
    word, number = near.split()
    assert word == {"zh": "约", "en": "about"}[lang]
    assert abs(value_of(number) - value) <= abs(value) / 100
    assert abs(value_of(number) - value) <= Fraction(1, 2000)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("0", "0", "0"),
        ("800", "800", "800"),
        ("1234", "1,234", "1,234"),
        ("9999.5", "9,999.5", "9,999.5"),
        ("10000", "1万", "10,000"),
        ("500000", "50万", "500,000"),
        ("-500000", "-50万", "-500,000"),
        ("50000000", "5000万", "50 million"),
        ("120000000", "1.2亿", "120 million"),
        ("500000000", "5亿", "500 million"),
        ("1234567", "123.4567万", "1,234,567"),
        ("1234000", "123.4万", "1.234 million"),
        ("1234500", "123.45万", "1,234,500"),
        ("12345.5", "12,345.5", "12,345.5"),
        ("123456789", "12345.6789万", "123,456,789"),
        ("1200000000", "12亿", "1.2 billion"),
        ("5000000000000", "5万亿", "5,000 billion"),
        ("-0.5", "-0.5", "-0.5"),
        ("1/3", "约 0.333（1/3）", "about 0.333 (1/3)"),
        ("-2/3", "约 -0.667（-2/3）", "about -0.667 (-2/3)"),
        ("1/9", "约 0.111（1/9）", "about 0.111 (1/9)"),
        ("1/11", "约 0.0909（1/11）", "about 0.0909 (1/11)"),
        ("100/999", "约 0.1（100/999）", "about 0.1 (100/999)"),
        ("20/201", "约 0.0995（20/201）", "about 0.0995 (20/201)"),
        ("1/30000", "约 0.0000333（1/30000）", "about 0.0000333 (1/30000)"),
        ("10000000/3", "约 3,333,333.333（10000000/3）", "about 3,333,333.333 (10000000/3)"),
    ],
)
def test_numbers_as_people_write_them(value: str, zh: str, en: str) -> None:
    assert people_text(Fraction(value), "zh") == zh
    assert people_text(Fraction(value), "en") == en


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("0.2", "20%", "20%"),
        ("-0.125", "-12.5%", "-12.5%"),
        ("12.345", "1,234.5%", "1,234.5%"),
        ("1/3", "约 33.333%（1/3）", "about 33.333% (1/3)"),
    ],
)
def test_ratios_as_percentages(value: str, zh: str, en: str) -> None:
    assert percent_text(Fraction(value), "zh") == zh
    assert percent_text(Fraction(value), "en") == en


@pytest.mark.parametrize(
    ("value", "currency", "zh", "en"),
    [
        ("500000000", "CNY", "5亿元", "CNY 500 million"),
        ("500000", "CNY", "50万元", "CNY 500,000"),
        ("-800.5", "CNY", "-800.5元", "-CNY 800.5"),
        ("50000000", "EUR", "5000万欧元", "€50 million"),
        ("-5", "USD", "-5美元", "-$5"),
        ("5", "GBP", "5英镑", "£5"),
        ("5", "JPY", "5日元", "JPY 5"),
        ("20000", "CHF", "2万 CHF", "CHF 20,000"),
        ("1/3", "EUR", "约 0.333欧元（1/3）", "about €0.333 (1/3)"),
    ],
)
def test_amounts_of_money(value: str, currency: str, zh: str, en: str) -> None:
    assert money_text(Fraction(value), currency, "zh") == zh
    assert money_text(Fraction(value), currency, "en") == en


@pytest.mark.parametrize(
    ("part", "total", "told"),
    [
        ("0", "0", "0%"),
        ("0", "7", "0%"),
        ("3", "0", "–"),
        ("7", "7", "100%"),
        ("-7", "-7", "100%"),
        ("1", "4", "25%"),
        ("1", "3", "33.3%"),
        ("2", "3", "66.7%"),
        ("1", "1000", "0.1%"),
        ("1", "2000", "0.1%"),
        ("1", "2001", "<0.1%"),
        ("-1", "2001", ">-0.1%"),
        ("-1", "200", "-0.5%"),
        ("-1", "2000", "-0.1%"),
        ("999", "1000", "99.9%"),
        ("1998", "1999", "99.9%"),
        ("1999", "2000", ">99.9%"),
        ("-1999", "2000", "<-99.9%"),
        ("1001", "1000", "100.1%"),
        ("2001", "2000", "100.1%"),
        ("4001", "4000", "100%"),
        ("3", "2", "150%"),
        ("1/3", "2/3", "50%"),
    ],
)
def test_shares_with_one_digit(part: str, total: str, told: str) -> None:
    assert share_text(Fraction(part), Fraction(total)) == told


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_share_is_told_to_half_a_tenth_and_never_as_none_or_all_if_it_is_neither(part: int, total: int) -> None:
    told = share_text(part, total)
    near = Fraction(told.strip("<>%"))
    assert abs(near - Fraction(100 * part, total)) <= Fraction(1, 10 if told[0] in "<>" else 20)
    assert (told == "0%") == (part == 0)
    assert told != "100%" or part >= total
