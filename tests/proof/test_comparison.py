"""What a comparison tells beside regions: labels, fields, days, causes; and how it is said."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

import tierrules as tr
from tests.proof.membership import is_in
from tierrules.language.results import comparison_of_rulesets
from tierrules.resources import bundled_file

VALUE = """\
tierrules: 1
name: value
language: zh
currency: CNY
fields:
  spend: {type: money, currency: CNY, title: {zh: 年消费额, en: annual spend}, min: "0"}
  margin: {type: ratio, title: {zh: 利润率, en: margin}}
  grade: {type: category, values: [a, b, c]}
  bought_on: {type: date, empty: none, title: {zh: 购买日期, en: purchase}}
thresholds: {high_spend: 50万, low_spend: 10万, dormant_after: 6 months}
dimensions:
  value:
    labels: {high: {zh: 高价值}, mid: {zh: 中价值}, low: {zh: 低价值}}
    hit: first
    rules:
      - {label: high, when: spend >= high_spend and margin >= 0.2}
      - {label: mid, when: spend >= low_spend}
    otherwise: low
"""


def compared(*edits: tuple[str, str], old: str = VALUE) -> tr.Comparison:
    new = old
    for before, after in edits:
        assert before in new
        new = new.replace(before, after)
    return tr.loads(old).compare(tr.loads(new))


def told(found: tr.Comparison, lang: Any = "zh") -> list[str]:
    return [one.sentence(lang) for one in found]


def test_an_edit_of_a_threshold_is_one_region() -> None:
    found = compared(("high_spend: 50万", "high_spend: 60万"))
    assert told(found) == ["年消费额达到50万元且低于60万元，利润率达到20%的客户：高价值 → 中价值"]
    assert told(found, "en") == [
        "customers with annual spend at least CNY 500,000 and below CNY 600,000, margin at least 20%: high → mid"
    ]
    (one,) = found
    assert one.direction == "down"
    assert one.reason() == "标准“high_spend”由50万元上调至60万元"
    assert [driver.name for driver in one.because] == ["high_spend"]
    assert (found.equal_on_complete, found.equal_on_all) == (False, False)


def test_only_the_edits_that_matter_are_told_as_the_cause() -> None:
    found = compared(("high_spend: 50万", "high_spend: 60万"), ("low_spend: 10万", "low_spend: 5万"))
    assert {tuple(driver.name for driver in one.because): one.direction for one in found} == {
        ("high_spend",): "down",
        ("low_spend",): "up",
    }


def test_a_rule_that_is_taken_out_is_the_cause() -> None:
    found = compared(("      - {label: mid, when: spend >= low_spend}\n", ""))
    assert {(driver.kind, driver.name, driver.after) for one in found for driver in one.because} == {
        ("rule", "value.mid", False)
    }
    assert told(found) == ["年消费额达到10万元的客户（年消费额达到50万元且利润率达到20%的除外）：中价值 → 低价值"]


def test_a_field_that_plays_a_part_in_nothing_is_not_named() -> None:
    (one,) = compared(("low_spend: 10万", "low_spend: 20万"))
    assert [each.field.name for each in one.region] == ["spend"]
    assert one.witness["spend"] == 150000
    assert set(one.witness) == {"spend", "as_of"}


def test_a_label_that_is_called_otherwise_is_no_difference_of_answers() -> None:
    found = compared(("high: {zh: 高价值}", "top: {zh: 高价值}"), ("label: high", "label: top"))
    ((change,), differences) = found.labels, found.differences
    assert (change.kind, change.before, change.after) == (
        "renamed",
        tr_named("high", "高价值"),
        tr_named("top", "高价值"),
    )
    assert differences == ()
    assert found.equal_on_complete is False


def tr_named(name: str, zh: str) -> Any:
    from tierrules.meaning.declared import Title
    from tierrules.meaning.justification import Named

    return Named(name, Title(zh))


def test_a_label_that_is_called_otherwise_while_its_figures_move() -> None:
    found = compared(
        ("low: {zh: 低价值}", "base: {zh: 基础}"),
        ("otherwise: low", "otherwise: base"),
        ("low_spend: 10万", "low_spend: 20万"),
    )
    assert [(one.kind, one.before, one.after) for one in found.labels] == [
        ("renamed", tr_named("low", "低价值"), tr_named("base", "基础"))
    ]
    assert told(found) == ["年消费额达到10万元且低于20万元的客户：中价值 → 基础"]
    assert [one.direction for one in found] == ["down"]
    assert [driver.name for one in found for driver in one.because] == ["low_spend"]


def test_labels_that_come_and_go_and_change_places() -> None:
    found = compared(("mid: {zh: 中价值}, low", "low: {zh: 低}, mid: {zh: 中价值}, lowest"))
    assert {one.kind for one in found.labels} == {"added", "reordered"}


def test_dimensions_that_come_and_go() -> None:
    more = "  other:\n    labels: [x, y]\n    hit: first\n    rules: [{label: x, when: spend > 0}]\n    otherwise: y\n"
    added, removed = tr.loads(VALUE).compare(tr.loads(VALUE + more)), tr.loads(VALUE + more).compare(tr.loads(VALUE))
    assert [one.name for one in added.dimensions_added] == ["other"]
    assert [one.name for one in removed.dimensions_removed] == ["other"]
    assert added.equal_on_all is removed.equal_on_all is False


def test_a_field_that_becomes_another_thing_leaves_open_what_hangs_on_it() -> None:
    found = compared(("spend: {type: money, currency: CNY,", "spend: {type: money, currency: EUR,"))
    assert [one.strange for one in found.undecided] == [("spend",)]
    assert [(one.field.name, one.key) for one in found.fields] == [("spend", "currency")]
    assert "spend" in str(found)


def test_limits_that_move_are_told_and_customers_of_both_are_compared() -> None:
    found = compared(('min: "0"', 'min: "20万"'))
    assert [(one.field.name, one.key) for one in found.fields] == [("spend", "minimum")]
    assert found.differences == ()
    assert found.equal_on_complete is False


DORMANT = (
    VALUE
    + """\
  dormancy:
    labels: [awake, dormant]
    applies: present(bought_on)
    hit: first
    rules: [{label: dormant, when: elapsed(bought_on) >= dormant_after}]
    otherwise: awake
