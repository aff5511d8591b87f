"""Formulas → clauses: what a search works on. A clause holds if one of its variables lies in the cells named for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tierrules.proof.engine.formulas import FALSE, Formula, Join, Within
from tierrules.proof.engine.search import Search

_NO, _YES = 0b01, 0b10
"""The cells of a variable that stands for a part of a formula."""


@dataclass(frozen=True, slots=True)
class Part:
    """A formula as a search knows it: the cells in which variables must lie, and the clauses that must hold.

    Clauses are bits of a number, so that a question takes the parts it needs and leaves the others.
    """

    cells: dict[int, int]
    clauses: int
    is_possible: bool = True

    def __and__(self, other: Part) -> Part:
        """Both parts together."""
        cells = dict(self.cells)
        for variable, left in other.cells.items():
            cells[variable] = cells.get(variable, left) & left
        possible = self.is_possible and other.is_possible and all(cells[variable] for variable in other.cells)
        return Part(cells, self.clauses | other.clauses, possible)


@dataclass(slots=True)
class Clauses:
    """The formulas of one search, each translated once.

    What stands below an `any` and is more than cells gets a variable of its own, with clauses that say what follows
    from it; so clauses grow with the formula and never multiply out.
    """

    search: Search
    _parts: dict[int, Part] = field(default_factory=dict)
    _stands_for: dict[int, tuple[int, int]] = field(default_factory=dict)
    _kept: list[Formula] = field(default_factory=list)

    def part(self, formula: Formula) -> Part:
        """Return a formula as a part of questions."""
        known = self._parts.get(id(formula))
        if known is None:
            self._kept.append(formula)  # an id is good for as long as what it names
            known = self._parts[id(formula)] = self._translated(formula)
        return known

    def _translated(self, formula: Formula) -> Part:
        cells: dict[int, int] = {}
        clauses = 0
        open_ = [formula]
        while open_:
            one = open_.pop()
            if isinstance(one, Within):
                cells[one.variable] = cells.get(one.variable, one.full) & one.cells
            elif one is FALSE:
                return Part({}, 0, False)
            elif one.kind == "every":
                open_ += one.parts
            else:
                clauses |= self._clause(one, {})
        return Part(cells, clauses, all(cells.values()))

    def _clause(self, formula: Join, literals: dict[int, int]) -> int:
        """Add the clause of an `any` beside further literals; return its bit, with those of what it stands on."""
        below, literals = 0, dict(literals)
        for one in _alternatives(formula):
            if isinstance(one, Within):
                literals[one.variable] = literals.get(one.variable, 0) | one.cells
            else:
                variable, needed = self._stand_in(one)
                below |= needed
                literals[variable] = _YES
        return below | self.search.clause(literals)

    def _stand_in(self, formula: Join) -> tuple[int, int]:
        """Return the variable that stands for an `all`, and the clauses that say what follows from it.

        Without recursion: what stands below is translated first, as deep as it may be.
        """
        waiting = [formula]
        while waiting:
            one = waiting[-1]
            open_ = [below for below in _below(one) if id(below) not in self._stands_for]
            if id(one) in self._stands_for or not open_:
                waiting.pop()
                self._stand(one)
            else:
                waiting += open_
        return self._stands_for[id(formula)]

    def _stand(self, formula: Join) -> None:
        """Let a variable stand for an `all`, of which everything below has one."""
        if id(formula) in self._stands_for:
            return
        self._kept.append(formula)
        variable, needed = self.search.variable(2), 0
        for part in formula.parts:
            if isinstance(part, Within):
                needed |= self.search.clause({variable: _NO, part.variable: part.cells})
            elif part.kind == "every":
                inner, below = self._stands_for[id(part)]
                needed |= below | self.search.clause({variable: _NO, inner: _YES})
            else:
                needed |= self._clause(part, {variable: _NO})
        self._stands_for[id(formula)] = variable, needed


def _alternatives(formula: Join) -> Iterator[Formula]:
    """Yield what an `any` holds, and what an `any` within it holds."""
    open_ = list(formula.parts)
    while open_:
        one = open_.pop()
        if isinstance(one, Join) and one.kind == "some":
            open_ += one.parts
        else:
            yield one


def _below(formula: Join) -> Iterator[Join]:
    """Yield each `all` on which the clauses of an `all` stand."""
    for part in formula.parts:
        if isinstance(part, Join):
            alternatives = [part] if part.kind == "every" else _alternatives(part)
            yield from (one for one in alternatives if isinstance(one, Join))
