"""`Customer`: the standard fields as one typed model, whose values are read as those of a mapping are."""

from __future__ import annotations

import copy
import json
import pickle
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import BaseModel, ValidationError, field_validator
from pydantic_core import PydanticCustomError

import tierrules as tr
from tierrules.language.customer_check import check_customer
from tierrules.language.fields import STANDARD_FIELDS, VALUE_TITLES
from tierrules.language.model_types import held
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.truth import MISSING
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping as Node
from tierrules.text.source import Source
from tierrules.text.yaml_reader import read

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "customer.schema.json").read_text(encoding="utf-8"))
PYTHON = {
    Type.INTEGER: int,
    Type.DECIMAL: Decimal,
    Type.MONEY: Decimal,
    Type.RATIO: Decimal,
    Type.BOOLEAN: bool,
    Type.DATE: date,
    Type.TEXT: str,
}


def customer(**values: object) -> tr.Customer:
    return tr.Customer.model_validate(values)


def messages(**values: object) -> dict[str, str]:
    with pytest.raises(ValidationError) as raised:
        customer(**values)
    return {str(error["loc"][0]): error["msg"] for error in raised.value.errors()}


# --- the same fields, under the same names


def test_it_has_exactly_the_standard_fields() -> None:
    assert list(tr.Customer.model_fields) == list(STANDARD_FIELDS)
    assert all(one.default is None for one in tr.Customer.model_fields.values())


@pytest.mark.parametrize("field", STANDARD_FIELDS.values(), ids=lambda field: field.name)
def test_each_annotation_declares_the_type_of_the_field(field: Field) -> None:
    annotation = typing.get_type_hints(tr.Customer, include_extras=True)[field.name]
    seen = held(annotation)
    assert (seen.declares, seen.values, seen.currency) == (field.type, field.values, None)
    inner = annotation.__args__[0]
    assert annotation.__args__[1] is type(None)
    if field.type is not Type.CATEGORY:
        assert getattr(inner, "__origin__", inner) is PYTHON[field.type]


@pytest.mark.parametrize("field", STANDARD_FIELDS.values(), ids=lambda field: field.name)
def test_the_schema_has_titles_limits_and_values_of_the_field(field: Field) -> None:
    told = SCHEMA["properties"][field.name]
    assert told["title"] == f"{field.title.zh} · {field.title.en}"
    assert (told.get("minimum"), told.get("maximum")) == (field.minimum, field.maximum)
    assert told.get("enum") == (None if field.values is None else [*field.values, None])
    assert ("there is none" in told["description"]) == (field.empty == "none")
    assert tr.Customer.model_json_schema()["properties"][field.name] == told


def test_values_that_people_write_are_told_of_every_closed_field() -> None:
    assert {name: tuple(words) for name, words in VALUE_TITLES.items()} == {
        name: field.values for name, field in STANDARD_FIELDS.items() if field.values is not None
    }
    for words in VALUE_TITLES.values():
        told = [word for each in words.values() for word in each]
        assert len(told) == len(set(told))


def test_the_schema_is_one_of_draft_7_and_meant_for_json() -> None:
    Draft7Validator.check_schema(SCHEMA)
    validator = Draft7Validator(SCHEMA)
    assert validator.is_valid(
        json.loads(customer(employees=5, annual_spend="50万", need_due_on=None).model_dump_json())
    )
    assert not validator.is_valid({"employees": -1})
    assert not validator.is_valid({"ownership": "ours"})
    assert not validator.is_valid({"phone": "1"})


