"""One comparison as it stands for a customer: every part of what is told about it."""

from datetime import date
from fractions import Fraction

import pytest

import tierrules as tr
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.justification import JudgedComparison, JudgedPoints, Lacking, Named
from tierrules.meaning.truth import FALSE, MISSING, NONE, TRUE, UNKNOWN

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: judged
currency: CNY
fields:
  code: {type: text, empty: none, title: {en: Code}}
  channel: {type: category, values: [web, fair], empty: none, title: {en: Channel}}
thresholds:
  many: {value: 10, title: {en: Many}}
  spend: {value: 100, title: {en: Spend}}
  asleep: {value: 6 months, title: {en: Asleep}}
  by_channel: {by: channel, rows: {web: 3, fair: 5}}
  trades: {by: code, prefix: true, rows: {I6: 1, F: 2}, default: 3, title: {en: Trades}}
derived:
  twice: many * 2
  turnover: orders_12m * annual_spend
scores:
  points: {title: {en: Points}, add: [{points: 60, when: employees >= many}, {points: 40}]}
dimensions:
  size:
    title: {en: Size}
    labels: {large: {en: Large}, small: {en: Small}, tiny: {en: Tiny}}
    hit: unique
    rules: [{label: large, when: employees >= many}, {label: small, when: employees >= 20}]
  tags:
    labels: [x, y]
    hit: collect
    rules: [{label: x, when: employees >= many}, {label: y, when: orders_12m >= many}]
  three:
    labels: [x, y, z]
    hit: first
    rules: [{label: z, when: unstable}, {label: x, when: employees >= many}]
    otherwise: y
  d:
    labels: [a]
    hit: first
    rules:
      - label: a
        when: WHEN
