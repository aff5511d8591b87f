"""The search for a point that meets all clauses: keep a box, drop what it settles, split where least is open.

A box gives each variable a set of cells. A clause that holds in all of the box is dropped; one that holds nowhere in
it closes the box; with one variable left to save it, that variable is narrowed to the clause's cells. If no clause is
left, every point of the box is an answer. Else the box is split at an end of a clause with the fewest variables open,
at the one that leaves the least to do on both sides: where few clauses reach across.

All clauses are looked at together: they are the bits of numbers, so a step costs a few operations for each variable,
whatever the number of clauses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from operator import xor

from tierrules.proof.engine.work import Work, price_of

Box = list[int]
"""For each variable the set of cells that are left of it."""

Narrow = Callable[[Box], bool]
"""Narrows a box by what is known beside the clauses; False if nothing is left of it."""

MOST_BOXES = 200_000
"""What one question may cost, in boxes looked at."""


_FEW_BOXES = 500
_FEW_CLAUSES = 30
_CLAUSES_TRIED = 4
"""The ends of so many short clauses are tried as the place of a split."""


class UndecidedError(Exception):
    """The search has spent what it may; `box` is where it stood."""

    def __init__(self, box: Box) -> None:
        super().__init__("the search has spent what it may")
        self.box = box


class SpentError(UndecidedError):
    """All that several questions together may cost is spent: no further one is answered."""


@dataclass(slots=True)
class _Few:
    """A variable as a few clauses name it: each is looked at by itself."""

    literals: list[tuple[int, int]] = field(default_factory=list)
    named: int = 0
    seen: dict[int, tuple[int, int]] = field(default_factory=dict)

    def name(self, clause: int, cells: int) -> None:
        """Let a clause hold where the variable lies in one of the cells."""
        self.literals.append((1 << clause, cells))
        self.named |= 1 << clause
        self.seen.clear()

    def look(self, cells: int) -> tuple[int, int]:
        """Return the clauses that hold in all of the cells, and those that hold in some."""
        found = self.seen.get(cells)
        if found is None:
            everywhere = somewhere = 0
            for bit, met in self.literals:
                if cells & met:
                    somewhere |= bit
                    if not cells & ~met:
                        everywhere |= bit
            found = self.seen[cells] = everywhere, somewhere
        return found


@dataclass(slots=True)
class _Variable:
    """A variable as any number of clauses name it: where along its cells they begin and cease to hold.

    What holds in each run of 1, 2, 4, … cells is worked out once for all clauses but the `latest`; any run is two of
    these. So a clause more does not cost the whole table.
    """

    size: int
    named: int = 0
    turned_at: list[int] = field(default_factory=list)
    """For each cell the clauses that hold in it and not in the one before, or the other way round."""
    latest: _Few = field(default_factory=_Few)
    seen: dict[int, tuple[int, int]] = field(default_factory=dict)
    all_of: list[list[int]] = field(default_factory=list)
    any_of: list[list[int]] = field(default_factory=list)

    def name(self, clause: int, cells: int) -> None:
        """Let a clause hold where the variable lies in one of the cells."""
        self.named |= 1 << clause
        self.latest.name(clause, cells)
        self.seen.clear()

    def look(self, cells: int) -> tuple[int, int]:
        """Return the clauses that hold in all of the cells, and those that hold in some."""
        found = self.seen.get(cells)
        if found is None:
            found = self.seen[cells] = self._looked(cells)
        return found

    def _looked(self, cells: int) -> tuple[int, int]:
        if len(self.latest.literals) > _FEW_CLAUSES or not self.all_of:
            self._prepare()
        everywhere, somewhere = self.named & ~self.latest.named, 0
        for start, end in runs(cells):
            level = (end - start).bit_length() - 1
            last = end - (1 << level)
            everywhere &= self.all_of[level][start] & self.all_of[level][last]
            somewhere |= self.any_of[level][start] | self.any_of[level][last]
        here, there = self.latest.look(cells)
        return everywhere | here, somewhere | there

    def _prepare(self) -> None:
        for bit, cells in self.latest.literals:
            for start, end in runs(cells):
                self.turned_at[start] ^= bit
                self.turned_at[end] ^= bit
        self.latest = _Few()
        met_by = list(accumulate(self.turned_at[: self.size], xor))
        self.all_of, self.any_of = [met_by], [met_by]
        while 2 << (len(self.all_of) - 1) <= self.size:
            step = 1 << (len(self.all_of) - 1)
            last_all, last_any = self.all_of[-1], self.any_of[-1]
            starts = range(self.size - 2 * step + 1)
            self.all_of.append([last_all[at] & last_all[at + step] for at in starts])
            self.any_of.append([last_any[at] | last_any[at + step] for at in starts])


class Search:
    """Variables and clauses, and questions about them."""

    def __init__(self) -> None:
        self._variables: list[_Variable] = []
        self._clauses: list[dict[int, int]] = []
        self._whole: Box = []

    def variable(self, size: int) -> int:
        """Add a variable with so many cells; return its number."""
        self._variables.append(_Variable(size, turned_at=[0] * (size + 1)))
        self._whole.append((1 << size) - 1)
        return len(self._variables) - 1

    def clause(self, literals: Mapping[int, int]) -> int:
        """Add that one of the variables lies in the cells named for it; return the clause's bit."""
        clause = len(self._clauses)
        self._clauses.append(dict(literals))
        for variable, cells in literals.items():
            self._variables[variable].name(clause, cells)
        return 1 << clause

    def naming(self, variable: int) -> int:
        """Return the clauses that name a variable, as bits."""
        return self._variables[variable].named

    @property
    def sizes(self) -> list[int]:
        """How many cells each variable has."""
        return [one.size for one in self._variables]

    def whole(self) -> Box:
        """Return the box of everything."""
        return list(self._whole)

    def boxes(
        self,
        cells: Mapping[int, int],
        clauses: int,
        narrow: Narrow | None = None,
        most: int | None = None,
        first: Collection[int] = (),
        work: Work | None = None,
    ) -> Iterator[Box]:
        """Yield boxes whose points all meet the clauses; together they are all such points within `cells`.

        Only variables that the clauses name are ever split, those of `first` cell by cell before all others. Raises
        UndecidedError after looking at `most` boxes, by default `MOST_BOXES`, and SpentError once `work` is done.
        """
        question = _Question(self._clauses, self._asked_about(clauses))
        named = question.named(sorted(question.variables), clauses)
        limit = MOST_BOXES if most is None else most
        price = price_of(clauses.bit_count(), len(named), narrowed=narrow is not None)
        box = self.whole()
        for variable, left in cells.items():
            box[variable] &= left
        waiting = [(one, clauses, named) for one in _cell_by_cell(box, [one for one in first if one in set(named)])]
        looked_at = 0
        while waiting:
            box, asked, named = waiting.pop()
            looked_at += 1
            if looked_at > limit:
                raise UndecidedError(box)
            if work is not None and not work.spend(price):
                raise SpentError(box)
            open_ = question.narrowed(box, asked, named, narrow)
            if open_ is None:
                continue
            if open_:
                # What holds in a box holds in its halves, so that only what is open is looked at again.
                named = question.named(named, open_)
                waiting += [(half, open_, named) for half in question.split(box, open_, named)]
            else:
                yield box

    def _asked_about(self, clauses: int) -> Mapping[int, _Variable] | Mapping[int, _Few]:
        """Return the variables that clauses name, and perhaps others; of few clauses as these alone name them."""
        if clauses.bit_count() > _FEW_CLAUSES:
            return dict(enumerate(self._variables))
        found: defaultdict[int, _Few] = defaultdict(_Few)
        for clause in bits(clauses):
            for variable, cells in self._clauses[clause].items():
                found[variable].name(clause, cells)
        return found


