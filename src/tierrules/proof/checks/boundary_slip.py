"""A bound on which two rules meet, or on which neither matches, where beside it exactly one does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tierrules.meaning.declared import Field, Type
from tierrules.meaning.model import DateWindow, Dimension
from tierrules.meaning.semantics import matches
from tierrules.meaning.truth import FALSE, TRUE
from tierrules.meaning.value_text import value_text
from tierrules.meaning.values import Case
from tierrules.proof.engine.search import UndecidedError
from tierrules.proof.engine.witness import Shows, Witness, witness
from tierrules.proof.engine.world import World
from tierrules.proof.findings.gaps import has_gaps_to_find, is_unlabelled
from tierrules.proof.findings.overlaps import both_match
from tierrules.proof.findings.parts import ALWAYS, NEVER
from tierrules.proof.findings.slips import End, Slip, slips_in_gaps, slips_in_overlaps
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, undecided
from tierrules.text.diagnostics import Diagnostic

SLUG = "boundary-slip"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the bounds of each dimension that two rules claim, or leave out; each bound once, for all rules on it."""
    for dimension in subject.model.dimensions.values():
        shown: dict[tuple[object, ...], list[_Shown]] = {}
        for world in subject.worlds(dimension):
            for slip in _slips(world, dimension):
                together = shown.setdefault(_key(slip), [])
                if any(_pair(one.slip) == _pair(slip) for one in together):
                    continue
                try:
                    together += _found(world, dimension, slip)
                except UndecidedError:
                    question = f"`{slip.lower.rule.id}` and `{slip.upper.rule.id}` meet at one bound"
                    yield undecided(subject.model, SLUG, dimension.span, question)
        yield from (_told(subject, together) for together in shown.values() if together)


@dataclass(frozen=True, slots=True)
class _Shown:
    slip: Slip
    witness: Witness


def _key(slip: Slip) -> tuple[object, ...]:
    """The bound as written: a cut-off is another date every day."""
    return slip.lower.field, slip.lower.included, _written_bound(slip.upper)


def _written_bound(end: End) -> object:
    one = end.place.condition
    return (one.cut_off.function, one.cut_off.duration) if isinstance(one, DateWindow) else end.bound


def _pair(slip: Slip) -> tuple[int, int]:
    return slip.lower.place.condition.origin.span.start, slip.upper.place.condition.origin.span.start


def _slips(world: World, dimension: Dimension) -> list[Slip]:
    found = slips_in_gaps(world, dimension) if has_gaps_to_find(dimension) else []
    if dimension.hit in ("unique", "any", "first"):
        found += [one for one in slips_in_overlaps(world, dimension) if _matters(dimension, one)]
    return found


def _matters(dimension: Dimension, slip: Slip) -> bool:
    """Two rules of one label may meet wherever not even these may match together."""
    return dimension.reducer == "unique" or slip.lower.rule.label != slip.upper.rule.label


def _found(world: World, dimension: Dimension, slip: Slip) -> list[_Shown]:
    found = world.find(world.answers.applies(dimension), slip.where)
    if found is None:
        return []
    return [_Shown(slip, witness(world.model, found.facts, world.as_of, _shows(dimension, slip)))]


def _told(subject: Subject, shown: list[_Shown]) -> Diagnostic:
    first, *more = shown
    slip, both = first.slip, first.slip.lower.included
    lower, upper = (end.place.condition.origin for end in (slip.lower, slip.upper))
    bound = f"`{slip.lower.field}` {_bound(subject.model.fields[slip.lower.field], slip)}"
    said = f"{_rules(slip)} both claim {bound}" if both else f"neither {_rules(slip, 'nor')} has {bound}"
    others = [
        (one.slip.upper.place.condition.origin.span, f"so do {_rules(one.slip)}" if both else f"nor {_rules(one.slip)}")
        for one in more
    ]
    return finding(
        subject.model,
        SLUG,
        upper.span,
        f"{said}: a customer with {first.witness.text} {'meets both rules' if both else 'gets no label'}",
        help=f"let the bound belong to one of the two: {_mended(lower.text, both)} or {_mended(upper.text, both)}",
        rules=dict.fromkeys(end.rule.id for one in shown for end in (one.slip.lower, one.slip.upper)),
        witness=first.witness,
        related=[(lower.span, "the other end"), *others],
    )


def _rules(slip: Slip, word: str = "and") -> str:
    return f"`{slip.lower.rule.id}` {word} `{slip.upper.rule.id}`"


def _shows(dimension: Dimension, slip: Slip) -> Shows:
    ends = (slip.lower, slip.upper)

    def shows(case: Case) -> bool:
        if slip.lower.included:
            by_the_bound = all(matches(case, dimension, one.without(NEVER)) is FALSE for one in ends)
            applies = dimension.applies is None or matches(case, dimension, dimension.applies) is TRUE
            return applies and by_the_bound and both_match(case, slip.lower.rule, slip.upper.rule)
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
