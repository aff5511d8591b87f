"""Bounds as they are together: on each date on which one of them changes, for each choice of rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from math import prod
from typing import NamedTuple

from tierrules.meaning.declared import Bound, Dated, Row, Table

OTHER = ""
"""Stands for every key without a row: no row has the empty text for its key."""


class Edition(NamedTuple):
    """One bound for each value, None where it has none; `since` is None where no bound changes with time.

    `row` says for each field by which a table is chosen which key it has.
    """

    bounds: tuple[Bound | None, ...]
    since: date | None
    row: Mapping[str, str]


class Editions:
    """All editions of some values; `count` is known before the first one is made."""

    def __init__(self, values: Sequence[Bound | Dated | Table | None]) -> None:
        self.values = values
        dated = [one for one in values if isinstance(one, Dated)]
        self.days: Sequence[date | None] = sorted({since for one in dated for since, _ in one.rows}) or [None]
        self.keys: dict[str, set[str]] = {}
        for table in values:
            if isinstance(table, Table):
                self._add_keys(table.by, table.rows)

    @property
    def count(self) -> int:
        """How many editions there are."""
        return len(self.days) * prod(len(keys) for keys in self.keys.values())

    def __iter__(self) -> Iterator[Edition]:
        bounds = [_bound(one) for one in self.values]
        for day in self.days:
            for chosen in product(*(sorted(keys) for keys in self.keys.values())):
                row = dict(zip(self.keys, chosen, strict=True))
                yield Edition(tuple(bound(day, row) for bound in bounds), day, row)

    def _add_keys(self, by: tuple[str, ...], rows: tuple[Row, ...]) -> None:
        keys = self.keys.setdefault(by[0], {OTHER})
        keys.update(row.key for row in rows)
        for row in rows:
            if isinstance(row.bound, tuple):
                self._add_keys(by[1:], row.bound)


def _bound(value: Bound | Dated | Table | None) -> Callable[[date | None, Mapping[str, str]], Bound | None]:
    """Return what gives the bound of a value on a day in a row; None where there is none."""
    if isinstance(value, Table):
        rows = _by_key(value.rows)
        return lambda _, row: _cell(value, rows, value.by, row)
    if isinstance(value, Dated):
        starts, bounds = [since for since, _ in value.rows], [bound for _, bound in value.rows]
        return lambda day, _: bounds[at - 1] if day is not None and (at := bisect_right(starts, day)) else None
    return lambda _, __: value


Rows = dict[str, "Bound | Rows | None"]


def _by_key(rows: tuple[Row, ...]) -> Rows:
    return {row.key: _by_key(row.bound) if isinstance(row.bound, tuple) else row.bound for row in rows}


def _cell(table: Table, rows: Rows, by: tuple[str, ...], row: Mapping[str, str]) -> Bound | None:
    key = row[by[0]]
    if table.prefix:
        key = next((key[:end] for end in range(len(key), 0, -1) if key[:end] in rows), OTHER)
    if key not in rows:
        return table.default
    found = rows[key]
    return _cell(table, found, by[1:], row) if isinstance(found, dict) else found
