"""Terms: what each form is worth, which fields it reads, and why it has no value."""

from datetime import date
from fractions import Fraction

import pytest

from tierrules.errors import NotInForce
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Dated, Field, Scalar, Type
from tierrules.meaning.model import Computed, Constant, DerivedTerm, FieldTerm, ScoreTerm, Term
from tierrules.meaning.result import Missing
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.meaning.values import Case, duration_in_force, fields_of, in_force, lacking, value
from tierrules.testing.models import model_of

DAY = date(2026, 11, 1)
FACTS: dict[str, Scalar | Absent] = {
    "six": Fraction(6),
    "nought": Fraction(0),
    "gap": MISSING,
    "nothing": NONE,
}
CASE = Case(model_of([], {name: Field(name, Type.DECIMAL) for name in FACTS}), FACTS, DAY)
TWO = Constant(Fraction(2), "2")
ROWS = Dated(((date(2020, 1, 1), Fraction(1)), (DAY, Fraction(2)), (date(2027, 1, 1), Fraction(3))))
SCORE = ScoreTerm("points", None, None, ())


def of(op: str, *parts: Term) -> Computed:
    return Computed(op, parts, "")  # type: ignore[arg-type]  # the operators are typed in the tests


SIX, NOUGHT, GAP, NOTHING = (FieldTerm(name) for name in FACTS)


@pytest.mark.parametrize(
    ("term", "worth", "reads", "lacks"),
    [
        (SIX, Fraction(6), "six", []),
        (GAP, MISSING, "gap", [("gap", "missing")]),
        (NOTHING, NONE, "nothing", []),
        (TWO, Fraction(2), "", []),
        (Constant(ROWS, "rows"), Fraction(2), "", []),
        (DerivedTerm("d", GAP), MISSING, "gap", [("gap", "missing")]),
        (DerivedTerm("d", of("/", SIX, TWO)), Fraction(3), "six", []),
        (of("+", GAP, NOTHING), MISSING, "gap nothing", [("gap", "missing")]),
        (of("*", NOTHING, SIX), NONE, "nothing six", []),
        (of("/", TWO, NOUGHT), MISSING, "nought", [("nought", "zero-divisor")]),
        (of("/", GAP, NOUGHT), MISSING, "gap nought", [("gap", "missing"), ("nought", "zero-divisor")]),
        (of("/", NOUGHT, TWO), Fraction(0), "nought", []),
        (of("*", GAP, NOUGHT), MISSING, "gap nought", [("gap", "missing")]),
        (
            of("/", TWO, of("-", SIX, SIX)),
            MISSING,
            "six six",
            [("six", "zero-divisor"), ("six", "zero-divisor")],
        ),
        (of("min", SIX, NOUGHT, TWO), Fraction(0), "six nought", []),
        (of("max", SIX, NOUGHT, TWO), Fraction(6), "six nought", []),
    ],
)
def test_a_term(term: Term, worth: Scalar | Absent, reads: str, lacks: list[tuple[str, str]]) -> None:
    assert value(CASE, term) == worth
    assert list(fields_of(term)) == reads.split()
    assert list(lacking(CASE, term)) == [Missing(name, reason) for name, reason in lacks]  # type: ignore[arg-type]  # typed


def test_a_score_is_no_single_value() -> None:
    assert list(fields_of(SCORE)) == []
    assert list(lacking(CASE, SCORE)) == []
    with pytest.raises(TypeError, match=r"^the score 'points' has an interval and no value$"):
        value(CASE, SCORE)


@pytest.mark.parametrize(
    ("as_of", "bound"),
    [(date(2020, 1, 1), 1), (date(2026, 10, 31), 1), (DAY, 2), (date(2026, 12, 31), 2), (date(2027, 1, 1), 3)],
)
def test_the_last_row_that_has_begun_is_in_force(as_of: date, bound: int) -> None:
    assert in_force(ROWS, as_of) == bound


def test_before_the_first_row_nothing_is_in_force() -> None:
    with pytest.raises(NotInForce) as caught:
        in_force(ROWS, date(2019, 12, 31))
    assert str(caught.value) == "the threshold is in force from 2020-01-01, not on 2019-12-31"


def test_a_duration_is_itself_or_the_one_in_force() -> None:
    month, half = Duration(1, "month"), Duration(6, "month")
    assert duration_in_force(month, DAY) == month
    assert duration_in_force(Dated(((date(2020, 1, 1), half), (DAY, month))), date(2026, 10, 31)) == half
