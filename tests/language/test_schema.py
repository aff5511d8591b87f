"""The JSON Schema of rulesets: it refuses what the loader refuses for its shape, and nothing else."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import tierrules as tr
from tests.language.mutations import GOOD, ROOT, dumped, mutated, texts, yaml_1_1
from tierrules.language import keys
from tierrules.language.schema import OUTER_SHAPE, example_of, ruleset_schema
from tierrules.language.shapes import Key
from tierrules.language.validate import validate
from tierrules.text.catalogue import CATALOGUE
from tierrules.text.yaml_reader import read_text

EXAMPLE = (ROOT / "tests/cases/good/example.yaml").read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    return ruleset_schema()


@cache
def validator() -> Draft7Validator:
    return Draft7Validator(schema())


@cache
def data(path: Path) -> Any:
    return texts(path)


def shape_codes(text: str) -> set[str]:
    """The codes of outer shape that the loader gives."""
    try:
        tr.loads(text)
    except tr.RulesetError as error:
        return {one.code for one in error.diagnostics} & OUTER_SHAPE
    return set()


def problems(text: str) -> list[tuple[int, int, str]]:
    """Line, column and message of everything that `validate` says."""
    reading = read_text("rules.yaml", text)
    assert reading.tree is not None
    validate(reading.tree, schema(), reading.problems)
    return [(one.line, one.column, one.message) for one in reading.problems.in_order()]


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(schema())


def test_every_code_of_outer_shape_is_in_the_catalogue() -> None:
    assert set(CATALOGUE) >= OUTER_SHAPE


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_files_meet_the_schema_as_texts_and_as_an_editor_reads_them(path: Path) -> None:
    assert shape_codes(path.read_text(encoding="utf-8")) == set()
    assert list(validator().iter_errors(texts(path))) == []
    assert list(validator().iter_errors(yaml_1_1(path))) == []


@given(path=st.sampled_from(GOOD), seed=st.integers(0, 2**32))
def test_loader_and_schema_refuse_the_same_shapes(path: Path, seed: int) -> None:
    spoilt = mutated(data(path), Random(seed))
    refused = shape_codes(dumped(spoilt))
    event(f"refused: {bool(refused)}")
    assert validator().is_valid(spoilt) is not bool(refused), refused


def test_enough_of_the_mutated_files_are_refused_and_enough_are_not() -> None:
    verdicts = [validator().is_valid(mutated(data(GOOD[seed % len(GOOD)]), Random(seed))) for seed in range(300)]
    assert 0.3 <= verdicts.count(False) / len(verdicts) <= 0.95


GOLD = "{dated: {2024-01-01: 40万, 2026-01-01: 50万}}"
HIGH = "{all: [annual_spend >= high_spend, profit_margin >= high_margin]}"
RISES = "{rises_with: annual_spend, dimension: value}"
FORMS = [
    (GOLD, "{dated: {}}", "threshold-form"),
    (GOLD, "{value: 40万, dated: {2024-01-01: 40万}}", "threshold-form"),
    (GOLD, "{title: x}", "threshold-form"),
    (GOLD, "{dated: {2024-01-01: 40万}, default: 3}", "threshold-form"),
    (GOLD, "{rows: {a: 3}}", "missing-key"),
    (GOLD, "{by: [], rows: {a: 3}}", "missing-key"),
    (GOLD, "{by: industry, rows: {a: {b: {c: 3}}}, default: 3}", "wrong-shape"),
    (GOLD, "[40万]", "wrong-shape"),
    (GOLD, "", "empty-value"),
    (HIGH, "{all: []}", "condition-form"),
    (HIGH, "{}", "condition-form"),
    (HIGH, "{all: [unstable], any: [unstable]}", "condition-form"),
    (HIGH, "{at_least: 2}", "missing-key"),
    (HIGH, "{of: [unstable]}", "condition-form"),
    (HIGH, "{al: [unstable]}", "unknown-key"),
    (HIGH, "[unstable]", "wrong-shape"),
    (", below: poor", "", "missing-key"),
    (", below: poor", ", above: poor", "band-form"),
    ("from: {good: good_satisfaction, fair: fair_satisfaction}", "from: {}", "band-form"),
    ("    bands: {of", "    hit: first\n    bands: {of", "dimension-form"),
    ("    bands: {of", "    otherwise: poor\n    bands: {of", "dimension-form"),
    ("    bands: {of", "    rules: [{label: good, when: always}]\n    bands: {of", "dimension-form"),
    ("    otherwise: none ", "    settle: {down: after 3 months} ", "not-yet"),
    ("labels: {rescue: 重点挽回}", "labels: []", "missing-key"),
    ("hit: first                                 #", "#", "missing-key"),
    ("hit: first                                 #", "hit: frist #", "unknown-value"),
    (RISES, "{rises_with: annual_spend}", "missing-key"),
    (RISES, "{dimension: value}", "invariant-form"),
    (RISES, "{always: unstable, dimension: value}", "invariant-form"),
    ("tierrules: 1 ", "tierrules: 2 ", "unknown-value"),
]


@pytest.mark.parametrize(("good", "bad", "code"), FORMS)
def test_a_form_that_is_refused_is_refused_by_both(good: str, bad: str, code: str) -> None:
    assert EXAMPLE.count(good) == 1
    text = EXAMPLE.replace(good, bad)
    assert code in shape_codes(text)
    assert problems(text) != []


def test_an_empty_score_is_refused_by_both() -> None:
    before, _, rest = EXAMPLE.partition("    add:\n")
    text = f"{before}    add: []\n{rest[rest.index('dimensions:') :]}"
    assert shape_codes(text) == {"empty-score"}
    assert problems(text) == [(38, 10, "a list of points is empty, expected at least one")]


def all_keys() -> list[Key]:
    return [key for record in keys.RECORDS.values() for key in record.keys if not key.planned]


@pytest.mark.parametrize("key", all_keys(), ids=lambda key: key.name)
def test_every_key_shows_an_example_that_its_own_schema_accepts(key: Key) -> None:
    shown = next(
        record["properties"][key.name]
        for record in schema()["definitions"].values()
        if record["properties"].get(key.name, {}).get("description") == key.explain
    )
    assert shown["examples"] == [example_of(key)]
    assert list(Draft7Validator({"definitions": schema()["definitions"], **shown}).iter_errors(example_of(key))) == []


SMALL = """tierrules: 1
name: small
thresholds:
  many: 100
