"""Whole answers in Chinese and English, word by word: guards, conflicts, open answers, words, tables, dates."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import tierrules as tr
from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Scalar, Type
from tierrules.meaning.sentences import explain, label_text, note, reason
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.meaning.value_text import value_text

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: answers
currency: CNY
fields: {code: {type: text, empty: none, title: {zh: 代码, en: Code}}}
thresholds:
  many: 1000
  trades: {by: code, prefix: true, rows: {I6: 1, F: 2}, default: 3}
  one_month: 1 month
  nothing: 0 days
derived: {per_order: annual_spend / orders_12m}
scores: {points: {title: {zh: 得分, en: Points}, add: [{points: 60, when: employees >= many}, {points: 40}]}}
dimensions:
  size:
    title: {zh: 规模, en: Size}
    labels: [large, small]
    applies: annual_spend >= 500
    hit: first
    rules: [{label: large, when: employees >= many}]
    otherwise: small
  both:
    title: {zh: 两者, en: Both}
    labels: [a, b]
    hit: unique
    rules: [{label: a, when: employees >= many}, {label: b, when: employees >= 500}]
  after:
    title: {zh: 其后, en: After}
    labels: [a, b]
    hit: first
    rules: [{label: a, when: both == 'a'}]
  three:
    labels: [x, y, z]
    hit: first
    rules:
      - {label: x, when: employees > 100}
      - {label: y, when: orders_12m > 10}
      - {label: z, when: interactions_90d > 5}
  dates:
    labels: [x]
    hit: first
    rules: [{label: x, when: last_purchase_on >= first_deal_on}]
  any:
    labels: [x]
    hit: any
    rules: [{label: x, when: employees >= many}, {label: x, when: elapsed(last_purchase_on) <= one_month}]
  all:
    labels: [x, y]
    hit: collect
    rules: [{label: x, when: employees >= many}, {label: y, when: orders_12m > 10}]
  d:
    title: {zh: 级别, en: Grade}
    labels: [a, b]
    hit: first
    rules:
      - label: a
        when: WHEN
    otherwise: b
"""


def told(dimension: str, when: str = "always", **customer: object) -> Any:
    return tr.loads(TEXT.replace("WHEN", when)).classify(customer, as_of=AS_OF)[dimension].justification


