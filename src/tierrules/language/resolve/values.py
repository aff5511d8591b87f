"""The sections `derived` and `scores`: values with a name of their own."""

from __future__ import annotations

from fractions import Fraction

from tierrules.language.resolve.conditions import resolve_condition
from tierrules.language.resolve.numbers import whole_points
from tierrules.language.resolve.operands import Operands
from tierrules.language.resolve.scope import KnownValue, Scope
from tierrules.language.syntax import DerivedEntry, PointsEntry, ScoreEntry
from tierrules.language.typed import Always, NamedTerm, TypedCondition, TypedPoints, TypedScore, TypedTerm
from tierrules.meaning.declared import NUMERIC, Origin, Type
from tierrules.meaning.model import Constant
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span


def resolve_derived(entry: DerivedEntry, scope: Scope) -> TypedTerm | None:
    """Return the term of a derived value and make it known, or None after a problem."""
    name = entry.name.value
    operands = Operands(scope, entry.value.scalar, f"the derived value `{name}`", ())
    found = operands.read(entry.value.tree)
    if found is None:
        return None
    settled = [operands.settle(leaf, Type.DECIMAL) for leaf in found.leaves if found.type is None]
    if found.score or found.term is None or (found.type is not None and found.type not in NUMERIC):
        operands.error("type-mismatch", entry.value.tree, f"a derived value is a number, but {found.shown}")
        return None
    if not all(settled):
        return None
    scope.values[name] = KnownValue(name, "derived", found.type or Type.DECIMAL, found.currency, found.may_be_none)
    return found.term


def resolve_score(entry: ScoreEntry, scope: Scope) -> TypedScore | None:
    """Return a score and make it known, or None after a problem."""
    name = entry.name.value
    limits = _limits(entry, scope)
    add = [_points(one, scope, f"the score `{name}`") for one in entry.add]
    whole = tuple(one for one in add if one is not None)
    if limits is None or not whole or len(whole) < len(add):
        return None
    scope.values[name] = KnownValue(name, "score", Type.INTEGER, None, False)
    return TypedScore(name, entry.title, limits[0], limits[1], whole)


def _limits(entry: ScoreEntry, scope: Scope) -> tuple[Constant | None, Constant | None] | None:
    if entry.within is None:
        return None, None
    what = f"a limit of the score `{entry.name.value}`"
    if len(entry.within) != 2:
        message = f"the limits of the score `{entry.name.value}` are two, the least and the greatest"
        place = Span(entry.within[0].span.start, entry.within[-1].span.end) if entry.within else entry.name.span
        scope.problems.error("bad-limits", place, message, help="for example `within: [0, 100]`")
        return None
    low, high = (whole_points(one, scope, what) for one in entry.within)
    if low is None or high is None:
        return None
    if isinstance(low.value, Fraction) and isinstance(high.value, Fraction) and low.value > high.value:
        message = f"the score `{entry.name.value}` has its least limit above its greatest"
        scope.problems.error("bad-limits", entry.within[0].span, message, help="exchange the two")
        return None
    return low, high


def _points(entry: PointsEntry, scope: Scope, what: str) -> TypedPoints | None:
    points = _worth(entry.points, scope, f"the points of {what}")
    when: TypedCondition | None = Always(Origin("always", entry.points.span))
    if entry.when is not None:
        when = resolve_condition(entry.when, scope, what)
    return None if points is None or when is None else TypedPoints(points, when)


def _worth(scalar: Scalar, scope: Scope, what: str) -> Constant | NamedTerm | None:
    known = scope.values.get(scalar.value)
    if known is not None and known.kind == "score":
        scope.use(known.name, scalar.span)
        return NamedTerm(known.name, "score")
    return whole_points(scalar, scope, what)
