"""Objects as customers, also of types that were not given to `load`: what is read, refused and kept."""

from __future__ import annotations

import copy
import gc
import pickle
import subprocess
import sys
import weakref
from dataclasses import dataclass, make_dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import pytest
from pydantic import BaseModel, computed_field

import tierrules as tr
from tests.language.accounts import (
    COLUMNS,
    RULES,
    Account,
    Company,
    Ownership,
    Seat,
)
from tierrules.language import customers, model_match
from tierrules.language.columns import Matching, match

AS_OF = date(2026, 11, 22)


def test_a_problem_names_path_and_value() -> None:
    rules = tr.loads(RULES, model=Account, columns=COLUMNS)
    with pytest.raises(tr.CustomerError) as raised:
        rules.classify(Account(Company("viele")), as_of=AS_OF)  # type: ignore[arg-type]  # what is tested
    (only,) = raised.value.problems
    assert (only.field, only.path, only.value) == ("employees", "company.staff", "viele")


@dataclass
class Slip:
    """Nearly a customer."""

    employes: int


def test_a_near_miss_of_a_model_is_refused_and_strangers_never() -> None:
    rules = tr.load("size-and-dormancy")
    with pytest.raises(tr.CustomerError, match="did you mean `employees`"):
        rules.classify(Slip(5), as_of=AS_OF)
    assert rules.classify(Slip(5), as_of=AS_OF, unknown="ignore").tags["size"] is None
    stranger = make_dataclass("Stranger", [("employees", int), ("colour", str)])(1000, "red")
    assert rules.classify(stranger, as_of=AS_OF, unknown="error").tags["size"] == "large"


@dataclass
class Holder:
    """A mapping within an object."""

    company: dict[str, object] | None


def test_objects_and_mappings_may_lie_within_each_other() -> None:
    rules = tr.load("size-and-dormancy", columns={"employees": "company.staff"})
    assert rules.classify(Holder({"staff": 1000}), as_of=AS_OF).tags["size"] == "large"
    assert rules.classify(Holder({}), as_of=AS_OF).tags["size"] is None
    assert rules.classify(Holder(None), as_of=AS_OF).tags["size"] is None


def test_names_that_a_model_knows_and_cannot_declare_are_told_so() -> None:
    def helps(model: type, columns: dict[str, object]) -> list[str | None]:
        with pytest.raises(tr.RulesetError) as raised:
            tr.loads(RULES, model=model, columns=columns)
        return [one.help for one in raised.value.diagnostics]

    assert helps(Account, {"seat_city": "company.set.city"}) == [
        "the column map gives it the member `company.set.city`, which `Account` does not have"
    ]
    assert helps(Account, {"seat_city": "company.seat"}) == [
        "`Account.company.seat` is of type `Seat | None`, which is no type of a field"
    ]


class Loose(BaseModel, extra="allow"):
    """A model that takes whatever comes."""

    employees: int | None = None


def test_extra_members_of_a_model_are_members() -> None:
    rules = tr.load("size-and-dormancy")
    for one in (rules, tr.load("size-and-dormancy", model=Loose)):
        assert one.classify(Loose(annual_revenue="6亿"), as_of=AS_OF).tags["size"] == "large"
    nested = tr.load("size-and-dormancy", columns={"employees": "company.staff"})
    for extra in ({"company": {"staff": 1000}}, {"company": {"staff": 5}, "company.staff": 1000}):
        assert nested.classify(Loose.model_validate(extra), as_of=AS_OF).tags["size"] == "large"
    with pytest.raises(tr.CustomerError, match="did you mean `annual_revenue`"):
        rules.classify(Loose(anual_revenue="6亿"), as_of=AS_OF)


class Faulty(BaseModel):
    """Its properties have a fault of the caller's in them."""

    @property
    def employees(self) -> int:
        return self.no_such_member  # type: ignore[attr-defined,no-any-return]  # the fault

    @cached_property
    def annual_revenue(self) -> int:
        raise AttributeError("no database")

    @computed_field
    def last_purchase_on(self) -> date:
        raise AttributeError("no orders")


@dataclass
class FaultyData:
    """The same in a dataclass."""

    name: str = ""

    @property
    def employees(self) -> int:
        return self.no_such_member  # type: ignore[attr-defined,no-any-return]  # the fault


@dataclass(slots=True)
class Slotted:
    """A member of it may be without a value."""

    employees: int


@pytest.mark.parametrize(
    ("customer", "others", "says"),
    [
        (Faulty(), ("annual_revenue", "last_purchase_on"), "no_such_member"),
        (Faulty(), ("employees", "last_purchase_on"), "no database"),
        (Faulty(), ("employees", "annual_revenue"), "no orders"),
        (FaultyData(), (), "no_such_member"),
    ],
)
def test_a_fault_in_a_property_is_no_absent_member(customer: object, others: tuple[str, ...], says: str) -> None:
    rules = tr.load("size-and-dormancy", columns=dict.fromkeys(others))
    with pytest.raises(AttributeError, match=says):
        rules.classify(customer, as_of=AS_OF)


def test_a_slot_without_a_value_is_an_absent_member() -> None:
    slotted = Slotted(5)
    del slotted.employees
    assert tr.load("size-and-dormancy").classify(slotted, as_of=AS_OF)["size"].status == "undetermined"


def test_types_that_are_no_longer_used_are_not_kept() -> None:
    rules = tr.load("size-and-dormancy")
    kind = make_dataclass("Passing", [("employees", int), ("boss", "Passing")])
    assert rules.classify(kind(1000, None), as_of=AS_OF).tags["size"] == "large"
    seen = weakref.ref(kind)
    del kind
    gc.collect()
    assert seen() is None


def test_sets_of_keys_are_kept_within_bounds() -> None:
    rules = tr.load("size-and-dormancy")
    for number in range(2_000):
        rules.classify({"employees": 5, f"column_{number}": 1}, as_of=AS_OF)
    assert len(rules.reader._kept.of_keys) <= 256


def test_many_of_a_kind_are_matched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    matched: list[object] = []

    def counted(*given: Any) -> Matching:
        matched.append(given)
        return match(*given)

    monkeypatch.setattr(customers, "match", counted)
    monkeypatch.setattr(model_match, "match", counted)
    rules = tr.load("size-and-dormancy")
    for _ in range(20):
        for one in ({"employees": 5}, {"员工数": 5}, Holder(None), Loose(employees=1), Loose(employees=1, x=2)):
            rules.classify(one, as_of=AS_OF)
    assert len(matched) == 5


def test_a_ruleset_survives_a_pickle_with_its_model_and_columns() -> None:
    rules = tr.loads(RULES, model=Account, columns=COLUMNS)
    account = Account(Company(11, Seat("Ulm")), Decimal(20), "gold", Ownership.STATE)
    expected = rules.classify(account, as_of=AS_OF).to_dict()
    for again in (pickle.loads(pickle.dumps(rules)), copy.deepcopy(rules)):
        assert again.classify(account, as_of=AS_OF).to_dict() == expected


def test_a_mapping_needs_no_pydantic() -> None:
    script = (
        f"import sys; sys.path[:0] = {sys.path!r}; import tierrules as tr; from datetime import date; "
        "tr.load('size-and-dormancy').classify({'employees': 5}, as_of=date(2026, 11, 22)); "
        "print('pydantic' in sys.modules)"
    )
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