dimensions:
  size:
    labels: [large, small]
    hit: first
    rules:
      - label: large
        when: employees >= many
    otherwise: small
"""


EXPECTED_THRESHOLD = "expected a number, or a mapping with `value`, `rows` or `dated`"
EXPECTED_CONDITION = "expected a condition, or a mapping with `all`, `any`, `not` or `at_least`"
ONE_FORM = "a threshold is written in one of its forms"


@pytest.mark.parametrize(
    ("good", "bad", "place"),
    [
        ("otherwise", "otherwize", (12, 5, "the key `otherwize` does not belong here")),
        ("hit: first", "hit: frist", (8, 10, "the text `frist` is not a hit policy")),
        ("many: 100", "many: [100]", (4, 9, f"a list stands here, {EXPECTED_THRESHOLD}")),
        ("name: small\n", "", (1, 1, "a ruleset has no key `name`")),
        ("name: small", "name:", (2, 1, "`name` has no value")),
        ("many: 100", "many: {value: 1, dated: {a: 1}}", (4, 9, f"{ONE_FORM}, seen `value` and `dated`")),
        ("many: 100", "many: {}", (4, 9, f"{ONE_FORM}, seen nothing")),
        ("employees >= many", "{any: [{not: [x]}]}", (11, 28, f"a list stands here, {EXPECTED_CONDITION}")),
        ("employees >= many", "{any: []}", (11, 21, "a list of conditions is empty, expected at least one")),
    ],
)
def test_a_problem_is_told_where_it_stands(good: str, bad: str, place: tuple[int, int, str]) -> None:
    assert SMALL.count(good) == 1
    assert problems(SMALL.replace(good, bad)) == [place]


def test_a_small_file_meets_the_schema() -> None:
    assert problems(SMALL) == []


def test_conditions_as_deep_as_a_file_may_be_can_be_validated() -> None:
    deep = "employees >= many"
    for _ in range(50):
        deep = f"{{not: {deep}}}"
    assert problems(SMALL.replace("employees >= many", deep)) == []
