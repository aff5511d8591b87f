"""A caller's own model: its members, how it is held against the rules, what it declares."""

from __future__ import annotations

from dataclasses import asdict, dataclass, make_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel

import tierrules as tr
from tests.language.accounts import (
    COLUMNS,
    DECLARED,
    RULES,
    Account,
    AccountDict,
    AccountModel,
    Company,
    CompanyModel,
    Ownership,
    Seat,
    SeatModel,
)
from tierrules.language.model_members import members
from tierrules.meaning.declared import Type

AS_OF = date(2026, 11, 22)


def test_members_are_found_by_their_paths() -> None:
    found = members(Account)
    assert list(found.leaves) == [
        *("company", "company.staff", "company.seat", "company.seat.city", "company.seat.country", "company.parent"),
        *("spend", "plan", "ownership", "extra", "last_purchase_on", "tenure"),
    ]
    assert found.annotation("company.seat.city") is str
    assert found.annotation("last_purchase_on") == date | None
    assert (found.has("extra.anything.below"), found.has("company.staf"), found.has("plan.x")) == (True, False, False)
    assert list(members(AccountModel).leaves) == [
        *("company", "company.staff", "company.seat", "company.seat.city"),
        *("spend", "plan", "ownership", "last_purchase_on"),
    ]
    assert list(members(AccountDict).leaves) == ["company", "company.staff", "spend", "plan"]


@pytest.mark.parametrize(
    "account",
    [
        Account(Company(11, Seat("Ulm")), Decimal(20), "gold", Ownership.STATE),
        AccountModel(
            company=CompanyModel(staff=11, seat=SeatModel(city="Ulm")),
            spend=Decimal(20),
            plan="gold",
            ownership=Ownership.STATE,
        ),
    ],
    ids=["dataclass", "pydantic"],
)
def test_an_object_is_classified_as_the_mapping_that_it_is(account: object) -> None:
    rules = tr.loads(RULES, model=type(account), columns=COLUMNS)
    plain = {"company": {"staff": 11, "seat": {"city": "Ulm"}}, "spend": 20, "plan": "gold", "ownership": "state"}
    plain["last_purchase_on"] = date(2026, 1, 31)
    plain |= {"tenure": 3} if isinstance(account, Account) else {}
    expected = rules.classify(plain, as_of=AS_OF)
    assert expected.tags == {"size": "large", "own": "s"}
    assert rules.classify(account, as_of=AS_OF).to_dict() == expected.to_dict()
    if isinstance(account, Account):
        assert rules.classify(asdict(account) | {"tenure": 3}, as_of=AS_OF).tags["size"] == "large"


def test_a_typed_dict_is_a_mapping_with_a_type() -> None:
    columns = {"employees": "company.staff", "annual_spend": "spend", "seat_city": "plan"}
    rules = tr.loads(DECLARED, model=AccountDict, columns=columns)
    assert rules.matching is not None
    assert rules.matching.lacking == ("tenure", "plan", "ownership", "last_purchase_on")
    account: AccountDict = {"company": {"staff": 5}, "plan": "Ulm"}
    assert rules.classify(account, as_of=AS_OF)["size"].candidates == ("large", "small")
    assert rules.classify(account | {"plan": "Bonn"}, as_of=AS_OF).tags["size"] == "small"


def told(model: type, columns: dict[str, object] | None = None, text: str = RULES) -> list[str]:
    with pytest.raises(tr.ColumnMapError) as raised:
        tr.loads(text, model=model, columns=columns)
    return list(raised.value.problems)


class Unfit(BaseModel):
    """Hardly anything fits."""

    employes: int
    annual_spend: Annotated[Decimal, tr.Money("EUR")]
    ownership: Literal["state", "privat"]
    last_purchase_on: datetime
    tenure: str
    plan: list[str]
    seat_city: str


