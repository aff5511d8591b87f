"""What is told of two rulesets is what asking every single customer of both tells."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given

import tierrules as tr
from tests.oracles.tables import NONE, People, Table
from tests.proof.membership import are_in
from tests.proof.small_pairs import DrawnPair, small_pairs
from tierrules.proof.engine.pair import pair
from tierrules.proof.findings.subject import Subject

Customer = tuple[date, tuple[Any, ...]]


def compared(drawn: DrawnPair) -> tr.Comparison:
    return tr.loads(drawn.old).compare(tr.loads(drawn.new))


# --- by enumeration


def answers(table: Table, name: str, *, missing: bool = False) -> dict[Customer, tuple[Any, Any]]:
    """What is certain and what is possible, for each customer."""
    people = People(table, missing=missing)
    keys = [(day, tuple(facts.values())) for day, facts in people.all]
    return dict(zip(keys, map(told, people.outcomes(name)), strict=True))


def told(outcomes: frozenset[Any]) -> tuple[Any, Any]:
    sets = [frozenset([one]) if isinstance(one, str) else frozenset(one) for one in outcomes]
    return frozenset.intersection(*sets), frozenset.union(*sets)


def changed(drawn: DrawnPair, name: str, *, missing: bool = False) -> dict[Customer, tuple[Any, Any]]:
    then, now = (answers(table, name, missing=missing) for table in (drawn.before, drawn.after))
    return {one: (then[one], now[one]) for one in then if one in now and then[one] != now[one]}


def scored(drawn: DrawnPair) -> dict[Customer, tuple[int, ...]]:
    """What each customer scores by the old rules and by the new ones."""
    found: dict[Customer, tuple[int, ...]] = {}
    for table in (drawn.before, drawn.after):
        people = People(table)
        for at, (day, facts) in enumerate(people.all):
            key = day, tuple(facts.values())
            found[key] = (*found.get(key, ()), *(people.points(name, at)[0] for name in table.scores))
    return found


SCORES = {"points": 0, "before points": 0, "after points": 1}


def is_changed(drawn: DrawnPair, *, missing: bool) -> bool:
    return any(changed(drawn, one.name, missing=missing) for one in drawn.before.dimensions)


# --- what is told


def points_of(both: tuple[int, ...]) -> list[int]:
    return [both[at] if both else 0 for at in SCORES.values()]


def is_as_said(one: Any, then: tuple[str, tuple[str, ...]], now: tuple[str, tuple[str, ...]]) -> bool:
    """Of collected labels those that come and go are told; else both answers."""
    if not one.gained and not one.lost:
        return (then, now) == (says(one.before), says(one.after))
    gained, lost = ({label.name for label in labels} for labels in (one.gained, one.lost))
    return (gained, lost) == ({*now[1]} - {*then[1]}, {*then[1]} - {*now[1]}) and "undetermined" not in (
        then[0],
        now[0],
    )


def says(state: Any) -> tuple[str, tuple[str, ...]]:
    return state.status, tuple(label.name for label in state.labels)


def told_as(answer: tuple[Any, Any], labels: list[str]) -> tuple[str, tuple[str, ...]]:
    sure, possible = answer
    if sure != possible:
        return "undetermined", tuple(label for label in labels if label in sure)
    (only,) = sure if len(sure) == 1 else [None]
    return ("decided", tuple(label for label in labels if label in sure)) if only in (*labels, None) else (only, ())


# --- complete data


@given(small_pairs())
def test_regions_together_are_all_that_changes_and_nothing_else(drawn: DrawnPair) -> None:
    found = compared(drawn)
    names, scores = [*drawn.before.values, *SCORES], scored(drawn)
    joined = pair(tr.loads(drawn.old).definition, tr.loads(drawn.new).definition)
    for dimension, other in zip(drawn.before.dimensions, drawn.after.dimensions, strict=True):
        name, labels = dimension.name, list(dict.fromkeys((*dimension.labels, *other.labels)))
        wanted = changed(drawn, name)
        there = answers(drawn.after, name)
        everybody = [one for one in answers(drawn.before, name) if one in there]
        differences = [one for one in found if one.dimension.name == name]
        days = {world.as_of for world in Subject(joined.model).worlds_of(joined.conditions(name))}
        told_of: set[Customer] = set()
        for one in differences:
            on = [each for each in everybody if one.only_on is None or each[0] in one.only_on]
            known = {(day, (*facts, *points_of(scores[day, facts]))): (day, facts) for day, facts in on}
            inside = {known[each] for each in are_in(one, known, names)}
            told_of |= inside
            moves = {tuple(told_as(each, labels) for each in wanted[customer]) for customer in inside}
            assert all(is_as_said(one, *move) for move in moves), one
        # On the other days the same is told of days in the same order; regions of all days hold on all of them.
        stands_for = days if len(days) > 1 else {customer[0] for customer in everybody}
        assert {one for one in wanted if one[0] in stands_for} == {one for one in told_of if one[0] in stands_for}


@given(small_pairs())
def test_every_witness_changes_as_said(drawn: DrawnPair) -> None:
    old, new = tr.loads(drawn.old), tr.loads(drawn.new)
    found = old.compare(new)
    for one in (*found, *found.when_missing):
        customer = {name: seen for name, seen in one.witness.items() if name != "as_of"}
        day = one.witness["as_of"]
        assert isinstance(day, date)
        for rules, table, state in ((old, drawn.before, one.before), (new, drawn.after, one.after)):
            tag = rules.classify(customer, as_of=day)[one.dimension.name]
            assert (tag.status, tag.labels) == says(state)
            people = People(table)
            people.only(day, {name: NONE if seen is None else exact(seen) for name, seen in customer.items()})
            labels = people.by_name[one.dimension.name].labels
            assert told_as(told(people.outcomes(one.dimension.name)[0]), labels) == says(state)


def exact(seen: Any) -> Any:
    return seen if isinstance(seen, bool | str | date) else Fraction(seen)


# --- equal or not


@given(small_pairs())
def test_equality_is_what_asking_everybody_says(drawn: DrawnPair) -> None:
    found = compared(drawn)
    assert not found.undecided
    complete, everything = (is_changed(drawn, missing=missing) for missing in (False, True))
    assert found.equal_on_complete is not complete
    assert found.equal_on_all is not (complete or everything)


@given(small_pairs(equal=True))
def test_what_is_only_said_otherwise_is_equal(drawn: DrawnPair) -> None:
    found = compared(drawn)
    assert found.equal_on_complete, found
    assert found.equal_on_all, found
    assert found.is_same


@given(small_pairs(calculates=True))
def test_with_arithmetic_nothing_is_claimed_that_is_not_so(drawn: DrawnPair) -> None:
    found = compared(drawn)
    differs = is_changed(drawn, missing=False)
    if found.equal_on_complete is None:
        assert found.undecided
    else:
        assert found.equal_on_complete is not differs
    if found.equal_on_all:
        assert not is_changed(drawn, missing=True)


@given(small_pairs(equal=True, calculates=True))
def test_with_arithmetic_nothing_differs_that_is_only_said_otherwise(drawn: DrawnPair) -> None:
    found = compared(drawn)
    assert not found.differences, found
    assert found.equal_on_complete is not False
