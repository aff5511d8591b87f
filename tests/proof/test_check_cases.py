"""Every check finds what it is about in its wrong cases, and no check anything in the right ones."""

from __future__ import annotations

import re

import pytest

from tests.language.corpus import Case, all_cases
from tests.proof.texts import model_of
from tierrules.language.build import build
from tierrules.proof.checks import FINDERS
from tierrules.proof.reports.checking import findings
from tierrules.resources import bundled, bundled_file
from tierrules.text.catalogue.checks import CHECKS
from tierrules.text.diagnostics import Diagnostic

CASES = all_cases("checks")
WRONG = [case for case in CASES if case.path.name.startswith("wrong")]
RIGHT = [case for case in CASES if case.path.name.startswith("right")]


def found_in(case: Case) -> tuple[Diagnostic, ...]:
    """Return what the check of a case finds: one fault often shows in several checks."""
    return findings(build(case.name, case.data), {case.code})


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_a_wrong_case_is_answered_exactly(case: Case) -> None:
    found = found_in(case)
    assert [(one.line, one.column, one.code) for one in found] == [
        (one.line, one.column, one.code) for one in case.expected
    ]
    for seen, expected in zip(found, case.expected, strict=True):
        assert expected.marks == seen.source_line[seen.column - 1 : seen.end_column - 1]
        assert [words for words in expected.says if words not in f"{seen.message}\n{seen.help}"] == []


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_a_wrong_case_is_about_its_check_alone(case: Case) -> None:
    assert {one.code for one in case.expected} == {case.code}


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.name)
def test_nothing_is_found_in_a_right_case(case: Case) -> None:
    assert [str(one) for one in findings(build(case.name, case.data))] == []


def test_every_check_has_its_cases() -> None:
    assert {case.path.name for case in CASES} == {case.path.name for case in (*WRONG, *RIGHT)}
    for slug in FINDERS:
        assert {"wrong.yaml", "right.yaml"} <= {case.path.name for case in CASES if case.code == slug}
    assert {case.code for case in CASES} <= FINDERS.keys() <= {check.slug for check in CHECKS}


@pytest.mark.parametrize("name", bundled())
def test_nothing_is_found_in_a_bundled_ruleset(name: str) -> None:
    file = bundled_file(name)
    assert file is not None
    assert [str(one) for one in findings(build(name, file.read_bytes()))] == []


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case.name)
def test_findings_keep_the_style_of_messages(case: Case) -> None:
    for one in found_in(case):
        assert one.help is not None
        for text in (one.message, one.help, *(place.message for place in one.related)):
            assert text == text.strip() != ""
            assert not text.endswith((".", "!", ":"))
            assert "\n" not in text
            assert text[0].islower() or not text[0].isalpha()
            assert text.count("`") % 2 == 0
            assert not re.search(r"\bNone\b|Fraction|<class", text)


def test_only_what_is_asked_for_is_looked_for() -> None:
    case = next(case for case in WRONG if case.code == "magic-number")
    model = build(case.name, case.data)
    assert findings(model, {"open-window"}) == ()
    assert {one.code for one in findings(model, {"open-window", "magic-number"})} == {"magic-number"}


def test_findings_stand_in_file_order() -> None:
    model = model_of("""
        thresholds: {spare: 1, soon: 1 month}
        dimensions:
          size:
            labels: [large, small]
            hit: first
            rules: [{label: large, when: employees >= 1000 and until(expected_close_on) <= soon}]
            otherwise: small
        fields: {idle: {type: boolean}}
    """)
    found = findings(model)
    assert [one.code for one in found] == ["unused-threshold", "magic-number", "open-window", "unused-field"]
    assert [one.line for one in found] == sorted(one.line for one in found)
