"""Bounds that two rules both claim, or both leave out: `<= 50万` beside `>= 50万`, `< 1000` beside `> 1000`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tierrules.meaning import semantics
from tierrules.meaning.declared import Scalar
from tierrules.meaning.model import Comparison, Condition, Constant, DateWindow, Dimension, FieldTerm, Rule
from tierrules.meaning.truth import Absent
from tierrules.meaning.values import value
from tierrules.proof.engine.formulas import Formula, every, within
from tierrules.proof.engine.world import World
from tierrules.proof.findings.parts import ALWAYS, NEVER, Place, leaves

_TURNED = {"<": ">", "<=": ">=", ">=": "<=", ">": "<"}


@dataclass(frozen=True, slots=True)
class End:
    """A comparison of a rule that ends its range of a field: at `bound`, which belongs to it if `included`."""

    rule: Rule
    place: Place
    field: str
    bound: Scalar
    rises: bool
    included: bool

    def without(self, other: Condition) -> Condition:
        """Return the condition of the rule with something else in place of the comparison."""
        return self.place.put(self.rule.when, other)


@dataclass(frozen=True, slots=True)
class Slip:
    """A bound where one rule ends and another begins, and the customers on it who meet both rules, or neither."""

    lower: End
    upper: End
    where: Formula


def slips_in_gaps(world: World, dimension: Dimension) -> list[Slip]:
    """Return the bounds that two rules leave out, though both would have a customer there but for that."""
    nobody = world.answers.nothing_matches(dimension)

    def left_out(one: End) -> Formula:
        return world.answers.truths.of(one.without(ALWAYS)).true

    return [
        Slip(lower, upper, every((_on(world, lower), left_out(lower), left_out(upper), nobody)))
        for lower, upper in _neighbours(world, dimension, included=False)
    ]


def slips_in_overlaps(world: World, dimension: Dimension) -> list[Slip]:
    """Return the bounds that two rules claim, for customers whom but for the bound only one of them would have."""

    def claims(one: End) -> Formula:
        return every((world.answers.matches(dimension, one.rule), world.answers.fails(dimension, one.without(NEVER))))

    return [
        Slip(lower, upper, every((_on(world, lower), claims(lower), claims(upper))))
        for lower, upper in _neighbours(world, dimension, included=True)
    ]


def _neighbours(world: World, dimension: Dimension, *, included: bool) -> Iterator[tuple[End, End]]:
    """Yield two ends of different rules at one bound: of the rule that ends there, and of the one that begins."""
    ends: dict[tuple[str, Scalar], list[End]] = {}
    for rule in dimension.rules:
        for end in _ends(world, rule):
            if end.included == included:
                ends.setdefault((end.field, end.bound), []).append(end)
    for together in ends.values():
        lowers = [one for one in together if not one.rises]
        uppers = [one for one in together if one.rises]
        yield from (pair for pair in product(lowers, uppers) if pair[0].rule is not pair[1].rule)


def _ends(world: World, rule: Rule) -> Iterator[End]:
    for place in leaves(rule.when):
        found = _end(world, place.condition)
        if found is not None:
            field, op, bound = found
            yield End(rule, place, field, bound, op in (">", ">="), op in ("<=", ">="))


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


def _on(world: World, end: End) -> Formula:
    """Return that a customer lies on a bound."""
    line = world.space.lines[end.field]
    cells = sum(1 << at for at in range(line.valued.bit_count()) if line.is_point(at, end.bound))
    return within(line.variable, cells, line.full)
