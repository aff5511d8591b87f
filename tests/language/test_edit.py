"""Editing thresholds: a number is replaced where it stands, and nothing else changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

import tierrules as tr
from tierrules.testing import rulesets

ALL = tr.bundled()
TEXT = """\
tierrules: 1
name: edits   # a comment with 50万 in it
currency: CNY
fields:
  industry: {type: category, values: [wholesale, retail, other]}
  area: {type: category, values: [north, south]}
thresholds:
  high_spend: 50万  # 50万 is what the table says
  share: "20%"
  single: '3'
  since: 2024-01-01
  wait: 3 months
  dated: {dated: {2024-01-01: 40万, 2026-01-01: 45万}}
  big: {by: industry, rows: {wholesale: 200, retail: n/a}, default: 300}
  cross:
    by: [industry, area]
    rows:
      wholesale: {north: 1, south: 2}
    default: 3
dimensions:
  size:
    labels: [large, medium, small]
    bands: {of: annual_spend, from: {large: high_spend, medium: dated}, below: small}
  other:
    labels: [a, b]
    hit: first
    rules:
      - label: a
        when: >-
          employees >= big and orders_12m >= cross and profit_margin >= share and satisfaction >= single
          and last_contact_on >= since and elapsed(last_purchase_on) >= wait
    otherwise: b
"""


@pytest.fixture(scope="module")
def rules() -> tr.Ruleset:
    return tr.loads(TEXT)


@pytest.mark.parametrize(
    ("name", "value", "old", "new"),
    [
        ("high_spend", "60万", "high_spend: 50万 ", "high_spend: 60万 "),
        ("high_spend", 600_000, "high_spend: 50万 ", "high_spend: 600000 "),
        ("high_spend", Decimal("600000.50"), "high_spend: 50万 ", "high_spend: 600000.5 "),
        ("share", " 25% ", '"20%"', '"25%"'),
        ("single", 4, "'3'", "'4'"),
        ("single", 3.5, "'3'", "'3.5'"),
        ("since", date(2025, 2, 3), "since: 2024-01-01", "since: 2025-02-03"),
        ("since", "2025-02-03", "since: 2024-01-01", "since: 2025-02-03"),
        ("wait", "100 days", "wait: 3 months", "wait: 100 days"),
        ("dated[2026-01-01]", "49万", "2026-01-01: 45万", "2026-01-01: 49万"),
        ("big[wholesale]", 250, "wholesale: 200", "wholesale: 250"),
        ("big[ retail ]", 9, "retail: n/a", "retail: 9"),
        ("big[wholesale]", "n/a", "wholesale: 200", "wholesale: n/a"),
        ("big[default]", 301, "default: 300", "default: 301"),
        ("cross[wholesale, south]", 7, "south: 2", "south: 7"),
        ("cross[wholesale,north]", 7, "north: 1", "north: 7"),
    ],
)
def test_a_number_is_replaced_where_it_stands(rules: tr.Ruleset, name: str, value: object, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    changed = rules.edit({name: value})
    assert changed.source == TEXT.replace(old, new)
    assert changed.fingerprint == tr.loads(TEXT.replace(old, new)).fingerprint != rules.fingerprint
    assert rules.source == TEXT


def test_several_edits_at_once_and_by_keyword(rules: tr.Ruleset) -> None:
    changed = rules.edit({"big[wholesale]": 1, "share": "5%"}, high_spend="70万")
    assert changed.thresholds["high_spend"].value == Fraction(700_000)
    assert changed.thresholds["share"].value == Fraction(1, 20)
    assert "wholesale: 1," in changed.source
    assert rules.edit().source == TEXT


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("high_spent", 1, "there is no threshold `high_spent`; did you mean `high_spend`?"),
        ("size", 1, "`size` is a dimension, no threshold"),
        ("big", 1, "the threshold `big` has rows; name one of them, such as `big[default]`"),
        ("big[wholesales]", 1, "the threshold `big` has no row `wholesales`; did you mean `big[wholesale]`?"),
        ("big[wholesale", 1, "`big[wholesale` names a row without an end; write `big[wholesale]`"),
        ("wait[x]", 1, "the threshold `wait` has no rows; edit it by its name alone"),
        ("share", 25, "`share`: `25` has no unit; give a text as the ruleset has it, such as `20%`"),
        ("single", Fraction(1, 3), "`single`: 1/3 has no end as a decimal number"),
        ("single", True, "`single`: a boolean stands where a number is meant"),
        ("single", "many", "`single`: "),
    ],
)
def test_a_wrong_edit_says_what_would_be_right(rules: tr.Ruleset, name: str, value: object, told: str) -> None:
    with pytest.raises(tr.RulesetError) as error:
        rules.edit({name: value})
    assert str(error.value).startswith(told)


def test_one_place_is_edited_once(rules: tr.Ruleset) -> None:
    with pytest.raises(tr.RulesetError, match="edited twice"):
        rules.edit({"high_spend": 1}, high_spend=2)
    with pytest.raises(tr.RulesetError, match="edited twice"):
        rules.edit({"cross[wholesale,north]": 1, "cross[wholesale, north]": 2})


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("high_spend", "30万", "band-order"),
        ("high_spend", "3 months", "type-mismatch"),
        ("big[wholesale]", "3 months", "mixed-rows"),
        ("single", "n/a", "bad-number"),
    ],
)
def test_rules_that_do_not_hold_with_the_new_value_are_refused(
    rules: tr.Ruleset, name: str, value: object, code: str
) -> None:
    with pytest.raises(tr.RulesetError) as error:
        rules.edit({name: value})
    assert code in {one.code for one in error.value.diagnostics}


def test_columns_go_along() -> None:
    rules = tr.load("size-and-dormancy", columns={"employees": "staff"}).edit(medium_employees=60)
    assert rules.classify({"staff": 60}, as_of=date(2026, 11, 22))["size"].candidates == ("large", "medium")


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_number_over_several_lines_comes_to_stand_on_one(line_break: str) -> None:
    text = (
        "tierrules: 1\nname: t\nthresholds:\n  a:\n    value: |\n      5\n  b: >-\n    7\n"
        "dimensions:\n  z: {labels: [x, y], hit: first, rules: [{label: x, when: employees > a and employees > b}], "
        "otherwise: y}\n"
    )
    changed = tr.loads(text.replace("\n", line_break)).edit(a=6, b=8)
    assert changed.source == text.replace("|\n      5", "6").replace(">-\n    7", "8").replace("\n", line_break)


@dataclass
class Account:
    staff: int | None


def test_the_model_goes_along() -> None:
    rules = tr.load("size-and-dormancy", columns={"employees": "staff"}, model=Account).edit(medium_employees=60)
    assert rules.matching is not None
    assert rules.matching.used["employees"].name == "staff"
    assert rules.classify(Account(60), as_of=date(2026, 11, 22))["size"].candidates == ("large", "medium")


@pytest.mark.parametrize("name", ALL)
def test_every_number_of_every_ruleset_that_comes_along_can_be_named(name: str) -> None:
    _each_number_can_be_named(tr.load(name))


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(rulesets())
def test_writing_a_number_as_it_stands_changes_nothing(text: str) -> None:
    _each_number_can_be_named(tr.loads(text))


def _each_number_can_be_named(rules: tr.Ruleset) -> None:
    declared = [one for one in rules.definition.written.declared.values() if one.kind == "threshold"]
    edits = {
        f"{one.name}[{', '.join(number.row)}]" if number.row else one.name: number.text
        for one in declared
        for number in one.numbers[:3]
    }
    assert rules.edit(edits).source == rules.source