"""
)


def test_windows_of_time_are_told_as_such_and_hold_on_every_day() -> None:
    found = compared(("dormant_after: 6 months", "dormant_after: 9 months"), old=DORMANT)
    (one,) = found
    assert one.only_on is None
    assert (
        one.sentence("en")
        == "customers with purchase at least 6 months ago and less than 9 months ago: dormant → awake"
    )
    assert one.sentence("zh") == "距购买日期已满6个月且不满9个月的客户：dormant → awake"


def test_what_is_said_otherwise_may_differ_where_values_are_missing() -> None:
    old = VALUE.replace("spend >= low_spend", "margin >= 0.1")
    new = VALUE.replace("spend >= low_spend", "margin >= 0.2 or (margin >= 0.1 and margin < 0.2)")
    found = tr.loads(old).compare(tr.loads(new))
    assert (found.equal_on_complete, found.equal_on_all) == (True, True)
    missing = VALUE.replace("    hit: first\n", "    missing: no-match\n    hit: first\n")
    found = tr.loads(VALUE).compare(tr.loads(missing))
    assert (found.equal_on_complete, found.equal_on_all) == (True, False)
    assert len(found.when_missing) == 1
    assert not found.is_same


def test_days_on_which_only_one_is_in_force() -> None:
    found = tr.loads("effective: {from: 2020-01-01}\n" + VALUE).compare(
        tr.loads("effective: {from: 2024-01-01}\n" + VALUE)
    )
    assert [(one.side, one.since, one.until) for one in found.apart] == [
        ("before", date(2020, 1, 1), date(2023, 12, 31))
    ]
    old = VALUE + "effective: {until: 2023-12-31}\n"
    found = tr.loads(old).compare(tr.loads(VALUE.replace("50万", "60万") + "effective: {from: 2024-01-01}\n"))
    assert found.follow
    assert [driver.name for one in found for driver in one.because] == ["high_spend"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_meets_its_schema_and_says_all(lang: Any) -> None:
    found = compared(("dormant_after: 6 months", "dormant_after: 9 months"), ("50万", "60万"), old=DORMANT)
    data = json.loads(json.dumps(found.to_dict()))
    jsonschema.validate(data, comparison_of_rulesets())
    assert [one["text"][lang] for one in data["differences"]] == told(found, lang)
    assert all(one.sentence(lang) in found.text(lang) for one in found)
    assert "<table>" in found._repr_html_()
    assert repr(found) == "<Comparison: the old value and the new one differ: 2 changes of answers>"


# --- the two editions of the accounting directive; figures in millions: employees, turnover, balance

WITNESSES = [
    (10, "0.8", "0.4", "small", "micro"),
    (30, "9", "4.5", "medium", "small"),
    (250, "49", "42", "large", "medium"),
    (249, "60", "42", "large", "large"),
    (300, "9", "4", "medium", "small"),
]


def edition(row: int) -> str:
    file = bundled_file("eu-accounting-2013-34")
    assert file is not None
    dated = re.compile(r"dated: \{2016-01-01: (.*?), 2024-01-01: (.*?)\}")
    return dated.sub(lambda found: f"value: {found[row]}", file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def editions() -> tr.Comparison:
    return tr.loads(edition(1)).compare(tr.loads(edition(2)))


@pytest.mark.parametrize(("employees", "turnover", "balance", "before", "after"), WITNESSES)
def test_the_witnesses_of_the_two_editions(
    editions: tr.Comparison, employees: int, turnover: str, balance: str, before: str, after: str
) -> None:
    facts: Mapping[str, Any] = {
        "employees": Fraction(employees),
        "annual_revenue": Fraction(turnover) * 10**6,
        "total_assets": Fraction(balance) * 10**6,
    }
    inside = [one for one in editions if is_in(one, facts, date(2026, 1, 1))]
    moves = {(one.before.label.name, one.after.label.name) for one in inside if one.before.label and one.after.label}
    assert moves == ({(before, after)} if before != after else set())


def test_the_two_editions_differ_in_amounts_alone(editions: tr.Comparison) -> None:
    names = {driver.name for one in editions for driver in one.because}
    assert names == {f"{size}_{what}" for size in ("micro", "small", "medium") for what in ("balance", "turnover")}
    assert len(editions) == 6


# --- few regions


@pytest.mark.parametrize(
    "name", ["net-promoter", "abc-shares", "tiers-abc", "eu-sme-2003-361", "nbs-enterprise-size-2017"]
)
def test_a_ruleset_is_equal_to_itself(name: str) -> None:
    rules = tr.load(name)
    assert rules.compare(rules).is_same


def test_an_edit_of_a_band_is_one_region() -> None:
    bands = """\
