"""Change records: what they hold, what they refuse to guess, and that they survive a pickle and JSON."""

import json
import pickle
from dataclasses import FrozenInstanceError
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.language.results import change_schema, classification_schema
from tierrules.meaning.change.parts import Crossing, Fired, Lack, State
from tierrules.meaning.declared import Title
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.justification import Named
from tierrules.testing import as_ofs, facts_for, rulesets

AS_OF = date(2026, 11, 1)
LARGE = """
tierrules: 1
name: shop
language: zh
currency: CNY
fields: {vip: {type: boolean}}
thresholds:
  large_revenue: 1亿
  large_employees: 1000
  gold_spend: {dated: {2024-01-01: 40万, 2026-12-01: 50万}}
  dormant_after: 6 months
  few: {by: kind, rows: {company: 10, person: 2}}
dimensions:
  size:
    title: {zh: 企业规模, en: Company size}
    labels: {large: {zh: 大型企业, en: Large company}, medium: {zh: 中型企业, en: Medium company}}
    hit: first
    rules:
      - {label: large, when: annual_revenue >= large_revenue or employees >= large_employees}
    otherwise: medium
  gold:
    labels: [gold]
    hit: first
    rules: [{label: gold, when: annual_spend >= gold_spend}]
    otherwise: none
  awake:
    labels: [awake, dormant]
    ordered: false
    applies: present(last_purchase_on)
    hit: first
    rules: [{label: dormant, when: elapsed(last_purchase_on) >= dormant_after}]
    otherwise: awake
  flags:
    labels: [vip, small]
    hit: collect
    rules:
      - {label: vip, when: size == 'large'}
      - {label: small, when: orders_12m < few}
    otherwise: none
triggers:
  grown: {dimension: size, to: large, do: {assign: 大客户经理}}
  slept: {dimension: awake, from: awake, to: dormant, do: {plan: reactivation}}
  any: {dimension: size, do: {note: x}}
  shrunk: {dimension: size, from: large}
"""
RULES = tr.loads(LARGE)
BASE: dict[str, object] = {
    "annual_revenue": "9800万",
    "employees": 80,
    "annual_spend": "45万",
    "last_purchase_on": "2026-09-01",
    "orders_12m": 12,
    "kind": "company",
}


def classified(rules: tr.Ruleset = RULES, as_of: date = AS_OF, **changed: object) -> tr.Classification:
    return rules.classify(BASE | changed, as_of=as_of)


def only(records: tuple[tr.ChangeRecord, ...], dimension: str) -> tr.ChangeRecord:
    (found,) = [one for one in records if one.dimension.name == dimension]
    return found


def edited(*edits: tuple[str, str]) -> tr.Ruleset:
    text = LARGE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return tr.loads(text)


def read_back(one: tr.Classification) -> tr.Classification:
    return tr.Classification.from_dict(json.loads(json.dumps(one.to_dict())))


# --- what a record holds


def test_a_change_of_data() -> None:
    before, after = classified(), classified(annual_revenue="1.02亿")
    size, flags = after.changes_from(before, actor="经理", at=date(2023, 11, 1))
    assert size.dimension == Named("size", Title("企业规模", "Company size"))
    assert size.before == State("decided", (Named("medium", Title("中型企业", "Medium company")),))
    assert size.after == State("decided", (Named("large", Title("大型企业", "Large company")),))
    assert (size.direction, size.cause, size.undetermined_because) == ("up", (("data",),), None)
    (driver,) = size.drivers
    assert (driver.component, driver.kind, driver.name, driver.within) == (
        *("data", "field", "annual_revenue"),
        ("data",),
    )
    assert (driver.before, driver.after) == (Fraction(98_000_000), Fraction(102_000_000))
    assert driver.crossed == (Crossing(">=", Fraction(100_000_000), Named("large_revenue")),)
    assert size.triggers == (Fired("grown", (("assign", "大客户经理"),)), Fired("any", (("note", "x"),)))
    assert (size.actor, size.at, size.as_of_before, size.as_of_after) == ("经理", date(2023, 11, 1), AS_OF, AS_OF)
    assert size.fingerprint_before == size.fingerprint_after == RULES.fingerprint
    assert size.line() == (
        "2023-11-01:经理因年营收由9800万元升至1.02亿元，达到1亿元（large_revenue）,将'中型企业'调整为'大型企业'"
    )
    assert (flags.before, flags.direction) == (State("unlabelled", ()), "across")
    assert [one.name for one in flags.drivers] == ["annual_revenue"]


def test_nothing_changed() -> None:
    assert classified().changes_from(classified()) == ()
    assert classified(annual_revenue="1万").changes_from(classified()) == ()


