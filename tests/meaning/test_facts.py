"""Reading data: for each value one verdict, whatever the data holds."""

import decimal
from collections.abc import Iterator
from datetime import date, datetime, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.declared import NUMERIC, Field, Scalar, Type
from tierrules.meaning.facts import UnreadableValueError, read_facts, read_value
from tierrules.meaning.model import Model
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.testing import LeftOut, as_ofs, facts_for, models, ways
from tierrules.testing.models import FIELDS

INTEGER = Field("employees", Type.INTEGER, minimum=Fraction(0))
DECIMAL = Field("satisfaction", Type.DECIMAL, minimum=Fraction(1), maximum=Fraction(5))
MONEY = Field("spend", Type.MONEY, currency="CNY")
RATIO = Field("margin", Type.RATIO, empty="none", maximum=Fraction(1))
DATE = Field("bought_on", Type.DATE, empty="none", maximum=date(2030, 12, 31))
BOOLEAN = Field("vip", Type.BOOLEAN)
CATEGORY = Field("ownership", Type.CATEGORY, values=("state", "private", "no"))
TEXT = Field("region", Type.TEXT)
EVERY = (INTEGER, DECIMAL, MONEY, RATIO, DATE, BOOLEAN, CATEGORY, TEXT)
PYTHON_TYPE = {
    **dict.fromkeys(NUMERIC, Fraction),
    **{Type.DATE: date, Type.BOOLEAN: bool, Type.CATEGORY: str, Type.TEXT: str},
}


def ids(one: object) -> str:
    return one.name if isinstance(one, Field) else repr(one)


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (INTEGER, 1000, Fraction(1000)),
        (INTEGER, 1000.0, Fraction(1000)),
        (INTEGER, Decimal("1E+3"), Fraction(1000)),
        (INTEGER, " 1_000 ", Fraction(1000)),
        (INTEGER, "1千", Fraction(1000)),
        (INTEGER, "１０００", Fraction(1000)),
        (INTEGER, 0, Fraction(0)),
        (DECIMAL, 4.1, Fraction(41, 10)),
        (DECIMAL, "4.1", Fraction(41, 10)),
        (DECIMAL, 1, Fraction(1)),
        (DECIMAL, 5, Fraction(5)),
        (MONEY, "5亿", Fraction(500_000_000)),
        (MONEY, "50万元", Fraction(500_000)),
        (MONEY, "CNY 7.50", Fraction(15, 2)),
        (MONEY, "-3", Fraction(-3)),
        (MONEY, 0.1, Fraction(1, 10)),
        (RATIO, "20%", Fraction(1, 5)),
        (RATIO, "0.2", Fraction(1, 5)),
        (RATIO, 0.2, Fraction(1, 5)),
        (RATIO, 1, Fraction(1)),
        (DATE, date(2026, 1, 31), date(2026, 1, 31)),
        (DATE, datetime(2026, 1, 31), date(2026, 1, 31)),
        (DATE, " 2026-01-31", date(2026, 1, 31)),
        (DATE, date(2030, 12, 31), date(2030, 12, 31)),
        (BOOLEAN, True, True),
        (BOOLEAN, "FALSE", False),
        (BOOLEAN, "True", True),
        (BOOLEAN, " yes ", True),
        (BOOLEAN, "no", False),
        (BOOLEAN, "是", True),
        (BOOLEAN, "否", False),
        (CATEGORY, "state", "state"),
        (CATEGORY, " no ", "no"),
        (TEXT, " Ame\u0301lie ", "Am\u00e9lie"),
        (TEXT, "no", "no"),
        (TEXT, "0450", "0450"),
    ],
    ids=ids,
)
def test_a_value(field: Field, raw: object, value: Scalar) -> None:
    seen = read_value(field, raw)
    assert seen == value
    assert type(seen) is type(value)


