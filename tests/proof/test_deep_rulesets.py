"""Checks and comparisons go as deep as the language lets a ruleset be, and as long as a ladder of rules is."""

from __future__ import annotations

import pytest

import tierrules as tr
from tierrules.proof.engine.formulas import FALSE, TRUE, Formula, every, no, some, within

HEAD = """\
tierrules: 1
name: deep
fields:
  a: {type: integer, min: 0, max: 1000000}
  b: {type: integer, min: 0, max: 1000000}
"""
DEEPEST_TREE, DEEPEST_EXPRESSION, MOST_RULES = 34, 45, 1500


def of_one_rule(when: str) -> str:
    rule = "dimensions:\n  tier:\n    labels: [x, y]\n    hit: first\n    rules:\n      - label: x\n        when:"
    return f"{HEAD}{rule}{when}\n    otherwise: y\n"


def tree(depth: int, bound: int) -> str:
    """Lists in lists: `all`, `any` and `not` in turn."""
    lines, indent = [], " " * 10
    for at in range(depth):
        lines.append(f"{indent}{('all', 'any', 'not')[at % 3]}:")
        indent += "  "
        if at % 3 < 2:
            lines += [f"{indent}- a >= {at + 1}", f"{indent}-"]
            indent += "  "
    return of_one_rule("\n" + "\n".join([*lines, f"{indent}all: [b >= {bound}, a < 500]"]))


def expression(depth: int, bound: int) -> str:
    """Brackets in brackets: `not`, `and` and `or` in turn."""
    told = f"a >= {bound}"
    for at in range(depth):
        told = (f"not ({told})", f"({told}) and b >= {at}", f"({told}) or b <= {at}")[at % 3]
    return of_one_rule(f" {told}")


def ladder(count: int, hit: str, bound: int = 0) -> str:
    """Rules whose labels take turns, each a step further; another dimension asks about both labels."""
    rules = [
        f"      - {{label: {'xy'[at % 2]}, when: {at} <= a < {at + 1 + bound * (at == 7)}}}" for at in range(count)
    ]
    tier = f"dimensions:\n  tier:\n    labels: [x, y]\n    hit: {hit}\n    rules:\n"
    asked = "has(tier, 'x')" if hit == "collect" else "tier == 'x'"
    other = (
        f'  next:\n    labels: [u, v]\n    hit: first\n    rules:\n      - {{label: u, when: "{asked} and b >= 5"}}\n'
    )
    return HEAD + tier + "\n".join(rules) + "\n    otherwise: y\n" + other + "    otherwise: v\n"


CASES = {
    "tree": (tree(DEEPEST_TREE, 7), tree(DEEPEST_TREE, 8)),
    "expression": (expression(DEEPEST_EXPRESSION, 1), expression(DEEPEST_EXPRESSION, 2)),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_nested_as_deep_as_may_be_is_checked_and_compared(name: str) -> None:
    one, other = map(tr.loads, CASES[name])
    report = one.check()
    assert "a" in report.needs["tier"]
    assert "undecided" not in {each.code for each in report}
    one.compare(other)


def test_the_cases_are_as_deep_as_may_be() -> None:
    for deeper, code in (
        (tree(DEEPEST_TREE + 1, 7), "too-deep"),
        (expression(DEEPEST_EXPRESSION + 1, 1), "expression-too-long"),
    ):
        with pytest.raises(tr.RulesetError, match=code):
            tr.loads(deeper)


@pytest.mark.parametrize("hit", ["first", "unique", "any", "priority", "collect"])
def test_a_ladder_of_a_thousand_rules_and_more_is_checked(hit: str) -> None:
    report = tr.loads(ladder(MOST_RULES, hit)).check(ignore=["magic-number"])
    assert {one.code for one in report} == ({"weaker-hit-policy"} if hit == "first" else set())


def test_a_ladder_is_compared() -> None:
    one, other = (tr.loads(ladder(1000, "first", bound)) for bound in (0, 1))
    assert one.compare(other).equal_on_complete is False


def test_what_is_turned_twice_is_itself_however_deep() -> None:
    formula: Formula = within(0, 0b01, 0b11)
    for at in range(1, 20_000):
        formula = (some if at % 2 else every)((within(at, 0b01, 0b11), formula))
    assert no(no(formula)) is formula
    assert (no(TRUE), no(FALSE)) == (FALSE, TRUE)
    assert TRUE.opposite is FALSE.opposite is None
