"""A trigger that waits for a label which no customer can have."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Trigger
from tierrules.proof.findings.reach import gets
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding
from tierrules.text.diagnostics import Diagnostic

SLUG = "dead-trigger"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the triggers that never fire."""
    for trigger in subject.model.triggers:
        why = _why(subject, trigger)
        if why is not None:
            yield finding(
                subject.model,
                SLUG,
                trigger.span,
                f"`{trigger.name}` never fires: {why}",
                help="name the label that was meant, or delete the trigger",
            )


def _why(subject: Subject, trigger: Trigger) -> str | None:
    dimension = subject.model.dimensions[trigger.dimension]
    names = {label.name for label in dimension.labels}
    for label in (one for one in (trigger.before, trigger.after) if one in names and one is not None):
        if gets(subject, dimension, label).is_none:
            return f"no customer gets `{label}` in `{dimension.name}`"
    if trigger.before is not None and trigger.before == trigger.after:
        return f"a change never leads from `{trigger.before}` to the same label"
    return None