def test_everything_that_does_not_fit_is_told_at_load() -> None:
    assert told(Unfit, text=DECLARED) == [
        '`Unfit` has no `employees`; if `employes` is meant, say `columns={"employees": "employes"}`, if '
        'not, `columns={"employees": None}`',
        "`Unfit.annual_spend` is money in EUR, and `annual_spend` is in CNY",
        "`Unfit.tenure` is of type `str`, which cannot hold the integer `tenure`; `int` can",
        "`Unfit.plan` is of type `list[str]`, which cannot hold the text `plan`; `str` can",
        "`Unfit.ownership` may be `privat`, which is no value of `ownership`; did you mean `private`?",
        "`Unfit.last_purchase_on` is of type `datetime`, which cannot hold the date `last_purchase_on`; "
        "`date`, perhaps of a property, can",
    ]


@dataclass
class Firm:
    """Its staff lies within."""

    company: CompanyWithEmployees
    plan: str = ""
    seat_city: str = ""


@dataclass
class CompanyWithEmployees:
    """Named as the standard field is."""

    employees: int


@dataclass
class CompanyModelWithFlag:
    """Has a field that no other declares."""

    flag: bool


def test_a_member_of_an_inner_model_is_asked_about_and_not_taken() -> None:
    assert told(Firm) == [
        '`Firm` has no `employees`; if `company.employees` is meant, say `columns={"employees": "company.employees"}`, '
        'if not, `columns={"employees": None}`'
    ]
    assert told(Firm, {"employees": "company.employes"}) == [
        "the column map gives `employees` the member `company.employes`, which `Firm` does not have; "
        "did you mean `company.employees`?"
    ]


def test_the_map_can_say_that_a_member_is_not_meant() -> None:
    """Both ways in which a model asks: a member with a name like the field's, and one of an inner model."""
    rules = tr.loads(RULES, model=Firm, columns={"employees": None})
    assert rules.matching is not None
    assert (rules.matching.used.keys(), "employees" in rules.matching.lacking) == ({"plan", "seat_city"}, True)
    answer = rules.classify(Firm(CompanyWithEmployees(5), "free"), as_of=AS_OF)
    assert answer["size"].status == "undetermined"
    noted = make_dataclass("Noted", [("employees", int), ("last_purchase_note", str)])
    dormancy = tr.load("size-and-dormancy", model=noted, columns={"last_purchase_on": None})
    answer = dormancy.classify(noted(1200, "by phone"), as_of=AS_OF)
    assert (answer["size"].label, answer["dormancy"].status) == ("large", "undetermined")


def test_a_member_that_the_map_gives_none_is_not_looked_at() -> None:
    plain = make_dataclass("Plain", [("employees", list), ("annual_revenue", Decimal)])
    rules = tr.load("size-and-dormancy", model=plain, columns={"employees": None})
    assert rules.classify(plain([], Decimal(6 * 10**8)), as_of=AS_OF)["size"].label == "large"


def test_a_name_that_an_inner_model_has_is_asked_about() -> None:
    """A name that nothing but an inner model declares."""
    outer = make_dataclass("Outer", [("inner", CompanyModelWithFlag)])
    text = "tierrules: 1\nname: t\nmodel: outer\ndimensions:\n  d: {labels: [a], hit: first, rules: "
    text += "[{label: a, when: flag}], otherwise: none}\n"
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(text, model=outer)
    (only,) = raised.value.diagnostics
    assert only.help is not None
    assert 'if `Outer.inner.flag` is meant, load with `columns={"flag": "inner.flag"}`' in only.help
    rules = tr.loads(text, model=outer, columns={"flag": "inner.flag"})
    assert rules.classify(outer(CompanyModelWithFlag(flag=True)), as_of=AS_OF).tags == {"d": "a"}


