"""The days that stand for all days: one for each order in which cut-offs, fixed dates and figures can lie.

A window such as `elapsed(d) >= 6 months` is, on a given day, a bound on a date. What matters is in which order these
bounds and the fixed dates lie, and that changes with the day: months have ends, thresholds have editions. Two days on
which all of it is in one order tell the same story.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tierrules.meaning import semantics
from tierrules.meaning.declared import Dated, Type
from tierrules.meaning.model import (
    Atom,
    Choice,
    Comparison,
    Computed,
    Constant,
    CutOff,
    DateWindow,
    DerivedTerm,
    FieldTerm,
    Membership,
    Model,
    Term,
)

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
"""The days that claims speak of, cut to those on which the ruleset holds."""

_USUAL = date(2026, 1, 1)
_FOUR_YEARS = 1461
"""Within these years months come in the same order of lengths every four years."""


@dataclass(frozen=True, slots=True)
class _Moving:
    """A bound that follows the day, on the fields of a group: dates up to it, and dates behind it."""

    group: str
    window: CutOff

    def on(self, day: int) -> int:
        """Return the last date before the bound parts; days and dates are counted."""
        op, bound = semantics.window(self.window, date.fromordinal(day))
        return bound.toordinal() - (op in ("<", ">="))


def moments(model: Model, atoms: Iterable[Atom | Choice]) -> list[date]:
    """Return days that stand for all days on which a ruleset holds, the most usual first; none if it never holds."""
    atoms = [atom for atom in atoms if not _is_timeless(atom)]
    since, until = in_force(model)
    if since > until:
        return []
    editions = {day for atom in atoms for day in _editions(atom) if since < day <= until}
    groups = _groups(atoms)
    moving = [_Moving(groups[atom.field], atom.cut_off) for atom in atoms if isinstance(atom, DateWindow)]
    fixed = _fixed(model, atoms, groups)
    stories: dict[object, list[date]] = {}
    starts = sorted({since, *editions, *_turns(moving, fixed, since, until, editions)})
    for start, end in zip(starts, [*starts[1:], until + timedelta(days=1)], strict=True):
        for day in _looked_at(start, end, bool(moving)):
            edition = max((one for one in editions if one <= day), default=since)
            stories.setdefault((edition, _story(moving, fixed, day)), []).append(day)
    return [_plainest(days) for days in sorted(stories.values(), key=lambda days: (-len(days), days[0]))]


def in_force(model: Model) -> tuple[date, date]:
    """Return the first and the last day on which all figures hold, within those that claims speak of."""
    tables = [one.value.rows[0][0] for one in model.thresholds.values() if isinstance(one.value, Dated)]
    return (
        max([FIRST, *tables, *([] if model.effective.since is None else [model.effective.since])]),
        min([LAST, *([] if model.effective.until is None else [model.effective.until])]),
    )


def _looked_at(start: date, end: date, moves: bool) -> Iterator[date]:
    """Yield the days between that show every order: all of four years, or the first of January where nothing moves."""
    usual = _USUAL if start <= _USUAL < end else start
    if not moves:
        yield usual
        return
    length = min(_FOUR_YEARS, (end - start).days)
    first = min(usual, end - timedelta(days=length))
    yield from (first + timedelta(days=at) for at in range(length))


def _plainest(days: list[date]) -> date:
    """Return the first of a month where there is one, the nearest to the usual day."""
    return min(days, key=lambda day: (day.day != 1, abs((day - _USUAL).days)))


def _story(moving: list[_Moving], fixed: dict[str, list[int]], day: date) -> object:
    """Return in which order all bounds of each group of fields lie on a day."""
    bounds: dict[str, list[int]] = {group: list(days) for group, days in fixed.items()}
    for one in moving:
        bounds[one.group].append(one.on(day.toordinal()))
    return tuple(_ranks(places) for places in bounds.values())


def _ranks(places: list[int]) -> tuple[int, ...]:
    order = sorted(set(places))
    return tuple(bisect_left(order, one) for one in places)


def _turns(
    moving: list[_Moving], fixed: dict[str, list[int]], since: date, until: date, editions: set[date]
) -> Iterator[date]:
    """Yield the days on which a moving bound reaches a fixed date, or passes it; between editions it only rises."""
    starts = [since, *sorted(editions)]
    for start, end in zip(starts, [*starts[1:], until + timedelta(days=1)], strict=True):
        days = range(start.toordinal(), end.toordinal())
        for one in moving:
            for aim in {day + by for day in fixed.get(one.group, ()) for by in (0, 1)}:
                found = bisect_left(days, aim, key=one.on)
                if 0 < found < len(days):
                    yield date.fromordinal(days[found])


def _is_timeless(atom: Atom | Choice) -> bool:
    """Whether an atom holds a field against numbers or words that are the same on every day; most do."""
    match atom:
        case Comparison(FieldTerm(), _, Constant(one)) | Comparison(Constant(one), _, FieldTerm()):
            return isinstance(one, Fraction | str)
        case Membership(FieldTerm(), values):
            return all(isinstance(one.value, str) for one in values)
        case _:
            return False


# --- what bounds a date


def _groups(atoms: list[Atom | Choice]) -> dict[str, str]:
    """Return for each date field the first of those that it is compared with, so that these share their bounds."""
    found: dict[str, str] = {}
    for atom in atoms:
        for name in (name for name, _ in _fixed_in(atom)):
            found.setdefault(name, name)
        match atom:
            case DateWindow(name):
                found.setdefault(name, name)
            case Comparison(FieldTerm(left), _, FieldTerm(right), Type.DATE):
                one, other = found.setdefault(left, left), found.setdefault(right, right)
                found.update({name: one for name, group in found.items() if group == other})
    return found


def _fixed(model: Model, atoms: list[Atom | Choice], groups: dict[str, str]) -> dict[str, list[int]]:
    """Return the fixed days of each group of fields, and the limits of these."""
    found: dict[str, set[int]] = {group: set() for group in groups.values()}
    for atom in atoms:
        for name, day in _fixed_in(atom):
            found[groups[name]].update((day.toordinal() - 1, day.toordinal()))
    for name, group in groups.items():
        low, high = model.fields[name].minimum, model.fields[name].maximum
        found[group].update([low.toordinal() - 1] if isinstance(low, date) else [])
        found[group].update([high.toordinal()] if isinstance(high, date) else [])
    return {name: sorted(days) for name, days in found.items()}


def days_in(atom: Atom | Choice) -> Iterator[date]:
    """Yield the fixed days that a comparison holds a date against."""
    yield from (day for _, day in _fixed_in(atom))


def _fixed_in(atom: Atom | Choice) -> Iterator[tuple[str, date]]:
    match atom:
        case Comparison(FieldTerm(name), _, Constant() as one) | Comparison(Constant() as one, _, FieldTerm(name)):
            yield from ((name, day) for day in _days(one))
        case Membership(FieldTerm(name), values):
            yield from ((name, day) for one in values for day in _days(one))


def _days(constant: Constant) -> list[date]:
    held = [bound for _, bound in constant.value.rows] if isinstance(constant.value, Dated) else [constant.value]
    return [one for one in held if isinstance(one, date)]


def _editions(atom: Atom | Choice) -> Iterator[date]:
    """Yield the days on which a figure that a comparison uses changes."""
    match atom:
        case Comparison(left, _, right):
            yield from _editions_of(left)
            yield from _editions_of(right)
        case Membership(term, values):
            for one in (term, *values):
                yield from _editions_of(one)
        case DateWindow(_, cut_off) if isinstance(cut_off.duration, Dated):
            yield from (day for day, _ in cut_off.duration.rows)


def _editions_of(term: Term) -> Iterator[date]:
    match term:
        case Constant(Dated() as dated):
            yield from (day for day, _ in dated.rows)
        case DerivedTerm(_, inner):
            yield from _editions_of(inner)
        case Computed(_, parts):
            for part in parts:
                yield from _editions_of(part)
