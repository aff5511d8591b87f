"""The same questions by a sweep over the columns, as Calvanese et al. publish it (BPM 2016, algorithms 1 and 2).

The ends of all cells of a column part it into stretches; in each of them the rows that reach over it are swept in the
next column. Where no row is left is a gap, and where several are left behind the last column, these overlap. A word is
a stretch of its own. Rows alone are not swept any further for overlaps: that is ours, and in favour of the sweep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proving.tables import LIMIT, WORDS, Cell, Row, Table

_PLACES = {word: at for at, word in enumerate(WORDS)}

Ends = tuple[tuple[int, bool], tuple[int, bool]]
"""Where a stretch starts, and where it no longer is."""


class SpentError(Exception):
    """The sweep has looked at as many stretches as it may."""


class Sweep:
    """A sweep over one table, and how many stretches it has looked at."""

    def __init__(self, table: Table, most: int) -> None:
        self.table = table
        self.most = most
        self.stretches = 0
        self._bounds = [(0, LIMIT)] * len(table.numbers) + [(0, len(WORDS))] * len(table.words)
        self._cells = [{id(row): self._ranges(row, name) for row in table.rows} for name in table.columns]

    def gaps(self) -> int:
        """Return in how many stretches of the last columns no row is left."""
        return self._gaps(self.table.rows, 0)

    def overlaps(self) -> set[tuple[int, ...]]:
        """Return the rows that meet, each set of them once."""
        places = {id(row): at for at, row in enumerate(self.table.rows)}
        return {tuple(places[id(row)] for row in together) for together in self._overlaps(self.table.rows, 0)}

    def _gaps(self, rows: Sequence[Row], column: int) -> int:
        if column == len(self._cells):
            return 0
        return sum(self._gaps(together, column + 1) if together else 1 for together in self._stretches(rows, column))

    def _overlaps(self, rows: Sequence[Row], column: int) -> Iterator[Sequence[Row]]:
        if len(rows) < 2:
            return
        if column == len(self._cells):
            yield rows
            return
        for together in self._stretches(rows, column):
            yield from self._overlaps(together, column + 1)

    def _stretches(self, rows: Sequence[Row], column: int) -> Iterator[list[Row]]:
        """Yield for each stretch of a column the rows that reach over it."""
        cells = self._cells[column]
        first, last = self._bounds[column]
        ends = sorted((end, starts, at) for at, row in enumerate(rows) for one in cells[id(row)] for end, starts in one)
        open_: dict[int, Row] = {}
        before = first
        for end, starts, at in ends:
            if end > before:
                self._count()
                yield list(open_.values())
                before = end
            if starts:
                open_[at] = rows[at]
            else:
                del open_[at]
        if before < last:
            yield []

    def _count(self) -> None:
        self.stretches += 1
        if self.stretches > self.most:
            raise SpentError

    def _ranges(self, row: Row, name: str) -> list[Ends]:
        return _as_ranges(row.cells.get(name, self.table.whole(name)))


def _as_ranges(cell: Cell) -> list[Ends]:
    """Return the ends of each stretch of a cell: where it starts, and where it no longer is."""
    if isinstance(cell, frozenset):
        return [((at, True), (at + 1, False)) for at in sorted(_PLACES[word] for word in cell)]
    return [((cell[0], True), (cell[1], False))]
