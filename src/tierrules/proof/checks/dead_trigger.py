"""A trigger that waits for a label which no customer can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tierrules.meaning.model import Trigger
from tierrules.proof.findings.reach import gets
from tierrules.proof.findings.subject import Answer, Subject
from tierrules.proof.findings.told import finding, undecided
from tierrules.text.diagnostics import Diagnostic

SLUG = "dead-trigger"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the triggers that never fire."""
    for trigger in subject.model.triggers:
        answers = _answers(subject, trigger)
        why = _why(trigger, answers)
        if why is not None:
            yield finding(
                subject.model,
                SLUG,
                trigger.span,
                f"`{trigger.name}` never fires: {why}",
                help="name the label that was meant, or delete the trigger",
            )
            continue
        for answer in answers.values():
            if answer.found is None:
                yield undecided(subject.model, SLUG, trigger.span, f"`{trigger.name}` ever fires", answer)
                break


def _answers(subject: Subject, trigger: Trigger) -> dict[str, Answer]:
    """Return customers who get the labels that a trigger names, as far as it names labels."""
    dimension = subject.model.dimensions[trigger.dimension]
    names = {label.name for label in dimension.labels}
    named = [one for one in (trigger.before, trigger.after) if one is not None and one in names]
    return {label: gets(subject, dimension, label) for label in named}


def _why(trigger: Trigger, answers: Mapping[str, Answer]) -> str | None:
    for label, answer in answers.items():
        if answer.is_none:
            return f"no customer gets `{label}` in `{trigger.dimension}`"
    if trigger.before is not None and trigger.before == trigger.after:
        return f"a change never leads from `{trigger.before}` to the same label"
    return None
