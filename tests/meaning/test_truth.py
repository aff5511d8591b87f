"""Three-valued truth: Kleene's laws, counting, and the table of every comparison with a value, MISSING and NONE."""

import itertools
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.meaning import semantics
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Origin, Scalar, Type
from tierrules.meaning.model import (
    AtLeast,
    Choice,
    Comparison,
    Condition,
    Constant,
    CutOff,
    DateWindow,
    FieldTerm,
    Membership,
    Model,
    Not,
    Presence,
)
from tierrules.meaning.truth import FALSE, MISSING, NONE, TRUE, UNKNOWN, Absent, Truth, at_least
from tierrules.meaning.values import Case
from tierrules.testing import as_ofs, conditions, facts_for, models
from tierrules.testing.models import model_of
from tierrules.text.source import Span

AS_OF = date(2026, 11, 1)
ORIGIN = Origin("", Span(0, 0))
ALL = (FALSE, UNKNOWN, TRUE)
LETTER = {"T": TRUE, "F": FALSE, "U": UNKNOWN}

truths = st.sampled_from(ALL)
many = st.lists(truths, max_size=7)


def settled(one: Truth) -> tuple[Truth, ...]:
    """What an UNKNOWN truth may turn out to be."""
    return (TRUE, FALSE) if one is UNKNOWN else (one,)


@given(st.integers(0, 8), many)
def test_at_least_is_counting_in_every_way_the_unknown_parts_may_turn_out(k: int, parts: list[Truth]) -> None:
    answers = {sum(one is TRUE for one in way) >= k for way in itertools.product(*map(settled, parts))}
    assert at_least(k, parts) is {(True,): TRUE, (False,): FALSE}.get(tuple(answers), UNKNOWN)


@given(many.filter(bool))
def test_all_is_the_least_part_and_any_the_greatest(parts: list[Truth]) -> None:
    assert at_least(len(parts), parts) is min(parts)
    assert at_least(1, parts) is max(parts)


def test_nothing_at_all() -> None:
    """`all` of nothing holds, `any` of nothing does not."""
    assert at_least(0, []) is TRUE
    assert at_least(1, []) is FALSE


@given(many.filter(bool))
def test_de_morgan(parts: list[Truth]) -> None:
    turned = [~one for one in parts]
    assert ~at_least(len(parts), parts) is at_least(1, turned)
    assert ~at_least(1, parts) is at_least(len(parts), turned)


def test_not_swaps_the_ends() -> None:
    assert [~one for one in ALL] == [TRUE, UNKNOWN, FALSE]


@given(st.integers(0, 8), many, st.data())
def test_at_least_never_takes_back_an_answer_when_more_is_known(
    k: int, parts: list[Truth], data: st.DataObject
) -> None:
    known = [data.draw(st.sampled_from((one, *settled(one)))) for one in parts]
    assert at_least(k, parts) in (UNKNOWN, at_least(k, known))


@given(models(), conditions(), conditions(), as_ofs(), st.data())
def test_the_laws_hold_of_whole_conditions(
    model: Model, one: Condition, other: Condition, as_of: date, data: st.DataObject
) -> None:
    facts = data.draw(facts_for(model, as_of))

    def truth(condition: Condition) -> Truth | None:
        return semantics.truth(Case(model, facts, as_of), condition)

    def both(*parts: Condition) -> Condition:
        return AtLeast(None, parts, ORIGIN)

    def either(*parts: Condition) -> Condition:
        return AtLeast(1, parts, ORIGIN)

    def negated(part: Condition) -> Condition:
        return Not(part, ORIGIN)

    assert truth(negated(negated(one))) is truth(one)
    assert truth(negated(both(one, other))) is truth(either(negated(one), negated(other)))
    assert truth(negated(either(one, other))) is truth(both(negated(one), negated(other)))
    present = [found for found in (truth(one), truth(other)) if found is not None]
    assert truth(both(one, other)) is min(present, default=None)
    assert truth(either(one, other)) is max(present, default=None)


# --- a typed table: each operator, with the left and the right side a value (v), MISSING (?) or NONE (-)

SIDES = ("v?", "v-", "?v", "??", "?-", "-v", "-?", "--")
WITH_ABSENT = {
    "<": "UFUUUFUF",
    "<=": "UFUUUFUF",
    "==": "UFUUUFUF",
    ">=": "UFUUUFUF",
    ">": "UFUUUFUF",
    "!=": "UTUUUTUT",
}
LESS_EQUAL_GREATER = {"<": "TFF", "<=": "TTF", "==": "FTF", ">=": "FTT", ">": "FFT", "!=": "TFT"}
STEPS: dict[Type, tuple[Scalar, Scalar]] = {
    Type.INTEGER: (Fraction(1), Fraction(2)),
    Type.DECIMAL: (Fraction("0.1"), Fraction("0.1000000001")),
    Type.MONEY: (Fraction(499_999_999), Fraction(500_000_000)),
    Type.RATIO: (Fraction(-1, 5), Fraction(1, 5)),
    Type.DATE: (date(2026, 2, 28), date(2026, 3, 1)),
}
WORDS: dict[Type, tuple[Scalar, Scalar]] = {
    Type.CATEGORY: ("person", "company"),
    Type.TEXT: ("a", "A"),
    Type.BOOLEAN: (True, False),
}