@pytest.mark.parametrize(
    ("field", "raw", "message", "help"),
    [
        (INTEGER, True, "a boolean stands where a number is meant", ""),
        (INTEGER, float("nan"), "this value is not a finite number", ""),
        (INTEGER, float("-inf"), "this value is not a finite number", ""),
        (INTEGER, "NaN", "`NaN` is not a number", "write it in digits"),
        (INTEGER, "inf", "`inf` is not a number", "write it in digits"),
        (INTEGER, "1,000", "the number `1,000` is written with thousands separators", "write `1000`"),
        (INTEGER, 12.5, "`12.5` is not a whole number", ""),
        (INTEGER, -1, "`-1` is below 0, the field's limit", ""),
        (INTEGER, "20%", "`20%` is not of a kind that is meant here", ""),
        (INTEGER, [1], "this value is not a number", ""),
        (INTEGER, date(2026, 1, 1), "this value is not a number", ""),
        (DECIMAL, 0.99, "`0.99` is below 1, the field's limit", ""),
        (DECIMAL, "5.0000000001", "`5.0000000001` is above 5, the field's limit", ""),
        (DECIMAL, Decimal("NaN"), "this value is not a finite number", ""),
        (DECIMAL, Decimal("sNaN"), "this value is not a finite number", ""),
        (MONEY, "7 EUR", "`7 EUR` is not in CNY", ""),
        (MONEY, 1j, "this value is not a number", ""),
        (MONEY, False, "a boolean stands where a number is meant", ""),
        (MONEY, Decimal("1e999999"), "this number has too many digits", ""),
        (RATIO, "101%", "`1.01` is above 1, the field's limit", ""),
        (RATIO, 20, "`20` is above 1, the field's limit", ""),
        (DATE, datetime(2026, 1, 31, 9, 30), "a time of day stands where a date is meant", "give the date alone"),
        (
            DATE,
            datetime(2026, 1, 31, tzinfo=timezone.utc),  # noqa: UP017  the spelling is not what is tested
            "a time zone stands where a date is meant",
            "give the date in the company's own zone",
        ),
        (
            DATE,
            "2026-02-30",
            "there is no day `2026-02-30` in the calendar",
            "the last day of that month is `2026-02-28`",
        ),
        (DATE, "2026/1/31", "the date `2026/1/31` is not written year-month-day", "write `2026-01-31`"),
        (DATE, 20260131, "this value is not a date", "write year, month and day, such as `2026-01-31`"),
        (DATE, date(2031, 1, 1), "`2031-01-01` is above 2030-12-31, the field's limit", ""),
        (BOOLEAN, 1, "`1` is neither true nor false", "write `true` or `false`"),
        (BOOLEAN, "maybe", "`maybe` is neither true nor false", "write `true` or `false`"),
        (BOOLEAN, 0.5, "`0.5` is neither true nor false", "write `true` or `false`"),
        (BOOLEAN, Fraction(1, 3), "`1/3` is neither true nor false", "write `true` or `false`"),
        (BOOLEAN, date(2026, 1, 31), "`2026-01-31` is neither true nor false", "write `true` or `false`"),
        (BOOLEAN, [True], "`a list` is neither true nor false", "write `true` or `false`"),
        (CATEGORY, "privat", "`privat` is not a value of the category", "did you mean `private`?"),
        (CATEGORY, "State", "`State` is not a value of the category", "did you mean `state`?"),
        (CATEGORY, "?", "`?` is not a value of the category", "the values are `state`, `private`, `no`"),
        (CATEGORY, False, "`False` is not a text", "write codes and names as text"),
        (TEXT, 450, "`450` is not a text", "write codes and names as text"),
    ],
    ids=ids,
)
def test_a_problem(field: Field, raw: object, message: str, help: str) -> None:
    with pytest.raises(UnreadableValueError) as caught:
        read_value(field, raw)
    assert (caught.value.message, caught.value.help) == (message, help)


@pytest.mark.parametrize("count", [7, 8, 9])
def test_of_many_values_the_first_eight_are_named(count: int) -> None:
    field = Field("letter", Type.CATEGORY, values=tuple("abcdefghi"[:count]))
    with pytest.raises(UnreadableValueError) as caught:
        read_value(field, "?")
    assert caught.value.help == "the values are " + ", ".join(f"`{one}`" for one in "abcdefgh"[:count])


@pytest.mark.parametrize("field", EVERY, ids=ids)
def test_emptiness_means_what_the_field_says(field: Field) -> None:
    expected = NONE if field in (RATIO, DATE) else MISSING
    assert {read_value(field, raw) for raw in (None, "", " ", "\t\u3000")} == {expected}


def test_a_field_that_says_nothing_of_emptiness_leaves_it_unknown() -> None:
    assert (TEXT.empty, RATIO.empty) == ("unknown", "none")


@pytest.mark.parametrize("field", EVERY, ids=ids)
def test_an_absent_key_is_missing_even_where_empty_means_none(field: Field) -> None:
    reading = read_facts({field.name: field}, {})
    assert (dict(reading.facts), reading.problems) == ({field.name: MISSING}, ())


@pytest.mark.parametrize("field", EVERY, ids=ids)
def test_either_kind_of_absence_may_be_said_outright(field: Field) -> None:
    assert (read_value(field, MISSING), read_value(field, NONE)) == (MISSING, NONE)


def test_a_problem_is_no_guess_and_leaves_the_other_fields_alone() -> None:
    fields = {one.name: one for one in (INTEGER, DECIMAL, DATE)}
    record = {"employees": "many", "satisfaction": 4, "bought_on": "yesterday", "unused": object()}
    reading = read_facts(fields, record, {"employees": "员工数"})
    assert reading.facts == {"employees": MISSING, "satisfaction": Fraction(4), "bought_on": MISSING}
    assert [(one.field, one.path, one.value) for one in reading.problems] == [
        ("employees", "员工数", "many"),
        ("bought_on", "bought_on", "yesterday"),
    ]


