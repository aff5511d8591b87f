"""How the two sides of a comparison stand to each other, where cells of one field do not tell it.

The difference of both sides lies on a line of its own, cut at all constants that the left side is held against: so
`x / y >= 5` and `x / y >= 1` are two places on one line, and the first cannot hold without the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tierrules.meaning.conditions import fields_in_term
from tierrules.meaning.declared import NUMERIC, Type
from tierrules.meaning.model import FieldTerm, Term
from tierrules.meaning.regions import Cell
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.meaning.values import Case, value
from tierrules.proof.engine.ranges import Range, is_above, is_below, minus, place, range_of

if TYPE_CHECKING:
    from tierrules.proof.engine.search import Box
    from tierrules.proof.engine.space import Space

_LEFT, _ON, _RIGHT = 0, 1, 2
"""The cells beside and on the only point, where words are the same or not."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A term, or two whose difference is meant, and the variable that says where it lies.

    Its cells are what lies below the first of the points, on it, between it and the second, and so on; then NONE and
    MISSING. Words that differ lie in either of the cells beside the point 0.
    """

    variable: int
    left: Term
    right: Term | None
    points: tuple[Fraction, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of both sides, each once."""
        sides = [self.left] if self.right is None else [self.left, self.right]
        return tuple(dict.fromkeys(name for side in sides for name in fields_in_term(side)))

    @property
    def none(self) -> int:
        """The place of the cell in which a side has no value since there is no such thing."""
        return 2 * len(self.points) + 1

    @property
    def missing(self) -> int:
        """The place of the cell in which a side is not known."""
        return self.none + 1

    @property
    def full(self) -> int:
        """All cells, as a set."""
        return (1 << self.missing + 1) - 1

    def where(self, op: str, bound: Fraction) -> tuple[int, int]:
        """Return the cells in which the difference stands so to one of the points, and those in which it does not."""
        on = 2 * self.points.index(bound) + 1
        below, equal = (1 << on) - 1, 1 << on
        above = (1 << self.none) - 1 & ~below & ~equal
        true = {
            "<": below,
            "<=": below | equal,
            "==": equal,
            "!=": below | above | 1 << self.none,
            ">=": above | equal,
            ">": above,
        }[op]
        return true, self.full & ~true & ~(1 << self.missing)

    def cell_of(self, case: Case) -> int:
        """Return the place of the cell in which one customer lies."""
        seen = [value(case, side) for side in (self.left, self.right) if side is not None]
        if MISSING in seen:
            return self.missing
        if NONE in seen:
            return self.none
        if isinstance(seen[0], str | bool):
            return _ON if seen[0] == seen[-1] else _LEFT
        places = [place(one) for one in seen if not isinstance(one, Absent)]
        there = places[0] - (places[1] if len(places) > 1 else 0)
        return sum((one < there) + (one <= there) for one in self.points)


def possible(space: Space, relation: Relation, box: Box) -> int:
    """Return the cells in which a relation may lie while all fields stay in the box."""
    left, right = relation.left, relation.right
    if isinstance(left, FieldTerm) and space.lines[left.field].field.type not in (*NUMERIC, Type.DATE):
        return _of_words(space, relation, box)
    found = range_of(space, left, box)
    if right is not None:
        found = minus(found, range_of(space, right, box))
    return _of_range(relation, found) | found.none << relation.none | found.missing << relation.missing


def _of_range(relation: Relation, found: Range) -> int:
    if found.empty:
        return 0
    cells = 0
    ends = [None, *relation.points, None]
    for at, point in enumerate(relation.points):
        on = not is_below(found.high, point) and not is_above(found.low, point)
        cells |= on << 2 * at + 1
    for at in range(len(relation.points) + 1):
        cells |= _reaches_between(found, ends[at], ends[at + 1]) << 2 * at
    return cells


def _reaches_between(found: Range, low: Fraction | None, high: Fraction | None) -> bool:
    """Whether a range has values strictly between two points."""
    from_below = high is None or found.low.at is None or found.low.at < high
    return from_below and (low is None or found.high.at is None or found.high.at > low)


def _of_words(space: Space, relation: Relation, box: Box) -> int:
    sides = [_cells(space, one, box) for one in (relation.left, relation.right) if isinstance(one, FieldTerm)]
    one, other = sides[0], sides[-1]
    absent = {cell.value for cell in (*one, *other) if isinstance(cell.value, Absent)}
    found = (NONE in absent) << relation.none | (MISSING in absent) << relation.missing
    words = [{cell for cell in side if not isinstance(cell.value, Absent)} for side in (one, other)]
    if words[0] and words[1]:
        same = len(words[0]) == len(words[1]) == 1 and words[0] == words[1] and not _is_open(words)
        alike = bool({cell.value for cell in words[0]} & {cell.value for cell in words[1]})
        found |= 0 if same else 1 << _LEFT | 1 << _RIGHT
        found |= (1 << _ON) if alike or _is_open(words) else 0
    return found


def _is_open(words: list[set[Cell]]) -> bool:
    """Whether both sides hold words that are not named, which may be the same."""
    return all(any(cell.other or cell.prefix is not None for cell in side) for side in words)


def _cells(space: Space, term: FieldTerm, box: Box) -> list[Cell]:
    line = space.lines[term.field]
    return [cell for at, cell in enumerate(line.cells) if box[line.variable] >> at & 1]
