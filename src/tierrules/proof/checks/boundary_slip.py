"""A bound on which two rules meet, or on which neither matches, where beside it exactly one does."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.declared import Field, Type
from tierrules.meaning.model import Dimension
from tierrules.meaning.semantics import matches
from tierrules.meaning.truth import FALSE, TRUE
from tierrules.meaning.value_text import value_text
from tierrules.meaning.values import Case
from tierrules.proof.gaps import has_gaps_to_find, is_unlabelled
from tierrules.proof.overlaps import both_match
from tierrules.proof.parts import ALWAYS, NEVER
from tierrules.proof.search import UndecidedError
from tierrules.proof.slips import Slip, slips_in_gaps, slips_in_overlaps
from tierrules.proof.subject import Subject
from tierrules.proof.told import finding, undecided
from tierrules.proof.witness import Shows, witness
from tierrules.proof.world import World
from tierrules.text.diagnostics import Diagnostic

SLUG = "boundary-slip"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the bounds of each dimension that two rules claim, or leave out."""
    for dimension in subject.model.dimensions.values():
        told: set[tuple[int, int]] = set()
        for world in subject.worlds(dimension):
            for slip in _slips(world, dimension):
                key = slip.lower.place.condition.origin.span.start, slip.upper.place.condition.origin.span.start
                if key in told:
                    continue
                found = _found(subject, world, dimension, slip)
                if found is not None:
                    told.add(key)
                    yield found


def _slips(world: World, dimension: Dimension) -> list[Slip]:
    found = slips_in_gaps(world, dimension) if has_gaps_to_find(dimension) else []
    if dimension.hit in ("unique", "any", "first"):
        found += [one for one in slips_in_overlaps(world, dimension) if _matters(dimension, one)]
    return found


def _matters(dimension: Dimension, slip: Slip) -> bool:
    """Two rules of one label may meet wherever not even these may match together."""
    return dimension.reducer == "unique" or slip.lower.rule.label != slip.upper.rule.label


def _found(subject: Subject, world: World, dimension: Dimension, slip: Slip) -> Diagnostic | None:
    try:
        found = world.find(world.answers.applies(dimension), slip.where)
    except UndecidedError:
        question = f"`{slip.lower.rule.id}` and `{slip.upper.rule.id}` meet at one bound"
        return undecided(subject.model, SLUG, dimension.span, question)
    if found is None:
        return None
    seen = witness(subject.model, found.facts, world.as_of, _shows(dimension, slip))
    both = slip.lower.included
    rules = f"`{slip.lower.rule.id}` and `{slip.upper.rule.id}`"
    bound = f"`{slip.lower.field}` {_bound(subject.model.fields[slip.lower.field], slip)}"
    said = f"{rules} both claim {bound}" if both else f"neither {rules.replace(' and ', ' nor ')} has {bound}"
    lower, upper = (end.place.condition.origin for end in (slip.lower, slip.upper))
    return finding(
        subject.model,
        SLUG,
        upper.span,
        f"{said}: a customer with {seen.text} {'meets both rules' if both else 'gets no label'}",
        help=f"let the bound belong to one of the two: {_mended(lower.text, both)} or {_mended(upper.text, both)}",
        rules=(slip.lower.rule.id, slip.upper.rule.id),
        witness=seen,
        related=[(lower.span, "the other end")],
    )


def _shows(dimension: Dimension, slip: Slip) -> Shows:
    ends = (slip.lower, slip.upper)

    def shows(case: Case) -> bool:
        if slip.lower.included:
            by_the_bound = all(matches(case, dimension, one.without(NEVER)) is FALSE for one in ends)
            return by_the_bound and both_match(case, slip.lower.rule, slip.upper.rule)
        by_the_bound = all(matches(case, dimension, one.without(ALWAYS)) is TRUE for one in ends)
        return by_the_bound and is_unlabelled(case, dimension)

    return shows


def _bound(field: Field, slip: Slip) -> str:
    said = value_text(slip.lower.bound, field.type, field.currency, "en")
    return f"on {said}" if field.type is Type.DATE else said


def _mended(text: str, both: bool) -> str:
    """Return a comparison with its bound left out, or taken in."""
    told = " ".join(text.split())
    for sign in ("<", ">"):
        if both and f"{sign}=" in told:
            return f"`{sign}` instead of `{sign}=` in `{told}`"
        if not both and sign in told and f"{sign}=" not in told:
            return f"`{sign}=` instead of `{sign}` in `{told}`"
    return f"another end of `{told}`"
