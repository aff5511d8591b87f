"""The same questions put to z3, the way its manual does: a variable for each column, a conjunction for each row."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import z3

from proving.tables import LIMIT, WORDS, Cell, Row, Table


class Formula:
    """A table as a formula of linear whole numbers, each word being one."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.variables = {name: z3.Int(name) for name in table.columns}
        limits = {name: LIMIT if name in table.numbers else len(WORDS) for name in table.columns}
        self.possible = [z3.And(one >= 0, one < limits[name]) for name, one in self.variables.items()]
        self.rows = [self._row(row) for row in table.rows]

    @cached_property
    def nothing_matches(self) -> Any:
        """A customer whom no row takes."""
        return z3.Not(z3.Or(self.rows))

    def _row(self, row: Row) -> Any:
        return z3.And([self._cell(name, cell) for name, cell in row.cells.items()])

    def _cell(self, name: str, cell: Cell) -> Any:
        one = self.variables[name]
        if isinstance(cell, frozenset):
            return z3.Or([one == WORDS.index(word) for word in sorted(cell)])
        return z3.And(one >= cell[0], one < cell[1])


def built(table: Table) -> Formula:
    """Return the formula whose truth is a gap, built."""
    formula = Formula(table)
    _ = formula.nothing_matches
    return formula


def has_gap(formula: Formula) -> bool:
    """Whether some customer meets no row."""
    solver = z3.Solver()
    solver.add(*formula.possible, formula.nothing_matches)
    return bool(solver.check() == z3.sat)


def lacks_a_label(table: Table) -> bool:
    """Whether some customer meets no row, from the table."""
    return has_gap(built(table))


def dead_rows(table: Table) -> list[int]:
    """Return the rows of which every customer meets a row above, by one solver that remembers what it was told."""
    formula = Formula(table)
    solver = z3.Solver()
    solver.add(*formula.possible)
    found = []
    for at, row in enumerate(formula.rows):
        if solver.check(row) == z3.unsat:
            found.append(at)
        solver.add(z3.Not(row))
    return found
