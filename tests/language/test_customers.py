"""Customers as callers have them: units of columns, and what becomes of keys that no rule reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.language.columns import ColumnMapError
from tierrules.language.customers import CustomerReader, Unknown
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.declared import Field
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.truth import MISSING

AS_OF = date(2026, 11, 22)
NAMES = ("employees", "annual_spend", "profit_margin", "region", "last_purchase_on")
FIELDS: dict[str, Field] = {name: STANDARD_FIELDS[name] for name in NAMES}
IN_WAN: dict[str, object] = {"annual_spend": {"column": "年消费额", "unit": "万"}}


def spend(raw: object) -> object:
    reading = CustomerReader(FIELDS, IN_WAN).read({"年消费额": raw})
    return [problem.message for problem in reading.problems] or reading.facts["annual_spend"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (50, 500_000),
        (50.5, 505_000),
        (0.1, 1_000),
        (Decimal("0.00005"), Fraction(1, 2)),
        (Fraction(1, 3), Fraction(10_000, 3)),
        ("50", 500_000),
        (" 50.5 ", 505_000),
        ("1_000", 10_000_000),
        ("５０", 500_000),
        ("0.123456789012", Fraction(123456789012, 10**8)),
        (1e16, 10**20),
        (1e-7, Fraction(1, 1000)),
        (Decimal("1E+2"), 1_000_000),
        (-3, -30_000),
        (0, 0),
        ("50万", 500_000),
        ("5亿", 500_000_000),
        ("50元", 500_000),
        ("¥50", 500_000),
        ("CNY 50", 500_000),
        ("¥50万", 500_000),
        ("0.5 million", 500_000),
        ("50万元", 500_000),
    ],
)
def test_plain_numbers_count_in_the_unit_of_their_column(raw: object, expected: int | Fraction) -> None:
    """A text that names a scale of its own keeps it."""
    assert spend(raw) == expected


@pytest.mark.parametrize("raw", [True, float("nan"), float("inf"), "abc", "1,000", "20%", "6 months", [], {}])
def test_a_unit_makes_no_number_of_what_is_none(raw: object) -> None:
    assert isinstance(spend(raw), list)


def test_money_of_another_currency_does_not_become_the_field_s() -> None:
    fields = {"annual_spend": replace(FIELDS["annual_spend"], currency="CNY")}
    (only,) = CustomerReader(fields, IN_WAN).read({"年消费额": "USD 50"}).problems
    assert only.message == "`USD 50` is not in CNY"


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_a_unit_leaves_emptiness_alone(raw: object) -> None:
    assert spend(raw) is MISSING


@given(st.fractions(max_denominator=10**6) | st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_column_in_wan_is_the_number_times_ten_thousand(raw: float | Fraction) -> None:
    plain = CustomerReader(FIELDS).read({"annual_spend": raw})
    scaled = CustomerReader(FIELDS, IN_WAN).read({"年消费额": raw})
    if not scaled.problems and not plain.problems:
        assert scaled.facts["annual_spend"] == plain.facts["annual_spend"] * 10_000  # type: ignore[operator]
    else:
        assert [one.message for one in scaled.problems] == [one.message for one in plain.problems]


def test_a_ratio_in_a_column_of_percents_is_the_caller_s_to_scale() -> None:
    reading = CustomerReader(FIELDS).read({"profit_margin": "20%"})
    assert reading.facts["profit_margin"] == Fraction(1, 5)


def test_a_map_that_does_not_fit_is_refused_before_any_customer() -> None:
    with pytest.raises(ColumnMapError):
        CustomerReader(FIELDS, {"region": {"column": "区", "unit": "万"}})
    with pytest.raises(ColumnMapError):
        tr.load("size-and-dormancy", columns={"employees": 5})
    with pytest.raises(tr.ColumnMapError, match="did you mean `employees`"):
        tr.load("size-and-dormancy", columns={"employes": "staff"})


def test_a_problem_names_the_column_of_the_data() -> None:
    reading = CustomerReader(FIELDS, {"employees": "staff"}).read({"staff": "many"})
    (only,) = reading.problems
    assert (only.field, only.path, only.value) == ("employees", "staff", "many")
    assert str(only).startswith("employees (in `staff`): ")


# --- keys that no rule reads

READER = CustomerReader(FIELDS)


@pytest.mark.parametrize(
    ("customer", "unknown", "refused"),
    [
        ({"employees": 5}, "near-miss", []),
        ({"employees": 5}, "error", []),
        ({"colour": "red"}, "near-miss", []),
        ({"colour": "red"}, "error", ["colour"]),
        ({"colour": "red"}, "ignore", []),
        ({"employes": 5}, "near-miss", ["employes"]),
        ({"employes": 5}, "error", ["employes"]),
        ({"employes": 5}, "ignore", []),
        ({"employes": 5, "employees": 6}, "near-miss", []),
        ({"employes": 5, "employees": 6}, "error", ["employes"]),
        ({"Region": "north", "regoin": "x"}, "near-miss", []),
        ({"anual_spend": 1, "regoin": "x", "colour": 1}, "near-miss", ["anual_spend", "regoin"]),
        ({"anual_spend": 1, "regoin": "x", "colour": 1}, "error", ["anual_spend", "regoin", "colour"]),
        ({}, "error", []),
    ],
)
def test_unknown_keys(customer: dict[str, object], unknown: Unknown, refused: list[str]) -> None:
    if not refused:
        READER.read(customer, unknown=unknown)
        return
    with pytest.raises(tr.CustomerError) as raised:
        READER.read(customer, unknown=unknown)
    assert [problem.path for problem in raised.value.problems] == refused


def test_a_near_miss_names_the_field() -> None:
    with pytest.raises(tr.CustomerError, match="did you mean `employees`") as raised:
        READER.read({"employes": 5})
    assert raised.value.problems[0].field == "employees"


def test_a_field_whose_column_is_not_there_is_told_by_its_column() -> None:
    with pytest.raises(tr.CustomerError) as raised:
        CustomerReader(FIELDS, {"employees": "staff"}).read({"employees": 1200})
    (only,) = raised.value.problems
    assert only.message == "the column map gives `employees` the column `staff`, which is not there"


@pytest.mark.parametrize("customer", [None, 5, "employees=5", [], READER])
def test_a_customer_that_is_no_mapping_is_refused(customer: object) -> None:
    with pytest.raises(tr.CustomerError) as raised:
        tr.load("size-and-dormancy").classify(customer, as_of=AS_OF)  # type: ignore[arg-type]  # what is tested
    (only,) = raised.value.problems
    assert only.message == f"a customer is a mapping or an object of a model, not `{type(customer).__name__}`"


@pytest.mark.parametrize("customer", [{"employees": {"count": 5}}, {"员工数": {"count": 5}}, {"employees": {}}])
def test_a_mapping_in_the_place_of_a_value_is_a_problem(customer: dict[str, object]) -> None:
    (only,) = READER.read(customer).problems
    assert (only.field, only.message) == ("employees", "this value is not a number")


def test_mappings_beside_the_fields_are_passed_over() -> None:
    reading = READER.read({"employees": 5, "address": {"street": {"number": 3}}, "empty": {}})
    assert (reading.facts["employees"], reading.problems) == (5, ())


def test_a_key_that_is_no_text_is_a_key_that_no_rule_reads() -> None:
    customer: dict[object, object] = {1: 2, None: 3, "employees": 5}
    assert READER.read(customer).facts["employees"] == 5  # type: ignore[arg-type]  # what is tested
    with pytest.raises(tr.CustomerError) as raised:
        READER.read(customer, unknown="error")  # type: ignore[arg-type]  # what is tested
    assert [problem.path for problem in raised.value.problems] == ["1", "None"]


def test_a_number_of_many_digits_is_cut_short_in_a_message() -> None:
    (only,) = READER.read({"employees": 5e-324}).problems
    assert only.message.endswith("…` is not a whole number")
    assert len(only.message) < 80


def test_classify_passes_unknown_on() -> None:
    rules = tr.load("size-and-dormancy")
    customer = {"employees": 1000, "anual_revenue": 5}
    with pytest.raises(tr.CustomerError):
        rules.classify(customer, as_of=AS_OF)
    assert rules.classify(customer, as_of=AS_OF, unknown="ignore").tags["size"] == "large"


def test_a_field_that_no_rule_reads_is_not_looked_at() -> None:
    rules = tr.load("size-and-dormancy")
    plain = rules.classify({"employees": 5}, as_of=AS_OF)
    assert rules.classify({"employees": 5, "satisfaction": "broken"}, as_of=AS_OF) == plain


def test_one_map_serves_classify_by_field_and_unit() -> None:
    columns = {"employees": "staff", "annual_revenue": {"column": "营收", "unit": "亿"}, "satisfaction": "s"}
    rules = tr.load("size-and-dormancy", columns=columns)
    assert rules.classify({"staff": 1, "营收": 5}, as_of=AS_OF).tags["size"] == "large"
    assert rules.classify({"staff": 1, "营收": "4.9"}, as_of=AS_OF).tags["size"] == "medium"
    assert rules.classify({"staff": 1, "营收": "4900万"}, as_of=AS_OF).tags["size"] == "small"


def reading_of(customer: dict[str, object]) -> CustomerReading | None:
    try:
        return READER.read(customer)
    except tr.CustomerError:
        return None


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), st.none() | st.text(max_size=5) | st.integers()))
def test_a_customer_is_read_or_refused(customer: dict[str, object]) -> None:
    reading = reading_of(customer)
    if reading is not None:
        assert list(reading.facts) == list(NAMES)
        assert all(reading.facts[name] is MISSING for name in NAMES if name not in customer) or set(customer) - set(
            NAMES
        )
