"""What the checks find in small rulesets is what is wrong with them, by asking every single customer."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.oracles.findings import claims_broken, findings, superfluous
from tests.oracles.tables import NONE, People
from tests.proof.small_tables import Drawn, small_tables
from tierrules.proof.findings import subject
from tierrules.text.diagnostics import Diagnostic

OF_PARTS = ("always-true", "redundant-comparison")
SLUGS = [
    *("gap", "overlap", "boundary-slip", "order-dependent", "unreachable-rule", "unreachable-label", "never-true"),
    *("always-true", "redundant-comparison", "not-monotone", "broken-invariant", "incomplete-data"),
    *("weaker-hit-policy", "dead-trigger", "undecided"),
]


FEW = settings(max_examples=settings.default.max_examples // 2)
"""Each ruleset is put to some hundred customers or thousands, which takes a while."""


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
            return one.code, "both" if "both" in one.message else "neither", frozenset(one.rules)
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


# --- the customers who show it


def shown_by(drawn: Drawn, rules: tr.Ruleset, one: Diagnostic) -> bool:
    """Whether the customer of a finding is what the finding says."""
    assert one.witness
    customer = {name: seen for name, seen in one.witness.items() if name != "as_of"}
    as_of = one.witness["as_of"]
    assert isinstance(as_of, date)
    tags = rules.classify(customer, as_of=as_of)
    people = People(drawn.table)
    people.only(as_of, {name: NONE if seen is None else exact(seen) for name, seen in customer.items()})
    name = _told(drawn, one)[1]
    match one.code:
        case "gap":
            return tags[name].status == "unlabelled"
        case "incomplete-data":
            return tags[name].status == "undetermined"
        case "not-monotone":
            dimension = drawn.table.claims[claim_of(drawn, one)][1][1]
            said = tags[dimension].label or tags[dimension].status
            return f"is `{said}`, and with" in one.message
        case "broken-invariant":
            kind, condition = drawn.table.claims[claim_of(drawn, one)]
            return people.truths(condition) == ("T" if kind == "never" else "F")
    dimension = one.rules[0].split(".")[0]
    if one.code == "boundary-slip" and "neither" in one.message:
        return tags[dimension].status == "unlabelled"
    named = re.findall(r"`(\w+\.r\d)`", one.message)[:2]
    both = [people.truths(rule.when) for rule in people.by_name[dimension].rules if rule.id in named]
    earlier = next(rule for rule in people.by_name[dimension].rules if rule.id in named)
    if one.code == "order-dependent":
        return both == ["T", "T"] and tags[dimension].label == earlier.label
    in_conflict = people.by_name[dimension].hit == "first" or tags[dimension].status == "conflict"
    return both == ["T", "T"] and in_conflict


def claim_of(drawn: Drawn, one: Diagnostic) -> int:
    places = [drawn.places["claim", at] for at in range(len(drawn.table.claims))]
    return places.index((one.line, one.column))


def exact(seen: Any) -> Any:
    return Fraction(seen) if isinstance(seen, int | Decimal) and not isinstance(seen, bool) else seen


@FEW
@given(small_tables())
def test_every_customer_is_what_the_finding_says(drawn: Drawn) -> None:
    rules = tr.loads(drawn.text)
    for one in rules.check(select=SLUGS):
        if one.witness is not None:
            assert shown_by(drawn, rules, one), f"{one}\n{drawn.text}"


@FEW
@given(small_tables())
def test_findings_are_what_asking_everybody_finds(drawn: Drawn) -> None:
    report = tr.loads(drawn.text).check(select=SLUGS)
    assert set(actual(drawn, report)) == expected(drawn), drawn.text


@FEW
@given(small_tables(calculates=True))
def test_with_arithmetic_what_is_not_found_is_told_as_undecided(drawn: Drawn) -> None:
    """Of a hit policy that could be stricter nothing is said where that is open: it is advice."""
    report = tr.loads(drawn.text).check(select=SLUGS)
    open_ = {one.message.split("`")[1] for one in report if one.code == "undecided"} | {"weaker-hit-policy"}
    found = {one for one in actual(drawn, report) if one[0] != "undecided"}
    wanted = expected(drawn)
    assert found <= wanted, drawn.text
    assert {slug for slug, *_ in wanted - found} <= open_, drawn.text


@FEW
@given(small_tables(), st.integers(0, 300))
def test_with_little_work_nothing_false_is_told_and_what_is_left_out_is_said(drawn: Drawn, most: int) -> None:
    people = People(drawn.table)
    assume(people.all)  # of nobody everything is true
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subject, "MOST_WORK", most)
        report = tr.loads(drawn.text).check(select=SLUGS)
    open_ = {one.message.split("`")[1] for one in report if one.code == "undecided"} | {"weaker-hit-policy"}
    found, wanted = {one for one in actual(drawn, report) if one[0] != "undecided"}, expected(drawn)
    # Of rules that hang together some may be told, and others not; of a part that could be deleted another reason.
    parts = {_placed(drawn, *one) for dimension in drawn.table.dimensions for one in superfluous(people, dimension)}
    assert all(one in wanted | parts or any(is_part(one, whole) for whole in wanted) for one in found), drawn.text
    assert {slug for slug, *_ in wanted - found} <= open_, drawn.text


def is_part(one: tuple[Any, ...], whole: tuple[Any, ...]) -> bool:
    grouped = one[0] in ("overlap", "boundary-slip") and one[:-1] == whole[:-1]
    return grouped and one[-1] <= whole[-1]


def test_a_stricter_hit_policy_is_not_advised_where_a_divisor_of_0_would_then_hold_an_answer_back() -> None:
    text = """\
