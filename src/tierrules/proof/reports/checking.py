"""All checks of a ruleset in one call."""

from __future__ import annotations

from collections.abc import Collection

from tierrules.meaning.model import Model
from tierrules.proof.checks import FINDERS
from tierrules.proof.findings.subject import Subject
from tierrules.text.diagnostics import Diagnostic


def findings(model: Model, codes: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
    """Return what the checks find in a ruleset, in file order; only those of `codes` if they are given."""
    subject = Subject(model)
    found: list[Diagnostic] = []
    for slug, find in FINDERS.items():
        if codes is None or slug in codes:
            with subject.work.anew():
                found += dict.fromkeys(find(subject))
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))
