"""The values of one field, cut wherever an answer may change while all else stays as it is.

Each comparison that names the field is solved for it: the other fields have the values of the case. Within a cell
every comparison keeps its truth, so trying one value of each cell tries them all.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import cast

from tierrules.meaning import semantics
from tierrules.meaning.conditions import atoms_in, fields_in_term
from tierrules.meaning.declared import NUMERIC, Field, Scalar, Type
from tierrules.meaning.model import (
    Atom,
    Choice,
    Comparison,
    Condition,
    DateWindow,
    FieldTerm,
    LabelTest,
    Membership,
    Model,
    Presence,
    ScoreTerm,
    Term,
)
from tierrules.meaning.quotients import Roots, poles, roots
from tierrules.meaning.regions import Cell
from tierrules.meaning.truth import NONE, Absent
from tierrules.meaning.values import Case, value

_ANY_DAY = date(2000, 1, 1)


@dataclass(slots=True)
class Marks:
    """Where the truth of some comparison may change: numbers and dates, words, and beginnings of words.

    `exact` is False if a comparison could not be solved for the field.
    """

    points: set[Fraction | date] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    exact: bool = True

    def add(self, seen: Scalar | Absent) -> None:
        """Add a value that the field is held against; booleans are tried anyhow."""
        if isinstance(seen, str):
            self.words.add(seen)
        elif not isinstance(seen, bool | Absent):
            self.points.add(seen)


def atoms_asked(model: Model, dimension: str) -> list[Atom | Choice]:
    """Return every comparison on which a dimension may hang: its own, and those of each dimension that it tests."""
    asked, at = [dimension], 0
    found: list[Atom | Choice] = []
    while at < len(asked):
        one = model.dimensions[asked[at]]
        conditions = [rule.when for rule in one.rules] + ([] if one.applies is None else [one.applies])
        for atom in _all_atoms(conditions):
            found.append(atom)
            if isinstance(atom, LabelTest) and atom.dimension not in asked:
                asked.append(atom.dimension)
        at += 1
    return found


def atoms_assumed(model: Model) -> list[Atom | Choice]:
    """Return every comparison of the assumptions."""
    return list(_all_atoms(model.assume))


def _all_atoms(conditions: Iterable[Condition]) -> Iterator[Atom | Choice]:
    for condition in conditions:
        yield from atoms_in(condition)


def marks(case: Case, atoms: Iterable[Atom | Choice], name: str) -> Marks:
    """Return where comparisons may change their truth as the field moves and all others stay."""
    found = Marks()
    for atom in atoms:
        _mark(case, atom, name, found)
    return found


def _mark(case: Case, atom: Atom | Choice, name: str, found: Marks) -> None:
    match atom:
        case Comparison(left, _, right):
            _mark_pair(case, left, right, name, found)
        case Membership(term, members, _, True):
            if term == FieldTerm(name):
                found.prefixes |= {str(value(case, one)) for one in members}
        case Membership(term, members):
            for one in members:
                _mark_pair(case, term, one, name, found)
        case Presence(term):
            _mark_solved(poles(case, term, name), found)
        case Choice(field, rows, prefix=prefix) if field == name:
            keys = {key for key, _ in rows}
            found.prefixes |= keys if prefix else set()
            found.words |= set() if prefix else keys
        case DateWindow(field, cut_off) if field == name:
            found.points.add(semantics.window(cut_off, case.as_of)[1])


def _mark_pair(case: Case, left: Term, right: Term, name: str, found: Marks) -> None:
    if isinstance(left, ScoreTerm):  # its conditions stand among the comparisons themselves
        if name in fields_in_term(right):
            # What a score comes to depends on the customer, so that no fixed number cuts the field.
            found.exact = False
            found.points |= set(semantics.interval(case, left))
        return
    if not any(name in fields_in_term(side) for side in (left, right)):
        return
    if case.model.fields[name].type in NUMERIC:
        _mark_solved(roots(case, left, right, name), found)
        return
    for side, other in ((left, right), (right, left)):
        if side == FieldTerm(name) and other != side:
            found.add(value(case, other))


def _mark_solved(solved: Roots, found: Marks) -> None:
    found.points |= solved.at
    found.exact &= solved.exact


# --- from marks to cells


def cells(one: Field, marks: Marks, *, least: date | None = None, most: date | None = None) -> list[Cell]:
    """Return the cells of a field in rising order, and that there is no value where emptiness means so.

    Values beyond the field's own limits are none that data can hold; `least` and `most` narrow a date further.
    """
    return [*_valued(one, marks, least, most), *([Cell(NONE)] if one.empty == "none" else [])]


def _valued(one: Field, marks: Marks, least: date | None, most: date | None) -> list[Cell]:
    if one.type is Type.BOOLEAN:
        return [Cell(False), Cell(True)]
    if one.type is Type.DATE:
        return _days(one, marks, least, most)
    if one.type in NUMERIC:
        points = [point for point in marks.points if isinstance(point, Fraction)]
        return _whole(one, points) if one.type is Type.INTEGER else _dense(one, points)
    return _words(one, marks)


def _words(one: Field, marks: Marks) -> list[Cell]:
    if one.values is not None:
        return [Cell(word) for word in one.values]
    words = [Cell(word) for word in sorted(marks.words)]
    starts = [Cell(_apart(start, marks), prefix=start) for start in sorted(marks.prefixes)]
    return [*words, *starts, Cell(_apart("", marks), other=True)]


def _apart(start: str, marks: Marks) -> str:
    """Return a word that begins so, and that neither is named nor begins with a longer prefix."""
    if start and start not in marks.words:
        return start
    named = marks.words | marks.prefixes
    letters = (start + chr(code) for code in range(ord("0"), sys.maxunicode))
    return next(one for one in letters if not any(name.startswith(one) for name in named))


def _whole(one: Field, points: list[Fraction]) -> list[Cell]:
    low = math.ceil(one.minimum) if isinstance(one.minimum, Fraction) else None
    high = math.floor(one.maximum) if isinstance(one.maximum, Fraction) else None
    return [
        Cell(Fraction(_inside(start, end)), _end(start, low), _end(end, high))
        for start, end in _spans(points, low, high)
    ]


def _inside(start: int | None, end: int | None) -> int:
    if start is not None:
        return start
    return 0 if end is None else end


def _end(end: int | None, limit: int | None) -> Fraction | None:
    """An end that is the field's own limit is open: there is nothing beyond it. Where there is no end, no limit is."""
    return None if end == limit else Fraction(cast(int, end))


