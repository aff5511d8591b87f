"""The first classification of a customer: no change, and with `first` a record for each dimension."""

import json
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import tierrules as tr
from tierrules.language.results import change_schema
from tierrules.meaning.change.parts import Fired, State
from tierrules.meaning.declared import Title
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.justification import Named
from tierrules.testing import as_ofs, facts_for, rulesets

DAY = date(2026, 11, 2)
RULES = tr.loads("""
tierrules: 1
name: first
language: zh
dimensions:
  size:
    title: {zh: 企业规模, en: Company size}
    labels: {large: {zh: 大型企业, en: Large company}, small: {zh: 小型企业, en: Small company}}
    hit: first
    rules: [{label: large, when: employees >= 100}]
    otherwise: small
  tier:
    labels: [A]
    hit: first
    rules: [{label: A, when: annual_spend >= 5}]
    otherwise: none
triggers:
  welcome: {dimension: size, to: large, do: {note: call}}
  shrunk: {dimension: size, from: large, to: small}
  any: {dimension: size}
  smaller: {dimension: size, to: small}
  spent: {dimension: tier, to: A}
""")


def first(**customer: object) -> tuple[tr.ChangeRecord, ...]:
    return RULES.classify(customer, as_of=DAY).changes_from(None, first=True)


def test_a_first_classification_is_no_change_unless_it_is_asked_for() -> None:
    assert RULES.classify({"employees": 100}, as_of=DAY).changes_from(None) == ()
    assert RULES.classify({"employees": 100}, as_of=DAY).changes_from(None, first=False) == ()
    assert [one.dimension.name for one in first(employees=100)] == ["size", "tier"]


def test_what_a_first_record_holds() -> None:
    size, tier = first(employees=100, annual_spend=4)
    assert size.dimension == Named("size", Title("企业规模", "Company size"))
    assert size.before is None
    assert size.after == State("decided", (Named("large", Title("大型企业", "Large company")),))
    assert (size.direction, size.cause, size.drivers, size.undetermined_because) == ("none", (), (), None)
    assert (size.actor, size.at, size.as_of_before, size.as_of_after) == (None, DAY, None, DAY)
    assert (size.fingerprint_before, size.fingerprint_after) == (None, RULES.fingerprint)
    assert (size.language, size.is_first) == ("zh", True)
    assert size.triggers == (Fired("welcome", (("note", "call"),)), Fired("any", ()))
    assert (tier.after, tier.triggers) == (State("unlabelled", ()), ())
    assert repr(size) == "<ChangeRecord size on 2026-11-02: nothing → large (none), by being the first>"
    assert pickle.loads(pickle.dumps(size)) == size


def test_the_actor_and_the_day_of_a_first_record() -> None:
    (size, _) = RULES.classify({"employees": 1}, as_of=DAY).changes_from(
        None, actor="Li", at=date(2026, 11, 9), first=True
    )
    assert (size.actor, size.at, [one.name for one in size.triggers]) == ("Li", date(2026, 11, 9), ["any", "smaller"])
    assert size.line("zh") == "2026-11-09:Li首次将企业规模评定为'小型企业'"
    assert size.line("en") == "2026-11-09: Li first assessed Company size: 'Small company'"


def test_first_records_in_words() -> None:
    size, tier = first(annual_spend=4)
    assert size.line("zh") == "2026-11-02:企业规模首次评定为待定"
    assert size.line("en") == "2026-11-02: first assessment of Company size: undetermined"
    assert tier.line("zh") == "2026-11-02:tier首次评定为无标签"
    assert (size.reason("zh"), size.reason("en")) == ("首次评定", "it is the first assessment")


def test_asking_for_first_ones_leaves_changes_as_they_are() -> None:
    before, after = (RULES.classify({"employees": count}, as_of=DAY) for count in (1, 100))
    assert after.changes_from(before, first=True) == after.changes_from(before)
    assert not after.changes_from(before)[0].is_first


def test_a_dimension_that_is_new_sets_off_triggers_only_when_asked() -> None:
    old = tr.loads(
        "tierrules: 1\nname: first\ndimensions:\n"
        "  tier: {labels: [A], hit: first, rules: [{label: A, when: annual_spend >= 5}], otherwise: none}\n"
    )
    customer = {"employees": 100, "annual_spend": 9}
    before, after = old.classify(customer, as_of=DAY, unknown="ignore"), RULES.classify(customer, as_of=DAY)
    for asked, expected in ((False, []), (True, ["welcome", "any"])):
        (record,) = after.changes_from(before, first=asked)
        assert (record.is_first, record.before) == (False, None)
        assert [one.name for one in record.triggers] == expected


def test_without_its_ruleset_a_first_classification_has_no_records() -> None:
    read_back = tr.Classification.from_dict(RULES.classify({"employees": 1}, as_of=DAY).to_dict())
    assert read_back.changes_from(None) == ()
    with pytest.raises(tr.RulesetError, match="was read back and holds no ruleset"):
        read_back.changes_from(None, first=True)
    again = tr.Classification.from_dict(read_back.to_dict(), RULES)
    assert again.changes_from(None, first=True) == first(employees=1)


@given(data=st.data(), text=rulesets(), as_of=as_ofs())
def test_each_dimension_has_one_and_json_gives_it_back(data: st.DataObject, text: str, as_of: date) -> None:
    rules = tr.loads(text)
    seen = rules.classify_facts(CustomerReading(data.draw(facts_for(rules, as_of))), as_of=as_of)
    records = seen.changes_from(None, first=True)
    assert [one.dimension.name for one in records] == list(seen)
    for record in records:
        tag = seen[record.dimension.name]
        assert record.after is not None
        assert (record.after.status, tuple(one.name for one in record.after.labels)) == (tag.status, tag.labels)
        plain = json.loads(json.dumps(record.to_dict()))
        assert list(Draft7Validator(change_schema()).iter_errors(plain)) == []
        assert tr.ChangeRecord.from_dict(plain) == record
