"""Tables by category: every value that can occur has a row, `n/a` or a default."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

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
    _check_rows(entry.rows, [_Keyed(one) for one in whole], table, what, scope, entry.by[0].span)
    return len(scope.problems) == before


class _Keyed:
    """A field that chooses rows; its values in order, since a table asks for each of its keys."""

    def __init__(self, field: Field) -> None:
        self.field, self.ordered = field, sorted(field.values or ())

    def may_be(self, key: str, prefix: bool) -> bool:
        """Whether the field has the key, or with `prefix` a value that begins with it."""
        if self.field.values is None:
            return True
        # What begins with the key stands directly behind it.
        at = bisect_left(self.ordered, key)
        found = self.ordered[at] if at < len(self.ordered) else None
        return found is not None and (found.startswith(key) if prefix else found == key)

    def lacking(self, keys: frozenset[str], prefix: bool) -> Iterator[str]:
        """The values for which no row has a key, in the order in which they are declared."""
        lengths = {len(key) for key in keys}
        for one in self.field.values or ():
            if not (any(one[:length] in keys for length in lengths) if prefix else one in keys):
                yield one


def _field(name: Scalar, what: str, scope: Scope) -> Field | None:
    if name.value in scope.broken and name.value not in scope.no_fields:
        return None
    scope.use(name.value, name.span)
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
        help=hint(name.value, known, scope.model_advice(name.value) or "declare it under `fields:`"),
        absent=(name.value,),
    )
    return None


def _check_rows(
    rows: tuple[RowEntry, ...], fields: list[_Keyed], table: Table, what: str, scope: Scope, place: Span
) -> None:
    keyed, *inner = fields
    for row in rows:
        _check_key(row, keyed, table.prefix, what, scope)
        if inner and isinstance(row.bound, tuple):
            _check_rows(row.bound, inner, table, f"the row `{row.key.value}` of {what}", scope, row.key.span)
    if not table.has_default:
        _check_complete(rows, keyed, table.prefix, what, scope, place)


def _check_key(row: RowEntry, keyed: _Keyed, prefix: bool, what: str, scope: Scope) -> None:
    key, field = normal(row.key.value), keyed.field
    if keyed.may_be(key, prefix):
        return
    scope.problems.error(
        "unknown-category",
        row.key.span,
        f"{what} has a row for `{key}`, which is not a value of `{field.name}`",
        help=hint(key, field.values or ()),
        absent=(key,),
    )


def _check_complete(
    rows: tuple[RowEntry, ...], keyed: _Keyed, prefix: bool, what: str, scope: Scope, place: Span
) -> None:
    field = keyed.field
    left: list[str] = []
    if field.values is None:
        lacking = "other texts"
    else:
        left = list(islice(keyed.lacking(frozenset(normal(row.key.value) for row in rows), prefix), 6))
        lacking = ", ".join(f"`{one}`" for one in left[:5]) + (" and others" if len(left) > 5 else "")
    if lacking:
        scope.problems.error(
            "incomplete-table",
            place,
            f"{what} says nothing for {lacking} of `{field.name}`",
            help="add rows, `n/a` where nothing is compared, or a `default:`",
            absent=("default", *left),
        )
