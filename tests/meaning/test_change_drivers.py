"""What drove a change, by rulesets and customers typed here: what is put back, in which order, and what is left."""

from datetime import date
from fractions import Fraction

import tierrules as tr
from tierrules.meaning.change.parts import Crossing, Lack
from tierrules.meaning.declared import Title
from tierrules.meaning.justification import Named

DAY = date(2026, 11, 1)


def rules(dimensions: str, further: str = "") -> tr.Ruleset:
    return tr.loads(f"""
tierrules: 1
name: x
fields: {{a: {{type: boolean, title: {{en: Flag}}}}, b: {{type: boolean}}, c: {{type: boolean}}}}
{further}
dimensions:
  {dimensions.strip()}
""")


def changed(
    before: tr.Ruleset, then: dict[str, object], after: tr.Ruleset, now: dict[str, object], dimension: str = "d"
) -> tr.ChangeRecord:
    records = after.classify(now, as_of=DAY).changes_from(before.classify(then, as_of=DAY))
    (found,) = [one for one in records if one.dimension.name == dimension]
    return found


def drivers(record: tr.ChangeRecord) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in record.drivers]


def test_what_can_be_put_back_only_after_another_does_not_drive() -> None:
    one = rules("d: {labels: [p], hit: first, rules: [{label: p, when: c and (a or not b)}], otherwise: none}")
    # Without the new a, the new b undoes the change; with b as it was, a matters no more.
    record = changed(one, dict.fromkeys("abc", False), one, dict.fromkeys("abc", True))
    assert (record.cause, drivers(record)) == ((("data",),), [("field", "c")])


def test_a_field_that_is_another_thing_now_makes_what_drove_untold() -> None:
    old = rules("d: {labels: [p], hit: first, rules: [{label: p, when: a or c}], otherwise: none}")
    new = tr.loads("""
tierrules: 1
name: x
fields: {a: {type: integer, title: {en: Count}}, c: {type: boolean}}
dimensions:
  d: {labels: [p], hit: first, rules: [{label: p, when: a >= 5 or not c}], otherwise: none}
""")
    record = changed(old, {"c": False}, new, {"c": False})
    assert (record.cause, record.drivers) == ((("rules",),), ())
    assert record.undetermined_because == Lack("types", (Named("a", Title(None, "Count")),))


def test_values_of_two_types_are_never_put_in_place_of_each_other() -> None:
    old = rules("d: {labels: [p], hit: first, rules: [{label: p, when: a and c}], otherwise: none}")
    new = tr.loads("""
tierrules: 1
name: x
fields: {a: {type: integer, title: {en: Count}}, c: {type: boolean}}
dimensions:
  d: {labels: [p], hit: first, rules: [{label: p, when: a >= 5 and not c}], otherwise: none}
""")
    record = changed(old, {"a": False, "c": True}, new, {"a": 7, "c": False})
    # Whatever `a` was taken for, `c` alone keeps each half of the change from bringing the label.
    assert (record.cause, record.drivers) == ((("data", "rules"),), ())
    assert record.undetermined_because == Lack("types", (Named("a", Title(None, "Count")),))


def test_a_dimension_that_is_new() -> None:
    old = "e: {labels: [q], hit: first, rules: [{label: q, when: a}], otherwise: none}"
    new = old + "\n  d: {title: {en: New}, labels: [p], hit: first, rules: [{label: p, when: a}], otherwise: none}"
    record = changed(rules(old), {"a": True}, rules(new), {"a": True})
    assert (record.before, record.cause, drivers(record)) == (None, (("rules",),), [("dimension", "d")])
    (driver,) = record.drivers
    assert (driver.before, driver.after, driver.titled) == (False, True, Named("d", Title(None, "New")))


def test_two_dimensions_that_ask_about_one_and_the_same_are_no_circle() -> None:
    text = """d: {labels: [p], hit: first, rules: [{label: p, when: e == 'q' and f == 'q'}], otherwise: none}
  e: {labels: [q], hit: first, rules: [{label: q, when: g == 'q'}], otherwise: none}
  f: {labels: [q], hit: first, rules: [{label: q, when: g == 'q' and b and c}], otherwise: none}
  g: {labels: [q], hit: first, rules: [{label: q, when: a}], otherwise: none}
"""
    old, new = (
        rules(text),
        rules(text.replace("{label: q, when: a}", "{label: q, when: a or c}").replace("and b and c", "and c")),
    )
    record = changed(old, {"a": False, "b": True, "c": True}, new, {"a": False, "b": True, "c": True})
    # That the rule of `f` was changed does not matter.
    assert drivers(record) == [("rule", "g.q")]


def test_of_three_that_differ_only_those_that_matter_drive_and_tell_what_they_crossed() -> None:
    text = "d: {labels: [p], hit: first, rules: [{label: p, when: employees >= bar and a}], otherwise: none}"
    old, new = rules(text, "thresholds: {bar: 50}"), rules(text, "thresholds: {bar: 40}")
    record = changed(old, {"employees": 30, "a": False, "b": 1}, new, {"employees": 45, "a": True, "b": 0})
    assert record.cause == (("data", "rules"),)
    assert drivers(record) == [("field", "employees"), ("field", "a"), ("threshold", "bar")]
    assert record.drivers[0].crossed == (Crossing(">=", Fraction(40), Named("bar")),)
    assert (record.drivers[2].before, record.drivers[2].after) == (Fraction(50), Fraction(40))
