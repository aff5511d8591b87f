"""Case files: where they lie, which ruleset they are for, and what they say of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tierrules.errors import RulesetError, RulesetFileError
from tierrules.language.cases.entries import CaseFileEntry
from tierrules.language.cases.read import read_cases
from tierrules.language.cases.resolve import resolve_cases
from tierrules.meaning.expectations import Case
from tierrules.resources import bundled, bundled_file
from tierrules.ruleset import Ruleset, load
from tierrules.text.diagnostics import Diagnostic, Problems
from tierrules.text.nearest import nearest
from tierrules.text.nodes import Mapping as MappingNode
from tierrules.text.nodes import Scalar
from tierrules.text.source import Source
from tierrules.text.yaml_reader import read_bytes

ENDING: Final = ".cases.yaml"

# Folders whose files are nobody's own: what was installed or built.
FOREIGN: Final = frozenset({"node_modules", "site-packages", "__pycache__"})


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case file as read: cases that can be run, or `diagnostics`, of this file or of the ruleset.

    `rules` is None where the ruleset was not found or does not load; `earlier` are those of before that cases name.
    """

    path: Path
    source: Source
    rules: Ruleset | None
    cases: tuple[Case, ...]
    diagnostics: tuple[Diagnostic, ...]
    earlier: Mapping[str, Ruleset] = field(default_factory=dict)


def read_case_file(path: Path) -> CaseFile:
    """Read a case file and its ruleset; raises OSError if the file cannot be opened."""
    return case_file(path, path.read_bytes())


def case_file(path: Path, data: bytes) -> CaseFile:
    """Read the bytes of a case file; `path` is shown in messages, and rulesets are looked for beside it."""
    source, problems, tree = read_bytes(str(path), data)
    if tree is None or _is_ruleset(path, tree, problems):
        return CaseFile(path, source, None, (), problems.in_order())
    entry = read_cases(tree, problems)
    try:
        rules = _ruleset(path, entry, problems)
    except RulesetError as error:
        return CaseFile(path, source, None, (), (*problems.in_order(), *error.diagnostics))
    earlier = _Earlier(path, problems)
    cases = () if rules is None else resolve_cases(entry, rules, earlier.load, problems)
    diagnostics = (*problems.in_order(), *earlier.diagnostics)
    return CaseFile(path, source, rules, () if diagnostics else cases, diagnostics, earlier.found)


class _Earlier:
    """The rulesets of before that the cases of a file name, each read once."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self.path, self.problems = path, problems
        self.found: dict[str, Ruleset] = {}
        self.diagnostics: list[Diagnostic] = []

    def load(self, named: Scalar) -> Ruleset | None:
        """Return a ruleset; None if it is not there or does not load, which is told."""
        try:
            rules = _named(named, self.path, self.problems)
        except RulesetError as error:
            self.diagnostics += error.diagnostics
            return None
        if rules is not None:
            self.found[named.value] = rules
        return rules


def case_files(place: Path) -> Iterator[Path]:
    """Yield a file itself, or every case file under a folder, in order; hidden and foreign folders are passed over."""
    if not place.is_dir():
        yield place
        return
    for folder, inner, names in os.walk(place):
        inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in FOREIGN)
        yield from (Path(folder) / name for name in sorted(names) if name.endswith(ENDING))


def _is_ruleset(path: Path, tree: MappingNode, problems: Problems) -> bool:
    """Whether the file is a ruleset, which is reported once instead of key by key."""
    written = {key.value: key.span for key, _ in tree.pairs}
    if "tierrules" not in written or "tierrules-cases" in written:
        return False
    help = f"`tierrules check` reads it; its cases go into `{path.stem}{ENDING}`"
    problems.error("unknown-key", written["tierrules"], "the file is a ruleset and no case file", help=help)
    return True


def _ruleset(path: Path, entry: CaseFileEntry, problems: Problems) -> Ruleset | None:
    """The ruleset that the file names, or that its own name says; None, and a problem, if there is none."""
    if entry.rules is not None:
        return _named(entry.rules, path, problems)
    if "rules" in entry.written:
        return None  # what stands there was refused
    stem = path.name.removesuffix(ENDING)
    beside = path.with_name(f"{stem}.yaml")
    if stem != path.name and beside.is_file():
        return load(beside)
    if stem in bundled():
        return load(stem)
    own = f", or put `{beside.name}` beside this file" if stem != path.name else ""
    help = f"for example `rules: size-and-dormancy`{own}"
    problems.error("missing-key", entry.head, "the file does not say which ruleset its cases are for", help=help)
    return None


def _named(written: Scalar, path: Path, problems: Problems) -> Ruleset | None:
    """The ruleset that is named; None, and a problem, if there is none."""
    named = written.value
    try:
        return load(named if bundled_file(named) is not None else path.parent / named)
    except RulesetFileError as error:
        near = nearest(named, (*_beside(path), *bundled()))
        help = f"did you mean `{near}`?" if near else "a path is looked for from the folder of this file"
        message = f"there is no ruleset `{named}` ({error.why})"
        problems.error("rules-not-found", written.span, message, help=help)
        return None


def _beside(path: Path) -> list[str]:
    """The files beside a case file that may be rulesets."""
    return [one.name for one in path.parent.glob("*.yaml") if not one.name.endswith(ENDING)]
