"""The command line: a file for each command. The only wing that reads a clock, files of data, or the terminal."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def main() -> None:
    """Run the `tierrules` command; click and the commands are loaded here, not on import."""
    from tierrules.cli.program import program

    if isinstance(sys.stdout, TextIOWrapper):
        # Not every encoding has `✓`. A `?` in its place would read as the mark of an open answer.
        sys.stdout.reconfigure(errors="backslashreplace")
    program(prog_name="tierrules")
