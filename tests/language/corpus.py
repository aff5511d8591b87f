"""The case files under `tests/cases`: a broken or sound ruleset each, its expectation in comments on top.

    # expect: 9:15 unknown-name     one line for each diagnostic, in order: line, column, code
    # marks: employes               the text under the caret of the diagnostic above, where it is on one line
    # says: did you mean            words of its message or help; several such lines may stand
    # known: why                    the case fails today; whoever mends the fault deletes this line

A file `NAME.ok.yaml` beside it is the nearest thing that loads. Sound rulesets of `good` say what is in them:
`# dimensions:`, `# inputs:`, `# rules:` and `# thresholds:`, each a list with commas. And what they answer:

    # gives: 2026-11-22 | employees=1000, region=north | size=large@size.large, mood=undetermined

is the day, the customer (a field without a value is empty, one that is not named is absent), and of each dimension
that is named the label or else the status, with the rule behind an `@`; several labels are joined by `+`.

A file is taken as its bytes, whatever their encoding. Where the fault is the size, `NAME.recipe.yaml` says how the
text is made: `docs/generate.py` has the form, which may stand in the comments on top as well. Lines and columns are
those of the text that is made. The cases of `schema-mismatch` are held against the published schema, not loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from docs.generate import HEAD, diagnostics, expanded, is_recipe
from tierrules import Diagnostic
from tierrules.text.source import decode

CASES = Path(__file__).parents[1] / "cases"
_UNICODE = {b"\xff\xfe\0\0": "utf-32", b"\xff\xfe": "utf-16"}
_LINE = re.compile(r"# (?P<key>expect|marks|says|known|gives|dimensions|inputs|rules|thresholds): (?P<value>.*)")


@dataclass
class Expected:
    """One diagnostic."""

    line: int
    column: int
    code: str
    marks: str | None = None
    says: list[str] = field(default_factory=list)


@dataclass
class Answer:
    """A customer, and what the ruleset answers: by dimension the label or status, and the rule if it says."""

    as_of: date
    customer: dict[str, str]
    outcomes: dict[str, str]


@dataclass
class Case:
    """A file with what its comments say; `has` holds the lists of a sound ruleset."""

    path: Path
    expected: list[Expected] = field(default_factory=list)
    known: str | None = None
    has: dict[str, list[str]] = field(default_factory=dict)
    gives: list[Answer] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The path as a test shows it."""
        return self.path.relative_to(CASES).as_posix()

    @property
    def code(self) -> str:
        """The code that a case of `bad` is about: the name of its folder."""
        return self.path.parent.name

    @property
    def is_recipe(self) -> bool:
        """Whether the file says how its text is made, and is not the text."""
        return is_recipe(self.path)

    @cached_property
    def data(self) -> bytes:
        """The file, or what is made by its recipe."""
        written = self.path.read_bytes()
        return expanded(written) if self.is_recipe else written

    @property
    def text(self) -> str:
        """The characters of the file; none if its bytes are no text."""
        text = decode(self.data)
        return text if isinstance(text, str) else ""

    @cached_property
    def found(self) -> tuple[Diagnostic, ...]:
        """What is said of it, asked once for all tests; nothing but diagnostics may come of a file."""
        return diagnostics(self.code, self.data, self.name)


def cases(folder: str, *, loading: bool) -> list[Case]:
    """The cases of a folder that load, or those that do not."""
    return [case for case in all_cases(folder) if (folder == "good" or case.path.name.endswith(".ok.yaml")) == loading]


def parameters(folder: str, *, loading: bool) -> list[ParameterSet]:
    """The same for `parametrize`."""
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=case.known, strict=True)] if case.known else [],
        )
        for case in cases(folder, loading=loading)
    ]


@cache
def all_cases(folder: str) -> tuple[Case, ...]:
    return tuple(_read(path) for path in sorted((CASES / folder).rglob("*.yaml")))


def _read(path: Path) -> Case:
    case = Case(path)
    for line in _head(path).splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            break
        _note(case, found["key"], found["value"])
    return case


def _head(path: Path) -> str:
    """The comments on top, of a recipe as they are made by it; text follows them if the file is in another encoding."""
    data = path.read_bytes()
    for mark, encoding in _UNICODE.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = HEAD.match(data.removeprefix(b"\xef\xbb\xbf"))
    assert head is not None
    return (expanded(head[0]) if is_recipe(path) else head[0]).decode("utf-8", errors="replace")


def _note(case: Case, key: str, value: str) -> None:
    match key:
        case "expect":
            place, code = value.split()
            line, column = place.split(":")
            case.expected.append(Expected(int(line), int(column), code))
        case "marks":
            case.expected[-1].marks = value
        case "says":
            case.expected[-1].says.append(value)
        case "gives":
            day, customer, outcomes = value.split(" | ")
            case.gives.append(Answer(date.fromisoformat(day), _pairs(customer), _pairs(outcomes)))
        case "known":
            case.known = value
        case _:
            case.has[key] = [one.strip() for one in value.split(",")]


def _pairs(text: str) -> dict[str, str]:
    return {one.partition("=")[0]: one.partition("=")[2] for one in text.strip().split(", ")}
