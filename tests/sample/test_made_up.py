"""The made-up customers: readable, consistent, skewed, and the same for everybody."""

import csv
import hashlib
import io
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import islice
from statistics import mean, median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as stdnum_uscc

from tests.oracles.calendar_days import add
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.facts import read_facts
from tierrules.sample import COLUMNS, Record, cell_text, chance, made_up
from tierrules.sample.customers import FORGOTTEN
from tierrules.sample.names import uscc

AS_OF = date(2026, 11, 22)
WAN = 10_000
MANY = list(made_up(6000, 1, AS_OF))
COMPANY_ONLY = ("uscc", "industry", "industry_code", "ownership", "founded_on", "employees", "annual_revenue")

# On it, one below, one above; a threshold of time is a day, typed for AS_OF.
THRESHOLDS: dict[str, list[tuple[Any, Any, Any]]] = {
    "employees": [(1000, 999, 1001), (300, 299, 301), (100, 99, 101)],
    "annual_revenue": [(500_000_000, 499_999_999, 500_000_001), (50_000_000, 49_999_999, 50_000_001)],
    "annual_spend": [(100 * WAN, 999_999, 1_000_001), (50 * WAN, 499_999, 500_001), (10 * WAN, 99_999, 100_001)],
    "profit_margin": [
        (Decimal("0.2"), Decimal("0.199"), Decimal("0.201")),
        (Decimal("0.1"), Decimal("0.099"), Decimal("0.101")),
    ],
    "repurchase_rate": [
        (Decimal("0.6"), Decimal("0.599"), Decimal("0.601")),
        (Decimal("0.5"), Decimal("0.499"), Decimal("0.501")),
    ],
    "first_deal_on": [(date(2025, 11, 22), date(2025, 11, 21), date(2025, 11, 23))],
    "last_purchase_on": [(date(2026, 5, 22), date(2026, 5, 21), date(2026, 5, 23))],
    "terminated_on": [(date(2026, 8, 22), date(2026, 8, 21), date(2026, 8, 23))],
    "need_due_on": [(date(2026, 12, 22), date(2026, 12, 21), date(2026, 12, 23))],
    "expected_close_on": [(date(2026, 12, 22), date(2026, 12, 21), date(2026, 12, 23))],
}

days = st.dates(date(1100, 1, 1), date(8900, 12, 31)) | st.sampled_from([date(2024, 2, 29), date(2026, 8, 31)])
samples = st.tuples(st.integers(0, 25), st.integers(), days)


def values(name: str, records: list[Record] = MANY) -> list[Any]:
    return [one[name] for one in records if one.get(name) is not None]


def in_order(*moments: object) -> bool:
    there = [one for one in moments if isinstance(one, date)]
    return there == sorted(there)


@given(samples)
def test_every_value_is_read_and_its_text_means_the_same(asked: tuple[int, int, date]) -> None:
    rows, seed, as_of = asked
    records = list(made_up(rows, seed, as_of))
    assert len(records) == rows
    for record in records:
        assert record.keys() <= STANDARD_FIELDS.keys()
        typed = read_facts(STANDARD_FIELDS, {name: record.get(name) for name in COLUMNS})
        written = read_facts(STANDARD_FIELDS, {name: cell_text(record.get(name)) for name in COLUMNS})
        assert typed.problems == ()
        assert written == typed


@given(samples, st.integers(0, 25))
def test_fewer_rows_are_the_first_of_more(asked: tuple[int, int, date], further: int) -> None:
    rows, seed, as_of = asked
    assert list(made_up(rows, seed, as_of)) == list(islice(made_up(rows + further, seed, as_of), rows))


@given(samples)
def test_what_happened_happened_in_order(asked: tuple[int, int, date]) -> None:
    rows, seed, as_of = asked
    check_order(list(made_up(rows, seed, as_of)), as_of)


def check_order(records: list[Record], as_of: date) -> None:
    for one in records:
        get = one.get
        deals = (get("first_deal_on"), get("last_purchase_on"), get("terminated_on"))
        assert in_order(get("founded_on"), get("first_contact_on"), *deals, as_of), one
        assert in_order(get("first_contact_on"), get("last_contact_on"), as_of), one
        assert in_order(get("contract_signed_on"), get("service_starts_on"), get("service_ends_on")), one
        assert in_order(get("first_deal_on"), get("contract_signed_on"), get("last_purchase_on")), one
        assert in_order(as_of, get("need_due_on")), one
        assert in_order(as_of, get("expected_close_on")), one
        assert (get("first_deal_on") is None) == (get("last_purchase_on") is None), one


@given(samples)
def test_money_and_orders_agree_with_the_dates(asked: tuple[int, int, date]) -> None:
    rows, seed, as_of = asked
    check_money(list(made_up(rows, seed, as_of)), as_of)


