"""A line that a message proposes is right: in the place of the faulty one, it brings no new problem."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.language.corpus import Case, cases
from tierrules import Diagnostic
from tierrules.meaning.dates import read_date
from tierrules.meaning.numbers import read_quantity
from tierrules.text.expressions import parse_text
from tierrules.text.tokens import ExpressionError

_PROPOSAL = re.compile(
    r"(?:write|quote the whole value:|quote it:|a (?:name|number) stands without quotes:|"
    r"give it a name under `thresholds:` \(`my_bound: [^`]*`\) and compare with the name \(or write) `([^`]*)`(.*)"
)
# What shows a form and is no line: names of nobody, and dots to be filled in.
_FORM = re.compile(r"\b(?:low|field|x)\b|\.\.|\[\]")
_INDENT = re.compile(r"\s*")
_FIRST = re.compile(r"(?:- +)*[\w-]*")
_HEAD = re.compile(r"\s*(?:- +)*")
_KEY = re.compile(r"\s*(?:- +)*[\w-]+: +")

EXCEPTIONS = {
    "bad/type-mismatch/band-of-dimension.yaml": "names two keys, which take the place of several lines",
    "bad/wrong-operator/full-width-bracket.yaml": "says of both brackets what stands for each",
    "bad/wrong-operator/is-null.yaml": "offers signs, and a function for the other thing that may be meant",
}


def answers(text: str) -> tuple[Diagnostic, ...]:
    try:
        tr.loads(text)
    except tr.RulesetError as error:
        return error.diagnostics
    return ()


def proposal(one: Diagnostic) -> tuple[str, str] | None:
    """What a message says to write, and what it says behind it; None if that is no line or value."""
    found = _PROPOSAL.match(one.help or "")
    return None if found is None or _FORM.search(found[1]) else (found[1], found[2])


def followed(written: str, one: Diagnostic, proposed: str, behind: str) -> str:
    """The line with the proposal in the place of what is most like it: the line, its value, or what is marked."""
    marked = (one.column - 1, one.end_column - 1 if one.end_line == one.line else len(written))
    stretches = [marked]
    for start in (_INDENT, _HEAD, _KEY) if " " in proposed else ():
        found = start.match(written)
        # A whole line begins with its dash or key.
        if found is not None and (start is _KEY or _FIRST.match(proposed)[0] == _FIRST.match(written, found.end())[0]):
            stretches.append((found.end(), len(written)))
    start, end = max(stretches, key=lambda stretch: SequenceMatcher(None, written[slice(*stretch)], proposed).ratio())
    if (start, end) == marked and "with a space" in behind:
        proposed = f" {proposed} "
    return f"{written[:start]}{proposed}{written[end:]}"


@pytest.mark.parametrize(
    "case",
    [
        case
        for case in cases("bad", loading=False)
        if not case.is_recipe and case.code not in ("schema-mismatch", "encoding") and case.name not in EXCEPTIONS
    ],
    ids=lambda case: case.name,
)
def test_whoever_writes_what_is_proposed_has_one_problem_less(case: Case) -> None:
    text = case.data.decode("utf-8")
    found = answers(text)
    for one in found:
        if (write := proposal(one)) is None:
            continue
        lines = text.split("\n")
        lines[one.line - 1] = followed(lines[one.line - 1], one, *write)
        others = [(other.code, other.message) for other in found if other is not one and other.line == one.line]
        again = [(new.code, new.message) for new in answers("\n".join(lines)) if new.line == one.line]
        assert [new for new in again if new not in others] == [], lines[one.line - 1]


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_the_exceptions_are_needed(name: str) -> None:
    """A case that no longer proposes a line that brings a problem is none."""
    (case,) = (one for one in cases("bad", loading=False) if one.name == name)
    with pytest.raises(AssertionError):
        test_whoever_writes_what_is_proposed_has_one_problem_less(case)


SCALES = ["", "万", "千万", "万亿", "百万", "million", " million", "billion", "thousand"]
UNITS = [
    "",
    "%",
    " %",
    "％",
    "元",
    "€",
    "¥",
    "天",
    "周",
    "月",
    "年",
    "个月",
    "季度",
    " CNY",
    "EUR",
    " per cent",
    " months",
]


@given(
    st.sampled_from(["1", "1000", "2.5", "1_000", "0.5"]),
    st.tuples(st.sampled_from(SCALES), st.sampled_from(UNITS)).map("".join)
    | st.sampled_from(["人", "家", "1", ".", "..5", ".5.1", "-1-3", "-02-31", "-12-1", "e5", "x", "5kg", "以上"]),
)
def test_a_threshold_that_is_proposed_can_be_read(number: str, tail: str) -> None:
    try:
        parse_text(f"x >= {number}{tail}")
    except ExpressionError as error:
        named = re.search("`my_bound: ([^`]*)`", error.help or "")
        plain = re.fullmatch("write `([^`]*)`: what is counted.*", error.help or "")
        if named is not None:
            assert (read_date(named[1]) if "-" in named[1] else read_quantity(named[1])) is not None
        if plain is not None:
            parse_text(f"x >= {plain[1]}")