@dataclass(frozen=True, slots=True)
class _Question:
    """Some clauses of a search, and the variables that they name."""

    clauses: Sequence[Mapping[int, int]]
    variables: Mapping[int, _Variable] | Mapping[int, _Few]

    def named(self, variables: Iterable[int], clauses: int) -> list[int]:
        """Return the variables that are named by clauses."""
        return [one for one in variables if self.variables[one].named & clauses]

    def narrowed(self, box: Box, clauses: int, named: list[int], narrow: Narrow | None) -> int | None:
        """Narrow a box to what can still hold; return the clauses that are open in it, None if nothing is left."""
        while True:
            if narrow is not None and not narrow(box):
                return None
            met = once = twice = 0
            looks = []
            for variable in named:
                everywhere, somewhere = self.variables[variable].look(box[variable])
                looks.append(somewhere)
                met |= everywhere
                twice |= once & somewhere
                once |= somewhere
            open_ = clauses & ~met
            if open_ & ~once:
                return None
            forced = open_ & ~twice
            if not forced:
                return open_
            changed = []
            for variable, somewhere in zip(named, looks, strict=True):
                for clause in bits(forced & somewhere):
                    box[variable] &= self.clauses[clause][variable]
                if forced & somewhere:
                    changed.append((variable, somewhere))
            if not self._followed(box, open_, changed, len(named)):
                return None

    def _followed(self, box: Box, clauses: int, changed: list[tuple[int, int]], most: int) -> bool:
        """Narrow what follows from narrowed variables, given with what held before; False if nothing is left.

        Where many clauses are concerned, looking at all of them together takes less, and is left to the next round;
        where few are, a long chain of them is followed to its end.
        """
        while changed:
            variable, before = changed.pop()
            if not box[variable]:
                return False
            lost = before & clauses & ~self.variables[variable].look(box[variable])[1]
            for clause in bits(lost) if lost.bit_count() < most else ():
                left = [one for one, cells in self.clauses[clause].items() if box[one] & cells]
                if not left:
                    return False
                last, cells = left[0], self.clauses[clause][left[0]]
                if len(left) == 1 and box[last] & ~cells:
                    changed.append((last, self.variables[last].look(box[last])[1]))
                    box[last] &= cells
        return True

    def split(self, box: Box, open_: int, named: list[int]) -> tuple[Box, Box]:
        """Split a box in two, where the halves together have the fewest clauses open: few are open in both."""
        looks = [(variable, self.variables[variable].look(box[variable])[1] & open_) for variable in named]
        fewest = _fewest(open_, [somewhere for _, somewhere in looks])
        cuts = {
            (variable, cut)
            for clause in islice(bits(fewest), _CLAUSES_TRIED)
            for variable, somewhere in looks
            if somewhere >> clause & 1
            for cut in _cuts(box[variable], box[variable] & ~self.clauses[clause][variable])
        }
        _, _, variable, more, fewer = min(self._halves(open_, box[variable], variable, cut) for variable, cut in cuts)
        one, other = list(box), box
        one[variable], other[variable] = more, fewer
        return one, other

    def _halves(self, open_: int, left: int, variable: int, cut: int) -> tuple[int, int, int, int, int]:
        """Return how many clauses stay open in two halves of a line, in all and at most, and the one with fewer last.

        The last is looked at first: where less is asked, more customers are.
        """
        look = self.variables[variable].look
        rest = left & ~cut
        one, other = (open_ & ~look(cut)[0]).bit_count(), (open_ & ~look(rest)[0]).bit_count()
        if one < other:
            return one + other, other, variable, rest, cut
        return one + other, one, variable, cut, rest


