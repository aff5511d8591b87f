"""Every case file loads, or is answered with exactly the diagnostics that its comments announce."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

import tierrules as tr
from tests.language.corpus import Answer, Case, cases, parameters
from tests.language.test_hostile import BUILT
from tierrules.text.catalogue import CATALOGUE
from tierrules.text.catalogue.cases import CASES

# Codes that speak of no single ruleset, with the reason.
NOT_OF_A_RULESET = {
    "schema-mismatch": "reported of a document held against a published schema",
    **{code.slug: "reported of a case file; tests/cli/test_case_files.py" for code in CASES},
}

# Types of Python, and what would be one of its reprs; `list` and `str...` are words of the language of people too.
_PYTHON = re.compile(r"NoneType|\bNone\b|\bstr\b|\bdict\b|\btuple\b|\bint\b|\bfloat\b|\bbool\b|<class|object at 0x")


def found_in(data: bytes, name: str = "case.yaml") -> tuple[tr.Diagnostic, ...]:
    """The diagnostics of a text given as `loads` takes it; nothing but RulesetError may leave."""
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(data.decode("utf-8"), name=name)
    return raised.value.diagnostics


@pytest.mark.parametrize("case", parameters("bad", loading=False))
def test_a_broken_ruleset_is_answered_exactly(case: Case) -> None:
    found = found_in(case.data, case.name)
    assert [(one.line, one.column, one.code) for one in found] == [
        (one.line, one.column, one.code) for one in case.expected
    ]
    for seen, expected in zip(found, case.expected, strict=True):
        said = f"{seen.message}\n{seen.help}"
        assert [words for words in expected.says if words not in said] == [], said
        if expected.marks is not None:
            assert seen.line == seen.end_line
            assert seen.source_line[seen.column - 1 : seen.end_column - 1] == expected.marks


@pytest.mark.parametrize("case", parameters("bad", loading=True))
def test_the_nearest_right_thing_loads(case: Case) -> None:
    assert tr.loads(case.data.decode("utf-8")).dimensions


@pytest.mark.parametrize("case", parameters("good", loading=True))
def test_a_sound_ruleset_holds_what_it_says(case: Case) -> None:
    rules = tr.load(case.path)
    dimensions = rules.dimensions.values()
    seen = {
        "dimensions": list(rules.dimensions),
        "inputs": list(rules.inputs),
        "rules": [rule.id for dimension in dimensions for rule in dimension.rules],
    }
    for key in seen.keys() & case.has.keys():
        assert seen[key] == case.has[key]
    for name, value in (entry.split() for entry in case.has.get("thresholds", [])):
        assert rules.thresholds[name].value == Fraction(value)


def told(tag: tr.Tag) -> str:
    """An outcome as the case files write it."""
    if tag.status != "decided":
        return tag.status
    return f"{'+'.join(tag.labels) or tag.label}@{'+'.join(tag.rules) or tag.rule}"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        pytest.param(case.path, answer, id=f"{case.path.stem}-{number}")
        for case in cases("good", loading=True)
        for number, answer in enumerate(case.gives, 1)
    ],
)
def test_a_sound_ruleset_answers_what_it_says(path: Path, answer: Answer) -> None:
    tags = tr.load(path).classify(answer.customer, as_of=answer.as_of)
    assert {name: told(tags[name]) for name in answer.outcomes} == answer.outcomes


def test_every_code_has_its_cases() -> None:
    """Two broken files and one near miss for each code; what needs bytes or bulk is built in `test_hostile`."""
    wanted = CATALOGUE.keys() - BUILT.keys() - NOT_OF_A_RULESET.keys()
    broken = [case.code for case in cases("bad", loading=False)]
    sound = [case.code for case in cases("bad", loading=True)]
    assert {code for code in wanted if broken.count(code) < 2} == set()
    assert wanted - set(sound) == set()
    assert set(broken) - CATALOGUE.keys() == set()


@pytest.mark.parametrize("case", cases("bad", loading=False), ids=lambda case: case.name)
def test_a_broken_file_lies_in_the_folder_of_its_code(case: Case) -> None:
    assert case.code in [one.code for one in case.expected]


@pytest.mark.parametrize("case", cases("bad", loading=False), ids=lambda case: case.name)
def test_every_place_lies_in_the_file(case: Case) -> None:
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", case.data.decode("utf-8").removeprefix("\ufeff"))
    for one in found_in(case.data, case.name):
        assert one.file == case.name
        assert one.source_line == lines[one.line - 1]
        assert 1 <= one.column <= len(one.source_line) + 1
        assert (one.line, one.column) <= (one.end_line, one.end_column)
        assert one.end_line <= len(lines)
        assert one.end_column <= len(lines[one.end_line - 1]) + 1


@pytest.mark.parametrize("case", cases("bad", loading=False), ids=lambda case: case.name)
def test_messages_keep_the_style(case: Case) -> None:
    """Lower case, no final period, one line, no Python, advice apart from the fault."""
    for one in found_in(case.data, case.name):
        for text in (one.message, *([one.help] if one.help is not None else [])):
            assert text == text.strip() != ""
            assert not text.endswith((".", "!", ":"))
            assert "\n" not in text
            assert text[0].islower() or not text[0].isalpha()
            assert not _PYTHON.search(re.sub("`[^`]*`", "", text)), text
            assert text.count("`") % 2 == 0
        assert "did you mean" not in one.message
        assert one.message != one.help


@pytest.mark.parametrize("case", cases("bad", loading=False), ids=lambda case: case.name)
def test_no_place_is_reported_twice_with_one_code(case: Case) -> None:
    places = [(one.line, one.column, one.code) for one in found_in(case.data)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("case", cases("bad", loading=False), ids=lambda case: case.name)
def test_path_and_text_give_the_same_diagnostics(case: Case) -> None:
    with pytest.raises(tr.RulesetError) as raised:
        tr.load(case.path)
    assert [(one.code, one.line, one.column, one.message) for one in raised.value.diagnostics] == [
        (one.code, one.line, one.column, one.message) for one in found_in(case.data)
    ]
