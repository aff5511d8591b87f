"""`classify_many`: many customers one by one, those who cannot be read raised or handed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr

AS_OF = date(2026, 11, 22)
RULES = tr.load("size-and-dormancy")


@dataclass
class Account:
    """A customer as an object."""

    employees: object


GOOD: list[object] = [{"employees": 1000}, {"员工数": "60"}, Account(5), tr.Customer(employees=100), {}]
BAD: list[object] = [{"employees": "many"}, {"employes": 5}, Account(True), None, {"employees": 1, "员工数": 1}]


def test_each_is_classified_as_alone() -> None:
    many = list(RULES.classify_many(GOOD, as_of=AS_OF))
    assert [one.to_dict() for one in many] == [RULES.classify(one, as_of=AS_OF).to_dict() for one in GOOD]


def test_none_is_taken_before_it_is_asked_for() -> None:
    taken: list[int] = []

    def customers() -> Iterator[object]:
        for number in range(3):
            taken.append(number)
            yield {"employees": number}

    many = RULES.classify_many(customers(), as_of=AS_OF)
    assert taken == []
    next(many)
    assert taken == [0]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_the_first_that_cannot_be_read_is_raised_with_its_position(bad: object) -> None:
    many = RULES.classify_many([*GOOD, bad, *BAD], as_of=AS_OF)
    assert [next(many).as_of for _ in GOOD] == [AS_OF] * len(GOOD)
    with pytest.raises(tr.CustomerError) as raised:
        next(many)
    assert raised.value.position == len(GOOD)
    assert str(raised.value).startswith(f"the customer at position {len(GOOD)}: ")


@given(st.lists(st.sampled_from([*GOOD, *BAD]), max_size=12))
def test_none_is_lost(customers: list[object]) -> None:
    rejected: list[tuple[object, tr.CustomerError]] = []
    many = list(RULES.classify_many(customers, as_of=AS_OF, on_reject=lambda *both: rejected.append(both)))
    assert len(many) + len(rejected) == len(customers)
    for customer, error in rejected:
        assert error.position is not None
        assert customers[error.position] is customer
        assert any(customer is one for one in BAD)
    assert [error.position for _, error in rejected] == [at for at, one in enumerate(customers) if one in BAD]


def test_wrong_use_is_no_rejection() -> None:
    with pytest.raises(TypeError, match="as_of is a date"):
        RULES.classify_many([], as_of="2026-11-22")  # type: ignore[arg-type]  # what is tested
    with pytest.raises(ValueError, match="unknown is `near-miss`, `error` or `ignore`"):
        list(RULES.classify_many(GOOD, as_of=AS_OF, unknown="all", on_reject=print))  # type: ignore[arg-type]
    old = tr.loads("tierrules: 1\nname: t\neffective: {until: 2020-01-01}\ndimensions: {d: {labels: [a], hit: first, "
                   "otherwise: none, rules: [{label: a, when: employees > 0}]}}")  # fmt: skip
    with pytest.raises(tr.NotInForce):
        list(old.classify_many(GOOD, as_of=AS_OF, on_reject=print))


def test_strangers_are_treated_as_asked() -> None:
    customers = [{"employees": 5, "colour": "red"}]
    assert len(list(RULES.classify_many(customers, as_of=AS_OF))) == 1
    with pytest.raises(tr.CustomerError, match="no rule reads `colour`"):
        list(RULES.classify_many(customers, as_of=AS_OF, unknown="error"))
