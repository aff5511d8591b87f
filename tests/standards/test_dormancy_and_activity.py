"""Dormancy, reactivation, churn, activity and the wake-up list: every day and every figure on which they turn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.standards.customers import AS_OF, NOBODY, WAN, Record, load, records, said
from tests.standards.witnesses import answer
from tierrules.testing import as_ofs

HIGH: Record = {"annual_spend": 50 * WAN, "profit_margin": "20%", "first_deal_on": date(2025, 7, 1)}


@pytest.mark.parametrize(
    ("bought", "as_of", "expected"),
    [
        (date(2025, 1, 10), date(2025, 7, 9), ("awake", "not-applicable")),
        (date(2025, 1, 10), date(2025, 7, 10), ("dormant", "running")),
        (date(2025, 1, 10), date(2025, 7, 11), ("dormant", "running")),
        (date(2025, 1, 10), date(2025, 10, 9), ("dormant", "running")),
        (date(2025, 1, 10), date(2025, 10, 10), ("dormant", "over")),
        (date(2025, 1, 10), date(2026, 4, 10), ("dormant", "over")),
        (date(2025, 8, 31), date(2026, 2, 27), ("awake", "not-applicable")),
        (date(2025, 8, 31), date(2026, 2, 28), ("dormant", "running")),
        (date(2025, 8, 31), date(2026, 5, 30), ("dormant", "running")),
        (date(2025, 8, 31), date(2026, 5, 31), ("dormant", "over")),
        (None, date(2026, 7, 1), ("not-applicable", "not-applicable")),
    ],
)
def test_dormancy(bought: date | None, as_of: date, expected: tuple[str, str]) -> None:
    """The worked example of the source, and the ends of months."""
    found = load("dormancy").classify({"last_purchase_on": bought}, as_of=as_of)
    assert (answer(found["dormancy"]), answer(found["reactivation"])) == expected


def test_whether_anybody_bought_may_be_unknown() -> None:
    found = load("dormancy").classify({}, as_of=AS_OF)["dormancy"]
    assert (found.status, found.candidates) == ("undetermined", ("awake", "dormant", "not-applicable"))


@pytest.mark.parametrize(
    ("terminated", "wants_back", "expected"),
    [
        (None, False, "kept"),
        (date(2026, 7, 2), False, "kept"),
        (date(2026, 7, 1), False, "leaving"),
        (date(2026, 4, 1), False, "leaving"),
        (date(2026, 3, 31), False, "recent"),
        (date(2026, 3, 31), True, "leaving"),
        (date(2026, 1, 1), False, "recent"),
        (date(2025, 12, 31), False, "lost"),
        (date(2025, 12, 31), True, "leaving"),
    ],
)
def test_churn(terminated: date | None, wants_back: bool, expected: str) -> None:
    ended = {"terminated_on": terminated, "repurchase_intent": wants_back}
    assert said("activity", "churn", first_deal_on=date(2024, 1, 1), **ended) == expected
    assert said("activity", "churn", contract_signed_on=date(2024, 1, 1), **ended) == expected
    without_a_deal = "not-applicable" if expected == "kept" else expected
    assert said("activity", "churn", **ended) == without_a_deal


@pytest.mark.parametrize("field", ["contract_signed_on", "first_deal_on"])
def test_there_is_something_to_leave_from_the_first_day_on(field: str) -> None:
    assert said("activity", "churn", **{field: AS_OF}) == "kept"
    assert said("activity", "churn", **{field: AS_OF + timedelta(1)}) == "not-applicable"


@pytest.mark.parametrize(("contacts", "expected"), [(0, "low"), (2, "low"), (3, "active"), (4, "active")])
def test_activity(contacts: int, expected: str) -> None:
    assert said("activity", "activity", interactions_90d=contacts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({**HIGH, "interactions_90d": 2}, ("high_value_low_activity",)),
        ({**HIGH, "interactions_90d": 3}, ()),
        ({**HIGH, "interactions_90d": 2, "profit_margin": "19.99%"}, ()),
        ({**HIGH, "interactions_90d": 2, "annual_spend": 50 * WAN - 1}, ()),
        ({**HIGH, "interactions_90d": 2, "first_deal_on": date(2025, 7, 2)}, ()),
        ({"last_contact_on": date(2026, 1, 1)}, ("long_silent",)),
        ({"last_contact_on": date(2026, 1, 2)}, ()),
        ({"last_contact_on": date(2025, 12, 31)}, ("long_silent",)),
        (
            {**HIGH, "interactions_90d": 0, "last_contact_on": date(2025, 1, 1)},
            ("high_value_low_activity", "long_silent"),
        ),
        ({}, ()),
    ],
)
def test_wake_up(facts: Record, expected: tuple[str, ...]) -> None:
    assert load("activity").classify({**NOBODY, **facts}, as_of=AS_OF)["wake_up"].labels == expected


@given(st.data(), as_ofs())
def test_activity_and_standard_mean_the_same_by_high_and_churned(data: st.DataObject, day: date) -> None:
    known = data.draw(records("customer-standard", day, complete=True)) | data.draw(
        records("activity", day, complete=True)
    )
    tags = load("customer-standard").classify(known, as_of=day).tags
    activity = load("activity").classify(known, as_of=day)
    assert (tags["stage"] == "churned") is (activity.tags["churn"] in {"recent", "lost"})
    quiet = tags["value"] == "high" and activity.tags["activity"] == "low"
    assert ("high_value_low_activity" in activity["wake_up"].labels) is quiet


@given(st.data(), as_ofs())
def test_dormancy_is_that_of_the_starting_ruleset(data: st.DataObject, day: date) -> None:
    bought = data.draw(st.none() | st.dates(day - timedelta(800), day + timedelta(3)))
    tags = [
        load(name).classify({"last_purchase_on": bought}, as_of=day)["dormancy"]
        for name in ("dormancy", "size-and-dormancy")
    ]
    assert answer(tags[0]) == answer(tags[1])
