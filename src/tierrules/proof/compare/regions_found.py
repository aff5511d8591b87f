"""From one customer to all who are like this one: a box of cells, grown line by line as far as it holds.

The lines of a world are its fields, the relations between fields, and scores. A box gives some of them a set of cells;
a line that is not named plays no part. Fields are grown first: so what a score tells is told by the score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tierrules.meaning import regions
from tierrules.meaning.conditions import fields_in
from tierrules.meaning.declared import Type
from tierrules.meaning.model import ScoreTerm
from tierrules.meaning.regions import Cell, has_order
from tierrules.meaning.truth import Absent
from tierrules.proof.compare.date_edges import Edges, Window, edges, place_of
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import Formula, every, within
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.relations import Relation
from tierrules.proof.engine.scores import End
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
    scores: Mapping[tuple[ScoreTerm, End], tuple[tuple[Fraction, ...], int]]
    """The points at which a score is cut, and its cells; where it may be open, of its least or its greatest value."""

    @property
    def is_of_day(self) -> bool:
        """Whether it can be told on its own day only."""
        return any(one.is_of_day for one in self.fields.values())


Cells = dict[int, int]
"""A box on one day: of each variable that plays a part, the cells in which it lies."""


@dataclass(slots=True)
class Grower:
    """Finds boxes in one world."""

    world: World
    edges: Edges = field(init=False)
    lines: dict[int, Line] = field(init=False)
    totals: frozenset[int] = field(init=False)
    full: Cells = field(init=False)
    """All cells of each line, in the order in which boxes are grown."""

    def __post_init__(self) -> None:
        space = self.world.space
        self.edges = edges(self.world.atoms, self.world.as_of)
        self.lines = {line.variable: line for line in space.lines.values()}
        self.totals = frozenset(one.variable for one in self.world.totals)
        self.full = {one.variable: one.full for one in self.lines.values()}
        self.full |= {one.variable: one.full for one in space.relations.values()}
        self.full |= {one.variable: one.full for one in self.world.totals}

    # --- from a customer to a box

    def around(self, facts: Facts, unlike: Part) -> Cells:
        """Return the largest box around a customer in which nobody is `unlike`."""
        space, case = self.world.space, self.world.space.case(facts)
        region = {line.variable: 1 << _own(line, facts) for line in self.lines.values()}
        region |= {one.variable: 1 << one.cell_of(case) for one in space.relations.values()}
        region |= {one.variable: 1 << one.cell_of(case) for one in self.world.totals}
        for variable in self.full:
            self._grow(region, variable, unlike)
        found = {variable: cells for variable, cells in region.items() if cells != self.full[variable]}
        for variable in filter(self.is_of_words, found):
            # Words that no customer of the box has are not named.
            found[variable] = self._reached(found, self.lines[variable])
        for one in space.relations.values():
            found |= self._with_values(found, one)
        return self._with_scored_fields(found)

    def _with_values(self, region: Cells, one: Relation) -> Cells:
        """Leave of a relation that sides have no value, or none that is known, only where that can be.

        Of two sides this holds of each way to stand to each other too: where `a <= b` is assumed, `a ≠ b` is `a < b`.
        """
        cells = region.get(one.variable, one.full)
        asked = bits(one.full) if one.right is not None else (one.none, one.missing)
        for cell in (1 << at for at in asked) if cells != one.full else ():
            if cells & cell and self._is_empty({**region, one.variable: cell}):
                cells &= ~cell
        return {one.variable: cells} if cells != one.full else {}

    def _is_empty(self, region: Cells) -> bool:
        try:
            return self.world.find(Part(region, 0)) is None
        except UndecidedError:
            return False

    def _grow(self, region: Cells, variable: int, unlike: Part) -> None:
        """Widen one line of a box: take all of it, and leave out where somebody is found who is unlike."""
        line = self.lines.get(variable)
        own, left = region[variable], self.full[variable]
        while left != own:
            region[variable] = left
            try:
                found = self.world.find(unlike & Part(region, 0))
            except UndecidedError:
                left = own
                break
            if found is None:
                break
            left = self._next_to(variable, (left & ~found.box[variable]) | own, own)
        region[variable] = left if line is None else in_one_piece(line, left)

    def _next_to(self, variable: int, left: int, own: int) -> int:
        """Leave of cells in an order those that lie next to the own one, and having no value."""
        line = self.lines.get(variable)
        if line is None:
            return _run_around(left, own) if variable in self.totals else left
        if not has_order(line.field) or not own & line.valued:
            return left
        return _run_around(left & line.valued, own) | (left & ~line.valued)

    def on_a_line(self, variable: int) -> int:
        """Return the cells of a line that lie in an order."""
        line = self.lines.get(variable)
        if line is None:
            return self.full[variable]
        return line.valued if has_order(line.field) else 0

    def is_of_words(self, variable: int) -> bool:
        """Whether a line has no order."""
        line = self.lines.get(variable)
        return line is not None and not has_order(line.field)

    def _with_scored_fields(self, region: Cells) -> Cells:
        """Name the fields by which two versions of a score differ, if the box is told by both: it hangs on these."""
        told: dict[str, list[ScoreTerm]] = {}
        for one in self.world.totals:
            if one.variable in region and one.end == "both":
                told.setdefault(one.score.name, []).append(one.score)
        names = [name for scores in told.values() for name in fields_apart(scores)]
        for line in (self.world.space.lines[name] for name in dict.fromkeys(names) if name in self.world.space.lines):
            if line.variable not in region and (cells := self._reached(region, line)) != line.full:
                region[line.variable] = cells
        return region

    def _reached(self, region: Cells, line: Line) -> int:
        """Return the cells of a line in which a box has customers."""
        reached, whole = 0, region.get(line.variable, line.full)
        while reached != whole:
            try:
                found = self.world.find(Part({**region, line.variable: whole & ~reached}, 0))
            except UndecidedError:
                return whole
            if found is None:
                break
            reached |= found.box[line.variable]
        return without_holes(line, reached)

    def box(self, cells: Mapping[int, int]) -> Box:
        """Return a box of this day in terms that hold on other days."""
        space = self.world.space
        return Box(
            {
                name: self.stretch(line, cells[line.variable])
                for name, line in space.lines.items()
                if line.variable in cells
            },
            {one: cells[one.variable] for one in space.relations.values() if one.variable in cells},
            {
                (one.score, one.end): (one.points, cells[one.variable])
                for one in self.world.totals
                if one.variable in cells
            },
        )

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

    def cells_of(self, box: Box) -> Cells | None:
        """Return a box of another day in the cells of this one; None if these do not tell it."""
        found: Cells = {}
        for name, stretch in box.fields.items():
            line = self.world.space.lines[name]
            cells = self._cells(line, stretch)
            if cells is None:
                return None
            found[line.variable] = cells
        for one, cells in box.relations.items():
            there = self.world.space.relations.get((one.left, one.right))
            if there is None or there.points != one.points:
                return None
            found[there.variable] = cells
        totals = {(one.score, one.end): one for one in self.world.totals}
        for of, (points, cells) in box.scores.items():
            total = totals.get(of)
            if total is None or total.points != points:
                return None
            found[total.variable] = cells
        return found

    def _cells(self, line: Line, stretch: Stretch) -> int | None:
        """Return the cells of a stretch on this day, none if nothing lies in it; None if they do not tell it."""
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
        if start is None or end is None:
            return None
        absent = {
            one.value for at, one in enumerate(stretch.line) if stretch.cells >> at & 1 and not then.valued >> at & 1
        }
        more = sum(1 << at for at, one in enumerate(line.cells) if at >= count and one.value in absent)
        return ((1 << end) - (1 << start) if start < end else 0) | more

    def formula(self, cells: Mapping[int, int]) -> Formula:
        """Return where a box lies."""
        return every(within(variable, left, self.full[variable]) for variable, left in cells.items())


def _ends(cells: int) -> tuple[int, int]:
    """Return the first of some cells, and the one behind the last."""
    return (cells & -cells).bit_length() - 1, cells.bit_length()


def _fixed_place(line: Line, end: regions.End | None, *, by_low: bool) -> int | None:
    """Return how many cells of a line lie before an end that does not follow the day, if it is cut there."""
    for at in bits(line.valued):
        one = line.cells[at]
        if (one.low if by_low else one.high) == end:
            return at if by_low else at + 1
    return None


def _same_cells(line: Line, then: tuple[Cell, ...], cells: int) -> int | None:
    """Return the cells of a line that is cut elsewhere, if they are cut at the ends of others all the same."""
    wanted = list(_spans(then, cells))
    found = 0
    for low, high in wanted:
        first = next((at for at, one in enumerate(line.cells) if _start(one) == _start(low)), None)
        last = next((at for at, one in enumerate(line.cells) if _end(one) == _end(high)), None)
        if first is None or last is None or last < first:
            return None
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


def in_one_piece(line: Line, cells: int) -> int:
    """Leave of dates one run: ends that follow the day are told of one run alone."""
    if line.field.type is not Type.DATE:
        return cells
    longest = max(runs(cells & line.valued), key=lambda run: run[1] - run[0], default=(0, 0))
    return (1 << longest[1]) - (1 << longest[0]) | (cells & ~line.valued)


def without_holes(line: Line, cells: int) -> int:
    """Return cells with those of dates that lie between them."""
    if line.field.type is not Type.DATE or not cells & line.valued:
        return cells
    first, last = _ends(cells & line.valued)
    return (1 << last) - (1 << first) | (cells & ~line.valued)


def fields_apart(scores: Sequence[ScoreTerm]) -> Iterator[str]:
    """Yield the fields that are asked about where versions of a score do not add up alike."""
    shared = set.intersection(*(set(one.add) for one in scores))
    for one in scores:
        rest = [points for points in one.add if points not in shared]
        for points in rest:
            yield from fields_in(points.when)
            if isinstance(points.points, ScoreTerm):
                others = [each.points for other in scores if other is not one for each in other.add]
                twins = [each for each in others if isinstance(each, ScoreTerm) and each.name == points.points.name]
                yield from fields_apart([points.points, *twins[:1]])


def _run_around(cells: int, own: int) -> int:
    """Return the run of neighbouring cells in which one lies."""
    first = last = own.bit_length() - 1
    while first > 0 and cells >> first - 1 & 1:
        first -= 1
    while cells >> last + 1 & 1:
        last += 1
    return (1 << last + 1) - (1 << first)
