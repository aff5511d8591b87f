"""What differs between two sides, piece by piece: how each is named, and how it is put back."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

import tierrules as tr
from tierrules.meaning.change.cause import CannotTellError, Side, World
from tierrules.meaning.change.parts import Component, Driver, Lack
from tierrules.meaning.change.pieces import Piece, pieces
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Comparison, Constant, DateWindow, FieldTerm, Model
from tierrules.meaning.truth import MISSING

THEN, NOW = date(2026, 11, 1), date(2026, 12, 5)
THRESHOLDS = {
    "bar": "{dated: {2026-01-01: 5, 2026-12-01: 6}, title: {en: Bar}}",
    "other": "{dated: {2026-01-01: 5, 2027-01-01: 6}}",
    "later": "{dated: {2026-12-01: 6}}",
    "future": "{dated: {2027-12-01: 6}}",
    "half": "{value: 6 months, title: {en: Half a year}}",
    "quarter": "3 months",
    "by_kind": "{by: kind, rows: {person: 1 month, company: 6 months}}",
    "term": "{dated: {2026-01-01: 1 month, 2026-12-01: 6 months}}",
}


def model(*conditions: str) -> Model:
    rules = "".join(f"      - {{label: p, when: '{one}'}}\n" for one in conditions)
    named = "".join(f"  {name}: {told}\n" for name, told in THRESHOLDS.items() if name in " ".join(conditions))
    return tr.loads(f"""
tierrules: 1
name: x
{"thresholds:" if named else ""}
{named}
dimensions:
  d:
    title: {{en: D}}
    labels: [p]
    hit: first
    rules:
{rules}
    otherwise: none
