"""Every witness customer, in every table that says something of it."""

from __future__ import annotations

import re
from functools import cache

import pytest

import tierrules as tr
from tests.standards.witnesses import RULESETS, Witness, answer, witnesses

WITNESSES = witnesses()
load = cache(tr.load)


def test_all_25_are_there() -> None:
    assert {witness.id.split()[0] for witness in WITNESSES} == {f"W-{number:02}" for number in range(1, 26)}
    assert len({witness.id for witness in WITNESSES}) == len(WITNESSES)


@pytest.mark.parametrize("witness", WITNESSES, ids=lambda one: one.id)
def test_every_table_answers_as_stated(witness: Witness) -> None:
    found = {}
    for column in witness.answers:
        table, dimension = column.split(".")
        found[column] = answer(load(RULESETS[table]).classify(witness.facts, as_of=witness.as_of)[dimension])
    assert found == witness.answers


@pytest.mark.parametrize(
    "witness", [one for one in WITNESSES if "standard.tier" in one.answers], ids=lambda one: one.id
)
def test_the_tiers_alone_say_the_same(witness: Witness) -> None:
    found = load("tiers-abc").classify(witness.facts, as_of=witness.as_of)["tier"]
    assert answer(found) == witness.answers["standard.tier"]


@pytest.mark.parametrize("witness", WITNESSES, ids=lambda one: one.id)
def test_every_fact_is_a_field_that_some_table_reads_or_that_says_who_it_is(witness: Witness) -> None:
    read = {name for table in RULESETS.values() for name in load(table).inputs}
    assert set(witness.facts) <= read
    assert all(re.fullmatch(r"[RK]\d+", number) for number in witness.numbers)


def test_what_no_table_can_show_is_explained() -> None:
    notes = {witness.id.split()[0]: witness.note for witness in WITNESSES}
    assert "equal" in notes["W-25"]
    assert "sum" in notes["W-24"]
