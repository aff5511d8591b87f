"""Who lies in a region, range by range: every end, word and span on its own, figures typed by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import tierrules as tr
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Scalar, Title, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.model import FieldTerm
from tierrules.meaning.regions import Region
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.portfolio.in_regions import inside
from tierrules.proof.compare.customers_told import Range
from tierrules.proof.compare.date_edges import Window

AS_OF = date(2026, 11, 22)
MODEL = tr.load("net-promoter").definition
X, Y = Named("x", Title()), Named("y", Title())


def region(**more: Any) -> Region:
    return Region("x", Title(), Type.DECIMAL, **more)


def asked(*among: Region, **more: Any) -> Range:
    return Range(X, among, **more)


def holds(one: Range, seen: Scalar | Absent | int, other: Scalar | Absent | int | None = None) -> bool:
    told = inside([one], MODEL, AS_OF)
    assert told is not None
    facts = {name: Fraction(value) if type(value) is int else value for name, value in (("x", seen), ("y", other))}
    return told({name: value for name, value in facts.items() if value is not None})  # type: ignore[misc]


@pytest.mark.parametrize(
    ("low", "high", "low_included", "high_included", "within"),
    [
        (2, 4, True, True, [2, 3, 4]),
        (2, 4, False, True, [3, 4]),
        (2, 4, True, False, [2, 3]),
        (2, 4, False, False, [3]),
        (None, 4, True, True, [1, 2, 3, 4]),
        (2, None, False, True, [3, 4, 5]),
        (None, None, True, True, [1, 2, 3, 4, 5]),
    ],
)
def test_ends(low: int | None, high: int | None, low_included: bool, high_included: bool, within: list[int]) -> None:
    ends = {name: None if one is None else Fraction(one) for name, one in (("low", low), ("high", high))}
    one = asked(region(**ends, low_included=low_included, high_included=high_included))
    assert [seen for seen in range(1, 6) if holds(one, seen)] == within
    assert not holds(one, NONE)
    assert not holds(one, MISSING)


def test_what_is_not_there() -> None:
    one = asked(region(high=Fraction(3)), region(none=True), missing=True)
    assert [holds(one, seen) for seen in (3, 4, NONE, MISSING)] == [True, False, True, True]
    assert [holds(asked(region(none=True)), seen) for seen in (3, NONE, MISSING)] == [False, True, False]
    assert holds(asked(missing=True), MISSING)
    assert not holds(asked(missing=True), 3)


def test_words() -> None:
    listed = asked(region(values=("a", "b")))
    assert [holds(listed, seen) for seen in ("a", "b", "c")] == [True, True, False]
    others = asked(region(values=("a",), but=("b",), others=True))
    assert [holds(others, seen) for seen in ("a", "b", "c")] == [True, False, True]
    begun = asked(region(prefixes=("I6",), but=("I65",), but_prefixes=("I66",)))
    assert [holds(begun, seen) for seen in ("I6", "I64", "I65", "I651", "I66", "I667", "J")] == [
        *(True, True, False, True, False, False, False)
    ]
    longest = asked(region(prefixes=("I66",), but_prefixes=("I6",), others=True))
    assert [holds(longest, seen) for seen in ("I661", "I64", "J")] == [True, False, True]
    flag = asked(region(values=(True,)))
    assert [holds(flag, seen) for seen in (True, False)] == [True, False]


def test_spans_of_time() -> None:
    half_a_year = Window("elapsed", ">=", Duration(6, "month"))
    a_year = Window("elapsed", "<", Duration(12, "month"))
    days = [date(2025, 11, 22), date(2025, 11, 23), date(2026, 5, 22), date(2026, 5, 23)]
    assert [holds(asked(region(), windows=(half_a_year, a_year)), day) for day in days] == [False, True, True, False]
    # Beside the first of the regions, which also ends on a fixed day, there is another one.
    fixed = asked(region(high=date(2026, 1, 1)), region(low=date(2027, 1, 1)), windows=(half_a_year, a_year))
    days = [date(2025, 12, 1), date(2026, 1, 2), date(2027, 1, 1)]
    assert [holds(fixed, day) for day in days] == [True, False, True]
    assert not holds(asked(region(), windows=(half_a_year,)), NONE)


@pytest.mark.parametrize(
    ("sign", "holding"),
    [("<", [1]), ("≤", [1, 2]), ("=", [2]), ("≠", [1, 3]), ("≥", [2, 3]), (">", [3])],
)
def test_terms_against_each_other(sign: str, holding: list[int]) -> None:
    one = asked(other=Y, standing=sign, terms=(FieldTerm("x"), FieldTerm("y")))
    assert [seen for seen in (1, 2, 3) if holds(one, seen, 2)] == holding
    assert not holds(one, NONE, 2)
    assert not holds(one, 2, MISSING)
    none = asked(region(none=True), other=Y, standing=sign, terms=(FieldTerm("x"), FieldTerm("y")), missing=True)
    assert holds(none, NONE, 2)
    assert holds(none, 2, NONE)
    assert holds(none, MISSING, 2)


def test_all_ranges_hold_at_once() -> None:
    both = inside([asked(region(low=Fraction(2))), Range(Y, (region(high=Fraction(2)),))], MODEL, AS_OF)
    assert both is not None
    assert both({"x": Fraction(2), "y": Fraction(2)})
    assert not both({"x": Fraction(1), "y": Fraction(2)})
    assert not both({"x": Fraction(2), "y": Fraction(3)})
    everybody = inside([], MODEL, AS_OF)
    assert everybody is not None
    assert everybody({})


def test_the_ends_of_a_score_that_is_open() -> None:
    rules = tr.loads(
        "tierrules: 1\nname: t\nthresholds: {many: 5}\n"
        "scores: {heat: {add: [{points: 40, when: x >= many}, {points: 20, when: y >= many}]}}\n"
        "fields: {x: {type: integer}, y: {type: integer}}\n"
        "dimensions: {a: {labels: [p, q], hit: first, rules: [{label: p, when: heat >= many}], otherwise: q}}\n"
    )
    [rule] = rules.definition.dimensions["a"].rules[:1]
    score = rule.when.left  # type: ignore[union-attr]
    facts = {"x": Fraction(5), "y": MISSING}  # 40 for certain, 60 at most

    def is_in(end: Any, low: int) -> bool:
        one = asked(region(low=Fraction(low)), terms=(score,), end=end)
        told = inside([one], rules.definition, AS_OF)
        assert told is not None
        return told(facts)

    assert [is_in("least", low) for low in (40, 41)] == [True, False]
    assert [is_in("greatest", low) for low in (60, 61)] == [True, False]


def test_a_score_that_hangs_on_a_label_is_not_told() -> None:
    rules = tr.loads(
        "tierrules: 1\nname: t\nthresholds: {many: 5}\nfields: {x: {type: integer}}\n"
        "scores: {heat: {add: [{points: 40, when: b == 'p'}]}}\n"
        "dimensions:\n"
        "  b: {labels: [p, q], hit: first, rules: [{label: p, when: x >= many}], otherwise: q}\n"
        "  a: {labels: [p, q], hit: first, rules: [{label: p, when: heat >= many}], otherwise: q}\n"
    )
    score = rules.definition.dimensions["a"].rules[0].when.left  # type: ignore[union-attr]
    assert inside([asked(region(low=Fraction(1)), terms=(score,), end="both")], rules.definition, AS_OF) is None
