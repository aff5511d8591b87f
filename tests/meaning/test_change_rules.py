"""What differs between two rulesets: how each piece is named, and how it is put back."""

from datetime import date
from fractions import Fraction

import pytest

import tierrules as tr
from tierrules.meaning.change.parts import Driver
from tierrules.meaning.change.rule_pieces import mixed, names_in, rule_pieces, told_value, use_of
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.model import AtLeast, Comparison, Constant, Model

DAY = date(2026, 11, 1)
TABLE = "few: {by: kind, rows: {company: 10, person: 2}}"
OTHER_TABLE = "few: {by: kind, rows: {company: 11, person: 2}}"


def model(rules: str, thresholds: str = "", head: str = "hit: first,", labels: str = "[p, q]", more: str = "") -> Model:
    return tr.loads(f"""
tierrules: 1
name: x
currency: CNY
fields: {{a: {{type: boolean}}, b: {{type: boolean}}}}
thresholds: {{{thresholds}}}
{more if more.startswith("derived") or more.startswith("scores") else ""}
dimensions:
  d: {{title: {{en: D}}, labels: {labels}, {head} rules: [{rules}], otherwise: none}}
{"" if more.startswith("derived") or more.startswith("scores") else more}
""").definition


def rule(when: str, id: str = "", label: str = "p") -> str:
    return f"{{label: {label}, {f'id: {id}, ' if id else ''}when: '{when}'}}"


def found(before: Model, after: Model) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one, _ in rule_pieces(before, after, "d", ("rules",), DAY)]


def ids(one: Model) -> list[str]:
    return [rule.id for rule in one.dimensions["d"].rules]


def whens(one: Model) -> list[str]:
    return [rule.when.origin.text for rule in one.dimensions["d"].rules]


def put_back(before: Model, after: Model, at: int = 0) -> Model:
    """The new ruleset with one piece as it was."""
    pieces = list(rule_pieces(before, after, "d", ("rules",), DAY))
    return pieces[at][1](mixed(after, before, "d"))


# --- the ground: all that either of two holds

E = "  e: {labels: [q], hit: first, rules: [{label: q, when: a}], otherwise: none}"
F = "  f: {labels: [q], hit: first, rules: [{label: q, when: employees >= two}], otherwise: none}"
Z = "  z: {labels: [q], hit: first, rules: [{label: q, when: b}], otherwise: none}"
OLD = model(rule('e == "q" and orders_12m >= one and orders_12m >= both'), "one: 1, both: 5", more=f"{E}\n{Z}")
NEW = model(rule('f == "q" and orders_12m >= both'), "two: 2, both: 6", labels="[p, r]", more=f"{F}\n{Z}")


def test_the_ground_holds_what_either_of_two_rulesets_has() -> None:
    ground = mixed(NEW, OLD, "d")
    assert set(ground.fields) == {"a", "b", "orders_12m", "employees"}
    assert ground.inputs == ("orders_12m", "employees", "b", "a")
    assert {name: one.value for name, one in ground.thresholds.items()} == {"one": 1, "two": 2, "both": 6}
    assert set(ground.dimensions) == {"d", "e", "f"}
    assert ground.dimensions["d"].rules == NEW.dimensions["d"].rules
    assert [one.name for one in ground.dimensions["d"].labels] == ["p", "r", "q"]
    assert ground.dimensions["e"] == OLD.dimensions["e"]


def test_without_another_ruleset_or_without_the_dimension_the_ground_is_the_ruleset() -> None:
    assert mixed(NEW, None, "d") is NEW
    assert mixed(NEW, OLD, "e") is NEW


def test_a_dimension_that_is_new_is_one_piece() -> None:
    old = model(rule("a"), more=E)
    asked = "rules: [{label: q, when: employees >= 2 and e == 'q'}], otherwise: none}"
    n = f"n: {{title: {{en: N}}, labels: [q], hit: first, {asked}"
    new = model(rule("a"), more=f"{E.replace('a}', 'a or employees > 9}')}\n  {n}")
    ((driver, back),) = rule_pieces(old, new, "n", ("rules", "time"), DAY)
    titled = Named("n", Title(None, "N"))
    assert driver == Driver("rules", "dimension", "n", ("rules", "time"), titled, before=False, after=True)
    told = back(new)
    assert (told.dimensions, told.thresholds, set(told.fields)) == (old.dimensions, old.thresholds, {"a", "employees"})
    ((gone, back),) = rule_pieces(new, old, "n", ("rules",), DAY)
    assert (gone.before, gone.after, gone.titled) == (True, False, titled)
    assert (back(old).dimensions, set(back(old).fields)) == (new.dimensions, {"a", "employees"})


