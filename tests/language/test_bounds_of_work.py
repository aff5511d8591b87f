"""Texts that mean harm to the layers behind the reader: each ends soon, in a ruleset or in a diagnostic.

The bounds are counted, never timed: levels of nesting, parts written out, editions compared. What lies just within
them must load, classify and explain, and leave most of the interpreter's stack to the caller.
"""

import inspect
import sys
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning import semantics
from tierrules.meaning.model import Dimension
from tierrules.meaning.result import Outcome
from tierrules.meaning.values import Case

AS_OF = date(2026, 11, 1)
HEAD = "tierrules: 1\nname: hostile\ncurrency: CNY\n"
LEVELS, VALUE_PARTS = 150, 200  # what the reference page promises
STACK = 500  # of the 1,000 frames that Python has by default


def dimension(when: str) -> str:
    return (
        f"dimensions:\n  d:\n    labels: [a, b]\n    hit: first\n    rules:\n      - label: a\n        when: {when}\n"
    )


def derived(count: int, step: Callable[[int], str]) -> str:
    """`v0` reads a field, each further one what `step` makes of its number."""
    lines = ["derived:", "  v0: employees", *(f"  v{number}: {step(number)}" for number in range(1, count))]
    return HEAD + "\n".join(lines) + "\n" + dimension(f"v{count - 1} >= 3")


def dimensions(count: int, step: Callable[[int], str]) -> str:
    form = "  d{}: {{labels: [a, b], hit: first, rules: [{{label: a, when: {}}}], otherwise: b}}"
    lines = [form.format(0, "employees >= 3"), *(form.format(at, f'"{step(at)}"') for at in range(1, count))]
    return HEAD + "dimensions:\n" + "\n".join(lines) + "\n"


def scores(count: int, step: Callable[[int], str]) -> str:
    lines = ["scores:", "  s0: {add: [{points: 1, when: unstable}]}"]
    lines += [f"  s{at}: {{add: [{step(at)}]}}" for at in range(1, count)]
    return HEAD + "\n".join(lines) + "\n" + dimension(f"s{count - 1} >= 3")


def tables(names: str, rows: int, when: str) -> str:
    fields = "".join(f"  f_{name}: {{type: text}}\n" for name in names)
    listed = ", ".join(f"k{row}: {row}" for row in range(rows))
    bounds = "".join(f"  {name}: {{by: f_{name}, default: 1, rows: {{{listed}}}}}\n" for name in names)
    return HEAD + "fields:\n" + fields + "thresholds:\n" + bounds + when


def grid(rows: int, columns: int, uses: int) -> str:
    inner = ", ".join(f"j{at}: {at}" for at in range(columns))
    listed = ", ".join(f"k{at}: {{{inner}}}" for at in range(rows))
    head = f"{HEAD}fields: {{f: {{type: text}}, g: {{type: text}}}}\nthresholds:\n"
    rules = "      - {label: a, when: employees >= t}\n" * (uses - 1)
    return f"{head}  t: {{by: [f, g], default: 1, rows: {{{listed}}}}}\n{dimension('employees >= t')}{rules}"


def doubled(name: str) -> Callable[[int], str]:
    return lambda at: f"{name}{at - 1} + {name}{at - 1}"


