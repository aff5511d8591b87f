"""Reasons in Chinese and English: the exact sentence of each kind of comparison, and nothing left unsaid in any."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.dates import Lang
from tierrules.meaning.justification import JudgedComparison, Justification
from tierrules.meaning.justify import justify
from tierrules.meaning.model import Model
from tierrules.meaning.sentences import explain, label_text, note, reason
from tierrules.meaning.truth import Absent
from tierrules.meaning.value_text import value_text
from tierrules.testing import as_ofs, facts_for, models

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: sentences
currency: CNY
fields:
  score: {type: decimal, title: {zh: 评分, en: Score}}
  channel: {type: category, values: [web, fair], empty: none, title: {zh: 渠道, en: Channel}}
thresholds:
  many: {value: 1000, title: {zh: 很多, en: Many}}
  high_spend: 50万
  high_margin: 20%
  new_era: 2026-01-01
  asleep: 6 months
  lost: 12 months
  by_channel: {by: channel, rows: {web: 10, fair: n/a}, title: {zh: 渠道界限}}
  moving: {dated: {2024-01-01: 3, 2026-11-01: 4}}
  soon: 30 days
derived:
  per_order: annual_spend / orders_12m
scores:
  points:
    title: {zh: 得分, en: Points}
    within: [0, 100]
    add: [{points: 60, when: employees >= many}, {points: 40, when: score >= 4}]
dimensions:
  tier:
    title: {zh: 等级, en: Tier}
    labels: {gold: {zh: 金, en: Gold}, silver: 银}
    hit: first
    rules: [{label: gold, when: annual_spend >= high_spend}]
    otherwise: silver
  d:
    title: {zh: 级别, en: Grade}
    labels: {a: {zh: 甲, en: First}, b: 乙}
    hit: first
    rules:
      - label: a
        when: WHEN
"""
# Whatever is asked here holds, so that the sentence is the reason of the label.
HOLDING = [
    (
        "employees >= many",
        {"employees": 1000},
        "员工数 1,000 ≥ 1,000（很多），正好在界限上",
        "Employees 1,000 >= 1,000 (Many), exactly on the bound",
    ),
    (
        "many > employees",
        {"employees": 999},
        "员工数 999 < 1,000（很多），低于界限1",
        "Employees 999 < 1,000 (Many), 1 below the bound",
    ),
    (
        "annual_spend < high_spend",
        {"annual_spend": "45.5万"},
        "年消费额 45.5万元 < 50万元（high_spend），低于界限4.5万元",
        "Annual spend CNY 455,000 < CNY 500,000 (high_spend), CNY 45,000 below the bound",
    ),
    (
        "annual_spend >= high_spend",
        {"annual_spend": "5亿"},
        "年消费额 5亿元 ≥ 50万元（high_spend），高于界限4.995亿元",
        "Annual spend CNY 500 million >= CNY 500,000 (high_spend), CNY 499.5 million above the bound",
    ),
    (
        "profit_margin < high_margin",
        {"profit_margin": "12.5%"},
        "利润率 12.5% < 20%（high_margin），低于界限7.5个百分点",
        "Profit margin 12.5% < 20% (high_margin), 7.5 percentage points below the bound",
    ),
    (
        "score > 4",
        {"score": "4.0000000001"},
        "评分 4.0000000001 > 4，高于界限0.0000000001",
        "Score 4.0000000001 > 4, 0.0000000001 above the bound",
    ),
    (
        "elapsed(last_purchase_on) >= asleep",
        {"last_purchase_on": "2026-05-01"},
        "最近购买日期 2026年5月1日，asleep（6个月）于2026年11月1日届满，正是今天",
        "Last purchase 2026-05-01, asleep (6 months) reached on 2026-11-01, today",
    ),
    (
        "elapsed(last_purchase_on) < asleep",
        {"last_purchase_on": "2026-05-31"},
        "最近购买日期 2026年5月31日，asleep（6个月）于2026年11月30日届满，还有29天",
        "Last purchase 2026-05-31, asleep (6 months) reached on 2026-11-30, in 29 days",
    ),
    (
        "elapsed(last_purchase_on) > asleep",  # turns on the day after
        {"last_purchase_on": "2026-04-30"},
        "最近购买日期 2026年4月30日，asleep（6个月）于2026年10月30日届满，已过2天",
        "Last purchase 2026-04-30, asleep (6 months) reached on 2026-10-30, 2 days ago",
    ),
    (
        "profit_margin >= high_margin",
        {"profit_margin": "21%"},
        "利润率 21% ≥ 20%（high_margin），高于界限1个百分点",
        "Profit margin 21% >= 20% (high_margin), 1 percentage point above the bound",
    ),
    (
        "until(expected_close_on) <= soon",
        {"expected_close_on": "2026-11-30"},
        "预计成交日期 2026年11月30日，2026年10月31日起进入soon（30天）以内，已过1天",
        "Expected close 2026-11-30, within soon (30 days) from 2026-10-31, 1 day ago",
    ),
    (
        "0 <= until(expected_close_on)",
        {"expected_close_on": "2026-11-30"},
        "预计成交日期 2026年11月30日，2026年12月1日起为过去，还有30天",
        "Expected close 2026-11-30, past from 2026-12-01, in 30 days",
    ),
    ("channel == 'web'", {"channel": "web"}, "渠道为web", "Channel is web"),
    ("channel != 'web'", {"channel": ""}, "没有渠道", "no Channel"),
    ("channel not in ['web']", {"channel": "fair"}, "渠道为fair，不是web", "Channel is fair, not web"),
    ("employees in [1, many]", {"employees": 1}, "员工数为1", "Employees is 1"),
    ("need_confirmed", {"need_confirmed": True}, "需求明确为是", "Need confirmed is true"),
    ("known(score)", {"score": 4.5}, "评分 4.5", "Score 4.5"),
    ("not present(channel)", {"channel": None}, "没有渠道", "no Channel"),
    ("not known(score)", {}, "缺少评分", "Score is missing"),
    (
        "employees >= by_channel",
        {"employees": 12, "channel": "web"},
        "员工数 12 ≥ 10（渠道界限），高于界限2",
        "Employees 12 >= 10 (by_channel), 2 above the bound",
    ),
    (
        "score >= moving",
        {"score": 4},
        "评分 4 ≥ 4（moving），正好在界限上",
        "Score 4 >= 4 (moving), exactly on the bound",
    ),
    (
        "per_order >= 1000",
        {"annual_spend": "1万", "orders_12m": 3},
        "per_order 约 3,333.333元（10000/3） ≥ 1,000元，高于界限约 2,333.333元（7000/3）",
        "per_order about CNY 3,333.333 (10000/3) >= CNY 1,000, about CNY 2,333.333 (7000/3) above the bound",
    ),
]


