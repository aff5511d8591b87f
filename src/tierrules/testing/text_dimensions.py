"""Strategies for dimensions as YAML holds them: rules under every hit policy, bands, cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from tierrules.testing.stock import TITLES, WORDS
from tierrules.testing.text_conditions import Conditions, label_tests

Draw = st.DrawFn

_LABELS: Final = ("gold", "silver", "no", "045", "小微", "gold-plus")
_SOME_LABELS: Final = st.lists(st.sampled_from(_LABELS), min_size=1, max_size=4, unique=True)
_NAMES: Final = st.lists(st.sampled_from(("size", "tier", "flags")), min_size=1, max_size=3, unique=True)
_FORM: Final = st.sampled_from(("rules", "rules", "rules", "rules", "bands", "cells"))
_HIT: Final = st.sampled_from(("first", "unique", "any", "priority", "collect"))
_MISSING: Final = st.sampled_from((None, None, None, "no-match"))
_TITLE: Final = st.sampled_from((None, *TITLES))
_ALWAYS: Final = st.just("always")
_YES: Final = st.booleans()
_BANDED: Final = st.sampled_from(("satisfaction", "grade", "employees", "d_count", "visits + grade"))
_FALLING: Final = st.sampled_from((["band_high", "band_low"], ["4.5", "band_low"], ["band_high", "3"]))
_COMBINED: Final[Mapping[str, tuple[str, ...]]] = {
    "satisfaction": ("3", "4", "4.5"),
    "grade": ("3", "4.5"),
    "channel": WORDS["channel"],
    "ownership": WORDS["ownership"],
}
_COMBINATIONS: Final = st.lists(st.sampled_from(sorted(_COMBINED)), min_size=1, max_size=3, unique=True)


class Made(NamedTuple):
    """A dimension that later ones may ask about."""

    name: str
    labels: tuple[str, ...]
    collects: bool


@st.composite
def dimensions(draw: Draw, condition: Conditions) -> dict[str, Any]:
    """One to three dimensions; a later one may ask for the labels of those before it."""
    names = draw(_NAMES)
    found: dict[str, Any] = {}
    made: list[Made] = []
    for name in names:
        found[name] = draw(_dimension(_with_labels(condition, tuple(made))))
        made.append(Made(name, tuple(found[name]["labels"]), found[name].get("hit") == "collect"))
    return found


def _with_labels(condition: Conditions, made: tuple[Made, ...]) -> Conditions:
    """Whole conditions: some ask for a label, alone or beside others; `always` stands alone."""
    if not made:
        return st.one_of(*[condition] * 6, _ALWAYS)
    asked = st.one_of([label_tests(one.name, one.labels, collects=one.collects) for one in made])
    both = st.tuples(asked, condition).map(list)
    return (
        condition
        | condition
        | asked
        | asked.map(lambda line: f"not {line}")
        | both.map(lambda parts: {"all": parts})
        | both.map(lambda parts: {"any": parts})
        | _ALWAYS
    )


@st.composite
def _dimension(draw: Draw, condition: Conditions) -> dict[str, Any]:
    labels = draw(_SOME_LABELS)
    form = draw(_FORM)
    made: dict[str, Any] = {
        "title": draw(_TITLE),
        "labels": {label: TITLES[at % 3] for at, label in enumerate(labels)} if draw(_YES) else labels,
        "applies": draw(condition) if draw(_YES) else None,
        "missing": draw(_MISSING),
    }
    if form == "bands" and len(labels) > 1:
        return made | {"bands": draw(_bands(labels))}
    made["otherwise"] = draw(st.sampled_from((None, "none", *labels)))
    if form == "cells":
        return made | {"cells": draw(_cells(labels))}
    hit = draw(_HIT)
    ordered = "false" if hit != "priority" and draw(_YES) else None
    return made | {"hit": hit, "ordered": ordered, "rules": draw(_rules(labels, condition))}


@st.composite
def _rules(draw: Draw, labels: list[str], condition: Conditions) -> list[dict[str, Any]]:
    given = draw(st.lists(st.tuples(st.sampled_from(labels), condition, _YES), min_size=1, max_size=4))
    ids = [f"r{at}" if named else None for at, (_, _, named) in enumerate(given)]
    named = [id for id in ids if id is not None]
    is_meant = draw(_YES)
    overrides = named[-1] if named and is_meant else None
    return [
        {"label": label, "when": when, "id": id, "overrides": overrides if ids[at + 1 :].count(overrides) else None}
        for at, ((label, when, _), id) in enumerate(zip(given, ids, strict=True))
    ]


@st.composite
def _bands(draw: Draw, labels: list[str]) -> dict[str, Any]:
    """Up and down; two bounds at most, `band_low` below `band_high` in every row and edition."""
    bounded, rest = labels[:-1][:2], labels[-1]
    falling, of = draw(_FALLING), draw(_BANDED)
    if draw(_YES):
        return {"of": of, "from": dict(zip(bounded, falling, strict=False)), "below": rest}
    return {"of": of, "up_to": dict(zip(bounded, reversed(falling), strict=False)), "above": rest}


@st.composite
def _cells(draw: Draw, labels: list[str]) -> dict[str, Any]:
    of = draw(_COMBINATIONS)
    cell = st.tuples(*(st.sampled_from(_COMBINED[one]) for one in of))
    given = draw(
        st.lists(st.tuples(cell, st.sampled_from(labels)), min_size=1, max_size=6, unique_by=lambda one: one[0])
    )
    rows: dict[str, list[list[str]]] = {}
    for values, label in given:
        rows.setdefault(label, []).append(list(values))
    return {"of": of, "rows": rows}


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Sometimes None: a key that is left out."""
    return st.none() | strategy
