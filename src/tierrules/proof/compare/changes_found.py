"""Where two versions of a dimension answer differently: boxes of customers, few and each as large as can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tierrules.meaning import semantics
from tierrules.meaning.result import Outcome
from tierrules.proof.compare.regions_found import Box, Grower
from tierrules.proof.compare.same_answers import Answered, SameAnswers
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import no
from tierrules.proof.engine.pair import Pair
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.search import UndecidedError
from tierrules.proof.engine.world import Found, World

MOST_BOXES = 400
"""So many changes of one dimension are told apart."""

Key = tuple[object, ...]


@dataclass(slots=True)
class Change:
    """Customers to whom both versions answer just this, on the days for which it holds; `facts` are one of them."""

    answered: Answered
    box: Box
    facts: Facts
    days: list[date]

    @property
    def as_of(self) -> date:
        """The day of the customer."""
        return self.days[0]

    def is_told_for(self, days: Sequence[date]) -> bool:
        """Whether it holds on all days, if these stand for them."""
        return set(days) == set(self.days) and not self.box.is_of_day


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
    for world in worlds:
        try:
            _Day(pair, name, renamed, world, told.found).look(most)
        except UndecidedError:
            told.undecided = True
    return told


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
    unlike: dict[Key, Part] = field(default_factory=dict)

    def __post_init__(self) -> None:
        before, after = (self.pair.dimension(side, self.name) for side in ("before", "after"))
        self.alike = SameAnswers(self.world.answers, before, after, self.renamed)

    def look(self, most: int) -> None:
        asked = self.world.part(no(self.alike.same()))
        first = self.world.find(asked)
        self.grower = Grower(self.world)
        known = [(change, cells) for change in self.told if (cells := self._still(change)) is not None]
        for change, cells in known:
            change.days.append(self.world.as_of)
            asked &= self._without(cells)
        new: list[tuple[Change, dict[int, int]]] = []
        for found in self._each(first if not known else self.world.find(asked), asked, new):
            if len(self.told) + len(new) >= most:
                self.told += [change for change, _ in new]
                raise UndecidedError(found.box)
            change = self._around(found)
            cells = self.grower.cells_of(change.box)
            assert cells is not None, "a box is told in the cells of its own day"
            new.append((change, cells))
        self.told += [change for change, _ in self._needed(known, new)]

    def _each(self, found: Found | None, asked: Part, new: list[tuple[Change, dict[int, int]]]) -> Iterator[Found]:
        """Yield somebody whose answer changes, as long as there is one beside those who are told."""
        while found is not None:
            yield found
            asked &= self._without(new[-1][1])
            found = self.world.find(asked)

    def _without(self, cells: Mapping[int, int]) -> Part:
        return self.world.part(no(self.grower.formula(cells)))

    def _still(self, change: Change) -> dict[int, int] | None:
        """Return a change of an earlier day in the cells of this one, if it holds here too."""
        cells = None if change.box.is_of_day else self.grower.cells_of(change.box)
        if cells is None or self.world.find(self._unlike(change.answered) & Part(cells, 0)) is not None:
            return None
        return cells if self.world.find(Part(cells, 0)) is not None else None

    def _unlike(self, answered: Answered) -> Part:
        key = key_of(answered)
        if key not in self.unlike:
            self.unlike[key] = self.world.part(no(self.alike.pair(answered)))
        return self.unlike[key]

    def _around(self, found: Found) -> Change:
        case = self.world.space.case(found.facts)
        answered = (
            semantics.asked(case, self.alike.before.name),
            semantics.asked(case, self.alike.after.name),
        )
        box = self.grower.around(found.facts, self._unlike(answered))
        return Change(answered, box, found.facts, [self.world.as_of])

    def _needed(
        self, known: list[tuple[Change, dict[int, int]]], new: list[tuple[Change, dict[int, int]]]
    ) -> list[tuple[Change, dict[int, int]]]:
        """Leave out what all others together hold anyhow: later boxes may have grown over an earlier one."""
        kept = list(new)
        for one in new:
            others = [cells for change, cells in (*known, *kept) if change is not one[0]]
            alone = Part(one[1], 0)
            for cells in others:
                alone &= self._without(cells)
            if self.world.find(alone) is None:
                kept.remove(one)
        return kept


def key_of(answered: Answered) -> Key:
    """Return what two answers say, whichever rule gave them."""
    return tuple(part for one in answered for part in says(one))


def says(one: Outcome) -> Key:
    """Return what an answer says, whichever rule gave it."""
    return one.status, one.labels, one.candidates
