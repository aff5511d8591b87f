"""How two terms stand to each other, where more than one field plays a part: below, equal, above, or without values."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierrules.meaning.conditions import fields_in_term
from tierrules.meaning.declared import NUMERIC, Type
from tierrules.meaning.model import FieldTerm, Term
from tierrules.meaning.regions import Cell
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.proof.ranges import Range, range_of

if TYPE_CHECKING:
    from tierrules.proof.search import Box
    from tierrules.proof.space import Space


class Standing(enum.IntEnum):
    """The cells of a relation, by their places."""

    BELOW = 0
    EQUAL = 1
    ABOVE = 2
    NONE = 3
    MISSING = 4


FULL = (1 << len(Standing)) - 1

_HOLDS = {
    "<": (Standing.BELOW,),
    "<=": (Standing.BELOW, Standing.EQUAL),
    "==": (Standing.EQUAL,),
    "!=": (Standing.BELOW, Standing.ABOVE, Standing.NONE),
    ">=": (Standing.EQUAL, Standing.ABOVE),
    ">": (Standing.ABOVE,),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """Two terms, and the variable that says how the left one stands to the right one."""

    variable: int
    left: Term
    right: Term

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of both sides, each once."""
        return tuple(dict.fromkeys((*fields_in_term(self.left), *fields_in_term(self.right))))


def standings(op: str) -> tuple[int, int]:
    """Return the cells of a relation in which a comparison is TRUE, and those in which it is FALSE."""
    true = _set(_HOLDS[op])
    return true, FULL & ~true & ~(1 << Standing.MISSING)


def possible(space: Space, relation: Relation, box: Box) -> int:
    """Return how the two terms may stand to each other while all fields stay in the box."""
    left, right = relation.left, relation.right
    if isinstance(left, FieldTerm) and space.lines[left.field].field.type not in (*NUMERIC, Type.DATE):
        return _of_words(space, left, right, box)
    one, other = range_of(space, left, box), range_of(space, right, box)
    found = 0
    if one.missing or other.missing:
        found |= 1 << Standing.MISSING
    if one.none or other.none:
        found |= 1 << Standing.NONE
    if not one.empty and not other.empty:
        found |= _of_ranges(one, other)
    return found


def _of_ranges(one: Range, other: Range) -> int:
    found = 0
    if _can_be_below(one, other):
        found |= 1 << Standing.BELOW
    if _can_be_below(other, one):
        found |= 1 << Standing.ABOVE
    if not _lies_below(one, other) and not _lies_below(other, one):
        found |= 1 << Standing.EQUAL
    return found


def _can_be_below(one: Range, other: Range) -> bool:
    """Whether some value of one is less than some value of the other."""
    return one.low.at is None or other.high.at is None or one.low.at < other.high.at


def _lies_below(one: Range, other: Range) -> bool:
    """Whether every value of one is less than every value of the other."""
    high, low = one.high, other.low
    if high.at is None or low.at is None:
        return False
    return high.at < low.at or (high.at == low.at and not (high.included and low.included))


def _of_words(space: Space, left: FieldTerm, right: Term, box: Box) -> int:
    sides = [_cells(space, one, box) for one in (left, right) if isinstance(one, FieldTerm)]
    one, other = (sides[0], sides[-1])
    absent = {cell.value for cell in (*one, *other) if isinstance(cell.value, Absent)}
    found = (NONE in absent) << Standing.NONE | (MISSING in absent) << Standing.MISSING
    words = [{cell for cell in side if not isinstance(cell.value, Absent)} for side in (one, other)]
    if words[0] and words[1]:
        certain = len(words[0]) == len(words[1]) == 1 and words[0] == words[1]
        alike = bool({cell.value for cell in words[0]} & {cell.value for cell in words[1]})
        broad = certain and any(cell.other or cell.prefix is not None for cell in words[0])
        found |= 0 if certain and not broad else 1 << Standing.BELOW | 1 << Standing.ABOVE
        found |= (1 << Standing.EQUAL) if alike or _is_open(words) else 0
    return found


def _is_open(words: list[set[Cell]]) -> bool:
    """Whether both sides hold words that are not named, which may be the same."""
    return all(any(cell.other or cell.prefix is not None for cell in side) for side in words)


def _cells(space: Space, term: FieldTerm, box: Box) -> list[Cell]:
    line = space.lines[term.field]
    return [cell for at, cell in enumerate(line.cells) if box[line.variable] >> at & 1]


def _set(cells: tuple[Standing, ...]) -> int:
    return sum(1 << cell for cell in cells)