def test_the_day_of_a_change_is_the_new_as_of_if_nothing_is_said() -> None:
    later = date(2026, 11, 2)
    record = only(classified(as_of=later, employees=1000).changes_from(classified()), "size")
    assert (record.at, record.actor) == (later, None)
    assert record.cause == (("data",),)


def test_time_alone() -> None:
    record = only(classified(as_of=date(2027, 3, 1)).changes_from(classified()), "awake")
    assert (record.direction, record.cause) == ("across", (("time",),))
    (driver,) = record.drivers
    assert (driver.kind, driver.name, driver.on) == ("window", "last_purchase_on", date(2027, 3, 1))
    assert record.triggers == (Fired("slept", (("plan", "reactivation"),)),)
    assert classified(as_of=date(2027, 2, 28))["awake"].label == "awake"


def test_a_number_that_comes_into_force_is_time() -> None:
    record = only(classified(as_of=date(2026, 12, 1)).changes_from(classified()), "gold")
    assert (record.cause, record.direction, record.after) == ((("time",),), "down", State("unlabelled", ()))
    (driver,) = record.drivers
    assert (driver.component, driver.kind, driver.name) == ("time", "threshold", "gold_spend")
    assert (driver.before, driver.after, driver.on) == (Fraction(400_000), Fraction(500_000), date(2026, 12, 1))


def test_a_number_that_is_edited_is_rules() -> None:
    rules = edited(("40万, 2026-12-01", "46万, 2026-12-01"))
    record = only(classified(rules).changes_from(classified()), "gold")
    assert record.cause == (("rules",),)
    assert [(one.component, one.kind, one.name) for one in record.drivers] == [("rules", "threshold", "gold_spend")]
    assert record.fingerprint_before != record.fingerprint_after == rules.fingerprint


def test_only_together() -> None:
    rules = edited(("large_revenue: 1亿", "large_revenue: 9900万"))
    record = only(classified(rules, annual_revenue="9950万").changes_from(classified()), "size")
    assert record.cause == (("data", "rules"),)
    assert [one.name for one in record.drivers] == ["annual_revenue", "large_revenue"]


def test_either_alone() -> None:
    rules = edited(("large_revenue: 1亿", "large_revenue: 9800万"))
    record = only(classified(rules, employees=1000).changes_from(classified()), "size")
    assert record.cause == (("data",), ("rules",))
    assert [(one.name, one.within) for one in record.drivers] == [
        ("employees", ("data",)),
        ("large_revenue", ("rules",)),
    ]


def test_a_record_shows_itself_on_one_line() -> None:
    size, flags = classified(annual_revenue="1.02亿").changes_from(classified(), at=date(2023, 11, 1))
    assert repr(size) == "<ChangeRecord size on 2023-11-01: medium → large (up), by data>"
    assert repr(flags).startswith("<ChangeRecord flags on 2023-11-01: unlabelled → ")
    rules = edited(("large_revenue: 1亿", "large_revenue: 9900万"))
    together = only(classified(rules, annual_revenue="9950万").changes_from(classified()), "size")
    assert repr(together).endswith(": medium → large (up), by data+rules>")
    either = only(
        classified(edited(("large_revenue: 1亿", "large_revenue: 9800万")), employees=1000).changes_from(classified()),
        "size",
    )
    assert repr(either).endswith(", by data or rules>")
    start = LARGE.index("  gold:\n")
    without = tr.loads(LARGE[:start] + LARGE[LARGE.index("  awake:\n") :])
    new = only(classified().changes_from(classified(without), at=AS_OF), "gold")
    assert repr(new) == "<ChangeRecord gold on 2026-11-01: nothing → gold (none), by what cannot be told>"


def test_what_differs_and_does_not_matter_drives_nothing() -> None:
    changed = classified(annual_revenue="1亿", employees=81, orders_12m=99, annual_spend="1万", kind="person")
    assert [one.name for one in only(changed.changes_from(classified()), "size").drivers] == ["annual_revenue"]


def test_of_two_fields_either_of_which_would_do_the_later_one_drives() -> None:
    changed = classified(annual_revenue="1亿", employees=1000)
    assert [one.name for one in only(changed.changes_from(classified()), "size").drivers] == ["employees"]


