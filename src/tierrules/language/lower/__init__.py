"""What is meant → the core forms: the end of all sugar. No pass behind this one knows how a rule was written.

It never fails: whatever could be wrong was refused before.
"""

from __future__ import annotations

from tierrules.language.lower.conditions import ConditionLowering
from tierrules.language.lower.inputs import inputs
from tierrules.language.resolve import Resolved
from tierrules.language.typed import (
    Known,
    Parts,
    TypedBands,
    TypedCells,
    TypedCondition,
    TypedDimension,
    TypedInvariant,
    TypedRules,
)
from tierrules.meaning.declared import Origin
from tierrules.meaning.model import AtLeast, Condition, Dimension, Invariant, Label, Model, Reducer, RisesWith, Rule
from tierrules.text.source import Source


def lower(resolved: Resolved, source: Source) -> Model:
    """Return the model of a ruleset without problems."""
    conditions = ConditionLowering(dict(resolved.derived), {one.name: one for one in resolved.scores})
    assume = tuple(conditions.condition(one) for one in resolved.assume)
    dimensions = {one.name: lower_dimension(one, conditions) for one in resolved.dimensions}
    return Model(
        name=resolved.name,
        version=resolved.version,
        title=resolved.title,
        language=resolved.language,
        currency=resolved.currency,
        effective=resolved.effective,
        fields={one.name: one for one in resolved.fields},
        inputs=inputs(dimensions.values(), assume),
        assume=assume,
        thresholds={one.name: one for one in resolved.thresholds},
        derived=tuple(name for name, _ in resolved.derived),
        scores={name: conditions.score(name) for name in (one.name for one in resolved.scores)},
        dimensions=dimensions,
        triggers=resolved.triggers,
        invariants=tuple(lower_invariant(one, conditions) for one in resolved.invariants),
        source=source,
        spare={one.name: one for one in resolved.spare},
        written=resolved.written,
    )


def lower_dimension(typed: TypedDimension, conditions: ConditionLowering) -> Dimension:
    """Return the core form of a dimension: rules under one of four reducers."""
    match typed.form:
        case TypedRules(hit, rules, otherwise):
            lowered = tuple(
                Rule(rule.id, rule.label, conditions.condition(rule.when), rule.span, rule.overrides) for rule in rules
            )
            if hit == "priority":
                ranks = {name: rank for rank, (name, _) in enumerate(typed.labels)}
                ranked = tuple(sorted(lowered, key=lambda rule: ranks[rule.label]))
                return _dimension(typed, conditions, ranked, otherwise, "first")
            return _dimension(typed, conditions, lowered, otherwise, hit)
        case TypedBands() as bands:
            return _dimension(typed, conditions, _band_rules(typed, bands, conditions), bands.rest, "first")
        case TypedCells(_, otherwise) as cells:
            return _dimension(typed, conditions, _cell_rules(typed, cells, conditions), otherwise, "first")


def lower_invariant(typed: TypedInvariant | RisesWith, conditions: ConditionLowering) -> Invariant | RisesWith:
    """Return the core form of an invariant."""
    if isinstance(typed, RisesWith):
        return typed
    return Invariant(typed.kind, conditions.condition(typed.condition), typed.span)


def _dimension(
    typed: TypedDimension,
    conditions: ConditionLowering,
    rules: tuple[Rule, ...],
    otherwise: str | None,
    reducer: Reducer,
) -> Dimension:
    applies = _guard(typed)
    banded = isinstance(typed.form, TypedBands)
    return Dimension(
        name=typed.name,
        title=typed.title,
        labels=tuple(Label(name, title) for name, title in typed.labels),
        hit=typed.form.hit if isinstance(typed.form, TypedRules) else None,
        reducer=reducer,
        rules=rules,
        otherwise=otherwise,
        default_id=f"{typed.name}.{otherwise if banded else 'otherwise'}",
        applies=None if applies is None else conditions.condition(applies),
        no_match=typed.no_match,
        ordered=typed.ordered,
        span=typed.span,
        silent=typed.silent,
    )


def _guard(typed: TypedDimension) -> TypedCondition | None:
    """A value that is NONE is in no band: bands speak only of customers who have the value."""
    if not isinstance(typed.form, TypedBands) or not typed.form.may_be_none:
        return typed.applies
    there = Known(typed.form.of, "present", Origin(f"present({typed.form.text})", typed.form.span))
    if typed.applies is None:
        return there
    # An absent guard is FALSE; beside another part of `all` it would be left out.
    never = Parts("any", (), 0, there.origin)
    return Parts("all", (Parts("any", (typed.applies, never), 0, there.origin), there), 0, there.origin)


def _band_rules(typed: TypedDimension, bands: TypedBands, conditions: ConditionLowering) -> tuple[Rule, ...]:
    return tuple(
        Rule(f"{typed.name}.{band.label}", band.label, conditions.condition(band.when), band.span)
        for band in bands.bands
    )


def _cell_rules(typed: TypedDimension, cells: TypedCells, conditions: ConditionLowering) -> tuple[Rule, ...]:
    def cell(values: tuple[TypedCondition, ...], origin: Origin) -> Condition:
        return AtLeast(None, tuple(map(conditions.condition, values)), origin)

    return tuple(
        Rule(
            f"{typed.name}.{label}",
            label,
            AtLeast(1, tuple(cell(one, Origin("cell", span)) for one in combinations), Origin("cells", span)),
            span,
        )
        for label, combinations, span in cells.rows
    )
