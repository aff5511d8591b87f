"""Terminals that cannot show every character: nothing ends in a traceback, and no mark is taken for another."""

import os
import subprocess
import sys

import pytest

import tierrules as tr

MAIN = "from tierrules.cli import main; main()"


def printed(encoding: str, *arguments: str) -> bytes:
    """What a command prints in a process of its own, whose terminal has this encoding."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    run = subprocess.run([sys.executable, "-c", MAIN, *arguments], env=environment, capture_output=True)
    assert (run.returncode, run.stderr) == (0, b"")
    return run.stdout


@pytest.mark.parametrize("encoding", ["gbk", "cp1252"])
def test_a_mark_that_the_encoding_lacks_is_escaped(encoding: str) -> None:
    told = printed(encoding, "explain", "size-and-dormancy", "employees=1000", "annual_revenue=6亿")
    assert "  \\u2713 large" in told.decode(encoding).splitlines()


@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "utf-8"])
def test_a_ruleset_is_shown_as_the_bytes_that_load(encoding: str) -> None:
    assert printed(encoding, "show", "size-and-dormancy").decode("utf-8") == tr.load("size-and-dormancy").source
