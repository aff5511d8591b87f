"""Circles of names: every circle is told, at references that are written there and form it."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr

NAMES = ("a", "b", "c", "d", "e")
graphs = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3).map(tuple), min_size=1, max_size=5
).map(lambda drawn: {name: tuple(one for one in used if one in drawn) for name, used in drawn.items()})
_USES = re.compile("`(.)` uses `(.)`")


def text_of(uses: dict[str, tuple[str, ...]]) -> str:
    """Derived values, each the sum of one field and of the values that it uses."""
    derived = "".join(f"  {name}: {' + '.join(('employees', *used))}\n" for name, used in uses.items())
    return f"""\
tierrules: 1
name: circles
derived:
{derived}dimensions:
  size:
    labels: [large, small]
    hit: first
    rules:
      - {{label: large, when: employees > 3}}
    otherwise: small
"""


def told(text: str) -> list[tr.Diagnostic]:
    try:
        tr.loads(text)
    except tr.RulesetError as error:
        return list(error.diagnostics)
    return []


def on_circles(uses: dict[str, tuple[str, ...]]) -> set[str]:
    """The names from which a walk along the uses comes back, by trying all walks."""
    reached = {name: set(used) for name, used in uses.items()}
    for _ in uses:
        reached = {name: found.union(*(reached[one] for one in found)) for name, found in reached.items()}
    return {name for name, found in reached.items() if name in found}


@given(graphs)
def test_a_circle_is_told_where_there_is_one(uses: dict[str, tuple[str, ...]]) -> None:
    found = told(text_of(uses))
    assert {one.code for one in found} == ({"cycle"} if on_circles(uses) else set())


@given(graphs)
def test_the_places_are_the_references_that_form_the_circle(uses: dict[str, tuple[str, ...]]) -> None:
    text = text_of(uses)
    lines = text.splitlines()
    for one in told(text):
        around = re.findall("`(.)`", one.message.partition(": ")[2])
        pairs = list(pairwise(around))
        assert around[0] == around[-1] == min(around, key=list(uses).index)
        assert [tuple(match.groups()) for place in one.related if (match := _USES.fullmatch(place.message))] == pairs[
            :-1
        ]
        for place, (user, used) in zip((*one.related, one), pairs, strict=True):
            line = lines[place.line - 1]
            assert line.startswith(f"  {user}: ")
            assert line[place.column - 1 : place.end_column - 1] == used
            assert place.column > len("  x: ")


def test_of_a_long_circle_the_first_steps_are_shown() -> None:
    uses = {f"v{at}": (f"v{(at + 1) % 30}",) for at in range(30)}
    (one,) = told(text_of(uses))
    assert one.message == "`v0` depends on itself: `v0` → `v1` → `v2` → `v3` → `v4` → `v5` → … → `v0`"
    assert len(one.related) == 8
    assert one.source_line.strip() == "v29: employees + v0"
    assert one.source_line[one.column - 1 : one.end_column - 1] == "v0"


def test_of_very_many_circles_each_is_told_without_its_course() -> None:
    """The references alone: circles that are not traced cost no more than their two ends."""
    uses = {f"v{at}": (f"v{at ^ 1}",) for at in range(600)}
    found = told(text_of(uses))
    assert {one.code for one in found} == {"cycle", "too-many-problems"}
    for one in found:
        if one.code == "cycle":
            at = one.line - 4
            assert one.source_line[one.column - 1 : one.end_column - 1] == f"v{at ^ 1}"
