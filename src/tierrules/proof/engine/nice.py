"""The value of a region that people would take as an example: round, and well inside."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tierrules.proof.engine.ranges import End

_MONTH_AND_A_HALF = timedelta(days=45)
_NARROW = timedelta(days=62)


def number(low: End, high: End, whole: bool) -> Fraction:
    """Return the roundest number between two ends, the nearest to the middle of those.

    >>> number(End(Fraction(100)), End(Fraction(1000), False), True)
    Fraction(200, 1)
    >>> number(End(Fraction(1, 10)), End(Fraction(1, 5)), False)
    Fraction(3, 20)
    """
    middle = _middle(low.at, high.at)
    step = Fraction(10) ** _digits(middle)
    while step >= (1 if whole else Fraction(1, 10**12)):
        near = [step * at for at in range(int(middle // step) - 1, int(middle // step) + 3)]
        inside = [one for one in near if _is_inside(one, low, high, whole)]
        if inside:
            return min(inside, key=lambda one: (abs(one - middle), abs(one)))
        step /= 10
    return next((end.at for end in (low, high) if end.at is not None and end.included), middle)


def day(low: date | None, high: date | None, as_of: date) -> date:
    """Return a day between two, both included: the first of a month where there is one, near to `as_of`.

    >>> day(None, date(2026, 5, 1), date(2026, 11, 1))
    datetime.date(2026, 4, 1)
    """
    if low is not None and high is not None and high - low <= _NARROW:
        wanted = low + (high - low) / 2
    elif high is not None and high <= as_of:
        wanted = high - min(_MONTH_AND_A_HALF, high - date.min)
    elif low is not None and low >= as_of:
        wanted = low + min(_MONTH_AND_A_HALF, date.max - low)
    else:
        wanted = as_of - min(_MONTH_AND_A_HALF, as_of - date.min)
    first = (wanted.replace(day=1) + timedelta(days=32)).replace(day=1) if wanted.day > 1 else wanted
    for one in (first, wanted.replace(day=1), wanted):
        if (low is None or low < one) and (high is None or one < high):
            return one
    return low if low is not None and (high is None or wanted < low) else high if high is not None else wanted


def _middle(low: Fraction | None, high: Fraction | None) -> Fraction:
    """Return a place well inside, rather near to the lower end: that is where people look."""
    if low is None:
        return Fraction(0) if high is None else high / 2 if high > 0 else high - max(abs(high), Fraction(1))
    twice = low + (abs(low) or Fraction(1))
    return twice if high is None else min(twice, (low + high) / 2) if low > 0 else (low + high) / 2


def _digits(number: Fraction) -> int:
    """Return the power of ten of the first digit."""
    power = 0
    size = abs(number)
    while size >= 10:
        size, power = size / 10, power + 1
    while 0 < size < 1:
        size, power = size * 10, power - 1
    return power


def _is_inside(one: Fraction, low: End, high: End, whole: bool) -> bool:
    """A whole number may be an end; of others only what lies strictly between is sure to be no bound."""
    above = low.at is None or one > low.at or (whole and low.included and one == low.at)
    below = high.at is None or one < high.at or (whole and high.included and one == high.at)
    return above and below