@pytest.mark.parametrize(
    ("edit", "dimension", "kind", "name"),
    [
        (("large_employees: 1000", "large_employees: 80"), "size", "threshold", "large_employees"),
        (("employees >= large_employees}", "employees < large_employees}"), "size", "rule", "size.large"),
        (("otherwise: medium", "otherwise: large"), "size", "dimension", "size"),
        (("company: 10,", "company: 13,"), "flags", "threshold", "few"),
        (("orders_12m < few}", "orders_12m > few}"), "flags", "rule", "flags.small"),
        (
            ("applies: present(last_purchase_on)", "applies: not present(last_purchase_on)"),
            "awake",
            "dimension",
            "awake",
        ),
        (
            ("rules: [{label: dormant", "rules: [{label: dormant, id: r, when: always}, {label: dormant"),
            *("awake", "rule", "awake.r"),
        ),
    ],
)
def test_what_of_the_rules_drove(edit: tuple[str, str], dimension: str, kind: str, name: str) -> None:
    record = only(classified(edited(edit)).changes_from(classified()), dimension)
    assert record.cause == (("rules",),)
    assert [(one.kind, one.name) for one in record.drivers] == [(kind, name)]


def test_the_order_of_rules() -> None:
    text = """
tierrules: 1
name: x
dimensions:
  d:
    labels: [a, b]
    hit: first
    rules:
      - {label: a, when: employees > 1}
      - {label: b, when: employees > 2}
    otherwise: none
"""
    lines = text.splitlines(keepends=True)
    turned = tr.loads("".join([*lines[:8], lines[9], lines[8], *lines[10:]]))
    before, after = (rules.classify({"employees": 3}, as_of=AS_OF) for rules in (tr.loads(text), turned))
    (record,) = after.changes_from(before)
    assert (record.direction, record.cause) == ("down", (("rules",),))
    assert [(one.kind, one.name) for one in record.drivers] == [("order", "d")]


def test_a_dimension_that_is_new_or_gone() -> None:
    start = LARGE.index("  gold:\n")
    without = tr.loads(LARGE[:start] + LARGE[LARGE.index("  awake:\n") :])
    new = only(classified().changes_from(classified(without)), "gold")
    gone = only(classified(without).changes_from(classified()), "gold")
    assert (new.before, new.after, new.direction) == (None, State("decided", (Named("gold"),)), "none")
    assert (gone.before, gone.after, gone.direction) == (State("decided", (Named("gold"),)), None, "none")
    # The old classification has not read the field on which the new dimension hangs.
    assert (new.cause, new.undetermined_because and new.undetermined_because.kind) == ((), "inputs")
    assert [(one.kind, one.name) for one in gone.drivers] == [("dimension", "gold")]
    assert gone.cause == (("rules",),)


def test_what_the_values_that_were_not_read_cannot_bring_is_no_cause() -> None:
    rules = edited((">= large_employees}", ">= large_employees or vip}"), ("otherwise: medium", "otherwise: none"))
    record = only(classified().changes_from(classified(rules, vip=False)), "size")
    # By the old rules `large` and no label are open for the new data, and `medium` is not.
    assert (record.cause, record.undetermined_because) == ((("rules",),), None)


# --- direction


@pytest.mark.parametrize(
    ("before", "after", "dimension", "direction"),
    [
        ({"employees": 1000}, {}, "size", "down"),
        ({"annual_spend": "1万"}, {}, "gold", "up"),
        ({}, {"annual_spend": "1万"}, "gold", "down"),
        ({}, {"annual_spend": None}, "gold", "none"),
        ({"last_purchase_on": ""}, {}, "awake", "across"),
        ({"orders_12m": 1}, {}, "flags", "across"),
    ],
)
def test_directions(before: dict[str, object], after: dict[str, object], dimension: str, direction: str) -> None:
    records = classified(**after).changes_from(classified(**before))
    assert only(records, dimension).direction == direction


# --- what is not at hand


def test_the_previous_ruleset_is_asked_for_where_the_cause_hangs_on_it() -> None:
    rules = edited(("large_revenue: 1亿", "large_revenue: 9800万"))
    after, stored = classified(rules, employees=1000), read_back(classified())
    record = only(after.changes_from(stored), "size")
    assert (record.cause, record.drivers, record.undetermined_because) == ((), (), Lack("rules"))
    assert record.direction == "up"
    told = only(after.changes_from(stored, RULES), "size")
    assert told == only(after.changes_from(classified()), "size")
    assert told.cause == (("data",), ("rules",))


def test_where_only_the_rules_differ_they_are_the_cause_though_it_cannot_be_told_what_of_them() -> None:
    rules = edited(("large_revenue: 1亿", "large_revenue: 9800万"))
    record = only(classified(rules).changes_from(read_back(classified())), "size")
    assert (record.cause, record.drivers, record.undetermined_because) == ((("rules",),), (), Lack("rules"))


