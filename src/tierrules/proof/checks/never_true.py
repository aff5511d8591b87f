"""A condition, or a comparison in one, that no customer meets."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.proof.findings.reach import reach
from tierrules.proof.findings.single import Single, open_singles, singles
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, undecided_comparisons, undecided_rules, written
from tierrules.text.diagnostics import Diagnostic

SLUG = "never-true"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons that no customer meets, and the rules that none meets though each comparison is met."""
    told: set[str] = set()
    for one in singles(subject):
        if one.is_never_true:
            told.add(one.rule_id)
            yield _comparison(subject, one)
        elif one.may_be_never_true:
            told.add(one.rule_id)
    for dimension, open_ in open_singles(subject, lambda one: one.may_be_never_true):
        yield from undecided_comparisons(subject.model, SLUG, dimension, open_, "is ever met", "are ever met")
    for dimension in subject.model.dimensions.values():
        found = reach(subject, dimension)
        for rule in found.never_true:
            if rule.id not in told:
                yield finding(
                    subject.model,
                    SLUG,
                    rule.span,
                    f"no customer meets `{rule.id}`: its comparisons contradict each other",
                    help="one of the bounds is mistyped, or the rule can be deleted",
                    rules=(rule.id,),
                )
        unmet = [rule for rule in found.perhaps_never_true if rule.id not in told]
        yield from undecided_rules(subject.model, SLUG, dimension, unmet, "is ever met", "are ever met")


def _comparison(subject: Subject, one: Single) -> Diagnostic:
    return finding(
        subject.model,
        SLUG,
        one.condition.origin.span,
        f"`{written(one.condition)}` is met by no customer",
        help="look at the range of the field and at what the file assumes: the bound lies outside",
        rules=(one.rule_id,),
    )
