"""Mixtures of two sides, asked one by one: what differs, what is not at hand, and what is not guessed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import tierrules as tr
from tierrules.meaning.change.cause import (
    Answer,
    CannotTellError,
    Side,
    World,
    answer,
    causes,
    conditions_of,
    differing,
    dimensions_behind,
    fields_behind,
    is_like,
    reaches,
    strangers,
    world_of,
)
from tierrules.meaning.change.parts import COMPONENTS, Lack
from tierrules.meaning.declared import Field, Title, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Model
from tierrules.meaning.truth import MISSING, NONE

DAY, LATER = date(2026, 11, 1), date(2026, 12, 1)
EMPLOYEES = Named("employees", Title("员工数", "Employees"))


def model(dimensions: str, fields: str = "{vip: {type: boolean}}", further: str = "") -> Model:
    return tr.loads(f"""
tierrules: 1
name: x
fields: {fields}
{further}
dimensions: {dimensions}
""").definition


SIZE = "{size: {labels: [large, small], hit: first, rules: [{label: large, when: employees >= 50}], otherwise: small}}"
PLAIN = model(SIZE)


def world(facts: dict[str, Any], of: Model = PLAIN, strange: frozenset[str] = frozenset(), **manual: str) -> World:
    return World(of, facts, DAY, manual, strange)


# --- least sets


def never(new: frozenset[str]) -> bool:
    return False


def test_the_parts_are_these() -> None:
    assert COMPONENTS == ("data", "rules", "time", "person")


def test_a_set_of_all_that_differs_is_not_asked_for() -> None:
    asked: list[set[str]] = []

    def reached(new: frozenset[str]) -> bool:
        asked.append(set(new))
        return False

    assert causes(("time", "data"), reached) == (("data", "time"),)
    assert asked == [{"data"}, {"time"}]
    assert causes(("rules", "time", "person"), never) == (("person", "rules", "time"),)


def test_no_cause_holds_another_one() -> None:
    reached = {frozenset({"data"}), frozenset({"data", "time"}), frozenset({"person", "time"})}
    assert causes(("data", "time", "person"), reached.__contains__) == (("data",), ("person", "time"))
    assert causes((), never) == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ()),
        ({"facts": {"vip": True}}, ("data",)),
        ({"fingerprint": "g"}, ("rules",)),
        ({"as_of": LATER}, ("time",)),
        ({"manual": {"d": "p"}}, ("person",)),
        ({"manual": {"d": "p"}, "as_of": LATER, "facts": {}, "fingerprint": "g"}, COMPONENTS),
    ],
)
def test_what_differs(changed: dict[str, Any], expected: tuple[str, ...]) -> None:
    facts = {"vip": False}
    after: dict[str, Any] = {"model": PLAIN, "fingerprint": "f", "facts": facts, "as_of": DAY} | changed
    assert differing(Side(PLAIN, "f", facts, DAY), Side(**after)) == expected


# --- mixtures

AS_SHARE = model(SIZE.replace("employees >= 50", "vip >= share"), "{vip: {type: ratio}}", "thresholds: {share: 5%}")
AS_FLAG = model(SIZE.replace("employees >= 50", "vip"))
THEN = Side(AS_FLAG, "f", {"vip": True}, DAY, {"size": "large"})
NOW = Side(AS_SHARE, "g", {"vip": Fraction(1, 2)}, LATER, {"size": "small"})


def test_a_mixture_takes_what_is_new_from_the_one_side_and_the_rest_from_the_other() -> None:
    strange = frozenset({"vip"})
    assert world_of(THEN, NOW, frozenset()) == World(AS_FLAG, THEN.facts, DAY, THEN.manual)
    assert world_of(THEN, NOW, frozenset({"time"})) == World(AS_FLAG, THEN.facts, LATER, THEN.manual)
    assert world_of(THEN, NOW, frozenset({"person"})) == World(AS_FLAG, THEN.facts, DAY, NOW.manual)
    assert world_of(THEN, NOW, frozenset({"data"})) == World(AS_FLAG, NOW.facts, DAY, THEN.manual, strange)
    assert world_of(THEN, NOW, frozenset({"rules"})) == World(AS_SHARE, THEN.facts, DAY, THEN.manual, strange)
    assert world_of(THEN, NOW, frozenset({"rules", "data"})) == World(AS_SHARE, NOW.facts, DAY, THEN.manual)


def test_a_mixture_needs_its_ruleset_and_no_other() -> None:
    stored = Side(None, "f", {"vip": True}, DAY)
    assert world_of(stored, NOW, frozenset({"rules"})).model is AS_SHARE
    with pytest.raises(CannotTellError) as raised:
        world_of(stored, NOW, frozenset({"data"}))
    assert (raised.value.lack, raised.value.possible) == (Lack("rules"), None)


@pytest.mark.parametrize(
    ("type", "value", "is_strange"),
    [
        (Type.BOOLEAN, True, False),
        (Type.BOOLEAN, "yes", True),
        (Type.BOOLEAN, MISSING, False),
        (Type.BOOLEAN, NONE, False),
        (Type.INTEGER, Fraction(1), False),
        (Type.RATIO, Fraction(1), False),
        (Type.INTEGER, True, True),
        (Type.INTEGER, "1", True),
        (Type.DATE, DAY, False),
        (Type.DATE, Fraction(1), True),
        (Type.TEXT, DAY, True),
        (Type.TEXT, "a", False),
        (Type.CATEGORY, "a", False),
        (Type.CATEGORY, True, True),
    ],
)
def test_a_value_of_another_type_is_strange(type: Type, value: Any, is_strange: bool) -> None:
    declared = {"x": Field("x", type)}
    found = strangers({"x": value, "unknown": "a"}, replace(PLAIN, fields=declared), None)
    assert found == (frozenset("x") if is_strange else frozenset())


def test_a_value_that_fits_is_strange_where_the_other_ruleset_meant_something_else_by_it() -> None:
    share, count = replace(PLAIN, fields={"x": Field("x", Type.RATIO)}), {"x": Field("x", Type.DECIMAL)}
    assert strangers({"x": Fraction(1)}, share, replace(PLAIN, fields=count)) == frozenset("x")
    assert strangers({"x": Fraction(1)}, share, share) == frozenset()
    assert strangers({"x": "a"}, share, share) == frozenset("x")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Field("x", Type.INTEGER), None, True),
        (Field("x", Type.INTEGER), Field("x", Type.INTEGER), True),
        (Field("x", Type.INTEGER), Field("x", Type.DECIMAL), True),
        (Field("x", Type.DECIMAL), Field("x", Type.INTEGER), True),
        (Field("x", Type.DECIMAL), Field("x", Type.RATIO), False),
        (Field("x", Type.INTEGER), Field("x", Type.MONEY), False),
        (Field("x", Type.BOOLEAN), Field("x", Type.TEXT), False),
        (Field("x", Type.MONEY, currency="CNY"), Field("x", Type.MONEY, currency="EUR"), False),
        (Field("x", Type.MONEY, currency="CNY"), Field("x", Type.MONEY, currency="CNY"), True),
    ],
)
def test_two_fields_are_alike(one: Field, other: Field | None, alike: bool) -> None:
    assert is_like(one, other) is alike


# --- answers


def cannot_tell(asked: World, dimension: str = "size") -> CannotTellError:
    with pytest.raises(CannotTellError) as raised:
        answer(asked, dimension)
    return raised.value


def test_answers() -> None:
    assert answer(world({"employees": Fraction(60)}), "size") == ("decided", ("large",))
    assert answer(world({"employees": MISSING}), "size") == ("undetermined", ())
    assert answer(world({}, size="small"), "size") == ("decided", ("small",))
    assert answer(world({}, gone="a"), "gone") == ("decided", ("a",))
    assert answer(world({}), "gone") is None


def test_a_ruleset_that_is_not_in_force_has_no_figures() -> None:
    assert answer(world({}, model(SIZE, further="effective: {from: 2026-11-02}")), "size") == "no figures"


def test_what_was_not_read_is_not_guessed() -> None:
    error = cannot_tell(world({}))
    assert (error.lack, error.possible) == (Lack("inputs", (EMPLOYEES,)), ("large", "small"))


def test_what_was_read_as_another_type_counts_as_not_read() -> None:
    error = cannot_tell(world({"employees": Fraction(60)}, strange=frozenset({"employees"})))
    assert (error.lack, error.possible) == (Lack("types", (EMPLOYEES,)), ("large", "small"))


def test_of_what_was_not_read_and_what_was_read_as_another_type_the_former_lacks() -> None:
    either = model(SIZE.replace(">= 50", ">= 50 or orders_12m >= 9"))
    lack = cannot_tell(world({"employees": Fraction(60)}, either, frozenset({"employees"}))).lack
    assert (lack.kind, [one.name for one in lack.fields]) == ("inputs", ["orders_12m"])


def test_an_answer_that_does_not_hang_on_what_was_not_read_is_told() -> None:
    either = model(SIZE.replace(">= 50", ">= 50 or orders_12m >= 9"))
    assert answer(world({"employees": Fraction(60)}, either), "size") == ("decided", ("large",))
    assert cannot_tell(world({"employees": Fraction(40)}, either)).lack.fields[0].name == "orders_12m"


@pytest.mark.parametrize(
    ("rules", "further"),
    [
        ("[{label: large, when: 'employees >= 50 or known(orders_12m)'}]", ""),
        ("[{label: large, when: employees >= 50 or orders_12m >= 9}]", "missing: no-match,"),
    ],
)
def test_where_it_is_asked_whether_a_value_is_known_an_answer_may_change_when_it_arrives(
    rules: str, further: str
) -> None:
    of = model(f"{{size: {{labels: [large, small], hit: first, {further} rules: {rules}, otherwise: small}}}}")
    error = cannot_tell(world({"employees": Fraction(40)}, of))
    assert ([one.name for one in error.lack.fields], error.possible) == (["orders_12m"], None)


def test_it_may_be_asked_in_a_dimension_behind() -> None:
    of = model("""
  size: {labels: [large], hit: first, rules: [{label: large, when: s == 'p' and employees >= 50}], otherwise: none}
  s: {labels: [p], hit: first, rules: [{label: p, when: known(orders_12m)}], otherwise: none}
