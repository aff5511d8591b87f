"""A search finds all points that meet its clauses, and no others; formulas and clauses say the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.proof.evaluation import holds
from tierrules.proof.engine.clauses import Clauses
from tierrules.proof.engine.formulas import FALSE, TRUE, Formula, at_least, every, no, some, within
from tierrules.proof.engine.search import Box, Boxes, Search, UndecidedError, bits, runs

SIZES = st.lists(st.integers(1, 6), min_size=1, max_size=4)


def points(sizes: list[int]) -> Iterator[tuple[int, ...]]:
    return itertools.product(*map(range, sizes))


def inside(box: Mapping[int, int] | Box, point: tuple[int, ...]) -> bool:
    cells = enumerate(box) if isinstance(box, list) else box.items()
    return all(mask >> point[variable] & 1 for variable, mask in cells if variable < len(point))


@st.composite
def searches(draw: st.DrawFn) -> tuple[list[int], list[dict[int, int]], dict[int, int]]:
    """Sizes of variables, clauses, and the cells to which some variables are bound."""
    sizes = draw(SIZES)
    literals = st.dictionaries(st.integers(0, len(sizes) - 1), st.integers(0, 63), min_size=1)
    clauses = [{at: cells & full(sizes[at]) for at, cells in one.items()} for one in draw(st.lists(literals))]
    bound = draw(st.dictionaries(st.integers(0, len(sizes) - 1), st.integers(1, 63), max_size=2))
    return sizes, clauses, {at: cells & full(sizes[at]) for at, cells in bound.items() if cells & full(sizes[at])}


def full(size: int) -> int:
    return (1 << size) - 1


def made(sizes: list[int]) -> Search:
    search = Search()
    assert [search.variable(size) for size in sizes] == list(range(len(sizes)))
    return search


@given(searches(), st.data())
def test_boxes_are_all_points_that_meet_the_clauses(given: Any, data: st.DataObject) -> None:
    sizes, clauses, bound = given
    search = made(sizes)
    listed = [search.clause(one) for one in clauses]
    asked = data.draw(st.sets(st.sampled_from(range(len(clauses))))) if clauses else set()
    first = data.draw(st.lists(st.integers(0, len(sizes) - 1), unique=True))
    boxes = list(search.boxes(bound, sum(listed[at] for at in asked), first=first))
    for point in points(sizes):
        met = all(any(mask >> point[at] & 1 for at, mask in clauses[one].items()) for one in asked)
        assert sum(inside(box, point) for box in boxes) == (met and inside(bound, point)), point


@given(searches(), st.data())
def test_what_is_known_beside_the_clauses_narrows_the_boxes(given: Any, data: st.DataObject) -> None:
    """Two variables lie in cells of the same number, as fields do that must be equal."""
    sizes, clauses, bound = given
    search = made(sizes)
    asked = sum(search.clause(one) for one in clauses)

    def narrow(box: Box) -> bool:
        box[0] &= box[-1]
        box[-1] &= box[0]
        return bool(box[0])

    found = list(search.boxes(bound, asked, narrow))
    for point in points(sizes):
        met = all(any(mask >> point[at] & 1 for at, mask in one.items()) for one in clauses)
        if point[0] == point[-1]:
            assert any(inside(box, point) for box in found) == (met and inside(bound, point))


def test_a_search_that_may_cost_nothing_says_so() -> None:
    search = made([2, 2])
    asked = search.clause({0: 1, 1: 1}) | search.clause({0: 2, 1: 2})
    with pytest.raises(UndecidedError) as raised:
        list(search.boxes({}, asked, most=1))
    assert len(raised.value.box) == 2
    assert len(list(search.boxes({}, asked))) == 2


@given(st.integers(0, 2**40))
def test_runs_and_bits_are_the_cells_of_a_set(cells: int) -> None:
    assert list(bits(cells)) == [at for at in range(41) if cells >> at & 1]
    assert [at for start, end in runs(cells) for at in range(start, end)] == list(bits(cells))
    assert all(start < end for start, end in runs(cells))
    assert all(one[1] < other[0] for one, other in itertools.pairwise(runs(cells)))


@given(SIZES, st.data())
def test_boxes_that_meet_have_a_point_in_common(sizes: list[int], data: st.DataObject) -> None:
    box = st.fixed_dictionaries({}, optional={at: st.integers(1, full(size)) for at, size in enumerate(sizes)})
    listed, one = data.draw(st.lists(box, max_size=6)), data.draw(box)
    meeting = Boxes(listed, sizes).meeting(one)
    for at, other in enumerate(listed):
        common = any(inside(one, point) and inside(other, point) for point in points(sizes))
        assert bool(meeting >> at & 1) == common


# --- formulas


@st.composite
def formulas(draw: st.DrawFn, sizes: list[int], depth: int = 3) -> tuple[Formula, Any]:
    """A formula, and what it says as a function of a point."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, len(sizes) - 1))
        cells = draw(st.integers(0, full(sizes[at])))
        return within(at, cells, full(sizes[at])), lambda point: bool(cells >> point[at] & 1)
    parts = draw(st.lists(formulas(sizes, depth - 1), max_size=4))
    made, said = [one for one, _ in parts], [one for _, one in parts]
    kind, k = draw(st.sampled_from(["every", "some", "no", "at_least", "shared"])), draw(st.integers(0, 3))
    if kind == "no" and parts:
        return no(made[0]), lambda point: not said[0](point)
    if kind == "at_least":
        return at_least(k, made), lambda point: sum(one(point) for one in said) >= k
    if kind == "shared" and len(parts) > 1:
        # The same part on both sides of an `any`, once as it is and once turned round.
        a, b = made[:2]
        whole = some((every((a, b)), every((no(a), *made[1:]))))
        return whole, lambda point: all(one(point) for one in said[1:]) if not said[0](point) else said[1](point)
    if kind == "every":
        return every(made), lambda point: all(one(point) for one in said)
    return some(made), lambda point: any(one(point) for one in said)


@given(st.data())
def test_a_formula_says_what_its_parts_say_together(data: st.DataObject) -> None:
    sizes = data.draw(SIZES)
    formula, said = data.draw(formulas(sizes))
    for point in points(sizes):
        cells = dict(enumerate(point))
        assert holds(formula, cells) == said(point)
        assert holds(no(formula), cells) != said(point)
    assert formula in (TRUE, FALSE) or no(no(formula)) is formula or not hasattr(formula, "opposite")


@given(st.data())
def test_clauses_hold_where_the_formulas_do(data: st.DataObject) -> None:
    """Parts are asked one by one and together, and translated once for both."""
    sizes = data.draw(SIZES)
    listed = data.draw(st.lists(formulas(sizes), min_size=1, max_size=3))
    search = made(sizes)
    clauses = Clauses(search)
    parts = [clauses.part(formula) for formula, _ in listed]
    whole = parts[0]
    for part in parts[1:]:
        whole &= part
    alone = [(part, [said]) for part, (_, said) in zip(parts, listed, strict=True)]
    for part, said in [*alone, (whole, [one for _, one in listed])]:
        boxes = list(search.boxes(part.cells, part.clauses)) if part.is_possible else []
        for point in points(sizes):
            assert any(inside(box, point) for box in boxes) == all(one(point) for one in said)
