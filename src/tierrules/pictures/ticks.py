"""Round values for the marks of an axis."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

_STEPS = (Fraction(1), Fraction(2), Fraction(5))
_MONTHS = (1, 3, 6, 12, 24, 60, 120)


def number_ticks(low: Fraction, high: Fraction, most: int = 6, *, whole: bool = False) -> list[Fraction]:
    """Return at most `most` + 1 round numbers from `low` to `high`, both included if they are round themselves.

    >>> [str(one) for one in number_ticks(Fraction(400_000), Fraction(800_000))]
    ['400000', '500000', '600000', '700000', '800000']
    >>> [str(one) for one in number_ticks(Fraction(0), Fraction(2), whole=True)]
    ['0', '1', '2']
    """
    if high <= low:
        return [low]
    step = _step((high - low) / most)
    if whole:
        step = max(step, Fraction(1))
    first, last = -(-low // step), high // step
    return [step * at for at in range(int(first), int(last) + 1)] or [low, high]


def _step(least: Fraction) -> Fraction:
    scale = Fraction(1)
    while scale > least:
        scale /= 10
    while scale * 10 <= least:
        scale *= 10
    return next((one * scale for one in _STEPS if one * scale >= least), scale * 10)


def day_ticks(low: date, high: date, most: int = 6) -> list[date]:
    """Return at most `most` + 1 days from `low` to `high`: firsts of months where these suffice, else days.

    >>> [str(one) for one in day_ticks(date(2026, 1, 15), date(2026, 4, 15))]
    ['2026-02-01', '2026-03-01', '2026-04-01']
    """
    for months in _MONTHS:
        found = _firsts(low, high, months)
        if len(found) <= most + 1:
            if len(found) >= 3:
                return found
            break
    days = number_ticks(Fraction(low.toordinal()), Fraction(high.toordinal()), most, whole=True)
    if len(days) <= most + 1 and (high - low).days <= 31 * most:
        return [date.fromordinal(int(one)) for one in days]
    return [low, high]


def _firsts(low: date, high: date, months: int) -> list[date]:
    """Return the firsts of every so many months, counted from January."""
    at = -(-(low.year * 12 + low.month - 1 + (low.day > 1)) // months) * months
    found = []
    while (one := date(at // 12, at % 12 + 1, 1)) <= high:
        found.append(one)
        at += months
    return found