def told(when: str, **customer: object) -> Justification:
    return tr.loads(TEXT.replace("WHEN", when)).classify(customer, as_of=AS_OF)["d"].justification


@pytest.mark.parametrize(("when", "customer", "zh", "en"), HOLDING, ids=[row[0] for row in HOLDING])
def test_the_sentence_of_each_kind_of_comparison(when: str, customer: dict[str, object], zh: str, en: str) -> None:
    justification = told(when, **customer)
    assert (reason(justification, "zh"), reason(justification, "en")) == (zh, en)
    assert explain(justification, "zh") == f"级别：甲（d.a）\n  ✓ 甲\n      {zh}"
    assert explain(justification, "en") == f"Grade: First (d.a)\n  ✓ First\n      {en}"


def test_a_date_against_a_date_is_told_with_both() -> None:
    line = reason(told("founded_on < first_deal_on", founded_on="2026-01-02", first_deal_on="2026-01-05"), "zh")
    assert line.startswith("成立日期 2026年1月2日 < 首次成交日期 2026年1月5日")
    assert "3天" in line


def test_where_no_rule_matches_the_nearest_one_is_told() -> None:
    justification = told("employees >= many", employees=999)
    assert reason(justification, "zh") == "没有规则符合：员工数 999 < 1,000（很多），低于界限1"
    assert reason(justification, "en") == "no rule matches: Employees 999 < 1,000 (Many), 1 below the bound"
    assert label_text(justification, "zh") == "无标签"
    assert label_text(justification, "en") == "no label"


def test_an_open_answer_says_what_to_bring_and_what_may_come() -> None:
    justification = told("employees >= many and annual_spend >= high_spend")
    for lang, names in (("zh", ("甲", "无标签")), ("en", ("First", "no label"))):
        said = reason(justification, lang)
        assert all(name in said for name in names)
        assert all(said.index(names[0]) < said.index(name) for name in names[1:])
        assert label_text(justification, lang) == {"zh": "待定", "en": "undetermined"}[lang]
        assert note(justification, lang) != ""


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        # Six months are over on 1 November, today; a note is worth a turn within 31 days from now.
        ("2026-05-01", "asleep届满，正是今天", "asleep reached today"),
        ("2026-05-02", "asleep届满，还有1天", "asleep reached in 1 day"),
        ("2026-06-01", "asleep届满，还有30天", "asleep reached in 30 days"),
        ("2026-06-02", "asleep届满，还有31天", "asleep reached in 31 days"),
        ("2026-06-03", "", ""),
        ("2026-04-30", "", ""),
    ],
)
def test_a_turn_that_is_near_is_worth_a_note(day: str, zh: str, en: str) -> None:
    justification = told("elapsed(last_purchase_on) >= asleep", last_purchase_on=day)
    assert (note(justification, "zh"), note(justification, "en")) == (zh, en)


