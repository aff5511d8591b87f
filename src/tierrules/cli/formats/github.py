"""Findings as workflow commands of GitHub Actions, which appear beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tierrules.cli.check_run import CheckRun
from tierrules.cli.formats.places import path_of
from tierrules.proof.reports.severities import SEVERITIES
from tierrules.text.diagnostics import Diagnostic, Severity

MOST: Final = 30
"""A page with more is not read. The server itself shows ten of each severity for a step."""

_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "notice"}


def github(run: CheckRun) -> str:
    """Return a command for each of the worst findings, then a line for each ruleset."""
    found = sorted(run.found, key=lambda one: SEVERITIES.index(one.severity))
    lines = [_command(one) for one in found[:MOST]]
    if len(found) > MOST:
        rest = len(found) - MOST
        told = "1 further finding is" if rest == 1 else f"{rest:,} further findings are"
        lines.append(f"::notice title=tierrules::{told} not shown here; `tierrules check` shows all")
    return "\n".join((*lines, *(one.summary for one in run)))


def _command(one: Diagnostic) -> str:
    place = {"file": path_of(one.file), "line": one.line, "endLine": one.end_line, "col": one.column}
    if one.end_line == one.line:  # columns of several lines would be misread
        place["endColumn"] = one.end_column
    place["title"] = f"tierrules: {one.code}"
    return command(_COMMANDS[one.severity], place, _told(one))


def command(kind: str, place: Mapping[str, object], told: str) -> str:
    """Return a workflow command: what kind of note it is, where it belongs, what it says."""
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    return f"::{kind} {listed}::{_data(told)}"


def _told(one: Diagnostic) -> str:
    return "\n".join([one.message, *one.notes])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
