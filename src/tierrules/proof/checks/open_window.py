"""`open-window`: `until(d) <= n` holds for every day in the past, `elapsed(d) < n` for every day to come.

A window is closed by the same conjunction, by the guard of its dimension, by an assumption, by the limits of the field,
or by an earlier rule that takes all days at the open end. Under `not` a window is the complement of one, and none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tierrules.meaning.dates import Duration
from tierrules.meaning.model import DateWindow, Model
from tierrules.proof.written.deciding import Deciding, Placed, deciding, placed
from tierrules.proof.written.ends import End, is_closed, is_taken
from tierrules.text.diagnostics import Diagnostic
from tierrules.text.source import Span

_DAYS = {"past": "every day in the past", "future": "every day to come"}


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each window that lacks an end."""
    told: set[Span] = set()
    for one in deciding(model):
        for atom, end, is_link in _open_windows(model, one):
            if atom.origin.span not in told:
                told.add(atom.origin.span)
                yield _finding(model, one, atom, end, is_link)


def _finding(model: Model, one: Deciding, atom: DateWindow, end: End, is_link: bool) -> Diagnostic:
    text = atom.origin.text
    return Diagnostic.at(
        model.source,
        atom.origin.span,
        "open-window",
        f"`{text}` also holds for {_DAYS[end]}",
        help=_help(atom, is_link),
        rules=one.rules,
    )


def _help(atom: DateWindow, is_link: bool) -> str:
    text, asked = atom.origin.text, atom.cut_off.function
    if is_link:
        return f"its other end is a table with `n/a`; say as well that `{asked}({atom.field}) >= 0`"
    return f"write `0 <= {text}`" if text.startswith(asked) else f"write `{text} >= 0`"


def _open_windows(model: Model, one: Deciding) -> Iterator[tuple[DateWindow, End, bool]]:
    guard = () if one.dimension is None or one.dimension.applies is None else (one.dimension.applies,)
    for found in placed(one.condition):
        atom = found.atom
        if not isinstance(atom, DateWindow) or not _reaches_days_near(atom):
            continue
        end: End = "past" if atom.cut_off.function == "until" else "future"
        closed = _is_limited(model, atom.field, end) or is_closed(
            (*found.beside, *guard, *model.assume), atom.field, end
        )
        if not closed and not _is_taken_before(one, atom.field, end):
            yield atom, end, _is_link(found)


def _is_link(one: Placed) -> bool:
    """Whether a window is a link of a chain: its neighbour is written over the same date."""
    start, end = one.atom.origin.span
    return any(part.origin.span.start < end and start < part.origin.span.end for part in one.beside)


def _reaches_days_near(atom: DateWindow) -> bool:
    """Whether a window means the days up to some distance from today: `until(d) <= 0` means the past itself."""
    given = atom.cut_off.duration
    durations = [given] if isinstance(given, Duration) else [bound for _, bound in given.rows]
    return atom.cut_off.op in ("<", "<=") and any(isinstance(one, Duration) and one.count > 0 for one in durations)


def _is_limited(model: Model, field: str, end: End) -> bool:
    """Whether the limits of the field leave no day at the open end, on every day on which the ruleset holds."""
    declared, effective = model.fields[field], model.effective
    if end == "past":
        low, last = declared.minimum, effective.until
        return isinstance(low, date) and last is not None and low >= last
    high, first = declared.maximum, effective.since
    return isinstance(high, date) and first is not None and high <= first


def _is_taken_before(one: Deciding, field: str, end: End) -> bool:
    """Whether an earlier rule takes all days at the open end, so that none of them gets here."""
    if one.dimension is None or one.rule is None or one.dimension.reducer != "first":
        return False
    for rule in one.dimension.rules:
        if rule.id == one.rule:
            return False
        if is_taken(rule.when, field, end):
            return True
    return False
