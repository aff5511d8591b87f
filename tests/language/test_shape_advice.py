"""Where a value has the wrong shape, the message shows a line of the right one, and that line is right."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.language.mutations import GOOD, dumped, mutated, texts
from tierrules.language import keys
from tierrules.language.read.records import fits
from tierrules.language.shapes import Record
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping
from tierrules.text.source import Source
from tierrules.text.yaml_reader import read

TREES = [texts(path) for path in GOOD]
KEYS = {
    f"{noun}: {key.name}": (record, key)
    for noun, record in keys.RECORDS.items()
    for key in record.keys
    if not key.planned
}


@given(st.sampled_from(TREES), st.integers(0, 2**32))
def test_every_wrong_shape_is_answered_with_an_example(tree: object, seed: int) -> None:
    try:
        tr.loads(dumped(mutated(tree, Random(seed))))
    except tr.RulesetError as error:
        bare = [one.message for one in error.diagnostics if one.code == "wrong-shape" and one.help is None]
        assert bare == []


@pytest.mark.parametrize("of", KEYS)
def test_the_example_of_a_key_has_the_shape_of_the_key(of: str) -> None:
    record, key = KEYS[of]
    assert record.example(key.name) == key.example
    source = Source("<example>", key.example)
    problems = Problems(source)
    tree = read(source, problems)
    assert isinstance(tree, Mapping)
    ((name, value),) = tree.pairs
    assert name.value == key.name
    assert fits(key.shape, value, problems, of)
    assert not problems.errors


@pytest.mark.parametrize("record", keys.RECORDS.values(), ids=keys.RECORDS)
def test_a_text_in_the_place_of_a_record_is_told_what_a_record_has(record: Record) -> None:
    source = Source("<wrong>", "key: text")
    problems = Problems(source)
    tree = read(source, problems)
    assert isinstance(tree, Mapping)
    assert not fits(record, tree.pairs[0][1], problems, "`key`", "key: {..}")
    (one,) = problems.in_order()
    assert one.help == "for example `key: {..}`"
    expected = set(re.findall("`([a-z_]+)`", one.message.partition(", expected a mapping with ")[2]))
    assert expected
    assert {key.name for key in record.keys if key.required} <= expected <= {key.name for key in record.keys}


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ("rules: [large]", "a mapping with `label` and `when`"),
        ("title: [large]", "a text, or a mapping with `zh` and `en`"),
        ("cells: large", "a mapping with `of` and `rows`"),
        ("applies: [unstable]", "a condition, or a mapping with `all`, `any`, `not` or `at_least`"),
    ],
)
def test_a_record_is_named_by_its_keys(wrong: str, expected: str) -> None:
    text = f"tierrules: 1\nname: x\ndimensions:\n  size:\n    labels: [large]\n    {wrong}\n"
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(text)
    assert expected in [one.message.partition(", expected ")[2] for one in raised.value.diagnostics]


@pytest.mark.parametrize("labels", ["[{large: 大型}, small]", "[{large: 大型, small: 小微}]"])
def test_a_label_in_a_mapping_is_a_label_all_the_same(labels: str) -> None:
    """What is wrong with the list is told once, and not of each rule that gives one of its labels."""
    text = (
        f"tierrules: 1\nname: x\ndimensions:\n  size:\n    labels: {labels}\n    hit: first\n"
        "    rules: [{label: large, when: unstable}]\n    otherwise: small\n"
    )
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(text)
    assert [one.code for one in raised.value.diagnostics] == ["wrong-shape"]
