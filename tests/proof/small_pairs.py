"""Pairs of small rulesets over the same customers: one and what an edit makes of it, or the same said otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.oracles.findings import leaves
from tests.oracles.tables import NONE, Dimension, Group, Leaf, Negation, Rule, Table, named
from tests.proof.small_tables import (
    BESIDE,
    FIELDS,
    HITS,
    PAIRS,
    PLAIN_DAY,
    SPANS,
    Names,
    all_conditions,
    conditions,
    dimensions,
    limits,
    thresholds,
    values,
    written,
)


@dataclass
class DrawnPair:
    """Two tables over the same customers, and the files of both."""

    before: Table
    after: Table
    old: str
    new: str

    def __repr__(self) -> str:
        return f"{self.old}\n--- and now\n{self.new}"


@st.composite
def grounds(draw: st.DrawFn, *, calculates: bool = False) -> tuple[Names, Any, list[date], list[Any]]:
    """Fields, figures, days and assumptions."""
    kinds = draw(st.lists(st.sampled_from(list(FIELDS)), min_size=1, max_size=3))
    if calculates:
        kinds = [*draw(st.sampled_from(PAIRS)), *draw(st.lists(st.sampled_from(BESIDE), max_size=1))]
    fields = {f"{one[0]}{at}": {"type": one.split("-")[0], **FIELDS[one]} for at, one in enumerate(kinds)}
    names = Names(fields, calculates=calculates)
    span = draw(st.sampled_from(SPANS)) if names.of("date") else None
    turn = span[0] + timedelta(days=1) if span else PLAIN_DAY
    names.thresholds = draw(thresholds(names, turn))
    if draw(st.integers(0, 3)) == 0:
        lines = draw(st.lists(st.tuples(st.sampled_from([-2, 1, 3, 4]), conditions(names, 0)), min_size=1, max_size=3))
        names.scores = {"points": ((0, 6), lines)}
    listed = [span[0] + timedelta(days=at) for at in range((span[1] - span[0]).days + 1)] if span else []
    others = [date(2010, 1, 1), turn] if "dated" in names.thresholds else [PLAIN_DAY]
    assume = [draw(conditions(names, 0)) for _ in range(draw(st.sampled_from([0, 0, 1])))]
    assume = [one for one in assume if not any(part.test[0] in ("score", "present") for part in leaves(one))]
    return names, span, listed or others, assume


@st.composite
def small_pairs(draw: st.DrawFn, *, equal: bool = False, calculates: bool = False) -> DrawnPair:
    """A ruleset, and another one: with `equal` one that means the same."""
    names, span, days, assume = draw(grounds(calculates=calculates))
    then: list[Dimension] = []
    for name in ["base", "main"][: draw(st.integers(1, 2))]:
        then.append(draw(dimensions(names, name)))
        names.dimensions.append(then[-1])
    now, figures = list(then), names.thresholds
    if equal:
        now = [draw(said_otherwise(names, one)) for one in then]
    else:
        if names.thresholds and draw(st.integers(0, 2)) == 0:
            figures = draw(other_figures(names.thresholds))
        # What another dimension asks about keeps its labels, and stays a collection or none.
        at = draw(st.integers(0 if then[0].hit is not None else len(then) - 1, len(then) - 1))
        names.dimensions = then[:at]
        now[at] = draw(edited(names, then[at], asked=at < len(then) - 1))
    before = Table(dict.fromkeys(names.fields), days, names.thresholds, names.scores, [], then)
    after = replace(before, thresholds=figures, dimensions=now)
    for table in (before, after):
        fields = [tuple(name for part in leaves(one) for name in named(part.test, table)) for one in assume]
        table.assume = list(zip(assume, fields, strict=True))
        table.limits = {name: limits(one) for name, one in names.fields.items() if "min" in one}
    _fill(names, before, after, assume)
    texts = [written(table, names, span).text for table in (before, after)]
    for one in (*then, *now):
        if one.hit is None and not can_be_none(names, one):
            one.applies = None  # the file says bands, which guard against nothing that cannot be
    return DrawnPair(before, after, *texts)


def can_be_none(names: Names, bands: Dimension) -> bool:
    return names.fields[bands.applies.test[1]].get("empty") == "none" if bands.applies else False


def _fill(names: Names, before: Table, after: Table, assume: list[Any]) -> None:
    """Let fields hold whatever either table can tell apart."""
    held = [
        {name: values(one, name, [*assume, *all_conditions(table)], table) for name, one in names.fields.items()}
        for table in (before, after)
    ]
    shared = {name: _both(one, held[0][name], held[1][name]) for name, one in names.fields.items()}
    before.values = after.values = shared


def _both(field: dict[str, Any], one: Any, other: Any) -> Any:
    if isinstance(one, dict):
        return {day: _both({"type": "day"}, one[day], other[day]) for day in one}
    none = [NONE] if NONE in one else []
    if field["type"] in ("boolean", "category"):
        return one
    on = sorted({each for each in (*one, *other) if each != NONE})
    between = [Fraction(a + b) / 2 for a, b in pairwise(on)] if field["type"] in ("money", "ratio") else []
    return [*on, *between, *none]


@st.composite
def other_figures(draw: st.DrawFn, figures: dict[str, Any]) -> dict[str, Any]:
    name = draw(st.sampled_from(list(figures)))
    given = figures[name]
    if isinstance(given, date):
        return {**figures, name: given + timedelta(days=draw(st.sampled_from([-3, -1, 1])))}
    if "dated" in given:
        rows = [(day, draw(st.integers(0, 5))) for day, _ in given["dated"]]
        return {**figures, name: {"dated": rows}}
    word = draw(st.sampled_from(list(given["rows"])))
    return {**figures, name: {**given, "rows": {**given["rows"], word: draw(st.integers(0, 5))}}}


# --- one edit


@st.composite
def edited(draw: st.DrawFn, names: Names, one: Dimension, *, asked: bool) -> Dimension:
    """A dimension after one edit, or another one of its name."""
    kind = draw(
        st.sampled_from(
            ["leaf", "leaf", "leaf", "drop", "label", "otherwise", "add", "hit", "fresh"][: 7 if asked else 9]
        )
    )
    if kind == "fresh" or one.hit is None:
        return draw(dimensions(names, one.name))
    rules = [replace(rule) for rule in one.rules]
    rule = draw(st.sampled_from(rules))
    changed = replace(one, rules=rules)
    if kind == "leaf":
        chained = {part for each in _groups(rule.when) if each.chain for part in each.parts}
        old = draw(st.sampled_from([part for part in leaves(rule.when) if part not in chained] or [rule.when]))
        rule.when = put(rule.when, old, draw(conditions(names, 0)))
    elif kind == "drop" and len(rules) > 1:
        rules.remove(rule)
        for other in rules:
            other.overrides = ()
    elif kind == "label":
        rule.label = draw(st.sampled_from(one.labels))
    elif kind == "otherwise":
        changed.otherwise = draw(st.sampled_from([None, one.labels[-1], one.labels[0]]))
    elif kind == "hit":
        changed.hit = draw(st.sampled_from(HITS))
        for other in rules:
            other.overrides = ()
    else:
        rules.append(Rule(f"{one.name}.r9", draw(st.sampled_from(one.labels)), draw(conditions(names))))
    return changed


def put(condition: Any, old: Any, new: Any) -> Any:
    """A condition with another part in the place of one; all else stays the very same."""
    if condition is old:
        return new
    if not any(part is old for part in leaves(condition)):
        return condition
    if isinstance(condition, Negation):
        return Negation(put(condition.part, old, new))
    return Group(condition.k, tuple(put(part, old, new) for part in condition.parts))


def _groups(condition: Any) -> list[Group]:
    match condition:
        case Negation(part):
            return _groups(part)
        case Group(_, parts):
            return [condition, *(each for part in parts for each in _groups(part))]
    return []


# --- the same, said otherwise


@st.composite
def said_otherwise(draw: st.DrawFn, names: Names, one: Dimension) -> Dimension:
    """A dimension that answers alike: conditions by De Morgan and in another order, bands as `first`."""
    rules = [replace(rule, when=draw(turned_about(rule.when))) for rule in one.rules]
    if one.hit is None:
        field = one.applies.test[1]
        rules = [
            replace(rule, id=f"{one.name}.n{at}", when=Leaf(rule.when.test, f"{field} >= {rule.when.test[3]}"))
            for at, rule in enumerate(one.rules)
        ]
        guard = Leaf(one.applies.test, f"present({field})") if can_be_none(names, one) else None
        return replace(one, hit="first", rules=rules, applies=guard)
    if one.hit in ("unique", "any", "collect"):
        rules = draw(st.permutations(rules))
    return replace(one, rules=rules)


@st.composite
def turned_about(draw: st.DrawFn, condition: Any) -> Any:
    """A condition with the truth of another, for every customer."""
    if isinstance(condition, Negation):
        return Negation(draw(turned_about(condition.part)))
    if isinstance(condition, Leaf) or condition.chain:
        return Negation(Negation(condition)) if draw(st.integers(0, 3)) == 0 else condition
    parts = tuple(draw(st.permutations([draw(turned_about(part)) for part in condition.parts])))
    if condition.k in (None, 1) and draw(st.booleans()):
        return Negation(Group(1 if condition.k is None else None, tuple(map(Negation, parts))))
    return Group(condition.k, parts)
