"""Under `first` two rules of different labels meet, neither within the other, and nothing says which goes first."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Dimension, Rule
from tierrules.proof.engine.formulas import Formula, no
from tierrules.proof.engine.world import World
from tierrules.proof.findings.overlaps import Overlap, Pairs
from tierrules.proof.findings.subject import Answer, Subject, ask
from tierrules.proof.findings.told import MOST_ALONE, finding, undecided, undecided_pairs
from tierrules.text.diagnostics import Diagnostic

SLUG = "order-dependent"

MOST_TOLD = 100
"""So many pairs of one dimension are told."""


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the pairs of rules whose order decides, but for those of which the file says that it is meant to."""
    for dimension in subject.model.dimensions.values():
        if dimension.hit == "first":
            yield from _found(subject, dimension)


def _found(subject: Subject, dimension: Dimension) -> Iterator[Diagnostic]:
    pairs = Pairs(subject, dimension)
    told: list[Overlap] = []
    open_: list[Overlap] = []
    enough: int | None = None
    for one in (one for one in pairs.meeting() if not _is_said(one)):
        if len(told) == MOST_TOLD:
            enough = MOST_TOLD
            break
        alone = [_alone(subject, dimension, *pair) for pair in _both_ways(one)]
        # A special rule above a general one is as it should be; a rule within one above it is dead, and told so.
        if all(answer.found is not None for answer in alone):
            told.append(one)
        elif not any(answer.is_none for answer in alone):
            open_.append(one)
    for one in sorted(told, key=lambda one: one.pair):
        yield _told(subject, one)
    for one in open_[:MOST_ALONE]:
        question = f"`{one.earlier.id}` or `{one.later.id}` lies within the other"
        yield undecided(subject.model, SLUG, one.later.span, question)
    if pairs.undecided or enough or len(open_) > MOST_ALONE:
        yield undecided_pairs(subject.model, SLUG, dimension, pairs.looked_at, pairs.near, enough=enough)


def _is_said(one: Overlap) -> bool:
    return one.later.id in one.earlier.overrides or one.earlier.id in one.later.overrides


def _both_ways(one: Overlap) -> tuple[tuple[Rule, Rule], tuple[Rule, Rule]]:
    return (one.earlier, one.later), (one.later, one.earlier)


def _alone(subject: Subject, dimension: Dimension, rule: Rule, other: Rule) -> Answer:
    """Return customers who meet a rule and not the other."""

    def question(world: World) -> list[Formula]:
        answers = world.answers
        return [answers.applies(dimension), answers.matches(dimension, rule), no(answers.matches(dimension, other))]

    return ask(subject.worlds(dimension), question)


def _told(subject: Subject, one: Overlap) -> Diagnostic:
    earlier, later = one.earlier, one.later
    return finding(
        subject.model,
        SLUG,
        later.span,
        f"`{earlier.id}` and `{later.id}` both match a customer with {one.witness.text}, who is "
        f"`{earlier.label}` only because `{earlier.id}` stands first",
        help=f"if that is meant, write `overrides: {later.id}` in `{earlier.id}`; else move the bounds apart",
        rules=(earlier.id, later.id),
        witness=one.witness,
        related=[(earlier.span, "the rule above")],
    )