""").definition


def side(of: Model | None, as_of: date = NOW, manual: dict[str, str] | None = None, **facts: object) -> Side:
    return Side(of, "f", facts, as_of, manual or {})  # type: ignore[arg-type]  # facts are scalars


def world(of: Side) -> World:
    assert of.model is not None
    return World(of.model, of.facts, of.as_of, of.manual)


def found(before: Side, after: Side, *within: Component, dimension: str = "d") -> list[Piece]:
    return list(pieces(before, after, world(after), dimension, within))


def names(told: list[Piece]) -> list[tuple[str, str]]:
    return [(one.driver.kind, one.driver.name) for one in told]


# --- data

PLAIN = model("employees >= 5 and orders_12m >= 1")
STAFF = Named("employees", Title("员工数", "Employees"))


def test_a_field() -> None:
    before, after = side(PLAIN, employees=Fraction(3), orders_12m=Fraction(1)), side(PLAIN, employees=MISSING)
    first, second = found(before, replace(after, facts={**after.facts, "orders_12m": Fraction(2)}), "data", "time")
    sides = Fraction(3), MISSING
    assert first.driver == Driver("data", "field", "employees", ("data", "time"), STAFF, Type.INTEGER, None, *sides)
    assert second.driver.name == "orders_12m"
    told = first.put_back(world(after))
    assert told == World(PLAIN, {"employees": Fraction(3)}, NOW, {})


def test_what_differs_in_nothing_that_is_asked_is_no_piece() -> None:
    before, after = side(PLAIN, vip=True, employees=Fraction(3)), side(PLAIN, vip=False, employees=Fraction(3))
    assert found(before, after, "data") == []
    assert found(side(PLAIN, employees=Fraction(3)), side(PLAIN, employees=Fraction(4)), "time", "person") == []


def test_a_field_that_was_not_read_cannot_be_put_back() -> None:
    (piece,) = found(side(PLAIN), side(PLAIN, employees=Fraction(3)), "data")
    assert (piece.driver.before, piece.driver.after) == (None, Fraction(3))
    with pytest.raises(CannotTellError) as raised:
        piece.put_back(world(side(PLAIN, employees=Fraction(3))))
    assert raised.value.lack == Lack("inputs", (STAFF,))


def test_the_fields_that_the_old_rules_ask_for_are_pieces_too() -> None:
    old = model("employees >= 5")
    ground = replace(PLAIN, fields={**old.fields, **PLAIN.fields})
    facts = {"employees": Fraction(9), "orders_12m": Fraction(9)}
    told = list(pieces(side(PLAIN), side(old, **facts), world(side(ground, **facts)), "d", ("data",)))
    assert names(told) == [("field", "employees"), ("field", "orders_12m")]
    asks = side(replace(old, fields=ground.fields), **facts)
    assert names(found(side(PLAIN), asks, "data")) == [("field", "employees"), ("field", "orders_12m")]
    gone = side(replace(PLAIN, dimensions={}))
    assert names(found(gone, asks, "data")) == [("field", "employees")]
    assert names(found(side(None), asks, "data")) == [("field", "employees")]


# --- rules


@pytest.mark.parametrize(("old", "new"), [(None, PLAIN), (PLAIN, None)])
def test_pieces_of_the_rules_need_both_rulesets(old: Model | None, new: Model | None) -> None:
    with pytest.raises(CannotTellError) as raised:
        list(pieces(side(old), side(new), world(side(PLAIN)), "d", ("rules",)))
    assert raised.value.lack == Lack("rules")


def test_a_rule_is_put_back_in_the_mixture() -> None:
    old = model("employees >= 4 and orders_12m >= 1")
    (piece,) = found(side(old), side(PLAIN), "rules")
    assert (piece.driver.kind, piece.driver.name) == ("rule", "d.p")
    told = piece.put_back(world(side(PLAIN, employees=Fraction(3))))
    assert told.facts == {"employees": Fraction(3)}
    assert told.model.dimensions["d"].rules == old.dimensions["d"].rules


# --- time


def test_the_rows_of_dated_thresholds() -> None:
    one = model("employees >= bar and employees >= other and employees >= later and employees >= future")
    first, second = found(side(one, THEN), side(one), "data", "time")
    assert first.driver == Driver(
        *("time", "threshold", "bar", ("data", "time"), Named("bar", Title(None, "Bar")), Type.INTEGER, None),
        *(Fraction(5), Fraction(6)),
        on=date(2026, 12, 1),
    )
    assert (second.driver.name, second.driver.before, second.driver.after) == ("later", None, Fraction(6))
    told = first.put_back(world(side(one)))
    assert told.model.thresholds == {**one.thresholds, "bar": replace(one.thresholds["bar"], value=Fraction(5))}
    assert [str(one) for one in _numbers(told.model)] == ["5"]
    with pytest.raises(tr.NotInForce):
        second.put_back(world(side(one)))


def _numbers(one: Model) -> list[Fraction]:
    """The bounds that are no dated ones any more."""
    (rule,) = one.dimensions["d"].rules
    rights = [part.right for part in getattr(rule.when, "parts", ()) if isinstance(part, Comparison)]
    return [right.value for right in rights if isinstance(right, Constant) and isinstance(right.value, Fraction)]


def test_no_row_holds_before_its_day() -> None:
    one = model("employees >= bar")
    assert names(found(side(one, THEN), side(one, date(2026, 12, 1)), "time")) == [("threshold", "bar")]
    assert names(found(side(one, THEN), side(one, date(2026, 11, 30)), "time")) == []


SEEN, CLOSE = date(2026, 5, 20), date(2027, 1, 1)
WINDOWS = (
    "elapsed(last_purchase_on) >= half",
    "elapsed(last_purchase_on) > half",
    "elapsed(expected_close_on) >= half",
    "until(last_purchase_on) >= half",
    "elapsed(last_purchase_on) >= quarter",
)


def test_a_window_of_time() -> None:
    one = model(WINDOWS[0])
    after = side(one, last_purchase_on=SEEN)
    (piece,) = found(side(one, THEN), after, "time", "person")
    assert piece.driver == Driver(
        *("time", "window", "last_purchase_on", ("time", "person")),
        Named("last_purchase_on", one.fields["last_purchase_on"].title),
        Type.DATE,
        before=SEEN,
        after=SEEN,
        threshold=Named("half", Title(None, "Half a year")),
        function="elapsed",
        duration=Duration(6, "month"),
        on=date(2026, 11, 20),
    )
    (rule,) = piece.put_back(world(after)).model.dimensions["d"].rules
    bound = Constant(date(2026, 5, 1), "2026-05-01")
    origin = one.dimensions["d"].rules[0].when.origin
    assert rule.when == Comparison(FieldTerm("last_purchase_on"), "<=", bound, Type.DATE, origin)


def test_windows_are_told_apart_by_field_function_operator_and_length() -> None:
    one = model(*WINDOWS, *WINDOWS[:1])
    after = side(one, last_purchase_on=SEEN, expected_close_on=CLOSE)
    told = found(side(one, THEN), after, "time")
    assert [(piece.driver.name, piece.driver.function, piece.driver.duration) for piece in told] == [
        ("last_purchase_on", "elapsed", Duration(6, "month")),
        ("last_purchase_on", "elapsed", Duration(6, "month")),
        ("expected_close_on", "elapsed", Duration(6, "month")),
        ("last_purchase_on", "until", Duration(6, "month")),
        ("last_purchase_on", "elapsed", Duration(3, "month")),
    ]
    # Each is put back wherever it stands, and no other one with it.
    for piece, places in zip(told, ([0, 5], [1], [2], [3], [4]), strict=True):
        rules = piece.put_back(world(after)).model.dimensions["d"].rules
        assert [at for at, rule in enumerate(rules) if isinstance(rule.when, Comparison)] == places


def test_windows_without_a_name_are_told_apart_by_their_length() -> None:
    one = model("until(expected_close_on) <= 0", "elapsed(expected_close_on) >= 0")
    told = found(side(one, THEN), side(one, expected_close_on=CLOSE), "time")
    assert [(piece.driver.function, piece.driver.threshold) for piece in told] == [("until", None), ("elapsed", None)]


def test_windows_without_a_name_and_of_two_lengths_are_two() -> None:
    one = model("until(expected_close_on) <= 0", "until(expected_close_on) <= 0")
    first, second = one.dimensions["d"].rules
    assert isinstance(second.when, DateWindow)
    longer = replace(second.when, cut_off=replace(second.when.cut_off, duration=Duration(30, "day")))
    rules = first, replace(second, when=longer)
    two = replace(one, dimensions={"d": replace(one.dimensions["d"], rules=rules)})
    told = found(side(two, THEN), side(two, expected_close_on=CLOSE), "time")
    assert [piece.driver.duration for piece in told] == [Duration(0, "day"), Duration(30, "day")]


@pytest.mark.parametrize(
    ("seen", "months"),
    [
        # Of the rows of a table the one whose length was over between the two days; else the first.
        (date(2026, 5, 20), 6),
        (date(2026, 10, 20), 1),
        (date(2026, 1, 1), 1),
        (MISSING, 1),
    ],
)
def test_a_window_with_a_table(seen: date, months: int) -> None:
    one = model("elapsed(last_purchase_on) >= by_kind")
    (piece,) = found(side(one, THEN), side(one, last_purchase_on=seen), "time")
    assert piece.driver.duration == Duration(months, "month")
    assert (piece.driver.on is None) is (seen is MISSING)


def test_a_window_whose_length_is_dated() -> None:
    one = model("elapsed(last_purchase_on) >= term")
    row, window = found(side(one, THEN), side(one, last_purchase_on=SEEN), "time")
    assert (row.driver.kind, row.driver.before, row.driver.after) == (
        *("threshold", Duration(1, "month")),
        Duration(6, "month"),
    )
    assert (window.driver.duration, window.driver.on) == (Duration(6, "month"), date(2026, 11, 20))


def test_time_is_told_only_of_a_dimension_that_is_there_and_of_a_cause_that_it_belongs_to() -> None:
    one = model(WINDOWS[0], "employees >= bar")
    assert names(found(side(one, THEN), side(one), "time")) == [("threshold", "bar"), ("window", "last_purchase_on")]
    assert found(side(one, THEN), side(one), "data") == []
    assert found(side(one, THEN), side(one), "time", dimension="gone") == []


# --- a person


def test_a_label_that_a_person_has_set() -> None:
    before, after = side(PLAIN, manual={"e": "x"}), side(PLAIN, manual={"d": "p", "e": "y"})
    (piece,) = found(before, after, "data", "person")
    titled = Named("d", Title(None, "D"))
    assert piece.driver == Driver("person", "person", "d", ("data", "person"), titled, before=None, after="p")
    assert piece.put_back(world(after)).manual == {"e": "y"}
    (back,) = found(after, before, "person")
    assert (back.driver.before, back.driver.after) == ("p", None)
    assert back.put_back(world(before)).manual == {"d": "p", "e": "x"}


def test_a_label_set_for_another_dimension_is_no_piece() -> None:
    before, after = side(PLAIN, manual={"e": "x"}), side(PLAIN, manual={"e": "y"})
    assert found(before, after, "person") == []
    assert found(side(PLAIN), side(PLAIN, manual={"d": "p"}), "data") == []
    (piece,) = found(side(PLAIN), side(PLAIN, manual={"gone": "p"}), "person", dimension="gone")
    assert piece.driver.titled == Named("gone")
