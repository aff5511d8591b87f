"""The bounds of bands as they are together: on each date on which one of them changes, for each choice of rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product
from math import prod

from tierrules.language.typed import TableTerm, TypedTerm
from tierrules.meaning.declared import Bound, Dated, Row, Table
from tierrules.meaning.model import Constant

Edition = tuple[Bound | None, ...]
"""One bound for each term, None where it has none."""

_OTHER = ""
"""Stands for every key without a row: no row has the empty text for its key."""


class Editions:
    """All editions of some terms; `count` is known before the first one is made."""

    def __init__(self, terms: list[TypedTerm]) -> None:
        self.terms = terms
        tables = [one.table for one in terms if isinstance(one, TableTerm)]
        dated = [one.value for one in terms if isinstance(one, Constant) and isinstance(one.value, Dated)]
        self.days = sorted({since for one in dated for since, _ in one.rows}) or [date.max]
        self.keys: dict[str, set[str]] = {}
        for table in tables:
            self._add_keys(table.by, table.rows)

    @property
    def count(self) -> int:
        """How many editions there are."""
        return len(self.days) * prod(len(keys) for keys in self.keys.values())

    def __iter__(self) -> Iterator[Edition]:
        bounds = [_bound(one) for one in self.terms]
        for day in self.days:
            for chosen in product(*(sorted(keys) for keys in self.keys.values())):
                row = dict(zip(self.keys, chosen, strict=True))
                yield tuple(bound(day, row) for bound in bounds)

    def _add_keys(self, by: tuple[str, ...], rows: tuple[Row, ...]) -> None:
        keys = self.keys.setdefault(by[0], {_OTHER})
        keys.update(row.key for row in rows)
        for row in rows:
            if isinstance(row.bound, tuple):
                self._add_keys(by[1:], row.bound)


def _bound(term: TypedTerm) -> Callable[[date, Mapping[str, str]], Bound | None]:
    """Return what gives the bound of a term on a day in a row; None where there is none."""
    if isinstance(term, TableTerm):
        table, rows = term.table, _by_key(term.table.rows)
        return lambda _, row: _cell(table, rows, table.by, row)
    found = term.value if isinstance(term, Constant) else None
    if isinstance(found, Dated):
        starts, bounds = [since for since, _ in found.rows], [bound for _, bound in found.rows]
        return lambda day, _: bounds[at - 1] if (at := bisect_right(starts, day)) else None
    constant = None if isinstance(found, (str, bool)) or found is None else found
    return lambda _, __: constant  # type: ignore[return-value]  # a bound is never NONE


Rows = dict[str, "Bound | Rows | None"]


def _by_key(rows: tuple[Row, ...]) -> Rows:
    return {row.key: _by_key(row.bound) if isinstance(row.bound, tuple) else row.bound for row in rows}


def _cell(table: Table, rows: Rows, by: tuple[str, ...], row: Mapping[str, str]) -> Bound | None:
    key = row[by[0]]
    if table.prefix:
        key = next((key[:end] for end in range(len(key), 0, -1) if key[:end] in rows), _OTHER)
    if key not in rows:
        return table.default
    found = rows[key]
    return _cell(table, found, by[1:], row) if isinstance(found, dict) else found
