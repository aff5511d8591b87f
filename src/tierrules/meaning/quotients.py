"""Terms as functions of one field: where two of them are equal, and where a divisor is 0.

All other fields have the values of the case, so a term becomes a quotient of polynomials; `min`, `max` and `abs` choose
among several. Where the sign of every difference of choices stays, so does the truth of the comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from tierrules.meaning.model import Computed, DerivedTerm, FieldTerm, Term
from tierrules.meaning.values import Case, value

Polynomial = tuple[Fraction, ...]
"""Coefficients, the constant one first; the last one is not 0, so nothing at all is 0."""

Quotient = tuple[Polynomial, Polynomial]

MOST_CHOICES = 64
"""How many choices of `min`, `max` and `abs` are followed."""


class _UnsolvedError(Exception):
    """There are more choices than are followed."""


@dataclass(frozen=True, slots=True)
class Roots:
    """Where the field makes a comparison change; not `exact` if some place could not be worked out."""

    at: frozenset[Fraction]
    exact: bool


def roots(case: Case, left: Term, right: Term, name: str) -> Roots:
    """Return the values of a numeric field at which `left` and `right` are equal, or one of them has no value."""
    without = [poles(case, left, name), poles(case, right, name)]
    try:
        pairs = [(one, other) for one in _choices(case, left, name) for other in _choices(case, right, name)]
    except _UnsolvedError:
        return _union([*without, Roots(frozenset(), False)])
    differences = [_sum(_product(a, d), _negative(_product(c, b))) for (a, b), (c, d) in pairs]
    return _union([*without, *map(_zeros, differences)])


def poles(case: Case, term: Term, name: str) -> Roots:
    """Return the values of a numeric field at which a divisor of a term is 0."""
    match term:
        case DerivedTerm(_, inner):
            return poles(case, inner, name)
        case Computed(op, parts):
            within = [poles(case, part, name) for part in parts]
            return _union([*within, _divisor(case, parts[1], name)] if op == "/" else within)
        case _:
            return _union([])


def _divisor(case: Case, term: Term, name: str) -> Roots:
    try:
        return _union([_zeros(top) for top, _ in _choices(case, term, name)])
    except _UnsolvedError:
        return Roots(frozenset(), False)


def _union(found: Iterable[Roots]) -> Roots:
    each = list(found)
    return Roots(frozenset().union(*(one.at for one in each)), all(one.exact for one in each))


def _choices(case: Case, term: Term, name: str) -> set[Quotient]:
    """Return every quotient that a term may be; none where another field leaves it without a value."""
    match term:
        case FieldTerm(field) if field == name:
            return {((Fraction(0), Fraction(1)), (Fraction(1),))}
        case DerivedTerm(_, inner):
            return _choices(case, inner, name)
        case Computed(op, parts):
            return _computed(op, [_choices(case, part, name) for part in parts])
    seen = value(case, term)
    return {(_trimmed((seen,)), (Fraction(1),))} if isinstance(seen, Fraction) else set()


def _computed(op: str, parts: list[set[Quotient]]) -> set[Quotient]:
    if not all(parts):
        return set()
    if op in ("min", "max"):
        return _few(set().union(*parts))
    if op in ("neg", "abs"):
        (only,) = parts
        return _few({(_negative(a), b) for a, b in only} | (only if op == "abs" else set()))
    left, right = parts
    if len(left) * len(right) > MOST_CHOICES:
        raise _UnsolvedError
    return _few({_of_two(op, one, other) for one in left for other in right if op != "/" or other[0]})


def _few(found: set[Quotient]) -> set[Quotient]:
    if len(found) > MOST_CHOICES:
        raise _UnsolvedError
    return found


def _of_two(op: str, one: Quotient, other: Quotient) -> Quotient:
    (a, b), (c, d) = one, other
    match op:
        case "*":
            return _product(a, c), _product(b, d)
        case "/":
            return _product(a, d), _product(b, c)
        case "-":
            c = _negative(c)
    return (_sum(a, c), b) if b == d else (_sum(_product(a, d), _product(c, b)), _product(b, d))


def _zeros(one: Polynomial) -> Roots:
    """Return where a polynomial of the first degree is 0; a constant is so nowhere or everywhere."""
    if len(one) < 2:
        return Roots(frozenset(), True)
    return Roots(frozenset({-one[0] / one[1]}), True) if len(one) == 2 else Roots(frozenset(), False)


def _sum(one: Polynomial, other: Polynomial) -> Polynomial:
    return _trimmed(tuple(a + b for a, b in zip_longest(one, other, fillvalue=Fraction(0))))


def _product(one: Polynomial, other: Polynomial) -> Polynomial:
    found = [Fraction(0)] * (len(one) + len(other))
    for at, a in enumerate(one):
        for by, b in enumerate(other):
            found[at + by] += a * b
    return _trimmed(tuple(found))


def _negative(one: Polynomial) -> Polynomial:
    return tuple(-a for a in one)


def _trimmed(one: Polynomial) -> Polynomial:
    while one and one[-1] == 0:
        one = one[:-1]
    return one
