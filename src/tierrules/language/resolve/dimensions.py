"""The section `dimensions`: labels, the guard, and the form that gives a label."""

from __future__ import annotations

from tierrules.language.resolve.bands import resolve_bands
from tierrules.language.resolve.cells import resolve_cells
from tierrules.language.resolve.conditions import resolve_condition
from tierrules.language.resolve.labels import Labels
from tierrules.language.resolve.rules import resolve_rules
from tierrules.language.resolve.scope import KnownDimension, Scope
from tierrules.language.syntax import DimensionEntry
from tierrules.language.typed import TypedBands, TypedCells, TypedDimension, TypedRules


def declare_dimension(entry: DimensionEntry, scope: Scope) -> None:
    """Make a dimension known by its name and labels, before any rule is read."""
    if scope.declare(entry.name, "dimension"):
        labels = tuple((label.value, title) for label, title in entry.labels)
        collects = entry.hit is not None and entry.hit.value == "collect"
        scope.dimensions[entry.name.value] = KnownDimension(entry.name.value, labels, entry.ordered, collects)


def resolve_dimension(entry: DimensionEntry, scope: Scope) -> TypedDimension | None:
    """Return the dimension with names and types settled, or None after reporting all that is wrong with it."""
    name = scope.user = entry.name.value
    labels = Labels(entry, scope)
    applies = None
    whole = True
    if entry.applies is not None:
        applies = resolve_condition(entry.applies, scope, f"the guard of `{name}`")
        whole = applies is not None
    form = _form(entry, labels, scope)
    if form is None or not whole:
        return None
    return TypedDimension(
        name,
        entry.title,
        labels.typed,
        entry.ordered,
        applies,
        entry.no_match,
        form,
        entry.name.span,
        silent=entry.otherwise is not None and entry.otherwise.value == "none",
    )


def _form(entry: DimensionEntry, labels: Labels, scope: Scope) -> TypedRules | TypedBands | TypedCells | None:
    """Resolve whatever is written: of two forms, which is reported before, both are read for their own faults."""
    rules = None if entry.rules is None else resolve_rules(entry, entry.rules, labels, scope)
    bands = None if entry.bands is None else resolve_bands(entry, entry.bands, labels, scope)
    cells = None if entry.cells is None else resolve_cells(entry, entry.cells, labels, scope)
    return rules or bands or cells
