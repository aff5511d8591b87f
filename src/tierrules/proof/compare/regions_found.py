"""From one customer to all who are like this one: a box of cells, grown line by line as far as it holds.

The lines of a world are its fields and the relations between fields. A box gives some of them a set of cells; a line
that is not named plays no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tierrules.meaning.declared import Type
from tierrules.meaning.regions import Cell, End, has_order
from tierrules.meaning.truth import Absent
from tierrules.proof.compare.date_edges import Edges, Window, edges, place_of
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import Formula, every, within
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.relations import Relation
from tierrules.proof.engine.search import UndecidedError, bits, runs
from tierrules.proof.engine.space import Line
from tierrules.proof.engine.world import World


@dataclass(frozen=True, slots=True)
class Stretch:
    """The cells of one line, in terms that do not hang on the day.

    `low` and `high` are ends that follow the day: with one the cells are found anew on each day, else by `cells`. What
    `is_of_day` has an end that can be told on its own day only.
    """

    line: tuple[Cell, ...]
    cells: int
    low: Window | None = None
    high: Window | None = None
    is_of_day: bool = False

    @property
    def follows_day(self) -> bool:
        """Whether it has an end that is another date on another day."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Box:
    """A set of customers: of each line that plays a part, where on it they lie."""

    fields: Mapping[str, Stretch]
    relations: Mapping[Relation, int]

    @property
    def is_of_day(self) -> bool:
        """Whether it can be told on its own day only."""
        return any(one.is_of_day for one in self.fields.values())


@dataclass(slots=True)
class Grower:
    """Finds boxes in one world."""

    world: World
    edges: Edges = field(init=False)

    def __post_init__(self) -> None:
        self.edges = edges(self.world.atoms, self.world.as_of)

    # --- from a customer to a box

    def around(self, facts: Facts, unlike: Part) -> Box:
        """Return the largest box around a customer in which nobody is `unlike`."""
        space = self.world.space
        region = {line.variable: 1 << _own(line, facts) for line in space.lines.values()}
        case = space.case(facts)
        region |= {one.variable: 1 << one.cell_of(case) for one in space.relations.values()}
        for line in space.lines.values():
            self._grow(region, line.variable, line.full, line, unlike)
        for one in space.relations.values():
            self._grow(region, one.variable, one.full, None, unlike)
        fields = {
            name: self.stretch(line, region[line.variable])
            for name, line in space.lines.items()
            if region[line.variable] != line.full
        }
        relations = {one: region[one.variable] for one in space.relations.values() if region[one.variable] != one.full}
        return Box(fields, relations)

    def _grow(self, region: dict[int, int], variable: int, full: int, line: Line | None, unlike: Part) -> None:
        """Widen one line of a box: take all of it, and leave out where somebody is found who is unlike."""
        own, left = region[variable], full
        while left != own:
            region[variable] = left
            try:
                found = self.world.find(unlike & Part(region, 0))
            except UndecidedError:
                left = own
                break
            if found is None:
                break
            left = _next_to(line, (left & ~found.box[variable]) | own, own)
        region[variable] = left if line is None else _in_one_piece(line, left)

    # --- what hangs on the day, and what does not

    def stretch(self, line: Line, cells: int) -> Stretch:
        """Return cells of a line in terms that hold on other days."""
        if line.field.type is not Type.DATE or not cells & line.valued:
            return Stretch(line.cells, cells)
        first, last = _ends(cells & line.valued)
        low = self.edges.says(line, first) if first > 0 else "fixed"
        high = self.edges.says(line, last) if last < line.valued.bit_count() else "fixed"
        return Stretch(
            line.cells,
            cells,
            None if low is None or low == "fixed" else low if low.asks_for_later else low.turned,
            None if high is None or high == "fixed" else high.turned if high.asks_for_later else high,
            low is None or high is None,
        )

    def cells_of(self, box: Box) -> dict[int, int] | None:
        """Return a box of another day in the cells of this one; None if these do not tell it."""
        found: dict[int, int] = {}
        for name, stretch in box.fields.items():
            line = self.world.space.lines[name]
            cells = self._cells(line, stretch)
            if not cells:
                return None
            found[line.variable] = cells
        for one, cells in box.relations.items():
            there = self.world.space.relations.get((one.left, one.right))
            if there is None or there.points != one.points:
                return None
            found[there.variable] = cells
        return found

    def _cells(self, line: Line, stretch: Stretch) -> int:
        if not stretch.follows_day:
            return stretch.cells if stretch.line == line.cells else _same_cells(line, stretch.line, stretch.cells)
        then = Line(line.variable, line.field, stretch.line)
        first, last = _ends(stretch.cells & then.valued)
        count = line.valued.bit_count()
        start = _fixed_place(line, stretch.line[first].low, by_low=True) if first > 0 else 0
        end = _fixed_place(line, stretch.line[last - 1].high, by_low=False) if last < then.valued.bit_count() else count
        if stretch.low is not None:
            start = place_of(line, stretch.low, self.world.as_of)
        if stretch.high is not None:
            end = place_of(line, stretch.high, self.world.as_of)
        if start is None or end is None or start >= end:
            return 0
        absent = {
            one.value for at, one in enumerate(stretch.line) if stretch.cells >> at & 1 and not then.valued >> at & 1
        }
        more = sum(1 << at for at, one in enumerate(line.cells) if at >= count and one.value in absent)
        return (1 << end) - (1 << start) | more

    def formula(self, cells: Mapping[int, int]) -> Formula:
        """Return where a box lies."""
        full = {line.variable: line.full for line in self.world.space.lines.values()}
        full |= {one.variable: one.full for one in self.world.space.relations.values()}
        return every(within(variable, left, full[variable]) for variable, left in cells.items())


