"""What terms can come to in a box holds every value that they have there; and how two of them stand to each other."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.declared import Type
from tierrules.meaning.model import Comparison, Term
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.meaning.values import value
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.ranges import End, Range, ends, place, range_of
from tierrules.proof.engine.relations import possible
from tierrules.proof.engine.search import bits
from tierrules.proof.engine.space import Line
from tierrules.proof.engine.world import World, conditions_of

AS_OF = date(2026, 2, 28)
HEAD = """\
tierrules: 1
name: ranges
fields:
  i: {type: integer, min: 0, max: 6}
  j: {type: integer, empty: none}
  m: {type: decimal, min: -2, max: 2}
  n: {type: decimal, empty: none}
  d: {type: date, empty: none}
  e: {type: date, min: 2026-01-01}
  c: {type: category, values: [a, b]}
  t: {type: text, empty: none}
  u: {type: text}
thresholds:
  day: 2026-02-01
dimensions:
  one:
    labels: [x]
    hit: first
    otherwise: none
    rules:
"""
CUTS = [
    "i >= 2",
    "i == 4",
    "j < 3",
    "j > -1",
    "m > 0.5",
    "m <= -1",
    "n >= 1",
    "n < 0",
    "d > day",
    "t == 'a'",
    "c == 'a'",
]
NUMBERS = ["i", "j", "m", "n", "1", "0", "2.5", "-3"]


@st.composite
def terms(draw: st.DrawFn, depth: int = 2) -> str:
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return draw(st.sampled_from(NUMBERS))
    parts = [draw(terms(depth - 1)) for _ in range(2)]
    kind = draw(st.sampled_from(["+", "-", "*", "/", "min", "max", "abs", "neg"]))
    if kind in ("min", "max"):
        return f"{kind}({', '.join(parts)})"
    if kind in ("abs", "neg"):
        return f"abs({parts[0]})" if kind == "abs" else f"-({parts[0]})"
    return f"({parts[0]}) {kind} ({parts[1]})"


def world_of(*conditions: str) -> tuple[World, list[Any]]:
    rules = [f'      - {{label: x, when: "{one}"}}' for one in (*conditions, *CUTS)]
    model = tr.loads(HEAD + "\n".join(rules) + "\n")._model
    asked = conditions_of(model.dimensions["one"])
    return World(model, AS_OF, asked, missing=True), [next(iter(atoms_in(one))) for one in asked[: len(conditions)]]


@st.composite
def customers(draw: st.DrawFn, world: World) -> tuple[list[int], Facts]:
    """A box, and a customer somewhere in it."""
    box, facts = world.search.whole(), {}
    for name, line in world.space.lines.items():
        chosen = draw(st.integers(1, line.full))
        box[line.variable] = chosen
        facts[name] = draw(seen_in(line, draw(st.sampled_from(list(bits(chosen))))))
    return box, facts


def seen_in(line: Line, at: int) -> st.SearchStrategy[Any]:
    cell = line.cells[at]
    if isinstance(cell.value, Absent | bool | str):
        return st.just(cell.value)
    low, high = ends(line.field, cell)
    start = low.at if low.at is not None else (high.at or 0) - 10
    end = high.at if high.at is not None else start + 20
    if line.field.type is Type.DATE:
        return st.integers(int(start), int(end)).map(date.fromordinal)
    if line.field.type is Type.INTEGER:
        return st.integers(int(start), int(end)).map(Fraction)
    near = st.sampled_from([0, 1, 2, 500, 998, 999, 1000]) | st.integers(0, 1000)
    inside = near.map(lambda part: start + (end - start) * Fraction(part, 1000))
    return inside.filter(lambda one: line.holds(at, one))


def holds(found: Range, seen: Any) -> bool:
    if seen is MISSING:
        return found.missing
    if seen is NONE:
        return found.none
    there = place(seen)
    low, high = found.low, found.high
    above = low.at is None or there > low.at or (low.included and there == low.at)
    return not found.empty and above and (high.at is None or there < high.at or (high.included and there == high.at))


@given(terms(), st.data())
def test_a_range_holds_every_value_of_its_term(term: str, data: st.DataObject) -> None:
    try:
        world, (atom,) = world_of(f"{term} >= 0.5")
    except tr.RulesetError:
        return  # a whole number where a decimal is meant, a term of constants alone
    if not isinstance(atom, Comparison):
        return
    box, facts = data.draw(customers(world))
    case = world.space.case(facts)
    for side in (atom.left, atom.right):
        assert holds(range_of(world.space, side, box), value(case, side)), (side, facts)


COMPARED = [
    "i < j",
    "m == n",
    "i + j >= 3",
    "i / j > 2",
    "d < e",
    "d == e",
    "t == u",
    "i * m <= n",
    "i / j > 5",
    "n >= i",
]


@given(st.data())
def test_what_is_possible_holds_where_every_customer_lies(data: st.DataObject) -> None:
    world, _ = world_of(*COMPARED)
    for condition in conditions_of(world.model.dimensions["one"]):
        world.answers.truths.of(condition)
    assert world.space.relations
    box, facts = data.draw(customers(world))
    box += world.search.whole()[len(box) :]
    case = world.space.case(facts)
    for relation in world.space.relations.values():
        assert possible(world.space, relation, box) >> relation.cell_of(case) & 1, (relation.left, facts)


def number(text: str, included: bool = True) -> End:
    return End(Fraction(text), included)


EXACT = {
    "i": (number("0"), number("6")),
    "i + 1": (number("1"), number("7")),
    "i - m": (number("-2"), number("8")),
    "-(i)": (number("-6"), number("0")),
    "abs(m)": (number("0"), number("2")),
    "i * m": (number("-12"), number("12")),
    "m * m": (number("-4"), number("4")),
    "i / (i + 1)": (number("0"), number("6")),
    "1 / (i + 1)": (End(Fraction(1, 7)), number("1")),
    "i / m": (End(None), End(None)),
    "min(i, m)": (number("-2"), number("2")),
    "max(i, m)": (number("0"), number("6")),
    "max(i, n)": (number("0"), End(None)),
    "min(i, n)": (End(None), number("6")),
    "n + i": (End(None), End(None)),
    "i / n": (End(None), End(None)),
    "i / (n - i)": (End(None), End(None)),
}


@pytest.mark.parametrize("term", EXACT)
def test_ranges_of_whole_fields(term: str) -> None:
    world, (atom,) = world_of(f"{term} >= 0.5")
    found = range_of(world.space, atom.left, world.search.whole())
    assert (found.low, found.high) == EXACT[term]
    assert found.missing
    assert not found.empty
    assert found.none == ("n" in term.replace("min", ""))


def test_ends_that_do_not_belong() -> None:
    world, (atom,) = world_of("i + m >= 0.5")
    lines, box = world.space.lines, world.search.whole()
    box[lines["m"].variable] = cell_with(lines["m"], Fraction(1))
    box[lines["i"].variable] = cell_with(lines["i"], Fraction(3))
    found = range_of(world.space, atom.left, box)
    assert (found.low, found.high) == (number("3.5", False), number("5"))
    assert (found.none, found.missing, found.empty) == (False, False, False)


def cell_with(line: Line, seen: Fraction) -> int:
    return sum(1 << at for at in range(len(line.cells)) if line.holds(at, seen))


def test_a_divisor_that_is_nought() -> None:
    world, (atom,) = world_of("m / i >= 0.5")
    line, box = world.space.lines["i"], world.search.whole()
    box[line.variable] = cell_with(line, Fraction(0))
    found = range_of(world.space, atom.left, box)
    assert found.empty
    assert found.missing
    box[line.variable] = line.valued & ~cell_with(line, Fraction(0))
    box[world.space.lines["m"].variable] = world.space.lines["m"].valued
    found = range_of(world.space, atom.left, box)
    assert (found.low, found.high, found.missing) == (number("-2"), number("2"), False)


def test_dates_count_days() -> None:
    world, (atom,) = world_of("d < e")
    line, box = world.space.lines["e"], world.search.whole()
    term: Term = atom.right
    found = range_of(world.space, term, box)
    assert found.low == End(Fraction(date(2026, 1, 1).toordinal()))
    assert line.field.type is Type.DATE


def test_nought_times_what_lies_strictly_between() -> None:
    world, (atom,) = world_of("i * n >= 0.5")
    lines, box = world.space.lines, world.search.whole()
    box[lines["n"].variable] = cell_with(lines["n"], Fraction(1, 2))
    box[lines["i"].variable] = cell_with(lines["i"], Fraction(0))
    found = range_of(world.space, atom.left, box)
    assert found.low == number("0")
    assert cell_with(lines["n"], Fraction(1)) != cell_with(lines["n"], Fraction(1, 2))
