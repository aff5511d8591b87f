"""What a term can come to while its fields stay in a box: a range that holds every value, perhaps more.

Sound and no more: where a field stands twice, or calculation loses what hangs together, a range is too wide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING, cast

from tierrules.meaning.declared import Field, Scalar
from tierrules.meaning.model import Computed, Constant, DerivedTerm, FieldTerm, Term
from tierrules.meaning.regions import Cell
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.meaning.values import value

if TYPE_CHECKING:
    from tierrules.proof.engine.search import Box
    from tierrules.proof.engine.space import Space


@dataclass(frozen=True, slots=True)
class End:
    """An end of a range: None is open for ever; with `included` the end belongs to it."""

    at: Fraction | None
    included: bool = True


@dataclass(frozen=True, slots=True)
class Range:
    """All values from `low` to `high`, none if `empty`; and whether there may be no such thing, or no knowledge."""

    low: End = End(None)
    high: End = End(None)
    empty: bool = False
    none: bool = False
    missing: bool = False

    @property
    def holds_zero(self) -> bool:
        """Whether 0 may be a value."""
        return not self.empty and not is_below(self.high, Fraction(0)) and not is_above(self.low, Fraction(0))


def range_of(space: Space, term: Term, box: Box) -> Range:
    """Return what a term of numbers or dates can come to in a box; a date counts its days."""
    match term:
        case FieldTerm(name):
            line = space.lines[name]
            cells = [cell for at, cell in enumerate(line.cells) if box[line.variable] >> at & 1]
            return _of_cells(line.field, cells)
        case Constant():
            seen = value(space.case({}), term)
            return Range(empty=True, none=True) if isinstance(seen, Absent) else _exactly(place(seen))
        case DerivedTerm(_, inner):
            return range_of(space, inner, box)
        case Computed(op, parts):
            return _computed(op, [range_of(space, part, box) for part in parts])
        case _:
            raise TypeError("a score has points and no range")


def place(seen: Scalar) -> Fraction:
    """Return the place of a number or a date on its line."""
    return Fraction(seen.toordinal()) if isinstance(seen, date) else Fraction(cast(Fraction, seen))


def ends(field: Field, cell: Cell) -> tuple[End, End]:
    """Return the ends of a cell of numbers or dates; what is open reaches to the field's own limit."""
    low = field.minimum if cell.low is None else cell.low
    high = field.maximum if cell.high is None else cell.high
    return (
        End(None if low is None else place(low), cell.low is None or cell.low_included),
        End(None if high is None else place(high), cell.high is None or cell.high_included),
    )


def minus(one: Range, other: Range) -> Range:
    """Return what the difference of two ranges can come to."""
    return _computed("-", [one, other])


def _of_cells(field: Field, cells: list[Cell]) -> Range:
    valued = [one for one in cells if not isinstance(one.value, Absent)]
    absent = {one.value for one in cells if isinstance(one.value, Absent)}
    found = Range(empty=not valued, none=NONE in absent, missing=MISSING in absent)
    if not valued:
        return found
    return replace(found, low=ends(field, valued[0])[0], high=ends(field, valued[-1])[1])


def _exactly(at: Fraction) -> Range:
    return Range(End(at), End(at))


def _computed(op: str, parts: list[Range]) -> Range:
    zero_divisor = op == "/" and parts[1].holds_zero
    missing = zero_divisor or any(one.missing for one in parts)
    none = any(one.none for one in parts)
    if any(one.empty for one in parts):
        return Range(empty=True, none=none, missing=missing)
    low, high = _ends_of(op, parts)
    # With a divisor of exactly 0 there is no value at all.
    empty = zero_divisor and parts[1].low.at == parts[1].high.at == 0
    return Range(low, high, empty=empty, none=none, missing=missing)


