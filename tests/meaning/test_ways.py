"""Ways to a label as sentences and as JSON, each made here."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.regions import Region
from tierrules.meaning.ways import Way, Ways

ORDERS = Region("orders_12m", Title("订单数", "Orders"), Type.INTEGER, low=Fraction(1200))
MARGIN = Region("margin", Title("利润率", "Margin"), Type.RATIO, high=Fraction(1, 5))
BOUGHT, PAID = (
    Named("last_purchase_on", Title("最近购买", "Last purchase")),
    Named("paid_on", Title("付款日", "Payment")),
)
TO_SPRING = Way((), date(2026, 12, 10), date(2027, 3, 1), (BOUGHT, PAID))
FOR_GOOD = Way((), date(2026, 12, 10))
WAYS = Ways(
    dimension=Named("tier", Title("等级", "Tier")),
    label=Named("A", Title("甲级", "Gold")),
    as_of=date(2026, 11, 1),
    reached=False,
    ways=(Way((ORDERS, MARGIN)), TO_SPRING),
    impossible=False,
    exhausted=False,
    movable=("orders_12m", "margin"),
    tried=1234,
    language="en",
)


@pytest.mark.parametrize(
    ("way", "lang", "exact", "told"),
    [
        (Way((ORDERS,)), "en", False, "Orders at least 1,200"),
        (Way((ORDERS, MARGIN)), "en", True, "Orders at least 1200, and Margin at most 0.2"),
        (Way((ORDERS, MARGIN)), "zh", False, "订单数达到1,200，且利润率不超过20%"),
        (FOR_GOOD, "zh", False, "从2026年12月10日起"),
        (FOR_GOOD, "zh", True, "从2026-12-10起"),
        (FOR_GOOD, "en", True, "from 2026-12-10"),
        (
            TO_SPRING,
            "zh",
            False,
            "从2026年12月10日起至2027年3月1日，若再无购买，若付款日不变",
        ),
        (TO_SPRING, "zh", True, "从2026-12-10起至2027-03-01，若再无购买，若付款日不变"),
        (
            TO_SPRING,
            "en",
            False,
            "from 2026-12-10 to 2027-03-01, if nothing is bought, if Payment stays as it is",
        ),
    ],
)
def test_a_way_is_one_sentence(way: Way, lang: Lang, exact: bool, told: str) -> None:
    assert way.explain(lang=lang, exact=exact) == told


def test_the_last_contact_stays_as_long_as_nobody_is_in_contact() -> None:
    way = Way((), date(2026, 12, 10), None, (Named("last_contact_on", Title("最近联系", "Last contact")),))
    assert way.explain(lang="en") == "from 2026-12-10, if nobody is in contact"
    assert way.explain(lang="zh") == "从2026年12月10日起，若再无联系"


def test_a_way_in_json() -> None:
    assert Way((ORDERS, MARGIN)).to_dict() == {
        "regions": [
            {"field": "orders_12m", "low": "1200", "low_included": True},
            {"field": "margin", "high": "0.2", "high_included": True},
        ]
    }
    assert TO_SPRING.to_dict() == {
        "since": "2026-12-10",
        "until": "2027-03-01",
        "unchanged": ["last_purchase_on", "paid_on"],
    }
    assert FOR_GOOD.to_dict() == {"since": "2026-12-10", "until": None, "unchanged": []}


def test_ways_in_json() -> None:
    assert WAYS.to_dict() == {
        "dimension": "tier",
        "label": "A",
        "as_of": "2026-11-01",
        "reached": False,
        "ways": [WAYS.ways[0].to_dict(), TO_SPRING.to_dict()],
        "impossible": False,
        "exhausted": False,
        "movable": ["orders_12m", "margin"],
        "tried": 1234,
    }


def test_ways_are_told_line_by_line_in_the_language_of_the_ruleset() -> None:
    lines = [
        "Tier becomes Gold with",
        "  - Orders at least 1,200, and Margin at most 20%",
        "  - from 2026-12-10 to 2027-03-01, if nothing is bought, if Payment stays as it is",
    ]
    assert WAYS.explain() == "\n".join(lines)
    assert replace(WAYS, language="zh").explain(lang="en") == "\n".join(lines)
    assert replace(WAYS, language="zh").explain(exact=True).split("\n")[:2] == [
        "等级成为甲级的办法：",
        "  - 订单数达到1200，且利润率不超过0.2",
    ]


def test_what_is_said_where_there_is_no_way() -> None:
    bare = replace(WAYS, ways=())
    assert bare.explain() == "no way to Tier Gold was found by moving up to three fields"
    assert replace(bare, impossible=True).explain() == "Tier cannot become Gold by what can move"
    assert replace(bare, reached=True).explain() == "Tier is Gold already"
    assert bare.explain(lang="zh") == "最多改变三项数据，没有找到使等级成为甲级的办法"
    assert replace(bare, impossible=True).explain(lang="zh") == "等级无法通过可变的数据成为甲级"
    assert replace(bare, reached=True).explain(lang="zh") == "等级已经是甲级"


def test_a_search_that_was_given_up_says_so_behind_its_ways() -> None:
    told = "no further way to Tier Gold was found among 1,234 customers that were tried"
    assert replace(WAYS, exhausted=True).explain().split("\n")[2:] == [
        "  - from 2026-12-10 to 2027-03-01, if nothing is bought, if Payment stays as it is",
        told,
    ]
    assert replace(WAYS, exhausted=True, ways=()).explain() == told
    assert replace(WAYS, exhausted=True, ways=(), language="zh").explain() == (
        "等级成为甲级：已试1,234种情况，没有找到更多办法"
    )


def test_ways_are_gone_through_one_by_one() -> None:
    assert list(WAYS) == list(WAYS.ways)
    assert len(WAYS) == 2
