"""The outcome of every dimension, and of an undetermined one what may decide it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tierrules.meaning import semantics
from tierrules.meaning.hit_policies import undecided
from tierrules.meaning.model import (
    AtLeast,
    Choice,
    Comparison,
    Condition,
    DateWindow,
    Dimension,
    LabelTest,
    Membership,
    Model,
    Not,
    Presence,
    ScoreTerm,
)
from tierrules.meaning.result import Missing, Outcome
from tierrules.meaning.truth import MISSING, TRUE, UNKNOWN
from tierrules.meaning.values import Case, Facts, check_in_force, lacking


def outcomes(model: Model, facts: Facts, as_of: date) -> dict[str, Outcome]:
    """Return the outcome of every dimension, by name; raises `NotInForce` for a day without figures."""
    check_in_force(model, as_of)
    case = Case(model, facts, as_of)
    return {name: outcome(case, dimension) for name, dimension in model.dimensions.items()}


def outcome(case: Case, dimension: Dimension) -> Outcome:
    """Return the outcome of one dimension, with what is missing where it is undetermined."""
    found = semantics.asked(case, dimension.name)
    return found.with_missing(set(missing(case, dimension))) if found.status == "undetermined" else found


def missing(case: Case, dimension: Dimension) -> Iterator[Missing]:
    """Yield what the guard of an undetermined dimension lacks, and every rule that adds a candidate."""
    if dimension.applies is not None:
        yield from unknowns(case, dimension.applies)
    truths = [(rule, semantics.matches(case, dimension, rule.when)) for rule in dimension.rules]
    for rule in undecided(dimension, truths):
        yield from unknowns(case, rule.when)


def unknowns(case: Case, condition: Condition) -> Iterator[Missing]:
    """Yield what every comparison lacks that is UNKNOWN on a path UNKNOWN from the top."""
    if semantics.truth(case, condition) is not UNKNOWN:
        return
    match condition:
        case AtLeast(_, parts):
            for part in parts:
                yield from unknowns(case, part)
        case Not(part):
            yield from unknowns(case, part)
        case Choice(field):
            if case.facts[field] is MISSING:
                yield Missing(field, "missing")
                for row in semantics.rows_of(condition):
                    yield from unknowns(case, row)
            elif (chosen_row := semantics.chosen(case, condition)) is not None:
                yield from unknowns(case, chosen_row)
        case Comparison(left, _, right):
            for term in (left, right):
                yield from lacking(case, term)
                if isinstance(term, ScoreTerm):
                    yield from score_unknowns(case, term)
        case Membership(term) | Presence(term):
            yield from lacking(case, term)
        case DateWindow(field):
            yield Missing(field, "missing")
        case LabelTest(dimension):
            status = semantics.asked(case, dimension).status
            yield Missing(dimension, "conflict" if status == "conflict" else "undetermined")


def score_unknowns(case: Case, score: ScoreTerm) -> Iterator[Missing]:
    """Yield what the conditions of a score lack."""
    for points in score.add:
        yield from unknowns(case, points.when)
        if isinstance(points.points, ScoreTerm) and semantics.truth(case, points.when) in (TRUE, UNKNOWN):
            yield from score_unknowns(case, points.points)
