"""Names, types and units settled: what is written → what is meant, a file for each section.

All problems of a ruleset are collected in one pass; what one section could not read is known as broken, so that
the sections that use it do not report it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tierrules.language.fields import STANDARD_FIELDS, standard_fields
from tierrules.language.resolve.claims import (
    resolve_assumptions,
    resolve_effective,
    resolve_invariant,
    resolve_trigger,
)
from tierrules.language.resolve.cycles import in_order
from tierrules.language.resolve.dimensions import declare_dimension, resolve_dimension
from tierrules.language.resolve.extent import Extents
from tierrules.language.resolve.fields import currency_code, resolve_fields
from tierrules.language.resolve.scope import ModelFields, Scope
from tierrules.language.resolve.thresholds import resolve_thresholds, settled
from tierrules.language.resolve.values import resolve_derived, resolve_score
from tierrules.language.syntax import RulesetEntry
from tierrules.language.typed import TypedCondition, TypedDimension, TypedInvariant, TypedScore, TypedTerm
from tierrules.language.written import written
from tierrules.meaning.declared import Field, Threshold, Title
from tierrules.meaning.model import Effective, RisesWith, Trigger
from tierrules.meaning.written import Written
from tierrules.text.diagnostics import Problems


@dataclass(frozen=True, slots=True)
class Resolved:
    """A ruleset in which nothing is open.

    `fields` are those that rules read, in order of first use, `spare` those that the file declares and no rule reads;
    `derived` and `scores` stand behind those that they
    use, `dimensions` in file order.
    """

    name: str
    version: str | None
    title: Title
    language: Literal["en", "zh"]
    currency: str | None
    effective: Effective
    fields: tuple[Field, ...]
    assume: tuple[TypedCondition, ...]
    thresholds: tuple[Threshold, ...]
    derived: tuple[tuple[str, TypedTerm], ...]
    scores: tuple[TypedScore, ...]
    dimensions: tuple[TypedDimension, ...]
    triggers: tuple[Trigger, ...]
    invariants: tuple[TypedInvariant | RisesWith, ...]
    spare: tuple[Field, ...]
    written: Written


def resolve(entry: RulesetEntry, problems: Problems, model: ModelFields | None = None) -> Resolved:
    """Return the ruleset with names, types and units settled; it is whole only if `problems` has no errors.

    A name that is neither the file's nor a standard field's is looked for in the caller's `model`.
    """
    currency = currency_code(entry.currency, problems)
    scope = Scope(problems, currency, standard_fields(currency), broken=set(entry.declared))
    scope.model, scope.model_name = model, entry.model
    names = [one.name for one in entry.thresholds] + [one.name for one in entry.derived]
    names += [one.name for one in entry.scores] + [one.name for one in entry.dimensions]
    scope.no_fields = frozenset(name.value for name in names)
    resolve_fields(entry.fields, scope)
    resolve_thresholds(entry.thresholds, scope)
    values = _Values(entry, scope)
    assume = resolve_assumptions(entry, scope)
    dimensions = [resolve_dimension(one, scope) for one in entry.dimensions]
    scope.user = ""
    triggers = [resolve_trigger(one, scope) for one in entry.triggers]
    invariants = [resolve_invariant(one, scope) for one in entry.invariants]
    resolved = Resolved(
        name=entry.name.value if entry.name else "",
        version=entry.version,
        title=entry.title,
        language="zh" if entry.language == "zh" else "en",
        currency=currency,
        effective=resolve_effective(entry, scope),
        fields=tuple(scope.read.values()),
        assume=assume,
        thresholds=tuple(settled(known) for known in scope.thresholds.values()),
        derived=tuple(values.derived),
        scores=tuple(values.scores),
        dimensions=tuple(one for one in dimensions if one is not None),
        triggers=tuple(one for one in triggers if one is not None),
        invariants=tuple(one for one in invariants if one is not None),
        spare=tuple(one for one in scope.fields.values() if one.name not in {*STANDARD_FIELDS, *scope.read}),
        written=written(entry, scope.uses),
    )
    if not problems.errors:
        _measure(resolved, values.order, Extents(scope))
    return resolved


def _measure(resolved: Resolved, order: list[str], extents: Extents) -> None:
    """Hold what is about to be written out under its limits; the used stand before their users in `order`."""
    derived = dict(resolved.derived)
    scores = {one.name: one for one in resolved.scores}
    dimensions = {one.name: one for one in resolved.dimensions}
    for name in order:
        if name in derived:
            extents.derived(name, derived[name])
        elif name in scores:
            extents.score(scores[name])
        else:
            extents.dimension(dimensions[name])
    extents.claims(resolved.assume, (one for one in resolved.invariants if isinstance(one, TypedInvariant)))


class _Values:
    """The derived values and scores of a file, each resolved behind those that it uses."""

    def __init__(self, entry: RulesetEntry, scope: Scope) -> None:
        self.derived: list[tuple[str, TypedTerm]] = []
        self.scores: list[TypedScore] = []
        derived = {one.name.value: one for one in entry.derived if scope.declare(one.name, "derived value")}
        scores = {one.name.value: one for one in entry.scores if scope.declare(one.name, "score")}
        for one in entry.dimensions:
            declare_dimension(one, scope)
        self.order = in_order(entry, scope)
        for name in self.order:
            scope.user = name
            if name in derived:
                term = resolve_derived(derived[name], scope)
                self.derived += [(name, term)] if term is not None else []
            elif name in scores:
                score = resolve_score(scores[name], scope)
                self.scores += [score] if score is not None else []
            if (name in derived or name in scores) and name not in scope.values:
                scope.broken.add(name)
        scope.user = ""
