"""Runs `tierrules` in this process and gives back what a shell would see."""

import csv
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from tierrules.cli.program import program

AS_OF = ("--as-of", "2026-11-22")
HEADER = "customer_id,name,employees,annual_revenue,last_purchase_on\n"


@dataclass(frozen=True)
class Run:
    """The exit code of a command and what it printed."""

    code: int
    out: str
    err: str


def tierrules(*arguments: object) -> Run:
    """Run a command; an exception that would be a traceback on a terminal fails the test."""
    result = CliRunner().invoke(program, [str(one) for one in arguments], prog_name="tierrules")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Run(result.exit_code, result.stdout, result.stderr)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a csv file by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(folder: Path, name: str, text: str | bytes) -> Path:
    """Write a file byte for byte."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
