"""Bounds that two rules both claim, or both leave out: `<= 50万` beside `>= 50万`, `< 1000` beside `> 1000`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from tierrules.meaning import semantics
from tierrules.meaning.declared import Scalar
from tierrules.meaning.model import Comparison, Condition, Constant, DateWindow, Dimension, FieldTerm, Rule
from tierrules.meaning.truth import Absent
from tierrules.meaning.values import value
from tierrules.proof.engine.formulas import Formula, every, some, within
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.space import Line
from tierrules.proof.engine.world import World
from tierrules.proof.findings.parts import ALWAYS, NEVER, Place, leaves

_TURNED = {"<": ">", "<=": ">=", ">=": "<=", ">": "<"}


@dataclass(frozen=True, slots=True)
class End:
    """A comparison of a rule that ends its range of a field: at `bound`, which belongs to it if `included`.

    The bound of an `elapsed` is a length of time. Since months differ, several dates can be just so long ago, or none:
    those from `first` to `bound`.
    """

    rule: Rule
    place: Place
    field: str
    bound: Scalar
    rises: bool
    included: bool
    first: date | None = None

    @property
    def start(self) -> Scalar:
        """The first of the values that are the bound: mostly the only one."""
        return self.bound if self.first is None else self.first

    @property
    def meets_at(self) -> tuple[str, Scalar, bool]:
        """What two ends have in common that meet."""
        return self.field, self.bound, self.first is not None

    def without(self, other: Condition) -> Condition:
        """Return the condition of the rule with something else in place of the comparison."""
        return self.place.put(self.rule.when, other)


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound at which ranges of rules end, from below and from above."""

    lowers: tuple[End, ...]
    uppers: tuple[End, ...]

    def pairs(self) -> Iterator[tuple[End, End]]:
        """Yield two ends of different rules: of the rule that ends there, and of the one that begins."""
        yield from (pair for pair in product(self.lowers, self.uppers) if pair[0].rule is not pair[1].rule)


@dataclass(frozen=True, slots=True)
class Slip:
    """A bound where one rule ends and another begins, and the customers on it who meet both rules, or neither."""

    lower: End
    upper: End
    where: Formula


