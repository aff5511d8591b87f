"""The command line: a file for each command. The only wing that reads a clock, files of data, or the terminal."""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper
from types import FrameType


def main() -> None:
    """Run the `tierrules` command; click and the commands are loaded here, not on import."""
    from tierrules.cli.program import program

    if isinstance(sys.stdout, TextIOWrapper):
        # Not every encoding has `✓`. A `?` in its place would read as the mark of an open answer.
        sys.stdout.reconfigure(errors="backslashreplace")
    _end_on_signals()
    program(prog_name="tierrules")


def _end_on_signals() -> None:
    """End as an error does where the terminal is closed or somebody stops the command: no half file stays behind."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        # Under `nohup` a closed terminal is to be ignored.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _ended)


def _ended(number: int, frame: FrameType | None) -> None:
    print("tierrules: interrupted", file=sys.stderr)
    raise SystemExit(128 + number)
