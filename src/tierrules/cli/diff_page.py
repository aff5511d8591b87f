"""A run of `tierrules diff` as a page."""

from __future__ import annotations

from tierrules.cli.diff_run import DiffRun
from tierrules.meaning.dates import Lang
from tierrules.pages.comparison import Compared, comparison_page
from tierrules.text.diagnostics import Diagnostic


def diff_page(run: DiffRun) -> str:
    """Return the page of a run: in the language that was asked for, else in that of the first ruleset."""
    parts = [Compared(one.place, one.state, one.comparison, tuple(map(_problem, one.problems))) for one in run]
    langs: list[Lang] = [run.language(one) for one in run if one.comparison is not None]
    return comparison_page(parts, run.lang or (langs[0] if langs else "en"))


def _problem(one: Diagnostic) -> str:
    return f"{one.file}:{one.line}: {one.message}"