def test_where_the_rules_are_the_same_nothing_else_is_needed() -> None:
    stored = read_back(classified())
    after = classified(annual_revenue="1亿")
    assert after.changes_from(stored) == after.changes_from(classified())
    assert read_back(after).changes_from(classified()) == after.changes_from(classified())


def test_a_field_that_was_not_read_before_is_not_guessed() -> None:
    rules = edited((">= large_employees}", ">= large_employees or total_assets >= large_revenue}"))
    record = only(classified(rules, total_assets="2亿").changes_from(classified()), "size")
    assert record.cause == ()
    assert record.undetermined_because is not None
    assert record.undetermined_because.kind == "inputs"
    assert [one.name for one in record.undetermined_because.fields] == ["total_assets"]


def test_a_cause_may_be_certain_where_what_of_it_drove_is_not() -> None:
    edits = ("large_revenue: 1亿", "large_revenue: 9800万"), (">= large_employees}", ">= large_employees or vip}")
    record = only(classified(edited(*edits), vip=False).changes_from(classified()), "size")
    assert (record.cause, record.drivers) == ((("rules",),), ())
    assert record.undetermined_because is not None
    assert [one.name for one in record.undetermined_because.fields] == ["vip"]


def test_another_ruleset_than_that_of_the_previous_classification_is_refused() -> None:
    other = edited(("large_revenue: 1亿", "large_revenue: 9800万"))
    with pytest.raises(tr.RulesetError, match=r"the previous classification is by `shop` [0-9a-f]{12}, and") as raised:
        classified(other).changes_from(classified(), previous_rules=other)
    assert raised.value.diagnostics == ()
    again = pickle.loads(pickle.dumps(raised.value))
    assert str(again) == str(raised.value)


def test_a_classification_that_was_read_back_needs_a_ruleset_at_hand() -> None:
    other = edited(("large_revenue: 1亿", "large_revenue: 9800万"))
    with pytest.raises(tr.RulesetError, match="by `shop` was read back and holds no ruleset; classify the customer"):
        pickle.loads(pickle.dumps(classified(other))).changes_from(classified())


# --- plain data


def classifications() -> st.SearchStrategy[tr.Classification]:
    def of(rules: tr.Ruleset, as_of: date) -> st.SearchStrategy[tr.Classification]:
        return facts_for(rules, as_of).map(lambda facts: rules.classify_facts(CustomerReading(facts), as_of=as_of))

    return st.tuples(rulesets().map(tr.loads), as_ofs()).flatmap(lambda drawn: of(*drawn))


@st.composite
def changes(draw: st.DrawFn) -> tuple[tr.ChangeRecord, ...]:
    """Changes of a customer, by one ruleset or by two that share their fields and names."""
    rules = draw(rulesets().map(tr.loads))
    other = draw(st.just(rules) | st.just(rules) | rulesets().map(tr.loads))
    sides = [
        one.classify_facts(CustomerReading(draw(facts_for(one, day))), as_of=day)
        for one, day in ((rules, draw(as_ofs())), (other, draw(as_ofs())))
    ]
    return sides[1].changes_from(sides[0], actor=draw(st.none() | st.just("经理")))


@given(changes())
def test_a_record_survives_a_pickle_and_json(records: tuple[tr.ChangeRecord, ...]) -> None:
    for record in records:
        assert record.cause or record.undetermined_because is not None
        assert pickle.loads(pickle.dumps(record)) == record
        data = record.to_dict()
        jsonschema.validate(data, change_schema(), cls=jsonschema.Draft7Validator)
        again = tr.ChangeRecord.from_dict(json.loads(json.dumps(data, allow_nan=False)))
        assert again == record
        assert again.to_dict() == data
        for lang in ("zh", "en"):
            assert again.line(lang) == record.line(lang)
            assert "None" not in record.line(lang)
            assert "Fraction" not in record.line(lang)


@given(classifications())
def test_a_classification_survives_json(seen: tr.Classification) -> None:
    data = seen.to_dict()
    jsonschema.validate(data, classification_schema(), cls=jsonschema.Draft7Validator)
    again = read_back(seen)
    assert again == seen
    assert again.to_dict() == data
    assert pickle.loads(pickle.dumps(again)) == again
    assert pickle.loads(pickle.dumps(again)).to_dict() == data


def test_a_classification_from_json_gives_reasons_with_its_ruleset() -> None:
    seen = classified()
    stored = json.loads(json.dumps(seen.to_dict()))
    again = tr.Classification.from_dict(stored, RULES)
    assert again.explain() == seen.explain()
    with pytest.raises(tr.RulesetError, match="read back from JSON without its ruleset"):
        tr.Classification.from_dict(stored).explain()
    with pytest.raises(tr.RulesetError, match="and `rules` is"):
        tr.Classification.from_dict(stored, tr.load("size-and-dormancy"))