def _cell_by_cell(box: Box, variables: list[int]) -> list[Box]:
    """Return the boxes that are left of one if each of the variables has one cell, as long as these are few."""
    found = [box]
    for variable in variables:
        if len(found) * box[variable].bit_count() <= _FEW_BOXES:
            found = [[*one[:variable], 1 << at, *one[variable + 1 :]] for one in found for at in bits(box[variable])]
    return found


class Boxes:
    """Many boxes by number, and which of them meet another."""

    def __init__(self, boxes: Sequence[Mapping[int, int]], sizes: Sequence[int]) -> None:
        self._variables = [_Variable(size, turned_at=[0] * (size + 1)) for size in sizes]
        self._all = (1 << len(boxes)) - 1
        for number, box in enumerate(boxes):
            for variable, cells in box.items():
                self._variables[variable].name(number, cells)

    def meeting(self, box: Mapping[int, int]) -> int:
        """Return the boxes that have a point in common with one, as bits; an empty box meets none."""
        found = self._all
        for variable, cells in box.items():
            one = self._variables[variable]
            found &= one.look(cells)[1] | ~one.named
        return found


def _fewest(open_: int, looks: list[int]) -> int:
    """Return the clauses of the fewest variables that can still save them: two, three, four, or any number."""
    counted = [0, 0, 0, 0]
    for somewhere in looks:
        for at in (3, 2, 1):
            counted[at] |= counted[at - 1] & somewhere
        counted[0] |= somewhere
    for most in (counted[2], counted[3]):
        if open_ & ~most:
            return open_ & ~most
    return open_


def _cuts(left: int, hole: int) -> Iterator[int]:
    """Yield where to cut what is left of a line: at both ends of a hole in its middle, else along the hole.

    So what is left stays in one piece where it was in one.
    """
    first, last = hole & -hole, 1 << (hole.bit_length() - 1)
    below, up_to = left & (first - 1), left & ((last << 1) - 1)
    above = left & ~up_to
    if below and above and (left & ~(below | above)) == hole:
        yield below
        yield up_to
    else:
        yield hole


def runs(cells: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbouring cells in a set: the first of each, and the one behind its last."""
    at = 0
    while cells:
        gap = (cells & -cells).bit_length() - 1
        cells >>= gap
        length = (~cells & (cells + 1)).bit_length() - 1
        yield at + gap, at + gap + length
        cells >>= length
        at += gap + length


def bits(number: int) -> Iterator[int]:
    """Yield the places of the bits of a number, the lowest first.

    >>> list(bits(0b1010))
    [1, 3]
    """
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low
