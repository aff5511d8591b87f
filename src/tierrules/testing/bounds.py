"""The values at which a ruleset may answer otherwise: every bound, its nearest neighbours, and values between.

A customer is interesting on a bound and just beside it. No value here lies outside the limits of its field: such a
value is a problem in the data and never becomes a fact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Protocol

from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.dates import elapsed_bound, until_bound
from tierrules.meaning.declared import NUMERIC, Dated, Field, Scalar, Type
from tierrules.meaning.model import (
    Atom,
    Choice,
    Comparison,
    Computed,
    Constant,
    CutOff,
    DateWindow,
    DerivedTerm,
    Dimension,
    FieldTerm,
    Membership,
    Model,
    ScoreTerm,
    Term,
)
from tierrules.meaning.number_text import decimal_places
from tierrules.meaning.values import duration_in_force, fields_of, in_force

NEAR = Fraction(1, 10**10)
"""The finest step that a rule can write: ten digits behind the point."""

FAR = timedelta(days=400)


class HasRules(Protocol):
    """A loaded ruleset, as far as test data is made from it."""

    @property
    def inputs(self) -> Mapping[str, Field]:
        """The fields that rules read."""

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The questions that the ruleset answers."""


Rules = HasRules | Model


def fields_read(rules: Rules) -> Mapping[str, Field]:
    """Return the fields that rules read, by name."""
    return {name: rules.fields[name] for name in rules.inputs} if isinstance(rules, Model) else rules.inputs


def comparisons_of(dimension: Dimension) -> Iterator[Atom | Choice]:
    """Yield every comparison of a dimension, those of its guard first; of tables and scores all that they hold."""
    if dimension.applies is not None:
        yield from atoms_in(dimension.applies)
    for rule in dimension.rules:
        yield from atoms_in(rule.when)


def boundary_values(rules: Rules, as_of: date) -> dict[str, tuple[Scalar, ...]]:
    """Return for each field the values worth trying on the day `as_of`: numbers in base units, in rising order.

    Raises DateRangeError for an `as_of` outside the calendar of the language.
    """
    held = bounds(rules, as_of)
    return {name: _worth_trying(field, held[name], as_of) for name, field in fields_read(rules).items()}


def bounds(rules: Rules, as_of: date) -> dict[str, frozenset[Scalar]]:
    """Return for each field what it is held against on the day `as_of`; its own limits are bounds too.

    Fields that are compared with each other, or stand in one computed value, share their bounds.
    """
    held: dict[str, set[Scalar]] = {name: _limits(field) for name, field in fields_read(rules).items()}
    together: list[tuple[str, str]] = []
    for dimension in rules.dimensions.values():
        for atom in comparisons_of(dimension):
            for name, bound in held_against(atom, as_of):
                if name in held:
                    held[name].add(bound)
            if isinstance(atom, Comparison):
                together += pairwise(_fields_compared(atom))
    _share(held, together)
    return {name: frozenset(found) for name, found in held.items()}


def held_against(atom: Atom | Choice, as_of: date) -> Iterator[tuple[str, Scalar]]:
    """Yield each field of one comparison with each constant that it is held against."""
    match atom:
        case Comparison(left, _, right):
            bounds = {one for term in (left, right) for one in _constants(term, as_of)}
            if not isinstance(left, FieldTerm | Constant) or not isinstance(right, FieldTerm | Constant):
                bounds |= set(_worked_out([one for one in bounds if isinstance(one, Fraction)]))
            yield from ((field, bound) for field in _fields_compared(atom) for bound in bounds)
        case Membership(term, values, _, prefix):
            for bound in (one for value in values for one in _constants(value, as_of)):
                yield from ((field, bound) for field in fields_of(term))
                if prefix and isinstance(term, FieldTerm):
                    yield term.field, f"{bound}0"
        case Choice(field, rows):
            yield from ((field, key) for key, _ in rows)
            yield from ((field, f"{key}0") for key, _ in rows if atom.prefix)
        case DateWindow(field, cut_off):
            yield field, window_bound(cut_off, as_of)


def window_bound(cut_off: CutOff, as_of: date) -> date:
    """Return the date that a date field is held against on the day `as_of`."""
    bound = elapsed_bound if cut_off.function == "elapsed" else until_bound
    return bound(cut_off.op, as_of, duration_in_force(cut_off.duration, as_of))[1]


def _constants(term: Term, as_of: date) -> Iterator[Scalar]:
    match term:
        case Constant(Dated() as dated):
            current = in_force(dated, as_of)
            if isinstance(current, Fraction | date):
                yield current
        case Constant(Fraction() | date() | str() as value):  # booleans are tried anyhow, NONE is no value
            yield value
        case DerivedTerm(_, inner):
            yield from _constants(inner, as_of)
        case Computed(_, parts):
            for part in parts:
                yield from _constants(part, as_of)


