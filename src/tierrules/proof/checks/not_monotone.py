"""More of a field gives a worse label: a claim `rises_with` that two customers contradict."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tierrules.meaning import semantics
from tierrules.meaning.conditions import fields_in
from tierrules.meaning.declared import Scalar
from tierrules.meaning.model import Dimension, RisesWith
from tierrules.meaning.result import CONFLICT, UNLABELLED
from tierrules.meaning.truth import MISSING, Absent
from tierrules.meaning.values import Case
from tierrules.proof.engine.answers import Answers
from tierrules.proof.engine.formulas import Formula, every, some
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.ranges import place
from tierrules.proof.engine.witness import Witness
from tierrules.proof.engine.world import World, atoms_asked, conditions_of
from tierrules.proof.findings.subject import Answer, Subject, ask
from tierrules.proof.findings.told import finding, undecided
from tierrules.text.diagnostics import Diagnostic

SLUG = "not-monotone"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the claims about pairs of customers that do not hold."""
    for claim in subject.model.invariants:
        if isinstance(claim, RisesWith):
            yield from _broken(subject, claim)


def _broken(subject: Subject, claim: RisesWith) -> Iterator[Diagnostic]:
    dimension = subject.model.dimensions[claim.dimension]
    if claim.field not in _fields_asked(subject, dimension):
        return  # what plays no part changes nothing
    worlds = subject.worlds_of(conditions_of(dimension), twin=claim.field)
    # A label that is lost says more than one that becomes a conflict, which the rules below may be told for anyhow.
    answer = ask(worlds, lambda world: [_falls(world, dimension, UNLABELLED)])
    if answer.is_none:
        answer = ask(worlds, lambda world: [_falls(world, dimension, UNLABELLED, CONFLICT)])
    said = f"`{claim.dimension}` rises with `{claim.field}`"
    if answer.found is not None:
        yield _told(subject, claim, dimension, answer)
    elif not answer.is_none:
        yield undecided(subject.model, SLUG, claim.span, said, answer)
    elif any(claim.field in relation.fields for world in worlds for relation in world.space.relations.values()):
        yield undecided(subject.model, SLUG, claim.span, f"{said} where it is calculated with")


def _fields_asked(subject: Subject, dimension: Dimension) -> set[str]:
    asked = atoms_asked(subject.model, conditions_of(dimension))
    return {name for atom in asked for name in fields_in(atom)}


def _falls(world: World, dimension: Dimension, *worst: str) -> Formula:
    """Return where with more of the field the label is worse, or one of the worst outcomes."""
    assert world.twin is not None
    ladder = [*(label.name for label in dimension.labels), UNLABELLED]
    first = [_has(world.answers, dimension, one) for one in ladder]
    second = [_has(world.twin, dimension, one) for one in (*ladder[:-1], *worst)]
    return some(every((first[at], some(second[at + 1 :]))) for at in range(len(ladder)))


def _has(answers: Answers, dimension: Dimension, outcome: str) -> Formula:
    return answers.surely(dimension, [outcome])


def _told(subject: Subject, claim: RisesWith, dimension: Dimension, answer: Answer) -> Diagnostic:
    assert answer.world is not None
    assert answer.found is not None
    assert answer.found.twin is not None
    less, more = _smallest(subject, claim, dimension, answer.found.facts, answer.found.twin, answer.world)
    before, after = (_outcome(subject, dimension, seen, answer.world) for seen in (less, more))
    seen = Witness(subject.model, less, answer.world.as_of)
    raised = Witness(subject.model, {claim.field: more[claim.field]}, answer.world.as_of)
    return finding(
        subject.model,
        SLUG,
        claim.span,
        f"`{claim.dimension}` falls as `{claim.field}` rises: a customer with {seen.text} is `{before}`, and with "
        f"{raised.text} {_said(after)}",
        help=f"let the better label have no upper end in `{claim.field}`, or give up the claim",
        witness=seen,
    )


def _said(outcome: str) -> str:
    return {UNLABELLED: "has no label", CONFLICT: "meets rules that contradict each other"}.get(
        outcome, f"is `{outcome}`"
    )


def _smallest(
    subject: Subject, claim: RisesWith, dimension: Dimension, facts: Facts, twin: Facts, world: World
) -> tuple[Facts, Facts]:
    """Leave out of both customers what both answers do without."""
    wanted = [_outcome(subject, dimension, seen, world) for seen in (facts, twin)]
    if not _is_worse(dimension, *wanted) or place_of(facts[claim.field]) >= place_of(twin[claim.field]):
        raise AssertionError(f"the definition does not confirm what was found for {facts} and {twin}")
    for name in [name for name in facts if name != claim.field]:
        pair = [{**seen, name: MISSING} for seen in (facts, twin)]
        if [_outcome(subject, dimension, seen, world) for seen in pair] == wanted:
            facts, twin = pair
    return (
        {name: seen for name, seen in facts.items() if seen is not MISSING},
        {name: seen for name, seen in twin.items() if seen is not MISSING},
    )


def _outcome(subject: Subject, dimension: Dimension, facts: Facts, world: World) -> str:
    bare: dict[str, Scalar | Absent] = dict.fromkeys(subject.model.fields, MISSING)
    found = semantics.asked(Case(subject.model, {**bare, **facts}, world.as_of), dimension.name)
    return found.label or found.status


def _is_worse(dimension: Dimension, before: str, after: str) -> bool:
    ladder = [*(label.name for label in dimension.labels), UNLABELLED, CONFLICT]
    return before in ladder[:-1] and after in ladder and ladder.index(before) < ladder.index(after)


def place_of(seen: Scalar | Absent) -> Fraction:
    """Return where a value of the field lies; the search leaves no other."""
    assert not isinstance(seen, Absent)
    return place(seen)
