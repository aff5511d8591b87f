"""Runs what a Markdown document shows, and compares.

The blocks of one document run in order in one folder, empty at the start:

- ```` ```console ````: a line `$ command` (continued by lines `> `) runs, the lines after it are
  its whole output and errors together; a line `...` stands for any lines. Nothing is skipped:
  what cannot run here must be a set-up line (`SET_UP`), which is run by another test.
- ```` ```python ```` with `>>>` is a doctest in that folder; names live on from block to block.
- any block right under `<!-- file: NAME -->` is the text of that file in that folder.
"""

import contextlib
import difflib
import doctest
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Commands that change an environment, fetch, or would run this test itself. `git clone` is played
# by a copy of this checkout; `.ci/run` runs `make test`, which runs the line with `[dev]`; the
# packaging tests run the others, and compare what documents show under them.
SET_UP_RUN_BY_PACKAGING_TESTS = ("pip install .", "pip install -e .", "make install", "make demo")
SET_UP = (*SET_UP_RUN_BY_PACKAGING_TESTS, "pip install -e '.[dev]'", "make test")
LOOKS_LIKE_SET_UP = re.compile(r"(python3? -m )?pip3? |make\b|git clone ")
CLONE = re.compile(r"git clone https?://\S+/(?P<name>[\w-]+?)(\.git)?")
NOT_IN_A_CLONE = shutil.ignore_patterns(
    *(".git", ".venv", ".*_cache", "__pycache__", ".hypothesis", "build", "dist", "site")
)

FENCE = re.compile(r"(?P<indent> *)(?P<mark>`{3,}|~{3,}) *(?P<language>[\w-]*)")
FILE_COMMENT = re.compile(r"\s*<!-- file: (?P<name>\S+) -->\s*")
ANY_LINES = "..."
SECONDS = 120


class DocumentError(Exception):
    """A document whose blocks cannot be read."""


@dataclass(frozen=True)
class Block:
    """A fenced block; `line` is that of its first content line, `file` the name given above it."""

    language: str
    lines: tuple[str, ...]
    line: int
    file: str | None


@dataclass(frozen=True)
class Command:
    """A command of a console block, and every line that it prints."""

    text: str
    expected: tuple[str, ...]
    line: int


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a Markdown text, in order."""
    found: list[Block] = []
    name: str | None = None
    lines = enumerate(text.splitlines(), 1)
    for number, line in lines:
        if fence := FENCE.match(line):
            content = tuple(_until_closed(lines, fence, number))
            found.append(Block(fence["language"], content, number + 1, name))
            name = None
        elif comment := FILE_COMMENT.fullmatch(line):
            name = comment["name"]
        elif name and line.strip():
            raise DocumentError(f"line {number}: a block should follow `<!-- file: {name} -->`")
    if name:
        raise DocumentError(f"a block should follow `<!-- file: {name} -->`")
    return found


def _until_closed(lines: Iterator[tuple[int, str]], fence: re.Match[str], start: int) -> Iterator[str]:
    for _, line in lines:
        if line.strip().startswith(fence["mark"]) and not line.strip(" " + fence["mark"][0]):
            return
        yield line.removeprefix(fence["indent"])
    raise DocumentError(f"line {start}: the block is never closed")


def commands(block: Block) -> list[Command]:
    """The commands of a console block, each with the output shown."""
    found: list[tuple[list[str], list[str], int]] = []
    for number, line in enumerate(block.lines, block.line):
        if line.startswith("$ "):
            found.append(([line[2:]], [], number))
        elif not found:
            raise DocumentError(f"line {number}: a console block starts with `$ `")
        elif line == ">" or (line.startswith("> ") and not found[-1][1]):
            found[-1][0].append(line[2:])
        else:
            found[-1][1].append(line)
    return [Command("\n".join(typed), tuple(shown), line) for typed, shown, line in found]


def is_set_up(command: str) -> bool:
    """Whether another test runs the command; a line that looks so and is not is an error."""
    if command in SET_UP or CLONE.fullmatch(command):
        return True
    if LOOKS_LIKE_SET_UP.match(command):
        raise DocumentError(f"no test runs `{command}`: use one of {', '.join(SET_UP)}, or add it")
    return False


def matches(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Line by line, `...` for any number of lines; space at the end of a line does not count."""
    parts = (
        r"(?:.*\n)*?" if line.strip() == ANY_LINES else re.escape(line.rstrip()) + r"\n" for line in _trimmed(expected)
    )
    return bool(re.fullmatch("".join(parts), "".join(f"{line}\n" for line in _trimmed(actual))))


