"""A label that no customer gets."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Dimension
from tierrules.proof.findings.reach import gets
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, label_of, listed, undecided
from tierrules.text.diagnostics import Diagnostic

SLUG = "unreachable-label"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the labels that no customer gets."""
    for dimension in subject.model.dimensions.values():
        for label in dimension.labels:
            answer = gets(subject, dimension, label.name)
            if answer.is_none:
                yield _told(subject, dimension, label.name)
            elif answer.found is None:
                place = label_of(subject.model, dimension, label.name)
                yield undecided(subject.model, SLUG, place, f"any customer gets `{label.name}`", answer)


def _told(subject: Subject, dimension: Dimension, label: str) -> Diagnostic:
    rules = [rule for rule in dimension.rules if rule.label == label]
    given = [*(rule.id for rule in rules), *([dimension.default_id] if dimension.otherwise == label else [])]
    alone = "whoever meets {} meets another rule too" if dimension.reducer != "first" else "{} never decides"
    several = f"none of {listed(given)} ever decides alone" if len(given) > 1 else ""
    why = several or alone.format(listed(given) if given else "")
    return finding(
        subject.model,
        SLUG,
        label_of(subject.model, dimension, label),
        f"no customer gets `{label}` in `{dimension.name}`: {why if given else 'no rule gives it'}",
        help="delete the label, or mend the rules above that take its customers" if given else "write its rule",
        rules=given,
        related=[(rule.span, "the rule that should give it") for rule in rules],
    )
