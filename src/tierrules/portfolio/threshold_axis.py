"""The axis of a picture on which a threshold moves: its title, its unit, and round values at its marks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final, Protocol

from tierrules.meaning.dates import Duration, Lang
from tierrules.meaning.declared import Bound, Type
from tierrules.pictures import curve
from tierrules.pictures.ticks import day_ticks, number_ticks
from tierrules.portfolio.days import AS_OF
from tierrules.portfolio.picture_text import bracketed, unit_text
from tierrules.portfolio.stretches import said
from tierrules.portfolio.swept import Swept
from tierrules.portfolio.swept_days import SweptDays

_DAY: Final[Mapping[Lang, str]] = {"en": "day", "zh": "日期"}


class Moving(Protocol):
    """A threshold that moves from its lowest to its highest value: a sweep, or one of the two axes of a grid."""

    @property
    def threshold(self) -> str:
        """Its name, or that of a row of it."""

    @property
    def type(self) -> Type:
        """Its type."""

    @property
    def currency(self) -> str | None:
        """Its currency, where it is money."""

    @property
    def low(self) -> Bound:
        """Its lowest value."""

    @property
    def high(self) -> Bound:
        """Its highest value."""

    @property
    def swept(self) -> Swept | SweptDays:
        """The ruleset in which it moves."""


def threshold_title(one: Moving, lang: Lang, unit: str = "") -> str:
    """Return what people call the threshold, in brackets the name that rules use and a unit."""
    if one.threshold == AS_OF:
        return bracketed(_DAY[lang], [AS_OF], unit, lang)
    base, bracket, row = one.threshold.partition("[")
    title = one.swept.model.thresholds[base.strip()].title.say(lang, base.strip())
    called = f"{title} [{row}" if bracket else title
    return bracketed(called, [one.threshold] if called != one.threshold else [], unit, lang)


def value_axis(one: Moving, lang: Lang) -> curve.Axis:
    """Return the axis of the threshold's values, with round ones at its marks."""
    low, high = (one.swept.place(end) for end in (one.low, one.high))
    unit = unit_text(one.currency, lang) if one.type is Type.MONEY else ""
    title = threshold_title(one, lang, unit)
    marks = [(float(one.swept.place(bound)), _mark(bound, one.type, lang)) for bound in _marks(one.low, one.high)]
    return curve.Axis(title, float(low), float(high), marks)


def _marks(low: Bound, high: Bound) -> list[Bound]:
    match low, high:
        case date(), date():
            return [*day_ticks(low, high)]
        case Duration(first, unit), Duration(last, _):
            return [Duration(int(one), unit) for one in number_ticks(Fraction(first), Fraction(last), whole=True)]
        case Fraction(), Fraction():
            return [*number_ticks(low, high)]
    raise TypeError(f"a threshold has no values such as {low!r} and {high!r}")


def _mark(bound: Bound, type_: Type, lang: Lang) -> str:
    """Return a value as it stands at an axis: money without its unit, which the title names."""
    return said(bound, type_, None, lang)