@pytest.mark.parametrize(
    ("dimension", "customer", "zh", "en"),
    [
        (
            "size",
            {"annual_spend": 499},
            ["规模：不适用", "  ✗ 不适用", "      年消费额 499元 < 500元，低于界限1元"],
            [
                "Size: not applicable",
                "  ✗ does not apply",
                "      Annual spend CNY 499 < CNY 500, CNY 1 below the bound",
            ],
        ),
        (
            "size",
            {"employees": 5},
            [
                "规模：待定",
                "  请补充年消费额；可能为small或不适用",
                "      年消费额低于500元：不适用",
                "      年消费额达到500元：small",
                "  ? 是否适用",
                "      缺少年消费额",
                "  ✗ large",
                "      员工数 5 < 1,000（many），低于界限995",
            ],
            [
                "Size: undetermined",
                "  bring annual_spend; possible: small or not applicable",
                "      Annual spend below CNY 500: not applicable",
                "      Annual spend at least CNY 500: small",
                "  ? whether it applies",
                "      Annual spend is missing",
                "  ✗ large",
                "      Employees 5 < 1,000 (many), 995 below the bound",
            ],
        ),
        (
            "size",
            {"annual_spend": 500, "employees": 5},
            [
                "规模：small（size.otherwise）",
                "  ✗ large",
                "      员工数 5 < 1,000（many），低于界限995",
                "  ✓ small：没有规则符合",
            ],
            [
                "Size: small (size.otherwise)",
                "  ✗ large",
                "      Employees 5 < 1,000 (many), 995 below the bound",
                "  ✓ small: no rule matches",
            ],
        ),
        (
            "both",
            {"employees": 1000},
            [
                "两者：冲突",
                "  ✓ a",
                "      员工数 1,000 ≥ 1,000（many），正好在界限上",
                "  ✓ b",
                "      员工数 1,000 ≥ 500，高于界限500",
            ],
            [
                "Both: conflict",
                "  ✓ a",
                "      Employees 1,000 >= 1,000 (many), exactly on the bound",
                "  ✓ b",
                "      Employees 1,000 >= 500, 500 above the bound",
            ],
        ),
        (
            "after",
            {"employees": 1000},
            [
                "其后：待定",
                "  请补充解决两者冲突所需的数据；可能为a或无标签",
                "  ? a",
                "      两者为冲突，不是a",
            ],
            [
                "After: undetermined",
                "  bring what settles both; possible: a or no label",
                "  ? a",
                "      Both is conflict, not a",
            ],
        ),
        (
            "after",
            {"employees": 10},
            ["其后：无标签", "  ✗ a", "      两者为无标签，不是a"],
            ["After: no label", "  ✗ a", "      Both is no label, not a"],
        ),
        (
            "after",
            {},
            [
                "其后：待定",
                "  请补充决定两者所需的数据；可能为a或无标签",
                "      员工数不超过999：无标签",
                "      员工数达到1,000：仍可能为a或无标签",
                "  ? a",
                "      两者待定",
            ],
            [
                "After: undetermined",
                "  bring what decides both; possible: a or no label",
                "      Employees at most 999: no label",
                "      Employees at least 1,000: still possible: a or no label",
                "  ? a",
                "      Both is undetermined",
            ],
        ),
        ("d", {}, ["级别：a（d.a）", "  ✓ a"], ["Grade: a (d.a)", "  ✓ a"]),
        (
            "dates",
            {"last_purchase_on": "2026-05-01"},
            [
                "dates：待定",
                "  请补充首次成交日期；可能为x或无标签",
                "      首次成交日期不晚于2026年5月1日：x",
                "      首次成交日期不早于2026年5月2日：无标签",
                "      没有首次成交日期：无标签",
                "  ? x",
                "      最近购买日期 2026年5月1日 ≥ 首次成交日期 未知",
            ],
            [
                "dates: undetermined",
                "  bring first_deal_on; possible: x or no label",
                "      First deal on or before 2026-05-01: x",
                "      First deal on or after 2026-05-02: no label",
                "      no First deal: no label",
                "  ? x",
                "      Last purchase 2026-05-01 >= First deal unknown",
            ],
        ),
        (
            "dates",
            {"last_purchase_on": ""},
            [
                "dates：待定",
                "  请补充首次成交日期；可能为x或无标签",
                "      首次成交日期为任意值：无标签",
                "      没有首次成交日期：无标签",
                "  ? x",
                "      没有最近购买日期，缺少首次成交日期",
            ],
            [
                "dates: undetermined",
                "  bring first_deal_on; possible: x or no label",
                "      any First deal: no label",
                "      no First deal: no label",
                "  ? x",
                "      no Last purchase, First deal is missing",
            ],
        ),
        (
            "dates",
            {"last_purchase_on": "", "first_deal_on": "2026-05-01"},
            ["dates：无标签", "  ✗ x", "      没有最近购买日期"],
            ["dates: no label", "  ✗ x", "      no Last purchase"],
        ),
    ],
)
def test_a_whole_answer(dimension: str, customer: dict[str, object], zh: list[str], en: list[str]) -> None:
    justification = told(dimension, **customer)
    assert explain(justification, "zh").split("\n") == zh
    assert explain(justification, "en").split("\n") == en