def _worked_out(constants: list[Fraction]) -> Iterator[Fraction]:
    """Numbers with which a computed value often lies on its bound: nought, one, and results of one step."""
    yield from (Fraction(0), Fraction(1))
    for one, other in combinations(constants[:4], 2):
        yield from (one + other, abs(one - other), one * other)
        yield from (low / high for low, high in ((one, other), (other, one)) if high and _is_short(low / high))


def _limits(field: Field) -> set[Scalar]:
    return {limit for limit in (field.minimum, field.maximum) if limit is not None}


def _fields_compared(atom: Comparison) -> list[str]:
    return [field for term in (atom.left, atom.right) if not isinstance(term, ScoreTerm) for field in fields_of(term)]


def _share(held: dict[str, set[Scalar]], together: list[tuple[str, str]]) -> None:
    """Give all fields that hang together by comparisons one set of bounds."""
    for left, right in together:
        if left in held and right in held and held[left] is not held[right]:
            both = held[left] | held[right]
            # Whoever shares with either of the two shares with both.
            for name in [name for name, one in held.items() if one is held[left] or one is held[right]]:
                held[name] = both


# --- from bounds to values, a function for each kind of field


def _worth_trying(field: Field, held: frozenset[Scalar], as_of: date) -> tuple[Scalar, ...]:
    if field.type is Type.BOOLEAN:
        return False, True
    if field.type in NUMERIC:
        numbers = [one for one in held if isinstance(one, Fraction)]
        return _within(field, _whole(numbers) if field.type is Type.INTEGER else _fine(numbers))
    if field.type is Type.DATE:
        return _within(field, _days({one for one in held if isinstance(one, date)} or {as_of}))
    return _words(field, {one for one in held if isinstance(one, str)})


def _whole(held: Iterable[Fraction]) -> set[Fraction]:
    """Whole numbers on and beside each bound; beside a broken bound the two that enclose it."""
    marks = sorted(set(held)) or [Fraction(0)]
    beside = {Fraction(side) for one in marks for side in (math.ceil(one) - 1, math.floor(one) + 1)}
    return beside | {Fraction(math.floor(one)) for one in _between(marks)} | {one for one in marks if _is_whole(one)}


def _fine(held: Iterable[Fraction]) -> set[Fraction]:
    """Each bound, and beside it by the smallest step that the bounds are written in and by the finest there is."""
    marks = sorted(set(held)) or [Fraction(0)]
    step = Fraction(1, 10 ** max(decimal_places(one) or 0 for one in marks))
    return {one + by for one in marks for by in (0, step, -step, NEAR, -NEAR)} | set(_between(marks))


def _between(marks: list[Fraction]) -> Iterator[Fraction]:
    """Yield the middle between neighbours, and a number far beyond either end."""
    far = 2 * max(map(abs, marks)) + 10
    yield from (marks[0] - far, marks[-1] + far)
    yield from ((low + high) / 2 for low, high in pairwise(marks))


def _days(held: Iterable[date]) -> set[date]:
    marks = sorted(held)
    near = timedelta(days=1)
    middles = {low + (high - low) // 2 for low, high in pairwise(marks)}
    return {day for one in marks for by in (-FAR, -near, 0 * near, near, FAR) for day in _moved(one, by)} | middles


def _moved(day: date, by: timedelta) -> tuple[date, ...]:
    """The day so far away, or none beyond the calendar."""
    return (day + by,) if date.min + FAR <= day <= date.max - FAR or not by else ()


def _words(field: Field, held: set[str]) -> tuple[str, ...]:
    """All values of a category; of a text each word mentioned, each in other case, and one never mentioned."""
    if field.values is not None:
        return field.values
    spoken = held | {one.swapcase() for one in held}
    other = "other"
    while other in spoken:
        other += "*"
    return (*sorted(spoken), other)


def _within(field: Field, values: Iterable[Scalar]) -> tuple[Scalar, ...]:
    low, high = field.minimum, field.maximum
    kept = (one for one in values if (low is None or _is_up_to(low, one)) and (high is None or _is_up_to(one, high)))
    return tuple(sorted(kept, key=_order))


def _is_up_to(one: Scalar, other: Scalar) -> bool:
    return _order(one) <= _order(other)


def _order(one: Scalar) -> Fraction:
    """The place of a number or a day on its line."""
    return Fraction(one.toordinal()) if isinstance(one, date) else Fraction(one)


def _is_short(one: Fraction) -> bool:
    """Whether data can hold the number to its last digit."""
    places = decimal_places(one)
    return places is not None and places <= 10


def _is_whole(one: Fraction) -> bool:
    return one.denominator == 1
