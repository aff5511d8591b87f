"""A condition, or a comparison in one, that no customer meets."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.proof.findings.reach import reach
from tierrules.proof.findings.single import Single, singles
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import MOST_ALONE, finding, listed, undecided, written
from tierrules.text.diagnostics import Diagnostic

SLUG = "never-true"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons that no customer meets, and the rules that none meets though each comparison is met."""
    told: set[str] = set()
    open_: dict[str, list[Single]] = {}
    for one in singles(subject):
        if one.is_never_true:
            told.add(one.rule_id)
            yield _comparison(subject, one)
        elif one.undecided:
            told.add(one.rule_id)
            open_.setdefault(one.dimension.name, []).append(one)
    for together in open_.values():
        yield from _open(subject, together)
    for dimension in subject.model.dimensions.values():
        for rule in reach(subject, dimension).never_true:
            if rule.id not in told:
                yield finding(
                    subject.model,
                    SLUG,
                    rule.span,
                    f"no customer meets `{rule.id}`: its comparisons contradict each other",
                    help="one of the bounds is mistyped, or the rule can be deleted",
                    rules=(rule.id,),
                )


def _open(subject: Subject, found: list[Single]) -> Iterator[Diagnostic]:
    """Yield that it is open whether comparisons of a dimension are ever met, one by one if they are few."""
    if len(found) <= MOST_ALONE:
        for one in found:
            yield undecided(subject.model, SLUG, one.condition.origin.span, f"`{written(one.condition)}` is ever met")
        return
    said = listed([written(one.condition) for one in found[:MOST_ALONE]])
    question = f"{len(found):,} comparisons of `{found[0].dimension.name}` are ever met, {said} among them"
    yield undecided(subject.model, SLUG, found[0].condition.origin.span, question)


def _comparison(subject: Subject, one: Single) -> Diagnostic:
    return finding(
        subject.model,
        SLUG,
        one.condition.origin.span,
        f"`{written(one.condition)}` is met by no customer",
        help="look at the range of the field and at what the file assumes: the bound lies outside",
        rules=(one.rule_id,),
    )
