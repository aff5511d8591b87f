"""The values of categories in sentences: by what they are called, where somebody calls them something."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pytest

import tierrules as tr
from tierrules.language.fields import STANDARD_FIELDS, VALUE_TITLES

DAY = date(2026, 11, 2)
RULES = """
tierrules: 1
name: words
language: zh
fields:
  channel: {type: category, values: [web, fair]}
  mood: {type: text, title: {zh: 情绪, en: Mood}}
dimensions:
  care:
    title: {zh: 服务, en: Care}
    labels: [a, b]
    hit: first
    rules: [{label: a, when: "kind == 'person'"}]
    otherwise: b
  owner:
    labels: [a, b]
    hit: first
    rules: [{label: a, when: "ownership in ['state', 'foreign']"}]
    otherwise: b
  by:
    labels: [a, b]
    hit: first
    rules: [{label: a, when: "channel == 'web' and mood != 'conflict'"}]
    otherwise: b
  after:
    labels: [a, b]
    hit: first
    rules: [{label: a, when: "care == 'a'"}]
    otherwise: b
"""
LOADED = tr.loads(RULES)


@dataclass
class Person:
    kind: Literal["company", "person"]


@pytest.mark.parametrize(
    ("customer", "zh", "en"),
    [
        ({"kind": "person"}, "客户类型为个人", "Kind is person"),
        ({"kind": "company"}, "客户类型为企业，不是个人", "Kind is company, not person"),
        ({"ownership": "state"}, "企业性质为国企", "Ownership is state-owned"),
        (
            {"ownership": "private"},
            "企业性质为民企，不是国企、外企",
            "Ownership is privately owned, not state-owned, foreign-owned",
        ),
        # What nobody has given a title stands as it is written, also a word that is the name of a status.
        ({"channel": "fair"}, "channel为fair，不是web", "channel is fair, not web"),
        ({"channel": "web", "mood": "conflict"}, "情绪为conflict", "Mood is conflict"),
    ],
)
def test_a_comparison(customer: dict[str, object], zh: str, en: str) -> None:
    seen = LOADED.classify(customer, as_of=DAY)
    assert zh in seen.explain(lang="zh").replace("\n", " ")
    assert en in seen.explain(lang="en")


def test_the_status_of_another_dimension_has_its_word() -> None:
    rules = tr.loads(RULES.replace("otherwise: b\n  owner", "otherwise: none\n  owner"))
    seen = rules.classify({"kind": "company"}, as_of=DAY)
    assert "服务为无标签，不是a" in seen.explain(lang="zh")
    assert "Care is no label, not a" in seen.explain(lang="en")


def test_what_a_missing_value_would_give() -> None:
    seen = LOADED.classify({}, as_of=DAY)
    assert "客户类型为个人：a" in seen.explain(lang="zh")
    assert "客户类型为企业：b" in seen.explain(lang="zh")
    assert "企业性质为国企或外企：a" in seen.explain(lang="zh")
    assert "Ownership is state-owned or foreign-owned: a" in seen.explain(lang="en")


def test_a_way_to_a_label() -> None:
    (way,) = LOADED.classify({"kind": "company"}, as_of=DAY).path_to("care", "a", movable=["kind"])
    assert way.explain(lang="zh") == "客户类型为个人"
    assert way.explain(lang="zh", exact=True) == "客户类型为个人"
    assert [region.values for region in way.regions] == [("person",)]


def test_a_change() -> None:
    before, after = (LOADED.classify({"kind": "company", "ownership": one}, as_of=DAY) for one in ("private", "state"))
    (record,) = after.changes_from(before)
    assert record.reason("zh") == "企业性质由民企改为国企"
    assert record.reason("en") == "Ownership changed from privately owned to state-owned"
    assert [one.name for one in record.drivers[0].titles] == ["state", "private"]
    assert (record.drivers[0].before, record.drivers[0].after) == ("private", "state")
    assert tr.ChangeRecord.from_dict(json.loads(json.dumps(record.to_dict()))) == record


def test_a_value_becomes_known() -> None:
    before, after = (LOADED.classify(one, as_of=DAY) for one in ({}, {"kind": "person", "channel": "fair"}))
    told = {one.dimension.name: one.reason("zh") for one in after.changes_from(before)}
    assert told == {"care": "补充了客户类型：个人", "by": "补充了channel：fair", "after": "补充了客户类型：个人"}


def test_a_field_that_is_declared_again_keeps_the_titles_of_the_values_that_it_keeps() -> None:
    rules = tr.loads(RULES.replace("fields:", "fields:\n  kind: {type: category, values: [person, group]}"))
    told = rules.classify({"kind": "group"}, as_of=DAY).explain(lang="zh")
    assert "kind为group，不是个人" in told


def test_a_field_of_a_model_has_them_too() -> None:
    rules = tr.loads(RULES, model=Person)
    assert "客户类型为个人" in rules.classify(Person("person"), as_of=DAY).explain(lang="zh")


def test_every_closed_standard_field_has_a_title_for_each_value_in_both_languages() -> None:
    closed = {name: one for name, one in STANDARD_FIELDS.items() if one.values}
    assert set(closed) == set(VALUE_TITLES)
    for name, one in closed.items():
        assert tuple(value for value, _ in one.value_titles) == one.values
        for value, title in one.value_titles:
            assert title.zh == VALUE_TITLES[name][value][0]
            assert title.en
            assert not title.zh.isascii()


def test_titles_of_values_play_no_part_in_the_fingerprint() -> None:
    again = tr.loads(RULES.replace("fields:", "fields:\n  kind: {type: category, values: [company, person]}"))
    assert again.fingerprint == LOADED.fingerprint