@pytest.mark.parametrize("length", [199, 200, 201])
def test_a_problem_quotes_two_hundred_characters_at_most(length: int) -> None:
    number = Fraction(1, 10 ** (length - 3))  # 1/1000, of that length
    for raw in ("x" * length, number):
        (problem,) = read_facts({"vip": BOOLEAN}, {"vip": raw}).problems
        assert problem.value == str(raw)[: min(length, 200)]


def test_classify_raises_all_problems_together() -> None:
    rules = tr.load("size-and-dormancy")
    with pytest.raises(tr.CustomerError) as caught:
        rules.classify({"employees": True, "annual_revenue": "5 EUR", "last_purchase_on": ""}, as_of=date(2026, 11, 1))
    assert str(caught.value) == (
        "employees: a boolean stands where a number is meant\nannual_revenue: `5 EUR` is not in CNY"
    )


@given(models(), as_ofs(), st.data())
def test_every_way_of_writing_a_fact_is_read_as_that_fact(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    for name, fact in facts.items():
        for raw in ways(FIELDS[name], fact):
            reading = read_facts({name: FIELDS[name]}, {} if raw is LeftOut.KEY else {name: raw})
            assert (reading.facts[name], reading.problems) == (fact, ()), raw


class Unspeakable:
    """A value that can be neither printed nor compared nor asked whether it is true."""

    def refuse(self, *_: object) -> bool:
        raise AssertionError("touched")

    __repr__ = __str__ = __eq__ = __hash__ = __bool__ = refuse  # type: ignore[assignment]  # meant to be broken


anything = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers()
    | st.decimals() | st.fractions() | st.text() | st.binary() | st.dates() | st.datetimes() | st.times()
    | st.datetimes(timezones=st.timezones()) | st.timedeltas() | st.builds(Unspeakable)
    | st.sampled_from([MISSING, NONE, object, ()])
    | st.from_regex(r"[+-]?[0-9_]{1,40}(\.[0-9]{0,40})?(e[+-]?[0-9]{1,5}| ?[万亿%元]| EUR)?", fullmatch=True)
    | st.from_regex(r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}(日| [0-9]{2}:[0-9]{2})?", fullmatch=True)
    | st.lists(st.integers()) | st.dictionaries(st.text(), st.integers()) | st.builds(object)
)  # fmt: skip


@given(st.sampled_from(EVERY), anything)
def test_a_value_within_the_limits_or_a_problem_and_nothing_else(field: Field, raw: object) -> None:
    reading = read_facts({field.name: field}, {field.name: raw})
    fact = reading.facts[field.name]
    if reading.problems:
        (problem,) = reading.problems
        assert fact is MISSING
        assert len(problem.value) <= 200
        assert problem.message == problem.message.strip().removesuffix(".")
        assert str(problem).startswith(f"{field.name}: ")
    elif not isinstance(fact, Absent):
        assert type(fact) is PYTHON_TYPE[field.type]
        assert field.values is None or fact in field.values
        assert field.minimum is None or fact >= field.minimum  # type: ignore[operator]  # of the field's own type
        assert field.maximum is None or fact <= field.maximum  # type: ignore[operator]  # of the field's own type
        assert fact != ""


@pytest.mark.parametrize("field", EVERY, ids=ids)
@pytest.mark.parametrize("raw", [10**5000, -(10**5000), Fraction(1, 10**5000)], ids=["long", "negative", "fine"])
def test_a_number_too_long_to_be_printed_is_a_problem_like_any_other(field: Field, raw: object) -> None:
    """Python refuses to print integers of more than 4,300 digits."""
    reading = read_facts({field.name: field}, {field.name: raw})
    assert reading.facts[field.name] is MISSING
    assert [(one.field, len(one.value) <= 200) for one in reading.problems] == [(field.name, True)]


def test_a_number_too_long_to_be_printed_is_named_by_its_length() -> None:
    (problem,) = read_facts({"vip": BOOLEAN}, {"vip": 10**5000}).problems
    assert problem.value == "a number of thousands of digits"


@pytest.fixture
def coarse_context() -> Iterator[None]:
    with decimal.localcontext() as context:
        context.prec = 3
        context.traps[decimal.Inexact] = True
        yield


@pytest.mark.usefixtures("coarse_context")
def test_the_callers_decimal_context_changes_nothing() -> None:
    assert read_value(MONEY, Decimal("123456789.0123456789")) == Fraction(1234567890123456789, 10**10)
    assert read_value(MONEY, "500000000.01") == Fraction(50000000001, 100)
    assert read_value(RATIO, "12.3456%") == Fraction(123456, 10**6)
    rules = tr.load("size-and-dormancy")
    seen = rules.classify({"annual_revenue": Decimal("499999999.99"), "employees": 0}, as_of=date(2026, 11, 1))
    assert seen["size"].label == "medium"
    assert "4.9999999999亿" not in seen.explain(lang="zh")
    assert "499,999,999.99" in seen.explain(lang="zh")
    context = decimal.getcontext()
    assert (context.prec, context.traps[decimal.Inexact], context.flags[decimal.Inexact]) == (3, True, False)
