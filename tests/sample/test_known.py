"""The known customers are those of the printed examples, typed here once more."""

from datetime import date
from decimal import Decimal

import pytest

from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.facts import read_facts
from tierrules.sample import COLUMNS, known

AS_OF = date(2026, 11, 22)
WAN = 10_000
KNOWN = {str(one["customer_id"]): one for one in known(AS_OF)}
TWO_YEARS_AGO = date(2024, 11, 22)

C2024001 = {
    "kind": "company",
    "name": "科技有限公司",
    "industry": "互联网",
    "region": "华东",
    "employees": "500-1000人",
    "first_contact_on": date(2024, 3, 15),
    "first_contact_channel": "展会推荐",
    "core_need": "采购办公软件系统",
    "need_confirmed": True,
    "annual_spend": 50 * WAN,
    "interactions_90d": 5,
    "satisfaction": 4,
}
C2024002 = {
    "kind": "person",
    "name": "个人",
    "industry": "教育",
    "first_contact_on": date(2024, 4, 2),
    "first_contact_channel": "线上引流",
    "core_need": "职业培训课程",
    "annual_spend": 0,
    "interactions_90d": 1,
}
# Beside number, name and kind. Spans are counted back from AS_OF by hand.
WITNESSES: dict[str, dict[str, object]] = {
    "W-01": {"employees": 50, "annual_revenue": 60_000 * WAN},
    "W-02": {"employees": 500, "annual_revenue": 60_000 * WAN},
    "W-03": {"employees": 50, "annual_revenue": 50_000 * WAN},
    "W-04": {"employees": 300, "annual_revenue": 10_001 * WAN},
    "W-05": {"employees": "500-1000人"},
    "W-06": {"annual_spend": 80 * WAN, "profit_margin": Decimal("0.25"), "first_deal_on": date(2026, 5, 22)},
    "W-07": {
        "annual_spend": 50 * WAN,
        "profit_margin": Decimal("0.25"),
        "first_deal_on": TWO_YEARS_AGO,
        "repurchase_rate": Decimal("0.6"),
        "expansion_intent": True,
    },
    "W-08-01": {
        "annual_spend": 49 * WAN,
        "profit_margin": Decimal("0.15"),
        "repurchase_rate": Decimal("0.6"),
        "expansion_intent": True,
    },
    "W-08-02": {
        "annual_spend": 51 * WAN,
        "profit_margin": Decimal("0.15"),
        "repurchase_rate": Decimal("0.6"),
        "expansion_intent": True,
    },
    "W-09-01": {"annual_spend": 9 * WAN, "profit_margin": Decimal("0.05"), "unstable": True},
    "W-09-02": {"annual_spend": 10 * WAN, "profit_margin": Decimal("0.05"), "unstable": True},
    "W-10": {"annual_spend": 60 * WAN, "profit_margin": Decimal("0.1"), "first_deal_on": TWO_YEARS_AGO},
    "W-11": {"annual_spend": 30 * WAN, "repurchase_rate": Decimal("0.55"), "expansion_intent": True},
    "W-12-01": {"annual_spend": 48 * WAN, "profit_margin": Decimal("0.12"), "first_deal_on": TWO_YEARS_AGO},
    "W-12-02": {"annual_spend": 51 * WAN, "profit_margin": Decimal("0.12"), "first_deal_on": TWO_YEARS_AGO},
    "W-13": {
        "terminated_on": date(2025, 1, 31),
        "last_purchase_on": date(2025, 1, 15),
        "repurchase_intent": False,
    },
    "W-14": {"terminated_on": date(2026, 7, 22), "repurchase_intent": True, "proposal_sent": False},
    "W-15": {
        "annual_spend": 80 * WAN,
        "contract_signed_on": date(2024, 1, 15),
        "service_starts_on": date(2024, 1, 15),
        "service_ends_on": date(2025, 1, 14),
        "last_purchase_on": date(2024, 1, 15),
    },
    "W-16": {"first_contact_on": date(2026, 11, 21), "annual_spend": 0},
    "W-17": {"last_purchase_on": date(2025, 8, 31)},
    "W-18-01": {"need_confirmed": True, "need_due_on": date(2026, 12, 22)},
    "W-18-02": {"need_confirmed": True, "need_due_on": date(2027, 3, 2)},
    "W-19": {
        "need_confirmed": True,
        "proposal_sent": True,
        "comparing_vendors": True,
        "expected_close_on": date(2027, 1, 6),
    },
    "W-20": {
        "annual_spend": 60 * WAN,
        "first_deal_on": date(2023, 11, 22),
        "last_purchase_on": date(2026, 4, 22),
    },
    "W-21": {"need_confirmed": True, "annual_spend": 0},
    "W-24": {
        "first_deal_on": date(2024, 11, 15),
        "last_purchase_on": date(2025, 3, 15),
        "lifetime_spend": 60 * WAN,
    },
    **{f"W-25-{n:02}": {"annual_spend": 50 * WAN, "first_deal_on": date(2025, 11, 22)} for n in range(1, 11)},
}


@pytest.mark.parametrize("number", WITNESSES)
def test_a_witness_says_what_it_stands_for_and_no_more(number: str) -> None:
    said = {name: value for name, value in KNOWN[number].items() if name not in ("customer_id", "name", "kind")}
    assert said == WITNESSES[number]
    assert KNOWN[number]["kind"] == "company"
    assert KNOWN[number]["name"]


@pytest.mark.parametrize(
    ("number", "example"),
    [("C2024001", C2024001), ("W-22", C2024001), ("C2024002", C2024002), ("W-23", C2024002)],
)
def test_the_customers_of_the_example(number: str, example: dict[str, object]) -> None:
    assert KNOWN[number] == {"customer_id": number, **example}


def test_nobody_else_is_known_and_nobody_twice() -> None:
    assert list(KNOWN) == sorted(KNOWN)
    assert KNOWN.keys() == {"C2024001", "C2024002", "W-22", "W-23", *WITNESSES}
    assert len(list(known(AS_OF))) == 40


def test_spans_end_with_their_month_and_dates_stay() -> None:
    at_the_end = {str(one["customer_id"]): one for one in known(date(2026, 8, 31))}
    assert at_the_end["W-06"]["first_deal_on"] == date(2026, 2, 28)
    assert at_the_end["W-14"]["terminated_on"] == date(2026, 4, 30)
    assert at_the_end["W-18-01"]["need_due_on"] == date(2026, 9, 30)
    for number in ("W-13", "W-15", "W-17", "W-24", "C2024001", "C2024002"):
        assert at_the_end[number] == KNOWN[number]


def test_only_the_interval_cannot_be_read_as_a_number() -> None:
    unread = {
        (number, problem.field, problem.value)
        for number, one in KNOWN.items()
        for problem in read_facts(STANDARD_FIELDS, {name: one.get(name) for name in COLUMNS}).problems
    }
    assert unread == {(number, "employees", "500-1000人") for number in ("C2024001", "W-05", "W-22")}
