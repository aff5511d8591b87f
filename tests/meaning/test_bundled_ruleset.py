"""`size-and-dormancy` on, just below and just above each of its bounds, however the data writes the value.

The expected labels are typed from the standard: large from 1,000 employees or 5亿 yuan of revenue, medium from 100 or
5000万, small otherwise; dormant six months after the last purchase, awake before, not applicable to who never bought.
"""

from datetime import date, datetime
from decimal import Decimal

import pytest

import tierrules as tr

RULES = tr.load("size-and-dormancy")
AS_OF = date(2026, 11, 1)
LARGE, MEDIUM, SMALL = "large", "medium", "small"
LARGE_OR_MEDIUM, ANY_SIZE = "large medium", "large medium small"

EMPLOYEES = [
    # written as                                                        revenue 0, revenue not known
    ((0, 0.0, Decimal(0), "0", "0.00"), SMALL, ANY_SIZE),
    ((99, 99.0, Decimal(99), "99", "99.0", "９９"), SMALL, ANY_SIZE),
    ((100, 100.0, Decimal("1E+2"), "100", "100.00"), MEDIUM, LARGE_OR_MEDIUM),
    ((101, 101.0, Decimal("101.0"), " 101 "), MEDIUM, LARGE_OR_MEDIUM),
    ((999, 999.0, Decimal(999), "999"), MEDIUM, LARGE_OR_MEDIUM),
    ((1000, 1000.0, 1e3, Decimal("1E+3"), "1000", "1_000", "1千", "0.1万", "1000.00"), LARGE, LARGE),
    ((1001, 1001.0, Decimal(1001), "1_001"), LARGE, LARGE),
]
REVENUE = [
    # written as                                                        no employees, employees not known
    ((-1, -0.01, Decimal("-5E+8"), "-5亿"), SMALL, ANY_SIZE),
    ((49_999_999, 49999999.99, "49_999_999.99", "4999.9999万", "0.4999亿"), SMALL, ANY_SIZE),
    ((Decimal("49999999.9999999999"), "49999999.9999999999"), SMALL, ANY_SIZE),
    ((50_000_000, 5e7, Decimal("5E+7"), "5000万", "0.5亿", "50_000_000.00元"), MEDIUM, LARGE_OR_MEDIUM),
    ((50_000_001, 50000000.01, Decimal("50000000.0000000001"), "5000.0001万"), MEDIUM, LARGE_OR_MEDIUM),
    ((499_999_999, 499999999.99, Decimal("499999999.9999999999"), "4.99999999亿"), MEDIUM, LARGE_OR_MEDIUM),
    ((500_000_000, 5e8, Decimal("500000000.00"), "5亿", "5亿元", "500000000.00", "500_000_000"), LARGE, LARGE),
    ((500_000_001, 500000000.01, Decimal("500000000.0000000001"), "5.00000001亿", "50000.0001万元"), LARGE, LARGE),
]
BOTH = [
    (1000, 0, LARGE),
    (0, "5亿", LARGE),
    (999, "499999999.99", MEDIUM),
    (100, 0, MEDIUM),
    (99, "5000万", MEDIUM),
    (99, "49999999.99", SMALL),
    (0, 0, SMALL),
]
LAST_PURCHASE = [
    # as of, last purchase, label: the day six months after the purchase is the first dormant day, clamped
    (date(2026, 11, 1), date(2026, 4, 30), "dormant"),
    (date(2026, 11, 1), date(2026, 5, 1), "dormant"),
    (date(2026, 11, 1), date(2026, 5, 2), "awake"),
    (date(2026, 10, 31), date(2026, 4, 30), "dormant"),
    (date(2026, 10, 31), date(2026, 5, 1), "awake"),
    (date(2026, 10, 30), date(2026, 4, 30), "dormant"),
    (date(2026, 10, 29), date(2026, 4, 30), "awake"),
    (date(2026, 2, 28), date(2025, 8, 28), "dormant"),
    (date(2026, 2, 28), date(2025, 8, 31), "dormant"),
    (date(2026, 2, 28), date(2025, 9, 1), "awake"),
    (date(2026, 2, 27), date(2025, 8, 28), "awake"),
    (date(2024, 2, 28), date(2023, 8, 29), "awake"),
    (date(2024, 2, 29), date(2023, 8, 31), "dormant"),
    (date(2026, 11, 1), date(1970, 1, 1), "dormant"),
    (date(2026, 11, 1), date(2026, 11, 1), "awake"),
    (date(2026, 11, 1), date(2027, 1, 1), "awake"),
]


def candidates(dimension: str, customer: dict[str, object], as_of: date = AS_OF) -> str:
    """The label, or all that may still come."""
    return " ".join(RULES.classify(customer, as_of=as_of)[dimension].candidates)


@pytest.mark.parametrize(("written", "complete", "partly"), EMPLOYEES, ids=lambda one: str(one)[:30])
def test_employees(written: tuple[object, ...], complete: str, partly: str) -> None:
    for raw in written:
        assert candidates("size", {"employees": raw, "annual_revenue": 0}) == complete, raw
        assert candidates("size", {"employees": raw}) == partly, raw
        assert candidates("size", {"employees": raw, "annual_revenue": ""}) == partly, raw


@pytest.mark.parametrize(("written", "complete", "partly"), REVENUE, ids=lambda one: str(one)[:30])
def test_revenue(written: tuple[object, ...], complete: str, partly: str) -> None:
    for raw in written:
        assert candidates("size", {"employees": 0, "annual_revenue": raw}) == complete, raw
        assert candidates("size", {"annual_revenue": raw}) == partly, raw
        assert candidates("size", {"employees": None, "annual_revenue": raw}) == partly, raw


@pytest.mark.parametrize(("employees", "revenue", "label"), BOTH)
def test_either_of_the_two_is_enough(employees: int, revenue: object, label: str) -> None:
    assert candidates("size", {"employees": employees, "annual_revenue": revenue}) == label


@pytest.mark.parametrize(("as_of", "day", "label"), LAST_PURCHASE)
def test_dormancy(as_of: date, day: date, label: str) -> None:
    for raw in (day, day.isoformat(), datetime(day.year, day.month, day.day)):
        assert candidates("dormancy", {"last_purchase_on": raw}, as_of) == label, raw


@pytest.mark.parametrize(
    ("customer", "expected"),
    [
        ({}, "awake dormant not-applicable"),
        ({"last_purchase_on": ""}, "not-applicable"),
        ({"last_purchase_on": None}, "not-applicable"),
    ],
)
def test_who_never_bought_is_not_dormant(customer: dict[str, object], expected: str) -> None:
    assert candidates("dormancy", customer) == expected


def test_what_is_cited() -> None:
    rules = [
        RULES.classify(one, as_of=AS_OF)["size"].rule
        for one in ({"employees": 1000}, {"employees": 100, "annual_revenue": 0}, {"employees": 1, "annual_revenue": 1})
    ]
    assert rules == ["size.large", "size.medium", "size.otherwise"]
