"""Tables taken apart: a comparison with a table becomes a choice of comparisons, one for each row.

The choice stands outside of the comparison, so that `n/a` removes the whole comparison even where the bound stands
deep in arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from tierrules.language.typed import ComputedTerm, NamedTerm, TableTerm, TypedTerm
from tierrules.meaning.declared import Bound, Origin, Row
from tierrules.meaning.model import Choice, Condition
from tierrules.meaning.truth import NONE, Absent

Chosen = Mapping[str, Bound | Literal[Absent.NONE]]
"""The bound of each table in the row that was chosen; NONE where the key is NONE and there is no default."""

Build = Callable[[Chosen], Condition]


def tables_in(terms: tuple[TypedTerm, ...], derived: Mapping[str, TypedTerm]) -> list[TableTerm]:
    """Return the tables that terms hold, each once, in the order in which they stand."""
    return list({table.name: table for term in terms for table in _tables(term, derived)}.values())


def choose(tables: list[TableTerm], build: Build, origin: Origin) -> Condition:
    """Return the condition that `build` makes of each combination of rows."""
    return _choose(tables, {}, build, origin)


def _choose(tables: list[TableTerm], chosen: Chosen, build: Build, origin: Origin) -> Condition:
    if not tables:
        return build(chosen)
    first, rest = tables[0], tables[1:]

    def of(bound: Bound | Literal[Absent.NONE] | None) -> Condition | None:
        return None if bound is None else _choose(rest, {**chosen, first.name: bound}, build, origin)

    def level(by: tuple[str, ...], rows: tuple[Row, ...]) -> Choice:
        table = first.table
        return Choice(
            field=by[0],
            rows=tuple(
                (row.key, level(by[1:], row.bound) if isinstance(row.bound, tuple) else of(row.bound)) for row in rows
            ),
            # A closed category without a default has a row for each value, so that nothing else is ever chosen.
            default=of(table.default) if table.has_default else of(NONE),
            none=of(table.default) if table.has_default else of(NONE),
            prefix=table.prefix,
            origin=origin,
        )

    return level(first.table.by, first.table.rows)


def _tables(term: TypedTerm, derived: Mapping[str, TypedTerm]) -> Iterator[TableTerm]:
    match term:
        case TableTerm():
            yield term
        case ComputedTerm(_, parts):
            for part in parts:
                yield from _tables(part, derived)
        case NamedTerm(name, "derived"):
            yield from _tables(derived[name], derived)