# --- thresholds


def test_a_threshold() -> None:
    text = rule("annual_revenue >= bar and employees >= other")
    old = model(text, "bar: {value: 5000万, title: {en: Old}}, other: 5")
    new = model(text, "bar: {value: 1亿, title: {en: New}}, other: 5")
    ((driver, _),) = rule_pieces(old, new, "d", ("data", "rules"), DAY)
    assert driver == Driver(
        *("rules", "threshold", "bar", ("data", "rules"), Named("bar", Title(None, "New")), Type.MONEY, "CNY"),
        *(Fraction(50_000_000), Fraction(100_000_000)),
    )
    ground = mixed(new, old, "d")
    told = put_back(old, new)
    assert told.thresholds == {**ground.thresholds, "bar": old.thresholds["bar"]}
    (written,) = [rule.when for rule in told.dimensions["d"].rules]
    assert isinstance(written, AtLeast)
    when = written.parts[0]
    assert isinstance(when, Comparison)
    assert when.right == Constant(Fraction(50_000_000), "5000万", "bar")


def test_a_threshold_that_another_dimension_asks_for_is_no_piece() -> None:
    old = model(rule("a"), "two: 2", more=F)
    assert found(old, model(rule("a"), "two: 3", more=F)) == []


@pytest.mark.parametrize("text", ["bar: 5", "bar: 5, few: {by: kind, rows: {company: 1, person: 2}}"])
def test_a_threshold_that_is_new_is_part_of_the_rule(text: str) -> None:
    assert found(model(rule("employees >= 5")), model(rule("employees >= bar"), text)) == [("rule", "d.p")]


@pytest.mark.parametrize(
    ("old", "new"), [(TABLE, OTHER_TABLE), (TABLE, "few: 10"), ("few: 10", TABLE)], ids=["rows", "plain", "table"]
)
def test_a_table_is_put_back_with_the_rules_that_name_it(old: str, new: str) -> None:
    text = f"{rule('orders_12m < few')}, {rule('a', label='q')}"
    before, after = model(text, old), model(text, new)
    ((driver, _),) = rule_pieces(before, after, "d", ("rules",), DAY)
    assert driver == Driver("rules", "threshold", "few", ("rules",), Named("few"))
    told = put_back(before, after)
    assert told.dimensions["d"].rules[0] == before.dimensions["d"].rules[0]
    assert told.dimensions["d"].rules[1] == after.dimensions["d"].rules[1]


def test_of_several_thresholds_in_a_rule_the_table_that_differs_is_told() -> None:
    text = rule("employees >= bar and orders_12m < same and orders_12m < few")
    same = "same: {by: kind, rows: {company: 30, person: 30}}"
    before, after = model(text, f"bar: 5, {same}, {TABLE}"), model(text, f"bar: 6, {same}, {OTHER_TABLE}")
    assert found(before, after) == [("threshold", "bar"), ("threshold", "few")]


def test_two_tables_are_two_pieces() -> None:
    text = f"{rule('orders_12m < few')}, {rule('employees < less', label='q')}"
    less = "less: {by: kind, rows: {company: 10, person: 2}}"
    before, after = model(text, f"{TABLE}, {less}"), model(text, f"{OTHER_TABLE}, {less.replace('10', '9')}")
    assert found(before, after) == [("threshold", "few"), ("threshold", "less")]
    told = put_back(before, after).dimensions["d"].rules
    assert told == (before.dimensions["d"].rules[0], after.dimensions["d"].rules[1])


def test_where_more_than_a_table_differs_it_is_the_rule() -> None:
    old = model(rule("orders_12m < few", "r"), TABLE)
    assert found(old, model(rule("orders_12m <= few", "r"), OTHER_TABLE)) == [("rule", "d.r")]
    assert found(old, model(rule("orders_12m < few", "r", "q"), OTHER_TABLE)) == [("rule", "d.r")]