tierrules: 1
name: bands
dimensions:
  score: {labels: [a, b, c, d], bands: {of: employees, from: {a: 300, b: 200, c: 100}, below: d}}
"""
    assert len(compared(("b: 200", "b: 250"), old=bands)) == 1
    assert len(compared(("b: 200", "b: 250"), ("c: 100", "c: 210"), old=bands)) == 3


def test_days_that_show_a_region_stand_for_others_like_them() -> None:
    """On each day of December up to the 28th somebody changes, and not on those alone that are told."""
    old = """\
tierrules: 1
name: windows
effective: {from: 2025-12-01, until: 2026-12-31}
thresholds: {long: 6 months, fixed: 2025-06-30}
dimensions:
  d:
    labels: [x, y]
    hit: first
    rules: [{label: x, when: elapsed(last_purchase_on) >= long and last_purchase_on < fixed}]
    otherwise: y
"""
    found = compared(("6 months", "180 days"), old=old)
    days = {day for one in found for day in one.only_on or ()}
    assert days
    for one in found:
        assert one.since is None
        assert one.until is None
        assert " (on some days, such as 2025-12-" in one.sentence("en")
        assert "（仅部分日期，如2025年12月" in one.sentence("zh")
    then, now = (tr.loads(text) for text in (old, old.replace("6 months", "180 days")))
    between = next(day for day in (date(2025, 12, at) for at in range(1, 29)) if day not in days)
    bought = {"last_purchase_on": between - timedelta(days=180)}
    assert [one.classify(bought, as_of=between)["d"].label for one in (then, now)] == ["y", "x"]


DATES = """\
tierrules: 1
name: two-dates
fields:
  a: {type: date, empty: none}
  b: {type: date, empty: none}