# --- values


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"employees": "1_200"}, 1200),
        ({"employees": 60.0}, 60),
        ({"annual_spend": "50万"}, Decimal(500_000)),
        ({"annual_spend": 0.1}, Decimal("0.1")),
        ({"annual_spend": Decimal("1E+3")}, Decimal(1000)),
        ({"profit_margin": "20%"}, Decimal("0.2")),
        ({"satisfaction": " 4.50 "}, Decimal("4.5")),
        ({"need_confirmed": "是"}, True),
        ({"last_purchase_on": "2026-03-01"}, date(2026, 3, 1)),
        ({"last_purchase_on": datetime(2026, 3, 1)}, date(2026, 3, 1)),
        ({"region": " cafe\u0301 "}, "café"),
        ({"ownership": Enum("O", {"S": "state"})("state")}, "state"),
        ({"uscc": "91110000600037341L"}, "91110000600037341L"),
        ({"employees": ""}, None),
    ],
)
def test_values_are_read_as_in_a_mapping(values: dict[str, Any], expected: object) -> None:
    (name,) = values
    seen = getattr(customer(**values), name)
    assert (type(seen), seen) == (type(expected), expected)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("employees", True, "a boolean stands where a number is meant"),
        ("employees", 240.5, "`240.5` is not a whole number"),
        ("employees", -1, "`-1` is below 0, the field's limit"),
        ("annual_spend", float("nan"), "this value is not a finite number"),
        ("annual_spend", float("inf"), "this value is not a finite number"),
        ("profit_margin", 20, "`20` is above 1, the field's limit"),
        ("need_confirmed", 1, "`1` is neither true nor false; write `true` or `false`"),
        ("ownership", "stat", "`stat` is not a value of the category; did you mean `state`?"),
        ("founded_on", datetime(2026, 3, 1, 12), "a time of day stands where a date is meant; give the date alone"),
        ("region", 3, "`3` is not a text; write codes and names as text"),
        ("employees", MISSING, "a fact stands where data is meant; leave it out, or give None"),
        ("uscc", "91110000600037341A", "`91110000600037341A` is not a unified social credit code: its check character "
         "does not fit; compare it with the business licence"),
        ("uscc", "9111", "`9111` is not a unified social credit code: it has 4 signs; the code has 18 digits and "
         "capital letters"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_the_same_words(name: str, raw: object, message: str) -> None:
    assert messages(**{name: raw}) == {name: message}


def test_a_third_is_no_decimal_number() -> None:
    from fractions import Fraction

    assert messages(annual_spend=Fraction(1, 3)) == {"annual_spend": "1/3 has no end as a decimal number"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("employes", "a customer has no field `employes`; did you mean `employees`?"),
        ("员工数目", "a customer has no field `员工数目`; did you mean `employees`?"),
        ("年采购额(万元)", "a customer has no field `年采购额(万元)`; did you mean `annual_spend`?"),
        ("colour", "a customer has no field `colour`"),
    ],
)
def test_an_unknown_name_learns_whom_it_is_like(name: str, message: str) -> None:
    assert messages(**{name: 1}) == {name: message}


def test_all_faults_are_told_together() -> None:
    assert list(messages(employes=1, annual_spend=True, uscc="x")) == ["uscc", "annual_spend", "employes"]


def test_there_is_no_place_for_contact_data() -> None:
    for name in ("phone", "email", "contact", "address", "wechat"):
        assert name in messages(**{name: "x"})


# --- an object among others


def test_it_cannot_be_changed_and_shows_only_what_was_given() -> None:
    one = customer(employees=60, last_purchase_on=None)
    assert repr(one) == "Customer(employees=60, last_purchase_on=None)"
    assert str(customer()) == ""
    with pytest.raises(ValidationError):
        one.employees = 5  # type: ignore[misc]  # what is tested
    assert len({one, customer(employees=60, last_purchase_on=None)}) == 1


def test_copies_and_pickles_keep_what_was_given() -> None:
    one = customer(employees=60, last_purchase_on=None)
    for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one), one.model_copy()):
        assert (again, again.model_fields_set) == (one, {"employees", "last_purchase_on"})


def test_json_keeps_the_difference_between_unknown_and_none() -> None:
    one = customer(employees=60, annual_spend="0.0000000001", last_purchase_on=None)
    told = json.loads(one.model_dump_json())
    assert told == {"employees": 60, "annual_spend": "0.0000000001", "last_purchase_on": None}
    assert tr.Customer.model_validate_json(json.dumps(told)) == one
    assert one.model_dump() == {"employees": 60, "annual_spend": Decimal("1E-10"), "last_purchase_on": None}


def test_what_was_never_given_is_missing_and_none_is_none() -> None:
    rules = tr.load("size-and-dormancy")
    as_of = date(2026, 11, 22)
    assert rules.classify(customer(employees=5), as_of=as_of)["dormancy"].status == "undetermined"
    assert rules.classify(customer(last_purchase_on=None), as_of=as_of)["dormancy"].status == "not-applicable"


class Partner(tr.Customer):
    """A customer with fields of the company's own."""

    discount: Annotated[Decimal, tr.Ratio] | None = None
    seats: int = 3
    notes: tuple[str, ...] = ()


def test_a_subclass_may_have_fields_of_its_own() -> None:
    one = Partner.model_validate({"employees": "60", "discount": "20%", "seats": "1_000", "notes": ["x"]})
    assert (one.employees, one.discount, one.seats, one.notes) == (60, Decimal("0.2"), 1000, ("x",))
    assert Partner().model_dump() == {"seats": 3, "notes": ()}
    with pytest.raises(ValidationError, match="a boolean stands where a number is meant"):
        Partner.model_validate({"seats": True})
    with pytest.raises(ValidationError, match="did you mean `discount`"):
        Partner.model_validate({"discont": 1})


