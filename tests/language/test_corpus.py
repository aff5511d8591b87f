"""Every case file loads, or is answered with exactly the diagnostics that its comments announce."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest

import tierrules as tr
from docs.generate import IGNORE_CODES, diagnostics, expanded
from tests.cli.command import tierrules
from tests.language.corpus import Answer, Case, cases, parameters
from tierrules.text.catalogue import OF_FILES
from tierrules.text.catalogue.cases import CASES
from tierrules.text.source import LINE_BREAK

# These are said by a schema, and of comments.
OF_NO_LOADER = {"schema-mismatch", *IGNORE_CODES}
# Types of Python, and what would be one of its reprs; `list` and `str...` are words of the language of people too.
_PYTHON = re.compile(r"NoneType|\bNone\b|\bstr\b|\bdict\b|\btuple\b|\bint\b|\bfloat\b|\bbool\b|<class|object at 0x")


@pytest.mark.parametrize("case", parameters("bad", loading=False))
def test_a_broken_ruleset_is_answered_exactly(case: Case) -> None:
    found = case.found
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
    assert [str(one) for one in case.found] == []


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
    """Two broken files and one near miss for each."""
    broken = [case.code for case in cases("bad", loading=False)]
    sound = [case.code for case in cases("bad", loading=True)]
    of_rulesets = OF_FILES.keys() - {code.slug for code in CASES}  # those of case files: tests/cli/test_case_files.py
    assert {code for code in of_rulesets if broken.count(code) < 2} == set()
    assert of_rulesets - set(sound) == set()
    assert {*broken, *sound} - of_rulesets == set()


def test_a_recipe_makes_what_it_says() -> None:
    recipe = "# «x» × 1,002\n«  a_⟨n⟩: a_⟨n-1⟩ + b_⟨n+10⟩» × 2\nb: «[» × 3«]» × 3, «c» × 0\n"
    text = f"# {'x' * 1002}\n  a_1: a_0 + b_11\n  a_2: a_1 + b_12\nb: [[[]]], \n"
    assert expanded(recipe.encode()).decode() == text


@pytest.mark.parametrize(
    "case", [*cases("bad", loading=False), *cases("bad", loading=True)], ids=lambda case: case.name
)
def test_a_stretch_is_repeated_in_recipes_alone(case: Case) -> None:
    repeats = b"\xc2\xbb \xc3\x97 "
    assert (repeats in case.path.read_bytes()) == case.is_recipe
    assert repeats not in case.data


@pytest.mark.parametrize("case", cases("bad", loading=False), ids=lambda case: case.name)
def test_a_broken_file_lies_in_the_folder_of_its_code(case: Case) -> None:
    assert case.code in [one.code for one in case.expected]


@pytest.mark.parametrize("case", cases("bad", loading=False), ids=lambda case: case.name)
def test_every_place_lies_in_the_file(case: Case) -> None:
    lines = LINE_BREAK.split(case.text)
    for one in case.found:
        assert one.file == case.name
        # The count of what is not shown speaks of no line.
        assert one.source_line == ("" if one.code == "too-many-problems" else lines[one.line - 1])
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1
        assert (one.line, one.column) <= (one.end_line, one.end_column)
        assert one.end_line <= len(lines)
        assert one.end_column <= len(lines[one.end_line - 1]) + 1


@pytest.mark.parametrize("case", cases("bad", loading=False), ids=lambda case: case.name)
def test_messages_keep_the_style(case: Case) -> None:
    """Lower case, no final period, one line, no Python, advice apart from the fault."""
    for one in case.found:
        for text in (one.message, *([one.help] if one.help is not None else [])):
            assert text == text.strip() != ""
            assert not text.endswith((".", "!", ":"))
            assert "\n" not in text
            assert len(text) < 1_000
            assert text[0].islower() or not text[0].isalpha()
            assert not _PYTHON.search(re.sub("`[^`]*`", "", text)), text
            assert text.count("`") % 2 == 0
        assert "did you mean" not in one.message
        assert one.message != one.help


@pytest.mark.parametrize("case", cases("bad", loading=False), ids=lambda case: case.name)
def test_no_place_is_reported_twice_with_one_code(case: Case) -> None:
    places = [(one.line, one.column, one.code) for one in case.found]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    "case",
    [case for case in cases("bad", loading=False) if not case.is_recipe and case.code not in OF_NO_LOADER],
    ids=lambda case: case.name,
)
def test_path_text_and_bytes_give_the_same_diagnostics(case: Case) -> None:
    with pytest.raises(tr.RulesetError) as raised:
        tr.load(case.path)
    assert places(raised.value.diagnostics) == places(case.found)
    if case.code != "encoding":
        with pytest.raises(tr.RulesetError) as raised:
            tr.loads(case.data.decode("utf-8"), name=case.name)
        assert raised.value.diagnostics == case.found


def places(found: Iterable[tr.Diagnostic]) -> list[tuple[str, int, int, str]]:
    return [(one.code, one.line, one.column, one.message) for one in found]


@pytest.mark.parametrize(
    "case", [case for case in cases("bad", loading=False) if case.code == "schema-mismatch"], ids=lambda case: case.name
)
def test_a_file_is_held_against_the_published_schema_by_the_command(case: Case) -> None:
    run = tierrules("schema", "ruleset", "--validate", case.path)
    assert run.code == 1
    told = diagnostics(case.code, case.data, str(case.path))
    assert run.out.startswith("\n\n".join(map(str, told)))


@pytest.mark.parametrize(
    "case", [case for case in cases("bad", loading=True) if case.code == "schema-mismatch"], ids=lambda case: case.name
)
def test_a_file_that_meets_the_schema_is_a_ruleset(case: Case) -> None:
    assert tierrules("schema", "ruleset", "--validate", case.path).code == 0
    assert tr.load(case.path).dimensions
