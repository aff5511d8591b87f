"""The lead-scoring example: points, caps, the negative entry, both cut-offs, and sums that stay open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr

AS_OF = date(2026, 11, 22)
SOON = date(2027, 2, 22)  # as_of and 3 months
THIS_YEAR = date(2027, 11, 22)  # as_of and 12 months
SILENT = date(2026, 10, 23)  # 30 days before as_of

Lead = Mapping[str, object]

NOTHING: Lead = {
    "budget": 0,
    "budget_confirmed": False,
    "decision_by": "departments",
    "need_confirmed": False,
    "urgency": "low",
    "need_due_on": None,
    "last_contact_on": None,
}
BEST: Lead = {
    "budget": "20万",
    "budget_confirmed": True,
    "decision_by": "individual",
    "need_confirmed": True,
    "urgency": "high",
    "need_due_on": SOON,
    "last_contact_on": AS_OF,
}


@cache
def scorecard() -> tr.Ruleset:
    return tr.load("lead-scoring")


def grade(lead: Lead) -> tr.Tag:
    return scorecard().classify(lead, as_of=AS_OF)["lead"]


def points(lead: Lead) -> object:
    """Return the sum that the justification shows."""
    return grade(lead).justification.rules[0].comparisons[0].value


# --- the oracle: the scorecard once more, on plain integers

Truth = bool | None


def least_and_most(lead: Lead) -> tuple[int, int]:
    """Return the least and the greatest sum that a lead may have; an absent key is not known."""
    parts = [
        _question((15, _at_least(lead, "budget", 200_000)), (15, _is(lead, "budget_confirmed", True))),
        _question(*((worth, _is(lead, "decision_by", who)) for who, worth in _DECIDERS.items())),
        _question(
            (15, _is(lead, "need_confirmed", True)),
            (10, _is(lead, "urgency", "high")),
            (5, _is(lead, "urgency", "medium")),
        ),
        _question(
            (25, _between(lead, "need_due_on", AS_OF, SOON)),
            (10, _between(lead, "need_due_on", SOON.replace(day=23), THIS_YEAR)),
        ),
        _sum((-20, _between(lead, "last_contact_on", date.min, SILENT))),
    ]
    low, high = (sum(ends) for ends in zip(*parts, strict=True))
    return min(max(low, 0), 100), min(max(high, 0), 100)


_DECIDERS = {"individual": 25, "team": 15, "departments": 5}


def _sum(*entries: tuple[int, Truth]) -> tuple[int, int]:
    sure = sum(worth for worth, holds in entries if holds)
    maybe = [worth for worth, holds in entries if holds is None]
    return sure + sum(min(one, 0) for one in maybe), sure + sum(max(one, 0) for one in maybe)


def _question(*entries: tuple[int, Truth]) -> tuple[int, int]:
    low, high = _sum(*entries)
    return min(max(low, 0), 25), min(max(high, 0), 25)


def _is(lead: Lead, field: str, wanted: object) -> Truth:
    return lead[field] == wanted if field in lead else None


def _at_least(lead: Lead, field: str, least: int) -> Truth:
    return int(str(lead[field])) >= least if field in lead else None


def _between(lead: Lead, field: str, first: date, last: date) -> Truth:
    day = lead.get(field, ...)
    return None if day is ... else isinstance(day, date) and first <= day <= last


def possible(lead: Lead) -> tuple[str, ...]:
    """Return the grades whose band meets the sums that a lead may have."""
    low, high = least_and_most(lead)
    bands = (("sql", 80, 100), ("mql", 60, 79), ("nurture", 0, 59))
    return tuple(label for label, least, most in bands if low <= most and high >= least)


DAYS = [
    AS_OF.replace(day=21),
    AS_OF,
    AS_OF.replace(day=23),
    SOON,
    SOON.replace(day=23),
    THIS_YEAR,
    THIS_YEAR.replace(day=23),
    SILENT,
    SILENT.replace(day=24),
]
LEADS = st.fixed_dictionaries(
    {},
    optional={
        "budget": st.sampled_from([0, 199_999, 200_000, 200_001]),
        "budget_confirmed": st.booleans(),
        "decision_by": st.sampled_from(list(_DECIDERS)),
        "need_confirmed": st.booleans(),
        "urgency": st.sampled_from(["high", "medium", "low"]),
        "need_due_on": st.none() | st.sampled_from(DAYS),
        "last_contact_on": st.none() | st.sampled_from(DAYS),
    },
)


@given(LEADS)
def test_the_grade_is_the_band_of_the_sum(lead: Lead) -> None:
    found, expected = grade(lead), possible(lead)
    assert found.candidates == expected
    assert (found.status, found.label) == (("decided", expected[0]) if len(expected) == 1 else ("undetermined", None))


@given(LEADS)
def test_the_justification_shows_the_sum(lead: Lead) -> None:
    shown = grade(lead).justification.rules[0].comparisons[0]
    low, high = least_and_most(lead)
    assert (shown.interval or (shown.value, shown.value)) == (low, high)


@given(LEADS)
def test_what_is_missing_is_named(lead: Lead) -> None:
    found = grade(lead)
    if found.status == "undetermined":
        assert {one.name for one in found.missing} <= set(NOTHING) - set(lead)
        assert found.missing
    else:
        assert not found.missing


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, (100, "sql"), id="everything"),
        pytest.param({"decision_by": "departments"}, (80, "sql"), id="exactly 80"),
        pytest.param({"decision_by": "departments", "urgency": "medium"}, (75, "mql"), id="below 80"),
        pytest.param({"decision_by": "team", "urgency": "medium"}, (85, "sql"), id="above 80"),
        pytest.param({"need_due_on": None, "decision_by": "team", "urgency": "low"}, (55, "nurture"), id="below 60"),
        pytest.param({"need_due_on": None, "decision_by": "team", "urgency": "medium"}, (60, "mql"), id="exactly 60"),
        pytest.param({"need_due_on": None, "decision_by": "team"}, (65, "mql"), id="above 60"),
        # Without the cap on the budget the sum would be 80.
        pytest.param({"urgency": "low", "need_due_on": THIS_YEAR}, (75, "mql"), id="two signs of one budget"),
        pytest.param({"last_contact_on": SILENT}, (80, "sql"), id="silence takes 20 of 100"),
        pytest.param({"last_contact_on": SILENT, "decision_by": "team"}, (70, "mql"), id="silence takes a grade away"),
    ],
)
def test_sums_around_the_cut_offs(change: Lead, expected: tuple[int, str]) -> None:
    lead = {**BEST, **change}
    assert (points(lead), grade(lead).label) == expected


def test_a_sum_never_falls_below_nothing() -> None:
    assert points({**NOTHING, "last_contact_on": SILENT}) == 0
    assert points(NOTHING) == 5


@pytest.mark.parametrize(
    ("field", "value", "gained"),
    [
        ("budget", 199_999, 0),
        ("budget", 200_000, 15),
        ("need_due_on", date(2026, 11, 21), 0),
        ("need_due_on", date(2026, 11, 22), 25),
        ("need_due_on", date(2027, 2, 22), 25),
        ("need_due_on", date(2027, 2, 23), 10),
        ("need_due_on", date(2027, 11, 22), 10),
        ("need_due_on", date(2027, 11, 23), 0),
        ("last_contact_on", date(2026, 10, 24), 0),
        ("last_contact_on", date(2026, 10, 23), -5),  # the sum stops at 0
    ],
)
def test_each_bound_of_the_signs(field: str, value: object, gained: int) -> None:
    assert points({**NOTHING, field: value}) == 5 + gained


def test_an_open_sum_may_still_decide() -> None:
    """Two questions without an answer and no budget: at most 50 points, whatever they turn out to be."""
    lead = {key: value for key, value in NOTHING.items() if key not in ("need_confirmed", "urgency", "need_due_on")}
    assert least_and_most(lead) == (5, 55)
    assert grade(lead).label == "nurture"


def test_nothing_known_leaves_every_grade_open() -> None:
    found = grade({})
    assert (found.status, found.candidates) == ("undetermined", ("sql", "mql", "nurture"))
    assert {one.name for one in found.missing} == set(NOTHING)