@pytest.mark.parametrize(
    ("dimension", "when", "customer", "zh", "en"),
    [
        (
            "size",
            "always",
            {"annual_spend": 499},
            "不适用：年消费额 499元 < 500元，低于界限1元",
            "does not apply: Annual spend CNY 499 < CNY 500, CNY 1 below the bound",
        ),
        (
            "size",
            "always",
            {"annual_spend": 500, "employees": 5},
            "没有规则符合：员工数 5 < 1,000（many），低于界限995",
            "no rule matches: Employees 5 < 1,000 (many), 995 below the bound",
        ),
        (
            "three",
            "always",
            {"employees": 1, "orders_12m": 1, "interactions_90d": 4},
            "没有规则符合：近90天互动次数 4 ≤ 5，低于界限1",
            "no rule matches: Interactions in 90 days 4 <= 5, 1 below the bound",
        ),
        (
            "any",
            "always",
            {"employees": 1000, "last_purchase_on": "2026-10-05"},
            "员工数 1,000 ≥ 1,000（many），正好在界限上",
            "Employees 1,000 >= 1,000 (many), exactly on the bound",
        ),
        (
            "both",
            "always",
            {"employees": 1000},
            "员工数 1,000 ≥ 1,000（many），正好在界限上；员工数 1,000 ≥ 500，高于界限500",
            "Employees 1,000 >= 1,000 (many), exactly on the bound; Employees 1,000 >= 500, 500 above the bound",
        ),
        ("d", "always", {}, "无条件", "always"),
        (
            "d",
            "employees >= many and annual_spend >= 5",
            {},
            "请补充年消费额或员工数；可能为a或b",
            "bring annual_spend or employees; possible: a or b",
        ),
        (
            "d",
            "employees >= many and annual_spend >= 5 and need_confirmed",
            {},
            "请补充年消费额、员工数或需求明确；可能为a或b",
            "bring annual_spend, employees or need_confirmed; possible: a or b",
        ),
        (
            "d",
            "per_order >= 1000",
            {"annual_spend": 1, "orders_12m": 0},
            "请补充不为 0 的近12个月订单数；可能为a或b",
            "bring orders_12m other than 0; possible: a or b",
        ),
        (
            "d",
            "points >= 50",
            {},
            "请补充员工数；可能为a或b",
            "bring employees; possible: a or b",
        ),
        ("d", "points >= 40", {}, "得分介于40和100之间，要求 ≥ 40", "Points between 40 and 100, asked is >= 40"),
        ("d", "starts_with(code, 'I6')", {"code": "I65"}, "代码 I65 以 I6 开头", "Code I65 starts with I6"),
        (
            "d",
            "starts_with(code, 'I6')",
            {"code": "F"},
            "没有规则符合：代码 F 不以 I6 开头",
            "no rule matches: Code F does not start with I6",
        ),
        ("d", "not starts_with(code, 'I6')", {"code": "F"}, "代码 F 不以 I6 开头", "Code F does not start with I6"),
        ("d", "code in trades", {"code": "I65"}, "代码 I65 在 trades 中有对应行", "Code I65 has a row in trades"),
        (
            "d",
            "code in trades",
            {"code": "J"},
            "没有规则符合：代码 J 在 trades 中没有对应行",
            "no rule matches: Code J has no row in trades",
        ),
        ("d", "code not in trades", {"code": "J"}, "代码 J 在 trades 中没有对应行", "Code J has no row in trades"),
        ("d", "code != 'x'", {"code": "x"}, "没有规则符合：代码为x", "no rule matches: Code is x"),
        ("d", "present(code)", {"code": "x"}, "代码 x", "Code x"),
        (
            "d",
            "need_confirmed",
            {"need_confirmed": False},
            "没有规则符合：需求明确为否",
            "no rule matches: Need confirmed is false",
        ),
        (
            "d",
            "employees == many",
            {"employees": 5},
            "没有规则符合：员工数 5 ≠ 1,000（many）",
            "no rule matches: Employees 5 != 1,000 (many)",
        ),
        (
            "d",
            "employees != many",
            {"employees": 1000},
            "没有规则符合：员工数 1,000 = 1,000（many）",
            "no rule matches: Employees 1,000 == 1,000 (many)",
        ),
        (
            "d",
            "employees <= many",
            {"employees": 1001},
            "没有规则符合：员工数 1,001 > 1,000（many），高于界限1",
            "no rule matches: Employees 1,001 > 1,000 (many), 1 above the bound",
        ),
        (
            "d",
            "employees > many",
            {"employees": 1000},
            "没有规则符合：员工数 1,000 ≤ 1,000（many），正好在界限上",
            "no rule matches: Employees 1,000 <= 1,000 (many), exactly on the bound",
        ),
        (
            "d",
            "employees < many",
            {"employees": 1000},
            "没有规则符合：员工数 1,000 ≥ 1,000（many），正好在界限上",
            "no rule matches: Employees 1,000 >= 1,000 (many), exactly on the bound",
        ),
        (
            "d",
            "employees >= many and annual_spend >= 5",
            {"employees": 999, "annual_spend": 4},
            "没有规则符合：员工数 999 < 1,000（many），低于界限1；年消费额 4元 < 5元，低于界限1元",
            "no rule matches: Employees 999 < 1,000 (many), 1 below the bound; "
            "Annual spend CNY 4 < CNY 5, CNY 1 below the bound",
        ),
        (
            "d",
            "last_purchase_on >= first_deal_on",
            {"last_purchase_on": "2026-10-05", "first_deal_on": "2026-10-04"},
            "最近购买日期 2026年10月5日 ≥ 首次成交日期 2026年10月4日，高于界限1天",
            "Last purchase 2026-10-05 >= First deal 2026-10-04, 1 day above the bound",
        ),
        (
            "d",
            "elapsed(last_purchase_on) >= one_month",
            {"last_purchase_on": "2020-05-05"},
            "最近购买日期 2020年5月5日，one_month（1个月）于2020年6月5日届满，已过2,340天",
            "Last purchase 2020-05-05, one_month (1 month) reached on 2020-06-05, 2,340 days ago",
        ),
        (
            "d",
            "elapsed(last_purchase_on) >= one_month",  # a day that never comes
            {"last_purchase_on": "9999-12-31"},
            "没有规则符合：最近购买日期 9999年12月31日 > 2026年10月1日（one_month），高于界限2,912,169天",
            "no rule matches: Last purchase 9999-12-31 > 2026-10-01 (one_month), 2,912,169 days above the bound",
        ),
        (
            "d",
            "elapsed(last_purchase_on) > nothing",
            {"last_purchase_on": "2026-11-05"},
            "没有规则符合：最近购买日期 2026年11月5日，2026年11月6日起为过去，还有5天",
            "no rule matches: Last purchase 2026-11-05, past from 2026-11-06, in 5 days",
        ),
        (
            "d",
            "until(expected_close_on) >= nothing",
            {"expected_close_on": "2026-10-31"},
            "没有规则符合：预计成交日期 2026年10月31日，2026年11月1日起为过去，正是今天",
            "no rule matches: Expected close 2026-10-31, past from 2026-11-01, today",
        ),
    ],
)
def test_an_answer_on_one_line(dimension: str, when: str, customer: dict[str, object], zh: str, en: str) -> None:
    justification = told(dimension, when, **customer)
    assert (reason(justification, "zh"), reason(justification, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("dimension", "when", "customer", "zh", "en"),
    [
        (
            "d",
            "employees >= many and annual_spend >= 5",
            {},
            "请补充年消费额或员工数",
            "bring annual_spend or employees",
        ),
        (
            "d",
            "employees >= many or annual_spend >= 5",
            {"employees": 1000, "annual_spend": 5},
            "员工数正好等于many；年消费额正好等于5元",
            "Employees exactly on many; Annual spend exactly on CNY 5",
        ),
        (
            "d",
            "elapsed(last_purchase_on) <= one_month",
            {"last_purchase_on": "2026-10-05"},
            "one_month届满，还有4天",
            "one_month reached in 4 days",
        ),
        (
            "d",
            "elapsed(last_purchase_on) > nothing",
            {"last_purchase_on": "2026-11-05"},
            "最近购买日期2026年11月6日起为过去，还有5天",
            "Last purchase past from 2026-11-06, in 5 days",
        ),
        ("d", "elapsed(last_purchase_on) > one_month", {"last_purchase_on": "2026-09-30"}, "", ""),  # yesterday
        ("d", "employees >= many", {"employees": 998}, "", ""),
        # of rules that do not match, the last one is the nearest; the bounds of others are not told
        ("three", "always", {"employees": 1, "orders_12m": 10, "interactions_90d": 1}, "", ""),
        (
            "three",
            "always",
            {"employees": 100, "orders_12m": 1, "interactions_90d": 5},
            "近90天互动次数正好等于5",
            "Interactions in 90 days exactly on 5",
        ),
        # nor those of a rule beside the one that matches
        ("all", "always", {"employees": 1000, "orders_12m": 10}, "员工数正好等于many", "Employees exactly on many"),
        ("any", "always", {"employees": 1001, "last_purchase_on": "2026-10-05"}, "", ""),
        ("both", "always", {"employees": 10}, "", ""),
    ],
)
def test_a_note(dimension: str, when: str, customer: dict[str, object], zh: str, en: str) -> None:
    justification = told(dimension, when, **customer)
    assert (note(justification, "zh"), note(justification, "en")) == (zh, en)


def test_a_window_is_no_bound_to_be_on() -> None:
    """A month from 31 January is 28 February, as it was from the 28th on: nothing turns today."""
    rules = tr.loads(TEXT.replace("WHEN", "until(expected_close_on) <= one_month"))
    seen = rules.classify({"expected_close_on": "2026-02-28"}, as_of=date(2026, 1, 31))["d"].justification
    (one,) = seen.rules[0].comparisons
    assert (one.distance, one.days_left) == (0, -3)
    assert note(seen, "en") == ""


@pytest.mark.parametrize(
    ("dimension", "customer", "zh", "en"),
    [
        ("size", {"annual_spend": 499}, "不适用", "not applicable"),
        ("size", {}, "待定", "undetermined"),
        ("both", {"employees": 1000}, "冲突", "conflict"),
        ("both", {"employees": 1}, "无标签", "no label"),
    ],
)
def test_an_answer_without_a_label(dimension: str, customer: dict[str, object], zh: str, en: str) -> None:
    justification = told(dimension, **customer)
    assert (label_text(justification, "zh"), label_text(justification, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (MISSING, "未知", "unknown"),
        (NONE, "无", "none"),
        (True, "是", "true"),
        (False, "否", "false"),
        ("x", "x", "x"),
        (date(2026, 1, 2), "2026年1月2日", "2026-01-02"),
    ],
)
def test_a_value_that_is_no_number(value: Scalar | Absent, zh: str, en: str) -> None:
    langs: tuple[Lang, Lang] = ("zh", "en")
    assert tuple(value_text(value, Type.TEXT, None, lang) for lang in langs) == (zh, en)


@pytest.mark.parametrize(
    ("type", "currency", "told"),
    [
        (Type.MONEY, "CNY", "CNY 5"),
        (Type.MONEY, None, "5"),
        (Type.DECIMAL, "CNY", "5"),  # a share of two amounts
        (Type.RATIO, "CNY", "500%"),
    ],
)
def test_a_number_is_money_by_its_type_and_currency(type: Type, currency: str | None, told: str) -> None:
    assert value_text(Fraction(5), type, currency, "en") == told