dimensions:
  d:
    labels: [x, y, z]
    hit: first
    rules:
      - {label: x, when: SAID}
      - {label: y, when: a < b}
    otherwise: z
"""


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            "present(a) and present(b)",
            "a < b and a > b",
            ["customers with a ≥ b: x → z", "customers with a < b: x → y"],
        ),
        ("a == b", "a <= b or a > b", ["customers with a > b: z → x", "customers with a < b: y → x"]),
        ("a == b", "a > b", ["customers with a = b: x → z", "customers with a > b: z → x"]),
        ("a > b", "a != b", ["customers with a < b: y → x", "customers with no a or no b: z → x"]),
    ],
)
def test_how_two_fields_stand_to_each_other_is_told_of_both_and_nobody_is_named_who_cannot_be(
    before: str, after: str, sentences: list[str]
) -> None:
    assert told(compared((before, after), old=DATES.replace("SAID", before)), "en") == sentences


def test_that_two_fields_stand_in_any_way_is_that_both_have_a_value() -> None:
    old = DATES.replace("SAID", "present(a) and present(b)")
    found = compared(
        ("present(a) and present(b)", "a < b and a > b"), ("when: a < b}", "when: a <= b or a > b}"), old=old
    )
    assert told(found, "en") == ["customers with a and b given: x → y"]


def test_a_calculation_is_not_said_to_be_unknown_where_all_is_known() -> None:
    text = """\
tierrules: 1
name: heads
currency: CNY
thresholds: {busy: 1000}
dimensions:
  load:
    labels: [heavy, light]
    hit: first
    rules:
      - {label: heavy, when: annual_spend OP employees >= busy}
    otherwise: light
"""
    for op in "/*":
        (one,) = compared(("busy: 1000", "busy: 2000"), old=text.replace("OP", op))
        assert one.sentence("en").endswith(": heavy → light")
        assert "unknown" not in one.sentence("en")


def test_the_customer_of_a_region_has_what_the_region_asks_about() -> None:
    """Another rule that takes this customer too makes a value superfluous, but not for who reads the sentence."""
    old = """\
tierrules: 1
name: small
fields: {f: {type: integer}, g: {type: integer}, h: {type: integer}, i: {type: integer}}
thresholds: {t: 4}
dimensions:
  main:
    labels: [x, y, z]
    hit: first
    rules:
      - {label: x, when: f >= t and g >= t and h >= t}
      - {label: x, when: f >= 2 and g >= t and i >= t}
      - {label: y, when: g >= 2}
    otherwise: z
"""
    found = compared(("t: 4", "t: 1"), old=old)
    assert found.differences
    for one in found:
        asked = {each.field.name for each in one.region}
        assert asked <= {*one.witness}, one


def test_two_fields_stand_to_each_other_as_the_assumptions_leave_them() -> None:
    old = DATES.replace("SAID", "a == b").replace("dimensions:", "assume: [a <= b]\ndimensions:")
    assert sorted(told(compared(("a == b", "a != b"), old=old), "en")) == [
        "customers with a < b: y → x",
        "customers with a = b: x → z",
        "customers with no a or no b: z → x",
    ]


def test_a_window_of_no_days_is_today() -> None:
    rule = "elapsed(last_purchase_on) >= dormant_after"
    text = tr.load("size-and-dormancy").source
    assert rule in text
    then, now = (tr.loads(text.replace(rule, f"elapsed(last_purchase_on) {op} 0")) for op in (">=", ">"))
    (one,) = then.compare(now)
    assert one.sentence("en") == "customers with Last purchase today: dormant → awake"
    assert one.sentence("zh") == "最近购买日期为当日的客户：沉睡客户 → 活跃客户"
