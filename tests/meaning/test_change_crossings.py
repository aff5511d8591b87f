"""The bound that a field crossed: the last on its way of those that carry the new answer."""

from datetime import date
from fractions import Fraction

import pytest

import tierrules as tr
from tierrules.meaning.change.cause import World
from tierrules.meaning.change.crossings import crossings
from tierrules.meaning.change.parts import Crossing, Driver, DriverKind, State, Value
from tierrules.meaning.declared import Type
from tierrules.meaning.justification import Named
from tierrules.meaning.truth import MISSING, NONE

DAY = date(2026, 11, 1)


def rules(written: str, labels: str = "[p, q]", further: str = "") -> tr.Ruleset:
    return tr.loads(f"""
tierrules: 1
name: x
thresholds: {{bar: 50, day: 2026-12-01, half_a_year: 6 months}}
dimensions:
  d: {{labels: {labels}, {further} hit: first, rules: {written}, otherwise: none}}
""")


def crossed(
    written: tr.Ruleset,
    before: Value,
    after: Value,
    name: str = "employees",
    kind: DriverKind = "field",
    dimension: str = "d",
    **others: Fraction,
) -> tuple[Crossing, ...]:
    facts = {name: after, **others}
    world = World(written.definition, facts, DAY, {})  # type: ignore[arg-type]  # no duration is given
    driver = Driver("data", kind, name, ("data",), Named(name), Type.INTEGER, before=before, after=after)
    return crossings(world, driver, dimension).crossed


def at(op: str, bound: int, threshold: str | None = None) -> tuple[Crossing, ...]:
    return (Crossing(op, Fraction(bound), threshold and Named(threshold)),)


@pytest.mark.parametrize(
    ("when", "before", "after", "expected"),
    [
        # Above a rule that holds now, and one that holds no longer.
        ("employees >= 50", 40, 50, at(">=", 50)),
        ("employees >= bar", 40, 60, at(">=", 50, "bar")),
        ("employees > 50", 50, 51, at(">", 50)),
        ("employees < 50", 50, 49, at("<", 50)),
        ("employees <= 50", 51, 50, at("<=", 50)),
        ("employees >= 50", 50, 49, at("<", 50)),
        ("employees > 50", 51, 50, at("<=", 50)),
        ("employees < 50", 49, 50, at(">=", 50)),
        ("employees <= 50", 50, 51, at(">", 50)),
        # Of two bounds the last one on the way.
        ("employees >= 20 and employees >= 50", 10, 60, at(">=", 50)),
        ("employees < 20 and employees < 50", 60, 10, at("<", 20)),
        # What was true before has not been crossed.
        ("50 <= employees < 100", 40, 60, at(">=", 50)),
        ("employees >= 50", 60, 70, ()),
        # No bound on a way: what is equal or not, and what moves itself.
        ("employees == 50", 40, 50, ()),
        ("employees >= orders_12m", 0, 60, ()),
        ("orders_12m >= 1", 0, 60, ()),
    ],
)
def test_a_bound_of_a_rule(when: str, before: int, after: int, expected: tuple[Crossing, ...]) -> None:
    written = rules(f"[{{label: p, when: '{when}'}}]")
    assert crossed(written, Fraction(before), Fraction(after), orders_12m=Fraction(1)) == expected


def test_a_date_may_cross_a_bound() -> None:
    written = rules("[{label: p, when: expected_close_on >= day}]")
    before, after = date(2026, 11, 30), date(2026, 12, 5)
    assert crossed(written, before, after, "expected_close_on") == (Crossing(">=", date(2026, 12, 1), Named("day")),)


@pytest.mark.parametrize("nothing", [MISSING, NONE, None, True])
def test_what_has_no_order_crosses_nothing(nothing: Value) -> None:
    written = rules("[{label: p, when: employees >= 50}]")
    assert crossed(written, Fraction(60), nothing) == ()
    assert crossed(written, nothing, Fraction(60)) == ()


def test_a_length_of_time_is_no_bound_of_the_date() -> None:
    written = rules("[{label: p, when: elapsed(last_purchase_on) >= half_a_year}]")
    assert crossed(written, date(2026, 1, 1), date(2026, 10, 1), "last_purchase_on") == ()


def test_the_rule_that_gave_the_label_tells_before_those_that_did_not() -> None:
    written = rules("[{label: q, when: employees < 70}, {label: p, when: employees >= 50}]")
    assert crossed(written, Fraction(5), Fraction(80)) == at(">=", 50)


def test_rules_that_did_not_hold_tell_where_the_one_that_did_says_nothing() -> None:
    written = rules("[{label: p, when: employees >= 100}, {label: q, when: employees >= 50}]")
    assert crossed(written, Fraction(120), Fraction(60)) == at("<", 100)


@pytest.mark.parametrize(("guard", "bound"), [(50, 20), (20, 50)])
def test_the_guard_tells_beside_the_rule(guard: int, bound: int) -> None:
    written = rules(f"[{{label: p, when: employees >= {bound}}}]", further=f"applies: employees >= {guard},")
    assert crossed(written, Fraction(10), Fraction(60)) == at(">=", 50)


def test_a_dimension_that_is_asked_about_tells_in_its_place() -> None:
    written = tr.loads("""
tierrules: 1
name: x
dimensions:
  d: {labels: [p], hit: first, rules: [{label: p, when: e == 'big'}], otherwise: none}
  e: {labels: [big], hit: first, rules: [{label: big, when: employees >= 50 or orders_12m >= 1}], otherwise: none}
""")
    # Orders were not read, so they are missing.
    assert crossed(written, Fraction(40), Fraction(60)) == at(">=", 50)


def test_only_a_field_crosses_a_bound_and_only_in_a_dimension_that_is_there() -> None:
    written = rules("[{label: p, when: employees >= 50}]")
    assert crossed(written, Fraction(40), Fraction(60), kind="threshold") == ()
    assert crossed(written, Fraction(40), Fraction(60), dimension="gone") == ()


def test_a_state_has_one_label_or_none() -> None:
    p, q = Named("p"), Named("q")
    assert State("decided", (p,)).label == p
    assert State("decided", (p, q)).label is None
    assert State("unlabelled", ()).label is None
