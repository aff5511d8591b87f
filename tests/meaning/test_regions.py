"""Runs of cells as regions, and what a region holds, typed by hand."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tierrules.meaning.declared import Field, Title, Type
from tierrules.meaning.regions import Cell, Region, region, runs
from tierrules.meaning.truth import NONE

CODE = Field("code", Type.TEXT, Title("代码", "Code"), empty="none")
WORDS = [
    Cell("a"),
    Cell("I6x"),
    Cell("I0", prefix="I"),
    Cell("I60", prefix="I6"),
    Cell("0", other=True),
    Cell(NONE),
]
MONEY = Field("spend", Type.MONEY, Title("消费"), minimum=Fraction(0), maximum=Fraction(90), currency="CNY")
NUMBERS = [
    Cell(Fraction(0), None, Fraction(0)),
    Cell(Fraction(3), Fraction(0), Fraction(5), False, False),
    Cell(Fraction(5), Fraction(5), Fraction(5)),
    Cell(Fraction(7), Fraction(5), Fraction(90), False, False),
    Cell(Fraction(90), Fraction(90), None),
    Cell(NONE),
]


def of_words(*run: int) -> dict[str, Any]:
    found = region(CODE, WORDS, run)
    assert (found.field, found.title, found.type) == ("code", CODE.title, Type.TEXT)
    assert (found.low, found.high, found.none, found.currency) == (None, None, False, None)
    told = {name: getattr(found, name) for name in ("values", "prefixes", "but", "but_prefixes", "others")}
    return {name: one for name, one in told.items() if one}


def test_a_word_stands_for_itself() -> None:
    assert of_words(0) == {"values": ("a",)}
    assert of_words(0, 1) == {"values": ("a", "I6x")}


def test_a_beginning_leaves_out_what_is_named_and_what_begins_with_more() -> None:
    assert of_words(2) == {"prefixes": ("I",), "but": ("I6x",), "but_prefixes": ("I6",)}
    assert of_words(1, 2) == {"values": ("I6x",), "prefixes": ("I",), "but_prefixes": ("I6",)}
    assert of_words(2, 3) == {"prefixes": ("I", "I6"), "but": ("I6x",)}
    assert of_words(3) == {"prefixes": ("I6",), "but": ("I6x",)}


def test_all_others_leave_out_whatever_is_named() -> None:
    assert of_words(4) == {"others": True, "but": ("a", "I6x"), "but_prefixes": ("I", "I6")}
    assert of_words(0, 2, 4) == {
        "values": ("a",),
        "prefixes": ("I",),
        "others": True,
        "but": ("I6x",),
        "but_prefixes": ("I6",),
    }
    assert of_words(0, 1, 2, 3, 4) == {"values": ("a", "I6x"), "prefixes": ("I", "I6"), "others": True}


def test_having_no_value_is_a_region_of_its_own() -> None:
    assert region(CODE, WORDS, [5]) == Region("code", CODE.title, Type.TEXT, none=True)
    assert region(MONEY, NUMBERS, [5]) == Region("spend", MONEY.title, Type.MONEY, none=True)


def test_booleans_are_values() -> None:
    vip = Field("vip", Type.BOOLEAN, empty="none")
    found = [Cell(False), Cell(True), Cell(NONE)]
    assert region(vip, found, [0]) == Region("vip", Title(), Type.BOOLEAN, values=(False,))
    assert region(vip, found, [0, 1]) == Region("vip", Title(), Type.BOOLEAN, values=(False, True))


@pytest.mark.parametrize(
    ("run", "low", "high", "included"),
    [
        ([0], 0, 0, (True, True)),  # what is not below 0 and at most 0
        ([0, 1], None, 5, (True, False)),
        ([1, 2], 0, 5, (False, True)),
        ([2], 5, 5, (True, True)),
        ([2, 3, 4], 5, None, (True, True)),
        ([4], 90, 90, (True, True)),
        ([0, 1, 2, 3, 4], None, None, (True, True)),
    ],
)
def test_numbers_lie_between_the_ends_of_the_run(
    run: list[int], low: int | None, high: int | None, included: tuple[bool, bool]
) -> None:
    found = region(MONEY, NUMBERS, run)
    assert (found.low, found.high, (found.low_included, found.high_included)) == (low, high, included)
    assert (found.field, found.title, found.type, found.currency) == ("spend", MONEY.title, Type.MONEY, "CNY")
    assert (found.values, found.prefixes, found.others, found.none) == ((), (), False, False)


@pytest.mark.parametrize(("run", "low", "high"), [([0], None, 5), ([1], 5, 5), ([2], 5, None), ([1, 2], 5, None)])
def test_a_field_without_limits_has_open_ends(run: list[int], low: int | None, high: int | None) -> None:
    parts = [
        Cell(Fraction(4), None, Fraction(5)),
        Cell(Fraction(5), Fraction(5), Fraction(5)),
        Cell(Fraction(6), Fraction(5)),
    ]
    found = region(Field("n", Type.DECIMAL), parts, run)
    assert (found.low, found.high) == (low, high)


def test_days_lie_between_the_ends_of_the_run() -> None:
    day = date(2026, 5, 1)
    field = Field("on", Type.DATE)
    assert region(field, [Cell(day, None, day)], [0]) == Region("on", Title(), Type.DATE, high=day)


# --- runs


def test_in_an_order_neighbours_of_one_answer_make_a_run() -> None:
    assert runs(MONEY, NUMBERS, ["x", "x", "y", "x", "x", "x"]) == [[0, 1], [2], [3, 4], [5]]
    assert runs(Field("on", Type.DATE), [Cell(date.min), Cell(date.max)], [1, 1]) == [[0, 1]]


def test_words_of_one_answer_belong_together_wherever_they_stand() -> None:
    assert runs(CODE, WORDS, ["x", "y", "x", "z", "y", "x"]) == [[0, 2], [1, 4], [3], [5]]
    category = Field("c", Type.CATEGORY, values=("a", "b", "c"))
    assert runs(category, [*map(Cell, "abc")], ["x", "y", "x"]) == [[0, 2], [1]]
    assert runs(Field("vip", Type.BOOLEAN), [Cell(False), Cell(True)], ["x", "x"]) == [[0, 1]]


# --- any value


BARE = {"field": "code", "title": Title(), "type": Type.TEXT}


@pytest.mark.parametrize(
    ("said", "is_any"),
    [
        ({}, True),
        ({"others": True}, True),
        ({"others": True, "values": ("a",)}, True),
        ({"others": True, "prefixes": ("I",)}, True),
        ({"values": ("a",)}, False),
        ({"prefixes": ("I",)}, False),
        ({"others": True, "but": ("a",)}, False),
        ({"others": True, "but_prefixes": ("I",)}, False),
        ({"none": True}, False),
        ({"low": Fraction(0)}, False),
        ({"high": Fraction(0)}, False),
    ],
)
def test_a_region_without_limits_is_any_value(said: dict[str, Any], is_any: bool) -> None:
    assert Region(**BARE, **said).is_any is is_any
