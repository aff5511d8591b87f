"""The sections `assume`, `invariants`, `triggers` and `effective`: what is said of the whole."""

from __future__ import annotations

from typing import Literal

from tierrules.language.resolve import quantities
from tierrules.language.resolve.conditions import resolve_condition
from tierrules.language.resolve.scope import KnownDimension, Scope
from tierrules.language.syntax import InvariantEntry, RulesetEntry, TriggerEntry
from tierrules.language.typed import TypedCondition, TypedInvariant
from tierrules.meaning.declared import NUMERIC, Field, Type
from tierrules.meaning.model import Effective, RisesWith, Trigger
from tierrules.text.nearest import hint
from tierrules.text.nodes import Scalar


def resolve_assumptions(entry: RulesetEntry, scope: Scope) -> tuple[TypedCondition, ...]:
    """Return the assumptions that could be resolved."""
    found = [resolve_condition(one, scope, "an assumption") for one in entry.assume]
    return tuple(one for one in found if one is not None)


def resolve_effective(entry: RulesetEntry, scope: Scope) -> Effective:
    """Return the days on which the ruleset holds."""
    since, until = (
        quantities.read_day(one, scope.problems, "`effective`") if one is not None else None
        for one in (entry.since, entry.until)
    )
    if since is not None and until is not None and entry.until is not None and since > until:
        scope.problems.error(
            "empty-range",
            entry.until.span,
            f"the ruleset ends on {until}, before it begins on {since}",
            help="exchange the two",
        )
    return Effective(since, until)


def resolve_trigger(entry: TriggerEntry, scope: Scope) -> Trigger | None:
    """Return a trigger, or None after a problem."""
    what = f"the trigger `{entry.name.value}`"
    dimension = _dimension(entry.dimension, what, scope)
    if dimension is None:
        return None
    labels = [name for name, _ in dimension.labels]
    sides = [one for one in (entry.before, entry.after) if one is not None]
    if [one for one in sides if not _is_label(one, dimension.name, labels, what, scope)]:
        return None
    before = entry.before.value if entry.before else None
    after = entry.after.value if entry.after else None
    return Trigger(entry.name.value, dimension.name, before, after, entry.do, entry.name.span)


def resolve_invariant(entry: InvariantEntry, scope: Scope) -> TypedInvariant | RisesWith | None:
    """Return an invariant, or None after a problem."""
    if entry.condition is not None:
        condition = resolve_condition(entry.condition, scope, "an invariant")
        kind: Literal["never", "always"] = "never" if entry.kind == "never" else "always"
        return None if condition is None else TypedInvariant(kind, condition, entry.span)
    if entry.field is None or entry.dimension is None:
        return None
    dimension = _dimension(entry.dimension, "`rises_with`", scope)
    field = _rising_field(entry.field, scope)
    if dimension is None or field is None:
        return None
    if not dimension.ordered:
        message = f"`rises_with` needs ranked labels, and those of `{dimension.name}` have no order"
        scope.problems.error("needs-order", entry.dimension.span, message, help="delete `ordered: false` there")
        return None
    return RisesWith(field.name, dimension.name, entry.span)


def _rising_field(name: Scalar, scope: Scope) -> Field | None:
    if name.value in scope.broken:
        return None
    scope.use(name.value, name.span)
    found = scope.look_up(name.value)
    if isinstance(found, Field) and found.type in NUMERIC | {Type.DATE}:
        return found
    ordered = [one.name for one in scope.fields.values() if one.type in NUMERIC | {Type.DATE}]
    scope.problems.error(
        "unknown-name",
        name.span,
        f"`rises_with` names `{name.value}`, which is no number or date of a customer",
        help=hint(name.value, ordered, "name a field that has an order"),
        absent=(name.value,),
    )
    return None


def _dimension(name: Scalar, what: str, scope: Scope) -> KnownDimension | None:
    scope.use(name.value, name.span)
    found = scope.dimensions.get(name.value)
    if found is None and name.value not in scope.broken:
        scope.problems.error(
            "unknown-name",
            name.span,
            f"{what} names `{name.value}`, which is not a dimension",
            help=hint(name.value, scope.dimensions),
            absent=(name.value,),
        )
    return found


def _is_label(given: Scalar, dimension: str, labels: list[str], what: str, scope: Scope) -> bool:
    if given.value in labels:
        return True
    scope.problems.error(
        "unknown-label",
        given.span,
        f"{what} names `{given.value}`, which is not a label of `{dimension}`",
        help=hint(given.value, labels),
        absent=(given.value,),
    )
    return False
