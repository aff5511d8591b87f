"""What a score can be, and where: for every customer exactly one interval, the one that the definition says."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.proof.evaluation import cells_of, holds
from tierrules.meaning import semantics
from tierrules.meaning.truth import MISSING
from tierrules.proof.engine.scores import points_of
from tierrules.proof.engine.world import World, conditions_of
from tierrules.testing import facts_for

AS_OF = date(2026, 2, 28)
CONDITIONS = ["i >= 2", "i < 4", "b", "not b", "c == 'x'", "i == 3 or b", "i >= 1 and c != 'y'", "i < rows"]
WITHIN = st.lists(st.integers(-9, 15), min_size=2, max_size=2, unique=True).map(sorted)
LINES = st.lists(st.tuples(st.integers(-5, 9).filter(bool), st.sampled_from(CONDITIONS)), min_size=1, max_size=4)


def written(within: list[int], lines: list[tuple[int, str]], inner: list[tuple[int, str]]) -> str:
    def score(name: str, limits: list[int], given: list[tuple[Any, str]]) -> list[str]:
        points = [f'      - {{points: {points}, when: "{when}"}}' for points, when in given]
        return [f"  {name}:", f"    within: [{limits[0]}, {limits[1]}]", "    add:", *points]

    head = ["tierrules: 1", "name: scores", "fields:", "  i: {type: integer, min: 0, max: 5}", "  b: {type: boolean}"]
    head += ["  c: {type: category, values: [x, y], empty: none}", "thresholds:"]
    head += ["  rows: {by: c, rows: {x: 3, y: n/a}}", "scores:"]
    rules = ["dimensions:", "  one:", "    labels: [a]", "    hit: first", "    otherwise: none", "    rules:"]
    rules += ["      - {label: a, when: total >= 3}"]
    both = [*score("part", [-3, 8], inner), *score("total", within, [*lines, ("part", "i >= 1")])]
    return "\n".join([*head, *both, *rules]) + "\n"


@given(WITHIN, LINES, LINES, st.data())
def test_a_score_is_what_the_definition_says(
    within: list[int], lines: list[tuple[int, str]], inner: list[tuple[int, str]], data: st.DataObject
) -> None:
    model = tr.loads(written(within, lines, inner))._model
    world = World(model, AS_OF, conditions_of(model.dimensions["one"]), missing=True)
    found = points_of(world.answers.truths, model.scores["total"])
    for _ in range(5):
        facts = data.draw(facts_for(model, AS_OF))
        cells = cells_of(world.space, {name: facts.get(name, MISSING) for name in world.space.lines})
        there = [interval for interval, where in found.items() if holds(where, cells)]
        assert there == [semantics.interval(world.space.case({**facts}), model.scores["total"])]


@given(WITHIN, LINES, LINES, st.data())
def test_each_end_of_a_score_has_a_line_and_a_customer_one_cell_of_it(
    within: list[int], lines: list[tuple[int, str]], inner: list[tuple[int, str]], data: st.DataObject
) -> None:
    model = tr.loads(written(within, lines, inner))._model
    missing = data.draw(st.booleans())
    world = World(model, AS_OF, conditions_of(model.dimensions["one"]), missing=missing)
    for one in model.dimensions["one"].rules:
        world.answers.truths.of(one.when)
    assert missing or len(world.totals) == 1
    facts = {
        name: data.draw(st.sampled_from([cell.value for cell in one.cells])) for name, one in world.space.lines.items()
    }
    cells = cells_of(world.space, facts)
    case = world.space.case({**facts})
    least, greatest = semantics.interval(case, model.scores["total"])
    for line in world.totals:
        stands = [at for at in range(line.full.bit_length()) if holds(line.stands, {**cells, line.variable: at})]
        seen = greatest if line.end == "greatest" else least
        assert stands == [line.cell_of(case)] == [sum((one < seen) + (one <= seen) for one in line.points)]
        assert line.end != "both" or least == greatest
