"""A ruleset under check: its customers day by day, and questions put to all of these days."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from tierrules.meaning.model import Condition, Dimension, Model
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import Formula
from tierrules.proof.engine.moments import moments
from tierrules.proof.engine.search import Box, UndecidedError
from tierrules.proof.engine.work import MOST_WORK, Work
from tierrules.proof.engine.world import Found, World, atoms_asked, conditions_of

Question = Callable[[World], Iterable[Part | Formula]]
"""What must hold of a customer, in the terms of one day."""

_T = TypeVar("_T")


class Answer(NamedTuple):
    """Customers who were found, and the day; or where the search could not tell; or neither: there are none."""

    world: World | None = None
    found: Found | None = None
    undecided: Box | None = None

    @property
    def is_none(self) -> bool:
        """Whether it is proven that there is no such customer."""
        return self.found is None and self.undecided is None


def ask(worlds: Sequence[World], question: Question) -> Answer:
    """Return the first customers of whom all that is asked holds."""
    undecided: tuple[World, Box] | None = None
    for world in worlds:
        try:
            found = world.find(*question(world))
        except UndecidedError as error:
            undecided = world, error.box
            continue
        if found is not None:
            return Answer(world, found)
    return Answer() if undecided is None else Answer(undecided[0], None, undecided[1])


@dataclass(slots=True)
class Subject:
    """A ruleset, and what several checks of it need alike, worked out once."""

    model: Model
    work: Work = field(default_factory=lambda: Work(MOST_WORK, MOST_WORK))
    _once: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, work: Callable[[], _T]) -> _T:
        """Return what `work` gives; the second time for a key, what it gave.

        Its cost is measured by itself, so that it does not matter which check asks for it first.
        """
        if key not in self._once:
            with self.work.anew():
                self._once[key] = work()
        found: _T = self._once[key]
        return found

    def worlds(self, dimension: Dimension) -> list[World]:
        """Return the days that matter to a dimension, with the customers whom it tells apart."""
        return self.once(("worlds", dimension.name), lambda: self.worlds_of(conditions_of(dimension)))

    def worlds_of(
        self, conditions: Sequence[Condition], *, missing: bool = False, twin: str | None = None
    ) -> list[World]:
        """Return the days that matter to conditions, with the customers whom they tell apart."""
        days = moments(self.model, atoms_asked(self.model, conditions))
        return [World(self.model, day, conditions, missing=missing, twin=twin, work=self.work) for day in days]
