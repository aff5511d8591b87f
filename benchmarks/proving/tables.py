"""Decision tables by the generator of Calvanese, Dumas, Laurson, Maggi, Montali and Teinemaa (BPM 2016).

A sound table starts as one row for everybody. A row at random is split in two at a random place of a random column,
until there are enough, so that rows are boxes that meet nowhere and leave nobody out. Half of the columns are
categories. A faulty table is a sound one of which every tenth row has one cell shrunk, or grown.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

LIMIT = 10_000
"""Numbers run from 0 up to here, this one left out."""

WORDS = tuple(f"c{number}" for number in range(12))
LABELS = tuple(f"l{number}" for number in range(8))

Range = tuple[int, int]
"""Numbers from the first up to the second, that one left out."""

Cell = Range | frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A cell for each column that plays a part, and the label that the row gives."""

    cells: dict[str, Cell]
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows over columns of numbers and of words."""

    numbers: tuple[str, ...]
    words: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, numbers before words."""
        return self.numbers + self.words

    def whole(self, column: str) -> Cell:
        """Return all values of a column."""
        return (0, LIMIT) if column in self.numbers else frozenset(WORDS)

    def text(self, hit: Literal["unique", "first"] = "unique") -> str:
        """The table as a ruleset."""
        lines = ["tierrules: 1", "name: table", "fields:"]
        lines += [f"  {name}: {{type: integer, min: 0, max: {LIMIT - 1}}}" for name in self.numbers]
        lines += [f"  {name}: {{type: category, values: [{', '.join(WORDS)}]}}" for name in self.words]
        lines += ["dimensions:", "  answer:", f"    labels: [{', '.join(LABELS)}]", f"    hit: {hit}", "    rules:"]
        for row in self.rows:
            lines += [f"      - label: {row.label}", f'        when: "{_condition(row)}"']
        return "\n".join(lines) + "\n"


def sound(rows: int, columns: int, seed: int) -> Table:
    """Return a table in which each customer meets exactly one row."""
    random = Random(f"sound {rows} {columns} {seed}")
    numbers = tuple(f"n{at}" for at in range(columns - columns // 2))
    words = tuple(f"w{at}" for at in range(columns // 2))
    whole: dict[str, Cell] = dict.fromkeys(numbers, (0, LIMIT)) | {name: frozenset(WORDS) for name in words}
    boxes = [whole]
    while len(boxes) < rows:
        at = random.randrange(len(boxes))
        column = random.choice((*numbers, *words))
        halves = _halves(boxes[at][column], random)
        if halves is not None:
            boxes[at : at + 1] = [{**boxes[at], column: half} for half in halves]
    return Table(numbers, words, tuple(Row(_told(box, whole), random.choice(LABELS)) for box in boxes))


def faulty(table: Table, way: Literal["shrunk", "grown"], seed: int) -> Table:
    """Return a table of which every tenth row is shrunk or grown in one of its cells."""
    random = Random(f"faulty {way} {seed}")
    rows = list(table.rows)
    for at in random.sample(range(len(rows)), len(rows) // 10):
        cells = dict(rows[at].cells)
        column = random.choice(list(cells))
        cells[column] = (_shrunk if way == "shrunk" else _grown)(cells[column], random)
        rows[at] = Row(_told(cells, {name: table.whole(name) for name in cells}), rows[at].label)
    return Table(table.numbers, table.words, tuple(rows))


def sparse(rows: int, fields: int, conditions: int, seed: int) -> Table:
    """Return a table of many columns of which each row asks for a few only: rows meet, and leave somebody out."""
    random = Random(f"sparse {rows} {fields} {conditions} {seed}")
    numbers = tuple(f"n{at}" for at in range(fields - fields // 2))
    words = tuple(f"w{at}" for at in range(fields // 2))
    found = []
    for _ in range(rows):
        cells: dict[str, Cell] = {}
        for column in random.sample((*numbers, *words), conditions):
            halves = _halves((0, LIMIT) if column in numbers else frozenset(WORDS), random)
            if halves is not None:
                cells[column] = random.choice(halves)
        found.append(Row(cells, random.choice(LABELS)))
    return Table(numbers, words, tuple(found))


def _told(box: dict[str, Cell], whole: dict[str, Cell]) -> dict[str, Cell]:
    """Return the cells that leave something out."""
    return {name: cell for name, cell in box.items() if cell != whole[name]}


def _halves(cell: Cell, random: Random) -> tuple[Cell, Cell] | None:
    if isinstance(cell, frozenset):
        if len(cell) < 2:
            return None
        inside = frozenset(random.sample(sorted(cell), random.randrange(1, len(cell))))
        return inside, cell - inside
    low, high = cell
    if high - low < 2:
        return None
    middle = random.randrange(low + 1, high)
    return (low, middle), (middle, high)


def _shrunk(cell: Cell, random: Random) -> Cell:
    if isinstance(cell, frozenset):
        return cell if len(cell) < 2 else cell - {random.choice(sorted(cell))}
    low, high = cell
    return cell if high - low < 2 else random.choice(((low + 1, high), (low, high - 1)))


def _grown(cell: Cell, random: Random) -> Cell:
    if isinstance(cell, frozenset):
        others = sorted(set(WORDS) - cell)
        return cell | {random.choice(others)} if others else cell
    low, high = cell
    return random.choice(((max(0, low - 1), high), (low, min(LIMIT, high + 1))))


def _condition(row: Row) -> str:
    return " and ".join(_comparison(name, cell) for name, cell in row.cells.items()) or "always"


def _comparison(name: str, cell: Cell) -> str:
    if isinstance(cell, frozenset):
        return f"{name} in [{', '.join(repr(word) for word in sorted(cell))}]"
    low, high = cell
    if low == 0:
        return f"{name} < {high}"
    return f"{name} >= {low}" if high == LIMIT else f"{low} <= {name} < {high}"
