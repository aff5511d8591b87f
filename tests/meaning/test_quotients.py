"""Where a field makes two terms equal, or leaves one of them without a value: solved by hand."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import reduce

import pytest

from tierrules.meaning.declared import Field, Type
from tierrules.meaning.model import Computed, Constant, DerivedTerm, FieldTerm, Term
from tierrules.meaning.quotients import Roots, poles, roots
from tierrules.meaning.truth import MISSING
from tierrules.meaning.values import Case
from tierrules.testing.models import model_of

CASE = Case(
    model_of([], {name: Field(name, Type.DECIMAL) for name in ("x", "six", "gone")}),
    {"x": Fraction(100), "six": Fraction(6), "gone": MISSING},
    date(2026, 11, 1),
)
X, SIX, GONE = FieldTerm("x"), FieldTerm("six"), FieldTerm("gone")


def n(number: int) -> Constant:
    return Constant(Fraction(number), str(number))


def of(op: str, *parts: Term) -> Computed:
    return Computed(op, parts, "")  # type: ignore[arg-type]  # one of the operators


def solved(left: Term, right: Term) -> Roots:
    return roots(CASE, left, right, "x")


def exactly(*at: int | Fraction) -> Roots:
    return Roots(frozenset(map(Fraction, at)), True)


UNSOLVED = Roots(frozenset(), False)


@pytest.mark.parametrize(
    ("left", "right", "at"),
    [
        (X, n(7), [7]),
        (n(7), X, [7]),
        (n(3), n(5), []),
        (X, X, []),
        (of("+", of("*", n(2), X), n(1)), n(7), [3]),
        (of("*", X, n(3)), SIX, [2]),
        (of("-", X, SIX), n(4), [10]),
        (of("-", SIX, X), n(4), [2]),
        (of("/", X, n(4)), SIX, [24]),
        (of("+", X, n(0)), n(3), [3]),
        (of("neg", X), n(2), [-2]),
        (of("abs", of("-", X, n(5))), n(2), [3, 7]),
        (of("min", X, n(5)), n(3), [3]),
        (of("max", X, of("*", n(2), X)), n(4), [2, 4]),
        (of("min", X, of("*", n(2), X), n(8)), n(4), [2, 4]),
        (DerivedTerm("twice", of("+", X, X)), n(3), [Fraction(3, 2)]),
        # what cancels out leaves no trace
        (of("-", X, X), n(1), []),
        (of("+", of("-", of("+", X, n(1)), X), X), n(0), [-1]),
        (of("+", of("-", of("*", X, X), of("*", X, X)), X), n(2), [2]),
    ],
)
def test_terms_of_the_first_degree_are_equal_in_one_place_for_each_choice(
    left: Term, right: Term, at: list[Fraction]
) -> None:
    assert solved(left, right) == exactly(*at)


@pytest.mark.parametrize(
    ("left", "right", "at"),
    [
        (of("/", SIX, X), n(2), [0, 3]),
        (n(2), of("/", SIX, X), [0, 3]),
        (n(1), of("/", n(1), of("-", X, n(2))), [2, 3]),
        (of("/", of("+", X, n(1)), of("-", X, n(2))), n(4), [2, 3]),
        (of("+", of("/", n(1), X), of("/", n(2), X)), n(1), [0, 3]),
        (of("+", of("/", n(1), X), of("/", n(1), n(2))), n(1), [0, 2]),
        (of("-", of("/", n(1), X), of("/", n(1), n(2))), n(1), [0, Fraction(2, 3)]),
        (of("/", SIX, of("/", n(2), X)), n(9), [0, 3]),
        (of("*", of("/", n(1), X), of("/", SIX, n(2))), n(1), [0, 3]),
        (DerivedTerm("share", of("/", SIX, X)), n(2), [0, 3]),
        (of("/", n(1), of("abs", of("-", X, n(2)))), n(1), [1, 2, 3]),
    ],
)
def test_where_a_divisor_is_0_the_term_loses_its_value(left: Term, right: Term, at: list[Fraction]) -> None:
    assert solved(left, right) == exactly(*at)


def test_what_no_value_of_the_field_gives_a_value_is_equal_nowhere() -> None:
    assert solved(of("+", X, GONE), n(3)) == exactly()
    assert solved(of("min", X, GONE), n(3)) == exactly()
    assert solved(of("neg", GONE), n(3)) == exactly()
    assert solved(of("/", X, n(0)), n(3)) == exactly()
    assert solved(of("+", X, of("/", n(1), n(0))), n(3)) == exactly()


def test_a_square_is_not_solved() -> None:
    assert solved(of("*", X, X), n(4)) == UNSOLVED
    assert solved(of("/", of("*", X, X), X), n(4)) == Roots(frozenset({Fraction(0)}), False)
    assert poles(CASE, of("/", n(1), of("*", X, X)), "x") == UNSOLVED


def test_the_divisors_of_a_term() -> None:
    assert poles(CASE, of("/", n(1), of("-", X, n(2))), "x") == exactly(2)
    assert poles(CASE, of("+", of("/", n(1), X), of("/", X, of("-", X, n(3)))), "x") == exactly(0, 3)
    assert poles(CASE, of("/", n(1), of("/", n(1), X)), "x") == exactly(0)
    assert poles(CASE, DerivedTerm("share", of("/", n(1), X)), "x") == exactly(0)
    assert poles(CASE, of("/", X, SIX), "x") == exactly()
    assert poles(CASE, of("*", X, SIX), "x") == exactly()
    assert poles(CASE, X, "x") == exactly()


# --- how many choices are followed


def total(count: int, part: Callable[[int], Term]) -> Term:
    return reduce(lambda one, other: of("+", one, other), map(part, range(count)))


def far(at: int) -> Term:
    """No two of these cancel each other out, so that each has two choices of its own."""
    return of("abs", of("+", X, n(10**at)))


def same(at: int) -> Term:
    return of("abs", X)


def test_sixty_four_choices_are_followed_and_no_more() -> None:
    share = of("/", n(1), of("-", X, n(2)))
    assert solved(total(6, far), share).exact is False  # each choice is of the second degree
    assert solved(total(6, far), n(0)).exact is True
    assert solved(total(7, far), n(0)) == UNSOLVED
    assert solved(total(7, far), share) == Roots(frozenset({Fraction(2)}), False)
    assert poles(CASE, of("/", n(1), total(6, far)), "x").exact is True
    assert poles(CASE, of("/", n(1), total(7, far)), "x") == UNSOLVED
    least = of("min", *(of("+", X, n(at)) for at in range(64)))
    assert solved(least, n(100)) == exactly(*range(37, 101))
    assert solved(of("min", least, of("+", X, n(64))), n(100)) == UNSOLVED
    assert solved(of("abs", least), n(100)) == UNSOLVED


def test_sixty_four_pairs_of_choices_are_followed_and_no_more() -> None:
    """The sum of seven has eight choices, from -7 to 7 times the field: 64 pairs; that of eight has nine."""
    seven, eight = total(7, same), total(8, same)
    assert solved(of("+", seven, seven), n(14)) == exactly(
        *(Fraction(sign, times) for times in range(1, 8) for sign in (-7, 7))
    )
    assert solved(of("+", eight, eight), n(16)) == UNSOLVED