def truth_of(condition: Condition, **facts: Scalar | Absent) -> Truth | None:
    return semantics.truth(Case(model_of([], {}), facts, AS_OF), condition)


def compared(left: Scalar | Absent, op: str, right: Scalar | Absent, type: Type) -> Truth | None:
    return truth_of(Comparison(FieldTerm("x"), op, FieldTerm("y"), type, ORIGIN), x=left, y=right)


@pytest.mark.parametrize("type", [*STEPS, *WORDS])
@pytest.mark.parametrize("op", WITH_ABSENT)
def test_a_side_without_a_value(type: Type, op: str) -> None:
    value = (STEPS | WORDS)[type][0]
    fact = {"v": value, "?": MISSING, "-": NONE}
    for (left, right), expected in zip(SIDES, WITH_ABSENT[op], strict=True):
        assert compared(fact[left], op, fact[right], type) is LETTER[expected], f"{left} {op} {right}"


@pytest.mark.parametrize("type", STEPS)
@pytest.mark.parametrize("op", LESS_EQUAL_GREATER)
def test_two_values_in_order(type: Type, op: str) -> None:
    low, high = STEPS[type]
    seen = [compared(*pair, type=type) for pair in ((low, op, high), (low, op, low), (high, op, low))]
    assert seen == [LETTER[letter] for letter in LESS_EQUAL_GREATER[op]]


@pytest.mark.parametrize("type", WORDS)
def test_two_words(type: Type) -> None:
    one, other = WORDS[type]
    assert compared(one, "==", one, type) is compared(one, "!=", other, type) is TRUE
    assert compared(one, "!=", one, type) is compared(one, "==", other, type) is FALSE


DAY = date(2026, 5, 1)
SIX_MONTHS = CutOff("elapsed", ">=", Duration(6, "month"), "6 months")


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        # fact of `x`:   a value that holds, one that does not, MISSING, NONE
        (Presence(FieldTerm("x"), "known", ORIGIN), (DAY, DAY, MISSING, NONE), "TTFT"),
        (Presence(FieldTerm("x"), "present", ORIGIN), (DAY, DAY, MISSING, NONE), "TTUF"),
        (DateWindow("x", SIX_MONTHS, ORIGIN), (DAY, date(2026, 5, 2), MISSING, NONE), "TFUF"),
        (
            Membership(FieldTerm("x"), (Constant("a", "'a'"), Constant("b", "'b'")), False, False, Type.TEXT, ORIGIN),
            ("b", "c", MISSING, NONE),
            "TFUF",
        ),
        (
            Membership(FieldTerm("x"), (Constant("a", "'a'"), Constant("b", "'b'")), True, False, Type.TEXT, ORIGIN),
            ("c", "b", MISSING, NONE),
            "TFUT",
        ),
        (
            Membership(FieldTerm("x"), (Constant("I6", "'I6'"), Constant("F", "'F'")), False, True, Type.TEXT, ORIGIN),
            ("I65", "AF", MISSING, NONE),
            "TFUF",
        ),
        (
            Comparison(FieldTerm("x"), "<", Constant(NONE, "none", "by_kind"), Type.INTEGER, ORIGIN),
            (Fraction(0), NONE, MISSING, NONE),
            "FFUF",
        ),
        (
            Comparison(FieldTerm("x"), "!=", Constant(NONE, "none", "by_kind"), Type.INTEGER, ORIGIN),
            (Fraction(0), NONE, MISSING, NONE),
            "TTUT",
        ),
        (
            Not(Comparison(FieldTerm("x"), "==", Constant("a", "'a'"), Type.TEXT, ORIGIN), ORIGIN),
            ("b", "a", MISSING, NONE),
            "TFUT",
        ),
    ],
    ids=["known", "present", "window", "in", "not in", "prefix", "no bound", "not no bound", "not equal"],
)
def test_every_other_comparison(condition: Condition, facts: tuple[Scalar | Absent, ...], expected: str) -> None:
    seen = [truth_of(condition, x=fact) for fact in facts]
    assert seen == [LETTER[letter] for letter in expected]


@pytest.mark.parametrize("rows", [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)])
def test_a_table_without_its_key_is_open_if_any_row_has_a_condition(rows: tuple[int, int, int]) -> None:
    """A row, the row for all other values, or the one for no value at all."""
    known = Comparison(FieldTerm("x"), "==", FieldTerm("x"), Type.INTEGER, ORIGIN)
    row, default, none = (known if there else None for there in rows)
    table = Choice("k", (("a", row),), default, none, False, ORIGIN)
    assert truth_of(table, k=MISSING, x=Fraction(1)) is UNKNOWN
    assert truth_of(Choice("k", (("a", None),), None, None, False, ORIGIN), k=MISSING) is None
    chosen = [truth_of(table, k=key, x=Fraction(1)) for key in ("a", "b", NONE)]
    assert chosen == [TRUE if there else None for there in rows]


def test_neither_kind_of_absence_is_a_value() -> None:
    assert repr(MISSING) == "MISSING"
    assert repr(NONE) == "NONE"
    assert not isinstance(MISSING, bool | Fraction | date | str)