tierrules: 1
name: small
thresholds: {busy: 10}
fields:
  a: {type: integer, min: 0, max: 30}
  b: {type: integer, min: 0, max: 3}
dimensions:
  load:
    labels: [nobody, heavy, light]
    hit: first
    rules:
      - {label: nobody, when: b == 0}
      - {label: heavy, when: a / b >= busy}
    otherwise: light
"""
    day, nobody = date(2026, 1, 1), {"a": 5, "b": 0}
    first, unique = (tr.loads(text.replace("first", hit)) for hit in ("first", "unique"))
    assert first.classify(nobody, as_of=day)["load"].status == "decided"
    assert unique.classify(nobody, as_of=day)["load"].status == "undetermined"
    assert not first.check(select="weaker-hit-policy")
    assert len(tr.loads(text.replace("a / b >= busy", "b > 0")).check(select="weaker-hit-policy")) == 1


@pytest.mark.parametrize("hit", ["first", "unique", "any", "priority"])
def test_two_customers_who_contradict_a_claim_are_found_where_the_field_is_calculated_with(hit: str) -> None:
    """The least value of the field and the greatest alone do not show it: 7 and 8 do, and so do others."""
    text = f"""\
tierrules: 1
name: small
fields:
  a: {{type: integer, min: 0, max: 10}}
  b: {{type: integer, min: 0, max: 10}}
derived: {{both: a + b}}
thresholds: {{many: 12, some: 5, most: 8}}
dimensions:
  tier:
    labels: [x, y, z]
    hit: {hit}
    rules:
      - {{label: x, when: both >= many}}
      - {{label: y, when: both >= some and a < most}}
    otherwise: z
invariants:
  - {{rises_with: a, dimension: tier}}
"""
    rules, day = tr.loads(text), date(2026, 1, 1)
    (one,) = rules.check(select="not-monotone")
    assert one.code == "not-monotone"
    assert one.witness is not None
    less = {name: seen for name, seen in one.witness.items() if name != "as_of"}
    told = re.search(r"and with `a` (\d+) is `z`$", one.message)
    assert told is not None
    labels = [rules.classify({**less, **more}, as_of=day)["tier"].label for more in ({}, {"a": int(told[1])})]
    assert labels == ["y", "z"]


def test_an_assumption_that_a_divisor_leaves_open_is_not_contradicted() -> None:
    text = """\
tierrules: 1
name: small
fields:
  a: {type: integer, min: 0, max: 3}
  b: {type: integer, min: 0, max: 3}
assume:
  - a / b >= 1
dimensions:
  base:
    labels: [x, y]
    hit: unique
    otherwise: y
    rules:
      - label: x
        when: a < 1
"""
    assert list(tr.loads(text).check(select=SLUGS)) == []
