"""The forms other than rules: bands as ranges, cells as a grid or a list."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tierrules.language.document.blocks import Block, Cell, Clause, Paragraph, Table
from tierrules.language.document.clauses import Clauses
from tierrules.language.typed import Chain, TypedBands, TypedCells, TypedDimension
from tierrules.meaning.declared import Type
from tierrules.meaning.model import Constant


class BandTable:
    """The ranges of a band dimension, best label first."""

    def __init__(self, dimension: TypedDimension, bands: TypedBands, clauses: Clauses) -> None:
        self.dimension, self.bands, self.clauses, self.words = dimension, bands, clauses, clauses.words
        first = bands.bands[0].when
        self.type, self.rising = first.type, first.ops[0] == ">="

    def table(self) -> Table:
        """Return the table."""
        ranges = dict(self.ranges())
        names = [name for name, _ in self.dimension.labels]
        rows = [
            (Clause(self.clauses.label(self.dimension.name, name)), Clause(ranges.get(name, self.words.no_row)))
            for name in names
        ]
        of = self.clauses.term(self.bands.of, self.type, None)
        return Table((self.words.columns["label"], of), tuple(rows))

    def ranges(self) -> Iterator[tuple[str, str]]:
        """Yield each label with its range, from the outermost on."""
        words = self.words.bands[self.rising, self.type is Type.DATE]
        before = None
        for band in self.bands.bands:
            bound = self.bound(band.when)
            yield band.label, words.first.format(bound) if before is None else words.inner.format(bound, before)
            before = bound
        yield self.bands.rest, words.rest.format(before)

    def bound(self, when: Chain) -> str:
        """Return the bound of a band."""
        return self.clauses.term(when.terms[1], when.type, self.clauses.currency_among(when.terms))


def cell_table(dimension: TypedDimension, cells: TypedCells, clauses: Clauses) -> Iterator[Block]:
    """Yield the cells: of two values as a grid, of others as a list for each label."""
    table = _CellTable(dimension, cells, clauses)
    yield Paragraph(clauses.fill(clauses.words.combined, clauses.listed(table.heads)))
    yield from table.grid() if len(table.heads) == 2 else table.listed()


class _CellTable:
    def __init__(self, dimension: TypedDimension, cells: TypedCells, clauses: Clauses) -> None:
        self.dimension, self.cells, self.clauses, self.words = dimension, cells, clauses, clauses.words
        self.by_label = {label: combinations for label, combinations, _ in cells.rows}
        first = next((cell for cells in self.by_label.values() for cell in cells), ())
        self.heads = [clauses.term(one.terms[0], one.type, None) for one in first]

    def listed(self) -> Iterator[Block]:
        rows: list[tuple[Cell, ...]] = [
            (self.label(name), Clause(self.combinations(name)))
            for name, _ in self.dimension.labels
            if name != self.cells.otherwise or name in self.by_label
        ]
        rows.append((self.label(self.cells.otherwise), Clause(self.words.otherwise)))
        yield Table((self.words.columns["label"], " – ".join(self.heads)), tuple(rows))

    def grid(self) -> Iterator[Block]:
        at = {self.key(cell): label for label, cells in self.by_label.items() for cell in cells}
        down, across = (
            _sorted([cell[place] for cells in self.by_label.values() for cell in cells]) for place in (0, 1)
        )
        rows = tuple(
            (
                Clause(self.value(one)),
                *(self.label(at.get(self.key((one, two)), self.cells.otherwise)) for two in across),
            )
            for one in down
        )
        yield Table((" ＼ ".join(self.heads), *map(self.value, across)), rows, kind="grid")
        yield Paragraph(self.words.other_cells.format(self.label(self.cells.otherwise).text))
        given = {*at.values(), self.cells.otherwise}
        for name, _ in self.dimension.labels:
            if name not in given:
                yield Paragraph(
                    self.words.entry.format(self.label(name).text, self.words.no_row + self.words.full_stop)
                )

    def combinations(self, name: str) -> str:
        cells = self.by_label.get(name, ())
        return self.words.semicolon.join("–".join(map(self.value, cell)) for cell in cells) or self.words.no_row

    def key(self, cell: tuple[Chain, ...]) -> tuple[str, ...]:
        return tuple(map(self.value, cell))

    def value(self, one: Chain) -> str:
        return self.clauses.term(one.terms[1], one.type, self.clauses.currency_among(one.terms))

    def label(self, name: str | None) -> Clause:
        return Clause(self.clauses.label(self.dimension.name, name))


def _sorted(values: list[Chain]) -> list[Chain]:
    """Return each value once: numbers from the greatest on, others in the order of the file."""
    once = list({one.terms[1]: one for one in values}.values())
    numbers = [bound.value for one in once if isinstance(bound := one.terms[1], Constant)]
    if not all(isinstance(number, Fraction) for number in numbers) or len(numbers) < len(once):
        return once
    pairs = zip(numbers, once, strict=True)
    return [one for _, one in sorted(pairs, key=lambda pair: pair[0], reverse=True)]  # type: ignore[arg-type, return-value]  # all are fractions
