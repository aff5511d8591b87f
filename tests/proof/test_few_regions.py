"""An edit of one threshold gives at most twice as many regions as rules that use it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.errors import RulesetError
from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Dated, Table
from tierrules.meaning.model import (
    Comparison,
    Condition,
    Constant,
    DateWindow,
    Dimension,
    LabelTest,
    Membership,
    Model,
    ScoreTerm,
)

BUNDLED = list(tr.bundled())


# --- the rules that use a threshold, through scores and other dimensions too


def uses(model: Model, name: str) -> int:
    return sum(uses_in(model, one, name) for one in model.dimensions.values())


def uses_in(model: Model, one: Dimension, name: str) -> int:
    """The rules of a dimension that use a threshold; a guard that does is one of all of its rules."""
    if one.applies is not None and asks(model, one.applies, name):
        return len(one.rules) + 1
    return sum(asks(model, rule.when, name) for rule in one.rules)


def asks(model: Model, condition: Condition, name: str) -> bool:
    for atom in atoms_in(condition):
        match atom:
            case LabelTest(dimension) if uses_in(model, model.dimensions[dimension], name):
                return True
            case DateWindow(_, cut_off) if cut_off.name == name:
                return True
            case Comparison(left, _, right) if any(is_it(side, name) for side in (left, right)):
                return True
            case Membership(_, values) if any(is_it(side, name) for side in values):
                return True
    return False


def is_it(term: Any, name: str) -> bool:
    if isinstance(term, ScoreTerm):
        ends = [end for end in (term.low, term.high) if end is not None]
        return any(is_it(one, name) for one in (*ends, *(points.points for points in term.add)))
    return isinstance(term, Constant) and term.name == name


# --- small and large moves


def moves(rules: tr.Ruleset, name: str) -> Iterator[tuple[str, str]]:
    one = rules.thresholds[name].value
    match one:
        case Duration(count, unit):
            yield from ((name, f"{other} {unit}s") for other in (count + 1, count - 1, 3 * count) if other > 0)
        case Fraction():
            yield from ((name, said(rules, name, other)) for other in others(one))
        case Dated(rows):
            day, bound = rows[-1]
            yield from ((f"{name}[{day}]", said(rules, name, other)) for other in others(bound))
        case Table(_, rows):
            keyed = [row for row in rows if isinstance(row.bound, Fraction)]
            key, bound = keyed[len(keyed) // 2].key, keyed[len(keyed) // 2].bound
            yield f"{name}[{key}]", str(int(bound * 9 / 10))


def editions(rules: tr.Ruleset) -> int:
    """How many sets of figures a ruleset has: a region names figures, so each edition has regions of its own."""
    days = {day for one in rules.thresholds.values() if isinstance(one.value, Dated) for day, _ in one.value.rows}
    return max(1, len(days))


def others(bound: Fraction) -> list[Fraction]:
    if bound.denominator > 1:
        return [bound + Fraction(1, 100), bound - Fraction(1, 100), bound / 2, bound * 3]
    return [bound + max(1, bound // 50), bound - max(1, bound // 50), Fraction(bound // 2), 4 * bound + 1]


def said(rules: tr.Ruleset, name: str, bound: Fraction) -> str:
    return f"{float(bound * 100):g}%" if "%" in rules.thresholds[name].text else str(int(bound))


@pytest.mark.parametrize("name", BUNDLED)
def test_an_edit_of_a_threshold_of_a_bundled_ruleset(name: str) -> None:
    rules = tr.load(name)
    compared = 0
    for threshold in rules.thresholds:
        most = 2 * uses(rules.definition, threshold) * editions(rules)
        for key, text in moves(rules, threshold):
            try:
                edited = rules.edit({key: text})
            except RulesetError:
                continue  # bounds of bands stay in order, shares within their limits
            found = rules.compare(edited)
            assert not found.undecided
            assert len(found) <= most, (key, text, [str(one) for one in found])
            compared += 1
    assert compared >= len(rules.thresholds)


def test_a_move_that_changes_nobody_has_no_region() -> None:
    rules = tr.load("lead-scoring")
    assert rules.compare(rules.edit({"sql_from": "79"})).is_same


# --- tables of rules that each ask for all of some things

FIELDS = ("f0", "f1", "f2", "f3")


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A standards table: rows of lower bounds, some of them the threshold.

    Of two rows at most: a region is one box, or one without a few others where that is shorter. Three rows that overlap
    in three fields can make five plain regions out of two that use the threshold, and four only with more exceptions
    than regions.
    """
    count = draw(st.integers(1, 2))
    labels = draw(st.lists(st.sampled_from("abc"), min_size=count, max_size=count))
    lines = []
    for label in labels:
        asked = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True))
        tests = [f"{name} >= {draw(st.sampled_from(['t', '2', '5', '8']))}" for name in asked]
        lines.append(f"      - {{label: {label}, when: {{all: [{', '.join(tests)}]}}}}")
    fields = "".join(f"  {name}: {{type: integer}}\n" for name in FIELDS)
    head = f"tierrules: 1\nname: small\nfields:\n{fields}thresholds: {{t: 4}}\ndimensions:\n  main:\n"
    return head + "    labels: [a, b, c, d]\n    hit: first\n    otherwise: d\n    rules:\n" + "\n".join(lines) + "\n"


@given(tables(), st.sampled_from([1, 3, 6, 9]))
def test_an_edit_of_a_threshold_of_a_table(text: str, bound: int) -> None:
    """Whoever leaves a rule falls to those below it: each of their answers is a change of its own."""
    rules = tr.loads(text)
    found = rules.compare(tr.loads(text.replace("{t: 4}", f"{{t: {bound}}}")))
    changes = Counter((one.before.label, one.after.label) for one in found)
    assert all(count <= 2 * uses(rules.definition, "t") for count in changes.values())


def test_more_regions_than_twice_the_rules_where_customers_fall_to_more_answers() -> None:
    """One rule uses the threshold, and who leaves it has three answers: each is a change of its own."""
    bands = "\n".join(
        f"      - {{label: {label}, when: employees >= {bound}}}" for label, bound in (("b", 50), ("c", 20))
    )
    text = (
        "tierrules: 1\nname: small\ncurrency: CNY\nthresholds: {t: 4}\ndimensions:\n  main:\n    labels: [a, b, c, d]\n"
        f"    hit: first\n    otherwise: d\n    rules:\n      - {{label: a, when: annual_spend >= t}}\n{bands}\n"
    )
    rules = tr.loads(text)
    found = rules.compare(rules.edit({"t": 6}))
    assert uses(rules.definition, "t") == 1
    assert len(found) == 3
    assert {(one.before.label.name, one.after.label.name) for one in found if one.before.label and one.after.label} == {
        ("a", "b"),
        ("a", "c"),
        ("a", "d"),
    }
