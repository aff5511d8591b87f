"""Assumptions: who contradicts one is told so, and classified all the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.truth import MISSING, NONE

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: assuming
thresholds: {some: 10}
derived: {per_order: employees / orders_12m}
assume:
  - first_deal_on <= last_purchase_on
  - any: [employees >= some, not unstable]
  - per_order < 100
dimensions:
  d:
    labels: [a]
    hit: first
    rules: [{label: a, when: employees >= some}]
"""
RULES = tr.loads(TEXT)


def contradicted(**customer: object) -> list[str]:
    return [one.message for one in RULES.classify(customer, as_of=AS_OF).problems]


def test_a_customer_who_cannot_exist_is_reported_and_classified() -> None:
    customer = {"employees": 10, "first_deal_on": "2026-02-01", "last_purchase_on": "2026-01-31"}
    seen = RULES.classify(customer, as_of=AS_OF)
    assert [one.message for one in seen.problems] == [
        "the customer contradicts the assumption `first_deal_on <= last_purchase_on`"
    ]
    assert seen.problems[0].help == "check the data, or the assumption"
    assert (seen.problems[0].field, seen.problems[0].path, seen.problems[0].value) == ("first_deal_on",) * 2 + ("",)
    assert seen["d"].label == "a"
    assert seen["d"] == RULES.classify({"employees": 10}, as_of=AS_OF)["d"]
    assert seen.explain().split("\n")[-2:] == [
        "      Employees 10 >= 10 (some), exactly on the bound",
        f"! {seen.problems[0]}",
    ]
    assert seen.to_dict()["problems"] == [str(seen.problems[0])]


def test_on_the_bound_nothing_is_contradicted() -> None:
    assert contradicted(first_deal_on="2026-01-31", last_purchase_on="2026-01-31") == []


days = st.sampled_from([date(2026, 1, 1), date(2026, 1, 2), None, MISSING, NONE])


@given(days, days)
def test_an_assumption_is_silent_where_a_field_has_no_value(first: object, last: object) -> None:
    told = contradicted(first_deal_on=first, last_purchase_on=last)
    assert bool(told) == (isinstance(first, date) and isinstance(last, date) and first > last)


@pytest.mark.parametrize(
    ("customer", "count"),
    [
        ({"employees": 9, "unstable": True}, 1),
        ({"employees": 9, "unstable": False}, 0),
        ({"employees": 9}, 0),
        ({"employees": 1000, "orders_12m": 1}, 1),
        ({"employees": 1000, "orders_12m": 0}, 0),  # what divides by nought contradicts nothing
        ({"employees": 99, "orders_12m": 1}, 0),
        ({}, 0),
    ],
)
def test_every_form_of_an_assumption(customer: dict[str, object], count: int) -> None:
    assert len(contradicted(**customer)) == count


def test_an_assumption_without_a_field_is_a_problem_of_none() -> None:
    rules = tr.loads(TEXT.replace("per_order < 100", "d == 'a'"))
    (problem,) = rules.classify({"employees": 9}, as_of=AS_OF).problems
    assert (problem.field, problem.path) == ("", "")
    assert problem.message == "the customer contradicts the assumption `d == 'a'`"