def test_a_field_that_nothing_is_like_is_lacking_and_said() -> None:
    rules = tr.loads(RULES, model=Firm, columns={"employees": "company.employees"})
    assert rules.matching is not None
    assert rules.matching.lacking == ("annual_spend", "tenure", "ownership", "last_purchase_on")
    assert tr.loads(DECLARED).matching is None
    answer = rules.classify(Firm(CompanyWithEmployees(5), "free"), as_of=AS_OF)
    assert (answer["size"].status, answer["own"].status) == ("decided", "undetermined")


def test_an_annotation_that_names_nothing_is_told() -> None:
    broken = make_dataclass("Broken", [("employees", "Nowhere"), ("plan", "str"), ("seat_city", "str")])
    assert told(broken) == [
        "`Broken.employees` is annotated as `Nowhere`, which names nothing that can be found here",
    ]
    assert told(broken, {"employees": "employees.count"}) == [
        "`Broken.employees.count` is annotated as `Nowhere`, which names nothing that can be found here",
    ]


def test_two_members_for_one_field_are_refused() -> None:
    both = make_dataclass("Both", [("employees", int), ("headcount", int), ("plan", str), ("seat_city", str)])
    assert told(both) == ["`Both`: `employees` and `headcount` are two columns for one field"]


@pytest.mark.parametrize("model", [int, dict, "Account", Account(Company(1)), object()])
def test_what_is_no_model_is_wrong_use(model: Any) -> None:
    with pytest.raises(TypeError, match="a model is a pydantic model, a dataclass or a TypedDict, not"):
        tr.loads(RULES, model=model)


# --- what a model declares


def test_names_that_nothing_else_explains_take_their_type_from_the_model() -> None:
    fields = tr.loads(RULES, model=Account, columns=COLUMNS).inputs
    assert (fields["plan"].type, fields["plan"].values) == (Type.CATEGORY, ("gold", "free"))
    assert (fields["seat_city"].type, fields["tenure"].type) == (Type.TEXT, Type.INTEGER)
    assert fields["plan"].empty == "unknown"


def test_declared_and_standard_names_go_before_those_of_the_model() -> None:
    odd = make_dataclass("Odd", [("plan", int), ("region", Any)])
    text = DECLARED.replace("seat_city == 'Ulm'", "region == 'Ulm'")
    assert told(odd, text=text) == ["`Odd.plan` is of type `int`, which cannot hold the text `plan`; `str` can"]


def test_declared_types_are_checked_as_all_others_are() -> None:
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(RULES.replace("plan == 'gold'", "plan == 'silver'"), model=Account, columns=COLUMNS)
    assert [one.code for one in raised.value.diagnostics] == ["unknown-category"]


def test_money_of_a_model_is_in_its_currency_or_in_the_ruleset_s() -> None:
    text = RULES.replace("tenure >= 1", "fee >= rich")
    model = make_dataclass("Fees", [("fee", Annotated[int, tr.Money]), ("plan", str), ("seat_city", str)])
    assert tr.loads(text, model=model).inputs["fee"].currency == "CNY"
    model = make_dataclass("Fees", [("fee", Annotated[int, tr.Money("EUR")]), ("plan", str), ("seat_city", str)])
    assert tr.loads(text.replace("fee >= rich", "fee >= 5"), model=model).inputs["fee"].currency == "EUR"


def test_it_means_the_same_as_if_the_file_declared_it() -> None:
    declared = RULES.replace(
        "tenure:", "seat_city: {type: text}, plan: {type: category, values: [gold, free]}, tenure:"
    )
    assert tr.loads(declared).fingerprint == tr.loads(RULES, model=Account, columns=COLUMNS).fingerprint


def test_unknown_names_of_a_ruleset_for_a_model_ask_for_the_model() -> None:
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(RULES)
    assert [(one.code, one.help) for one in raised.value.diagnostics] == [
        ("unknown-name", "the ruleset is written for the model `account`: load it with `model=`")
    ] * 2
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(RULES.replace("seat_city ==", "plann =="), model=Account)
    assert raised.value.diagnostics[0].help == "did you mean `plan`?"
