"""Where a set of dates begins and ends: on a fixed day, or as long ago or as far ahead as a window says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from tierrules.meaning import semantics
from tierrules.meaning.dates import Duration, Order
from tierrules.meaning.model import Atom, Choice, CutOff, DateWindow
from tierrules.meaning.values import duration_in_force
from tierrules.proof.engine.moments import days_in
from tierrules.proof.engine.space import Line

_OPPOSITES: Final[dict[Order, Order]] = {"<": ">=", "<=": ">", ">=": "<", ">": "<="}


@dataclass(frozen=True, slots=True)
class Window:
    """How long ago a date is, or how far ahead: `elapsed(last_purchase_on) >= 6 months`."""

    function: Literal["elapsed", "until"]
    op: Order
    duration: Duration

    @property
    def asks_for_later(self) -> bool:
        """Whether it holds of the dates behind its edge rather than of those before it."""
        return (self.function == "elapsed") == (self.op in ("<", "<="))

    @property
    def turned(self) -> Window:
        """The window that holds just where this one does not."""
        return replace(self, op=_OPPOSITES[self.op])

    def last_before(self, as_of: date) -> int:
        """Return the last day before its edge, counted."""
        op, bound = semantics.window(CutOff(self.function, self.op, self.duration, ""), as_of)
        return bound.toordinal() - (op in ("<", ">="))


@dataclass(frozen=True, slots=True)
class Edges:
    """What can be said of the places at which dates are cut, on one day.

    Two fields that are compared with each other are cut at the same places, so that the windows of one may be the
    edges of the other.
    """

    as_of: date
    windows: tuple[tuple[str, Window], ...]
    fixed: frozenset[int]
    """The last days before edges that are the same on all days, counted."""

    def says(self, line: Line, at: int) -> Window | Literal["fixed"] | None:
        """Return what makes the edge before a cell: a window, or a fixed day; None if nothing does."""
        before = _first_day(line, at) - 1
        here = [(name, one) for name, one in self.windows if one.last_before(self.as_of) == before]
        own = [one for name, one in here if name == line.field.name]
        if own or before not in self.fixed:
            return next(iter([*own, *(one for _, one in here)]), None)
        return "fixed"


def edges(atoms: Iterable[Atom | Choice], as_of: date) -> Edges:
    """Return the edges that comparisons of dates make on one day."""
    windows, fixed = dict[tuple[str, Window], None](), set[int]()
    for atom in atoms:
        if isinstance(atom, DateWindow):
            length = duration_in_force(atom.cut_off.duration, as_of)
            windows[atom.field, Window(atom.cut_off.function, atom.cut_off.op, length)] = None
        else:
            fixed.update(one.toordinal() - by for one in days_in(atom) for by in (0, 1))
    return Edges(as_of, tuple(windows), frozenset(fixed))


def place_of(line: Line, window: Window, as_of: date) -> int | None:
    """Return how many cells of values lie before the edge of a window; None if one lies on both sides of it."""
    behind = window.last_before(as_of) + 1
    count = line.valued.bit_count()
    for at in range(count):
        if _first_day(line, at) >= behind:
            return at if at == 0 or _first_day(line, at) == behind else None
    high = line.cells[count - 1].high or line.field.maximum or date.max
    return count if isinstance(high, date) and high.toordinal() < behind else None


def _first_day(line: Line, at: int) -> int:
    low = line.cells[at].low or line.field.minimum or date.min
    assert isinstance(low, date), "dates are cut at dates"
    return low.toordinal()
