"""Sound files, broken at random: what comes out is a ruleset that classifies, or diagnostics with true places."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.language.corpus import cases
from tierrules.resources import bundled_file
from tierrules.text.catalogue import CATALOGUE
from tierrules.text.catalogue.code import MAX_PROBLEMS

AS_OF = date(2026, 11, 22)
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

_CARRIED = bundled_file("size-and-dormancy")
assert _CARRIED is not None
BUNDLED = _CARRIED.read_bytes()
RULESETS = Path(__file__).parents[2] / "rulesets"
CASES = {case.path.stem: case.data for case in cases("good", loading=True) if case.known is None}
CARRIED = {path.stem: path.read_bytes() for path in sorted(RULESETS.glob("*.yaml"))}
GOOD = [*CASES.values(), *CARRIED.values()]
TEXTS = [data.decode() for data in GOOD]

# What may come to stand where something else stood.
STRANGERS = [
    *("~", "[]", "{}", "''", "- x", "{a: b}", "[x]", "x: y", "|", ">", "&a x", "*a", "!t x", "<<", "?", "#", "---"),
    *(
        "true",
        "null",
        "1",
        "1,000",
        "5亿",
        "20%",
        "6 months",
        "2026-01-31",
        "name",
        "employees",
        "size",
        "first",
        "n/a",
    ),
    *(
        "{by: industry, rows: {a: 1}}",
        "{dated: {2026-01-01: 5}}",
        "{of: employees, from: {a: 5}, below: b}",
        "[[1, 2]]",
    ),
    *(
        "a >= b",
        "a = b",
        "x in ['a', 'b']",
        "value == 'high'",
        "elapsed(a) >= b",
        "a / b",
        "not",
        "(",
        ")",
        "'",
        '"',
        ",",
        ":",
        "\t",
        "\x07",
        "\ufeff",
        "\u202e",
    ),
]


def check(text: str) -> None:
    """The one property of this file."""
    try:
        rules = tr.loads(text, name="mutated.yaml")
    except tr.RulesetError as error:
        check_places(text, error.diagnostics)
    else:
        with suppress(tr.NotInForce):  # a date has become another
            rules.classify({}, as_of=AS_OF)


def check_places(text: str, diagnostics: tuple[tr.Diagnostic, ...]) -> None:
    lines = LINE_BREAK.split(text.removeprefix("\ufeff"))
    assert 0 < len(diagnostics) <= MAX_PROBLEMS + 1
    assert any(one.severity == "error" for one in diagnostics)
    for one in diagnostics:
        assert one.code in CATALOGUE
        assert one.file == "mutated.yaml"
        assert 1 <= one.line <= one.end_line <= len(lines)
        assert one.source_line == lines[one.line - 1] or one.code == "too-many-problems"
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1
        assert 1 <= one.end_column <= len(lines[one.end_line - 1]) + 1
        assert (one.line, one.column) <= (one.end_line, one.end_column)
        assert str(one).startswith(f"mutated.yaml:{one.line}:{one.column}: ")
    places = [(one.line, one.column) for one in diagnostics]
    assert places == sorted(places)


def diagnostics_of(path: Path) -> tuple[tr.Diagnostic, ...]:
    try:
        tr.load(path)
    except tr.RulesetError as error:
        return error.diagnostics
    return ()


@st.composite
def pieces(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a stretch of it: a word, a line, a flow collection, or anything."""
    text = draw(st.sampled_from(TEXTS))
    pattern = draw(st.sampled_from([r"[^\s,:\[\]{}'\"]+", r"[^\n]*\n", r"[\[{][^\[\]{}]*[\]}]", r"\W", r"[\s\S]"]))
    found = draw(st.sampled_from(list(re.finditer(pattern, text))))
    return text, found.start(), found.end()


@given(pieces())
def test_drop(piece: tuple[str, int, int]) -> None:
    text, start, end = piece
    check(text[:start] + text[end:])


