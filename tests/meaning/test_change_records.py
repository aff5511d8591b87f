"""What is said beside the cause: titles, directions and triggers, where two rulesets differ in them."""

from dataclasses import replace
from datetime import date

import pytest

import tierrules as tr
from tierrules.meaning.change.cause import Answer, Side
from tierrules.meaning.change.changes import Changes, with_ruleset
from tierrules.meaning.change.direction import direction_of
from tierrules.meaning.change.parts import Fired, Lack, State
from tierrules.meaning.declared import Title
from tierrules.meaning.justification import Named

DAY = date(2026, 11, 1)


def rules(labels: str, further: str = "", rest: str = "") -> tr.Ruleset:
    return tr.loads(f"""
tierrules: 1
name: x
dimensions:
  d: {{labels: {labels}, {further} hit: first, rules: [{{label: a, when: employees > 1}}], otherwise: none}}
{rest}
""")


def changes(new: tr.Ruleset, old: tr.Ruleset | None) -> Changes:
    before = Side(None if old is None else old.definition, "f", {}, DAY)
    return Changes(before, Side(new.definition, "g", {}, DAY), new.definition, "Li", DAY, "en")


def direction(new: tr.Ruleset, old: tr.Ruleset | None, before: str, after: str) -> str:
    return changes(new, old).record("d", ("decided", (before,)), ("decided", (after,))).direction


COLLECTED = """
tierrules: 1
name: x
dimensions:
  d: {labels: [a, b], hit: collect, rules: [{label: a, when: employees > 1}], otherwise: none}
"""
UNORDERED = rules("[a, b, c]", "ordered: false,")


@pytest.mark.parametrize(
    ("new", "old", "before", "after", "expected"),
    [
        (rules("[a, b]"), rules("[a, b]"), "a", "b", "down"),
        (rules("[a, b]"), rules("[a, b]"), "b", "a", "up"),
        # By the new order; by the old one if only that one knows both; else there is none.
        (rules("[b, a]"), rules("[a, b]"), "a", "b", "up"),
        (rules("[a, b]"), rules("[a, b, c]"), "c", "b", "up"),
        (rules("[a, b]"), rules("[a, c]"), "b", "c", "none"),
        (rules("[a, b]"), None, "a", "b", "down"),
        (rules("[a, b]"), None, "c", "b", "none"),
        (rules("[a, b]"), UNORDERED, "a", "b", "down"),
        (UNORDERED, rules("[a, b]"), "a", "b", "across"),
        (rules("[a, b]"), tr.loads(COLLECTED), "a", "b", "down"),
        (tr.loads(COLLECTED), rules("[a, b]"), "a", "b", "across"),
    ],
)
def test_directions(new: tr.Ruleset, old: tr.Ruleset | None, before: str, after: str, expected: str) -> None:
    assert direction(new, old, before, after) == expected


def test_no_label_is_worse_than_the_last_one_and_undetermined_has_no_place() -> None:
    one = changes(rules("[a, b]"), None)
    assert one.record("d", ("unlabelled", ()), ("decided", ("b",))).direction == "up"
    assert one.record("d", ("decided", ("b",)), ("unlabelled", ())).direction == "down"
    assert one.record("d", ("decided", ("b",)), ("undetermined", ())).direction == "none"
    assert one.record("d", None, ("decided", ("b",))).direction == "none"
    assert one.record("d", ("decided", ("b",)), None).direction == "none"


def test_a_dimension_that_no_ruleset_at_hand_has() -> None:
    record = changes(rules("[a]"), None).record("gone", ("decided", ("a",)), ("decided", ("b",)))
    assert (record.dimension, record.direction) == (Named("gone"), "none")
    assert (record.before, record.after) == (State("decided", (Named("a"),)), State("decided", (Named("b"),)))


def test_titles_are_those_of_the_new_ruleset_and_of_the_old_one_where_that_alone_has_them() -> None:
    new = rules("{a: {en: New A}, b: {en: New B}}", "title: {en: New},")
    old = rules("{a: {en: Old A}, c: {en: Old C}}", "title: {en: Old},")
    record = changes(new, old).record("d", ("decided", ("c",)), ("decided", ("a",)))
    assert record.dimension == Named("d", Title(None, "New"))
    assert record.before == State("decided", (Named("c", Title(None, "Old C")),))
    assert record.after == State("decided", (Named("a", Title(None, "New A")),))
    gone = changes(tr.loads(rules("[a]").definition.source.text.replace(" d:", " e:")), old)
    assert gone.record("d", ("decided", ("c",)), None).dimension == Named("d", Title(None, "Old"))