def _ends(cells: int) -> tuple[int, int]:
    """Return the first of some cells, and the one behind the last."""
    return (cells & -cells).bit_length() - 1, cells.bit_length()


def _fixed_place(line: Line, end: End | None, *, by_low: bool) -> int | None:
    """Return how many cells of a line lie before an end that does not follow the day, if it is cut there."""
    for at in bits(line.valued):
        one = line.cells[at]
        if (one.low if by_low else one.high) == end:
            return at if by_low else at + 1
    return None


def _same_cells(line: Line, then: tuple[Cell, ...], cells: int) -> int:
    """Return the cells of a line that is cut elsewhere, if they are cut at the ends of others all the same."""
    wanted = list(_spans(then, cells))
    found = 0
    for low, high in wanted:
        first = next((at for at, one in enumerate(line.cells) if _start(one) == _start(low)), None)
        last = next((at for at, one in enumerate(line.cells) if _end(one) == _end(high)), None)
        if first is None or last is None or last < first:
            return 0
        found |= (1 << last + 1) - (1 << first)
    return found


def _spans(line: tuple[Cell, ...], cells: int) -> Iterator[tuple[Cell, Cell]]:
    """Yield the first and the last cell of each run; words stand alone."""
    run: list[Cell] = []
    for at in bits(cells):
        one = line[at]
        if run and not _is_word(one) and at and cells >> at - 1 & 1 and not _is_word(run[-1]):
            run.append(one)
            continue
        if run:
            yield run[0], run[-1]
        run = [one]
    if run:
        yield run[0], run[-1]


def _is_word(one: Cell) -> bool:
    return isinstance(one.value, Absent | bool | str)


def _start(one: Cell) -> object:
    return (one.value, one.prefix, one.other) if _is_word(one) else (one.low, one.low_included)


def _end(one: Cell) -> object:
    return (one.value, one.prefix, one.other) if _is_word(one) else (one.high, one.high_included)


def _own(line: Line, facts: Facts) -> int:
    return next(at for at in range(len(line.cells)) if line.holds(at, facts[line.field.name]))


def _in_one_piece(line: Line, cells: int) -> int:
    """Leave of dates one run: ends that follow the day are told of one run alone."""
    if line.field.type is not Type.DATE:
        return cells
    longest = max(runs(cells & line.valued), key=lambda run: run[1] - run[0], default=(0, 0))
    return (1 << longest[1]) - (1 << longest[0]) | (cells & ~line.valued)


def _next_to(line: Line | None, left: int, own: int) -> int:
    """Leave of cells in an order those that lie next to the own one, and having no value."""
    if line is None or not has_order(line.field) or not own & line.valued:
        return left
    valued = left & line.valued
    first = last = own.bit_length() - 1
    while first > 0 and valued >> first - 1 & 1:
        first -= 1
    while valued >> last + 1 & 1:
        last += 1
    return (1 << last + 1) - (1 << first) | (left & ~line.valued)