def test_a_value_exactly_on_a_bound_is_worth_a_note() -> None:
    assert note(told("employees >= many", employees=1000), "zh") == "员工数正好等于很多"
    assert note(told("employees >= many", employees=1000), "en") == "Employees exactly on Many"
    assert note(told("employees >= many", employees=1001), "en") == ""
    assert note(told("employees == many", employees=1000), "en") == ""


def comparisons_shown(justification: Justification) -> Iterator[JudgedComparison]:
    for rule in justification.rules:
        yield from rule.decisive


def must_say(one: JudgedComparison, lang: Lang) -> set[str]:
    """What a reader needs: the field, its value, and by name the threshold that it is held against."""
    words = {one.field.title.say(lang, one.field.name)}
    if isinstance(one.value, tuple):
        return words  # the outcomes of another dimension
    if one.interval is not None:
        return words | {value_text(end, one.type, None, lang) for end in one.interval}
    if isinstance(one.value, Absent):
        return words
    words.add(value_text(one.value, one.type, one.currency, lang))
    return words | {one.threshold.title.say(lang, one.threshold.name)} if one.threshold else words


@given(models(), as_ofs(), st.data(), st.sampled_from(["zh", "en"]))
def test_every_sentence_names_the_field_its_value_and_the_threshold(
    model: Model, as_of: date, data: st.DataObject, lang: Lang
) -> None:
    facts = data.draw(facts_for(model, as_of))
    for name in model.dimensions:
        justification = justify(model, facts, as_of, name)
        lines = explain(justification, lang).split("\n")
        for one in comparisons_shown(justification):
            if one.threshold is not None and one.duration is not None and not one.duration.count:
                continue  # a duration of nothing is told as "past", without its name
            assert any(all(word in line for word in must_say(one, lang)) for line in lines), must_say(one, lang)
        assert label_text(justification, lang) in lines[0]
        assert "\n" not in reason(justification, lang) + note(justification, lang)
        assert "{" not in "".join(lines)


def test_a_score_that_is_not_settled_is_told_with_both_ends() -> None:
    for lang, title in (("zh", "得分"), ("en", "Points")):
        said = reason(told("points >= 40", score=5), lang)
        assert said.startswith(title)
        assert said.index("40") < said.index("100")
        assert "≥ 40" in said or ">= 40" in said


def test_a_test_on_another_dimension_is_told_with_its_answer() -> None:
    for lang, words in (("zh", ("等级", "不是")), ("en", ("Tier", "not"))):
        said = reason(told("tier != 'gold'", annual_spend="6万"), lang)
        assert said.startswith(words[0])
        assert words[1] in said
    open_ = told("tier == 'gold'")
    assert [one.name for one in open_.to_bring] == ["tier"]
    assert "Tier" in explain(open_, "en")


def test_a_table_whose_key_is_missing_asks_for_the_key() -> None:
    open_ = told("employees >= by_channel", employees=12)
    assert [one.name for one in open_.to_bring] == ["channel"]
    assert "缺少渠道" in explain(open_, "zh")


def test_points_that_were_given_and_those_that_may_come_are_told() -> None:
    assert explain(told("points >= 100", employees=1000, score=5), "zh").split("\n")[2:] == [
        "      得分 100 ≥ 100，正好在界限上",
        "          ✓ +60：员工数 1,000 ≥ 1,000（很多），正好在界限上",
        "          ✓ +40：评分 5 ≥ 4，高于界限1",
    ]
    # The points that the score of 3 does not give are not told; those of the missing field may come.
    assert explain(told("points >= 60", score=3), "en").split("\n")[-2:] == [
        "      Points between 0 and 60, asked is >= 60",
        "          ? +60: Employees is missing",
    ]


def test_a_divisor_of_nought_is_not_told_as_missing() -> None:
    open_ = told("per_order >= 1000", annual_spend="1万", orders_12m=0)
    assert "per_order无法计算：除数为 0（近12个月订单数）" in explain(open_, "zh")
    assert "per_order cannot be worked out: the divisor is 0 (Orders in 12 months)" in explain(open_, "en")
    part = told("per_order >= 1000", orders_12m=3)
    assert "per_order无法计算：缺少年消费额" in explain(part, "zh")


def test_another_dimension_that_is_open_is_not_told_as_missing() -> None:
    open_ = told("tier == 'gold'")
    assert "      等级待定" in explain(open_, "zh").split("\n")
    assert "      Tier is undetermined" in explain(open_, "en").split("\n")


def test_a_boolean_is_told_without_its_opposite() -> None:
    assert reason(told("need_confirmed", need_confirmed=False), "zh") == "没有规则符合：需求明确为否"
    assert reason(told("need_confirmed", need_confirmed=False), "en") == "no rule matches: Need confirmed is false"