def test_a_table_that_only_one_of_two_rules_asks_for_is_not_what_differs() -> None:
    text = f"{rule('x >= 5')}, {rule('orders_12m < few', label='q')}"
    old = model(text, TABLE, more="derived: {x: employees}")
    new = model(text, OTHER_TABLE, more="derived: {x: employees + few}")
    assert found(old, new) == [("threshold", "few"), ("rule", "d.p")]


def test_a_word_that_means_another_thing_now_is_no_table() -> None:
    named = "\nfields: {few: {type: integer}}"
    text = "tierrules: 1\nname: x{}\ndimensions:\n  d: {{labels: [p], hit: first, rules: [{}], otherwise: none}}\n"
    old = tr.loads(text.format(named, rule("orders_12m < few"))).definition
    new = tr.loads(text.format(f"\nthresholds: {{{TABLE}}}", rule("orders_12m < few"))).definition
    assert found(old, new) == [("rule", "d.p")]


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        ("bar: 5", Fraction(5)),
        ("bar: 6 months", Duration(6, "month")),
        (TABLE.replace("few", "bar"), None),
        ("bar: {dated: {2026-12-01: 7}}", None),
        ("bar: {dated: {2026-01-01: 5, 2026-10-31: 6, 2026-12-01: 7}}", Fraction(6)),
        ("bar: {dated: {2026-01-01: 5, 2026-11-01: 6}}", Fraction(6)),
        ("bar: {dated: {2026-01-01: 5, 2026-11-02: 6}}", Fraction(5)),
    ],
)
def test_the_value_of_a_threshold_on_a_day(thresholds: str, expected: object) -> None:
    assert told_value(model(rule("a"), thresholds).thresholds["bar"], DAY) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("annual_revenue >= bar", (Type.MONEY, "CNY")),
        ("bar <= annual_revenue", (Type.MONEY, "CNY")),
        ("employees * annual_spend >= bar", (Type.MONEY, "CNY")),
        ("employees >= bar", (Type.INTEGER, None)),
        ("a", (Type.DECIMAL, None)),
    ],
)
def test_a_threshold_is_told_as_what_it_is_compared_with(when: str, expected: tuple[Type, str | None]) -> None:
    one = model(rule(when), "bar: 5")
    told = use_of("bar", one.dimensions.values(), one, one.thresholds["bar"])
    assert told == expected


@pytest.mark.parametrize(
    ("when", "more", "expected"),
    [
        ("employees >= one and two < orders_12m", "", {"one", "two"}),
        ("employees + one * 2 >= 5", "", {"one"}),
        ("employees in [one, two]", "", {"one", "two"}),
        ("employees + one in [5, 6]", "", {"one"}),
        ("known(x)", "derived: {x: employees + one}", {"one"}),
        ("x >= 5", "derived: {x: employees + one}", {"one"}),
        (
            "s >= three",
            "scores: {s: {within: [one, nine], add: [{points: two, when: a}]}}",
            {"one", "nine", "two", "three"},
        ),
        ("industry in rows", "", {"rows"}),
        ("elapsed(last_purchase_on) >= long", "", {"long"}),
        ("a", "", set()),
    ],
)
def test_the_thresholds_that_a_condition_names(when: str, more: str, expected: set[str]) -> None:
    one = model(
        rule(when),
        "one: 1, two: 2, three: 3, nine: 9, long: 6 months, rows: {by: industry, default: n/a, rows: {farm: 1}}",
        more=more,
    )
    assert names_in(one.dimensions["d"].rules[0].when) == expected


# --- rules and the head


def test_what_is_written_otherwise_and_means_the_same_is_no_piece() -> None:
    assert found(model(rule("employees >= 5")), model("\n   " + rule("employees   >=   5.0"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"head": "hit: first,"}, {"head": "hit: unique,"}),
        ({"head": "hit: first,"}, {"head": "hit: first, missing: no-match,"}),
        ({"head": "hit: first,"}, {"head": "hit: first, applies: b,"}),
        ({"head": "hit: first, applies: a,"}, {"head": "hit: first, applies: b,"}),
    ],
)
def test_the_head_of_a_dimension(old: dict[str, str], new: dict[str, str]) -> None:
    before, after = model(rule("a"), **old), model(rule("a"), **new)
    ((driver, _),) = rule_pieces(before, after, "d", ("rules",), DAY)
    assert driver == Driver("rules", "dimension", "d", ("rules",), Named("d", Title(None, "D")))
    told, then = put_back(before, after).dimensions["d"], before.dimensions["d"]
    assert (told.applies, told.hit, told.reducer, told.no_match) == (
        then.applies,
        then.hit,
        then.reducer,
        then.no_match,
    )


