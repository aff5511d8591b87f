"""Tables by category: every value that can occur has a row, `n/a` or a default."""

from __future__ import annotations

from tierrules.language.resolve.scope import Scope
from tierrules.language.syntax import RowEntry, TableEntry
from tierrules.meaning.declared import WORDS, Field, Table
from tierrules.meaning.texts import normal
from tierrules.text.nearest import hint
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span


def check_table(entry: TableEntry, table: Table, what: str, scope: Scope) -> bool:
    """Whether the table can answer for every customer; reports all that is wrong with it."""
    if len(entry.by) > 2:
        scope.problems.error(
            "table-form",
            entry.by[2].span,
            f"{what} is by {len(entry.by)} fields, at most 2 are read",
            help="choose its rows by one field, or by two",
        )
        return False
    if len(entry.by) == 2 and entry.by[0].value == entry.by[1].value:
        message = f"{what} is by `{entry.by[1].value}` twice"
        scope.problems.error("duplicate-value", entry.by[1].span, message, help="name it once, or another field")
        return False
    fields = [_field(one, what, scope) for one in entry.by]
    whole = [one for one in fields if one is not None]
    if len(whole) < len(fields):
        return False
    before = len(scope.problems)
    _check_rows(entry.rows, whole, table, what, scope, entry.by[0].span)
    return len(scope.problems) == before


def _field(name: Scalar, what: str, scope: Scope) -> Field | None:
    if name.value in scope.broken:
        return None
    found = scope.look_up(name.value)
    if isinstance(found, Field) and found.type in WORDS:
        return found
    if isinstance(found, Field):
        message = f"{what} is by `{name.value}`, which is of type {found.type}"
        scope.problems.error("table-form", name.span, message, help="rows are chosen by a category or a text")
        return None
    known = [one.name for one in scope.fields.values() if one.type in WORDS]
    scope.problems.error(
        "unknown-name",
        name.span,
        f"{what} is by `{name.value}`, which is not a field",
        help=hint(name.value, known, "declare it under `fields:`"),
    )
    return None


def _check_rows(
    rows: tuple[RowEntry, ...], fields: list[Field], table: Table, what: str, scope: Scope, place: Span
) -> None:
    field, *inner = fields
    for row in rows:
        _check_key(row, field, table.prefix, what, scope)
        if inner and isinstance(row.bound, tuple):
            _check_rows(row.bound, inner, table, f"the row `{row.key.value}` of {what}", scope, row.key.span)
    if not table.has_default:
        _check_complete(rows, field, table.prefix, what, scope, place)


def _check_key(row: RowEntry, field: Field, prefix: bool, what: str, scope: Scope) -> None:
    key = normal(row.key.value)
    known = field.values is None or (
        any(one.startswith(key) for one in field.values) if prefix else key in field.values
    )
    if known:
        return
    scope.problems.error(
        "unknown-category",
        row.key.span,
        f"{what} has a row for `{key}`, which is not a value of `{field.name}`",
        help=hint(key, field.values or ()),
    )


def _check_complete(
    rows: tuple[RowEntry, ...], field: Field, prefix: bool, what: str, scope: Scope, place: Span
) -> None:
    keys = [normal(row.key.value) for row in rows]
    if field.values is None:
        lacking = "other texts"
    else:
        left = [one for one in field.values if not any(one.startswith(key) if prefix else one == key for key in keys)]
        lacking = ", ".join(f"`{one}`" for one in left[:5]) + (" and others" if len(left) > 5 else "")
    if lacking:
        scope.problems.error(
            "incomplete-table",
            place,
            f"{what} says nothing for {lacking} of `{field.name}`",
            help="add rows, `n/a` where nothing is compared, or a `default:`",
        )
