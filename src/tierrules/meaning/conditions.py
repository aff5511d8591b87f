"""What conditions and terms name."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import (
    AtLeast,
    Atom,
    Choice,
    Comparison,
    Computed,
    Condition,
    DateWindow,
    DerivedTerm,
    FieldTerm,
    Membership,
    Not,
    Presence,
    ScoreTerm,
    Term,
)


def fields_in(condition: Condition) -> Iterator[str]:
    """Yield the fields that a condition names, in the order in which they stand, perhaps several times."""
    match condition:
        case AtLeast(_, parts):
            for part in parts:
                yield from fields_in(part)
        case Not(part):
            yield from fields_in(part)
        case Choice(field, rows, default, none):
            yield field
            for row in (*(one for _, one in rows), default, none):
                if row is not None:
                    yield from fields_in(row)
        case Comparison(left, _, right):
            yield from fields_in_term(left)
            yield from fields_in_term(right)
        case DateWindow(field):
            yield field
        case Membership(term) | Presence(term):
            yield from fields_in_term(term)


def atoms_in(condition: Condition) -> Iterator[Atom | Choice]:
    """Yield every comparison of a condition, as written: a table before all its rows, a score before its parts."""
    match condition:
        case AtLeast(_, parts):
            for part in parts:
                yield from atoms_in(part)
        case Not(part):
            yield from atoms_in(part)
        case Choice(_, rows, default, none):
            yield condition
            for row in (*(one for _, one in rows), default, none):
                if row is not None:
                    yield from atoms_in(row)
        case _:
            yield condition
            if isinstance(condition, Comparison):
                for term in (condition.left, condition.right):
                    yield from atoms_of_score(term)


def atoms_of_score(term: Term) -> Iterator[Atom | Choice]:
    """Yield every comparison on which a score hangs; none of any other term."""
    if isinstance(term, ScoreTerm):
        for points in term.add:
            yield from atoms_in(points.when)
            if isinstance(points.points, ScoreTerm):
                yield from atoms_of_score(points.points)


def fields_in_term(term: Term) -> Iterator[str]:
    """Yield the fields that a term names; of a score those of its conditions too."""
    match term:
        case FieldTerm(field):
            yield field
        case Computed(_, parts):
            for part in parts:
                yield from fields_in_term(part)
        case DerivedTerm(_, inner):
            yield from fields_in_term(inner)
        case ScoreTerm(add=add):
            for points in add:
                yield from fields_in(points.when)
                if isinstance(points.points, ScoreTerm):
                    yield from fields_in_term(points.points)