TRIGGERS = """
triggers:
  any: {dimension: d, do: {note: x}}
  from_b: {dimension: d, from: b, do: {note: x}}
  to_a: {dimension: d, to: a, do: {note: x}}
  from_b_to_a: {dimension: d, from: b, to: a, do: {note: x, and: y}}
  from_a: {dimension: d, from: a}
  to_b: {dimension: d, to: b}
  of_e: {dimension: e, to: a}
"""
WITH_E = rules(
    "[a, b]", rest="  e: {labels: [a], hit: first, rules: [{label: a, when: employees > 1}], otherwise: none}"
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("decided", ("b",)), ("decided", ("a",)), ["any", "from_b", "to_a", "from_b_to_a"]),
        (("decided", ("a",)), ("decided", ("b",)), ["any", "from_a", "to_b"]),
        (("unlabelled", ()), ("decided", ("a",)), ["any", "to_a"]),
        (("decided", ("b",)), ("undetermined", ()), ["any", "from_b"]),
        # What has no answer before is the first one.
        (None, ("decided", ("a",)), []),
        (("decided", ("b",)), None, ["any", "from_b"]),
        # Of several labels those that are gained and lost.
        (("decided", ("a", "b")), ("decided", ("a",)), ["any", "from_b"]),
    ],
)
def test_triggers(before: Answer, after: Answer, expected: list[str]) -> None:
    new = tr.loads(WITH_E.definition.source.text + TRIGGERS)
    record = changes(new, None).record("d", before, after)
    assert [one.name for one in record.triggers] == expected


def test_a_first_answer_sets_off_triggers_only_when_asked() -> None:
    new = tr.loads(WITH_E.definition.source.text + TRIGGERS)
    asked = replace(changes(new, None), first=True)
    assert [one.name for one in asked.record("d", None, ("decided", ("a",))).triggers] == ["any", "to_a"]
    assert [one.name for one in asked.record("d", None, ("unlabelled", ())).triggers] == ["any"]


def test_a_trigger_says_what_is_to_be_done() -> None:
    new = tr.loads(WITH_E.definition.source.text + TRIGGERS)
    record = changes(new, None).record("d", ("decided", ("b",)), ("decided", ("a",)))
    assert record.triggers[3] == Fired("from_b_to_a", (("note", "x"), ("and", "y")))


def test_the_days_and_rulesets_of_both_sides() -> None:
    later = date(2026, 11, 5)
    new, old = rules("[a]"), rules("[a, b]")
    before, after = Side(old.definition, "f", {}, DAY), Side(new.definition, "g", {}, later)
    record = Changes(before, after, new.definition, "Li", date(2026, 11, 9), "zh").record("d", None, None)
    assert (record.as_of_before, record.as_of_after, record.at) == (DAY, later, date(2026, 11, 9))
    assert (record.fingerprint_before, record.fingerprint_after) == ("f", "g")
    assert (record.actor, record.language) == ("Li", "zh")


def test_where_nothing_differs_no_cause_can_be_told() -> None:
    one = rules("[a]").definition
    side = Side(one, "f", {}, DAY)
    record = Changes(side, side, one, None, DAY, "en").record("d", ("unlabelled", ()), ("decided", ("a",)))
    assert (record.cause, record.drivers, record.undetermined_because) == ((), (), Lack("nothing"))


def test_a_side_takes_the_ruleset_of_the_other_one_if_it_is_the_same() -> None:
    one, two = rules("[a]").definition, rules("[a, b]").definition
    bare = Side(None, "f", {}, DAY)
    assert with_ruleset(bare, Side(one, "f", {}, DAY)).model is one
    assert with_ruleset(bare, Side(one, "g", {}, DAY)) is bare
    own = Side(two, "f", {}, DAY)
    assert with_ruleset(own, Side(one, "f", {}, DAY)) is own


def test_a_label_that_was_renamed_has_the_place_of_its_new_name() -> None:
    def state(label: str) -> State:
        return State("decided", (Named(label),))

    known = [rules("[best, a, least]").definition.dimensions["d"]]
    assert direction_of(known, state("good"), state("a"), {"good": "best"}) == "down"
    assert direction_of(known, state("good"), state("best"), {"good": "least"}) == "up"
    assert direction_of(known, state("least"), state("good"), {"good": "best"}) == "none"
    assert direction_of(known, state("good"), state("a")) == "none"
