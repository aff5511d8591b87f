"""Numbers without a name, names without a use, and dates in two units."""

from __future__ import annotations

import pytest

from tests.proof.texts import found_in

RULE = """
thresholds: {{{thresholds}}}
derived: {{per_head: annual_spend / employees}}
scores: {{heat: {{add: [{{points: 60, when: need_confirmed}}]}}}}
dimensions:
  d:
    labels: [high, low]
    hit: first
    rules:
      - label: high
        when: {condition}
    otherwise: low
"""


def numbers(condition: str, thresholds: str = "mid: 5万, share: 10%") -> list[tuple[str, str | None]]:
    text = RULE.format(thresholds=thresholds, condition=condition)
    return [(one.source_line[one.column - 1 : one.end_column - 1], one.help) for one in found_in(text, "magic-number")]


@pytest.mark.parametrize(
    ("condition", "number", "name", "text", "then"),
    [
        ("employees >= 1000", "1000", "high_employees", "1000", "employees >= high_employees"),
        ("1_000 < employees", "1_000", "high_employees_above", "1_000", "high_employees_above < employees"),
        ("employees < 10", "10", "high_employees_below", "10", "employees < high_employees_below"),
        ("employees <= 10", "10", "high_employees_up_to", "10", "employees <= high_employees_up_to"),
        ("profit_margin >= 0.25", "0.25", "high_profit_margin", "25%", "profit_margin >= high_profit_margin"),
        ("per_head > 5", "5", "high_per_head_above", "5", "per_head > high_per_head_above"),
        ("heat >= 60", "60", "high_heat", "60", "heat >= high_heat"),
        ("60 <= heat", "60", "high_heat", "60", "high_heat <= heat"),
        ("annual_spend / 12 >= 5000", "5000", "high_annual_spend", "5000", "annual_spend / 12 >= high_annual_spend"),
        ("annual_spend >= 2 * mid", "2", "high_annual_spend", "2", "annual_spend >= high_annual_spend * mid"),
        ("profit_margin >= -0.05", "-0.05", "high_profit_margin", "-5%", "profit_margin >= high_profit_margin"),
        ("need_confirmed and employees >= 5", "5", "high_employees", "5", "employees >= high_employees"),
        ("not employees >= 5", "5", "high_employees", "5", "employees >= high_employees"),
    ],
)
def test_a_number_is_given_a_name(condition: str, number: str, name: str, text: str, then: str) -> None:
    assert numbers(condition) == [(number, f"write `{name}: {text}` under `thresholds:`, and here `{then}`")]


@pytest.mark.parametrize(
    "condition",
    [
        "employees > 0",
        "elapsed(last_purchase_on) >= 0",
        "annual_spend >= mid",
        "annual_spend / 12 >= mid",
        "annual_spend >= annual_revenue * 0.5",
        "employees in [1, 2]",
        "employees == 1",
        "kind == 'company'",
        "always",
    ],
)
def test_numbers_that_need_no_name(condition: str) -> None:
    assert numbers(condition) == []


def test_a_name_that_is_taken_is_counted_on() -> None:
    ((_, help),) = numbers("employees >= 5 or employees >= high_employees", "high_employees: 7")
    assert help is not None
    assert help.startswith("write `high_employees_2: 5` under")


def test_a_threshold_with_the_number_is_proposed() -> None:
    assert numbers("employees >= 7", "spare: 7") == [
        ("7", "write `employees >= spare`: the threshold `spare` is 7"),
    ]
    both = "employees >= 7 or interactions_90d >= high_limit"
    assert numbers(both, "high_limit: 7") == [
        ("7", "write `employees >= high_limit`: the threshold `high_limit` is 7"),
    ]
    # Used for something else: who changes it there does not mean it here.
    ((_, help),) = numbers("employees >= 7 or interactions_90d >= limit", "limit: 7")
    assert help is not None
    assert "`high_employees: 7`" in help


def test_a_field_full_of_numbers_is_told_once() -> None:
    text = RULE.format(thresholds="mid: 5万", condition="1 < employees < 5 or 7 < employees < 9 or visits > 3")
    one, other = found_in(f"fields: {{visits: {{type: integer}}}}\n{text}", "magic-number")
    assert one.message == "the number `1` has no name, nor have 3 others held against `employees` in `d`"
    assert [place.message for place in one.related] == ["`5`", "`7`", "`9`"]
    assert other.message == "the number `3` has no name"


