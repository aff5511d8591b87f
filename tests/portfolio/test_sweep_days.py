"""A sweep of the day says on every day what classifying everybody on that day says."""

from __future__ import annotations

import pickle
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.portfolio.edits import AS_OF
from tests.portfolio.test_sweep import counts, tally
from tierrules.portfolio.sweep import Sweep
from tierrules.testing import records_for, rulesets

TEXT = """\
tierrules: 1
name: timely
effective: {from: 2020-01-01, until: 2030-12-31}
thresholds:
  asleep: {dated: {2020-01-01: 6 months, 2026-12-01: 5 months}}
  many: {dated: {2020-01-01: 3, 2026-12-01: 4, 2026-12-10: 3}}
  soon: 10 days
dimensions:
  sleep: {labels: [x, y], hit: first, rules: [{label: y, when: elapsed(last_purchase_on) OP1 asleep}], otherwise: x}
  size: {labels: [x, y], hit: first, rules: [{label: x, when: employees >= many}], otherwise: y}
  ends: {labels: [x, y], hit: first, rules: [{label: x, when: until(service_ends_on) OP2 soon}], otherwise: y}
  plain: {labels: [x, y], hit: first, rules: [{label: x, when: employees >= 3}], otherwise: y}
  asks: {labels: [x, y], hit: first, rules: [{label: x, when: sleep == 'x' and plain == 'x'}], otherwise: y}
"""
PEOPLE = [
    {"customer_id": "C1", "last_purchase_on": "2026-05-25", "employees": 3, "service_ends_on": "2026-12-15"},
    {"customer_id": "C2", "last_purchase_on": "2026-06-28", "employees": 4},
    {"customer_id": "C3", "last_purchase_on": None, "employees": None},
]


def rules_of(first: str = ">=", second: str = "<=") -> tr.Ruleset:
    return tr.loads(TEXT.replace("OP1", first).replace("OP2", second))


def test_every_day_on_which_somebody_changes() -> None:
    found = rules_of().sweep(PEOPLE, "as_of", AS_OF, "+1 month", as_of=AS_OF, weight="employees")
    assert list(found.base) == ["sleep", "size", "ends", "asks"]
    assert counts(found, "sleep") == [
        ("2026-11-22 to 2026-11-24", {"x": 3}),
        ("2026-11-25 to 2026-11-30", {"x": 2, "y": 1}),
        ("2026-12-01 to 2026-12-22", {"x": 1, "y": 2}),
    ]
    assert counts(found, "size") == [
        ("2026-11-22 to 2026-11-30", {"x": 2, "undetermined": 1}),
        ("2026-12-01 to 2026-12-09", {"x": 1, "y": 1, "undetermined": 1}),
        ("2026-12-10 to 2026-12-22", {"x": 2, "undetermined": 1}),
    ]
    assert [str(one) for one in (found.low, found.high, found.current)] == ["2026-11-22", "2026-12-22", "2026-11-22"]
    assert found.at("2026-12-01", "sleep").shares["y"].weight == 7
    assert [str(one.who) for one in found.near(5, "2026-12-01") if one.dimension == "sleep"] == ["C2"]
    assert str(found.at_most("sleep", "y", 1)) == "`as_of` 2026-11-22 to 2026-11-30: at most 1 customer `y`"
    assert "timely: as_of from 2026-11-22 to 2026-12-22, now 2026-11-22" in str(found)
    assert found.to_dict()["high"] == "2026-12-22"
    assert pickle.loads(pickle.dumps(found)) == found


def test_what_comes_into_force_on_the_last_day_counts_and_on_the_first_it_has_been() -> None:
    last = rules_of().sweep(PEOPLE, "as_of", "2026-11-22", "2026-12-01", as_of=AS_OF)
    assert [one for one, _ in counts(last, "size")] == ["2026-11-22 to 2026-11-30", "2026-12-01"]
    first = rules_of().sweep(PEOPLE, "as_of", "2026-12-01", "2026-12-09", as_of=AS_OF)
    assert "size" not in first.base
    assert first.current == AS_OF


def test_ends_that_are_no_days() -> None:
    rules = rules_of()
    with pytest.raises(ValueError, match="from a lower to a higher value, not from 2026-11-22 to 2026-11-21"):
        rules.sweep([], "as_of", AS_OF, "-1 day", as_of=AS_OF)
    with pytest.raises(ValueError, match="`soon` is no day"):
        rules.sweep([], "as_of", AS_OF, "soon", as_of=AS_OF)
    with pytest.raises(tr.NotInForce):
        rules.sweep([], "as_of", "2019-12-31", AS_OF, as_of=AS_OF)
    with pytest.raises(tr.NotInForce):
        rules.sweep([], "as_of", AS_OF, "2031-01-01", as_of=AS_OF)


DATES = st.sampled_from(
    [None, *(f"2026-{one}" for one in ("05-22", "05-25", "05-31", "06-30", "07-10", "11-30", "12-10", "12-20"))]
)
SOME = st.fixed_dictionaries(
    {"last_purchase_on": DATES, "service_ends_on": DATES, "employees": st.sampled_from([None, 2, 3, 4])}
)
OPS = st.sampled_from(["<", "<=", ">", ">="])


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(OPS, OPS, st.lists(SOME, min_size=1, max_size=5))
def test_dates_against_dated_durations(first: str, second: str, people: list[dict[str, object]]) -> None:
    rules = rules_of(first, second)
    days = [AS_OF + timedelta(days=at) for at in range(31)]
    agrees(rules, people, rules.sweep(people, "as_of", days[0], days[-1], as_of=AS_OF), days)


@settings(max_examples=settings.default.max_examples // 4, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_rulesets_of_every_form(data: st.DataObject) -> None:
    rules = tr.loads(data.draw(rulesets()))
    low = data.draw(st.sampled_from([date(2024, 2, 20), date(2025, 12, 20), AS_OF]))
    people = data.draw(st.lists(records_for(rules, low), max_size=6))
    days = [low + timedelta(days=at) for at in (0, 1, 7, 8, 9, 10, 11, 12, 40, 41)]
    try:
        found = rules.sweep(people, "as_of", days[0], days[-1], as_of=AS_OF)
    except tr.NotInForce:
        assume(False)
    agrees(rules, people, found, days)


def agrees(rules: tr.Ruleset, people: list[dict[str, object]], found: Sweep, days: list[date]) -> None:
    event("crossings" if found.crossings else "no crossings")
    for dimension in rules.dimensions:
        wanted = [tally(rules, people, dimension, day) for day in days]
        if dimension not in found.base:
            assert wanted == [wanted[0]] * len(days)
            continue
        for day, one in zip(days, wanted, strict=True):
            shares = found.at(day, dimension).shares
            assert Counter({name: part.customers for name, part in shares.items()}) == Counter(one), day
        # Two steps beside each other differ.
        steps = [dict(one.shares) for one in found.steps(dimension)]
        assert len(steps) <= 1 + len([one for one in found.crossings if one.dimension == dimension])
