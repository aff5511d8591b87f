"""A condition, or a comparison in one, that no customer meets."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.proof.findings.reach import reach
from tierrules.proof.findings.single import Single, singles
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, undecided, written
from tierrules.text.diagnostics import Diagnostic

SLUG = "never-true"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons that no customer meets, and the rules that none meets though each comparison is met."""
    told: set[str] = set()
    for one in singles(subject):
        if one.is_never_true:
            told.add(one.rule_id)
            yield _comparison(subject, one)
        elif one.undecided:
            told.add(one.rule_id)
            yield undecided(subject.model, SLUG, one.condition.origin.span, f"`{written(one.condition)}` is ever met")
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


def _comparison(subject: Subject, one: Single) -> Diagnostic:
    return finding(
        subject.model,
        SLUG,
        one.condition.origin.span,
        f"`{written(one.condition)}` is met by no customer",
        help="look at the range of the field and at what the file assumes: the bound lies outside",
        rules=(one.rule_id,),
    )
