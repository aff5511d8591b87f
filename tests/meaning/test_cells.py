"""Where comparisons cut a field, and the cells between the cuts: ends, values and order typed by hand."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal

import pytest

from tierrules.language.build import build
from tierrules.meaning.cells import Marks, atoms_asked, atoms_assumed, cells, marks
from tierrules.meaning.declared import Field, Scalar, Type
from tierrules.meaning.regions import Cell
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.meaning.values import Case

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: cells
assume: [employees <= 500, orders_12m >= 0]
fields:
  code: {type: text}
  branch: {type: text}
  vip: {type: boolean}
  x: {type: decimal}
thresholds:
  summer: 2026-08-01
  wait: 6 months
  by_code: {by: code, rows: {I: 10, I6: 20}, default: 30}
  by_start: {by: code, prefix: true, rows: {I: 10, I6: 20}, default: 30}
derived: {share: x / orders_12m}
scores:
  pts: {within: [0, 100], add: [{points: 5, when: vip}, {points: 60, when: employees >= 10}]}
dimensions:
  d:
    labels: [a]
    hit: first
    rules:
      - label: a
        when: WHEN
"""
CUSTOMER: dict[str, Scalar | Absent] = {
    "orders_12m": Fraction(100),
    "employees": Fraction(6),
    "x": Fraction(8),
    "code": "F5",
    "branch": "north",
}


def marked(when: str, name: str, **changed: Scalar | Absent) -> Marks:
    model = build("<text>", TEXT.replace("WHEN", when))
    facts = {**dict.fromkeys(model.fields, MISSING), **CUSTOMER, **changed}
    return marks(Case(model, facts, AS_OF), atoms_asked(model, "d"), name)


def at(*points: int | date, exact: bool = True) -> Marks:
    return Marks({one if isinstance(one, date) else Fraction(one) for one in points}, exact=exact)


@pytest.mark.parametrize(
    ("when", "name", "found"),
    [
        ("orders_12m >= 10", "orders_12m", at(10)),
        ("orders_12m >= 10", "employees", at()),
        ("orders_12m >= employees", "orders_12m", at(6)),
        ("orders_12m >= employees", "employees", at(100)),
        ("orders_12m >= 2 * orders_12m - 4", "orders_12m", at(4)),
        ("x * x >= 4", "x", at(exact=False)),
        ("'orders_12m in [1, 5]'", "orders_12m", at(1, 5)),
        ("\"code in ['a', 'b']\"", "code", Marks(words={"a", "b"})),
        ("\"code in ['a', 'b']\"", "branch", Marks()),
        ("\"starts_with(code, 'I6')\"", "code", Marks(prefixes={"I6"})),
        ("\"starts_with(code, 'I6')\"", "branch", Marks()),
        ("code == 'a'", "code", Marks(words={"a"})),
        ("code == branch", "code", Marks(words={"north"})),
        ("code == branch", "branch", Marks(words={"F5"})),
        ("code == code", "code", Marks()),
        ("vip", "vip", Marks()),
        ("vip == unstable", "vip", Marks()),
        # a table cuts the field that chooses its row, and the field that is compared with its rows
        ("orders_12m >= by_code", "code", Marks(words={"I", "I6"})),
        ("orders_12m >= by_start", "code", Marks(prefixes={"I", "I6"})),
        ("orders_12m >= by_code", "branch", Marks()),
        ("orders_12m >= by_start", "orders_12m", at(10, 20, 30)),
        # a divisor that is 0 leaves no value
        ("share >= 2", "orders_12m", at(0, 4)),
        ("present(share)", "orders_12m", at(0)),
        ("present(share)", "x", at()),
        ("present(code)", "code", Marks()),
        # dates
        ("last_purchase_on >= summer", "last_purchase_on", at(date(2026, 8, 1))),
        ("last_purchase_on >= first_deal_on", "last_purchase_on", at()),
        ("elapsed(last_purchase_on) >= wait", "last_purchase_on", at(date(2026, 5, 1))),
        ("elapsed(last_purchase_on) >= wait", "first_deal_on", at()),
        # a score is cut where its conditions are; with another field beside it nothing is solved
        ("pts >= 50", "employees", at(10)),
        ("pts >= 50", "vip", at()),
        ("pts >= orders_12m", "orders_12m", at(0, 5, exact=False)),
        ("orders_12m < pts", "orders_12m", at(0, 5, exact=False)),
        ("pts >= orders_12m", "employees", at(10)),
    ],
)
def test_where_a_comparison_cuts_a_field(when: str, name: str, found: Marks) -> None:
    assert marked(when, name) == found


