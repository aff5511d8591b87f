"""Nested records as one level of dotted keys."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.language.nested import DEPTH, flat


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({}, {}),
        ({"a": 1}, {"a": 1}),
        ({"a": {"b": 1}}, {"a.b": 1}),
        ({"a": {"b": {"c": 1}, "d": 2}}, {"a.d": 2, "a.b.c": 1}),
        ({"a": {"b": 1}, "a.b": 2}, {"a.b": 2}),
        ({"a.b": 2, "a": {"b": 1}}, {"a.b": 2}),
        ({"a": {"b": {"c": 1}, "b.c": 2}}, {"a.b.c": 2}),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1}]}),
        ({"a": {}}, {"a": {}}),
        ({"a": {"b": {}}}, {"a.b": {}}),
        ({1: {"b": 2}, None: 3}, {"1.b": 2, None: 3}),
    ],
)
def test_a_record_becomes_flat(record: dict[str, object], expected: dict[str, object]) -> None:
    assert flat(record) == expected


def test_depth_and_circles_have_an_end() -> None:
    deep: dict[str, Any] = {"a": 1}
    for _ in range(100):
        deep = {"a": deep}
    (path,) = flat(deep)
    assert path.count(".") == DEPTH - 1
    circle: dict[str, Any] = {"x": 1}
    circle["self"] = circle
    assert flat(circle)["x"] == 1
    assert len(flat(circle)) < 5


leaves = st.integers() | st.text(max_size=3)
records = st.recursive(
    st.dictionaries(st.text("ab", min_size=1, max_size=2), leaves, min_size=1, max_size=3),
    lambda inner: st.dictionaries(st.text("ab", min_size=1, max_size=2), leaves | inner, min_size=1, max_size=3),
)


@given(records)
def test_every_leaf_is_found_by_walking_its_path(record: dict[str, Any]) -> None:
    def count(one: Any) -> int:
        return sum(map(count, one.values())) if isinstance(one, dict) else 1

    made = flat(record)
    assert len(made) == count(record)
    for path, value in made.items():
        place: Any = record
        for step in path.split("."):
            place = place[step]
        assert place == value
