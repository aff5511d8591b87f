"""Bands: labels by ranges of one number, in a form in which a gap or an overlap cannot be written."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

from tierrules.language.resolve.bounds import against
from tierrules.language.resolve.editions import Editions
from tierrules.language.resolve.labels import Labels
from tierrules.language.resolve.operand import Operand, as_term
from tierrules.language.resolve.operands import Operands
from tierrules.language.resolve.scope import Scope
from tierrules.language.syntax import BandsEntry, DimensionEntry
from tierrules.language.typed import TableTerm, TypedBand, TypedBands, TypedTerm
from tierrules.meaning.declared import WORDS, Bound, Dated, Table, Type
from tierrules.meaning.model import Constant
from tierrules.text.catalogue.code import MAX_EDITIONS
from tierrules.text.nodes import Scalar


def resolve_bands(entry: DimensionEntry, bands: BandsEntry, labels: Labels, scope: Scope) -> TypedBands | None:
    """Return the bands of a dimension, or None after reporting all that is wrong with them."""
    what, one = f"the bands of `{entry.name.value}`", f"a band of `{entry.name.value}`"
    of = _value(bands, scope, what)
    named = [labels.has(label, one) for label in (*(label for label, _ in bands.bounds), bands.rest)]
    repeated = _repeated(bands, what, scope)
    made = [_band(label, bound, bands, of, scope, what) for label, bound in bands.bounds] if of is not None else []
    whole = tuple(band for band in made if band is not None)
    if of is None or not whole or len(whole) < len(bands.bounds) or not all(named) or repeated:
        return None
    if not _is_ordered([band.when.terms[1] for band in whole], bands, what, scope):
        return None
    return TypedBands(as_term(of), bands.of.scalar.value, of.may_be_none, whole, bands.rest.value, bands.span)


def _value(bands: BandsEntry, scope: Scope, what: str) -> Operand | None:
    """Return what is put into bands, or None after a problem: one that no bound could mend."""
    place = Operands(scope, bands.of.scalar, what, ())
    of = place.read(bands.of.tree)
    if of is None or (of.term is not None and of.type not in WORDS | {Type.BOOLEAN}):
        return of
    help = "write `rules` with `hit: first`" if of.term is None else "write `cells`, or `rules` with `==`"
    place.error("type-mismatch", bands.of.tree, f"{what} are of a number or a date, but {of.shown}", help)
    return None


def _band(label: Scalar, bound: Scalar, bands: BandsEntry, of: Operand, scope: Scope, what: str) -> TypedBand | None:
    when = against(of, bands.of.scalar.value, ">=" if bands.rising else "<=", bound, scope, what)
    return None if when is None else TypedBand(label.value, when, label.span)


def _repeated(bands: BandsEntry, what: str, scope: Scope) -> bool:
    names = [label.value for label, _ in bands.bounds]
    if bands.rest.value not in names:
        return False
    scope.problems.error("duplicate-value", bands.rest.span, f"{what} give `{bands.rest.value}` twice")
    return True


def _is_ordered(bounds: list[TypedTerm], bands: BandsEntry, what: str, scope: Scope) -> bool:
    """Whether the bounds run strictly one way in every edition and every row."""
    editions = Editions([_as_declared(one) for one in bounds])
    if editions.count * len(bounds) > MAX_EDITIONS:
        scope.problems.error(
            "too-many-editions",
            bands.span,
            f"{what} have {editions.count:,} combinations of dates and rows",
            help="let the bounds be tables by the same field",
        )
        return False
    for edition in editions:
        seen = [(at, value) for at, value in enumerate(edition.bounds) if value is not None]
        for (at, one), (then, other) in pairwise(seen):
            if (one > other) if bands.rising else (one < other):  # type: ignore[operator]  # all of one type
                continue
            first, second = bands.bounds[at], bands.bounds[then]
            way = "the greatest bound first" if bands.rising else "the least bound first"
            scope.problems.error(
                "band-order",
                second[1].span,
                f"{what} are out of order: `{first[0].value}` ({first[1].value}) stands before "
                f"`{second[0].value}` ({second[1].value})",
                help=f"list the bands with {way}, no two alike in any row or edition",
            )
            return False
    return True


def _as_declared(bound: TypedTerm) -> Bound | Dated | Table | None:
    """Return the values that a bound has; of one that is no number of the file, None."""
    if isinstance(bound, TableTerm):
        return bound.table
    value = bound.value if isinstance(bound, Constant) else None
    return value if isinstance(value, (Fraction, date, Dated)) else None