"""


def judged(when: str, **customer: object) -> JudgedComparison:
    rules = tr.loads(TEXT.replace("WHEN", when))
    (rule,) = rules.classify(customer, as_of=AS_OF)["d"].justification.rules
    (one,) = rule.comparisons
    return one


def called(name: str, title: str | None = None) -> Named:
    return Named(name, Title(None, title))


EMPLOYEES = Named("employees", Title("员工数", "Employees"))
SPEND = Named("annual_spend", Title("年消费额", "Annual spend"))
LAST = Named("last_purchase_on", Title("最近购买日期", "Last purchase"))
SIZE, LARGE, SMALL = called("size", "Size"), called("large", "Large"), called("small", "Small")

OPEN_SIZE = (Lacking(SIZE, "undetermined"),)
SIXTY = (Fraction(60), Fraction(60))
MANY = called("many", "Many")
LACKING = JudgedComparison(
    *("employees >= many", EMPLOYEES, Type.INTEGER, ">=", MISSING, Fraction(10), UNKNOWN), threshold=MANY
)
ENOUGH = JudgedComparison(
    *("employees >= many", EMPLOYEES, Type.INTEGER, ">=", Fraction(10), Fraction(10), TRUE),
    threshold=MANY,
    distance=Fraction(0),
)
ALWAYS = JudgedPoints("always", Fraction(40), Fraction(40), TRUE, ())


@pytest.mark.parametrize(
    ("when", "customer", "expected"),
    [
        (
            "many > employees",
            {"employees": 7},
            JudgedComparison(
                *("", EMPLOYEES, Type.INTEGER, "<", Fraction(7), Fraction(10), TRUE),
                threshold=called("many", "Many"),
                distance=Fraction(-3),
            ),
        ),
        (
            "many >= 5",
            {},
            JudgedComparison(
                *("", called("many", "Many"), Type.DECIMAL, ">=", Fraction(10), Fraction(5), TRUE),
                distance=Fraction(5),
            ),
        ),
        (
            "5 <= many",
            {},
            JudgedComparison(
                *("", called("5"), Type.DECIMAL, "<=", Fraction(5), Fraction(10), TRUE),
                threshold=called("many", "Many"),
                distance=Fraction(-5),
            ),
        ),
        (
            "annual_spend >= spend",
            {"annual_spend": 100},
            JudgedComparison(
                *("", SPEND, Type.MONEY, ">=", Fraction(100), Fraction(100), TRUE),
                threshold=called("spend", "Spend"),
                currency="CNY",
                distance=Fraction(0),
            ),
        ),
        (
            "spend * 2 <= annual_spend",
            {"annual_spend": 150},
            JudgedComparison(
                *("", called("spend * 2", "Spend * 2"), Type.MONEY, "<=", Fraction(200), Fraction(150), FALSE),
                other_field=SPEND,
                currency="CNY",
                distance=Fraction(50),
            ),
        ),
        (
            "turnover >= spend",
            {"annual_spend": 150, "orders_12m": 2},
            JudgedComparison(
                *("", called("turnover"), Type.MONEY, ">=", Fraction(300), Fraction(100), TRUE),
                threshold=called("spend", "Spend"),
                currency="CNY",
                distance=Fraction(200),
            ),
        ),
        (
            "points >= 50",
            {},
            JudgedComparison(
                *("", called("points", "Points"), Type.INTEGER, ">=", MISSING, Fraction(50), UNKNOWN),
                interval=(Fraction(40), Fraction(100)),
                points=(JudgedPoints("employees >= many", *SIXTY, UNKNOWN, (LACKING,)), ALWAYS),
            ),
        ),
        (
            "points >= 50",
            {"employees": 10},
            JudgedComparison(
                *("", called("points", "Points"), Type.INTEGER, ">=", Fraction(100), Fraction(50), TRUE),
                distance=Fraction(50),
                points=(JudgedPoints("employees >= many", *SIXTY, TRUE, (ENOUGH,)), ALWAYS),
            ),
        ),
        (
            "elapsed(last_purchase_on) > asleep",
            {"last_purchase_on": "2026-05-03"},
            JudgedComparison(
                *("", LAST, Type.DATE, "<=", date(2026, 5, 3), date(2026, 4, 30), FALSE),
                threshold=called("asleep", "Asleep"),
                distance=Fraction(3),
                function="elapsed",
                duration=Duration(6, "month"),
                turns_on=date(2026, 11, 4),
                days_left=3,
            ),
        ),
        (
            "elapsed(last_purchase_on) >= asleep",
            {"last_purchase_on": ""},
            JudgedComparison(
                *("", LAST, Type.DATE, "<=", NONE, date(2026, 5, 1), FALSE),
                threshold=called("asleep", "Asleep"),
                function="elapsed",
                duration=Duration(6, "month"),
            ),
        ),
        (
            "annual_spend in [1, spend]",
            {"annual_spend": 1},
            JudgedComparison(
                *("", SPEND, Type.MONEY, "in", Fraction(1), (Fraction(1), Fraction(100)), TRUE), currency="CNY"
            ),
        ),
        (
            "code not in trades",
            {"code": "J"},
            JudgedComparison(
                *("", called("code", "Code"), Type.TEXT, "not starts_with", "J", ("I6", "F"), TRUE),
                threshold=called("trades", "Trades"),
            ),
        ),
        (
            "code not in ['a']",
            {"code": "a"},
            JudgedComparison("", called("code", "Code"), Type.TEXT, "not in", "a", ("a",), FALSE),
        ),
        (
            "known(annual_spend)",
            {"annual_spend": 1},
            JudgedComparison("", SPEND, Type.MONEY, "known", Fraction(1), (), TRUE, currency="CNY"),
        ),
        (
            "present(code)",
            {},
            JudgedComparison("", called("code", "Code"), Type.TEXT, "present", MISSING, (), UNKNOWN),
        ),
        (
            "known(twice)",
            {},
            JudgedComparison("", called("twice"), Type.DECIMAL, "known", Fraction(20), (), TRUE),
        ),
        (
            "employees >= by_channel",
            {"employees": 4},
            JudgedComparison(
                *("", called("channel", "Channel"), Type.CATEGORY, "in", MISSING, ("web", "fair"), UNKNOWN)
            ),
        ),
        (
            "size == 'large'",
            {"employees": 10},
            JudgedComparison(
                *("", SIZE, Type.CATEGORY, "in", ("large",), ("large",), TRUE),
                titles=(LARGE,),
            ),
        ),
        (
            "size not in ['small', 'large']",
            {"employees": 10},
            JudgedComparison(
                *("", SIZE, Type.CATEGORY, "not in", ("large",), ("small", "large"), FALSE),
                titles=(LARGE, SMALL),
            ),
        ),
        (
            "size == 'large'",
            {"employees": 9},
            JudgedComparison(
                *("", SIZE, Type.CATEGORY, "in", ("unlabelled",), ("large",), FALSE),
                titles=(LARGE, Named("unlabelled", Title("无标签", "no label"))),
            ),
        ),
        (
            "size == 'large'",
            {"employees": 20},
            JudgedComparison(
                *("", SIZE, Type.CATEGORY, "in", ("conflict",), ("large",), UNKNOWN),
                titles=(LARGE, Named("conflict", Title("冲突", "conflict"))),
            ),
        ),
        (
            "size == 'large'",
            {},
            JudgedComparison(
                *("", SIZE, Type.CATEGORY, "in", MISSING, ("large",), UNKNOWN), titles=(LARGE,), lacking=OPEN_SIZE
            ),
        ),
        (
            "size == 'tiny'",
            {},
            JudgedComparison(
                *("", SIZE, Type.CATEGORY, "in", MISSING, ("tiny",), UNKNOWN),
                titles=(called("tiny", "Tiny"),),
                lacking=OPEN_SIZE,
            ),
        ),
        (
            "three in ['x', 'y']",
            {"unstable": False},
            JudgedComparison(
                *("", called("three"), Type.CATEGORY, "in", ("x", "y"), ("x", "y"), TRUE),
                titles=(called("x"), called("y")),
            ),
        ),
        (
            "has(tags, 'x')",
            {"employees": 10},
            JudgedComparison("", called("tags"), Type.CATEGORY, "in", ("x",), ("x",), TRUE, titles=(called("x"),)),
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_comparison(when: str, customer: dict[str, object], expected: JudgedComparison) -> None:
    one = judged(when, **customer)
    told = {name: getattr(one, name) for name in JudgedComparison.__dataclass_fields__}
    wanted = {name: getattr(expected, name) for name in JudgedComparison.__dataclass_fields__}
    assert told == wanted | {"text": when}


def test_two_dates_are_as_many_days_apart() -> None:
    one = judged("last_purchase_on >= first_deal_on", last_purchase_on="2026-10-05", first_deal_on="2026-10-01")
    assert (one.distance, one.other_field and one.other_field.name) == (Fraction(4), "first_deal_on")


HIGH, LOW = Named("high", Title("高", "high")), Named("low", Title("低", "low"))


@pytest.mark.parametrize(
    ("when", "customer", "titles"),
    [
        ("present(urgency)", {"urgency": "high"}, (HIGH,)),
        ("present(urgency)", {}, ()),
        ("urgency == 'low'", {"urgency": "high"}, (HIGH, LOW)),
        ("urgency in ['low', 'high']", {}, (HIGH, LOW)),
        ("level == urgency", {"urgency": "low", "level": "high"}, (HIGH, LOW)),
        ("level == 'low'", {"level": "high"}, ()),
    ],
)
def test_values_of_a_category_have_what_they_are_called(
    when: str, customer: dict[str, object], titles: tuple[Named, ...]
) -> None:
    text = TEXT.replace("fields:\n", "fields:\n  level: {type: category, values: [high, medium, low]}\n")
    rules = tr.loads(text.replace("WHEN", when))
    (rule,) = rules.classify(customer, as_of=AS_OF)["d"].justification.rules
    assert rule.comparisons[0].titles == titles
