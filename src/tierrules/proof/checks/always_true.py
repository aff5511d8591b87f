"""A comparison that every customer meets."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.proof.single import singles
from tierrules.proof.subject import Subject
from tierrules.proof.told import finding, written
from tierrules.text.diagnostics import Diagnostic

SLUG = "always-true"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons that every customer meets."""
    for one in singles(subject):
        if one.is_always_true:
            yield finding(
                subject.model,
                SLUG,
                one.condition.origin.span,
                f"`{written(one.condition)}` is met by every customer",
                help="delete it, or look whether another bound was meant; `always` says that a rule has no condition",
                rules=(one.rule_id,),
            )
