"""Regions as people read them, each made here."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.region_text import alternatives, region_text
from tierrules.meaning.regions import Region

CODE = Title("行业代码", "Sector")
SPEND = Title("年消费额", "Annual spend")
ON = Title("付款日期", "Payment")
HALF, ONE = Fraction(500_000), Fraction(1_000_000)
DAY, NEXT = date(2026, 5, 1), date(2026, 6, 1)


def words(**said: Any) -> Region:
    return Region("code", CODE, Type.TEXT, **said)


def money(**said: Any) -> Region:
    return Region("annual_spend", SPEND, Type.MONEY, "CNY", **said)


def days(**said: Any) -> Region:
    return Region("paid_on", ON, Type.DATE, **said)


@pytest.mark.parametrize(
    ("region", "lang", "told"),
    [
        (words(none=True), "zh", "没有行业代码"),
        (words(none=True), "en", "no Sector"),
        (words(), "zh", "行业代码为任意值"),
        (words(others=True, values=("a",)), "en", "any Sector"),
        (Region("code", Title(), Type.TEXT), "en", "any code"),
        (words(values=("a",)), "zh", "行业代码为a"),
        (words(values=("a", "b", "c")), "en", "Sector is a, b or c"),
        (words(prefixes=("I", "F")), "zh", "行业代码以I或F开头"),
        (words(values=("a",), prefixes=("I",)), "zh", "行业代码为a或行业代码以I开头"),
        (words(prefixes=("I",), but=("I6x",)), "zh", "行业代码以I开头（不是I6x）"),
        (words(prefixes=("I",), but_prefixes=("I6",)), "zh", "行业代码以I开头（不是I6…）"),
        (words(prefixes=("I",), but=("I6",)), "en", "Sector that starts with I (other than I6)"),
        (words(others=True, but=("a",), but_prefixes=("I", "F")), "zh", "行业代码不是a、I…或F…"),
        (words(others=True, but=("a", "b")), "en", "Sector other than a or b"),
        (words(others=True, prefixes=("I65", "F"), but_prefixes=("I6",)), "zh", "行业代码不是I6…或行业代码以I65开头"),
        (words(others=True, values=("I61", "a"), but_prefixes=("I6",)), "en", "Sector other than I6… or Sector is I61"),
        (
            words(prefixes=("I", "I65"), but_prefixes=("I6",)),
            "en",
            "Sector that starts with I (other than I6…) or Sector that starts with I65",
        ),
        (
            words(others=True, prefixes=("I65",), but=("I651x", "b"), but_prefixes=("I6", "I651")),
            "en",
            "Sector other than b or I6… or Sector that starts with I65 (other than I651x or I651…)",
        ),
        (Region("vip", Title("会员"), Type.BOOLEAN, values=(True,)), "zh", "会员为是"),
        (money(low=HALF), "zh", "年消费额达到50万元"),
        (money(low=HALF, low_included=False), "zh", "年消费额超过50万元"),
        (money(high=HALF), "zh", "年消费额不超过50万元"),
        (money(high=HALF, high_included=False), "zh", "年消费额低于50万元"),
        (money(low=HALF, high=HALF), "zh", "年消费额为50万元"),
        (money(low=HALF, high=ONE, high_included=False), "zh", "年消费额达到50万元且低于100万元"),
        (money(low=HALF), "en", "Annual spend at least CNY 500,000"),
        (money(low=HALF, low_included=False), "en", "Annual spend above CNY 500,000"),
        (money(low=HALF, high=ONE), "en", "Annual spend at least CNY 500,000 and at most CNY 1 million"),
        (money(high=HALF, high_included=False), "en", "Annual spend below CNY 500,000"),
        (days(low=DAY), "zh", "付款日期不早于2026年5月1日"),
        (days(high=DAY), "zh", "付款日期不晚于2026年5月1日"),
        (days(low=DAY, high=DAY), "zh", "付款日期为2026年5月1日"),
        (days(low=DAY, high=NEXT), "en", "Payment on or after 2026-05-01 and on or before 2026-06-01"),
    ],
)
def test_a_region_is_a_statement_about_its_field(region: Region, lang: Lang, told: str) -> None:
    assert region_text(region, lang) == told


def test_digits_are_told_on_request() -> None:
    assert region_text(money(low=HALF), "zh", exact=True) == "年消费额达到500000 CNY"
    assert region_text(days(low=DAY), "zh", exact=True) == "付款日期不早于2026-05-01"


def test_eight_alternatives_are_listed_and_of_more_the_first_seven() -> None:
    eight, nine = list("abcdefgh"), list("abcdefghi")
    assert alternatives(["a"], "en") == "a"
    assert alternatives(["a", "b", "a"], "en") == "a or b"
    assert alternatives(eight, "en") == "a, b, c, d, e, f, g or h"
    assert alternatives(eight, "zh") == "a、b、c、d、e、f、g或h"
    assert alternatives(nine, "en") == "a, b, c, d, e, f, g or 2 more"
    assert alternatives([*nine, "j"], "zh") == "a、b、c、d、e、f、g或另有3种"
