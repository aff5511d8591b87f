"""Arithmetic: which kinds of number add, multiply and divide, and what they give."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import tierrules as tr
from tests.language.test_resolve import HEAD, codes

# What each kind of operand is, and a field or number of it; open numbers take the type that goes.
OPERANDS = {
    "count": "employees",
    "decimal": "satisfaction",
    "money": "annual_revenue",
    "ratio": "profit_margin",
    "date": "last_purchase_on",
    "boolean": "unstable",
    "text": "region",
    "score": "points",
    "open": "3",
    "point": "0.5",
    "whole": "whole",
    "share": "share",
    "yuan": "yuan",
    "months": "months",
}
# The type of `left op right`, typed from the language page: C integer, D decimal, M money, R ratio, o an open number
# (the plain number that it is beside nothing), . an error. Columns are the right side.
#           count decimal money ratio date boolean text score open point whole share yuan months
SUMS = """
    count   C     D       .     .     .    .       .    .     D    D     D     .     .    .
    decimal D     D       .     .     .    .       .    .     D    D     D     .     .    .
    money   .     .       M     .     .    .       .    .     M    M     M     .     M    .
    ratio   .     .       .     R     .    .       .    .     .    R     .     R     .    .
    date    .     .       .     .     .    .       .    .     .    .     .     .     .    .
    boolean .     .       .     .     .    .       .    .     .    .     .     .     .    .
    text    .     .       .     .     .    .       .    .     .    .     .     .     .    .
    score   .     .       .     .     .    .       .    .     .    .     .     .     .    .
    open    D     D       M     .     .    .       .    .     o    o     o     .     M    .
    point   D     D       M     R     .    .       .    .     o    o     o     R     M    .
    whole   D     D       M     .     .    .       .    .     o    o     o     .     M    .
    share   .     .       .     R     .    .       .    .     .    R     .     R     .    .
    yuan    .     .       M     .     .    .       .    .     M    M     M     .     M    .
    months  .     .       .     .     .    .       .    .     .    .     .     .     .    .
"""
PRODUCTS = """
    count   D     D       M     D     .    .       .    .     D    D     D     D     M    .
    decimal D     D       M     D     .    .       .    .     D    D     D     D     M    .
    money   M     M       .     M     .    .       .    .     M    M     M     M     .    .
    ratio   D     D       M     R     .    .       .    .     R    R     R     R     M    .
    date    .     .       .     .     .    .       .    .     .    .     .     .     .    .
    boolean .     .       .     .     .    .       .    .     .    .     .     .     .    .
    text    .     .       .     .     .    .       .    .     .    .     .     .     .    .
    score   .     .       .     .     .    .       .    .     .    .     .     .     .    .
    open    D     D       M     R     .    .       .    .     o    o     o     R     M    .
    point   D     D       M     R     .    .       .    .     o    o     o     R     M    .
    whole   D     D       M     R     .    .       .    .     o    o     o     R     M    .
    share   D     D       M     R     .    .       .    .     R    R     R     R     M    .
    yuan    M     M       .     M     .    .       .    .     M    M     M     M     .    .
    months  .     .       .     .     .    .       .    .     .    .     .     .     .    .
"""
QUOTIENTS = """
    count   D     D       .     .     .    .       .    .     D    D     D     .     .    .
    decimal D     D       .     .     .    .       .    .     D    D     D     .     .    .
    money   M     M       R     .     .    .       .    .     M    M     M     .     R    .
    ratio   R     R       .     .     .    .       .    .     R    R     R     .     .    .
    date    .     .       .     .     .    .       .    .     .    .     .     .     .    .
    boolean .     .       .     .     .    .       .    .     .    .     .     .     .    .
    text    .     .       .     .     .    .       .    .     .    .     .     .     .    .
    score   .     .       .     .     .    .       .    .     .    .     .     .     .    .
    open    D     D       R     .     .    .       .    .     o    o     o     .     R    .
    point   D     D       R     .     .    .       .    .     o    o     o     .     R    .
    whole   D     D       R     .     .    .       .    .     o    o     o     .     R    .
    share   R     R       .     .     .    .       .    .     R    R     R     .     .    .
    yuan    M     M       R     .     .    .       .    .     M    M     M     .     R    .
    months  .     .       .     .     .    .       .    .     .    .     .     .     .    .
