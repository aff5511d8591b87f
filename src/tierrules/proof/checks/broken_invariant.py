"""A claim `never` or `always` that a customer contradicts."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning import semantics
from tierrules.meaning.model import Invariant
from tierrules.meaning.truth import FALSE, TRUE
from tierrules.proof.engine.witness import witness
from tierrules.proof.findings.subject import Subject, ask
from tierrules.proof.findings.told import finding, undecided, written
from tierrules.text.diagnostics import Diagnostic

SLUG = "broken-invariant"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the claims about single customers that do not hold, whatever may be missing."""
    for claim in subject.model.invariants:
        if isinstance(claim, Invariant):
            yield from _broken(subject, claim)


def _broken(subject: Subject, claim: Invariant) -> Iterator[Diagnostic]:
    bad, worlds = (TRUE if claim.kind == "never" else FALSE), subject.worlds_of([claim.condition], missing=True)
    answer = ask(
        worlds,
        lambda world: [getattr(world.answers.truths.of(claim.condition), "true" if bad is TRUE else "false")],
    )
    said = f"{claim.kind}: {written(claim.condition)}"
    if answer.found is not None and answer.world is not None:
        seen = witness(
            subject.model,
            answer.found.facts,
            answer.world.as_of,
            lambda case: semantics.truth(case, claim.condition) is bad,
        )
        yield finding(
            subject.model,
            SLUG,
            claim.span,
            f"`{said}` does not hold: it is {'true' if bad is TRUE else 'false'} of a customer with {seen.text}",
            help="mend the rules, or the claim; a claim that holds only for usual customers belongs under `assume`",
            witness=seen,
        )
    elif not answer.is_none:
        yield undecided(subject.model, SLUG, claim.span, f"`{said}` holds", answer)
