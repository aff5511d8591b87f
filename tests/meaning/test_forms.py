"""Every form that is more than rules: what it means in a few lines of its own, against whole rulesets.

`test_semantics` holds all forms together against the oracle; here each stands alone, so that a fault shows where it is.
"""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.truth import NONE
from tierrules.testing.yaml_text import block

AS_OF = date(2026, 11, 1)
GRADES = ("a", "b", "c", "d")
HEAD = """\
tierrules: 1
name: forms
fields:
  x: {type: decimal, empty: none}
  y: {type: decimal, empty: none}
  code: {type: text, empty: none}
"""

numbers = st.integers(-8, 8).map(lambda one: Fraction(one, 2))
distinct = st.lists(numbers, min_size=1, max_size=3, unique=True)


def rules_of(dimension: dict[str, Any], **sections: Any) -> tr.Ruleset:
    return tr.loads(HEAD + block(sections | {"dimensions": {"d": dimension}}))


def written(number: Fraction) -> str:
    return str(float(number))


def answer(rules: tr.Ruleset, as_of: date = AS_OF, **customer: object) -> str:
    tag = rules.classify(customer, as_of=as_of)["d"]
    return tag.label or tag.status


def rule(when: Any, label: str = "a", **more: str) -> dict[str, Any]:
    return {"labels": [label], "hit": "first", "rules": [{"label": label, "when": when}]} | more


@given(distinct, numbers, st.booleans())
def test_bands(bounds: list[Fraction], seen: Fraction, rising: bool) -> None:
    """The label is the number of bounds that the value has not reached, from either side."""
    ordered = sorted(bounds, reverse=rising)
    by_label = dict(zip(GRADES, map(written, ordered), strict=False))
    rest = GRADES[len(bounds)]
    bands = {"of": "x", "from": by_label, "below": rest} if rising else {"of": "x", "up_to": by_label, "above": rest}
    rules = rules_of({"labels": list(GRADES[: len(bounds) + 1]), "bands": bands})
    passed = sum(seen < bound for bound in bounds) if rising else sum(seen > bound for bound in bounds)
    tag = rules.classify({"x": seen}, as_of=AS_OF)["d"]
    assert (tag.label, tag.rule) == (GRADES[passed], f"d.{GRADES[passed]}")
    assert answer(rules, x=NONE) == "not-applicable"
    assert rules.classify({}, as_of=AS_OF)["d"].candidates == (*GRADES[: len(bounds) + 1], "not-applicable")


@given(st.dictionaries(st.tuples(numbers, numbers), st.sampled_from(GRADES), min_size=1, max_size=6), numbers, numbers)
def test_cells(cells: dict[tuple[Fraction, Fraction], str], x: Fraction, y: Fraction) -> None:
    rows: dict[str, list[list[str]]] = {}
    for cell, label in cells.items():
        rows.setdefault(label, []).append([*map(written, cell)])
    rules = rules_of({"labels": list(GRADES), "cells": {"of": ["x", "y"], "rows": rows}, "otherwise": "d"})
    assert answer(rules, x=x, y=y) == cells.get((x, y), "d")
    for cell, label in cells.items():
        tag = rules.classify(dict(zip("xy", cell, strict=True)), as_of=AS_OF)["d"]
        assert (tag.label, tag.rule) == (label, f"d.{label}")


codes = st.text("I6", min_size=1, max_size=3)


@given(st.dictionaries(codes, st.none() | numbers, min_size=1, max_size=4), numbers, codes, numbers, st.booleans())
def test_tables(table: dict[str, Fraction | None], default: Fraction, code: str, seen: Fraction, prefix: bool) -> None:
    given_rows = {key: "n/a" if bound is None else written(bound) for key, bound in table.items()}
    threshold = {"by": "code", "rows": given_rows, "default": written(default)} | ({"prefix": "true"} if prefix else {})
    rules = rules_of(rule("x >= t", otherwise="none"), thresholds={"t": threshold})
    fitting = [key for key in table if key == code or (prefix and code.startswith(key))]
    bound = table[max(fitting, key=len)] if fitting else default
    assert answer(rules, x=seen, code=code) == ("a" if bound is not None and seen >= bound else "unlabelled")
    assert answer(rules, x=default, code=NONE) == "a"
    has_row = rules_of(rule("code in t"), thresholds={"t": threshold})
    assert answer(has_row, code=code) == ("a" if fitting else "unlabelled")


@pytest.mark.parametrize(("code", "bound"), [("I6", 2), ("I65", 2), ("I5", 1), ("I", 1), ("F", 3), ("i6", 3)])
def test_of_several_beginnings_the_longest_wins(code: str, bound: int) -> None:
    table = {"by": "code", "prefix": "true", "rows": {"I": "1", "I6": "2"}, "default": "3"}
    assert answer(rules_of(rule("x == t"), thresholds={"t": table}), x=bound, code=code) == "a"


