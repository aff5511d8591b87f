"""What one run of `tierrules check` has found, for all formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierrules.proof.reports.severities import counted, counts_of, is_as_bad
from tierrules.text.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from tierrules.proof.reports.report import Report


@dataclass(frozen=True, slots=True)
class Checked:
    """One ruleset of a run, `rules` as it was asked for; `dimensions` is None where it does not load."""

    rules: str
    report: Report
    dimensions: tuple[str, ...] | None

    @property
    def loads(self) -> bool:
        """Whether there is anything that could be checked."""
        return self.dimensions is not None

    @property
    def summary(self) -> str:
        """The ruleset on one line."""
        found, over = len(self.report), len(self.report.passed_over)
        if self.dimensions is None:
            return f"{self.rules}: {found} {'problem' if found == 1 else 'problems'}"
        told = counted(self.report.counts) if found else f"ok, {self.report.name} with {', '.join(self.dimensions)}"
        return f"{self.rules}: {told}" + (f"; {over:,} passed over" if over else "")


@dataclass(frozen=True, slots=True)
class CheckRun:
    """All rulesets of a run; `codes` were looked for, and what is as bad as `bar` makes the run fail."""

    checked: tuple[Checked, ...]
    codes: tuple[str, ...]
    bar: Severity

    def __iter__(self) -> Iterator[Checked]:
        return iter(self.checked)

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """The findings of all rulesets."""
        return tuple(one for checked in self.checked for one in checked.report)

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        return counts_of(self.found)

    @property
    def fails(self) -> bool:
        """Whether anything is as bad as the bar, or worse."""
        return any(is_as_bad(one.severity, self.bar) for one in self.found)

    @property
    def summary(self) -> str:
        """All rulesets on one line."""
        count = len(self.checked)
        sound = sum(not checked.report.diagnostics for checked in self.checked)
        rulesets = f"{count:,} {'ruleset' if count == 1 else 'rulesets'}"
        return f"{rulesets} = {sound:,} sound + {count - sound:,} with findings"
