"""Findings for people at a terminal."""

from __future__ import annotations

from tierrules.cli.check_run import Checked, CheckRun


def text(run: CheckRun) -> str:
    """Return every finding with its line and its caret, and a line for each ruleset; of several, their sum."""
    parts = [text_of(one) for one in run]
    return "\n".join(parts if len(parts) == 1 else [*parts, run.summary])


def text_of(one: Checked) -> str:
    """Return the part of one ruleset."""
    return "\n\n".join((*map(str, one.report), one.summary))