def test_the_schemas_refuse_what_is_not_a_result() -> None:
    seen = classified(annual_revenue="1亿")
    record: dict[str, Any] = seen.changes_from(classified())[0].to_dict()
    whole: dict[str, Any] = seen.to_dict()
    for schema, data, wrong in (
        (change_schema(), record, {"direction": "sideways"}),
        (change_schema(), record, {"new": 1}),
        (classification_schema(), whole, {"as_of": "yesterday"}),
        (classification_schema(), whole, {"tags": {"size": {}}}),
    ):
        jsonschema.validate(data, schema, cls=jsonschema.Draft7Validator)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data | wrong, schema, cls=jsonschema.Draft7Validator)


def test_the_published_schemas_are_these() -> None:
    folder = Path(__file__).parents[2] / "schemas"
    for name, schema in (("change", change_schema()), ("classification", classification_schema())):
        assert json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8")) == schema


@pytest.mark.parametrize("attribute", ["cause", "before", "at", "new"])
def test_a_record_is_frozen(attribute: str) -> None:
    record = classified(annual_revenue="1亿").changes_from(classified())[0]
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        setattr(record, attribute, None)


def test_another_language_is_refused() -> None:
    other: Any = "de"
    record = classified(annual_revenue="1亿").changes_from(classified())[0]
    with pytest.raises(ValueError, match="lang is `en` or `zh`, not `de`"):
        record.line(other)


def test_two_dimensions_that_have_changed_who_asks_about_whom() -> None:
    first = """
tierrules: 1
name: x
dimensions:
  a: {labels: [p, q], hit: first, rules: [{label: p, when: b == 'q'}], otherwise: q}
  b: {labels: [p, q], hit: first, rules: [{label: p, when: employees > 1}], otherwise: q}
"""
    second = first.replace("b == 'q'", "employees < 9").replace("employees > 1", "a == 'q'")
    before, after = (tr.loads(text).classify({"employees": 3}, as_of=AS_OF) for text in (first, second))
    records = after.changes_from(before)
    assert [(one.dimension.name, one.direction, one.cause) for one in records] == [
        ("a", "up", (("rules",),)),
        ("b", "down", (("rules",),)),
    ]
    assert ("rule", "a.p") in [(one.kind, one.name) for one in records[0].drivers]
    assert ("rule", "b.p") in [(one.kind, one.name) for one in records[1].drivers]


def test_a_mixture_without_figures_is_no_cause() -> None:
    old = LARGE.replace("dimensions:", "effective: {until: 2026-12-31}\ndimensions:", 1)
    new = LARGE.replace("dimensions:", "effective: {from: 2027-01-01}\ndimensions:", 1)
    rules, later = tr.loads(new.replace("large_revenue: 1亿", "large_revenue: 9000万")), date(2027, 1, 1)
    record = only(classified(rules, later).changes_from(classified(tr.loads(old))), "size")
    assert record.cause == (("rules", "time"),)
    assert [(one.kind, one.name) for one in record.drivers] == [("threshold", "large_revenue")]


NUMBERS = {"large_revenue": "1亿", "large_employees": "1000", "dormant_after": "6 months"}


@given(
    st.fixed_dictionaries(
        {
            "large_revenue": st.sampled_from(["9700万", "9800万", "9801万", "1亿", "2亿"]),
            "large_employees": st.sampled_from(["79", "80", "81", "1000"]),
            "dormant_after": st.sampled_from(["1 month", "2 months", "61 days", "62 days", "6 months"]),
        }
    )
)
def test_a_threshold_that_drives_cannot_be_left_as_it_was_in_the_file(numbers: dict[str, str]) -> None:
    """By writing the file anew, and nothing else."""

    def rules(changed: set[str]) -> tr.Ruleset:
        return edited(*((f"{n}: {NUMBERS[n]}", f"{n}: {numbers[n] if n in changed else NUMBERS[n]}") for n in NUMBERS))

    before, after = classified(), classified(rules(set(NUMBERS)))
    for record in after.changes_from(before):
        name, drivers = record.dimension.name, {one.name for one in record.drivers}
        assert record.cause == (("rules",),)
        assert drivers
        assert classified(rules(drivers)).labels[name] == after.labels[name]
        for one in drivers:
            assert classified(rules(drivers - {one})).labels[name] != after.labels[name]
