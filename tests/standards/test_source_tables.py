"""Two tables as their sources print them: every bound, every hole and every overlap, counted cell by cell.

What a cell should say is worked out from the printed rows, typed here once more; nothing is taken from a ruleset.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product

import pytest

import tierrules as tr
from tests.standards.calendar_months import months_later
from tests.standards.witnesses import answer

AS_OF = date(2026, 7, 1)
S0, S4 = "examples/s0-standards-table", "examples/s4-follow-up-plan"
WAN = 10_000
HALF_A_YEAR_AGO, TWO_YEARS_AGO = date(2026, 1, 1), date(2024, 7, 1)
load = cache(tr.load)


def said(table: str, dimension: str, as_of: date = AS_OF, **facts: object) -> str:
    return answer(load(table).classify(facts, as_of=as_of)[dimension])


def joined(labels: Iterator[str]) -> str:
    return "|".join(labels) or "none"


# --- size: K1 to K3


def sizes(employees: int, revenue: float) -> Iterator[str]:
    """The rows of S0, revenue in 万; 5000万-5亿 with both ends."""
    if employees >= 1000 or revenue >= 50000:
        yield "large"
    if 100 <= employees <= 999 or 5000 <= revenue <= 50000:
        yield "medium"
    if employees < 100 or revenue < 5000:
        yield "small"


def size(employees: int, revenue: float) -> str:
    return said(S0, "size", employees=employees, annual_revenue=f"{revenue}万")


def test_six_of_nine_combinations_of_bands_carry_two_sizes() -> None:
    found = {(e, r): size(e, r) for e, r in product((50, 500, 1200), (3000, 20000, 60000))}
    assert found == {
        (50, 3000): "small",
        (50, 20000): "medium|small",
        (50, 60000): "large|small",
        (500, 3000): "medium|small",
        (500, 20000): "medium",
        (500, 60000): "large|medium",
        (1200, 3000): "large|small",
        (1200, 20000): "large|medium",
        (1200, 60000): "large",
    }
    assert sum("|" in labels for labels in found.values()) == 6


@pytest.mark.parametrize("employees", [0, 99, 100, 101, 998, 999, 1000, 1001])
@pytest.mark.parametrize("revenue", [0, 4999.99, 5000, 5000.01, 49999.99, 50000, 50000.01])
def test_each_bound_of_the_sizes(employees: int, revenue: float) -> None:
    assert size(employees, revenue) == joined(sizes(employees, revenue))


def test_three_sizes_at_once_only_where_two_ranges_share_their_end() -> None:
    assert [r for r in (49999.99, 50000, 50000.01) if size(50, r).count("|") == 2] == [50000]


# --- stage of S0, lifecycle and intent of S4: K9 to K20

NOBODY = {
    "need_confirmed": "no",
    "proposal_sent": "no",
    "contract_signed_on": "",
    "terminated_on": "",
    "first_deal_on": "",
}


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "none"), (0, "interested"), (30, "interested"), (31, "interested"), (32, "none"), (45, "none")],
)
def test_interested_is_who_closes_within_a_month(days: int, expected: str) -> None:
    """From July 1 a month is 31 days."""
    closing = AS_OF + timedelta(days)
    facts = {**NOBODY, "need_confirmed": "yes", "proposal_sent": "yes", "expected_close_on": closing}
    assert said(S0, "stage", **facts) == expected
    for lacking in ("need_confirmed", "proposal_sent"):
        assert said(S0, "stage", **{**facts, lacking: "no"}) == "none"


@pytest.mark.parametrize(
    ("signed", "starts", "ends", "expected"),
    [
        (0, 0, 0, "deal"),
        (-400, -365, 0, "deal"),
        (-400, -365, -1, "none"),
        (0, 1, 30, "none"),
        (1, 0, 30, "none"),
        (-60, None, None, "none"),  # K14: an order without a service term
    ],
)
def test_a_deal_is_signed_and_in_service(signed: int, starts: int | None, ends: int | None, expected: str) -> None:
    def on(days: int | None) -> object:
        return "" if days is None else AS_OF + timedelta(days)

    facts = {**NOBODY, "contract_signed_on": on(signed), "service_starts_on": on(starts), "service_ends_on": on(ends)}
    assert said(S0, "stage", **facts) == expected


@pytest.mark.parametrize(
    ("ended", "day", "expected"),
    [
        (date(2026, 4, 1), date(2026, 6, 30), "none"),
        (date(2026, 4, 1), date(2026, 7, 1), "none"),  # three months are not more than three months
        (date(2026, 4, 1), date(2026, 7, 2), "churned"),
        (date(2025, 1, 31), date(2025, 4, 30), "none"),
        (date(2025, 1, 31), date(2025, 5, 1), "churned"),  # K19: April has no 31st
    ],
)
def test_churned_is_who_left_more_than_three_months_ago(ended: date, day: date, expected: str) -> None:
    assert said(S0, "stage", day, **{**NOBODY, "terminated_on": ended}, repurchase_intent="no") == expected
    assert said(S0, "stage", day, **{**NOBODY, "terminated_on": ended}, repurchase_intent="yes") == "none"
    assert said(S0, "stage_outline", day, **{**NOBODY, "terminated_on": ended, "first_contact_on": ended}) == "churned"


def test_the_outline_calls_prospect_whom_the_plan_does_not() -> None:
    """K9: never contacted, and contacted without a deal. K10: after talks nobody is a prospect of the outline."""
    met, unmet = {"first_contact_on": date(2026, 6, 30)}, {"first_contact_on": ""}
    assert (said(S0, "stage_outline", **NOBODY, **unmet), said(S0, "stage_outline", **NOBODY, **met)) == (
        "prospect",
        "none",
    )
    bought = {"last_purchase_on": date(2026, 6, 30), "need_confirmed": "no"}
    assert said(S4, "lifecycle", **met, **bought) == "deal"
    never = {"last_purchase_on": "", "need_confirmed": "no"}
    # K18: to the letter, who never bought has bought nothing in six months.
    assert (said(S4, "lifecycle", **unmet, **never), said(S4, "lifecycle", **met, **never)) == (
        "dormant",
        "prospect|dormant",
    )


@pytest.mark.parametrize(
    ("days", "contacted", "bought", "ended"),
    [
        (-1, ("none", "prospect|dormant"), ("deal", "deal"), "churned"),
        (0, ("none", "prospect|dormant"), ("deal", "deal"), "churned"),
        (1, ("prospect", "dormant"), ("none", "prospect"), "deal"),
    ],
)
def test_what_happens_today_counts(days: int, contacted: tuple[str, str], bought: tuple[str, str], ended: str) -> None:
    """The outline of S0 and the plan of S4; a date to come has not come."""
    day, before = AS_OF + timedelta(days), AS_OF - timedelta(30)

    def both(contact: date, deal: date | str, end: date | str = "") -> tuple[str, str]:
        dates = {"first_contact_on": contact, "first_deal_on": deal, "last_purchase_on": deal, "terminated_on": end}
        facts = {**NOBODY, **dates}
        return said(S0, "stage_outline", **facts), said(S4, "lifecycle", **facts)

    assert both(day, "") == contacted
    assert both(before, day) == bought
    assert both(before, before, day)[0] == ended
    need = {"need_due_on": date(2026, 7, 20)}
    first = said(S4, "intent", first_contact_on=day, last_purchase_on="", **need)
    assert first == ("mid" if days <= 0 else "not-applicable")
    later = said(S4, "intent", first_contact_on=before, last_purchase_on=day, **need)
    assert later == ("not-applicable" if days <= 0 else "mid")


@pytest.mark.parametrize(
    ("comparing", "expected"), [("yes", "prospect|interested|dormant"), ("no", "prospect|dormant")]
)
def test_whoever_compares_offers_is_a_prospect_as_well(comparing: str, expected: str) -> None:
    facts = {"first_contact_on": date(2026, 6, 1), "last_purchase_on": "", "need_confirmed": "yes"}
    assert said(S4, "lifecycle", **facts, comparing_vendors=comparing) == expected


def test_no_dormant_customer_is_anything_but_a_deal_too() -> None:
    for days in range(1, 400):
        bought = AS_OF - timedelta(days)
        expected = "deal|dormant" if months_later(bought, 6) <= AS_OF else "deal"
        assert said(S4, "lifecycle", first_contact_on=bought, last_purchase_on=bought, need_confirmed="no") == expected


def intents(need: date) -> Iterator[str]:
    """Within a week, within a month, in one to three months; windows from today on, with their last days."""
    if AS_OF <= need <= AS_OF + timedelta(7):
        yield "high"
    if AS_OF <= need <= months_later(AS_OF, 1):
        yield "mid"
    if months_later(AS_OF, 1) <= need <= months_later(AS_OF, 3):
        yield "low"


def test_each_day_of_the_intents() -> None:
    """K13: the first week twice, one day twice, then a hole."""
    found = Counter()
    for days in range(-1, 121):
        need = AS_OF + timedelta(days)
        told = said(S4, "intent", first_contact_on=date(2026, 6, 1), last_purchase_on="", need_due_on=need)
        assert told == joined(intents(need)), need
        found[told] += 1
    assert found == {"high|mid": 8, "mid": 23, "mid|low": 1, "low": 61, "none": 29}


def test_intent_is_asked_of_prospects_only() -> None:
    need = {"need_due_on": date(2026, 7, 2), "last_purchase_on": date(2026, 6, 1)}
    assert said(S4, "intent", first_contact_on=date(2026, 5, 1), **need) == "not-applicable"


def test_each_lacks_a_stage_that_the_other_has() -> None:
    """K20."""
    s0 = {label.name for label in load(S0).dimensions["stage"].labels}
    s4 = {label.name for label in load(S4).dimensions["lifecycle"].labels}
    assert (s0 - s4, s4 - s0) == ({"churned"}, {"prospect", "dormant"})


# --- value: K21 to K26


def s0_values(
    spend: float, margin: float, years: float, repurchase: float, more: bool, unstable: bool
) -> Iterator[str]:
    """The rows of S0, spend in 万, margin and repurchase rate in per cent."""
    if spend >= 50 and margin >= 20 and years >= 1:
        yield "high"
    if 10 <= spend <= 50 and repurchase >= 50 and more:
        yield "potential"
    if spend < 10 and margin < 10 and unstable:
        yield "low"


def s4_values(spend: float, years: float) -> Iterator[str]:
    if spend >= 50 and years >= 1:
        yield "high"
    if 10 <= spend <= 50:
        yield "mid"
    if spend < 10:
        yield "low"


def since(years: float) -> date:
    return months_later(AS_OF, -round(12 * years))


def s0_value(spend: float, margin: float, years: float, repurchase: float, more: bool, unstable: bool) -> str:
    return said(
        S0,
        "value",
        annual_spend=f"{spend}万",
        profit_margin=f"{margin}%",
        first_deal_on=since(years),
        repurchase_rate=f"{repurchase}%",
        expansion_intent=more,
        unstable=unstable,
    )


def test_of_192_cells_146_have_no_value_44_one_and_2_two() -> None:
    """K23, with the range of 潜力 closed at both ends."""
    cells = list(product((5, 30, 50, 80), (5, 15, 25), (0.5, 2), (30, 60), (True, False), (True, False)))
    found = {cell: s0_value(*cell) for cell in cells}
    assert all(told == joined(s0_values(*cell)) for cell, told in found.items())
    labels = Counter(0 if told == "none" else 1 + told.count("|") for told in found.values())
    assert labels == {0: 146, 1: 44, 2: 2}
    assert {cell[:5] for cell, told in found.items() if "|" in told} == {(50, 25, 2, 60, True)}  # K24


@pytest.mark.parametrize("spend", [9.99, 10, 10.01, 49.99, 50, 50.01])
@pytest.mark.parametrize("margin", [9.99, 10, 19.99, 20])
@pytest.mark.parametrize("repurchase", [49.99, 50, 50.01])
def test_each_bound_of_the_values(spend: float, margin: float, repurchase: float) -> None:
    for months, more, unstable in product((11, 12), (True, False), (True, False)):
        cell = (spend, margin, months / 12, repurchase, more, unstable)
        assert s0_value(*cell) == joined(s0_values(*cell)), cell


def test_a_customer_is_one_for_a_year_from_the_day_on() -> None:
    facts = {"annual_spend": 50 * WAN + 1, "profit_margin": "20%", "unstable": "no", "repurchase_rate": 0}
    days = {since: said(S4, "value", first_deal_on=since, **facts) for since in (date(2025, 7, 1), date(2025, 7, 2))}
    assert list(days.values()) == ["high", "none"]
    assert said(S0, "value", first_deal_on=date(2025, 7, 1), **facts) == "high"
    assert said(S0, "value", first_deal_on=date(2025, 7, 2), **facts) == "none"


@pytest.mark.parametrize("spend", [0, 9.99, 10, 49.99, 50, 50.01, 80])
@pytest.mark.parametrize("months", [0, 6, 11, 12, 13])
def test_each_bound_of_the_plan(spend: float, months: int) -> None:
    """K26: at 50万 two classes after a year; above it none before."""
    told = said(S4, "value", annual_spend=f"{spend}万", first_deal_on=months_later(AS_OF, -months))
    assert told == joined(s4_values(spend, months / 12))


@pytest.mark.parametrize(("spend", "high"), [(99.99, False), (100, True)])
@pytest.mark.parametrize(("repurchase", "potential"), [(59.99, False), (60, True)])
def test_each_bound_of_the_outline(spend: float, high: bool, repurchase: float, potential: bool) -> None:
    """K21, K22."""
    told = said(S0, "value_outline", annual_spend=f"{spend}万", repurchase_rate=f"{repurchase}%")
    assert told == joined(label for label, holds in (("high", high), ("potential", potential)) if holds)


def test_more_spend_loses_the_label() -> None:
    """K25."""
    assert [s0_value(s, 15, 2, 60, True, False) for s in (49, 51)] == ["potential", "none"]
    assert [s0_value(s, 5, 2, 30, False, True) for s in (9, 10)] == ["low", "none"]
    newcomer = {"first_deal_on": HALF_A_YEAR_AGO}
    assert [said(S4, "value", annual_spend=s * WAN, **newcomer) for s in (49, 51)] == ["mid", "none"]


def test_a_missing_figure_leaves_the_answer_open() -> None:
    assert said(S0, "size", employees=50) == "undetermined"
    assert said(S0, "value", annual_spend=5 * WAN, profit_margin="5%", first_deal_on=TWO_YEARS_AGO) == "undetermined"
    assert said(S4, "lifecycle", first_contact_on=date(2026, 6, 30), need_confirmed="no") == "undetermined"
