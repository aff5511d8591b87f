"""Findings as Markdown, fit for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tierrules.cli.check_run import CheckRun
from tierrules.cli.formats.places import path_of
from tierrules.proof.reports.severities import SEVERITIES, counted
from tierrules.text.diagnostics import Diagnostic, shown_value
from tierrules.text.render import visible

LONGEST: Final = 60_000
"""Servers refuse a comment of more than 65,536 characters."""

MARK: Final = "<!-- tierrules check -->"
"""The first line, by which a workflow finds the comment that it wrote before."""

_HEADS: Final = ("severity", "check", "place", "what is wrong", "a customer who shows it", "help")
_CODE: Final = re.compile(r"(`[^`]+`)")
_MARK_UP: Final = re.compile(r"([\\`*_\[\]<>|#&~@])")


def markdown(run: CheckRun) -> str:
    """Return a line for each ruleset, then a table of findings, worst first, each with the customer who shows it."""
    lines = [MARK, f"### tierrules: {counted(run.counts)}", "", *(f"- {plain_text(one.summary)}" for one in run)]
    if run.found:
        lines += ["", f"| {' | '.join(_HEADS)} |", f"|{'---|' * len(_HEADS)}"]
        rows = list(map(_row, sorted(run.found, key=lambda one: SEVERITIES.index(one.severity))))
        shown = list(fitting(rows, LONGEST - sum(map(len, lines)) - len(lines)))
        lines += shown
        if rest := len(rows) - len(shown):
            told = "1 further finding is" if rest == 1 else f"{rest:,} further findings are"
            lines += ["", f"{told} not shown here; `tierrules check` shows all."]
    return "\n".join(lines)


def fitting(rows: list[str], room: int) -> Iterator[str]:
    """Yield the first rows, as many as there is room for; the last line, which counts the others, needs some itself."""
    room -= 200
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            return
        yield row


def _row(one: Diagnostic) -> str:
    witness = "<br>".join(
        f"{plain_text(name)} {plain_text(shown_value(value))}" for name, value in (one.witness or {}).items()
    )
    place = f"{path_of(one.file)}:{one.line}:{one.column}"
    cells = (one.severity, one.code, plain_text(place), _text(one.message), witness, _text(one.help or ""))
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    """A message: what stands in backticks stays so, the rest is text and no mark-up."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(_code(part) if at % 2 else _escaped(part) for at, part in enumerate(parts))


def _code(part: str) -> str:
    """A bar ends a cell even between backticks, and one behind a backslash cannot be kept from it."""
    if "\\" in part and "|" in part:
        return _escaped(part)
    return "".join(map(visible, part)).replace("|", "\\|")


def plain_text(text: str) -> str:
    """Return a text on one line, with no mark-up in it."""
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    return _MARK_UP.sub(r"\\\1", "".join(map(visible, text)))
