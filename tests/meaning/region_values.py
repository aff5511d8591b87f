"""What a region says, read from its fields alone: whether it holds a value, and values that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tierrules.meaning.declared import Scalar, Type
from tierrules.meaning.regions import Region
from tierrules.meaning.truth import NONE, Absent


def holds(region: Region, value: Scalar | Absent) -> bool:
    if value is NONE or region.none:
        return value is NONE and region.none
    if isinstance(value, Fraction | date) and not isinstance(value, bool):
        after = region.low is None or value > region.low or (value == region.low and region.low_included)
        before = region.high is None or value < region.high or (value == region.high and region.high_included)
        return after and before
    if isinstance(value, str):
        return holds_word(region, value)
    return value in region.values


def holds_word(region: Region, word: str) -> bool:
    """A word that is named counts before any prefix, of several prefixes the longest."""
    if word in region.values or word in region.but:
        return word in region.values
    fitting = [one for one in (*region.prefixes, *region.but_prefixes) if word.startswith(one)]
    return max(fitting, key=len) in region.prefixes if fitting else region.others


def values_in(region: Region) -> Iterator[Scalar | Absent]:
    """Both ends, just beside an end that does not belong, and values between and beyond."""
    if region.none:
        yield NONE
    elif region.type is Type.DATE:
        yield from days_in(region)
    elif region.type in (Type.CATEGORY, Type.TEXT, Type.BOOLEAN):
        yield from region.values
        yield from (one for one in region.prefixes if one not in region.but)
        yield from (f"{one}~" for one in region.prefixes)
        if region.others:
            yield "~ what nobody names"
    else:
        yield from numbers_in(region)


def days_in(region: Region) -> Iterator[date]:
    low, high = region.low or region.high, region.high or region.low
    if low is None or high is None:
        yield date(2020, 2, 29)
        return
    assert isinstance(low, date)
    assert isinstance(high, date)
    yield from (low, high, low + (high - low) // 2)
    if region.low is None:
        yield high - timedelta(days=500)
    if region.high is None:
        yield low + timedelta(days=500)


def numbers_in(region: Region) -> Iterator[Fraction]:
    step = Fraction(1) if region.type is Type.INTEGER else Fraction(1, 10**12)
    low, high = region.low, region.high
    if isinstance(low, Fraction):
        yield from ((low,) if region.low_included else (low + step,))
    if isinstance(high, Fraction):
        yield from ((high,) if region.high_included else (high - step,))
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        middle = (low + high) / 2
        yield Fraction(middle // 1) if region.type is Type.INTEGER else middle
    elif isinstance(low, Fraction):
        yield low + 1000
    elif isinstance(high, Fraction):
        yield high - 1000