"""
RESULTS = {"C": "integer", "D": "decimal", "M": "money", "R": "ratio"}
HEAD_WITH_VALUES = HEAD.replace(
    "dimensions:", "scores:\n  points: {add: [{points: 5, when: unstable}]}\nderived:\n  value: VALUE\ndimensions:"
)
# A bound of each type, by which the type of a derived value is told: it compares with its own kind alone.
BOUND_OF = {"decimal": "satisfaction", "money": "annual_spend", "ratio": "repurchase_rate"}


def kinds(value: str) -> set[str]:
    """The kinds of number that a derived value compares with; an integer is a decimal here."""
    return {kind for kind, other in BOUND_OF.items() if not value_codes(value, f"value >= {other}")}


def value_codes(value: str, condition: str = "value >= value") -> list[str]:
    try:
        tr.loads(f"{HEAD_WITH_VALUES.replace('VALUE', value)}{condition}\n")
    except tr.RulesetError as error:
        return [one.code for one in error.diagnostics]
    return []


def sums_and_products() -> Iterator[tuple[str, str, str]]:
    for ops, table in (("+-", SUMS), ("*", PRODUCTS), ("/", QUOTIENTS)):
        for line in table.strip().splitlines():
            left, *answers = line.split()
            for right, answer in zip(OPERANDS, answers, strict=True):
                yield from ((f"{OPERANDS[left]} {op} {OPERANDS[right]}", answer, left + right) for op in ops)


@pytest.mark.parametrize(("value", "answer", "sides"), list(sums_and_products()))
def test_what_arithmetic_gives(value: str, answer: str, sides: str) -> None:
    if answer == ".":
        found = value_codes(value)
        assert 1 <= len(found) <= 2  # each side may be no number
        assert set(found) <= {"type-mismatch", "ratio-without-sign", "score-in-arithmetic"}
        assert ("score-in-arithmetic" in found) == ("score" in sides)
    else:
        expected = {"C": "decimal", "o": "decimal"}.get(answer) or RESULTS[answer]
        assert kinds(value) == {expected}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        # An open number takes its type from the other side of the comparison, through arithmetic too.
        ("2 * whole <= annual_revenue", []),
        ("annual_revenue / employees >= whole", []),
        ("annual_revenue / employees >= share", ["type-mismatch"]),
        ("annual_revenue / annual_spend >= share", []),
        ("annual_revenue / annual_spend >= 20", ["ratio-without-sign"]),
        ("annual_revenue / annual_spend >= 20.0", []),
        ("annual_revenue * profit_margin >= yuan", []),
        ("annual_revenue >= yuan * share", []),
        ("annual_revenue >= dollar", ["two-currencies"]),
        ("annual_revenue + dollar >= 5", ["two-currencies"]),
        ("min(annual_revenue, yuan) >= 5", []),
        ("min(annual_revenue, employees) >= 5", ["type-mismatch"]),
        ("max(employees, satisfaction, 3) >= 5", []),
        ("abs(profit_margin) >= share", []),
        ("abs(last_purchase_on) >= day", ["type-mismatch"]),
        ("-employees < -5", []),
        ("-region == 'a'", ["type-mismatch"]),
        ("elapsed(last_purchase_on) + months >= months", ["type-mismatch", "type-mismatch"]),
        ("elapsed(last_purchase_on) >= 2 * months", ["type-mismatch"]),
        ("employees + employees == employees", []),
        ("(employees >= 5) + 1 >= 2", ["wrong-operand"]),
        ("employees in [whole + 1]", ["wrong-operand"]),
        ("employees + 1 in [5, 6]", []),
    ],
)
def test_arithmetic_in_a_comparison(condition: str, expected: list[str]) -> None:
    assert codes(f'"{condition}"') == expected
