"""Thresholds by category: tables with a row for each category and a column for each threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from tierrules.language.document.blocks import Block, Clause, Paragraph
from tierrules.language.document.blocks import Table as TableBlock
from tierrules.language.document.phrases import Phrases
from tierrules.language.document.words import DASH
from tierrules.meaning.declared import Bound, Row, Table, Threshold

_Lookup = tuple[bool, Bound | None]
"""Whether there is an answer, and the answer; None is `n/a`."""


def grids(names: Iterable[str], phrases: Phrases) -> Iterator[Block]:
    """Yield a table for those of the thresholds that are chosen by the same fields, with what its signs mean."""
    alike: dict[tuple[tuple[str, ...], bool], list[Threshold]] = {}
    for name in names:
        threshold = phrases.thresholds[name]
        if isinstance(threshold.value, Table):
            alike.setdefault((threshold.value.by, threshold.value.prefix), []).append(threshold)
    for thresholds in alike.values():
        yield from _Grid(thresholds, phrases).blocks()


class _Grid:
    def __init__(self, thresholds: list[Threshold], phrases: Phrases) -> None:
        self.phrases, self.words = phrases, phrases.words
        self.tables = {one: one.value for one in thresholds if isinstance(one.value, Table)}
        first = next(iter(self.tables.values()))
        self.by, self.prefix = first.by, first.prefix

    def blocks(self) -> Iterator[Block]:
        phrases = self.phrases
        columns = (*map(phrases.field, self.by), *(phrases.threshold(one.name) for one in self.tables))
        rows = list(self.rows())
        if any(table.has_default for table in self.tables.values()):
            others = (self.words.other_rows, *("" for _ in self.by[1:]))
            rows.append((*others, *(self.told(one, _default(table)) for one, table in self.tables.items())))
        yield TableBlock(columns, tuple(tuple(map(Clause, row)) for row in rows), kind="grid")
        notes = [self.words.left_out] if any(DASH in row[len(self.by) :] for row in rows) else []
        notes += [self.words.prefixed] if self.prefix else []
        if notes:
            yield Paragraph(phrases.sentences(notes))

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows; neighbours with the same answers are one row, as in a printed table."""
        answered = ((key, tuple(self.answers(key))) for key in self.keys())
        for (group, answers), alike in groupby(answered, key=lambda row: (row[0][:-1], row[1])):
            yield (*group, self.phrases.listed(key[-1] for key, _ in alike), *answers)

    def keys(self) -> list[tuple[str, ...]]:
        """Return the keys of all rows, each once, in the order of the file, finer ones beside their group."""
        found = [key for table in self.tables.values() for key in _keys(table.rows)]
        if len(self.by) == 1:
            return list(dict.fromkeys(found))
        groups = dict.fromkeys(key[0] for key in found)
        split = {key[0] for key in found if len(key) > 1}
        whole = [key if len(key) > 1 else (*key, "") for key in dict.fromkeys(found)]
        # A group that one threshold splits and another does not is shown split, and as a whole for all others.
        return [
            key if key[1] else (group, self.words.other_rows if group in split else self.words.any_value)
            for group in groups
            for key in sorted((one for one in whole if one[0] == group), key=lambda one: one[1] == "")
        ]

    def answers(self, key: tuple[str, ...]) -> Iterator[str]:
        for one, table in self.tables.items():
            found = _look_up(table.rows, key, self.prefix)
            yield self.told(one, found if found[0] else _default(table))

    def told(self, threshold: Threshold, found: _Lookup) -> str:
        return self.phrases.bound(threshold, found[1]) if found[0] else ""


def _keys(rows: tuple[Row, ...]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        if isinstance(row.bound, tuple):
            yield from ((row.key, *inner) for inner in _keys(row.bound))
        else:
            yield (row.key,)


def _default(table: Table) -> _Lookup:
    return table.has_default, table.default


def _look_up(rows: tuple[Row, ...], key: tuple[str, ...], prefix: bool) -> _Lookup:
    """Return the bound of the row for a key, with `prefix` the longest that the key begins with."""
    fitting = [row for row in rows if (key[0].startswith(row.key) if prefix else row.key == key[0])]
    if not fitting:
        return False, None
    row = max(fitting, key=lambda one: len(one.key))
    return _look_up(row.bound, key[1:], prefix) if isinstance(row.bound, tuple) else (True, row.bound)