def test_another_field_that_is_not_known_cuts_nothing() -> None:
    assert marked("orders_12m >= employees", "orders_12m", employees=MISSING) == Marks()
    assert marked("code == branch", "code", branch=NONE) == Marks()
    moved = marked("last_purchase_on >= first_deal_on", "last_purchase_on", first_deal_on=date(2026, 2, 3))
    assert moved == at(date(2026, 2, 3))


def test_what_is_too_much_for_the_fields_that_it_names_cuts_no_other() -> None:
    many = " + ".join(f"abs(employees - {at})" for at in (1, 20, 300, 4000, 50_000, 600_000, 7_000_000))
    assert marked(f"{many} >= 5", "employees") == at(exact=False)
    assert marked(f"{many} >= 5", "orders_12m") == at()


def test_a_dimension_asks_its_own_comparisons_and_those_of_each_that_it_tests_once() -> None:
    text = TEXT[: TEXT.index("dimensions:")] + (
        "dimensions:\n"
        "  a: {labels: [l], applies: vip, hit: first, rules: [{label: l, when: employees >= 1}]}\n"
        "  b: {labels: [l], hit: first, rules: [{label: l, when: a == 'l' and employees >= 2}]}\n"
        "  c: {labels: [l], hit: first, rules: [{label: l, when: a == 'l' and employees >= 3}]}\n"
        "  d: {labels: [l], hit: first, rules: [{label: l, when: b == 'l' and c == 'l'}]}\n"
        "  e: {labels: [l], hit: first, rules: [{label: l, when: employees >= 5}]}\n"
    )
    model = build("<text>", text)
    assert [one.origin.text for one in atoms_asked(model, "d")] == [
        *("b == 'l'", "c == 'l'"),
        *("a == 'l'", "employees >= 2"),
        *("a == 'l'", "employees >= 3"),
        *("employees >= 1", "vip"),
    ]
    assert [one.origin.text for one in atoms_assumed(model)] == ["employees <= 500", "orders_12m >= 0"]


# --- cells


Ends = tuple[Any, Any, Any]


def whole(*points: Fraction | int, low: int | None = None, high: int | None = None) -> list[Ends]:
    """Return the value and both ends, which always belong, of each cell."""
    found = cells(numeric(Type.INTEGER, low, high), Marks(set(map(Fraction, points))))
    assert all(cell.low_included and cell.high_included for cell in found)
    return [(cell.value, cell.low, cell.high) for cell in found]


def numeric(type: Type, low: int | None, high: int | None) -> Field:
    ends = (None if end is None else Fraction(end) for end in (low, high))
    return Field("n", type, minimum=next(ends), maximum=next(ends))


@pytest.mark.parametrize(
    ("points", "low", "high", "found"),
    [
        ((), None, None, [(0, None, None)]),
        ((), 3, None, [(3, None, None)]),
        ((), None, -3, [(-3, None, None)]),
        ((), 3, 9, [(3, None, None)]),
        ((7,), None, None, [(6, None, 6), (7, 7, 7), (8, 8, None)]),
        ((Fraction(7, 2),), None, None, [(3, None, 3), (4, 4, None)]),
        ((5, 7), None, None, [(4, None, 4), (5, 5, 5), (6, 6, 6), (7, 7, 7), (8, 8, None)]),
        ((6, 5), None, None, [(4, None, 4), (5, 5, 5), (6, 6, 6), (7, 7, None)]),
        ((-1, 0, 5, 10, 11), 0, 10, [(0, None, 0), (1, 1, 4), (5, 5, 5), (6, 6, 9), (10, 10, None)]),
        ((1, 9), 0, 10, [(0, None, 0), (1, 1, 1), (2, 2, 8), (9, 9, 9), (10, 10, None)]),
        ((5,), None, 5, [(4, None, 4), (5, 5, None)]),
        ((8, 1), None, None, [(0, None, 0), (1, 1, 1), (2, 2, 7), (8, 8, 8), (9, 9, None)]),
    ],
)
def test_whole_numbers(points: tuple[Any, ...], low: int | None, high: int | None, found: list[Ends]) -> None:
    assert whole(*points, low=low, high=high) == found


