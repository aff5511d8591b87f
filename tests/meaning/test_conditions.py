"""What a condition names and compares: every part of every form, in the order in which it stands."""

from fractions import Fraction

import pytest

from tierrules.meaning.conditions import atoms_in, fields_in, fields_in_term
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Origin, Type
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
    Term,
)
from tierrules.text.source import Span


def origin(text: str) -> Origin:
    return Origin(text, Span(0, 0))


ONE = Constant(Fraction(1), "1")


def compared(left: Term, right: Term = ONE, text: str = "") -> Comparison:
    return Comparison(left, ">=", right, Type.INTEGER, origin(text))


def of(name: str) -> Comparison:
    """A comparison of a field, written as the field is named."""
    return compared(FieldTerm(name), text=name)


INNER = ScoreTerm("inner", None, None, (Points(ONE, of("x")), Points(ONE, of("y"))))
SCORE = ScoreTerm("score", None, None, (Points(ONE, of("a")), Points(INNER, of("b")), Points(ONE, of("c"))))
CHOICE = Choice("k", (("1", of("a")), ("2", None), ("3", of("b"))), of("c"), of("d"), False, origin("table"))
BARE_CHOICE = Choice("k", (("1", None),), None, None, False, origin("bare table"))

CONDITIONS: list[tuple[Condition, str, str]] = [
    # a condition; the fields that it names; its comparisons as written
    (of("a"), "a", "a"),
    (compared(FieldTerm("a"), FieldTerm("b"), "a-b"), "a b", "a-b"),
    (compared(ONE, FieldTerm("b"), "1-b"), "b", "1-b"),
    (AtLeast(None, (of("b"), of("a")), origin("all")), "b a", "b a"),
    (AtLeast(1, (), origin("any")), "", ""),
    (Not(of("a"), origin("not")), "a", "a"),
    (CHOICE, "k a b c d", "table a b c d"),
    (BARE_CHOICE, "k", "bare-table"),
    (DateWindow("a", CutOff("elapsed", ">=", Duration(1, "day"), "1 day"), origin("w")), "a", "w"),
    (Membership(FieldTerm("a"), (ONE,), False, False, Type.INTEGER, origin("m")), "a", "m"),
    (Presence(FieldTerm("a"), "known", origin("p")), "a", "p"),
    (LabelTest("d", ("l",), False, origin("t")), "", "t"),
    (compared(SCORE, text="s"), "a b x y c", "s a b x y c"),
    (compared(ONE, SCORE, "s"), "a b x y c", "s a b x y c"),
    (AtLeast(1, (Not(CHOICE, origin("not")), of("e")), origin("any")), "k a b c d e", "table a b c d e"),
]


@pytest.mark.parametrize(("condition", "fields", "atoms"), CONDITIONS, ids=[row[2] for row in CONDITIONS])
def test_what_a_condition_names_and_compares(condition: Condition, fields: str, atoms: str) -> None:
    assert list(fields_in(condition)) == fields.split()
    assert [one.origin.text.replace(" ", "-") for one in atoms_in(condition)] == atoms.split()


@pytest.mark.parametrize(
    ("term", "fields"),
    [
        (FieldTerm("a"), "a"),
        (ONE, ""),
        (Computed("+", (FieldTerm("b"), ONE, FieldTerm("a")), ""), "b a"),
        (DerivedTerm("d", Computed("neg", (FieldTerm("a"),), "")), "a"),
        (SCORE, "a b x y c"),
    ],
    ids=["field", "constant", "computed", "derived", "score"],
)
def test_what_a_term_names(term: Term, fields: str) -> None:
    assert list(fields_in_term(term)) == fields.split()
