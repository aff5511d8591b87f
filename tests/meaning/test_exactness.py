"""Nothing is rounded, and what is not there stays what it is through every operator."""

import decimal
import itertools
import math
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.dates import Duration
from tierrules.meaning.semantics import compare
from tierrules.meaning.truth import MISSING, NONE, UNKNOWN, Absent
from tierrules.meaning.values import computed

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: exact
currency: CNY
fields:
  amount: {type: decimal}
  other: {type: decimal, empty: none}
thresholds: {bound: BOUND}
dimensions:
  d:
    labels: [yes]
    hit: first
    rules: [{label: "yes", when: "WHEN"}]
    otherwise: none
"""


def status(when: str, bound: str = "0", as_of: date = AS_OF, **customer: object) -> str:
    rules = tr.loads(TEXT.replace("BOUND", bound).replace("WHEN", when))
    tag = rules.classify(customer, as_of=as_of)["d"]
    return tag.label or tag.status


@given(st.fractions(max_denominator=10**6).filter(lambda one: one != 0), st.integers(1, 97))
def test_arithmetic_is_that_of_fractions(amount: Fraction, count: int) -> None:
    """A third of it three times is the whole, where floats and decimals lose the last digit."""
    rules = tr.loads(TEXT.replace("BOUND", "0").replace("WHEN", f"amount / {count} * {count} == amount"))
    assert rules.classify({"amount": amount}, as_of=AS_OF)["d"].label == "yes"
    near = tr.loads(TEXT.replace("BOUND", "0").replace("WHEN", f"amount / {count} > other"))
    share = amount / count
    told = [near.classify({"amount": amount, "other": share + by}, as_of=AS_OF)["d"].label for by in (-SMALL, 0, SMALL)]
    assert told == ["yes", None, None]


SMALL = Fraction(1, 10**30)
LONG = "9999999999999999999999999999.9999999999"


@pytest.mark.parametrize("bound", [LONG, "1234567890123456789012345678.0000000001", "0.0000000001"])
def test_bounds_of_as_many_digits_as_can_be_written(bound: str) -> None:
    step = Decimal("0.0000000001")
    with decimal.localcontext() as context:
        context.prec = 60
        below, on, above = (f"{Decimal(bound) + by:f}" for by in (-step, 0, step))
    assert [status("amount >= bound", bound, amount=one) for one in (below, on)] == ["unlabelled", "yes"]
    assert [status("amount <= bound", bound, amount=one) for one in (below, on)] == ["yes", "yes"]
    assert status("amount * 3 / 3 == bound", bound, amount=on) == "yes"
    if bound != LONG:
        assert status("amount <= bound", bound, amount=above) == "unlabelled"


@pytest.mark.parametrize("bound", ["0.1", "0.2", "0.3", "4.35", "1000", "1000.01"])
def test_a_float_beside_a_bound(bound: str) -> None:
    """A float means its shortest text: on the bound it is on it, and the next float is beside it."""
    on = float(bound)
    below, above = math.nextafter(on, -math.inf), math.nextafter(on, math.inf)
    assert [status("amount >= bound", bound, amount=one) for one in (below, on, above)] == ["unlabelled", "yes", "yes"]
    assert [status("amount == bound", bound, amount=one) for one in (below, on, above)] == [
        *("unlabelled", "yes", "unlabelled")
    ]


def test_sums_that_floats_get_wrong() -> None:
    assert status("amount + other == bound", "0.3", amount=0.1, other=0.2) == "yes"
    assert status("amount * 3 == bound", "0.3", amount=0.1) == "yes"
    assert status("amount - other == bound", "0.1", amount=0.3, other=0.2) == "yes"


def test_the_callers_decimal_context_changes_nothing() -> None:
    with decimal.localcontext() as context:
        context.prec = 3
        context.traps[decimal.Inexact] = True
        assert status("amount >= bound", "1234.5678", amount=Decimal("1234.5678")) == "yes"
        assert status("amount >= bound", "1234.5678", amount=Decimal("1234.5677")) == "unlabelled"
        assert status("amount / 7 * 7 == other", amount=Decimal("1234.5678"), other="1234.5678") == "yes"
        assert not context.flags[decimal.Inexact]


# --- what is not there

VALUES: tuple[Fraction | Absent, ...] = (Fraction(6), Fraction(0), MISSING, NONE)
RESULTS = {
    # left, right:  66 60 6? 6-  06 00 0? 0-  ?6 ?0 ?? ?-  -6 -0 -? --
    "+": "12 6 ? - 6 0 ? - ? ? ? ? - - ? -",
    "-": "0 6 ? - -6 0 ? - ? ? ? ? - - ? -",
    "*": "36 0 ? - 0 0 ? - ? ? ? ? - - ? -",
    "/": "1 ? ? - 0 ? ? - ? ? ? ? - ? ? -",
    "min": "6 0 ? - 0 0 ? - ? ? ? ? - - ? -",
    "max": "6 6 ? - 6 0 ? - ? ? ? ? - - ? -",
}


@pytest.mark.parametrize("op", RESULTS)
def test_every_operator_with_nought_and_what_is_not_there(op: str) -> None:
    seen = [computed(op, [left, right]) for left, right in itertools.product(VALUES, repeat=2)]
    told = {"?": MISSING, "-": NONE}
    assert seen == [told[one] if one in told else Fraction(one) for one in RESULTS[op].split()]


@pytest.mark.parametrize("op", ["neg", "abs"])
def test_every_operator_of_one_part(op: str) -> None:
    assert [computed(op, [one]) for one in (*VALUES, Fraction(-6))] == [
        *((Fraction(-6), 0, MISSING, NONE, 6) if op == "neg" else (6, 0, MISSING, NONE, 6))
    ]


@pytest.mark.parametrize("op", ["<", "<=", "==", ">=", ">"])
def test_a_gap_beside_none_stays_a_gap(op: str) -> None:
    assert compare(NONE, op, MISSING) is compare(MISSING, op, NONE) is UNKNOWN


@pytest.mark.parametrize("amount", [None, 5])
def test_a_divisor_of_nought_is_a_gap_that_no_data_fill(amount: int | None) -> None:
    rules = tr.loads(TEXT.replace("BOUND", "1").replace("WHEN", "amount / (other - 3) >= bound"))
    tag = rules.classify({"amount": amount, "other": 3}, as_of=AS_OF)["d"]
    assert tag.status == "undetermined"
    missing = [("amount", "missing")] if amount is None else []
    assert [tuple(one) for one in tag.missing] == [*missing, ("other", "zero-divisor")]
    assert rules.classify({"amount": amount, "other": ""}, as_of=AS_OF)["d"].status == (
        "undetermined" if amount is None else "unlabelled"
    )


# --- days

DAYS = [
    # line, duration, as of, the day, whether it holds
    ("elapsed(paid_on) >= bound", "1 month", "2026-02-28", "2026-01-31", True),
    ("elapsed(paid_on) > bound", "1 month", "2026-02-28", "2026-01-31", False),
    ("elapsed(paid_on) > bound", "1 month", "2026-03-01", "2026-01-31", True),
    ("elapsed(paid_on) <= bound", "1 year", "2025-02-28", "2024-02-29", True),
    ("elapsed(paid_on) < bound", "1 year", "2025-02-28", "2024-02-29", False),
    ("elapsed(paid_on) >= bound", "1 year", "2024-02-29", "2023-03-01", False),
    ("elapsed(paid_on) >= bound", "30 days", "2026-03-02", "2026-01-31", True),
    ("elapsed(paid_on) >= 0", "1 month", "2026-02-28", "2026-03-01", False),
    ("until(paid_on) <= bound", "1 month", "2026-01-31", "2026-02-28", True),
    ("until(paid_on) <= bound", "1 month", "2026-01-31", "2026-03-01", False),
    ("until(paid_on) <= bound", "1 month", "2026-11-01", "2020-02-29", True),
    ("0 <= until(paid_on) <= bound", "1 month", "2026-11-01", "2026-10-31", False),
    ("0 <= until(paid_on) <= bound", "1 month", "2026-11-01", "2026-11-01", True),
    ("0 <= until(paid_on) <= bound", "1 month", "2026-11-01", "2026-12-01", True),
    ("until(paid_on) < 0", "1 month", "2026-11-01", "2026-10-31", True),
]


@pytest.mark.parametrize(("line", "length", "as_of", "day", "holds"), DAYS)
def test_days_typed_from_the_calendar(line: str, length: str, as_of: str, day: str, holds: bool) -> None:
    text = TEXT.replace("amount: {type: decimal}", "paid_on: {type: date}").replace("BOUND", length)
    rules = tr.loads(text.replace("WHEN", line))
    tag = rules.classify({"paid_on": day}, as_of=date.fromisoformat(as_of))["d"]
    assert (tag.label or tag.status) == ("yes" if holds else "unlabelled")


def test_months_and_days_never_convert() -> None:
    assert Duration(1, "month") != Duration(30, "day")
