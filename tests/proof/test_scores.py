"""What a score can be, and where: for every customer exactly one interval, the one that the definition says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
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


MANY = 12
"""Points of 1, 2, 4 and so on have more sums than are followed."""


def of_many_sums(when: str) -> str:
    fields = "".join(f"  b{at}: {{type: boolean}}\n" for at in range(MANY))
    points = "".join(f"      - {{points: {2**at}, when: b{at}}}\n" for at in range(MANY))
    return (
        f"tierrules: 1\nname: many\nfields:\n{fields}thresholds: {{cut: 0}}\nscores:\n  total:\n    add:\n{points}"
        "dimensions:\n  main:\n    labels: [high, low]\n    hit: first\n    rules:\n"
        f"      - {{label: high, when: {when}}}\n"
    )


@pytest.mark.parametrize("when", ["total >= cut", "total >= employees"])
@pytest.mark.parametrize("end", ["", "    otherwise: low\n"])
def test_of_a_score_with_too_many_sums_nothing_is_claimed_that_is_not_so(when: str, end: str) -> None:
    for cut in (-1, 2000, 4095, 5000):
        rules = tr.loads(of_many_sums(when).replace("cut: 0", f"cut: {cut}") + end)
        report = rules.check(ignore="unused-threshold")
        assert any(one.code == "undecided" for one in report)
        assert not {"never-true", "always-true", "unreachable-rule"} & {one.code for one in report}
        for one in report:
            if one.code == "gap":
                assert one.witness is not None
                seen = {name: value for name, value in one.witness.items() if name != "as_of"}
                assert rules.classify(seen, as_of=date(2026, 1, 1))["main"].status == "unlabelled"


def test_of_a_score_with_too_many_sums_no_difference_is_said_to_be_none() -> None:
    text = of_many_sums("total >= cut") + "    otherwise: low\n"
    for cut in (1, 2000, 4095):
        found = tr.loads(text).compare(tr.loads(text.replace("cut: 0", f"cut: {cut}")))
        assert found.undecided
        assert found.equal_on_complete is not True
    text = text.replace("cut: 0", "cut: 2000")
    (one,) = tr.loads(text).compare(tr.loads(text.replace("low", "cold"))).labels
    assert (one.kind, one.before and one.before.name, one.after and one.after.name) == ("renamed", "low", "cold")