@given(st.dictionaries(st.dates(date(2020, 1, 1), date(2030, 1, 1)), numbers, min_size=1, max_size=4), st.data())
def test_dated(rows: dict[date, Fraction], data: st.DataObject) -> None:
    as_of = data.draw(st.sampled_from(sorted(rows)) | st.dates(min(rows), date(2031, 1, 1)))
    dated = {day.isoformat(): written(bound) for day, bound in rows.items()}
    rules = rules_of(rule("x == t"), thresholds={"t": {"dated": dated}})
    assert answer(rules, as_of, x=rows[max(day for day in rows if day <= as_of)]) == "a"


points = st.lists(st.tuples(st.sampled_from([60, 40, -30]), numbers), min_size=1, max_size=4)


@given(points, st.none() | st.tuples(st.integers(-40, 0), st.integers(0, 120)), numbers, st.sampled_from([-30, 0, 60]))
def test_scores(
    entries: list[tuple[int, Fraction]], within: tuple[int, int] | None, seen: Fraction, bound: int
) -> None:
    """The sum of the points whose condition holds, cut off once at the end; another score adds what it has."""
    add = [{"points": str(worth), "when": f"x >= {written(at)}"} for worth, at in entries]
    scores = {"s": {"add": add} | ({"within": [str(one) for one in within]} if within else {})}
    scores["twice"] = {"add": [{"points": "s"}, {"points": "s", "when": "present(x)"}]}
    total = sum(worth for worth, at in entries if seen >= at)
    cut = total if within is None else min(max(total, within[0]), within[1])
    for score, value in (("s", cut), ("twice", 2 * cut)):
        rules = rules_of(rule(f"{score} >= {bound}"), scores=scores)
        assert answer(rules, x=seen) == ("a" if value >= bound else "unlabelled")


@given(st.lists(st.tuples(st.sampled_from(GRADES), numbers), min_size=1, max_size=5), numbers)
def test_priority_is_the_best_label_of_all_that_match(given_rules: list[tuple[str, Fraction]], seen: Fraction) -> None:
    rules = [{"label": label, "when": f"x >= {written(at)}"} for label, at in given_rules]
    matching = [label for label, at in given_rules if seen >= at]
    dimension = {"labels": list(GRADES), "hit": "priority", "rules": rules, "otherwise": "d"}
    assert answer(rules_of(dimension), x=seen) == min(matching, default="d")


@given(st.lists(numbers, min_size=1, max_size=5), st.data(), numbers)
def test_counting(bounds: list[Fraction], data: st.DataObject, seen: Fraction) -> None:
    k = data.draw(st.integers(1, len(bounds)))
    lines = [f"x >= {written(bound)}" for bound in bounds]
    holds = sum(seen >= bound for bound in bounds) >= k
    named = rules_of(rule({"at_least": "k", "of": lines}), thresholds={"k": str(k)})
    for rules in (rules_of(rule({"at_least": str(k), "of": lines})), named):
        assert answer(rules, x=seen) == ("a" if holds else "unlabelled")


@given(numbers, numbers, numbers, st.sampled_from(["<=", "<"]), st.sampled_from(["<=", "<"]))
def test_chains(low: Fraction, seen: Fraction, high: Fraction, first: str, second: str) -> None:
    is_above = low <= seen if first == "<=" else low < seen
    is_below = seen <= high if second == "<=" else seen < high
    line = f"{written(low)} {first} x {second} {written(high)}"
    assert answer(rules_of(rule(line)), x=seen) == ("a" if is_above and is_below else "unlabelled")


@given(st.lists(codes, min_size=1, max_size=3), codes)
def test_lists_and_beginnings(words: list[str], code: str) -> None:
    quoted = ", ".join(f"'{word}'" for word in words)
    for line, holds in (
        (f"code in [{quoted}]", code in words),
        (f"code not in [{quoted}]", code not in words),
        (f"starts_with(code, {quoted})", code.startswith(tuple(words))),
        (f"not starts_with(code, {quoted})", not code.startswith(tuple(words))),
    ):
        assert answer(rules_of(rule(line)), code=code) == ("a" if holds else "unlabelled")


def test_a_score_asks_only_for_what_it_adds() -> None:
    """What a score needs that is not added is not asked for."""
    scores = {
        "inner": {"add": [{"points": "40", "when": "y >= 1"}]},
        "outer": {"add": [{"points": "inner", "when": "x >= 1"}, {"points": "20", "when": "code == 'I'"}]},
    }
    rules = rules_of(rule("outer >= 20"), scores=scores)
    for x, asked in ((0, ["code"]), (1, ["code", "y"]), (None, ["code"]), ("?", ["code", "x", "y"])):
        tag = rules.classify({} if x == "?" else {"x": x}, as_of=AS_OF)["d"]
        assert [one.name for one in tag.missing] == asked, x


