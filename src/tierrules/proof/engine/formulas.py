"""Claims about one customer, put together with `all` and `any` from one thing: in which cells a variable lies.

A variable is a field, or a comparison of several fields. It lies in exactly one of its cells; a set of cells is a
number whose bit n stands for cell n. Since the rest of a set is a set again, `not` needs no node of its own.

Formulas are compared by identity, and share their parts: a ladder of a thousand rules is no larger than the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import and_, or_
from typing import Literal

_FEW = 8
"""Parts of a part are drawn up into the whole where they are few; more stay shared."""


@dataclass(slots=True, eq=False)
class Within:
    """The variable lies in one of the cells; `full` are all that it has."""

    variable: int
    cells: int
    full: int


@dataclass(slots=True, eq=False)
class Join:
    """All parts hold (of none that is true), or at least one (of none that is false)."""

    kind: Literal["every", "some"]
    parts: tuple[Formula, ...]
    opposite: Join | Within | None = field(default=None, repr=False)


Formula = Within | Join

TRUE = Join("every", ())
FALSE = Join("some", ())


def within(variable: int, cells: int, full: int) -> Formula:
    """Return that a variable lies in one of the cells."""
    if cells == full:
        return TRUE
    return Within(variable, cells, full) if cells else FALSE


def every(parts: Iterable[Formula]) -> Formula:
    """Return that all parts hold, in a form without parts that say nothing."""
    return _joined("every", parts, TRUE, FALSE, and_)


def some(parts: Iterable[Formula]) -> Formula:
    """Return that at least one part holds, in a form without parts that say nothing."""
    return _joined("some", parts, FALSE, TRUE, or_)


def no(formula: Formula) -> Formula:
    """Return that a formula does not hold; without recursion, since a ladder is as deep as it has rules."""
    waiting = [formula] if isinstance(formula, Join) else []
    while waiting:
        one = waiting[-1]
        open_ = [part for part in one.parts if isinstance(part, Join) and not _is_turned(part)]
        if open_ and not _is_turned(one):
            waiting += open_
            continue
        waiting.pop()
        if not _is_turned(one):
            one.opposite = (some if one.kind == "every" else every)(map(_turned, one.parts))
            if isinstance(one.opposite, Join) and one.opposite not in (TRUE, FALSE):
                one.opposite.opposite = one
    return _turned(formula)


def _is_turned(formula: Join) -> bool:
    return formula in (TRUE, FALSE) or formula.opposite is not None


def _turned(formula: Formula) -> Formula:
    if isinstance(formula, Within):
        return within(formula.variable, formula.full & ~formula.cells, formula.full)
    if formula is TRUE or formula is FALSE:
        return FALSE if formula is TRUE else TRUE
    assert formula.opposite is not None
    return formula.opposite


def at_least(k: int, parts: Iterable[Formula]) -> Formula:
    """Return that at least `k` of the parts hold."""
    if k <= 0:
        return TRUE
    # reached[n] says that n of the parts seen so far hold.
    reached: list[Formula] = [TRUE, *([FALSE] * k)]
    for part in parts:
        reached = [TRUE, *(some((reached[n], every((reached[n - 1], part)))) for n in range(1, k + 1))]
    return reached[k]


def _joined(
    kind: Literal["every", "some"],
    parts: Iterable[Formula],
    neutral: Formula,
    ending: Formula,
    merged: Callable[[int, int], int],
) -> Formula:
    kept: list[Formula] = []
    cells: dict[int, Within] = {}
    for part in parts:
        small = isinstance(part, Join) and part.kind == kind and len(part.parts) <= _FEW
        for one in part.parts if small and isinstance(part, Join) else (part,):
            if one is ending:
                return ending
            if isinstance(one, Join):
                kept.append(one)
            elif one.variable not in cells:
                cells[one.variable] = one
            else:
                found = within(one.variable, merged(one.cells, cells[one.variable].cells), one.full)
                if isinstance(found, Join):
                    return ending
                cells[one.variable] = found
    listed = [*cells.values(), *kept]
    if not listed:
        return neutral
    return listed[0] if len(listed) == 1 else Join(kind, tuple(listed))
