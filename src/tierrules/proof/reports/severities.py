"""How bad findings are, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, get_args

from tierrules.text.diagnostics import Diagnostic, Severity

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""Worst first."""


def is_as_bad(severity: Severity, bar: Severity) -> bool:
    """Whether a severity is the bar, or worse.

    >>> is_as_bad("error", "warning"), is_as_bad("note", "warning")
    (True, False)
    """
    return SEVERITIES.index(severity) <= SEVERITIES.index(bar)


def counts_of(found: Iterable[Diagnostic]) -> dict[Severity, int]:
    """Return how many findings there are of each severity."""
    severities = [one.severity for one in found]
    return {severity: severities.count(severity) for severity in SEVERITIES}


def counted(counts: Mapping[Severity, int]) -> str:
    """Say how many findings there are.

    >>> counted({"error": 1, "warning": 0, "note": 2})
    '1 error, 2 notes'
    """
    told = [f"{count:,} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count]
    return ", ".join(told) or "nothing found"
