"""The search answers what trying every point answers."""

from __future__ import annotations

from itertools import pairwise, product
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from tierrules.proof.engine import search as search_module
from tierrules.proof.engine.search import Boxes, Search, bits, runs

Literals = dict[int, int]


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[int], list[Literals]]:
    """A few variables of a few cells, and clauses about them."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    clause = st.dictionaries(st.sampled_from(range(len(sizes))), st.integers(0, 31), min_size=1).map(
        lambda literals: {variable: cells & (1 << sizes[variable]) - 1 for variable, cells in literals.items()}
    )
    return sizes, draw(st.lists(clause, max_size=12))


def points(sizes: list[int]) -> set[tuple[int, ...]]:
    return set(product(*map(range, sizes)))


def meets(point: tuple[int, ...], literals: Literals) -> bool:
    return any(cells >> point[variable] & 1 for variable, cells in literals.items())


def inside(point: tuple[int, ...], box: list[int]) -> bool:
    return all(cells >> at & 1 for cells, at in zip(box, point, strict=True))


@given(questions(), st.data())
def test_boxes_are_all_points_that_meet_the_clauses(
    question: tuple[list[int], list[Literals]], data: st.DataObject
) -> None:
    sizes, clauses = question
    search = Search()
    variables = [search.variable(size) for size in sizes]
    early = data.draw(st.integers(0, len(clauses)))
    few = data.draw(st.sampled_from((0, 2, 30)))
    numbers = [search.clause(literals) for literals in clauses[:early]]
    with patch.object(search_module, "_FEW_CLAUSES", few):
        list(search.boxes({}, sum(numbers)))  # what was asked before further clauses came plays no part
    numbers += [search.clause(literals) for literals in clauses[early:]]
    asked = data.draw(st.sets(st.sampled_from(range(len(clauses)))) if clauses else st.just(set()))
    within = {0: data.draw(st.integers(1, (1 << sizes[0]) - 1))}
    first = data.draw(st.sets(st.sampled_from(variables)))
    with patch.object(search_module, "_FEW_CLAUSES", few):
        boxes = list(search.boxes(within, sum(numbers[at] for at in asked), first=first))
    wanted = {
        point for point in points(sizes) if within[0] >> point[0] & 1 and all(meets(point, clauses[at]) for at in asked)
    }
    found = [point for point in points(sizes) for box in boxes if inside(point, box)]
    assert set(found) == wanted
    assert len(found) == len(set(found)), "no point lies in two boxes"


@given(questions(), st.data())
def test_boxes_that_meet_another_have_a_point_in_common(
    question: tuple[list[int], list[Literals]], data: st.DataObject
) -> None:
    sizes, boxes = question
    filled = [{variable: cells or 1 for variable, cells in box.items()} for box in boxes]
    other = {at: data.draw(st.integers(1, (1 << size) - 1)) for at, size in enumerate(sizes)}
    found = set(bits(Boxes(filled, sizes).meeting(other)))
    assert found == {
        at for at, box in enumerate(filled) if all(other[variable] & cells for variable, cells in box.items())
    }


@given(st.integers(0, 1 << 40))
def test_runs_are_the_cells(cells: int) -> None:
    found = list(runs(cells))
    assert sum((1 << end) - (1 << start) for start, end in found) == cells
    assert all(start < end for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
