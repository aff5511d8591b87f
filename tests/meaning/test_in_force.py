"""Days without figures are refused; the row in force is the last one that has begun."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr

DAY = timedelta(days=1)
TEXT = """\
tierrules: 1
name: dated
EFFECTIVE
thresholds:
  some: {dated: {2024-02-29: 10, 2026-01-01: 20, 2026-11-01: 15}}
  wait: {dated: {2020-01-01: 1 month, 2026-03-31: 30 days}}
dimensions:
  d:
    labels: [a]
    hit: first
    rules: [{label: a, when: WHEN}]
"""
ROWS = [(date(2024, 2, 29), 10), (date(2026, 1, 1), 20), (date(2026, 11, 1), 15)]


def rules_of(when: str, effective: str = "") -> tr.Ruleset:
    return tr.loads(TEXT.replace("EFFECTIVE\n", effective and f"effective: {effective}\n").replace("WHEN", when))


RULES = rules_of("employees >= some")


turns = st.sampled_from([day + by for day, _ in ROWS[1:] for by in (-DAY, 0 * DAY)])


@given(turns | st.dates(ROWS[0][0], date(2030, 1, 1)))
def test_the_last_row_that_has_begun_is_in_force(as_of: date) -> None:
    bound = [value for since, value in ROWS if since <= as_of][-1]
    labels = [RULES.classify({"employees": bound + by}, as_of=as_of)["d"].label for by in (-1, 0)]
    assert labels == [None, "a"]


def test_a_dated_duration() -> None:
    rules = rules_of("elapsed(last_purchase_on) >= wait")
    told = [
        (as_of, rules.classify({"last_purchase_on": day}, as_of=date.fromisoformat(as_of))["d"].label)
        for as_of, day in (("2026-03-30", "2026-02-28"), ("2026-03-31", "2026-02-28"), ("2026-03-31", "2026-03-01"))
    ]
    # A month after 28 February is 28 March; from 31 March on, 30 days are asked: up to 1 March.
    assert [label for _, label in told] == ["a", "a", "a"]
    assert rules.classify({"last_purchase_on": "2026-03-01"}, as_of=date(2026, 3, 30))["d"].label is None


def refused(rules: tr.Ruleset, as_of: date) -> str | None:
    """Both ways to classify, and the message; None if the day is fine."""
    try:
        rules.classify({"employees": 1}, as_of=as_of)
    except tr.NotInForce as error:
        with pytest.raises(tr.NotInForce):
            rules.check_in_force(as_of)
        return str(error)
    rules.check_in_force(as_of)
    return None


def test_before_the_first_row() -> None:
    message = "the threshold `some` is in force from 2024-02-29, not on 2024-02-28"
    assert refused(RULES, date(2024, 2, 28)) == message
    assert refused(RULES, date(2024, 2, 29)) is None


def test_a_dated_threshold_counts_even_where_no_rule_is_reached() -> None:
    assert refused(rules_of("employees >= 0"), date(2024, 2, 28)) is not None


@pytest.mark.parametrize(
    ("effective", "outside", "inside", "message"),
    [
        (
            "{from: 2026-01-01, until: 2026-12-31}",
            ("2025-12-31", "2027-01-01"),
            ("2026-01-01", "2026-12-31"),
            "from 2026-01-01 until 2026-12-31",
        ),
        ("{from: 2026-02-28}", ("2026-02-27",), ("2026-02-28", "2099-12-31"), "from 2026-02-28"),
        ("{until: 2026-02-28}", ("2026-03-01",), ("2026-02-28", "2024-02-29"), "until 2026-02-28"),
    ],
)
def test_both_days_of_a_ruleset_are_included(
    effective: str, outside: tuple[str, ...], inside: tuple[str, ...], message: str
) -> None:
    rules = rules_of("employees >= some", effective)
    for day in outside:
        assert refused(rules, date.fromisoformat(day)) == f"the ruleset `dated` is in force {message}, not on {day}"
    assert [refused(rules, date.fromisoformat(day)) for day in inside] == [None] * len(inside)
