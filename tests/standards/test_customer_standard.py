"""The customer standard and its tiers: every bound, every day on which an answer turns, and all customers.

The expectations are typed from the source documents; `oracle` says the whole standard once more in plain Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.standards.calendar_months import months_later
from tests.standards.customers import AS_OF, WAN, Record, load, records, said
from tests.standards.witnesses import answer
from tierrules.testing import as_ofs, boundary_values


def standard(dimension: str, **facts: object) -> str:
    return said("customer-standard", dimension, **facts)


# --- bounds, one by one


@pytest.mark.parametrize(
    ("employees", "revenue", "expected"),
    [
        (0, 0, "small"),
        (99, 0, "small"),
        (100, 0, "medium"),
        (101, 0, "medium"),
        (999, 0, "medium"),
        (1000, 0, "large"),
        (1001, 0, "large"),
        (0, 4999_9999, "small"),
        (0, 5000_0000, "medium"),
        (0, 5000_0001, "medium"),
        (0, 49999_9999, "medium"),
        (0, 50000_0000, "large"),
        (0, 50000_0001, "large"),
        (99, 4999_9999, "small"),
        (300, 10001 * WAN, "medium"),
        (2000, 0, "large"),
    ],
)
def test_size(employees: int, revenue: int, expected: str) -> None:
    assert standard("size", employees=employees, annual_revenue=revenue) == expected


@pytest.mark.parametrize(
    ("code", "employees", "revenue", "statistics", "expected"),
    [
        ("F52", 320, 25000, "large", "medium"),
        ("I65", 320, 12000, "large", "medium"),
        ("C13", 150, 6000, "small", "medium"),
        ("C13", 1200, 1500, "small", "large"),
        ("I65", 50, 60000, "small", "large"),
        ("F52", 60, 600, "medium", "small"),
    ],
)
def test_the_national_table_answers_otherwise(
    code: str, employees: int, revenue: int, statistics: str, expected: str
) -> None:
    """K8."""
    facts = {"employees": employees, "annual_revenue": f"{revenue}万"}
    assert said("nbs-enterprise-size-2017", "size", industry_code=code, **facts) == statistics
    assert standard("size", **facts) == expected


def test_a_person_has_no_size_and_who_is_not_said_to_be_one_is_a_company() -> None:
    assert standard("size", kind="person", employees=300) == "not-applicable"
    found = load("customer-standard").classify({"employees": 1000}, as_of=AS_OF)["size"]
    assert (found.status, found.label) == ("decided", "large")


POTENTIAL = {"repurchase_rate": "50%", "expansion_intent": True}
HIGH = {"annual_spend": 50 * WAN, "profit_margin": "20%", "first_deal_on": date(2025, 7, 1)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (HIGH, "high"),
        ({**HIGH, "annual_spend": 50 * WAN + 1}, "high"),
        ({**HIGH, "annual_spend": 50 * WAN - 1}, "mid"),
        ({**HIGH, "profit_margin": "20.01%"}, "high"),
        ({**HIGH, "profit_margin": "19.99%"}, "mid"),
        ({**HIGH, "first_deal_on": date(2025, 6, 30)}, "high"),
        ({**HIGH, "first_deal_on": date(2025, 7, 2)}, "mid"),
        ({**HIGH, **POTENTIAL}, "high"),
        ({**HIGH, **POTENTIAL, "annual_spend": 50 * WAN - 1}, "potential"),
        ({**HIGH, **POTENTIAL, "profit_margin": "19.99%"}, "potential"),
        ({**POTENTIAL, "annual_spend": 10 * WAN}, "potential"),
        ({**POTENTIAL, "annual_spend": 10 * WAN + 1}, "potential"),
        ({**POTENTIAL, "annual_spend": 10 * WAN - 1}, "low"),
        ({"annual_spend": 10 * WAN, "repurchase_rate": "50.01%", "expansion_intent": True}, "potential"),
        ({"annual_spend": 10 * WAN, "repurchase_rate": "49.99%", "expansion_intent": True}, "mid"),
        ({"annual_spend": 10 * WAN, "repurchase_rate": "50%", "expansion_intent": False}, "mid"),
        ({"annual_spend": 10 * WAN}, "mid"),
        ({"annual_spend": 10 * WAN + 1}, "mid"),
        ({"annual_spend": 10 * WAN - 1}, "low"),
        ({"annual_spend": 1000 * WAN}, "mid"),
        ({"annual_spend": 1}, "low"),
        ({"annual_spend": 0}, "not-applicable"),
        ({"annual_spend": 0, "first_deal_on": date(2024, 1, 1)}, "low"),
        ({"annual_spend": 0, "first_deal_on": date(2026, 7, 1)}, "low"),
        ({"annual_spend": 0, "first_deal_on": date(2026, 7, 2)}, "not-applicable"),
    ],
)
def test_value(facts: Record, expected: str) -> None:
    assert standard("value", **facts) == expected


A = {"annual_spend": 50 * WAN, "interactions_90d": 3, "satisfaction": 4}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (A, "A"),
        ({**A, "annual_spend": 50 * WAN + 1}, "A"),
        ({**A, "annual_spend": 50 * WAN - 1}, "B"),
        ({**A, "interactions_90d": 4}, "A"),
        ({**A, "interactions_90d": 2}, "B"),
        ({**A, "satisfaction": "4.01"}, "A"),
        ({**A, "satisfaction": "3.99"}, "B"),
        ({"annual_spend": 10 * WAN}, "B"),
        ({"annual_spend": 10 * WAN + 1}, "B"),
        ({"annual_spend": 10 * WAN - 1}, "C"),
        ({**A, "annual_spend": 10 * WAN - 1}, "C"),
    ],
)
def test_tier(facts: Record, expected: str) -> None:
    assert standard("tier", **facts) == said("tiers-abc", "tier", **facts) == expected


OFFER = {"need_confirmed": True, "proposal_sent": True, "expected_close_on": date(2026, 7, 15)}
LEFT = {"first_deal_on": date(2024, 1, 1), "terminated_on": date(2026, 6, 1)}
LONG_LEFT = {**LEFT, "terminated_on": date(2026, 3, 31)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "prospect"),
        (OFFER, "interested"),
        ({**OFFER, "need_confirmed": False}, "prospect"),
        ({**OFFER, "proposal_sent": False}, "prospect"),
        ({**OFFER, "expected_close_on": date(2026, 6, 30)}, "prospect"),
        ({**OFFER, "expected_close_on": date(2026, 7, 1)}, "interested"),
        ({**OFFER, "expected_close_on": date(2026, 8, 1)}, "interested"),
        ({**OFFER, "expected_close_on": date(2026, 8, 2)}, "prospect"),
        ({"contract_signed_on": date(2026, 7, 1)}, "deal"),
        ({"contract_signed_on": date(2026, 7, 2)}, "prospect"),
        ({"first_deal_on": date(2026, 7, 1)}, "deal"),
        ({"first_deal_on": date(2026, 7, 2)}, "prospect"),
        ({**OFFER, "first_deal_on": date(2024, 1, 1)}, "deal"),
        ({**LEFT, "terminated_on": date(2026, 7, 2)}, "deal"),
        ({**LEFT, "terminated_on": date(2026, 7, 1)}, "leaving"),
        (LEFT, "leaving"),
        ({**LEFT, **OFFER}, "interested"),
        ({**LEFT, "terminated_on": date(2026, 4, 1)}, "leaving"),
        (LONG_LEFT, "churned"),
        ({**LONG_LEFT, **OFFER}, "churned"),
        ({**LONG_LEFT, "repurchase_intent": True}, "leaving"),
        ({**LONG_LEFT, **OFFER, "repurchase_intent": True}, "interested"),
    ],
)
def test_stage(facts: Record, expected: str) -> None:
    assert standard("stage", **facts) == expected


# --- all customers


def oracle(known: Mapping[str, Any], day: date) -> dict[str, str]:
    """The standard in plain Python, of a customer of whom everything is known; amounts in yuan, shares as fractions."""

    def before(name: str, months: int) -> bool:
        """Return whether so many months have passed since the day of `name`."""
        return known[name] is not None and months_later(known[name], months) <= day

    spend, ended = known["annual_spend"], before("terminated_on", 0)
    gone = known["terminated_on"] is not None and months_later(known["terminated_on"], 3) < day
    closing = known["expected_close_on"]
    size = [
        "large" if known["employees"] >= 1000 or known["annual_revenue"] >= 500_000_000 else "",
        "medium" if known["employees"] >= 100 or known["annual_revenue"] >= 50_000_000 else "",
        "small",
    ]
    stage = [
        "churned" if gone and not known["repurchase_intent"] else "",
        "deal" if not ended and (before("contract_signed_on", 0) or before("first_deal_on", 0)) else "",
        "interested"
        if known["need_confirmed"]
        and known["proposal_sent"]
        and closing is not None
        and day <= closing <= months_later(day, 1)
        else "",
        "leaving" if ended else "",
        "prospect",
    ]
    value = [
        "not-applicable" if spend <= 0 and not before("first_deal_on", 0) else "",
        "high" if spend >= 500_000 and known["profit_margin"] >= Fraction(1, 5) and before("first_deal_on", 12) else "",
        "potential"
        if spend >= 100_000 and known["repurchase_rate"] >= Fraction(1, 2) and known["expansion_intent"]
        else "",
        "mid" if spend >= 100_000 else "",
        "low",
    ]
    tier = [
        "A" if spend >= 500_000 and known["interactions_90d"] >= 3 and known["satisfaction"] >= 4 else "",
        "B" if spend >= 100_000 else "",
        "C",
    ]
    told = {"size": size, "stage": stage, "value": value, "tier": tier}
    first = {name: next(filter(None, answers)) for name, answers in told.items()}
    return {**first, "size": "not-applicable"} if known["kind"] == "person" else first


@given(st.data(), as_ofs())
def test_everybody_has_exactly_one_answer(data: st.DataObject, day: date) -> None:
    known = data.draw(records("customer-standard", day, complete=True))
    found = load("customer-standard").classify(known, as_of=day)
    assert {name: answer(found[name]) for name in found} == oracle(known, day)


@given(st.data(), as_ofs())
def test_what_is_decided_stays_so_when_the_rest_becomes_known(data: st.DataObject, day: date) -> None:
    known = data.draw(records("customer-standard", day, complete=True))
    hidden = data.draw(st.sets(st.sampled_from(sorted(known))))
    assume(not (known["kind"] == "person" and "kind" in hidden))  # the one default: not known to be a person
    part = load("customer-standard").classify({k: v for k, v in known.items() if k not in hidden}, as_of=day)
    expected = oracle(known, day)
    assert {name: expected[name] in part[name].candidates for name in part} == dict.fromkeys(expected, True)


RISES = [
    ("size", "employees"),
    ("size", "annual_revenue"),
    ("value", "annual_spend"),
    ("value", "profit_margin"),
    ("value", "repurchase_rate"),
    ("tier", "annual_spend"),
    ("tier", "interactions_90d"),
    ("tier", "satisfaction"),
]


@given(st.sampled_from(RISES), st.data(), as_ofs())
def test_more_never_worsens(rise: tuple[str, str], data: st.DataObject, day: date) -> None:
    """K25: one customer with every value of a field that is worth trying, the least first."""
    (dimension, field), rules = rise, load("customer-standard")
    known = data.draw(records("customer-standard", day, complete=True))
    steps = [known | {field: value} for value in boundary_values(rules, day)[field]]
    found = [rules.classify(step, as_of=day).tags[dimension] for step in steps]
    rank = [label.name for label in rules.dimensions[dimension].labels]
    ranks = [rank.index(label) for label in found if label is not None]  # the value of nobody's spend is not compared
    assert ranks == sorted(ranks, reverse=True)


@given(st.data(), as_ofs())
def test_the_tiers_alone_are_those_of_the_standard(data: st.DataObject, day: date) -> None:
    part = data.draw(records("tiers-abc", day, complete=False))
    standard, alone = (load(name).classify(part, as_of=day)["tier"] for name in ("customer-standard", "tiers-abc"))
    assert (standard.status, standard.label, standard.candidates) == (alone.status, alone.label, alone.candidates)
