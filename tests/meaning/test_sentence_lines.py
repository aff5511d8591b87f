"""Reasons told of justifications made here: points, what values would give, better labels, values told exactly."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tierrules.meaning.comparison_text import ComparisonPrinter
from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Scalar, Title, Type
from tierrules.meaning.justification import (
    Better,
    Decider,
    Given,
    JudgedComparison,
    JudgedPoints,
    JudgedRule,
    Justification,
    Lacking,
    Named,
)
from tierrules.meaning.regions import Region
from tierrules.meaning.result import Missing
from tierrules.meaning.sentences import Line, better_lines, explain, lines, reason, tag_line
from tierrules.meaning.truth import FALSE, MISSING, NONE, TRUE, UNKNOWN, Absent
from tierrules.meaning.value_text import value_text

TIER = Named("tier", Title("等级", "Tier"))
GOLD, SILVER = Named("gold", Title("金", "Gold")), Named("silver", Title("银", "Silver"))
STAFF = Named("employees", Title("员工数", "Staff"))
POINTS = Named("points", Title("得分", "Points"))


def n(value: int) -> Fraction:
    return Fraction(value)


def staff(value: int, bound: int) -> JudgedComparison:
    truth = TRUE if value >= bound else FALSE
    return JudgedComparison("", STAFF, Type.INTEGER, ">=", n(value), n(bound), truth, distance=Fraction(value - bound))


NINE, TEN = staff(9, 10), staff(12, 10)
DECIDED = Justification(
    dimension=TIER,
    status="decided",
    labels=(SILVER,),
    rules_cited=("tier.silver",),
    candidates=(SILVER,),
    missing=(),
    to_bring=(),
    as_of=date(2026, 11, 1),
    applies=None,
    rules=(JudgedRule("tier.silver", SILVER, TRUE, (TEN,), (TEN,)),),
)
OPEN = replace(
    DECIDED,
    status="undetermined",
    labels=(),
    rules_cited=(),
    candidates=(GOLD, SILVER),
    missing=(Missing("employees", "missing"),),
    to_bring=(STAFF,),
    rules=(),
)


def test_the_answer_stands_at_the_margin_and_each_rule_below_it() -> None:
    assert lines(DECIDED, "en") == [
        Line(0, "Tier: Silver (tier.silver)"),
        Line(1, "✓ Silver"),
        Line(2, "Staff 12 >= 10, 2 above the bound"),
    ]
    assert explain(DECIDED, "en") == ("Tier: Silver (tier.silver)\n  ✓ Silver\n      Staff 12 >= 10, 2 above the bound")


def test_one_sentence_is_told_once_for_each_rule() -> None:
    rule = replace(DECIDED.rules[0], decisive=(TEN, TEN, NINE, TEN))
    assert (
        lines(replace(DECIDED, rules=(rule, rule)), "zh")[1:]
        == [
            Line(1, "✓ 银"),
            Line(2, "员工数 12 ≥ 10，高于界限2"),
            Line(2, "员工数 9 < 10，低于界限1"),
        ]
        * 2
    )


# --- points


def scored(*points: JudgedPoints) -> Justification:
    one = JudgedComparison("", POINTS, Type.INTEGER, ">=", n(60), n(60), TRUE, distance=n(0), points=points)
    rule = JudgedRule("tier.silver", SILVER, TRUE, (one,), (one,))
    return replace(DECIDED, rules=(rule, rule))


def test_points_are_told_once_with_their_grounds_and_those_of_a_score_within() -> None:
    deep = JudgedPoints("", n(5), n(5), TRUE, ())
    inner = JudgedPoints("", n(0), n(1_500), UNKNOWN, (NINE, NINE), Named("inner", Title("内分", "Inner")), (deep,))
    told = scored(
        JudgedPoints("", n(60), n(60), TRUE, (TEN, NINE)),
        JudgedPoints("", n(-1), n(-1), TRUE, ()),
        JudgedPoints("", n(7), n(7), FALSE, (NINE,)),
        JudgedPoints("", n(8), n(8), None, ()),
        inner,
    )
    assert lines(told, "en")[2:] == [
        Line(2, "Points 60 >= 60, exactly on the bound"),
        Line(3, "✓ +60: Staff 12 >= 10, 2 above the bound; Staff 9 < 10, 1 below the bound"),
        Line(3, "✓ -1: always"),
        Line(3, "? +0…+1,500 (Inner): Staff 9 < 10, 1 below the bound"),
        Line(4, "✓ +5: always"),
        Line(1, "✓ Silver"),
        Line(2, "Points 60 >= 60, exactly on the bound"),
    ]
    assert lines(told, "zh", exact=True)[5:7] == [
        Line(3, "? +0…+1500（内分）：员工数 9 < 10，低于界限1"),
        Line(4, "✓ +5：无条件"),
    ]


# --- what values would give


def orders(low: int) -> Region:
    return Region("orders", Title("订单数", "Orders"), Type.INTEGER, low=n(low), high=n(low))


ORDERS = Named("orders", Title("订单数", "Orders"))
STILL = Given(orders(1), "undetermined", (), (GOLD, SILVER))
GIVES_GOLD = Given(orders(2), "decided", (GOLD,), (GOLD,))


def told_of(*given: Given) -> list[Line]:
    return lines(replace(OPEN, deciders=(Decider(ORDERS, given, True),)), "zh")[2:]


def test_each_value_is_told_with_what_it_gives() -> None:
    narrower = Given(orders(3), "undetermined", (), (SILVER, Named("unlabelled")))
    both = Given(orders(4), "decided", (GOLD, SILVER), ())
    none = Given(orders(5), "unlabelled", (), (Named("unlabelled"),))
    assert told_of(STILL, GIVES_GOLD, narrower, both, none) == [
        Line(2, "订单数为1：仍可能为金或银"),
        Line(2, "订单数为2：金"),
        Line(2, "订单数为3：仍可能为银或无标签"),
        Line(2, "订单数为4：金、银"),
        Line(2, "订单数为5：无标签"),
    ]


def test_a_field_that_leaves_all_as_open_as_it_is_is_not_told() -> None:
    assert told_of(STILL, replace(STILL, region=orders(2))) == []
    assert len(told_of(STILL, replace(STILL, candidates=(GOLD,)))) == 2
    assert len(told_of(STILL, replace(STILL, status="decided", labels=(GOLD,)))) == 2
    assert len(told_of(replace(STILL, candidates=(GOLD,)))) == 1
    assert len(told_of(replace(STILL, status="decided", labels=(GOLD,)))) == 1


def test_of_more_than_twelve_values_the_rest_are_counted() -> None:
    given = [replace(GIVES_GOLD, region=orders(at)) for at in range(14)]
    assert len(told_of(*given[:12])) == 12
    assert told_of(*given[:12])[-1] == Line(2, "订单数为11：金")
    assert told_of(*given)[11:] == [Line(2, "订单数为11：金"), Line(2, "另有2种")]


def test_an_answer_that_no_value_decides_says_what_it_may_be() -> None:
    assert reason(replace(OPEN, missing=(), to_bring=()), "zh") == "可能为金或银"
    assert reason(OPEN, "zh") == "请补充员工数；可能为金或银"


# --- better labels


@pytest.mark.parametrize(
    ("better", "zh"),
    [
        (Better(GOLD, "tier.gold", (NINE, NINE)), "金需要：员工数 9 < 10，低于界限1"),
        (Better(GOLD, "tier.gold", ()), "金：没有适用的条件"),
        (
            Better(GOLD, "tier.gold", (NINE, staff(4, 6)), "tier.silver", (TEN, TEN)),
            "金需要：员工数 9 < 10，低于界限1；员工数 4 < 6，低于界限2；"
            "先符合的是tier.silver：员工数 12 ≥ 10，高于界限2",
        ),
        (Better(GOLD, "tier.gold", (), "tier.silver", (TEN,)), "金；先符合的是tier.silver：员工数 12 ≥ 10，高于界限2"),
        (Better(GOLD, "tier.gold", (), "tier.silver", ()), "金；先符合的是tier.silver：无条件"),
    ],
)
def test_what_a_better_label_lacks(better: Better, zh: str) -> None:
    assert better_lines(replace(DECIDED, better=(better,)), "zh") == [zh]


def test_what_a_better_label_lacks_in_english() -> None:
    one = Better(GOLD, "tier.gold", (NINE,), "tier.silver", (TEN,))
    assert better_lines(replace(DECIDED, better=(one,)), "en") == [
        "Gold needs: Staff 9 < 10, 1 below the bound; tier.silver comes first: Staff 12 >= 10, 2 above the bound"
    ]


def test_numbers_are_written_as_people_do_unless_digits_are_asked_for() -> None:
    many = staff(5_000, 2_000)
    told = replace(DECIDED, rules=(replace(DECIDED.rules[0], decisive=(many,)),), better=(Better(GOLD, "g", (many,)),))
    assert "员工数 5,000 ≥ 2,000" in better_lines(told, "zh")[0]
    assert "员工数 5000 ≥ 2000" in better_lines(told, "zh", exact=True)[0]
    assert "员工数 5,000 ≥ 2,000" in tag_line([told], "zh")
    assert "员工数 5000 ≥ 2000" in tag_line([told], "zh", exact=True)


def test_an_answer_without_a_label_names_its_question() -> None:
    assert tag_line([OPEN, DECIDED], "zh").startswith("标签：等级待定-银；")
    assert tag_line([OPEN, DECIDED], "en").startswith("tags: Tier undetermined-Silver; ")


# --- values


@pytest.mark.parametrize(
    ("value", "type", "currency", "told", "exact"),
    [
        (date(2026, 5, 1), Type.DATE, None, "2026年5月1日", "2026-05-01"),
        (n(5_000), Type.MONEY, "CNY", "5,000元", "5000 CNY"),
        (n(5_000), Type.MONEY, None, "5,000", "5000"),
        (n(5_000), Type.INTEGER, "CNY", "5,000", "5000"),
        (Fraction(1, 5), Type.RATIO, None, "20%", "0.2"),
        (True, Type.BOOLEAN, None, "是", "是"),
        ("web", Type.CATEGORY, None, "web", "web"),
    ],
)
def test_a_value_as_people_write_it_and_exactly(
    value: Scalar | Absent, type: Type, currency: str | None, told: str, exact: str
) -> None:
    assert value_text(value, type, currency, "zh") == told
    assert value_text(value, type, currency, "zh", exact=True) == exact


@pytest.mark.parametrize(("lang", "told"), [("zh", "员工数 9，没有负债"), ("en", "Staff 9, no Debt")])
def test_where_there_is_nothing_to_compare_with_no_operator_is_told(lang: Lang, told: str) -> None:
    """Neither `9 < none` is true nor `9 >= none`."""
    debt = Named("debt", Title("负债", "Debt"))
    for op in ("<", "<=", ">=", ">"):
        one = JudgedComparison("", STAFF, Type.INTEGER, op, n(9), NONE, FALSE, other_field=debt)
        assert ComparisonPrinter(lang).comparison(one) == told


def test_exact_distances_have_no_separators() -> None:
    many = replace(staff(5_000, 10), type=Type.RATIO)
    assert ComparisonPrinter("en").comparison(many).endswith(", 499,000 percentage points above the bound")
    assert ComparisonPrinter("en", exact=True).comparison(many).endswith(", 499000 percentage points above the bound")


def unknown(*lacking: Lacking, of: Named = TIER) -> JudgedComparison:
    return JudgedComparison("", of, Type.CATEGORY, "in", MISSING, ("gold",), UNKNOWN, lacking=lacking)


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (unknown(of=STAFF), "缺少员工数", "Staff is missing"),
        (unknown(Lacking(TIER, "undetermined")), "等级待定", "Tier is undetermined"),
        (unknown(Lacking(TIER, "conflict")), "等级冲突", "Tier is in conflict"),
        (
            unknown(Lacking(STAFF, "missing"), Lacking(ORDERS, "zero-divisor"), of=Named("per_head")),
            "per_head无法计算：缺少员工数，除数为 0（订单数）",
            "per_head cannot be worked out: Staff is missing, the divisor is 0 (Orders)",
        ),
    ],
)
def test_why_there_is_no_value(one: JudgedComparison, zh: str, en: str) -> None:
    assert ComparisonPrinter("zh").comparison(one) == zh
    assert ComparisonPrinter("en").comparison(one) == en
