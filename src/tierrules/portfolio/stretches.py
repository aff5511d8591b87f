"""A stretch of values of a threshold, in which nobody's answer changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from tierrules.meaning import plain
from tierrules.meaning.dates import Duration, Lang, date_text, duration_text
from tierrules.meaning.declared import Bound, Type
from tierrules.meaning.number_text import decimal_places, exact_text
from tierrules.meaning.value_text import value_text


@dataclass(frozen=True, slots=True)
class Stretch:
    """The values from `low` to `high`; `from_low` and `to_high` say whether the ends belong to it.

    >>> one = Stretch(Fraction(10), Fraction(20), False, True)
    >>> str(one), Fraction(10) in one, Fraction(20) in one, one.example
    ('over 10 to 20', False, True, Fraction(20, 1))
    """

    low: Bound
    high: Bound
    from_low: bool = True
    to_high: bool = True
    type: Type = Type.DECIMAL
    currency: str | None = None

    def __contains__(self, value: object) -> bool:
        low, high, one = (_number(end) for end in (self.low, self.high, value))
        return low <= one <= high and (one != low or self.from_low) and (one != high or self.to_high)

    @property
    def example(self) -> Bound:
        """A value of the stretch: an end that belongs to it, else the one in the middle."""
        if self.to_high:
            return self.high
        if self.from_low:
            return self.low
        return (_number(self.low) + _number(self.high)) / 2

    @property
    def text(self) -> str:
        """The example as a ruleset writes it, for `edit`."""
        return written(self.example, self.type)

    def __str__(self) -> str:
        return self.say("en")

    def say(self, lang: Lang) -> str:
        """Return the stretch in words."""
        low, high = (said(one, self.type, self.currency, lang) for one in (self.low, self.high))
        if self.low == self.high:
            return low
        if lang == "zh":
            return f"{'' if self.from_low else '大于'}{low}至{'' if self.to_high else '小于'}{high}"
        return f"{'' if self.from_low else 'over '}{low} to {'' if self.to_high else 'under '}{high}"

    def to_dict(self) -> dict[str, Any]:
        """Return the stretch for JSON."""
        low, high = ((str(one) if isinstance(one, Duration) else plain.value(one)) for one in (self.low, self.high))
        return {"low": low, "high": high, "from_low": self.from_low, "to_high": self.to_high}


class Line(Protocol):
    """All values of a threshold, or all days, from `low` to `high`."""

    @property
    def low(self) -> Bound:
        """The lowest value."""

    @property
    def high(self) -> Bound:
        """The highest value."""

    @property
    def whole(self) -> bool:
        """Whether values are whole steps."""

    def bound(self, place: Fraction) -> Bound:
        """Return the value at a place of the line."""


Place = tuple[Fraction, int]
"""A place of a line, and whether directly behind it (1) or it itself (0) is meant."""


def between(line: Line, start: Place | None, end: Place | None, type: Type, currency: str | None) -> Stretch:
    """Return the values from one cut to before another; None is the end of the line."""
    low = line.low if start is None else line.bound(start[0])
    high, to_high = line.high, True
    if end is not None:
        # Where only whole steps are values, a stretch ends with the last of them.
        high, to_high = line.bound(end[0] - 1 if line.whole else end[0]), line.whole or bool(end[1])
    return Stretch(low, high, start is None or not start[1], to_high, type, currency)


def said(bound: Bound, type: Type, currency: str | None, lang: Lang) -> str:
    """Return a value of a threshold as people write it."""
    match bound:
        case Duration():
            return duration_text(bound, lang)
        case date():
            return date_text(bound, lang)
    return value_text(bound, type, currency, lang)


def written(bound: Bound, type: Type) -> str:
    """Return a value of a threshold as a ruleset writes it; one without an end as a decimal number as a ratio."""
    if isinstance(bound, Fraction):
        if type is Type.RATIO and decimal_places(bound) is not None:
            return f"{exact_text(bound * 100)}%"
        return exact_text(bound)
    return str(bound)


def _number(value: object) -> Fraction:
    match value:
        case date():
            return Fraction(value.toordinal())
        case Duration(count):
            return Fraction(count)
        case Fraction() | int():
            return Fraction(value)
    raise TypeError(f"a threshold has no value such as {value!r}")
