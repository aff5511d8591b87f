"""What conditions and terms use: their terms, the thresholds behind these, the currency of an amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tierrules.language.resolve import Resolved
from tierrules.language.typed import (
    Chain,
    ComputedTerm,
    In,
    Known,
    NamedTerm,
    Parts,
    TableTerm,
    TypedBands,
    TypedCells,
    TypedCondition,
    TypedDimension,
    TypedInvariant,
    TypedTerm,
    Window,
)
from tierrules.meaning.declared import Type
from tierrules.meaning.model import Constant, FieldTerm

Derived = Mapping[str, TypedTerm]


def thresholds_in(conditions: Iterable[TypedCondition], derived: Derived) -> list[str]:
    """Return the names of the thresholds that conditions use, each once, in order of first use.

    Derived values are looked through; a score has a table of its own and is not.
    """
    return list(dict.fromkeys(name for one in conditions for name in _in_condition(one, derived)))


def thresholds_of(term: TypedTerm, derived: Derived) -> Iterator[str]:
    """Yield the names of the thresholds that a term uses."""
    match term:
        case Constant(name=str() as name) | TableTerm(name):
            yield name
        case ComputedTerm(_, parts):
            for part in parts:
                yield from thresholds_of(part, derived)
        case NamedTerm(name, "derived"):
            yield from thresholds_of(derived[name], derived)


def fields_of(term: TypedTerm, derived: Derived) -> Iterator[str]:
    """Yield the fields that a term reads, scores left aside."""
    match term:
        case FieldTerm(field):
            yield field
        case ComputedTerm(_, parts):
            for part in parts:
                yield from fields_of(part, derived)
        case NamedTerm(name, "derived"):
            yield from fields_of(derived[name], derived)


def conditions_of(dimension: TypedDimension) -> tuple[TypedCondition, ...]:
    """Return the conditions of a dimension, its guard first."""
    guard = () if dimension.applies is None else (dimension.applies,)
    return (*guard, *(one for _, one in criteria_of(dimension)))


def criteria_of(dimension: TypedDimension) -> Iterator[tuple[str, TypedCondition]]:
    """Yield each condition that gives a label, with the label."""
    match dimension.form:
        case TypedBands(bands=bands):
            yield from ((band.label, band.when) for band in bands)
        case TypedCells(rows):
            yield from ((label, value) for label, cells, _ in rows for cell in cells for value in cell)
        case form:
            yield from ((rule.label, rule.when) for rule in form.rules)


def currencies(resolved: Resolved) -> dict[str, str]:
    """Return the currency of the fields that each money threshold is held against, where a condition tells it."""
    derived = dict(resolved.derived)
    known = {one.name: one.currency for one in resolved.fields}
    found: dict[str, str] = {}
    for terms in _amounts(resolved):
        currency = next((told for term in terms for name in fields_of(term, derived) if (told := known[name])), None)
        names = [name for term in terms for name in thresholds_of(term, derived)]
        found = {**dict.fromkeys(names, currency), **found} if currency is not None else found
    return found


def _amounts(resolved: Resolved) -> Iterator[tuple[TypedTerm, ...]]:
    """Yield the terms of each comparison of amounts in the whole ruleset."""
    conditions = [
        *resolved.assume,
        *(one for dimension in resolved.dimensions for one in conditions_of(dimension)),
        *(entry.when for score in resolved.scores for entry in score.add),
        *(one.condition for one in resolved.invariants if isinstance(one, TypedInvariant)),
    ]
    for condition in conditions:
        yield from _amounts_in(condition)


def _amounts_in(condition: TypedCondition) -> Iterator[tuple[TypedTerm, ...]]:
    match condition:
        case Parts(_, parts):
            for part in parts:
                yield from _amounts_in(part)
        case Chain(terms, _, Type.MONEY):
            yield terms
        case In(term, values, type=Type.MONEY):
            yield (term, *values)


def _in_condition(condition: TypedCondition, derived: Derived) -> Iterator[str]:
    match condition:
        case Parts(_, parts):
            for part in parts:
                yield from _in_condition(part, derived)
        case Window(links):
            yield from (link.threshold for link in links if link.threshold is not None)
        case Chain(terms):
            for term in terms:
                yield from thresholds_of(term, derived)
        case In(term, values):
            for one in (term, *values):
                yield from thresholds_of(one, derived)
        case Known(term):
            yield from thresholds_of(term, derived)