# --- one dimension asks another

BOTH = """\
tierrules: 1
name: both
dimensions:
  first:
    labels: [a, b]
    hit: HIT
    applies: not need_confirmed
    rules: [{label: a, when: vip_a}, {label: b, when: vip_b}]
  second:
    labels: [yes]
    hit: first
    rules: [{label: "yes", when: "LINE"}]
    otherwise: none
fields: {vip_a: {type: boolean}, vip_b: {type: boolean}}
"""
ASKED = [
    # hit, vip_a, vip_b, line: the answer of the second dimension
    ("first", True, None, "first == 'a'", "yes"),
    ("first", None, True, "first == 'a'", "undetermined"),
    ("first", None, True, "first in ['a', 'b']", "yes"),
    ("first", None, True, "first not in ['a', 'b']", "unlabelled"),
    ("first", False, False, "first != 'a'", "yes"),
    ("first", False, False, "first == 'b'", "unlabelled"),
    ("unique", True, True, "first == 'a'", "undetermined"),
    ("unique", True, True, "first != 'a'", "undetermined"),
    ("unique", True, None, "first == 'b'", "undetermined"),
    ("any", True, True, "first in ['a', 'b']", "undetermined"),
    ("collect", True, True, "has(first, 'a') and has(first, 'b')", "yes"),
    ("collect", True, None, "has(first, 'a')", "yes"),
    ("collect", True, None, "has(first, 'b')", "undetermined"),
    ("collect", False, False, "has(first, 'b')", "unlabelled"),
    ("collect", False, False, "not has(first, 'b')", "yes"),
]


@pytest.mark.parametrize(("hit", "vip_a", "vip_b", "line", "expected"), ASKED)
def test_a_test_on_another_dimension(
    hit: str, vip_a: bool | None, vip_b: bool | None, line: str, expected: str
) -> None:
    rules = tr.loads(BOTH.replace("HIT", hit).replace("LINE", line))
    seen = rules.classify({"vip_a": vip_a, "vip_b": vip_b, "need_confirmed": False}, as_of=AS_OF)
    assert (seen["second"].label or seen["second"].status) == expected
    if expected == "undetermined":
        reason = "conflict" if seen["first"].status == "conflict" else "undetermined"
        assert [tuple(one) for one in seen["second"].missing] == [("first", reason)]


@pytest.mark.parametrize(("line", "expected"), [("first == 'a'", "unlabelled"), ("first != 'a'", "yes")])
def test_who_is_not_spoken_of_has_no_label(line: str, expected: str) -> None:
    rules = tr.loads(BOTH.replace("HIT", "first").replace("LINE", line))
    seen = rules.classify({"vip_a": True, "need_confirmed": True}, as_of=AS_OF)
    assert (seen["first"].status, seen["second"].label or seen["second"].status) == ("not-applicable", expected)


# --- what a dimension says beside its rules


def test_no_match_turns_whole_rules_and_the_guard() -> None:
    """The part that is missing stays unknown in the justification; the rule does not match."""
    strict = rules_of(rule({"not": "x >= 1"}, otherwise="a", missing="no-match"))
    tag = strict.classify({}, as_of=AS_OF)["d"]
    assert (tag.label, tag.rule, tag.missing) == ("a", "d.otherwise", ())
    (judged,) = tag.justification.rules
    assert (judged.truth.name, judged.comparisons[0].truth.name) == ("FALSE", "UNKNOWN")
    guarded = rules_of(rule("always", applies="x >= 1", missing="no-match"))
    assert [answer(guarded), answer(guarded, x=1)] == ["not-applicable", "a"]


@pytest.mark.parametrize(("otherwise", "expected"), [(None, "unlabelled"), ("none", "unlabelled"), ("a", "a")])
def test_where_no_rule_matches(otherwise: str | None, expected: str) -> None:
    assert answer(rules_of(rule("x >= 1") | {"otherwise": otherwise}), x=0) == expected


def test_an_unordered_dimension_and_an_override_answer_as_their_rules_do() -> None:
    dimension = {
        "labels": ["a", "b"],
        "ordered": "false",
        "hit": "first",
        "rules": [
            {"label": "b", "when": "x >= 1", "overrides": "plain"},
            {"label": "a", "when": "x >= 0", "id": "plain"},
        ],
    }
    rules = rules_of(dimension)
    assert [answer(rules, x=one) for one in (1, 0, -1)] == ["b", "a", "unlabelled"]
    assert rules.classify({"x": 0}, as_of=AS_OF)["d"].rule == "d.plain"