def test_a_number_on_a_folded_line_is_shown_with_its_comparison() -> None:
    condition = ">-\n          need_confirmed and employees\n          >= 5"
    text = RULE.format(thresholds="mid: 5万", condition=condition)
    (one,) = found_in(text, "magic-number")
    assert (one.line, one.end_line) == (one.line, one.line + 1)


# --- unused

IDLE = """
fields: {visits: {type: integer}, tried: {type: boolean}}
thresholds: {most: 100, big: 1000, each: 10}
derived:
  twice: visits * each
  thrice: twice * each
scores:
  heat: {within: [0, most], add: [{points: 60, when: tried}]}
dimensions:
  size:
    labels: [large, small]
    hit: first
    rules: [{label: large, when: employees >= 1000}]
    otherwise: small
"""


def test_what_falls_with_an_unused_value_is_told_beside_it() -> None:
    found = found_in(IDLE, "unused-derived", "unused-field", "unused-threshold")
    assert [(one.code, one.message) for one in found] == [
        ("unused-threshold", "nothing is held against the threshold `big`"),
        ("unused-derived", "nothing reads the derived value `thrice`"),
        ("unused-derived", "nothing reads the score `heat`"),
    ]
    assert [[place.message for place in one.related] for one in found] == [
        [],
        [
            "nothing else reads the field `visits`",
            "nothing else reads the threshold `each`",
            "nothing else reads the derived value `twice`",
        ],
        ["nothing else reads the field `tried`", "nothing else reads the threshold `most`"],
    ]


def test_an_unused_threshold_whose_number_is_written_out_is_shown_where() -> None:
    (one,) = found_in(IDLE, "unused-threshold")
    line = f"{'tierrules: 1'}\nname: test\ncurrency: CNY\n{IDLE.lstrip()}".splitlines().index(
        "    rules: [{label: large, when: employees >= 1000}]"
    )
    assert one.help == f"in line {line + 1} write `employees >= big`"


@pytest.mark.parametrize("claim", ["invariants: [{rises_with: visits, dimension: size}]", "assume: [visits >= each]"])
def test_claims_read_what_they_name(claim: str) -> None:
    text = IDLE.replace("  twice: visits * each\n  thrice: twice * each\n", "  once: employees * 1\n")
    names = [one.message for one in found_in(f"{text}{claim}\n", "unused-field")]
    assert "nothing reads the field `visits`" not in names
    assert "nothing reads the field `visits`" in [one.message for one in found_in(text, "unused-field")]


# --- units


@pytest.mark.parametrize(
    ("near", "far", "help"),
    [
        ("90 days", "6 months", "write `near: 3 months`, and every window of `last_purchase_on` in months"),
        ("365 days", "2 years", "write `near: 12 months`, and every window of `last_purchase_on` in months"),
        ("1 week", "1 month", "write `far: 30 days`, and every window of `last_purchase_on` in days"),
        ("10 days", "1 year", "write `far: 365 days`, and every window of `last_purchase_on` in days"),
    ],
)
def test_one_unit_is_proposed(near: str, far: str, help: str) -> None:
    condition = "near <= elapsed(last_purchase_on) < far"
    (one,) = found_in(RULE.format(thresholds=f"near: {near}, far: {far}", condition=condition), "mixed-units")
    assert one.help == help
    assert one.source_line[one.column - 1 : one.end_column - 1] == "near <= elapsed(last_purchase_on)"


@pytest.mark.parametrize(
    "condition",
    [
        "near <= elapsed(last_purchase_on) and elapsed(first_deal_on) >= far",
        "0 <= until(last_purchase_on) <= far",
        "near <= elapsed(last_purchase_on) and elapsed(last_purchase_on) >= 0",
    ],
)
def test_other_dates_and_nought_mix_nothing(condition: str) -> None:
    assert found_in(RULE.format(thresholds="near: 90 days, far: 6 months", condition=condition), "mixed-units") == ()


def test_assumptions_and_invariants_count() -> None:
    text = RULE.format(thresholds="near: 90 days, far: 6 months", condition="elapsed(last_purchase_on) >= far")
    assert found_in(text, "mixed-units") == ()
    assert len(found_in(f"{text}assume: [elapsed(last_purchase_on) <= near]\n", "mixed-units")) == 1
    claim = "invariants: [{never: d == 'high' and elapsed(last_purchase_on) < near}]\n"
    assert len(found_in(text + claim, "mixed-units")) == 1