""")
    error = cannot_tell(world({"employees": Fraction(60)}, of))
    assert ([one.name for one in error.lack.fields], error.possible) == (["orders_12m"], None)


def test_what_a_collected_dimension_may_bring_is_not_listed() -> None:
    of = model("{size: {labels: [large], hit: collect, rules: [{label: large, when: vip}], otherwise: none}}")
    assert cannot_tell(world({}, of)).possible is None


NO_REST = model(SIZE.replace("otherwise: small", "otherwise: none"))


@pytest.mark.parametrize(
    ("of", "wanted", "expected"),
    [
        (PLAIN, ("decided", ("large",)), None),
        (PLAIN, ("decided", ("small",)), None),
        (PLAIN, ("unlabelled", ()), False),
        (PLAIN, ("undetermined", ()), None),
        (PLAIN, ("conflict", ()), False),
        (PLAIN, None, False),
        (PLAIN, "no figures", False),
        (NO_REST, ("unlabelled", ()), None),
        (NO_REST, ("decided", ("small",)), False),
    ],
)
def test_whether_a_mixture_reaches_an_answer_is_told_unless_it_may_and_may_not(
    of: Model, wanted: Answer, expected: bool | None
) -> None:
    if expected is None:
        with pytest.raises(CannotTellError):
            reaches(world({}, of), "size", wanted)
    else:
        assert reaches(world({}, of), "size", wanted) is expected


def test_a_mixture_that_lacks_the_dimension_reaches_nothing_else() -> None:
    assert reaches(world({}), "gone", None) is True
    assert reaches(world({}), "gone", ("decided", ("a",))) is False
    assert reaches(world({"employees": Fraction(60)}), "size", ("decided", ("large",))) is True
    assert reaches(world({"employees": Fraction(60)}), "size", ("decided", ("small",))) is False


# --- what an answer hangs on

TREE = model("""
  a: {labels: [p], hit: first, rules: [{label: p, when: c == 'p' and b == 'p'}], otherwise: none}
  b: {labels: [p], hit: first, applies: orders_12m > 0, rules: [{label: p, when: vip}], otherwise: none}
  c: {labels: [p], hit: first, rules: [{label: p, when: d == 'p'}, {label: p, when: b == 'p'}], otherwise: none}
  d: {labels: [p], hit: first, rules: [{label: p, when: employees > 1}], otherwise: none}
  e: {labels: [p], hit: first, rules: [{label: p, when: total_assets > 1}], otherwise: none}
""")


def test_dimensions_stand_behind_each_other_the_nearest_first() -> None:
    assert [one.name for one in dimensions_behind(TREE, "a")] == ["a", "c", "b", "d"]
    assert [one.name for one in dimensions_behind(TREE, "c")] == ["c", "d", "b"]


def test_fields_stand_in_the_order_in_which_they_are_read() -> None:
    assert TREE.inputs == ("orders_12m", "vip", "employees", "total_assets")
    assert fields_behind(TREE, "a") == ("orders_12m", "vip", "employees")
    assert fields_behind(TREE, "d") == ("employees",)


def test_the_guard_is_a_condition_beside_the_rules() -> None:
    told = [[one.origin.text for one in conditions_of(TREE.dimensions[name])] for name in ("b", "d")]
    assert told == [["orders_12m > 0", "vip"], ["employees > 1"]]
