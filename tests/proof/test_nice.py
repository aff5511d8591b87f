"""Values that people would take as an example."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.proof.engine import nice
from tierrules.proof.engine.ranges import End

FOREVER = End(None)


def end(at: str | None, included: bool = True) -> End:
    return End(None if at is None else Fraction(at), included)


@pytest.mark.parametrize(
    ("low", "high", "whole", "expected"),
    [
        (end("0"), end("9", False), True, "4"),
        (end("500000"), FOREVER, True, "1000000"),
        (FOREVER, end("500000", False), True, "200000"),
        (FOREVER, FOREVER, True, "0"),
        (end("3"), end("3"), True, "3"),
        (end("3", False), end("5", False), True, "4"),
        (end("-7"), end("-7"), False, "-7"),
        (end("0.1"), end("0.1"), False, "0.1"),
        (end("0.1"), end("0.2", False), False, "0.15"),
        (end("0"), end("1"), False, "0.5"),
        (end("99", False), end("101", False), False, "100"),
        (end("1.23", False), end("1.24", False), False, "1.235"),
        (end("-10"), end("10"), True, "0"),
        (FOREVER, end("-5"), True, "-10"),
    ],
)
def test_numbers(low: End, high: End, whole: bool, expected: str) -> None:
    assert nice.number(low, high, whole) == Fraction(expected)


@st.composite
def ranges(draw: st.DrawFn, *, whole: bool) -> tuple[End, End]:
    """Ends of a range that is not empty: of whole numbers both included, as cells have them."""
    number = st.integers(-(10**9), 10**9) if whole else st.decimals(-(10**9), 10**9, places=4)
    low, high = sorted(Fraction(draw(number)) for _ in range(2))
    included = (True, True) if whole or low == high else (draw(st.booleans()), draw(st.booleans()))
    return (
        draw(st.sampled_from([FOREVER, End(low, included[0])])),
        draw(st.sampled_from([FOREVER, End(high, included[1])])),
    )


@given(st.data(), st.booleans())
def test_a_number_lies_in_its_range(data: st.DataObject, whole: bool) -> None:
    low, high = data.draw(ranges(whole=whole))
    found = nice.number(low, high, whole)
    assert found.denominator == 1 or not whole
    assert low.at is None or found > low.at or (low.included and found == low.at)
    assert high.at is None or found < high.at or (high.included and found == high.at)
    assert whole or low.at is None or low.at == high.at or found != low.at


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, date(2026, 5, 1), date(2026, 4, 1)),
        (None, date(2026, 5, 20), date(2026, 5, 1)),
        (None, None, date(2026, 10, 1)),
        (date(2026, 12, 24), None, date(2027, 3, 1)),
        (date(2026, 3, 31), date(2026, 4, 2), date(2026, 4, 1)),
        (date(2026, 4, 3), date(2026, 4, 7), date(2026, 4, 5)),
        (date(2026, 4, 3), date(2026, 4, 3), date(2026, 4, 3)),
    ],
)
def test_days(low: date | None, high: date | None, expected: date) -> None:
    assert nice.day(low, high, date(2026, 11, 15)) == expected


@given(st.lists(st.dates(), max_size=2).map(sorted), st.booleans(), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_lies_in_its_range(given: list[date], from_below: bool, as_of: date) -> None:
    low, high = (
        (given if len(given) == 2 else [None, *given] if from_below else [*given, None]) if given else (None,) * 2
    )
    found = nice.day(low, high, as_of)
    assert low is None or low <= found
    assert high is None or found <= high
