"""Edits of the rulesets that come along, and what their owners read of them."""

from __future__ import annotations

from datetime import date

import pytest

import tierrules as tr


def edited(name: str, **edits: str) -> tr.Comparison:
    rules = tr.load(name)
    return rules.compare(rules.edit(edits))


def rewritten(name: str, before: str, after: str) -> tr.Comparison:
    rules = tr.load(name)
    assert before in rules.source
    return rules.compare(tr.loads(rules.source.replace(before, after)))


def test_what_a_score_decides_is_told_by_the_score() -> None:
    (one,) = edited("lead-scoring", sql_from="85")
    assert one.sentence("en") == (
        "customers with Lead points at least 80 and below 85: Sales-qualified lead → Marketing-qualified lead"
    )
    assert one.sentence("zh") == "线索得分达到80且低于85的客户：销售合格线索 → 市场合格线索"


def test_a_score_that_adds_up_otherwise_is_two() -> None:
    found = edited("lead-scoring", silence_costs="-30")
    assert {one.sentence("en") for one in found} == {
        "customers with Last contact at least 30 days ago, old Lead points at least 80, new Lead points below 80:"
        " Sales-qualified lead → Marketing-qualified lead",
        "customers with Last contact at least 30 days ago, old Lead points at least 60, new Lead points below 60:"
        " Marketing-qualified lead → Lead to be nurtured",
    }


def test_of_collected_labels_those_that_come_and_go_are_told() -> None:
    (one,) = edited("activity", silent_after="4 months")
    assert [label.name for label in one.gained] == ["long_silent"]
    assert one.lost == ()
    assert one.sentence("en") == (
        "customers with Last contact at least 4 months ago and less than 6 months ago: now Silent for long"
    )
    assert one.sentence("zh") == "距最近联系日期已满4个月且不满6个月的客户：新列为长期无互动"
    (one,) = edited("activity", silent_after="8 months")
    assert one.sentence("zh") == "距最近联系日期已满6个月且不满8个月的客户：不再列为长期无互动"


def test_who_falls_to_the_last_rule_is_told_by_whom_the_others_catch() -> None:
    found = edited("customer-standard", high_spend="60万")
    assert {one.sentence("zh") for one in found} == {
        "距首次成交日期已满12个月，年消费额达到50万元且低于60万元，利润率达到20%，复购率达到50%，增购意向为是的客户："
        "高价值客户 → 潜力客户",
        "距首次成交日期已满12个月，年消费额达到50万元且低于60万元，利润率达到20%的客户（复购率达到50%且增购意向为是的除外）："
        "高价值客户 → 中价值客户",
    }


def test_a_difference_of_one_edition_says_from_when_on() -> None:
    found = edited("eu-accounting-2013-34", **{"micro_balance[2024-01-01]": "€500000"})
    assert {(one.since, one.until) for one in found} == {(date(2024, 1, 1), None)}
    assert all(one.sentence("en").endswith("Small → Micro (from 2024-01-01)") for one in found)
    found = edited("eu-accounting-2013-34", **{"micro_balance[2016-01-01]": "€300000"})
    assert {(one.since, one.until) for one in found} == {(None, date(2023, 12, 31))}
    assert all(one.sentence("zh").endswith("（至2023年12月31日止）") for one in found)


def test_a_strict_bound_that_becomes_one_that_counts_is_one_day() -> None:
    found = rewritten("activity", "elapsed(terminated_on) > churned_after", "elapsed(terminated_on) >= churned_after")
    (one,) = found
    assert one.only_on is None  # on some days nobody ended just three months ago, and nobody changes
    assert one.sentence("en") == (
        "customers with Termination exactly 3 months ago, Repurchase intent false: Leaving → Churned recently"
    )


def test_words_of_a_code_are_those_who_change() -> None:
    (one,) = edited("nbs-enterprise-size-2017", **{"medium_assets[L]": "9000万"})
    assert one.sentence("zh").startswith("行业代码以L开头，")


@pytest.mark.parametrize(("name", "edit"), [("sql_from", "79"), ("mql_from", "59")])
def test_a_score_that_nobody_has_changes_nothing(name: str, edit: str) -> None:
    assert edited("lead-scoring", **{name: edit}).is_same