REFUSED = {
    "a thousand nots": (HEAD + dimension("not " * 1_000 + "unstable"), "expression-too-long"),
    "nots and brackets": (HEAD + dimension("not (" * 100 + "unstable" + ")" * 100), "expression-too-long"),
    "brackets": (HEAD + dimension("(" * 300 + "unstable" + ")" * 300), "expression-too-long"),
    "brackets left open": (HEAD + dimension("(" * 300), "torn-expression"),
    "lists in lists": (HEAD + dimension("unstable in " + "[" * 300), "torn-expression"),
    "signs": (HEAD + dimension("employees > " + "-" * 700 + "employees"), "expression-too-long"),
    "a sum": (HEAD + dimension("+".join(["employees"] * 350) + " > 3"), "expression-too-long"),
    "a conjunction": (HEAD + dimension(" and ".join(["unstable"] * 420)), "expression-too-long"),
    "a long scalar": (HEAD + dimension("x" * 20_000), "expression-too-long"),
    "a long number": (HEAD + dimension("employees > " + "9" * 3_900), "bad-number"),
    "a tower of values": (derived(2_000, lambda at: f"v{at - 1} + 1"), "stacked-too-deep"),
    "a tower of names": (derived(2_000, lambda at: f"v{at - 1}"), "stacked-too-deep"),
    "values doubled": (derived(60, doubled("v")), "too-many-parts"),
    "values doubled without end": (derived(2_000, doubled("v")), "too-many-parts"),
    "values squared": (derived(60, lambda at: f"v{at - 1} * v{at - 1}"), "too-many-parts"),
    "a tower of dimensions": (dimensions(1_000, lambda at: f"d{at - 1} == 'a'"), "stacked-too-deep"),
    "dimensions doubled": (
        dimensions(1_000, lambda at: f"d{at - 1} == 'a' and not d{at - 1} == 'b'"),
        "stacked-too-deep",
    ),
    "a tower of scores": (scores(1_000, lambda at: f"{{points: s{at - 1}}}"), "stacked-too-deep"),
    "a grid used often": (grid(100, 100, 100), "too-many-parts"),
    "five tables": (tables("tuvwx", 60, dimension("t <= u + v + w + x + employees")), "too-many-parts"),
    "a long circle": (derived(2_000, lambda at: f"v{(at + 1) % 2_000 or 1} + 1"), "cycle"),
    "many circles": (
        derived(300, lambda at: " + ".join(f"v{other}" for other in range(1, 56))),
        "cycle",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_harm_is_refused_by_name(name: str) -> None:
    text, code = REFUSED[name]
    with pytest.raises(tr.RulesetError) as caught:
        tr.loads(text)
    assert caught.value.diagnostics[0].code == code
    assert all(len(one.message) < 1_000 for one in caught.value.diagnostics)


def many_rules(hit: str) -> str:
    labels = ", ".join(f"l{at}" for at in range(3_000))
    rules = "".join(f"      - {{label: l{at}, when: employees >= {at}}}\n" for at in range(3_000))
    return f"{HEAD}dimensions:\n  d:\n    labels: [{labels}]\n    hit: {hit}\n    rules:\n{rules}"


THRESHOLDS = "".join(f"  t{at}: {at + 1}\n" for at in range(5_000))
RULES = "".join(f"      - {{label: a, when: employees >= t{at}}}\n" for at in range(5_000))
CELLS = ", ".join(f"[{at}, {at // 2}]" for at in range(10_000))
READ = {
    "the deepest condition": HEAD + dimension("{not: " * 28 + '"' + "not " * 59 + 'unstable"' + "}" * 28),
    "groups in groups": HEAD + dimension("{any: [{all: [" * 14 + '"' + "not " * 59 + 'unstable"' + "]}]}" * 14),
    "the highest tower of values": derived(72, lambda at: f"abs(v{at - 1})"),
    "the highest tower of names": derived(144, lambda at: f"v{at - 1}"),
    "the highest tower of dimensions": dimensions(37, lambda at: f"d{at - 1} == 'a'"),
    "dimensions doubled": dimensions(24, lambda at: f"d{at - 1} == 'a' and not d{at - 1} == 'b'"),
    "the highest tower of scores": scores(48, lambda at: f"{{points: s{at - 1}}}"),
    "scores and dimensions in turn": HEAD
    + "scores:\n  s0: {add: [{points: 1, when: unstable}]}\n"
    + "".join(f"  s{at}: {{add: [{{points: 1, when: d{at} == 'a'}}]}}\n" for at in range(1, 18))
    + "dimensions:\n"
    + "".join(
        f"  d{at}: {{labels: [a, b], hit: first, rules: [{{label: a, when: s{at - 1} >= 1}}], otherwise: b}}\n"
        for at in range(1, 18)
    ),
    "a grid": grid(150, 150, 1),
    "two tables": tables("tu", 250, dimension("t <= employees + u")),
    "thresholds and rules": f"{HEAD}thresholds:\n{THRESHOLDS}{dimension('unstable')}{RULES}",
    "cells": f"{HEAD}fields: {{r: {{type: integer}}, f: {{type: integer}}}}\ndimensions:\n  d:\n    labels: [a]\n"
    f"    cells: {{of: [r, f], rows: {{a: [{CELLS}]}}}}\n",
    **{f"labels under {hit}": many_rules(hit) for hit in ("first", "unique", "any", "priority", "collect")},
}


@pytest.mark.parametrize("name", READ)
def test_what_is_within_the_bounds_is_read_and_leaves_the_stack_to_its_caller(name: str) -> None:
    with stack_of(STACK):
        rules = tr.loads(READ[name])
        for customer in ({}, {"employees": 7, "unstable": True}):
            known = rules.classify(customer, as_of=AS_OF)
            assert known.explain(lang="en")


class stack_of:  # noqa: N801  # reads as a word of the test
    """So many further frames and no more."""

    def __init__(self, frames: int) -> None:
        self.frames = frames
        self.before = sys.getrecursionlimit()

    def __enter__(self) -> None:
        sys.setrecursionlimit(len(inspect.stack(0)) + self.frames)

    def __exit__(self, *_: object) -> None:
        sys.setrecursionlimit(self.before)


def test_a_dimension_is_asked_once_however_many_others_test_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tr.loads(dimensions(24, lambda at: f"d{at - 1} == 'a' or d{at - 1} == 'b'"))
    asked: list[str] = []
    outcome = semantics.outcome

    def counted(case: Case, dimension: Dimension) -> Outcome:
        asked.append(dimension.name)
        return outcome(case, dimension)

    monkeypatch.setattr(semantics, "outcome", counted)
    rules.classify({}, as_of=AS_OF)
    assert sorted(asked) == sorted(f"d{at}" for at in range(24))


@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 50), st.integers(0, 50)), max_size=40))
def test_a_value_is_refused_exactly_where_it_stands_for_too_much(steps: list[tuple[str, int, int]]) -> None:
    """The oracle counts names and numbers, and levels, of what each value is once written out."""
    parts, levels, lines = [2], [2], ["employees + 1"]
    for at, (sign, left, right) in enumerate(steps, 1):
        one, other = left % at, right % at
        parts.append(parts[one] + parts[other])
        levels.append(max(levels[one], levels[other]) + 2)
        lines.append(f"v{one} {sign} v{other}" if sign != "*" else f"min(v{one}, v{other})")
    text = HEAD + "derived:\n" + "".join(f"  v{at}: {line}\n" for at, line in enumerate(lines)) + dimension("v0 > 1")
    expected: set[str] = set()
    if max(parts) > VALUE_PARTS:
        expected.add("too-many-parts")
    elif max(levels) > LEVELS:
        expected.add("stacked-too-deep")
    assert expected <= codes(text)
    assert bool(expected) == bool(codes(text))


def codes(text: str) -> set[str]:
    try:
        tr.loads(text)
    except tr.RulesetError as error:
        return {one.code for one in error.diagnostics}
    return set()


def test_bands_by_prefix_are_compared_in_the_row_that_is_chosen() -> None:
    """For `I65` the first table chooses its row `I6`, so its bound is below the second's, and not above."""
    text = f"""{HEAD}thresholds:
  high: {{by: industry_code, prefix: true, default: 100, rows: {{I6: 10}}}}
  low: {{by: industry_code, prefix: true, default: 1, rows: {{I65: 20}}}}
dimensions:
  d:
    labels: [a, b, c]
    bands: {{of: employees, from: {{a: high, b: low}}, below: c}}
"""
    with pytest.raises(tr.RulesetError) as caught:
        tr.loads(text)
    assert [one.code for one in caught.value.diagnostics] == ["band-order"]