@given(pieces(), pieces())
def test_replace_by_another_piece(piece: tuple[str, int, int], other: tuple[str, int, int]) -> None:
    text, start, end = piece
    check(text[:start] + other[0][other[1] : other[2]] + text[end:])


@given(pieces(), st.sampled_from(STRANGERS))
def test_retype(piece: tuple[str, int, int], stranger: str) -> None:
    text, start, end = piece
    check(text[:start] + stranger + text[end:])


@given(pieces(), st.sampled_from(STRANGERS) | st.characters())
def test_insert(piece: tuple[str, int, int], stranger: str) -> None:
    text, start, _ = piece
    check(text[:start] + stranger + text[start:])


@given(pieces())
def test_duplicate(piece: tuple[str, int, int]) -> None:
    text, start, end = piece
    check(text[:end] + text[start:end] + text[end:])


@given(pieces())
def test_rename(piece: tuple[str, int, int]) -> None:
    text, start, end = piece
    check(text[:start] + text[start:end][::-1] + text[end:])


@given(pieces(), st.sampled_from(["[{}]", "{{{}: x}}", "{{x: {}}}", "({})", "'{}'", '"{}"', "not {}", "{} and {}"]))
def test_nest(piece: tuple[str, int, int], around: str) -> None:
    text, start, end = piece
    check(text[:start] + around.format(*[text[start:end]] * 2) + text[end:])


@given(pieces(), pieces())
def test_swap_two_lines_of_one_file(piece: tuple[str, int, int], other: tuple[str, int, int]) -> None:
    lines = piece[0].split("\n")
    one, two = piece[1] % len(lines), other[1] % len(lines)
    lines[one], lines[two] = lines[two], lines[one]
    check("\n".join(lines))


@given(pieces(), st.integers(-4, 4))
def test_indent_a_line_differently(piece: tuple[str, int, int], by: int) -> None:
    lines = piece[0].split("\n")
    at = piece[1] % len(lines)
    indent = len(lines[at]) - len(lines[at].lstrip())
    lines[at] = " " * max(0, indent + by) + lines[at].lstrip()
    check("\n".join(lines))


@given(st.sampled_from(TEXTS), st.data())
def test_two_slips_at_once(text: str, data: st.DataObject) -> None:
    for _ in range(2):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(STRANGERS)) + text[at + data.draw(st.integers(0, 3)) :]
    check(text)


@pytest.mark.parametrize("name", CASES)
def test_truncate_at_any_place_of_a_case(name: str) -> None:
    """Each line is cut at its ends and at one place between, which is another place in each line."""
    data = CASES[name]
    starts = [0, *(found.end() for found in re.finditer(b"\n", data))]
    for number, (start, end) in enumerate(pairwise(starts)):
        for at in {start, end - 1, start + number * 7 % (end - start)}:
            check_cut(data, at)


@pytest.mark.parametrize("part", range(8))
def test_truncate_at_any_byte(part: int) -> None:
    for at in range(part, len(BUNDLED), 8):
        check_cut(BUNDLED, at)


@given(data=st.sampled_from(GOOD), part=st.fractions(0, 1))
def test_truncate_anything(data: bytes, part: Fraction) -> None:
    check_cut(data, int(part * len(data)))


def check_cut(data: bytes, at: int) -> None:
    """A byte of a character that is torn is read as the character that stands for none."""
    check(data[:at].decode("utf-8", errors="replace"))


@given(good=st.sampled_from(GOOD), data=st.data())
def test_bytes_that_change(good: bytes, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    at = data.draw(st.integers(0, len(good)))
    broken = good[:at] + data.draw(st.binary(max_size=4)) + good[at + data.draw(st.integers(0, 4)) :]
    path = tmp_path_factory.getbasetemp() / "mutated.yaml"
    path.write_bytes(broken)
    assert len(diagnostics_of(path)) <= MAX_PROBLEMS + 1


def test_the_files_are_sound_before_they_are_broken() -> None:
    for text in TEXTS:
        tr.loads(text)
