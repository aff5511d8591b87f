"""Under `first` two rules of different labels meet, neither within the other, and nothing says which goes first."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Dimension, Rule
from tierrules.proof.formulas import Formula, every, no
from tierrules.proof.overlaps import Overlap, overlaps
from tierrules.proof.subject import Subject, ask
from tierrules.proof.told import finding, undecided
from tierrules.proof.world import World
from tierrules.text.diagnostics import Diagnostic

SLUG = "order-dependent"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the pairs of rules whose order decides, but for those of which the file says that it is meant to."""
    for dimension in subject.model.dimensions.values():
        if dimension.hit != "first":
            continue
        found = overlaps(subject, dimension)
        for one in found:
            if not _is_said(one) and _neither_lies_within(subject, dimension, one):
                yield _told(subject, dimension, one)
        if found.undecided:
            yield undecided(subject.model, SLUG, dimension.span, f"two rules of `{dimension.name}` meet")


def _is_said(one: Overlap) -> bool:
    return one.later.id in one.earlier.overrides or one.earlier.id in one.later.overrides


def _neither_lies_within(subject: Subject, dimension: Dimension, one: Overlap) -> bool:
    """A special rule above a general one is as it should be; a rule within one above it is dead, and told as such."""
    alone = [_outside(subject, dimension, *pair) for pair in ((one.earlier, one.later), (one.later, one.earlier))]
    return all(alone)


def _outside(subject: Subject, dimension: Dimension, rule: Rule, other: Rule) -> bool:
    """Whether some customer meets a rule and not the other."""

    def question(world: World) -> list[Formula]:
        answers = world.answers
        return [
            every((answers.applies(dimension), answers.matches(dimension, rule), no(answers.matches(dimension, other))))
        ]

    return not ask(subject.worlds(dimension), question).is_none


def _told(subject: Subject, dimension: Dimension, one: Overlap) -> Diagnostic:
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