@pytest.mark.parametrize(
    ("points", "low", "high", "found"),
    [
        ((), None, None, ["0 [..]"]),
        ((), 3, None, ["4 [..]"]),
        ((), None, 3, ["2 [..]"]),
        ((), 3, 8, ["11/2 [..]"]),
        ((5,), None, None, ["4 [..5)", "5 [5..5]", "6 (5..]"]),
        ((8, 5), None, None, ["4 [..5)", "5 [5..5]", "13/2 (5..8)", "8 [8..8]", "9 (8..]"]),
        ((5,), 0, None, ["5/2 [..5)", "5 [5..5]", "6 (5..]"]),
        ((5,), None, 8, ["4 [..5)", "5 [5..5]", "13/2 (5..]"]),
        ((-1, 0, 5, 10, 11), 0, 10, ["0 [..0]", "5/2 (0..5)", "5 [5..5]", "15/2 (5..10)", "10 [10..]"]),
        ((5,), 5, 5, ["5 [..]"]),
    ],
)
def test_numbers_of_any_fineness(points: tuple[Any, ...], low: int | None, high: int | None, found: list[str]) -> None:
    seen = cells(numeric(Type.MONEY, low, high), Marks(set(map(Fraction, points))))
    assert [
        f"{cell.value} {'[' if cell.low_included else '('}{'' if cell.low is None else cell.low}.."
        f"{'' if cell.high is None else cell.high}{']' if cell.high_included else ')'}"
        for cell in seen
    ] == found


DAY, ONE = date(2026, 5, 1), timedelta(days=1)


def days(*points: date, least: date | None = None, most: date | None = None, **limits: date) -> list[Ends]:
    found = cells(Field("on", Type.DATE, **limits), Marks(set(points)), least=least, most=most)
    return [(cell.value, cell.low, cell.high) for cell in found]


def test_days() -> None:
    assert days() == [(date(2000, 1, 1), None, None)]
    assert days(DAY) == [(DAY - ONE, None, DAY - ONE), (DAY, DAY, DAY), (DAY + ONE, DAY + ONE, None)]
    assert days(least=DAY) == [(DAY, DAY, None)]
    assert days(most=DAY) == [(DAY, None, DAY)]
    assert days(DAY, least=DAY, most=DAY) == [(DAY, DAY, DAY)]


def test_a_limit_of_a_date_field_is_an_open_end_and_the_narrower_one_counts() -> None:
    early, late = DAY - 10 * ONE, DAY + 10 * ONE
    assert days(DAY, minimum=early, maximum=late) == [
        (early, None, DAY - ONE),
        (DAY, DAY, DAY),
        (DAY + ONE, DAY + ONE, None),
    ]
    assert days(minimum=early, least=DAY) == [(DAY, DAY, None)]
    assert days(minimum=DAY, least=early) == [(DAY, None, None)]
    assert days(maximum=late, most=DAY) == [(DAY, None, DAY)]
    assert days(maximum=DAY, most=late) == [(DAY, None, None)]
    assert days(least=late, most=early) == []


def test_booleans_and_what_may_be_empty() -> None:
    assert cells(Field("vip", Type.BOOLEAN), Marks()) == [Cell(False), Cell(True)]
    assert cells(Field("vip", Type.BOOLEAN, empty="none"), Marks()) == [Cell(False), Cell(True), Cell(NONE)]


def test_the_words_of_a_category_are_all_that_there_are() -> None:
    field = Field("c", Type.CATEGORY, values=("web", "fair", "mail"))
    assert cells(field, Marks(words={"fair"})) == [Cell("web"), Cell("fair"), Cell("mail")]


def words(named: set[str], starts: set[str], empty: Literal["unknown", "none"] = "unknown") -> list[Cell]:
    return cells(Field("code", Type.TEXT, empty=empty), Marks(words=named, prefixes=starts))


def test_words_beginnings_and_one_for_all_others() -> None:
    assert words(set(), set()) == [Cell("0", other=True)]
    assert words({"F", "A", "C", "B", "E", "D"}, {"z", "x", "y", "w", "v"}) == [
        *map(Cell, "ABCDEF"),
        *(Cell(start, prefix=start) for start in "vwxyz"),
        Cell("0", other=True),
    ]
    assert words({"a"}, {"b"}, "none") == [Cell("a"), Cell("b", prefix="b"), Cell("0", other=True), Cell(NONE)]


def test_the_word_for_a_beginning_and_for_all_others_is_none_that_is_named() -> None:
    assert words({"I", "0x"}, {"I", "I0", "1"}) == [
        Cell("0x"),
        Cell("I"),
        Cell("1", prefix="1"),
        Cell("I1", prefix="I"),
        Cell("I0", prefix="I0"),
        Cell("2", other=True),
    ]
