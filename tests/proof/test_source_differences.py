"""What `customer-standard` decides otherwise than each text that it is made from: the contradictions K1 to K30.

Tables are the sources' own, to the letter: two of the examples, and what is printed beside them, typed here. Customers,
and what becomes of them, are typed from docs/sources.md. Not here, for no table can show them: K4 (a headcount written
as a range is no value), K29 (a spend without a period is another number, not another rule), K30 (a share of the
portfolio is no matter of one customer). K13 is what a check shows of one table (overlapping grades of intent, which the
standard does not have): here it is a dimension that is asked no longer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

import tierrules as tr
from tests.oracles.tables import NONE
from tests.proof.membership import is_in

TODAY = date(2026, 7, 1)
WAN = 10_000

HEAD = "tierrules: 1\nname: source\nlanguage: zh\ncurrency: CNY\nmodel: customer\n"

# R81, S0's sample record: 因客户年营收突破1亿, 将'中型企业'调整为'大型企业'.
RECORD = (
    HEAD
    + """\
thresholds: {large_revenue: 1亿, medium_revenue: 5000万}
dimensions:
  size:
    labels: {large: 大型企业, medium: 中型企业, small: 小微企业}
    hit: first
    rules:
      - {label: large, when: annual_revenue > large_revenue}
      - {label: medium, when: annual_revenue >= medium_revenue}
    otherwise: small
"""
)

# R38, S3: 大客户 / 中小客户 / 潜在客户 as sizes; only the last says who it is.
S3_SIZE = (
    HEAD
    + """\
dimensions:
  size:
    labels: {prospect: 潜在客户}
    hit: first
    rules:
      - {label: prospect, when: not elapsed(first_deal_on) >= 0}
    otherwise: none
"""
)

# R38, S2: size by kind, 企业客户 / 个体户 / 家庭用户.
S2_SIZE = (
    HEAD
    + """\
fields:
  legal_form: {type: category, values: [enterprise, sole_trader, household]}
dimensions:
  size:
    ordered: false
    labels: {enterprise: 企业客户, sole_trader: 个体户, household: 家庭用户}
    hit: first
    rules:
      - {label: enterprise, when: legal_form == 'enterprise'}
      - {label: sole_trader, when: legal_form == 'sole_trader'}
      - {label: household, when: legal_form == 'household'}
    otherwise: none
"""
)

# R71, S0: 潜力 becomes 高价值 once the yearly spend passes 50万.
PROMOTION = (
    HEAD
    + """\
thresholds: {high_spend: 50万}
dimensions:
  value:
    labels: {high: 高价值客户, potential: 潜力客户}
    hit: first
    rules:
      - {label: high, when: annual_spend > high_spend}
    otherwise: potential
"""
)


# The national table of 2017, three of its rows: a class needs all of its bounds, else it is the next one down.
NATIONAL = (
    HEAD
    + """\
fields:
  trade: {type: category, values: [industry, retail, software]}
thresholds:
  large_employees: {by: trade, rows: {industry: 1000, retail: 300, software: 300}}
  medium_employees: {by: trade, rows: {industry: 300, retail: 50, software: 100}}
  small_employees: {by: trade, rows: {industry: 20, retail: 10, software: 10}}
  large_revenue: {by: trade, rows: {industry: 40000万, retail: 20000万, software: 10000万}}
  medium_revenue: {by: trade, rows: {industry: 2000万, retail: 500万, software: 1000万}}
  small_revenue: {by: trade, rows: {industry: 300万, retail: 100万, software: 50万}}
dimensions:
  size:
    labels: {large: 大型企业, medium: 中型企业, small: 小型企业, micro: 微型企业}
    hit: first
    rules:
      - {label: large, when: {all: [employees >= large_employees, annual_revenue >= large_revenue]}}
      - {label: medium, when: {all: [employees >= medium_employees, annual_revenue >= medium_revenue]}}
      - {label: small, when: {all: [employees >= small_employees, annual_revenue >= small_revenue]}}
    otherwise: micro
