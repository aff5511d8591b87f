"""Rewriting: the same tree with other leaves, every form of it; and the shape that two conditions may share."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tierrules.meaning.change.rewrite import Rewriting, shape, with_thresholds
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Dated, Origin, Threshold, Title, Type
from tierrules.meaning.model import (
    AtLeast,
    Choice,
    Comparison,
    Computed,
    Condition,
    Constant,
    CutOff,
    DateWindow,
    DerivedTerm,
    FieldTerm,
    LabelTest,
    Membership,
    Not,
    Points,
    Presence,
    ScoreTerm,
)
from tierrules.text.source import Span

BARE = Origin("", Span(0, 0))
SIX, NINE = Duration(6, "month"), Duration(9, "month")
FIELD = FieldTerm("a")


def at(text: str) -> Origin:
    return Origin(text, Span(3, 7))


def number(value: int, text: str, name: str | None = None) -> Constant:
    return Constant(Fraction(value), text, name)


def comparison(right: Constant, origin: Origin) -> Comparison:
    return Comparison(FIELD, ">=", right, Type.INTEGER, origin)


def score(bar: Constant, points: Constant, title: Title, origin: Origin) -> ScoreTerm:
    inner = ScoreTerm("inner", None, None, (Points(points, comparison(bar, origin)),), title)
    return ScoreTerm("outer", points, bar, (Points(inner, comparison(bar, origin)),), title)


# Each form as it is written, with other numbers, and bare.
BAR, HIGH, BARE_BAR = number(5, "5 people", "bar"), number(8, "8 people", "bar"), number(5, "", "bar")
ONE, BARE_ONE = number(1, "one"), number(1, "")
WINDOW = CutOff("elapsed", ">=", SIX, "6 months", "span")
FORMS: tuple[tuple[Condition, Condition, Condition], ...] = (
    (comparison(BAR, at("x")), comparison(HIGH, at("x")), comparison(BARE_BAR, BARE)),
    (comparison(ONE, at("x")), comparison(ONE, at("x")), comparison(BARE_ONE, BARE)),
    (
        Comparison(BAR, "<", FIELD, Type.INTEGER, at("x")),
        Comparison(HIGH, "<", FIELD, Type.INTEGER, at("x")),
        Comparison(BARE_BAR, "<", FIELD, Type.INTEGER, BARE),
    ),
    (
        AtLeast(2, (comparison(BAR, at("x")), comparison(ONE, at("y"))), at("z")),
        AtLeast(2, (comparison(HIGH, at("x")), comparison(ONE, at("y"))), at("z")),
        AtLeast(2, (comparison(BARE_BAR, BARE), comparison(BARE_ONE, BARE)), BARE),
    ),
    (
        Not(comparison(BAR, at("x")), at("z")),
        Not(comparison(HIGH, at("x")), at("z")),
        Not(comparison(BARE_BAR, BARE), BARE),
    ),
    (
        Choice("kind", (("c", comparison(BAR, at("x"))), ("p", None)), comparison(BAR, at("y")), None, True, at("z")),
        Choice("kind", (("c", comparison(HIGH, at("x"))), ("p", None)), comparison(HIGH, at("y")), None, True, at("z")),
        Choice("kind", (("c", comparison(BARE_BAR, BARE)), ("p", None)), comparison(BARE_BAR, BARE), None, True, BARE),
    ),
    (
        Choice("kind", (("p", None),), None, comparison(BAR, at("x")), False, at("z")),
        Choice("kind", (("p", None),), None, comparison(HIGH, at("x")), False, at("z")),
        Choice("kind", (("p", None),), None, comparison(BARE_BAR, BARE), False, BARE),
    ),
    (
        DateWindow("seen", WINDOW, at("x")),
        DateWindow("seen", replace(WINDOW, duration=NINE, text="9 months"), at("x")),
        DateWindow("seen", replace(WINDOW, text=""), BARE),
    ),
    (
        DateWindow("seen", replace(WINDOW, name=None), at("x")),
        DateWindow("seen", replace(WINDOW, name=None), at("x")),
        DateWindow("seen", replace(WINDOW, name=None, text=""), BARE),
    ),
    (
        Membership(Computed("+", (FIELD, BAR), "a + bar"), (BAR, ONE), True, False, Type.INTEGER, at("x"), "t"),
        Membership(Computed("+", (FIELD, HIGH), "a + bar"), (HIGH, ONE), True, False, Type.INTEGER, at("x"), "t"),
        Membership(Computed("+", (FIELD, BARE_BAR), ""), (BARE_BAR, BARE_ONE), True, False, Type.INTEGER, BARE, "t"),
    ),
    (
        Presence(DerivedTerm("d", Computed("*", (BAR, FIELD), "bar * a")), "known", at("x")),
        Presence(DerivedTerm("d", Computed("*", (HIGH, FIELD), "bar * a")), "known", at("x")),
        Presence(DerivedTerm("d", Computed("*", (BARE_BAR, FIELD), "")), "known", BARE),
    ),
    (
        LabelTest("size", ("large",), True, at("x")),
        LabelTest("size", ("large",), True, at("x")),
        LabelTest("size", ("large",), True, BARE),
    ),
    (
        Comparison(score(BAR, ONE, Title("分"), at("x")), ">", BAR, Type.DECIMAL, at("y")),
        Comparison(score(HIGH, ONE, Title("分"), at("x")), ">", HIGH, Type.DECIMAL, at("y")),
        Comparison(score(BARE_BAR, BARE_ONE, Title(), BARE), ">", BARE_BAR, Type.DECIMAL, BARE),
    ),
)
THRESHOLDS = {
    "bar": Threshold("bar", Fraction(8), Type.INTEGER, "8 people"),
    "span": Threshold("span", NINE, Type.DURATION, "9 months"),
}


@pytest.mark.parametrize(("written", "raised", "bare"), FORMS)
def test_every_form(written: Condition, raised: Condition, bare: Condition) -> None:
    assert Rewriting().condition(written) == written
    assert with_thresholds(THRESHOLDS, ["bar", "span"]).condition(written) == raised
    assert with_thresholds(THRESHOLDS, []).condition(written) == written
    assert Rewriting(bare=True).condition(written) == bare


def test_only_the_thresholds_that_are_named_are_given_other_values() -> None:
    written, raised, _ = FORMS[0]
    assert with_thresholds(THRESHOLDS, ["bar"]).condition(written) == raised
    assert with_thresholds(THRESHOLDS, ["span"]).condition(written) == written


def test_a_dated_threshold_is_given_as_it_is() -> None:
    rows = Dated(((date(2026, 1, 1), Fraction(5)), (date(2027, 1, 1), Fraction(6))))
    rewriting = with_thresholds({"bar": Threshold("bar", rows, Type.INTEGER, "dated")}, ["bar"])
    assert rewriting.condition(comparison(BAR, at("x"))) == comparison(Constant(rows, "dated", "bar"), at("x"))


def test_a_window_may_become_another_condition() -> None:
    here = comparison(ONE, at("x"))
    rewriting = Rewriting(window=lambda _: here)
    assert rewriting.condition(Not(DateWindow("seen", WINDOW, at("w")), at("z"))) == Not(here, at("z"))


def test_a_score_that_stands_twice_is_rewritten_once() -> None:
    asked: list[Constant] = []

    def constant(one: Constant) -> Constant:
        asked.append(one)
        return one

    twice = ScoreTerm("s", None, None, (Points(ONE, comparison(BAR, at("x"))),))
    rewriting = Rewriting(constant)
    told = rewriting.term(Computed("+", (twice, twice), "s + s"))
    assert isinstance(told, Computed)
    assert told.parts == (twice, twice)
    assert told.parts[0] is told.parts[1]
    assert asked == [ONE, BAR]


def test_what_a_rewriting_has_seen_is_no_part_of_it() -> None:
    used = Rewriting()
    used.condition(FORMS[-1][0])
    assert used == Rewriting()
    assert repr(used) == repr(Rewriting())


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (comparison(BAR, at("a >= bar")), "a >= bar"),
        (LabelTest("size", ("large",), False, at("size == 'large'")), "size == 'large'"),
        (Not(comparison(BAR, at("a >= bar")), at("not a >= bar")), ("not", "a >= bar")),
        (
            AtLeast(1, (comparison(BAR, at("p")), AtLeast(None, (comparison(ONE, at("q")),), at("r"))), at("s")),
            (1, ("p", (None, ("q",)))),
        ),
    ],
)
def test_the_shape_is_made_of_the_authors_words(condition: Condition, told: object) -> None:
    assert shape(condition) == told
