"""Customers without a label, region by region: each with the rule that comes nearest and what that rule misses by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

from tierrules.meaning import semantics
from tierrules.meaning.conditions import fields_in
from tierrules.meaning.declared import Origin, Scalar
from tierrules.meaning.model import (
    AtLeast,
    Choice,
    Comparison,
    Condition,
    DateWindow,
    Dimension,
    LabelTest,
    Model,
    Not,
    Rule,
)
from tierrules.meaning.regions import has_order
from tierrules.meaning.result import UNLABELLED, Outcome
from tierrules.meaning.truth import TRUE, Absent
from tierrules.meaning.values import Case
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import Formula, every, no, within
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.ranges import ends, place
from tierrules.proof.engine.search import UndecidedError, bits, runs
from tierrules.proof.engine.space import Line
from tierrules.proof.engine.witness import Witness, witness
from tierrules.proof.engine.world import Found, World, atoms_asked, conditions_of
from tierrules.proof.findings.overlaps import replay_of
from tierrules.proof.findings.parts import conjuncts
from tierrules.proof.findings.replay import Replay
from tierrules.proof.findings.slips import Slips
from tierrules.proof.findings.subject import Subject

MOST_REGIONS = 100
"""So many regions of one day are told apart; that there are further ones is said."""

MOST_COMPARISONS = 300
"""In longer tables it is not asked of each comparison whether some customer misses by it alone."""

_FAR = 10**6


@dataclass(frozen=True)
class Gap:
    """Customers without a label; `rule` comes nearest, and misses by `missed`; without rules there is neither."""

    rule: Rule | None
    missed: tuple[Condition, ...]
    show: Callable[[], Witness]

    @cached_property
    def witness(self) -> Witness:
        """A customer who shows it; made when it is told, which takes longer than to find that there is one."""
        return self.show()


class Gaps(list[Gap]):
    """The gaps of a dimension; `undecided` if the search could not look everywhere.

    `are_more` says that there are customers in none of them.
    """

    undecided = False
    are_more = False


def has_gaps_to_find(dimension: Dimension) -> bool:
    """Whether a customer without a label would be a fault: nothing says that silence is meant."""
    return dimension.otherwise is None and not dimension.silent and dimension.reducer != "collect"


def gaps(subject: Subject, dimension: Dimension) -> Gaps:
    """Return the gaps of a dimension, those on a bound that two rules leave out left aside."""
    return subject.once(("gaps", dimension.name), lambda: _gaps(subject, dimension))


def _gaps(subject: Subject, dimension: Dimension) -> Gaps:
    found = Gaps()
    told: dict[tuple[str, ...], Gap] = {}
    for world in subject.worlds(dimension):
        try:
            for gap in _on_one_day(subject, world, dimension):
                if gap is None:
                    found.are_more = True
                else:
                    told.setdefault(_key(gap), gap)
        except UndecidedError:
            found.undecided = True
    near = {gap.rule for gap in told.values() if len(gap.missed) == 1}
    # Where a rule misses by each comparison alone, missing by several at once says no more.
    found += [gap for gap in told.values() if len(gap.missed) < 2 or gap.rule not in near]
    return found


def _on_one_day(subject: Subject, world: World, dimension: Dimension) -> Iterator[Gap | None]:
    """Yield the gaps of one day: first where a rule misses by one comparison alone, then all others; None for more."""
    nobody = asked = world.part(world.answers.nothing_matches(dimension))
    if world.find(asked) is None:
        return
    for other in _asked_of(world.model, dimension):
        # Who has no label there is told there; that none follows here is no fault of its own.
        asked &= world.part(no(world.answers.nothing_matches(other)))
    beside = _BesideBounds(world, dimension)
    if beside.find(asked) is None:
        return
    looked = _Look(world, dimension, nobody, replay_of(subject, dimension, world))
    for places in (_by_one(world, dimension), iter([every(())])):
        regions = 0
        for where in places:
            while regions < MOST_REGIONS and (found := beside.find(asked, where)) is not None:
                regions += 1
                gap, region = looked.region(found)
                yield gap
                asked &= world.part(no(region))
    if regions == MOST_REGIONS and beside.find(asked) is not None:
        yield None


def _asked_of(model: Model, dimension: Dimension) -> list[Dimension]:
    """Return the dimensions on which one hangs, of those whose own gaps are told."""
    atoms = atoms_asked(model, conditions_of(dimension))
    names = dict.fromkeys(atom.dimension for atom in atoms if isinstance(atom, LabelTest))
    return [model.dimensions[name] for name in names if has_gaps_to_find(model.dimensions[name])]


def _by_one(world: World, dimension: Dimension) -> Iterator[Formula]:
    """Yield for each comparison of each rule where all others of the rule are met; of long tables nothing."""
    parts = [conjuncts(rule.when) for rule in dimension.rules]
    if sum(map(len, parts)) > MOST_COMPARISONS:
        return
    for together in parts:
        for one in together:
            yield every(world.answers.truths.of(other).true for other in together if other is not one)


class _BesideBounds:
    """The customers of one day but for those on a bound that two rules leave out, who are told as such.

    There are many bounds, and few on which anybody is without a label: a bound is asked with a question once some
    customer is found on it.
    """

    def __init__(self, world: World, dimension: Dimension) -> None:
        self._world = world
        self._slips = Slips(world, dimension, included=False)
        self._waiting = list(self._slips.bounds())
        self._apart = Part({}, 0)

    def find(self, *asked: Part | Formula) -> Found | None:
        """Return customers of whom all that is asked holds."""
        while (found := self._world.find(*asked, self._apart)) is not None:
            on = self._slips.those_of(found.facts, self._waiting)
            if not on:
                break
            for bound in on:
                self._waiting.remove(bound)
                self._apart &= self._world.part(no(self._slips.anywhere(bound)))
        return found


class _Look:
    """One day of a dimension: who has no label on it (`nobody`), and how customers are put to it."""

    def __init__(self, world: World, dimension: Dimension, nobody: Part, replay: Replay) -> None:
        self.world = world
        self.dimension = dimension
        self.nobody = nobody
        self.replay = replay
        self._asked = [[(one, self._cells(one)) for one in conjuncts(rule.when)] for rule in dimension.rules]

    def region(self, found: Found) -> tuple[Gap, Formula]:
        """Return the gap around a customer: all next to this one whom the nearest rule misses by the same."""
        world = self.world
        rule, missed = self._nearest(found.facts)
        if rule is None:
            return Gap(None, (), partial(self._witness, found.facts, ())), every(())
        met = [one for one in conjuncts(rule.when) if not any(one is other for other in missed)]
        lines = dict.fromkeys(name for one in missed for name in fields_in(one) if name in world.space.lines)
        runs = [_run(world, self.dimension, found.facts, world.space.lines[name], self.nobody) for name in lines]
        where = every((*(world.answers.truths.of(one).true for one in met), *runs))
        return Gap(rule, missed, partial(self._witness, found.facts, met)), where

    def _witness(self, facts: Facts, met: Sequence[Condition]) -> Witness:
        """Return a customer who has no label and meets some conditions."""

        def shows(answer: Callable[[Case], Outcome], case: Case) -> bool:
            return all(semantics.truth(case, one) is TRUE for one in met) and answer(case).status == UNLABELLED

        whole = partial(shows, lambda case: semantics.asked(case, self.dimension.name))
        return witness(self.world.model, facts, self.world.as_of, whole, partial(shows, self.replay.outcome))

    def _nearest(self, facts: Facts) -> tuple[Rule | None, tuple[Condition, ...]]:
        """Return the rule that misses a customer by the fewest comparisons, and of those by the least; and these."""
        self.world.spend(1 + len(self.dimension.rules) // 10)
        case = self.world.space.case(facts)
        own = {line.field.name: line.set_of(facts[line.field.name]) for line in self.world.space.lines.values()}
        missed = [tuple(one for one, cells in asked if not _is_met(case, own, one, cells)) for asked in self._asked]
        # One comparison that fails says more than alternatives that all fail.
        far = [(len(parts), any(isinstance(one, AtLeast) for one in parts)) for parts in missed]
        fewest = min(far, default=None)
        near = [at for at, one in enumerate(far) if one == fewest]
        if not near:
            return None, ()
        rules = self.dimension.rules
        at = min(near, key=lambda at: _way(self.world, facts, AtLeast(None, missed[at], Origin("", rules[at].span))))
        return rules[at], missed[at]

    def _cells(self, condition: Condition) -> tuple[str, int] | None:
        """Return the field and the cells in which a comparison is met; None of what the definition must be asked."""
        if isinstance(condition, AtLeast | Not | Choice) or not self.world.space.tells(condition):
            return None
        line, true, _ = self.world.space.cells_by_truth(condition)
        return line.field.name, true


def _is_met(case: Case, own: Mapping[str, int], condition: Condition, cells: tuple[str, int] | None) -> bool:
    if cells is None:
        return semantics.truth(case, condition) is TRUE
    return bool(own[cells[0]] & cells[1])


def _way(world: World, facts: Facts, missed: Condition) -> tuple[int, Fraction]:
    """Return how far a customer is from meeting a condition: over how many bounds, and by how much of the last."""
    match missed:
        case AtLeast(k, parts):
            far = sorted(_way(world, facts, part) for part in parts)
            asked = far if k is None else far[:k]
            return min(sum(one for one, _ in asked), _FAR), sum((one for _, one in asked), Fraction(0))
        case Comparison() | DateWindow() if world.space.tells(missed):
            line, true, _ = world.space.cells_by_truth(missed)
            own = line.cell_of(facts[line.field.name])
            if own is None or not true:
                return _FAR, Fraction(0)
            near = min(bits(true), key=lambda at: abs(at - own))
            # A bound has a cell of its own, so that crossing one leads over one cell or two.
            return (abs(near - own) + 1) // 2, _share(line, facts[line.field.name], near, near > own)
        case _:
            return _FAR, Fraction(0)


def _share(line: Line, seen: Scalar | Absent, near: int, above: bool) -> Fraction:
    """Return how much of a bound lies between a value and the nearest cell where a comparison is met."""
    if isinstance(seen, Absent | str | bool) or isinstance(line.cells[near].value, Absent | str | bool):
        return Fraction(0)
    low, high = ends(line.field, line.cells[near])
    bound = low.at if above else high.at
    size = max(abs(place(seen)), abs(bound or Fraction(0)))
    return Fraction(0) if bound is None or not size else abs(place(seen) - bound) / size


def _run(world: World, dimension: Dimension, facts: Facts, line: Line, nobody: Part) -> Formula:
    """Return the cells of one field, next to a customer's own, in which that customer has no label either."""
    name = line.field.name
    own = line.cell_of(facts[name])
    if own is None:
        return every(())
    by_cells = not world.space.relations and not world.has_open_scores
    bare = world.along(line, facts, nobody) if by_cells else _bare(world, dimension, facts, line)
    bare |= 1 << own
    if not has_order(line.field) or isinstance(facts[name], Absent):
        return within(line.variable, bare, line.full)
    first, end = next(run for run in runs(bare & line.valued) if run[0] <= own < run[1])
    return within(line.variable, (1 << end) - (1 << first) | (bare & ~line.valued), line.full)


def _bare(world: World, dimension: Dimension, facts: Facts, line: Line) -> int:
    """Return the cells of a field in which a customer has no label, where the cells do not tell it."""
    cases = (world.space.case({**facts, line.field.name: cell.value}) for cell in line.cells)
    return sum(is_unlabelled(case, dimension) << at for at, case in enumerate(cases))


def is_unlabelled(case: Case, dimension: Dimension) -> bool:
    """Whether a customer has no label, whatever else becomes known."""
    return semantics.asked(case, dimension.name).status == UNLABELLED


def _key(gap: Gap) -> tuple[str, ...]:
    return ("" if gap.rule is None else gap.rule.id, *(f"{one.origin.span.start}" for one in gap.missed))
