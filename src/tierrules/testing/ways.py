"""All the ways in which data may bring one fact: what a spreadsheet, a database, a form or JSON would hold.

Each way means exactly the fact, so reading it must give the fact back.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Final

from tierrules.meaning.declared import Field, Scalar, Type
from tierrules.meaning.number_text import decimal_places, exact_text
from tierrules.meaning.truth import MISSING, Absent

_SCALES: Final = {"千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8, " million": 10**6, " billion": 10**9}
_CURRENCY_WORDS: Final = {"CNY": ("元", " CNY"), "EUR": ("欧元", " EUR"), "USD": ("美元", " USD")}
_FULL_WIDTH: Final = str.maketrans("0123456789.%-", "０１２３４５６７８９．％－")
_MOST_DECIMALS: Final = 28


class LeftOut(enum.Enum):
    """Stands for a key that a record does not have."""

    KEY = "left out"


def ways(field: Field, fact: Scalar | Absent) -> tuple[object, ...]:
    """Return every way to write `fact` for `field`; `LeftOut.KEY` is the way of not writing it.

    >>> ways(Field("vip", Type.BOOLEAN), True)
    (True, 'true', ' TRUE ', 'yes', '是')
    """
    match fact:
        case Absent():
            return tuple(_absent(field, fact))
        case bool():
            return (True, "true", " TRUE ", "yes", "是") if fact else (False, "false", " FALSE ", "no", "否")
        case Fraction():
            return tuple(_number(field, fact))
        case date():
            return tuple(_day(fact))
        case str():
            return fact, f" {fact}\t", unicodedata.normalize("NFD", fact)


def _absent(field: Field, fact: Absent) -> Iterator[object]:
    """An empty cell means what the field says of it; a key left out is unknown whatever the field says."""
    yield fact
    if fact is MISSING:
        yield LeftOut.KEY
    if (fact is MISSING) == (field.empty == "unknown"):
        yield from (None, "", "  ")


def _number(field: Field, fact: Fraction) -> Iterator[object]:
    yield fact
    if fact.denominator == 1:
        yield int(fact)
    if _is_float(fact):
        yield float(fact)
    places = decimal_places(fact)
    if places is not None and places <= _MOST_DECIMALS:
        yield Decimal(exact_text(fact))
        yield from _number_texts(field, fact)


def _is_float(fact: Fraction) -> bool:
    """Whether a float's shortest text is the number; a float means that text."""
    return Fraction(repr(float(fact))) == fact


def _number_texts(field: Field, fact: Fraction) -> Iterator[str]:
    text = exact_text(fact)
    yield from (text, f" {text} ", text.translate(_FULL_WIDTH), _with_more_digits(text), _grouped(text))
    for word, size in _SCALES.items():
        if (decimal_places(fact / size) or 0) <= _MOST_DECIMALS:
            yield exact_text(fact / size) + word
    if field.type is Type.RATIO:
        yield exact_text(fact * 100) + "%"
    if field.type is Type.MONEY and field.currency is not None:
        yield from (text + word for word in _CURRENCY_WORDS.get(field.currency, ()))


def _with_more_digits(text: str) -> str:
    """The same number to the cent, or as it is if it has decimals already."""
    return text if "." in text else f"{text}.00"


def _grouped(text: str) -> str:
    whole, point, decimals = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{abs(int(whole)):_}{point}{decimals}"


def _day(fact: date) -> Iterator[object]:
    text = fact.isoformat()
    yield from (fact, datetime.combine(fact, time.min), text, f" {text} ", text.translate(_FULL_WIDTH))
