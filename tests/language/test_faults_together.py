"""All that is wrong with a file is said at once: a fault of layout hides nothing, and brings nothing along.

A sound ruleset, one slip of layout on some line, one unknown name on another: both are told at their true places, and
nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tierrules as tr
from tests.text.reading import LOADERS, found_in, places, tree_of

ROOT = Path(__file__).parents[2]
PATHS = sorted(
    path
    for folder in ("rulesets", "tests/cases/good")
    for path in (ROOT / folder).rglob("*.yaml")
    if path.stat().st_size < 10_000
)
# The left side of a comparison, where a name can be none.
_COMPARED = re.compile(r"\b[a-z_]\w*(?= (?:>=|<=|==|>|<|!=) )")
_KEY = re.compile(r"(?P<key>\s*(?:- )*[\w-]+):(?P<blank> +|$)(?P<value>.*)")


@cache
def lines_of(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").split("\n"))


def is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _in_key(make: Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    return lambda line: make(found) if (found := _KEY.fullmatch(line)) else line


SLIPS: dict[str, Callable[[str], str]] = {
    "tab": lambda line: f"\t{line[2:]}" if line.startswith("  ") else line,
    "space more": lambda line: f" {line}",
    "space less": lambda line: line.removeprefix(" "),
    "no colon": _in_key(lambda found: found["key"] + found["blank"] + found["value"]),
    "no space": _in_key(lambda found: f"{found['key']}:{found['value']}"),
    "wide colon": _in_key(lambda found: f"{found['key']}：{found['value']}"),
    "open bracket": lambda line: line[:-1] if line.endswith(("]", "}")) else line,
    "two spaces more": lambda line: f"  {line}",
    "no dash": lambda line: line.replace("- ", "", 1) if line.lstrip().startswith("- {") else line,
    "glued dash": lambda line: line.replace("- ", "-", 1) if line.lstrip().startswith("- ") else line,
    "open quote": lambda line: line[:-1] if line.endswith(('"', "'")) else line,
    "semicolon": _in_key(lambda found: f"{found['key']};" if not found["value"] else found[0]),
    "equals": _in_key(lambda found: f"{found['key']} = {found['value']}" if found["value"] else found[0]),
}

# Slips that show on the line where they are, whatever stands around it.
ON_ONE_LINE = ["no colon", "no space", "wide colon", "equals", "semicolon", "glued dash", "open quote"]


def problems_of(text: str) -> list[tuple[int, int, str]]:
    try:
        tr.loads(text)
    except tr.RulesetError as error:
        return [(one.line, one.column, one.code) for one in error.diagnostics]
    return []


@st.composite
def with_two_faults(draw: st.DrawFn, slip: Callable[[str], str]) -> tuple[str, int, tuple[int, int, str]]:
    """A ruleset with a slip and an unknown name: its text, the line of the slip, the place of the name."""
    lines = list(lines_of(draw(st.sampled_from(PATHS))))
    slips = [at for at, line in enumerate(lines) if is_content(line) and slip(line) != line]
    names = [(at, found) for at, line in enumerate(lines) if is_content(line) for found in _COMPARED.finditer(line)]
    assume(slips and names)
    slipped = draw(st.sampled_from(slips))
    at, found = draw(st.sampled_from(names))
    assume(at != slipped)
    lines[at] = f"{lines[at][: found.start()]}no_such_name{lines[at][found.end() :]}"
    told = (at + 1, found.start() + 1, "unknown-name")
    assume(problems_of("\n".join(lines)) == [told])
    lines[slipped] = slip(lines[slipped])
    return "\n".join(lines), slipped + 1, told


@pytest.mark.parametrize("slip", SLIPS)
@given(st.data())
def test_a_slip_of_layout_hides_no_other_fault_and_brings_none(slip: str, data: st.DataObject) -> None:
    text, _, name = data.draw(with_two_faults(SLIPS[slip]))
    found = problems_of(text)
    layout = [one for one in found if one[2] == "yaml-syntax"]
    # Some slips make other sound YAML of the file; what is then told is no matter of layout.
    assume(layout)
    assert [one for one in found if one not in layout] == [name]
    assert len(layout) <= 2


@pytest.mark.parametrize("slip", ["tab", *ON_ONE_LINE])
@given(st.data())
def test_the_slip_is_told_on_its_line(slip: str, data: st.DataObject) -> None:
    text, line, name = data.draw(with_two_faults(SLIPS[slip]))
    found = problems_of(text)
    layout = [one for one in found if one[2] == "yaml-syntax"]
    assume(layout)
    assert [one[0] for one in layout] == [line]
    assert sorted(found) == sorted([*layout, name])


@pytest.mark.parametrize("second", ON_ONE_LINE)
@given(st.data())
def test_two_slips_close_together_are_both_told(second: str, data: st.DataObject) -> None:
    lines = list(lines_of(data.draw(st.sampled_from(PATHS))))
    slips = [SLIPS[data.draw(st.sampled_from(ON_ONE_LINE))], SLIPS[second]]
    apart = data.draw(st.integers(1, 3))
    pairs = zip(lines, lines[apart:], strict=False)
    places = [
        at
        for at, pair in enumerate(pairs)
        if all(is_content(line) and slip(line) != line for slip, line in zip(slips, pair, strict=True))
    ]
    assume(places)
    at = data.draw(st.sampled_from(places))
    alone = []
    for slip, number in zip(slips, (at, at + apart), strict=True):
        faulty = [*lines[:number], slip(lines[number]), *lines[number + 1 :]]
        alone.append(problems_of("\n".join(faulty)))
        # Some slips make other sound YAML of the file.
        assume([one[::2] for one in alone[-1]] == [(number + 1, "yaml-syntax")])
    lines[at], lines[at + apart] = slips[0](lines[at]), slips[1](lines[at + apart])
    found = problems_of("\n".join(lines))
    assume(any(one[2] == "yaml-syntax" for one in found))
    assert sorted(found) == sorted(alone[0] + alone[1])


@pytest.mark.parametrize(
    "slip",
    ["space more", "space less", "no colon", "wide colon", "open bracket", "no dash", "glued dash", "open quote"],
)
@given(st.data())
def test_both_scanners_say_the_same_of_a_slip(slip: str, data: st.DataObject) -> None:
    """Not of tabs, and of a key joined to a bracket, which one scanner takes."""
    lines = list(lines_of(data.draw(st.sampled_from(PATHS))))
    slips = [at for at, line in enumerate(lines) if is_content(line) and SLIPS[slip](line) != line]
    assume(slips)
    at = data.draw(st.sampled_from(slips))
    lines[at] = SLIPS[slip](lines[at])
    text = "\n".join(lines)
    first, *others = [(found_in(text, loader), places(tree_of(text, loader))) for loader in LOADERS]
    assert all(other == first for other in others)