def test_rules_may_use_what_a_subclass_adds() -> None:
    rules = tr.loads(
        "tierrules: 1\nname: partners\nmodel: partner\nthresholds: {deep: 10%}\ndimensions:\n"
        "  terms: {labels: [special, usual], hit: first, otherwise: usual, "
        "rules: [{label: special, when: discount > deep or employees > 1000}]}\n",
        model=Partner,
    )
    partner = Partner.model_validate({"discount": "20%"})
    assert rules.classify(partner, as_of=date(2026, 11, 22)).tags == {"terms": "special"}
    partner = Partner.model_validate({"discount": "10%"})
    assert rules.classify(partner, as_of=date(2026, 11, 22))["terms"].status == "undetermined"


def test_a_model_around_it_tells_faults_by_their_place() -> None:
    class Order(BaseModel):
        buyer: tr.Customer

    with pytest.raises(ValidationError) as raised:
        Order.model_validate({"buyer": {"employes": 5, "annual_spend": "x"}})
    assert [error["loc"] for error in raised.value.errors()] == [("buyer", "annual_spend"), ("buyer", "employes")]


def test_faults_within_a_field_of_a_subclass_stay_as_they_are() -> None:
    class Site(BaseModel, extra="forbid"):
        city: str

    class Owner(tr.Customer):
        site: Site | None = None

        @field_validator("name")
        @classmethod
        def _short(cls, name: str) -> str:
            raise PydanticCustomError("too_loud", "not so loud")

    with pytest.raises(ValidationError) as raised:
        Owner.model_validate({"site": {"city": "Ulm", "town": "x"}, "name": "A"})
    assert [(error["type"], error["loc"], error["msg"]) for error in raised.value.errors()] == [
        ("too_loud", ("name",), "not so loud"),
        ("extra_forbidden", ("site", "town"), "Extra inputs are not permitted"),
    ]


def test_what_it_is_written_as_is_described_too() -> None:
    told: Mapping[str, Any] = tr.Customer.model_json_schema(mode="serialization")
    assert list(told["properties"]) == list(STANDARD_FIELDS)
    assert told["properties"]["employees"]["title"] == "员工数 · Employees"


# --- keys by title and alias

WORDS = [(word, field) for field in STANDARD_FIELDS.values() for word in (*field.title, *field.aliases) if word]


@pytest.mark.parametrize(("word", "field"), WORDS, ids=[word for word, _ in WORDS])
def test_every_word_for_a_field_is_a_key(word: str, field: Field) -> None:
    """None is an empty cell of every field, so no field minds it."""
    made = customer(**{word: None})
    assert (made, made.model_fields_set) == (customer(**{field.name: None}), {field.name})


def test_titles_are_keys_however_a_customer_is_made() -> None:
    expected = tr.Customer(employees=60, annual_spend=Decimal(500_000))
    assert tr.Customer.model_validate({"员工数": 60, "年采购额": "50万"}) == expected
    assert tr.Customer.model_validate_json('{"Headcount": 60, "ANNUAL SPEND": "50万"}') == expected
    assert tr.Customer(**{"人数": 60, "年消费额": "50万"}) == expected


def test_two_keys_for_one_field_are_an_error() -> None:
    assert messages(员工数=5, employees=5) == {"employees": "`员工数` and `employees` are two keys for one field"}
    both = messages(Region="a", 区域="b", satisfaction=9)
    assert both["region"] == "`Region` and `区域` are two keys for one field"
    assert "above 5" in both["satisfaction"]


def test_a_fault_stands_under_the_key_that_was_given() -> None:
    assert "a boolean stands where a number is meant" in messages(员工数=True)["员工数"]


def test_names_of_a_subclass_go_before_words_of_the_standard_fields() -> None:
    class Own(tr.Customer):
        headcount: int | None = None
        seats: int | None = pydantic.Field(default=None, alias="人数")

    made = Own.model_validate({"headcount": 5, "人数": 6, "员工数": 7})
    assert (made.headcount, made.seats, made.employees) == (5, 6, 7)


@given(
    st.dictionaries(
        st.sampled_from(["employees", "员工数", "Headcount", "年营收", "annual_revenue", "年营收(万元)", "colour"]),
        st.sampled_from([5, "6", "many", None]),
        min_size=1,
    )
)
def test_the_schema_command_and_the_model_refuse_the_same(data: dict[str, object]) -> None:
    source = Source("one.json", json.dumps(data, ensure_ascii=False))
    problems = Problems(source)
    tree = read(source, problems)
    assert isinstance(tree, Node)
    check_customer(tree, problems)
    try:
        tr.Customer.model_validate(data)
    except ValidationError:
        assert problems.errors
    else:
        assert not problems.errors