def test_a_value_without_a_row_says_so() -> None:
    justification = told("employees >= by_channel", employees=12, channel="")
    assert reason(justification, "zh") == "没有规则符合：员工数 12，渠道界限中没有对应的界限"
    assert reason(justification, "en") == "no rule matches: Employees 12, for which by_channel has no bound"


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        # 30 November itself is not past: it is reached on that day, and past on the next.
        ("until(expected_close_on) > 0", "2026年11月30日到期，还有29天", "reached on 2026-11-30, in 29 days"),
        ("until(expected_close_on) >= 0", "2026年12月1日起为过去，还有30天", "past from 2026-12-01, in 30 days"),
    ],
)
def test_a_day_is_past_on_the_day_after(when: str, zh: str, en: str) -> None:
    justification = told(when, expected_close_on="2026-11-30")
    assert reason(justification, "zh") == f"预计成交日期 2026年11月30日，{zh}"
    assert reason(justification, "en") == f"Expected close 2026-11-30, {en}"


def test_exact_numbers_on_demand() -> None:
    said = explain(told("annual_spend < high_spend", annual_spend="45.5万"), "zh", exact=True)
    assert said.endswith("年消费额 455000 CNY < 500000 CNY（high_spend），低于界限45000 CNY")
    window = explain(told("elapsed(last_purchase_on) >= asleep", last_purchase_on="2026-05-01"), "zh", exact=True)
    assert window.endswith("最近购买日期 2026-05-01，asleep（6个月）于2026-11-01届满，正是今天")


def test_several_labels_are_told_together() -> None:
    head, rules = TEXT.replace("WHEN", "employees >= many").rsplit("hit: first", 1)
    text = f"{head}hit: collect{rules}      - {{label: b, when: always}}\n"
    seen = tr.loads(text).classify({"employees": 1000}, as_of=AS_OF)["d"]
    assert seen.labels == ("a", "b")
    assert label_text(seen.justification, "en") == "First, 乙"
    assert explain(seen.justification, "en").startswith("Grade: First, 乙 (d.a, d.b)")


@pytest.mark.parametrize(
    ("when", "customer", "zh", "en"),
    [
        (
            "0 <= until(expected_close_on)",
            {"expected_close_on": "2026-11-02"},
            "预计成交日期2026年11月3日起为过去，还有2天",
            "Expected close past from 2026-11-03, in 2 days",
        ),
        (
            "until(expected_close_on) <= soon",
            {"expected_close_on": "2026-12-03"},
            "预计成交日期2026年11月3日起进入soon（30天）以内，还有2天",
            "Expected close within soon (30 days) from 2026-11-03, in 2 days",
        ),
        (
            "elapsed(last_purchase_on) > asleep",
            {"last_purchase_on": "2026-05-03"},
            "asleep届满，还有2天",
            "asleep reached in 2 days",
        ),
    ],
)
def test_a_note_tells_a_turn_in_the_form_of_its_kind(when: str, customer: dict[str, object], zh: str, en: str) -> None:
    justification = told(when, **customer)
    assert (note(justification, "zh"), note(justification, "en")) == (zh, en)


def test_a_note_looks_at_the_rules_above_the_deciding_one() -> None:
    text = TEXT.replace("WHEN", "elapsed(last_purchase_on) >= lost")
    text += "      - {label: b, when: elapsed(last_purchase_on) >= asleep}\n"
    seen = tr.loads(text).classify({"last_purchase_on": "2025-11-10"}, as_of=AS_OF)["d"]
    assert seen.label == "b"
    assert note(seen.justification, "en") == "lost reached in 9 days"


def test_labels_of_another_dimension_are_told_by_their_titles() -> None:
    assert reason(told("tier == 'gold'", annual_spend="50万"), "zh") == "等级为金"
    assert reason(told("tier != 'gold'", annual_spend="6万"), "zh") == "等级为silver，不是金"
    assert reason(told("tier != 'gold'", annual_spend="6万"), "en") == "Tier is 银, not Gold"


def test_a_rule_that_n_a_takes_away_says_so() -> None:
    justification = told("employees >= by_channel", employees=12, channel="fair")
    assert explain(justification, "en").split("\n")[1:] == ["  ✗ First", "      no criterion applies"]
    assert reason(justification, "zh") == "没有规则符合：没有适用的条件"


def test_beside_a_value_that_is_none_the_missing_one_is_told() -> None:
    open_ = told("last_purchase_on == first_deal_on", last_purchase_on="")
    assert "no Last purchase, First deal is missing" in explain(open_, "en")
    assert "没有最近购买日期，缺少首次成交日期" in explain(open_, "zh")
