"""`mixed-units`: one date is held against months and against days, which do not convert."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.dates import Duration, Unit
from tierrules.meaning.model import Condition, DateWindow, Invariant, Model
from tierrules.proof.written.deciding import deciding
from tierrules.text.diagnostics import Diagnostic, Related

_WORDS: dict[Unit, str] = {"day": "days", "month": "months"}


class _Windowed(NamedTuple):
    """A window and one of its durations: a table or a dated threshold has several."""

    window: DateWindow
    duration: Duration

    @property
    def told(self) -> str:
        name = self.window.cut_off.name
        return f"`{self.window.cut_off.text}`" if name is None else f"`{name}`, {self.duration}"


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each date field with windows in both units, at the first one in the rarer unit, else days."""
    by_field: dict[str, dict[Unit, list[_Windowed]]] = defaultdict(lambda: {"day": [], "month": []})
    for one in _windowed(model):
        by_field[one.window.field][one.duration.unit].append(one)
    for field, units in by_field.items():
        if units["day"] and units["month"]:
            yield _finding(model, field, units)


def _finding(model: Model, field: str, units: dict[Unit, list[_Windowed]]) -> Diagnostic:
    rare, common = sorted(units.values(), key=lambda found: len({one.told for one in found}))
    here, there = (min(found, key=_start) for found in (rare, common))
    unit, other = here.duration.unit, there.duration.unit
    return Diagnostic.at(
        model.source,
        here.window.origin.span,
        "mixed-units",
        f"`{field}` is held against {_WORDS[unit]} ({here.told}) and against {_WORDS[other]} ({there.told})",
        help=_help(here, there),
        related=(Related.at(model.source, there.window.origin.span, f"against {_WORDS[other]}"),),
    )


def _start(one: _Windowed) -> int:
    return one.window.origin.span.start


def _help(here: _Windowed, there: _Windowed) -> str:
    for one, unit in ((here, there.duration.unit), (there, here.duration.unit)):
        converted, name = _nearest(one.duration, unit), one.window.cut_off.name
        if converted is not None and name is not None:
            return f"write `{name}: {converted}`, and every window of `{one.window.field}` in {_WORDS[unit]}"
    return f"write every window of `{here.window.field}` in one unit"


def _nearest(duration: Duration, unit: Unit) -> Duration | None:
    """What people mean who write one unit for the other: 90 days for 3 months, 365 days for a year."""
    years, months = divmod(duration.count, 12)
    if unit == "day":
        return Duration(years * 365 + months * 30, "day")
    if duration.count % 365 == 0:
        return Duration(duration.count // 365 * 12, "month")
    return Duration(duration.count // 30, "month") if duration.count % 30 == 0 else None


def _windowed(model: Model) -> Iterator[_Windowed]:
    for condition in _conditions(model):
        for atom in atoms_in(condition):
            if isinstance(atom, DateWindow):
                given = atom.cut_off.duration
                for one in [given] if isinstance(given, Duration) else [bound for _, bound in given.rows]:
                    if isinstance(one, Duration) and one.count:
                        yield _Windowed(atom, one)


def _conditions(model: Model) -> Iterator[Condition]:
    yield from model.assume
    yield from (one.condition for one in deciding(model))
    yield from (one.condition for one in model.invariants if isinstance(one, Invariant))
