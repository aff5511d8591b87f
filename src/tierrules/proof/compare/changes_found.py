"""Where two versions of a dimension answer differently: boxes of customers, few and each as large as can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tierrules.meaning import semantics
from tierrules.meaning.result import Outcome
from tierrules.proof.compare.regions_found import Box, Cells, Grower
from tierrules.proof.compare.regions_joined import Area, Joiner
from tierrules.proof.compare.same_answers import Answered, SameAnswers
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import Formula, every, no
from tierrules.proof.engine.pair import Pair
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.search import UndecidedError
from tierrules.proof.engine.world import Found, World

MOST_BOXES = 400
"""So many changes of one dimension are told apart."""


@dataclass(slots=True)
class Change:
    """Customers whose answer changes alike, on the days for which it holds: a box, but for some who lie in others.

    `facts` are one of them, `answered` what both versions answer to this one; `others` are of the boxes that were
    joined in it.
    """

    answered: Answered
    box: Box
    but: tuple[Box, ...]
    facts: Facts
    others: tuple[Facts, ...]
    days: list[date]
    nobody_on: list[date] = field(default_factory=list)
    """The days on which it holds since there is nobody in it."""

    @property
    def as_of(self) -> date:
        """The day of the customer."""
        return self.days[0]

    @property
    def is_of_day(self) -> bool:
        """Whether it can be told on its own day only."""
        return any(one.is_of_day for one in (self.box, *self.but))

    def is_told_for(self, days: Sequence[date]) -> bool:
        """Whether it holds on all days, if these stand for them."""
        return {*days} <= {*self.days, *self.nobody_on} and not self.is_of_day


@dataclass(slots=True)
class Changes:
    """All changes of a dimension; `undecided` if the search could not look everywhere."""

    found: list[Change] = field(default_factory=list)
    worlds: list[World] = field(default_factory=list)
    undecided: bool = False


def changes(
    pair: Pair, name: str, renamed: Mapping[str, str], worlds: Sequence[World], most: int = MOST_BOXES
) -> Changes:
    """Return where the two versions of a dimension answer differently."""
    told = Changes(worlds=list(worlds))
    days = [_Day(pair, name, renamed, world, told.found) for world in worlds]
    for at, day in enumerate(days):
        try:
            new = day.look(most)
            for change in new:
                for earlier in days[:at]:
                    earlier.take(change)
        except UndecidedError:
            told.undecided = True
    return told


@dataclass(frozen=True, slots=True)
class _New:
    """Somebody who was found, and the box around this one in which all change alike."""

    answered: Answered
    facts: Facts
    cells: Cells


@dataclass(slots=True)
class _Day:
    """The search of one day, which takes over what is known of earlier ones."""

    pair: Pair
    name: str
    renamed: Mapping[str, str]
    world: World
    told: list[Change]
    alike: SameAnswers = field(init=False)
    grower: Grower = field(init=False)
    parts: dict[object, tuple[Part, Part]] = field(default_factory=dict)
    """For each change those who change so, and all others."""

    def __post_init__(self) -> None:
        before, after = (self.pair.dimension(side, self.name) for side in ("before", "after"))
        self.alike = SameAnswers(self.world.answers, before, after, self.renamed)

    def look(self, most: int) -> list[Change]:
        """Add the changes that this day shows, and return those that earlier days did not."""
        asked = self.world.part(no(self.alike.same()))
        # What is asked makes the lines of scores, along which boxes grow.
        first = self.world.find(asked)
        self.grower = Grower(self.world)
        known = [(change, area) for change in self.told if (area := self.take(change)) is not None]
        for _, area in known:
            asked &= self.world.part(no(self._formula(area)))
        new: list[_New] = []
        found_here: list[Change] = []
        try:
            for found in self._each(first if not known else self.world.find(asked), asked, new):
                if len(self.told) + len(new) >= most:
                    raise UndecidedError(found.box)
                new.append(self._around(found))
        finally:
            found_here += self._joined(self._needed([area for _, area in known], new))
            self.told += found_here
        return found_here

    def _each(self, found: Found | None, asked: Part, new: list[_New]) -> Iterator[Found]:
        """Yield somebody whose answer changes, as long as there is one beside those who are told."""
        while found is not None:
            yield found
            asked &= self._without(new[-1].cells)
            found = self.world.find(asked)

    def _formula(self, area: Area) -> Formula:
        return every((self.grower.formula(area.cells), *(no(self.grower.formula(one)) for one in area.but)))

    def _without(self, cells: Mapping[int, int]) -> Part:
        return self.world.part(no(self.grower.formula(cells)))

    def take(self, change: Change) -> Area | None:
        """Note that a change of another day holds on this one too, and return it in the cells of this day."""
        area = self._still(change)
        if area is None:
            return None
        is_empty = self.world.find(self.world.part(self._formula(area))) is None
        (change.nobody_on if is_empty else change.days).append(self.world.as_of)
        return None if is_empty else area

    def _still(self, change: Change) -> Area | None:
        """Return a change of another day in the cells of this one, if whoever is in it here changes so."""
        if change.is_of_day:
            return None
        cells, but = self.grower.cells_of(change.box), [self.grower.cells_of(one) for one in change.but]
        if cells is None:
            return None
        area = Area(cells, tuple(one for one in but if one is not None))
        inside = self.world.part(self._formula(area))
        if len(area.but) < len(but) or self.world.find(self._parts(change.answered)[1] & inside) is not None:
            return None
        return area

    def _parts(self, answered: Answered) -> tuple[Part, Part]:
        key = self.alike.kind(answered)
        if key not in self.parts:
            here = self.alike.change(answered)
            self.parts[key] = self.world.part(here), self.world.part(no(here))
        return self.parts[key]

    def _around(self, found: Found) -> _New:
        case = self.world.space.case(found.facts)
        answered = (
            semantics.asked(case, self.alike.before.name),
            semantics.asked(case, self.alike.after.name),
        )
        return _New(answered, found.facts, self.grower.around(found.facts, self._parts(answered)[1]))

    def _needed(self, known: list[Area], new: list[_New]) -> list[_New]:
        """Leave out what all others together hold anyhow: later boxes may have grown over an earlier one."""
        kept = list(new)
        for one in new:
            alone = Part(one.cells, 0)
            for area in (*known, *(Area(other.cells) for other in kept if other is not one)):
                alone &= self.world.part(no(self._formula(area)))
            if not self._may_have_somebody(alone):
                kept.remove(one)
        return kept

    def _may_have_somebody(self, asked: Part) -> bool:
        try:
            return self.world.find(asked) is not None
        except UndecidedError:
            return True  # what is found is told, even if it could be told shorter

    def _joined(self, new: list[_New]) -> list[Change]:
        """Return changes, those of one kind joined where that is shorter."""
        groups: dict[object, list[_New]] = {}
        for one in new:
            groups.setdefault(self.alike.kind(one.answered), []).append(one)
        found: dict[int, Change] = {}
        for group in groups.values():
            joiner = Joiner(self.grower, *self._parts(group[0].answered))
            for area, numbers in joiner.joined([one.cells for one in group]):
                shown = group[numbers[0]]
                but = tuple(self.grower.box(one) for one in area.but)
                others = tuple(group[at].facts for at in numbers[1:])
                box, days = self.grower.box(area.cells), [self.world.as_of]
                found[new.index(shown)] = Change(shown.answered, box, but, shown.facts, others, days)
        return [found[at] for at in sorted(found)]


def says(one: Outcome) -> tuple[object, ...]:
    """Return what an answer says, whichever rule gave it."""
    return one.status, one.labels, one.candidates