"""
)


def example(name: str, **called: str) -> str:
    """An example whose dimensions are called as those of the standard, so that they are compared with these."""
    text = tr.load(f"examples/{name}").source.partition("\ninvariants:")[0]
    for then, now in called.items():
        text = re.sub(rf"^  {now}:$", f"  other_{now}:", text, flags=re.MULTILINE)
        text = re.sub(rf"^  {then}:$", f"  {now}:", text, flags=re.MULTILINE)
    return text


SOURCES = {
    "S0": lambda: example("s0-standards-table"),
    "S0 outline": lambda: example("s0-standards-table", stage_outline="stage", value_outline="value"),
    "S4": lambda: example("s4-follow-up-plan", lifecycle="stage"),
    "S0 record": lambda: RECORD,
    "S0 promotion": lambda: PROMOTION,
    "S2": lambda: S2_SIZE,
    "S3": lambda: S3_SIZE,
    "national": lambda: NATIONAL,
}


@cache
def rulesets(source: str) -> tuple[tr.Ruleset, tr.Ruleset]:
    return tr.loads(SOURCES[source]()), tr.load("customer-standard")


@cache
def compared(source: str) -> tr.Comparison:
    old, new = rulesets(source)
    return old.compare(new)


# --- customers; what is not said of one is plain: no dates, no intent, a company

PLAIN: Mapping[str, Any] = {
    "kind": "company",
    "trade": "industry",
    "employees": 10,
    "annual_revenue": 0,
    "annual_spend": 0,
    "profit_margin": 0,
    "repurchase_rate": 0,
    "expansion_intent": False,
    "unstable": False,
    "need_confirmed": False,
    "proposal_sent": False,
    "comparing_vendors": False,
    "repurchase_intent": False,
    "interactions_90d": 0,
    "satisfaction": 3,
    "legal_form": "enterprise",
}
DATES = (
    "first_contact_on",
    "first_deal_on",
    "last_purchase_on",
    "contract_signed_on",
    "service_starts_on",
    "service_ends_on",
    "terminated_on",
    "expected_close_on",
    "need_due_on",
    "last_contact_on",
)


def of_size(employees: int, revenue: float, **more: Any) -> dict[str, Any]:
    """Revenue in 万."""
    return {"employees": employees, "annual_revenue": Fraction(str(revenue)) * WAN, **more}


def worth(spend: int, margin: int = 0, years: str = "two years", rate: int = 0, **more: Any) -> dict[str, Any]:
    """Spend in 万, margin and repurchase rate in percent."""
    since = {"two years": date(2024, 7, 1), "one year": date(2025, 7, 1), "half a year": date(2026, 1, 1)}[years]
    shares = {"profit_margin": Fraction(margin, 100), "repurchase_rate": Fraction(rate, 100)}
    return {"annual_spend": spend * WAN, "first_deal_on": since, **shares, **more}


CONTACTED = {"first_contact_on": date(2026, 6, 1)}
NEEDS = {**CONTACTED, "need_confirmed": True, "proposal_sent": True, "comparing_vendors": True}
BOUGHT = {**CONTACTED, "first_deal_on": date(2026, 5, 1), "last_purchase_on": date(2026, 5, 1)}
SERVED = {"contract_signed_on": date(2024, 1, 15), "service_starts_on": date(2024, 1, 15)}


def ended(on: date, **more: Any) -> dict[str, Any]:
    return {**CONTACTED, "terminated_on": on, **more}


CASES = [
    # size
    ("K1", "S0", "size", of_size(50, 60000), "conflict", "large"),
    ("K1", "S0", "size", of_size(500, 60000), "conflict", "large"),
    ("K1", "S0", "size", of_size(50, 20000), "conflict", "medium"),
    ("K2", "S0", "size", of_size(50, 50000), "conflict", "large"),
    ("K3", "S0 record", "size", of_size(300, 10001), "large", "medium"),
    ("K3", "S0", "size", of_size(300, 10001), None, None),
    ("K5", "S0", "size", of_size(1, 0, kind="person"), "small", "not-applicable"),
    ("K6", "S3", "size", of_size(2000, 0, **CONTACTED), "prospect", "large"),
    ("K7", "S2", "size", of_size(300, 0, legal_form="sole_trader"), "sole_trader", "medium"),
    ("K8", "national", "size", of_size(320, 25000, trade="retail"), "large", "medium"),
    ("K8", "national", "size", of_size(320, 12000, trade="software"), "large", "medium"),
    ("K8", "national", "size", of_size(150, 6000, trade="industry"), "small", "medium"),
    ("K8", "national", "size", of_size(1200, 1500, trade="industry"), "small", "large"),
    ("K8", "national", "size", of_size(50, 60000, trade="software"), "small", "large"),
    ("K8", "national", "size", of_size(60, 600, trade="retail"), "medium", "small"),
    # stage
    ("K9", "S0 outline", "stage", {}, None, None),
    ("K9", "S0 outline", "stage", CONTACTED, "unlabelled", "prospect"),
    ("K10", "S0 outline", "stage", {**CONTACTED, "proposal_sent": True}, "unlabelled", "prospect"),
    ("K11", "S0", "stage", {**NEEDS, "expected_close_on": date(2026, 8, 15)}, "unlabelled", "prospect"),
    ("K11", "S0 outline", "stage", {**NEEDS, "expected_close_on": date(2026, 8, 15)}, "interested", "prospect"),
    ("K12", "S4", "stage", {**NEEDS, "expected_close_on": date(2026, 7, 20)}, "conflict", "interested"),
    ("K14", "S0", "stage", BOUGHT, "unlabelled", "deal"),
    ("K15", "S0", "stage", ended(date(2026, 5, 1)), "unlabelled", "leaving"),
    ("K15", "S0 outline", "stage", ended(date(2026, 5, 1)), "churned", "leaving"),
    ("K15", "S0", "stage", ended(date(2026, 3, 1), repurchase_intent=True), "unlabelled", "leaving"),
    ("K15", "S0", "stage", ended(date(2026, 4, 1)), "unlabelled", "leaving"),
    ("K16", "S4", "stage", ended(date(2026, 3, 1), last_purchase_on=date(2026, 2, 15)), "deal", "churned"),
    ("K16", "S4", "stage", ended(date(2026, 1, 1), last_purchase_on=date(2025, 12, 15)), "conflict", "churned"),
    ("K17", "S4", "stage", {**CONTACTED, **SERVED, "last_purchase_on": date(2025, 12, 1)}, "conflict", "deal"),
    ("K18", "S4", "stage", CONTACTED, "conflict", "prospect"),
    ("K20", "S0", "stage", {**NEEDS, **SERVED, "service_ends_on": date(2027, 1, 14)}, None, None),
    (
        "K20",
        "S0",
        "stage",
        {**NEEDS, **SERVED, "service_ends_on": date(2027, 1, 14), "expected_close_on": date(2026, 7, 20)},
        "conflict",
        "deal",
    ),
    # value
    ("K21", "S4", "value", worth(60, 10), "high", "mid"),
    ("K21", "S0 outline", "value", worth(120, 5, "half a year"), "high", "mid"),
    ("K21", "S0 outline", "value", worth(60, 25), "unlabelled", "high"),
    ("K21", "S4", "value", worth(120, 5, "half a year"), "unlabelled", "mid"),
    ("K22", "S0 outline", "value", worth(30, 0, rate=55, expansion_intent=True), "unlabelled", "potential"),
    ("K22", "S0", "value", worth(30, 0, rate=55, expansion_intent=True), None, None),
    ("K23", "S0", "value", worth(30, 0, rate=40), "unlabelled", "mid"),
    ("K23", "S0", "value", worth(60, 15), "unlabelled", "mid"),
    ("K23", "S0", "value", worth(80, 25, "half a year"), "unlabelled", "mid"),
    ("K23", "S0", "value", worth(5, 12, unstable=True), "unlabelled", "low"),
    ("K23", "S0", "value", worth(5, 5), "unlabelled", "low"),
    ("K24", "S0", "value", worth(50, 25, rate=60, expansion_intent=True), "conflict", "high"),
    ("K25", "S0", "value", worth(49, 15, rate=60, expansion_intent=True), None, None),
    ("K25", "S0", "value", worth(51, 15, rate=60, expansion_intent=True), "unlabelled", "potential"),
    ("K25", "S0", "value", worth(9, 5, unstable=True), None, None),
    ("K25", "S0", "value", worth(10, 5, unstable=True), "unlabelled", "mid"),
    ("K25", "S4", "value", worth(51, 0, "half a year"), "unlabelled", "mid"),
    ("K26", "S4", "value", worth(80, 25, "half a year"), "unlabelled", "mid"),
    ("K26", "S4", "value", worth(50, 25, "one year"), "conflict", "high"),
    ("K28", "S0 promotion", "value", worth(51, 12, rate=60, expansion_intent=True), "high", "potential"),
    ("K28", "S0", "value", worth(51, 12, rate=60, expansion_intent=True), "unlabelled", "potential"),
]


@pytest.mark.parametrize(("number", "source", "dimension", "told", "before", "after"), CASES)
def test_the_customer_of_a_contradiction_comes_out(
    number: str, source: str, dimension: str, told: dict[str, Any], before: str | None, after: str | None
) -> None:
    facts = {**dict.fromkeys(DATES, NONE), **PLAIN, **told}
    inside = [one for one in compared(source) if one.dimension.name == dimension and is_in(one, facts, TODAY)]
    assert {(says(one.before), says(one.after)) for one in inside} == ({(before, after)} if before else set()), number
    given = {name: None if seen == NONE else seen for name, seen in facts.items()}
    seen = [says(rules.classify(given, as_of=TODAY)[dimension]) for rules in rulesets(source)]
    assert seen == [before, after] if before else seen[0] == seen[1]


def says(state: Any) -> str:
    (label,) = state.labels or (None,)
    return state.status if label is None else str(getattr(label, "name", label))


@pytest.mark.parametrize("source", list(SOURCES))
def test_every_difference_is_told(source: str) -> None:
    assert not compared(source).undecided


def test_labels_that_a_source_does_not_have() -> None:
    """K27: S0 has no mid value, S4 no potential."""
    added = {
        source: {one.after.name for one in compared(source).labels if one.kind == "added" and one.after}
        for source in ("S0", "S4")
    }
    assert "mid" in added["S0"]
    assert "potential" in added["S4"]


def test_grades_of_intent_are_asked_no_longer() -> None:
    assert "intent" in {one.name for one in compared("S4").dimensions_removed}  # K13


@pytest.mark.parametrize(("length", "day"), [("180 days", date(2026, 2, 27)), ("183 days", date(2026, 2, 28))])
def test_half_a_year_in_days_is_not_six_months(length: str, day: date) -> None:
    """K19: bought on August 31; 180 days are over a day before six months are, 183 days two days after."""
    months = tr.load("dormancy")
    days = tr.loads(months.source.replace("value: 6 months", f"value: {length}"))
    moves = {(says(one.before), says(one.after)) for one in days.compare(months) if one.dimension.name == "dormancy"}
    bought = {"last_purchase_on": date(2025, 8, 31)}
    then, now = (says(rules.classify(bought, as_of=day)["dormancy"]) for rules in (days, months))
    assert (then, now) == (("dormant", "awake") if length == "180 days" else ("awake", "dormant"))
    assert (then, now) in moves