class Slips:
    """The bounds of a dimension on one day that two rules claim, if `included`, or that two rules leave out.

    Claimed is a bound by two rules of which only one would have the customer but for the bound; left out is one by two
    rules that would both have the customer there but for that. That such a customer has no label is asked beside it.
    """

    def __init__(self, world: World, dimension: Dimension, *, included: bool) -> None:
        self._world = world
        self._dimension = dimension
        self.included = included
        self._ends: dict[str, list[End]] = {}
        for rule in dimension.rules:
            self._ends[rule.id] = [one for one in _ends(world, rule) if one.included == included]
        self._sides: dict[tuple[str, tuple[int, ...]], Formula] = {}
        self._cells: dict[tuple[str, date | None, Scalar], int] = {}

    def bounds(self) -> Iterator[Bound]:
        """Yield the bounds at which one rule ends and another one begins."""
        found: dict[tuple[str, Scalar, bool], list[End]] = {}
        for end in (one for ends in self._ends.values() for one in ends):
            found.setdefault(end.meets_at, []).append(end)
        for together in found.values():
            lowers = tuple(one for one in together if not one.rises)
            bound = Bound(lowers, tuple(one for one in together if one.rises))
            if next(bound.pairs(), None) is not None:
                yield bound

    def on(self, bound: Bound) -> Formula:
        """Return that a customer lies on a bound."""
        return self._on(bound.lowers[0])

    def those_of(self, facts: Facts, bounds: Iterable[Bound]) -> list[Bound]:
        """Return those of some bounds on which a customer lies."""
        ends = [(bound, bound.lowers[0]) for bound in bounds]
        lines = {end.field: self._world.space.lines[end.field] for _, end in ends}
        own = {name: line.set_of(facts[name]) for name, line in lines.items()}
        return [bound for bound, end in ends if own[end.field] & self._cells_on(lines[end.field], end)]

    def between(self, one: Rule, other: Rule) -> Iterator[Slip]:
        """Yield the bounds of two rules."""
        for end, next_ in product(self._ends[one.id], self._ends[other.id]):
            if end.meets_at == next_.meets_at and end.rises != next_.rises:
                yield self.slip(*((next_, end) if end.rises else (end, next_)))

    def slip(self, lower: End, upper: End) -> Slip:
        """Return where two ends of a bound both claim it, or both leave it out."""
        return Slip(lower, upper, every((self._on(lower), self._side(lower), self._side(upper))))

    def anywhere(self, bound: Bound) -> Formula:
        """Return where any two ends of a bound do: one formula, however many pairs there are."""
        begin = {one.rule.id for one in bound.uppers}
        every_upper = some(map(self._side, bound.uppers))
        plain = some(self._side(one) for one in bound.lowers if one.rule.id not in begin)
        # A rule that both ends and begins at the bound is no pair with itself.
        others = [
            every((self._side(one), some(self._side(each) for each in bound.uppers if each.rule is not one.rule)))
            for one in bound.lowers
            if one.rule.id in begin
        ]
        return every((self.on(bound), some((every((plain, every_upper)), *others))))

    def _side(self, end: End) -> Formula:
        key = end.rule.id, end.place.way
        if key not in self._sides:
            self._sides[key] = self._claimed(end) if end.included else self._left_out(end)
        return self._sides[key]

    def _claimed(self, end: End) -> Formula:
        answers = self._world.answers
        without = answers.fails(self._dimension, end.without(NEVER))
        return every((answers.matches(self._dimension, end.rule), without))

    def _left_out(self, end: End) -> Formula:
        return self._world.answers.truths.of(end.without(ALWAYS)).true

    def _on(self, end: End) -> Formula:
        """Return that a customer lies on a bound."""
        line = self._world.space.lines[end.field]
        return within(line.variable, self._cells_on(line, end), line.full)

    def _cells_on(self, line: Line, end: End) -> int:
        """Return the cells of the values that are the bound of an end."""
        key = end.field, end.first, end.bound
        if key not in self._cells:
            if end.first is not None and isinstance(end.bound, date):
                cells = line.ruler.cells(">=", end.first) & line.ruler.cells("<=", end.bound)
            else:
                at = line.cell_of(end.bound)
                cells = 1 << at if at is not None and line.is_point(at, end.bound) else 0
            self._cells[key] = cells
        return self._cells[key]


def _ends(world: World, rule: Rule) -> Iterator[End]:
    for place in leaves(rule.when):
        found = _end(world, place.condition)
        if found is not None:
            field, op, bound = found
            yield End(rule, place, field, bound, op in (">", ">="), op in ("<=", ">="))
        if isinstance(place.condition, DateWindow) and place.condition.cut_off.function == "elapsed":
            yield _elapsed(world, rule, place, place.condition)


def _elapsed(world: World, rule: Rule, place: Place, window: DateWindow) -> End:
    """Return the end of an `elapsed` as the length of time that it names."""
    op = window.cut_off.op
    (_, bound), (_, before) = (semantics.window(replace(window.cut_off, op=one), world.as_of) for one in (">=", ">"))
    return End(rule, place, window.field, bound, op in ("<", "<="), op in ("<=", ">="), before + timedelta(days=1))


def _end(world: World, condition: Condition) -> tuple[str, str, Scalar] | None:
    """Return field, operator and bound of a comparison that parts a line in two; None of any other."""
    match condition:
        case DateWindow(field, cut_off):
            op, day = semantics.window(cut_off, world.as_of)
            return field, op, day
        case Comparison(FieldTerm(field), op, Constant() as one) if op in _TURNED:
            bound = value(world.space.case({}), one)
            return None if isinstance(bound, Absent) else (field, op, bound)
        case Comparison(Constant() as one, op, FieldTerm(field)) if op in _TURNED:
            bound = value(world.space.case({}), one)
            return None if isinstance(bound, Absent) else (field, _TURNED[op], bound)
        case _:
            return None