def check_money(records: list[Record], as_of: date) -> None:
    for one in records:
        last = one.get("last_purchase_on")
        bought_lately = isinstance(last, date) and add(last, "month", 12) > as_of
        assert (one["orders_12m"] != 0) == (one["annual_spend"] != 0) == bought_lately, one
        spent = one["lifetime_spend"]
        assert isinstance(spent, int)
        assert isinstance(one["annual_spend"], int)
        assert spent >= one["annual_spend"]
        assert (spent > 0) == (last is not None)


def test_so_it_is_with_those_on_thresholds_of_time() -> None:
    """They are too few for the properties above: thousands, with a last purchase on the very day among them."""
    check_order(MANY, AS_OF)
    check_money(MANY, AS_OF)
    assert date(2025, 11, 22) in values("last_purchase_on")


def test_a_person_has_nothing_of_a_company() -> None:
    persons = [one for one in MANY if one["kind"] == "person"]
    assert 0.05 < len(persons) / len(MANY) < 0.15
    assert all(name not in one for one in persons for name in COMPANY_ONLY)
    assert {str(one["name"])[1:] for one in persons} == {"某"}


def test_every_number_is_given_once() -> None:
    assert values("customer_id") == [f"C-{number:06}" for number in range(1, len(MANY) + 1)]


def test_every_threshold_is_met_and_missed_by_one_among_three_hundred() -> None:
    few = MANY[:300]
    for name, triples in THRESHOLDS.items():
        seen = set(values(name, few))
        assert {value for triple in triples for value in triple} <= seen, name


@pytest.mark.parametrize("name", FORGOTTEN)
def test_values_are_missing_as_often_as_is_said(name: str) -> None:
    """Of those who could have it: a person has no revenue, who never bought has no margin."""
    could = [one for one in MANY if _could_have(name, one)]
    missing = sum(name not in one for one in could) / len(could)
    assert 0.85 * FORGOTTEN[name] < missing < 1.15 * FORGOTTEN[name] + 0.01


def _could_have(name: str, one: Record) -> bool:
    if name in COMPANY_ONLY or name == "total_assets":
        return one["kind"] == "company"
    if name in ("profit_margin", "repurchase_rate", "referral_rate", "expansion_intent", "unstable", "satisfaction"):
        return "first_deal_on" in one
    if name == "repurchase_intent":
        return "terminated_on" in one
    return name != "budget" or "budget_confirmed" in one


def test_no_date_is_forgotten_whose_absence_would_be_a_fact() -> None:
    assert {STANDARD_FIELDS[name].empty for name in FORGOTTEN if name != "founded_on"} == {"unknown"}


@pytest.mark.parametrize("name", ["employees", "annual_revenue", "annual_spend", "lifetime_spend"])
def test_sizes_are_skewed(name: str) -> None:
    positive = [value for value in values(name) if value > 0]
    assert mean(positive) > 2 * median(positive)


def test_purchases_have_their_seasons() -> None:
    # Whole years only, so that each month had the same number of days to be bought on.
    by_month = Counter(day.month for day in values("last_purchase_on") if date(2025, 1, 1) <= day <= date(2025, 12, 31))
    assert by_month[3] > by_month[2]
    assert by_month[11] + by_month[12] > by_month[7] + by_month[8]


def test_numbers_are_as_round_as_people_give_them() -> None:
    on_thresholds = {value for triple in THRESHOLDS["annual_revenue"] for value in triple}
    rough = [value for value in values("annual_revenue") if value not in on_thresholds]
    assert all(len(str(value).rstrip("0")) <= 3 for value in rough)


@given(st.integers())
def test_codes_have_the_right_check_character_and_a_region_that_does_not_exist(seed: int) -> None:
    code = uscc(chance.Chance(seed))
    assert stdnum_uscc.is_valid(code)
    assert code[2:4] == "99"


def test_only_the_promised_generator_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python promises that `random` of a seeded generator never changes, and no other method."""

    class Bare:
        def __init__(self, seed: int) -> None:
            self.state = seed

        def random(self) -> float:
            self.state = (self.state * 1103515245 + 12345) % 2**31
            return self.state / 2**31

    monkeypatch.setattr(chance, "Random", Bare)
    assert len(list(made_up(100, 1, AS_OF))) == 100


def test_old_seeds_give_the_customers_that_they_gave() -> None:
    """The digest of Python 3.11, 3.12 and 3.13. Another one means that a portfolio named by its seed is another one."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [cell_text(one.get(name)) for name in COLUMNS] for one in made_up(500, 20261122, AS_OF)
    )
    assert hashlib.sha256(text.getvalue().encode()).hexdigest()[:16] == "2928836bb3c91d3c"
