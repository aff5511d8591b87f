"""Terms → values: what stands on each side of a comparison, exactly.

A value is MISSING if an input is, or where a divisor is 0; else NONE if an input is NONE.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import cast

from tierrules.errors import NotInForce
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Bound, Dated, Scalar
from tierrules.meaning.model import Computed, Constant, DerivedTerm, FieldTerm, Model, ScoreTerm, Term
from tierrules.meaning.result import Missing, Outcome
from tierrules.meaning.truth import MISSING, NONE, Absent

Facts = Mapping[str, Scalar | Absent]
"""The values of one customer, one for each field that the model reads."""


@dataclass(frozen=True, slots=True)
class Case:
    """One customer on one day, under one ruleset.

    `outcomes` are those of the dimensions asked so far: however many others test a dimension, it has one outcome.
    """

    model: Model
    facts: Facts
    as_of: date
    outcomes: dict[str, Outcome] = field(default_factory=dict, compare=False, repr=False)


def value(case: Case, term: Term) -> Scalar | Absent:
    """Return the value of a term; a score is no single value and is asked for its interval."""
    match term:
        case FieldTerm(field):
            return case.facts[field]
        case Constant(Dated() as dated):
            return cast(Scalar, in_force(dated, case.as_of))
        case Constant(constant):
            return cast(Scalar | Absent, constant)
        case DerivedTerm(_, inner):
            return value(case, inner)
        case Computed(op, parts, _):
            return computed(op, [value(case, part) for part in parts])
        case ScoreTerm(name):
            raise TypeError(f"the score {name!r} has an interval and no value")


def computed(op: str, values: list[Scalar | Absent]) -> Scalar | Absent:
    """Return the result of exact arithmetic on values of fitting types."""
    if any(one is MISSING for one in values) or (op == "/" and values[1] == 0):
        return MISSING
    if any(one is NONE for one in values):
        return NONE
    numbers = cast(list[Fraction], values)
    first, last = numbers[0], numbers[-1]
    match op:
        case "+":
            return first + last
        case "-":
            return first - last
        case "*":
            return first * last
        case "/":
            return first / last
        case "neg":
            return -first
        case "abs":
            return abs(first)
        case "min":
            return min(numbers)
        case _:
            return max(numbers)


def in_force(dated: Dated, as_of: date) -> Bound:
    """Return the value of the row in force; raises `NotInForce` before the first one."""
    current = [bound for since, bound in dated.rows if since <= as_of]
    if not current:
        raise NotInForce("the threshold", as_of, dated.rows[0][0], None)
    return current[-1]


def duration_in_force(duration: Duration | Dated, as_of: date) -> Duration:
    """Return a plain duration; raises `NotInForce` before the first row of a dated one."""
    return duration if isinstance(duration, Duration) else cast(Duration, in_force(duration, as_of))


def check_in_force(model: Model, as_of: date) -> None:
    """Raise `NotInForce` if the ruleset, or one of its dated thresholds, has no figures for the day."""
    since, until = model.effective.since, model.effective.until
    if (since is not None and as_of < since) or (until is not None and as_of > until):
        raise NotInForce(f"the ruleset `{model.name}`", as_of, since, until)
    for threshold in model.thresholds.values():
        if isinstance(threshold.value, Dated) and as_of < threshold.value.rows[0][0]:
            raise NotInForce(f"the threshold `{threshold.name}`", as_of, threshold.value.rows[0][0], None)


def fields_of(term: Term) -> Iterator[str]:
    """Yield the fields that a term reads, scores left aside."""
    match term:
        case FieldTerm(field):
            yield field
        case DerivedTerm(_, inner):
            yield from fields_of(inner)
        case Computed(_, parts, _):
            for part in parts:
                yield from fields_of(part)


def lacking(case: Case, term: Term) -> Iterator[Missing]:
    """Yield why a term is MISSING: the fields without a value, and those of a divisor that is 0."""
    match term:
        case FieldTerm(field) if case.facts[field] is MISSING:
            yield Missing(field, "missing")
        case DerivedTerm(_, inner):
            yield from lacking(case, inner)
        case Computed(op, parts, _):
            for part in parts:
                yield from lacking(case, part)
            if op == "/" and value(case, parts[1]) == 0:
                yield from (Missing(field, "zero-divisor") for field in fields_of(parts[1]))
