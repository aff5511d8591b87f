"""Whether a formula holds for one customer, worked out from the cells the customer lies in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from tierrules.meaning.declared import Scalar, Type
from tierrules.meaning.truth import Absent
from tierrules.proof.engine.formulas import Formula, Within
from tierrules.proof.engine.ranges import ends, place
from tierrules.proof.engine.scores import Total
from tierrules.proof.engine.space import Line, Space


def holds(formula: Formula, cells: Mapping[int, int]) -> bool:
    """Whether a formula holds where each variable lies in the cell given for it."""
    if isinstance(formula, Within):
        return bool(formula.cells >> cells[formula.variable] & 1)
    return (all if formula.kind == "every" else any)(holds(part, cells) for part in formula.parts)


def cells_of(space: Space, facts: Mapping[str, Scalar | Absent], totals: Iterable[Total] = ()) -> dict[int, int]:
    """Return the cell of each variable of a space in which a customer lies, and of scores that have one."""
    found = {line.variable: cell_of(line, facts[name]) for name, line in space.lines.items()}
    case = space.case(dict(facts))
    found |= {one.variable: one.cell_of(case) for one in totals}
    return found | {one.variable: one.cell_of(case) for one in space.relations.values()}


def cell_of(line: Line, seen: Scalar | Absent) -> int:
    """Return the one cell of a line that holds a value."""
    if isinstance(seen, Absent | bool):
        (found,) = (at for at, cell in enumerate(line.cells) if cell.value is seen)
        return found
    if isinstance(seen, str):
        return word_cell(line, seen)
    (found,) = (at for at in range(line.valued.bit_count()) if between(line, at, place(seen)))
    return found


def between(line: Line, at: int, seen: Fraction) -> bool:
    low, high = ends(line.field, line.cells[at])
    if line.field.type is Type.INTEGER:
        assert seen.denominator == 1
    above = low.at is None or seen > low.at or (low.included and seen == low.at)
    return above and (high.at is None or seen < high.at or (high.included and seen == high.at))


def word_cell(line: Line, seen: str) -> int:
    named = [at for at, cell in enumerate(line.cells) if cell.value == seen and cell.prefix is None and not cell.other]
    if named:
        return named[0]
    starts = [
        (len(cell.prefix), at)
        for at, cell in enumerate(line.cells)
        if cell.prefix is not None and seen.startswith(cell.prefix)
    ]
    if starts:
        return max(starts)[1]
    return next(at for at, cell in enumerate(line.cells) if cell.other)
