"""Case files: every fault is told in its place, every wrong answer fails its case, and nothing else does."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import tierrules as tr
from tests.language.corpus import Case, cases, parameters
from tests.language.mutations import dumped, mutated, texts
from tierrules.cli.case_files import case_file, case_files, read_case_file
from tierrules.cli.case_runs import FileRun, run_file
from tierrules.language.keys.cases import CASE_RECORDS
from tierrules.language.schema import cases_schema, example_of, plain_tree
from tierrules.language.shapes import Key
from tierrules.meaning import plain
from tierrules.meaning.truth import Absent
from tierrules.testing import as_ofs, facts_for, rulesets
from tierrules.text.catalogue.cases import CASES
from tierrules.text.yaml_reader import read_text

ROOT = Path(__file__).parents[2]
BUNDLED = sorted((ROOT / "rulesets" / "cases").glob("*.cases.yaml"))
EXAMPLES = sorted((ROOT / "rulesets" / "cases" / "examples").glob("*.cases.yaml"))
SMALL = """\
tierrules-cases: 1
rules: size-and-dormancy
as_of: 2026-11-22
cases:
  - name: large
    customer: {employees: 1000}
    labels: {size: large}
"""


def run_of(path: Path) -> FileRun:
    return run_file(read_case_file(path))


def run_text(text: str, path: Path = ROOT / "small.cases.yaml") -> FileRun:
    return run_file(case_file(path, text.encode()))


def told(run: FileRun) -> list[tr.Diagnostic]:
    """What is wrong with a file, or with its cases."""
    failures = [failure for one in run.failed for failure in one.failures]
    return [*run.file.diagnostics, *(one for failure in failures for one in failure.diagnostics)]


# --- the faulty files


@pytest.mark.parametrize("case", parameters("cases-bad", loading=False))
def test_a_wrong_case_file_is_answered_exactly(case: Case) -> None:
    found = told(run_of(case.path))
    assert [(one.line, one.column, one.code) for one in found] == [
        (one.line, one.column, one.code) for one in case.expected
    ]
    for seen, expected in zip(found, case.expected, strict=True):
        said = f"{seen.message}\n{seen.help}"
        assert [words for words in expected.says if words not in said] == [], said
        if expected.marks is not None:
            assert seen.source_line[seen.column - 1 : seen.end_column - 1] == expected.marks


@pytest.mark.parametrize("case", parameters("cases-bad", loading=True))
def test_the_nearest_right_thing_passes(case: Case) -> None:
    run = run_of(case.path)
    assert told(run) == []
    assert run.is_sound
    assert run.runs


def test_every_code_of_case_files_has_two_wrong_files_and_a_near_miss() -> None:
    wrong = [case.code for case in cases("cases-bad", loading=False)]
    right = {case.code for case in cases("cases-bad", loading=True)}
    assert {code.slug for code in CASES if wrong.count(code.slug) < 2} == set()
    assert {code.slug for code in CASES} - right == set()


@pytest.mark.parametrize("case", cases("cases-bad", loading=False), ids=lambda case: case.name)
def test_messages_keep_the_style(case: Case) -> None:
    assert case.code in [one.code for one in case.expected]
    for one in told(run_of(case.path)):
        for text in (one.message, *([one.help] if one.help is not None else [])):
            assert text == text.strip() != ""
            assert not text.endswith((".", "!", ":"))
            assert "\n" not in text
            assert text[0].islower() or not text[0].isalpha()
            assert not re.search(r"\bNone\b|\bstr\b|<class", text)
            assert text.count("`") % 2 == 0
        assert "did you mean" not in one.message


# --- what a file says of its ruleset


def test_the_name_of_the_file_says_the_ruleset(tmp_path: Path) -> None:
    """A ruleset beside it goes before one that comes along, and the key `rules` before both."""
    text = SMALL.replace("rules: size-and-dormancy\n", "")
    path = tmp_path / "size-and-dormancy.cases.yaml"
    assert run_text(text, path).is_sound
    beside = tr.load("size-and-dormancy").source.replace("large_employees: 1000", "large_employees: 1001")
    (tmp_path / "size-and-dormancy.yaml").write_text(beside, encoding="utf-8")
    assert [one.message for one in told(run_text(text, path))] == [
        "`size` is `undetermined` (possible: `large`, `medium`), expected `large`"
    ]
    assert run_text(SMALL, path).is_sound
    found = told(run_text(text, tmp_path / "elsewhere.cases.yaml"))
    assert [(one.code, one.help) for one in found] == [
        ("missing-key", "for example `rules: size-and-dormancy`, or put `elsewhere.yaml` beside this file")
    ]


def test_a_path_is_looked_for_from_the_folder_of_the_case_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text(tr.load("size-and-dormancy").source, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    path = tmp_path / "cases" / "any-name.yaml"
    path.write_text(SMALL.replace("rules: size-and-dormancy", "rules: ../rules/own.yaml"), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "rules")
    assert run_of(path).is_sound
    misspelt = run_text(SMALL.replace("rules: size-and-dormancy", "rules: onw.yaml"), tmp_path / "rules/x.cases.yaml")
    assert [one.help for one in told(misspelt)] == ["did you mean `own.yaml`?"]


def test_a_ruleset_that_does_not_load_tells_its_own_problems(tmp_path: Path) -> None:
    text = SMALL.replace("size-and-dormancy", str(ROOT / "tests/cases/case-rules/broken.yaml"))
    run = run_text(text.replace("- name: large", "- naem: large"), tmp_path / "x.cases.yaml")
    assert not run.is_sound
    assert [(Path(one.file).name, one.line, one.code) for one in told(run)] == [
        ("x.cases.yaml", 5, "unknown-key"),
        ("broken.yaml", 4, "unknown-name"),
    ]


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty-file"), ("- a\n", "not-a-mapping"), (f"{SMALL}  bad\n", "yaml-syntax")]
)
def test_what_is_no_case_file_at_all_is_told(text: str, code: str) -> None:
    run = run_text(text)
    assert [one.code for one in told(run)] == [code]
    assert not run.is_sound


# --- where case files lie


def test_a_folder_is_searched_and_hidden_or_foreign_ones_are_not(tmp_path: Path) -> None:
    names = ("b.cases.yaml", "a.cases.yaml", "in/c.cases.yaml", "rules.yaml", ".git/d.cases.yaml")
    for name in (*names, "node_modules/e.cases.yaml", "v/site-packages/f.cases.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in case_files(tmp_path)]
    assert found == ["a.cases.yaml", "b.cases.yaml", "in/c.cases.yaml"]
    assert list(case_files(tmp_path / "rules.yaml")) == [tmp_path / "rules.yaml"]


# --- the cases that come along


def test_every_ruleset_that_comes_along_has_cases() -> None:
    assert [path.name.removesuffix(".cases.yaml") for path in BUNDLED] == list(tr.bundled())


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.name)
def test_the_cases_that_come_along_pass_and_reach_every_label(path: Path) -> None:
    run = run_of(path)
    assert list(map(str, told(run))) == []
    assert run.file.rules is not None
    wanted = {
        (one.dimension, label)
        for case in run.file.cases
        for one in case.expected
        if one.aspect == "labels"
        for label in one.wanted
    }
    labels = {(name, label.name) for name, one in run.file.rules.dimensions.items() for label in one.labels}
    assert labels - wanted == set()


def test_the_tables_that_contradict_themselves_have_cases() -> None:
    names = [path.name.removesuffix(".cases.yaml") for path in EXAMPLES]
    assert names == ["s0-standards-table", "s4-follow-up-plan"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_cases_of_a_table_that_contradicts_itself_show_conflicts_and_holes(path: Path) -> None:
    run = run_of(path)
    assert list(map(str, told(run))) == []
    expected = [one for case in run.file.cases for one in case.expected]
    assert any(one.aspect == "status" and one.wanted == ("conflict",) for one in expected)
    assert any(one.aspect == "labels" and one.wanted == () for one in expected)


# --- the schema


def case_keys() -> list[Key]:
    return [key for record in CASE_RECORDS.values() for key in record.keys if not key.planned]


def test_the_schema_accepts_every_right_file_and_every_example() -> None:
    validator = Draft7Validator(cases_schema())
    Draft7Validator.check_schema(cases_schema())
    right = [*BUNDLED, *EXAMPLES, *(case.path for case in cases("cases-bad", loading=True))]
    for path in right:
        tree = read_text(str(path), path.read_text(encoding="utf-8")).tree
        assert tree is not None
        assert [one.message for one in validator.iter_errors(plain_tree(tree))] == [], path
    definitions = cases_schema()["definitions"]
    for name, record in CASE_RECORDS.items():
        for key in (one for one in record.keys if not one.planned):
            shown = Draft7Validator({"definitions": definitions, **definitions[name]["properties"][key.name]})
            assert list(shown.iter_errors(example_of(key))) == [], key.name


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("tierrules-cases: 1", "tierrules-cases: 2"),
        ("tierrules-cases: 1\n", ""),
        ("  - name: large\n    customer", "  - customer"),
        ("{size: large}", "{}"),
        ("{size: large}", "{size: {a: b}}"),
        ("labels", "lables"),
        ("labels: {size: large}", "status: {size: open}"),
        ("{employees: 1000}", "[employees]"),
        ("labels: {size: large}", "previous: {employees: 3}\n    changes: none"),
        ("labels: {size: large}", "previous: now\n    changes: none"),
        ("labels: {size: large}", "previous: none\n    changes: {size: [large]}"),
        ("labels: {size: large}", "previous: none\n    changes: {size: {too: large}}"),
        ("    labels: {size: large}", "    problems: []"),
    ],
)
def test_what_the_schema_refuses_is_refused_by_the_reader(good: str, bad: str) -> None:
    assert SMALL.count(good) == 1
    text = SMALL.replace(good, bad)
    tree = read_text("small.yaml", text).tree
    assert tree is not None
    assert not Draft7Validator(cases_schema()).is_valid(plain_tree(tree))
    assert not run_text(text).is_sound


SHAPE = {"unknown-key", "wrong-shape", "unknown-value", "not-yet"}
"""Codes of the reader that a schema can see wherever they are given."""


@given(path=st.sampled_from(BUNDLED), seed=st.integers(0, 2**32))
def test_a_spoilt_file_is_answered_with_diagnostics_and_refused_by_both(path: Path, seed: int) -> None:
    spoilt = mutated(texts(path), Random(seed))
    assume(isinstance(spoilt, dict) and spoilt)
    run = run_text(dumped(spoilt), path)
    codes = {one.code for one in run.file.diagnostics}
    event(f"refused: {bool(codes)}")
    assert run.is_sound or told(run)
    valid = Draft7Validator(cases_schema()).is_valid(spoilt)
    assert valid or codes
    assert not (valid and codes & SHAPE)


# --- cases made of a ruleset's own answers


def quoted(text: object) -> str:
    return json.dumps(text, ensure_ascii=False)


def written(values: dict[str, Any]) -> str:
    """A flow mapping; JSON is YAML but for its escapes of characters outside of the basic plane."""
    return "{" + ", ".join(f"{name}: {quoted(value)}" for name, value in values.items()) + "}"


def case_text(rules: tr.Ruleset, facts: dict[str, Any], as_of: date, labels: dict[str, Any]) -> str:
    customer = {}
    for name, fact in facts.items():
        if fact is Absent.NONE and rules.inputs[name].empty == "none":
            customer[name] = "none"
        elif not isinstance(fact, Absent):
            shown = plain.value(fact)
            customer[name] = str(shown).lower() if isinstance(shown, bool) else shown
    answers = answers_of(rules, customer, as_of)
    parts = {
        "labels": {name: labels.get(name, list(tag.labels)) for name, tag in answers.items()},
        "status": {name: tag.status for name, tag in answers.items() if name not in labels},
        "rule": {name: list(tag.rules) for name, tag in answers.items() if tag.rules or name not in labels},
        "missing": {name: [one.name for one in tag.missing] for name, tag in answers.items()},
    }
    lines = [f"    {key}: {written(part)}" for key, part in parts.items() if part]
    head = f"tierrules-cases: 1\nrules: rules.yaml\nas_of: {as_of}\ncases:\n  - name: made\n"
    return "\n".join((f"{head}    customer: {written(customer)}", *lines, ""))


def answers_of(rules: tr.Ruleset, customer: dict[str, str], as_of: date) -> dict[str, tr.Tag]:
    values = {name: None if value == "none" else value for name, value in customer.items()}
    return dict(rules.classify(values, as_of=as_of).by_dimension)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


@given(data=st.data(), text=rulesets(), as_of=as_ofs())
def test_own_answers_pass_and_one_that_is_changed_fails_by_name(
    folder: Path, data: st.DataObject, text: str, as_of: date
) -> None:
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    rules = tr.loads(text)
    facts = data.draw(facts_for(rules, as_of))
    path = folder / "made.cases.yaml"
    sound = run_text(case_text(rules, facts, as_of, {}), path)
    assert list(map(str, told(sound))) == []
    assert sound.is_sound
    name = data.draw(st.sampled_from(list(rules.dimensions)))
    seen = sound.file.cases[0].expected
    labels = next(one.wanted for one in seen if one.aspect == "labels" and one.dimension == name)
    others = [one.name for one in rules.dimensions[name].labels if [one.name] != list(labels)]
    assume(others)
    wrong = data.draw(st.sampled_from(others))
    event(f"hit: {rules.dimensions[name].hit}")
    (failed,) = run_text(case_text(rules, facts, as_of, {name: wrong}), path).failed
    assert [one.justification.dimension.name for one in failed.failures if one.justification] == [name]
    (problem,) = (one for failure in failed.failures for one in failure.diagnostics)
    assert problem.message.startswith(f"`{name}` is ")
    assert problem.message.endswith(f", expected `{wrong}`")
    assert failed.case.name == "made"
    assert problem.source_line[problem.column - 1 : problem.end_column - 1] == quoted(wrong)