def difference(expected: Sequence[str], actual: Sequence[str]) -> str:
    """Both texts as a diff; empty where they match."""
    if matches(expected, actual):
        return ""
    sides = _trimmed(expected), _trimmed(actual)
    return "\n".join(difflib.unified_diff(*sides, "in the document", "in fact", lineterm=""))


def _trimmed(lines: Sequence[str]) -> list[str]:
    return "\n".join(line.rstrip() for line in lines).strip("\n").splitlines()


@dataclass
class Walkthrough:
    """The state that the blocks of one document share."""

    folder: Path  # the work folder; no `cd` leaves it
    checkout: Path  # what `git clone` gives
    scripts: Path  # where the installed `tierrules` lies
    here: Path = field(init=False)
    status: int = 0
    names: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.here = self.folder = self.folder.resolve()

    def run(self, text: str) -> list[str]:
        """What differs between a document and the facts, a message each."""
        return [message for block in blocks(text) for message in self._run_block(block)]

    def _run_block(self, block: Block) -> Iterator[str]:
        if block.file is not None:
            yield from self._compare_file(block, self.here / block.file)
        elif block.language == "console":
            for command in commands(block):
                yield from self._run_command(command)
        elif block.language == "python" and any(">>> " in line for line in block.lines):
            yield from self._run_doctest(block)

    def _compare_file(self, block: Block, path: Path) -> Iterator[str]:
        if not path.is_file():
            yield f"line {block.line}: there is no file `{block.file}`"
            return
        actual = path.read_text(encoding="utf-8").splitlines()
        if list(block.lines) != actual:
            sides = block.lines, actual
            diff = difflib.unified_diff(*sides, "in the document", str(block.file), lineterm="")
            yield f"line {block.line}: `{block.file}` differs\n" + "\n".join(diff)

    def _run_command(self, command: Command) -> Iterator[str]:
        if is_set_up(command.text):
            if clone := CLONE.fullmatch(command.text):
                copy = self.here / clone["name"]
                shutil.copytree(self.checkout, copy, symlinks=True, ignore=NOT_IN_A_CLONE)
            return
        if command.text.startswith("cd "):
            yield from self._change_folder(command)
            return
        if diff := difference(command.expected, self._shell(command.text)):
            yield f"line {command.line}: `{command.text}`\n{diff}"

    def _change_folder(self, command: Command) -> Iterator[str]:
        target = (self.here / command.text.removeprefix("cd ").strip()).resolve()
        if not target.is_dir() or not target.is_relative_to(self.folder):
            yield f"line {command.line}: `{command.text}`: no such folder here"
            return
        self.here = target

    def _shell(self, command: str) -> list[str]:
        """Lines printed; the status of the command before is there as `$?`."""
        finished = subprocess.run(
            ["/bin/sh", "-c", f"(exit {self.status})\n{command}"],
            cwd=self.here,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=SECONDS,
        )
        self.status = finished.returncode
        return finished.stdout.splitlines()

    def _environment(self) -> dict[str, str]:
        plain = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
        path = os.pathsep.join([str(self.scripts), os.environ.get("PATH", os.defpath)])
        return {**plain, "LANG": "C.UTF-8", "HOME": str(self.folder), "PATH": path}

    def _run_doctest(self, block: Block) -> Iterator[str]:
        source = "\n".join((*block.lines, ""))
        test = doctest.DocTestParser().get_doctest(source, self.names, "document", "document", block.line - 1)
        printed: list[str] = []
        runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
        with contextlib.chdir(self.here):
            runner.run(test, out=printed.append, clear_globs=False)
        self.names = test.globs  # get_doctest copies the names it is given
        if runner.failures:
            yield f"line {block.line}: " + "".join(printed)