def _ends_of(op: str, parts: list[Range]) -> tuple[End, End]:
    first = parts[0]
    match op:
        case "+":
            return _sum(first.low, parts[1].low), _sum(first.high, parts[1].high)
        case "-":
            return _sum(first.low, _negative(parts[1].high)), _sum(first.high, _negative(parts[1].low))
        case "neg":
            return _negative(first.high), _negative(first.low)
        case "abs":
            return _absolute(first)
        case "min":
            return _least([one.low for one in parts], -1), _least([one.high for one in parts], 1)
        case "max":
            return _greatest([one.low for one in parts], -1), _greatest([one.high for one in parts], 1)
        case "*":
            return _product(first, parts[1])
        case _:
            return (End(None), End(None)) if parts[1].holds_zero else _product(first, _inverse(parts[1]))


def _sum(one: End, other: End) -> End:
    if one.at is None or other.at is None:
        return End(None)
    return End(one.at + other.at, one.included and other.included)


def _negative(end: End) -> End:
    return End(None if end.at is None else -end.at, end.included)


def _absolute(one: Range) -> tuple[End, End]:
    if one.low.at is not None and one.low.at >= 0:
        return one.low, one.high
    if one.high.at is not None and one.high.at <= 0:
        return _negative(one.high), _negative(one.low)
    return End(Fraction(0)), _greatest([_negative(one.low), one.high], 1)


def _least(ends: list[End], open_side: int) -> End:
    """Return the lowest end, where one that is open for ever lies on `open_side` of all numbers."""
    return _negative(_greatest([_negative(one) for one in ends], -open_side))


def _greatest(ends: list[End], open_side: int) -> End:
    closed = [one for one in ends if one.at is not None]
    if not closed or (open_side > 0 and len(closed) < len(ends)):
        return End(None)
    top = max(cast(Fraction, one.at) for one in closed)
    return End(top, any(one.included for one in closed if one.at == top))


def _product(one: Range, other: Range) -> tuple[End, End]:
    corners = [_corner(a, b) for a, b in product(((one.low, -1), (one.high, 1)), ((other.low, -1), (other.high, 1)))]
    lows, highs = [low for low, _ in corners], [high for _, high in corners]
    return reduce(_lower, lows), _negative(reduce(_lower, [_negative(high) for high in highs]))


def _corner(a: tuple[End, int], b: tuple[End, int]) -> tuple[End, End]:
    """Return the product of two ends as a low end and as a high end; 0 times what is open for ever is 0."""
    (one, side), (other, other_side) = a, b
    if one.at is not None and other.at is not None:
        # Touching 0 from either factor is touching 0, whatever the other factor is.
        zero = (one.at == 0 and one.included) or (other.at == 0 and other.included)
        end = End(one.at * other.at, (one.included and other.included) or zero)
        return end, end
    if one.at == 0 or other.at == 0:
        return End(Fraction(0)), End(Fraction(0))
    sign = (side if one.at is None else _sign(one.at)) * (other_side if other.at is None else _sign(other.at))
    return (End(None), _TOP_FREE) if sign < 0 else (_LOW_FREE, End(None))


_LOW_FREE = End(Fraction(10) ** 40, False)
_TOP_FREE = End(-(Fraction(10) ** 40), False)
"""Stand where a corner says nothing about an end: beyond every number that a file or a rule can hold."""


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def _lower(one: End, other: End) -> End:
    if one.at is None or other.at is None:
        return End(None)
    if one.at != other.at:
        return one if one.at < other.at else other
    return End(one.at, one.included or other.included)


def _inverse(one: Range) -> Range:
    """Return what 1 divided by a range comes to, which does not hold 0."""
    low = End(Fraction(0), False) if one.high.at is None else _one_over(one.high, -1)
    high = End(Fraction(0), False) if one.low.at is None else _one_over(one.low, 1)
    return Range(low, high)


def _one_over(end: End, side: int) -> End:
    if end.at == 0:  # the range begins or ends just beside 0
        return End(None)
    return End(1 / cast(Fraction, end.at), end.included)


def is_below(end: End, number: Fraction) -> bool:
    """Whether a high end leaves out a number, and all above it."""
    return end.at is not None and (end.at < number or (end.at == number and not end.included))


def is_above(end: End, number: Fraction) -> bool:
    """Whether a low end leaves out a number, and all below it."""
    return end.at is not None and (end.at > number or (end.at == number and not end.included))