def test_a_rule_that_is_changed_new_or_withdrawn() -> None:
    labels = "{p: {en: Old P}, q: {en: Q}}", "{p: {en: New P}, r: {en: R}}"
    before = model(f"{rule('a', 'same')}, {rule('b', 'x')}, {rule('a', 'gone', 'q')}", labels=labels[0])
    after = model(f"{rule('b', 'new', 'r')}, {rule('a', 'same')}, {rule('not b', 'x')}", labels=labels[1])
    told = [one for one, _ in rule_pieces(before, after, "d", ("rules",), DAY)]
    new_p = Named("p", Title(None, "New P"))
    assert told == [
        Driver(*("rules", "rule", "d.new", ("rules",)), Named("r", Title(None, "R")), before=False, after=True),
        Driver(*("rules", "rule", "d.x", ("rules",)), new_p, before=True, after=True),
        Driver(*("rules", "rule", "d.gone", ("rules",)), Named("q", Title(None, "Q")), before=True, after=False),
    ]
    assert whens(after) == ["b", "a", "not b"]
    assert (ids(put_back(before, after, 0)), whens(put_back(before, after, 0))) == (["d.same", "d.x"], ["a", "not b"])
    assert whens(put_back(before, after, 1)) == ["b", "a", "b"]
    assert ids(put_back(before, after, 2)) == ["d.new", "d.same", "d.x", "d.gone"]


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ("gone x y", "x y", "gone x y"),
        ("x gone y", "x y", "x gone y"),
        ("x gone y", "x new y", "x gone new y"),
        ("x y gone", "y x", "y x gone"),
        ("gone", "new", "gone new"),
    ],
)
def test_a_rule_that_was_withdrawn_stands_behind_those_that_stood_above_it(then: str, now: str, expected: str) -> None:
    before, after = (model(", ".join(rule("a", id) for id in one.split())) for one in (then, now))
    pieces = list(rule_pieces(before, after, "d", ("rules",), DAY))
    (back,) = [back for one, back in pieces if one.name == "d.gone"]
    assert ids(back(after)) == [f"d.{id}" for id in expected.split()]


def test_a_rule_that_is_put_back_stays_in_its_place() -> None:
    before, after = model(f"{rule('a', 'x')}, {rule('b', 'y')}"), model(f"{rule('b', 'y')}, {rule('not a', 'x')}")
    assert found(before, after) == [("rule", "d.x"), ("order", "d")]
    assert (ids(put_back(before, after)), whens(put_back(before, after))) == (["d.y", "d.x"], ["b", "a"])


def test_a_rule_that_is_the_same_under_another_label() -> None:
    before, after = model(rule("a", "x")), model(rule("a", "x", "q"))
    assert found(before, after) == [("rule", "d.x")]
    assert put_back(before, after).dimensions["d"].rules[0].label == "p"


def test_rules_that_are_put_back_keep_the_thresholds_of_the_mixture() -> None:
    before = model(rule("employees >= bar and a", "x"), "bar: 5")
    after = model(rule("employees >= bar and b", "x"), "bar: 6")
    assert found(before, after) == [("threshold", "bar"), ("rule", "d.x")]
    (told,) = put_back(before, after, 1).dimensions["d"].rules
    assert told.when == model(rule("employees >= bar and a", "x"), "bar: 6").dimensions["d"].rules[0].when


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ("x y", "y x", "x y"),
        ("x y z", "new z y x", "new x y z"),
        ("x gone y", "y new x", "x new y"),
    ],
)
def test_the_order_of_rules(then: str, now: str, expected: str) -> None:
    before, after = (model(", ".join(rule("a", id) for id in one.split())) for one in (then, now))
    *_, (driver, back) = rule_pieces(before, after, "d", ("rules",), DAY)
    assert driver == Driver("rules", "order", "d", ("rules",), Named("d", Title(None, "D")))
    assert ids(back(after)) == [f"d.{id}" for id in expected.split()]


def test_rules_that_are_new_or_withdrawn_are_no_other_order() -> None:
    before, after = (model(", ".join(rule("a", id) for id in one)) for one in (("x", "gone", "y"), ("new", "x", "y")))
    assert found(before, after) == [("rule", "d.new"), ("rule", "d.gone")]
