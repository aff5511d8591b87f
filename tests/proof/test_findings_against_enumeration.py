"""What the checks find in small rulesets is what is wrong with them, by asking every single customer."""

from __future__ import annotations

from typing import Any

from hypothesis import given

import tierrules as tr
from tests.oracles.findings import claims_broken, findings
from tests.oracles.tables import People
from tests.proof.small_tables import Drawn, small_tables
from tierrules.text.diagnostics import Diagnostic

OF_PARTS = ("always-true", "redundant-comparison")
SLUGS = [
    *("gap", "overlap", "boundary-slip", "order-dependent", "unreachable-rule", "unreachable-label", "never-true"),
    *("always-true", "redundant-comparison", "not-monotone", "broken-invariant", "incomplete-data"),
    *("weaker-hit-policy", "dead-trigger", "undecided"),
]


def expected(drawn: Drawn) -> set[tuple[Any, ...]]:
    people = People(drawn.table)
    found = {one for dimension in drawn.table.dimensions for one in findings(people, dimension)}
    found |= {*claims_broken(drawn.table, people, People(drawn.table, missing=True))}
    told = {rule for slug, rule, *_ in found if slug == "told"}
    named = {one for one in found if one[0] != "told" and not (one[0] == "never-true" and one[1] in told)}
    return {_placed(drawn, *one) for one in named}


def _placed(drawn: Drawn, slug: str, what: Any, *more: Any) -> tuple[Any, ...]:
    if slug in ("not-monotone", "broken-invariant"):
        return slug, *drawn.places["claim", what]
    if slug == "dead-trigger":
        return slug, drawn.places["trigger", what][0]
    if slug in OF_PARTS or (slug == "never-true" and not isinstance(what, str)):
        return slug, *drawn.places[what]
    return slug, what, *more


def actual(drawn: Drawn, report: tr.Report) -> list[tuple[Any, ...]]:
    return [_told(drawn, one) for one in report]


def _told(drawn: Drawn, one: Diagnostic) -> tuple[Any, ...]:
    dimension = [each.name for each in drawn.table.dimensions if drawn.places[each.name][0] <= one.line][-1:]
    match one.code:
        case "gap" | "incomplete-data" | "weaker-hit-policy":
            return one.code, *dimension
        case "overlap":
            return one.code, frozenset(one.rules)
        case "boundary-slip":
            return one.code, *one.rules, "both" if "both" in one.message else "neither"
        case "order-dependent":
            return one.code, *one.rules
        case "unreachable-rule":
            return one.code, one.rules[0]
        case "unreachable-label":
            return one.code, *dimension, one.message.split("`")[1]
        case "never-true" if one.message.startswith("no customer meets"):
            return one.code, one.rules[0]
        case "dead-trigger":
            return one.code, one.line
    return one.code, one.line, one.column


@given(small_tables())
def test_findings_are_what_asking_everybody_finds(drawn: Drawn) -> None:
    report = tr.loads(drawn.text).check(select=SLUGS)
    assert set(actual(drawn, report)) == expected(drawn), drawn.text