def _days(one: Field, marks: Marks, least: date | None, most: date | None) -> list[Cell]:
    lows = [day for day in (one.minimum, least) if isinstance(day, date)]
    highs = [day for day in (one.maximum, most) if isinstance(day, date)]
    low, high = max(lows, default=date.min), min(highs, default=date.max)
    points = [Fraction(day.toordinal()) for day in marks.points if isinstance(day, date)]
    spans = _spans(points, low.toordinal(), high.toordinal())
    return [
        Cell(_day_inside(start, end), _day(start, one.minimum), _day(end, one.maximum))
        for start, end in cast(Iterator[tuple[int, int]], spans)  # the calendar has ends
    ]


def _day_inside(start: int, end: int) -> date:
    """A day that has others around it: the calendar's ends are no days that anybody means."""
    if start > date.min.toordinal():
        return date.fromordinal(start)
    return date.fromordinal(end) if end < date.max.toordinal() else _ANY_DAY


def _day(end: int, limit: object) -> date | None:
    day = date.fromordinal(end)
    return None if day in (date.min, date.max, limit) else day


def _spans(points: list[Fraction], low: int | None, high: int | None) -> Iterator[tuple[int | None, int | None]]:
    """Yield the whole numbers on the points and between them as closed spans, empty ones left out."""
    start = low
    for point in sorted(points):
        below, on = math.ceil(point) - 1, point.denominator == 1
        if (low is not None and point < low) or (high is not None and point > high):
            continue
        if start is None or start <= below:
            yield start, below
        if on:
            yield int(point), int(point)
        start = math.floor(point) + 1
    if high is None or start is None or start <= high:
        yield start, high


def _dense(one: Field, points: list[Fraction]) -> list[Cell]:
    low, high = (limit if isinstance(limit, Fraction) else None for limit in (one.minimum, one.maximum))
    inner = sorted(point for point in points if (low is None or point >= low) and (high is None or point <= high))
    ends: list[Fraction | None] = [None, *inner, None]
    return list(_line(ends, low, high))


def _line(ends: list[Fraction | None], low: Fraction | None, high: Fraction | None) -> Iterator[Cell]:
    for start, end in pairwise(ends):
        if start is not None:
            yield Cell(start, None if start == low else start, None if start == high else start)
        least, most = low if start is None else start, high if end is None else end
        # A limit of the field belongs to its values, so an open end at a limit may be that one value alone.
        if least is None or most is None or least < most:
            yield Cell(_between(start, end, least, most), start, end, start is None, end is None)


def _between(start: Fraction | None, end: Fraction | None, least: Fraction | None, most: Fraction | None) -> Fraction:
    if least is not None and most is not None:
        return (least + most) / 2
    if least is not None:
        return least + 1
    return most - 1 if most is not None else Fraction(0)
