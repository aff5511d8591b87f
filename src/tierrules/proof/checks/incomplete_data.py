"""A dimension that stays open for a customer of whom everything is known."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning import outcomes
from tierrules.meaning.model import Dimension
from tierrules.meaning.values import Case
from tierrules.proof.engine.witness import Witness
from tierrules.proof.findings.subject import Answer, Question, Subject, ask
from tierrules.proof.findings.told import finding, listed, undecided
from tierrules.text.diagnostics import Diagnostic

SLUG = "incomplete-data"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the dimensions that complete data leave open."""
    for dimension in subject.model.dimensions.values():
        answer = ask(subject.worlds(dimension), _stays_open(dimension))
        if answer.found is not None:
            yield _told(subject, dimension, answer)
        elif not answer.is_none:
            yield undecided(subject.model, SLUG, dimension.span, f"complete data decide `{dimension.name}`", answer)


def _stays_open(dimension: Dimension) -> Question:
    return lambda world: [world.answers.undetermined(dimension)]


def _told(subject: Subject, dimension: Dimension, answer: Answer) -> Diagnostic:
    assert answer.world is not None
    assert answer.found is not None
    world = answer.world
    # Every field stays: to leave one out would leave the dimension open for another reason.
    seen = Witness(subject.model, answer.found.facts, world.as_of)
    case = Case(subject.model, {**world.space.case({}).facts, **answer.found.facts}, world.as_of)
    missing = outcomes.outcome(case, dimension).missing
    reasons = {
        "zero-divisor": "a divisor is 0",
        "conflict": "another dimension is in conflict",
        "undetermined": "another dimension is open",
        "missing": "a value is missing",
    }
    names = listed(list(dict.fromkeys(one.name for one in missing)))
    said = " and ".join(dict.fromkeys(reasons[one.reason] for one in missing))
    return finding(
        subject.model,
        SLUG,
        dimension.span,
        f"`{dimension.name}` stays undetermined although everything is known of the customer: {said} ({names})",
        help="say what such customers are: a rule of their own above, a guard under `applies`, or another `hit`",
        witness=seen,
    )
