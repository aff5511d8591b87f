"""From a box to one customer in it: round values, and where fields are compared, values that stand as they must."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import islice, product
from math import ceil, floor, prod

from tierrules.meaning.declared import NUMERIC, WORDS, Scalar, Type
from tierrules.meaning.model import Constant
from tierrules.meaning.quotients import roots
from tierrules.meaning.truth import Absent
from tierrules.meaning.values import Case
from tierrules.proof.engine import nice
from tierrules.proof.engine.ranges import End, ends, place
from tierrules.proof.engine.relations import Relation, possible
from tierrules.proof.engine.search import Box, SpentError, UndecidedError, bits, runs
from tierrules.proof.engine.space import Line, Space
from tierrules.proof.engine.work import DEAR, Work

Facts = dict[str, Scalar | Absent]
"""A customer: what is known of the fields that play a part, and what is not."""

MOST_CUSTOMERS = 3_000
"""So many are tried in one box where fields are compared."""

_MOST_VALUES = 14
_MONTH = 31
_MOST_TRIED = 500
"""So many are tried in a box that holds no more."""

_WHOLE = (Type.INTEGER, Type.DATE)


@dataclass(slots=True)
class Tries:
    """How many customers one question may still try."""

    work: Work = field(default_factory=Work)
    left: int = 5_000

    def spend(self, box: Box) -> None:
        """Count one more; raises UndecidedError if it is one too many."""
        self.left -= 1
        if self.left < 0:
            raise UndecidedError(box)
        if not self.work.spend(DEAR):
            raise SpentError(box)


@dataclass(frozen=True, slots=True)
class Views:
    """The spaces that share the variables of one search: of a customer, and of the same one with more of a field."""

    spaces: Sequence[Space]
    less: Line | None = None
    more: Line | None = None
    _known: dict[tuple[int, ...], int] = field(default_factory=dict)

    @property
    def narrows(self) -> bool:
        """Whether there is anything beside the clauses that a box must meet."""
        return self.less is not None or any(space.relations for space in self.spaces)

    def narrow(self, box: Box) -> bool:
        """Leave what the fields allow of each relation, and of the two lines what has more above it, or less below."""
        if self.less is not None and self.more is not None and not _keep_apart(box, self.less, self.more):
            return False
        for space in self.spaces:
            for relation in space.relations.values():
                box[relation.variable] &= self._possible(space, relation, box)
                if not box[relation.variable]:
                    return False
        return True

    def far_apart(self, box: Box) -> None:
        """Leave of the two lines the lowest cell of the one and the highest of the other, so that any point will do."""
        if self.less is not None and self.more is not None:
            box[self.less.variable] &= -box[self.less.variable]
            box[self.more.variable] = 1 << box[self.more.variable].bit_length() - 1

    def mixed(self, box: Box) -> int | None:
        """Return which of the two lines to cut, as long as not every point of the one lies below all of the other."""
        if self.less is None or self.more is None:
            return None
        less, more = box[self.less.variable], box[self.more.variable]
        if less.bit_length() <= (more & -more).bit_length() - 1:
            return None
        return max(self.less.variable, self.more.variable, key=lambda one: box[one].bit_count())

    def asked(self, box: Box) -> list[tuple[Space, Relation]]:
        """Return the relations of which a box leaves less than the fields allow."""
        return [
            (space, relation)
            for space in self.spaces
            for relation in space.relations.values()
            if self._possible(space, relation, box) & ~box[relation.variable]
        ]

    def _possible(self, space: Space, relation: Relation, box: Box) -> int:
        """The same few cells of the same few fields come back in box after box."""
        key = relation.variable, *(box[space.lines[name].variable] for name in relation.fields)
        if key not in self._known:
            self._known[key] = possible(space, relation, box)
        return self._known[key]


def _keep_apart(box: Box, less: Line, more: Line) -> bool:
    low, high = box[less.variable] & less.valued, box[more.variable] & more.valued
    if not low or not high:
        return False
    high &= ~(((low & -low) << 1) - 1)
    low &= (1 << high.bit_length() - 1) - 1 if high else 0
    box[less.variable], box[more.variable] = low, high
    return bool(low and high)


def points(views: Views, box: Box) -> tuple[Facts, ...]:
    """Return a customer in the box for each space, without regard to fields that are compared with each other."""
    return tuple(_point(space, box) for space in views.spaces)


def _point(space: Space, box: Box) -> Facts:
    return {name: _example(space, line, box[line.variable]) for name, line in space.lines.items()}


def related_points(views: Views, box: Box, tries: Tries) -> tuple[Facts, ...] | None:
    """Return a customer for each space, standing as the relations ask; None if none was found."""
    asked = views.asked(box)
    facts = points(views, box)
    if not asked:
        return facts
    slots = _slots(views, box, asked)
    tried = product(*(values for _, values in slots))
    for chosen in islice(tried, MOST_CUSTOMERS):
        for (line, _), seen in zip(slots, chosen, strict=True):
            _put(views, line, facts, seen)
        tries.spend(box)
        if _solve(views, box, asked, facts):
            return facts
    return None


def all_points(views: Views, box: Box, tries: Tries) -> tuple[Facts, ...] | bool:
    """Return customers as `related_points` does, after trying every value: False if there are none.

    True if there are too many values, or no end of them, so that nothing is told.
    """
    asked = views.asked(box)
    lines = {space.lines[name].variable: space.lines[name] for space, one in asked for name in one.fields}
    counts = [_count(line, box[line.variable]) for line in lines.values()]
    if None in counts or prod(one for one in counts if one) > _MOST_TRIED:
        return True
    facts = points(views, box)
    for chosen in product(*(_every_value(line, box[line.variable]) for line in lines.values())):
        for line, seen in zip(lines.values(), chosen, strict=True):
            _put(views, line, facts, seen)
        tries.spend(box)
        if all(_stands(views, box, space, one, facts) for space, one in asked):
            return facts
    return False


def _count(line: Line, cells: int) -> int | None:
    """Return how many values lie in cells, None if there is no end of them."""
    counts = [_count_in(line, at) for at in bits(cells)]
    return None if None in counts else sum(one for one in counts if one)


def _count_in(line: Line, at: int) -> int | None:
    cell = line.cells[at]
    if isinstance(cell.value, Absent | bool):
        return 1
    if isinstance(cell.value, str):
        return None if cell.other or cell.prefix is not None else 1
    low, high = ends(line.field, cell)
    if low.at is None or high.at is None or (line.field.type not in _WHOLE and low.at < high.at):
        return None
    return floor(high.at) - ceil(low.at) + 1


def _every_value(line: Line, cells: int) -> Iterator[Scalar | Absent]:
    for at in bits(cells):
        cell = line.cells[at]
        if isinstance(cell.value, Absent | bool | str):
            yield cell.value
            continue
        low, high = ends(line.field, cell)
        if low.at is not None and low.at == high.at:
            yield cell.value
        elif low.at is not None and high.at is not None:
            yield from (_on_line(line, Fraction(one)) for one in range(ceil(low.at), floor(high.at) + 1))


def _slots(views: Views, box: Box, asked: list[tuple[Space, Relation]]) -> list[tuple[Line, list[Scalar | Absent]]]:
    """Return each line that is compared with others, and the values worth trying on it."""
    found: dict[int, tuple[Line, list[Scalar | Absent]]] = {}
    for space, relation in asked:
        for line in (space.lines[name] for name in relation.fields):
            if line.variable not in found:
                tried = islice(_values(space, line, box[line.variable]), _MOST_VALUES)
                found[line.variable] = line, list(dict.fromkeys(tried))
    return list(found.values())


def _solve(views: Views, box: Box, asked: list[tuple[Space, Relation]], facts: Sequence[Facts]) -> bool:
    """Whether all relations stand as the box asks, perhaps after one field was moved to where two sides meet."""
    wrong = [(space, one) for space, one in asked if not _stands(views, box, space, one, facts)]
    if not wrong:
        return True
    space, relation = wrong[0]
    at = views.spaces.index(space)
    for name in relation.fields:
        line = space.lines[name]
        if line.field.type not in NUMERIC or isinstance(facts[at][name], Absent):
            continue
        before = facts[at][name]
        solved = _solved(space.case(facts[at]), relation, name)
        tried = (seen for root in solved[:4] for seen in (root, root + _step(line, root), root - _step(line, root)))
        for seen in (one for one in tried if _cell_of(line, one, box[line.variable])):
            _put(views, line, facts, seen)
            if all(_stands(views, box, one, other, facts) for one, other in asked):
                return True
        _put(views, line, facts, before)
    return False


def _solved(case: Case, relation: Relation, name: str) -> list[Fraction]:
    """Return the values of a field at which a relation comes to one of its points."""
    sides = [Constant(one, "") for one in relation.points] if relation.right is None else [relation.right]
    return sorted({at for side in sides for at in roots(case, relation.left, side, name).at})


def _put(views: Views, line: Line, facts: Sequence[Facts], seen: Scalar | Absent) -> None:
    for at, space in enumerate(views.spaces):
        for name, one in space.lines.items():
            if one.variable == line.variable:
                facts[at][name] = seen


def _step(line: Line, root: Fraction) -> Fraction:
    return Fraction(1) if line.field.type is Type.INTEGER else max(abs(root) / 100, Fraction(1, 1000))


def _cell_of(line: Line, seen: Fraction, cells: int) -> bool:
    """Whether a number lies in one of the cells, and is one that the field can have."""
    if line.field.type is Type.INTEGER and seen.denominator != 1:
        return False
    return any(line.holds(at, seen) for at in bits(cells & line.valued))


def _stands(views: Views, box: Box, space: Space, relation: Relation, facts: Sequence[Facts]) -> bool:
    case = space.case(facts[views.spaces.index(space)])
    return bool(box[relation.variable] >> relation.cell_of(case) & 1)


# --- values of a field


def _example(space: Space, line: Line, cells: int) -> Scalar | Absent:
    """Return the value of the cells that people would take as an example; having one comes before having none."""
    valued = cells & line.valued
    if not valued or (cells & ~line.valued and _lies_ahead(space, line, valued)):
        return line.cells[next(bits(cells & ~line.valued))].value
    if line.field.type in WORDS or line.field.type is Type.BOOLEAN:
        return line.cells[next(bits(valued))].value
    start, end = max(runs(valued), key=lambda run: run[1] - run[0])
    return _between(space, line, start, end)


def _lies_ahead(space: Space, line: Line, cells: int) -> bool:
    """Whether every value is a day to come: never is more usual than a date in the future."""
    low = ends(line.field, line.cells[next(bits(cells))])[0]
    return line.field.type is Type.DATE and low.at is not None and low.at > place(space.as_of)


def _between(space: Space, line: Line, start: int, end: int) -> Scalar:
    low, high = ends(line.field, line.cells[start])[0], ends(line.field, line.cells[end - 1])[1]
    if line.field.type is Type.DATE:
        return nice.day(_day(low), _day(high), space.as_of)
    return nice.number(low, high, line.field.type is Type.INTEGER)


def _day(end: End) -> date | None:
    return None if end.at is None else date.fromordinal(int(end.at))


def _values(space: Space, line: Line, cells: int) -> Iterator[Scalar | Absent]:
    """Yield values worth trying where fields are compared: an example, then both ends of cells and what lies beside."""
    yield _example(space, line, cells)
    listed = list(bits(cells))
    for at in [listed[0], listed[-1], *listed[1:-1]]:
        cell = line.cells[at]
        if isinstance(cell.value, Absent) or line.field.type in WORDS or line.field.type is Type.BOOLEAN:
            yield cell.value
            continue
        yield from _in_cell(space, line, at)


def _in_cell(space: Space, line: Line, at: int) -> Iterator[Scalar]:
    example = _between(space, line, at, at + 1)
    yield example
    low, high = ends(line.field, line.cells[at])
    beside = Fraction(1) if line.field.type in (Type.INTEGER, Type.DATE) else Fraction(1, 1000)
    tried = [
        low.at,
        None if low.at is None else low.at + beside,
        high.at,
        None if high.at is None else high.at - beside,
    ]
    if line.field.type is Type.DATE:
        # A cell without ends has nothing to lie beside, and dates are not solved for.
        near = (place(example) + days for days in (-_MONTH, _MONTH, -1, 1))
        tried += [one for one in near if date.min.toordinal() <= one <= date.max.toordinal()]
    seen = [_on_line(line, one) for one in tried if one is not None]
    yield from (one for one in seen if line.holds(at, one))


def _on_line(line: Line, at: Fraction) -> Scalar:
    return date.fromordinal(int(at)) if line.field.type is Type.DATE else at
