"""Boxes of one change that are told shorter as one: all of a larger box, but for some.

Customers who leave a rule of a table fall to the rules below it. Who falls to the last of these is no box, but a box
without those whom the others catch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from tierrules.proof.compare.regions_found import Cells, Grower, without_holes
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import no
from tierrules.proof.engine.search import UndecidedError

_MOST_LEFT_OUT: Final = 3
"""A sentence that leaves out more than so many is none that people follow."""

_MOST_PAIRED: Final = 12
"""Of so many boxes each is tried with each other."""


@dataclass(frozen=True, slots=True)
class Area:
    """A box on one day, without those who lie in others."""

    cells: Cells
    but: tuple[Cells, ...] = ()


@dataclass(slots=True)
class Joiner:
    """Joins the boxes of one change in one world; `like` are the customers who change so, `unlike` all others."""

    grower: Grower
    like: Part
    unlike: Part
    apart: set[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=set)
    """What was tried in twos and is told no shorter as one."""

    def joined(self, boxes: Sequence[Cells]) -> list[tuple[Area, list[int]]]:
        """Return areas that together hold what the boxes hold, and the numbers of the boxes that each stands for."""
        found = [(Area(one), [at]) for at, one in enumerate(boxes)]
        while len(found) > 1:
            better = self._all(found) or self._two(found)
            if better is None:
                break
            found = better
        return found

    def _all(self, found: list[tuple[Area, list[int]]]) -> list[tuple[Area, list[int]]] | None:
        whole = self._whole([area for area, _ in found])
        return None if whole is None else [(whole, sorted(at for _, numbers in found for at in numbers))]

    def _two(self, found: list[tuple[Area, list[int]]]) -> list[tuple[Area, list[int]]] | None:
        if not 2 < len(found) <= _MOST_PAIRED:
            return None
        for one, other in combinations(found, 2):
            pair = tuple(one[1]), tuple(other[1])
            whole = None if pair in self.apart else self._whole([one[0], other[0]])
            if whole is None:
                self.apart.add(pair)
            else:
                rest = [each for each in found if each is not one and each is not other]
                return [(whole, sorted((*one[1], *other[1]))), *rest]
        return None

    def _whole(self, areas: Sequence[Area]) -> Area | None:
        """Return the smallest box around some areas, but for those who do not change so; None if these are too many."""
        around = self._around([one.cells for one in areas])
        most = min(_MOST_LEFT_OUT, sum(1 + len(one.but) for one in areas) - 1)
        inside = Part(around, 0)
        asked, left_out = inside & self.unlike, list[Cells]()
        try:
            while (found := self.grower.world.find(asked)) is not None:
                if len(left_out) == most:
                    return None
                left_out.append(self._left_out(self.grower.around(found.facts, inside & self.like), around))
                asked &= self.grower.world.part(no(self.grower.formula(left_out[-1])))
        except UndecidedError:
            return None
        return Area(around, tuple(left_out))

    def _left_out(self, cells: Cells, around: Cells) -> Cells:
        """Name of words, and of having no value, only what the larger box has; ends beyond it are told shorter."""
        return {at: one & (around.get(at, one) | self.grower.on_a_line(at)) for at, one in cells.items()}

    def _around(self, boxes: Sequence[Mapping[int, int]]) -> Cells:
        found: Cells = {}
        for variable in set.intersection(*(set(one) for one in boxes)):
            cells = 0
            for one in boxes:
                cells |= one[variable]
            line = self.grower.lines.get(variable)
            cells = cells if line is None else without_holes(line, cells)
            if cells != self.grower.full[variable]:
                found[variable] = cells
        return dict(sorted(found.items()))
