"""A comparison that every customer meets."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Comparison, Condition, Constant, FieldTerm
from tierrules.proof.findings.single import open_singles, singles
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, undecided_comparisons, written
from tierrules.text.diagnostics import Diagnostic

SLUG = "always-true"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons that every customer meets."""
    for one in singles(subject):
        if one.is_always_true and not _repeats_a_limit(subject, one.condition):
            yield finding(
                subject.model,
                SLUG,
                one.condition.origin.span,
                f"`{written(one.condition)}` is met by every customer",
                help="delete it, or look whether another bound was meant; `always` says that a rule has no condition",
                rules=(one.rule_id,),
            )
    for dimension, open_ in open_singles(subject, lambda one: one.may_be_always_true):
        said = "is met by every customer", "are met by every customer"
        yield from undecided_comparisons(subject.model, SLUG, dimension, open_, *said)


def _repeats_a_limit(subject: Subject, condition: Condition) -> bool:
    """Whether a comparison only says once more where the range of its field ends, as `4 <= r <= 5` of a scale to 5."""
    match condition:
        case Comparison(FieldTerm(name), "<=", Constant(bound)) | Comparison(Constant(bound), ">=", FieldTerm(name)):
            return bound == subject.model.fields[name].maximum
        case Comparison(FieldTerm(name), ">=", Constant(bound)) | Comparison(Constant(bound), "<=", FieldTerm(name)):
            return bound == subject.model.fields[name].minimum
        case _:
            return False
