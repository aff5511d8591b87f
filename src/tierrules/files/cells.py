"""What a cell means for its field, before `meaning.facts` reads it as strictly as a value from a program.

A file says more by habit than a program does: `-` for nothing, `1,234` for 1234, `是` for yes. Each such reading is
listed here or in `cell_words`, and each is a rewriting into a value that `read_value` takes. What is not listed stays
as it is, so that the strict reading refuses it with its own message. A bound or a range (`500-1000人`) is no value:
it is unknown, and a note says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite

from tierrules.files.cell_dates import cell_date
from tierrules.files.cell_words import BOUND_ENDINGS, BOUND_SIGNS, COUNTERS, EMPTY, FALSE, RANGE_SIGNS, TRUE, UNKNOWN
from tierrules.files.plain import cell_text
from tierrules.language.fields import VALUE_TITLES
from tierrules.meaning.dates import HALF_WIDTH, shown
from tierrules.meaning.declared import NUMERIC, WORDS, Field, Type
from tierrules.meaning.facts import UnreadableValueError, read_value
from tierrules.meaning.numbers import CURRENCIES, SCALES
from tierrules.meaning.texts import normal
from tierrules.meaning.truth import MISSING

MOST_CODE_DIGITS = 15
"""A spreadsheet keeps no more digits of a number."""
_MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell means: a value for `read_value`, and a note where it says something that is no value."""

    value: object
    note: str | None = None


def read_cell(field: Field, raw: object) -> Cell:
    """Return what a cell means for the field; raises `UnreadableValueError` where that is known to be nothing.

    >>> read_cell(Field("employees", Type.INTEGER), "1,200人").value
    '1200'
    """
    if not isinstance(raw, str):
        return Cell(_of_type(field, raw))
    text = raw.strip()
    if field.values is not None and normal(text) in field.values:
        return Cell(raw)
    plain = text.translate(HALF_WIDTH).replace("？", "?")
    word = plain.casefold()
    if field.type is Type.BOOLEAN:
        if word in TRUE or word in FALSE:
            return Cell(word in TRUE)
    elif field.values is not None and (value := _by_title(field, text)) is not None:
        return Cell(value)
    if not word or word in EMPTY:
        return Cell(None)
    if word in UNKNOWN:
        return Cell(MISSING)
    if field.type is Type.DATE:
        return Cell(cell_date(raw, plain))
    return _number(field, raw, plain) if field.type in NUMERIC else Cell(raw)


def _of_type(field: Field, raw: object) -> object:
    """A value that its format has given a type: numbers in text are codes, 1 and 0 are yes and no, days are counted."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal) or not _is_finite(raw):
        return raw
    if field.type is Type.BOOLEAN:
        return raw == 1 if raw in (0, 1) else raw
    if field.type is Type.DATE:
        text = cell_text(raw)
        return cell_date(text, text)
    return _code(raw) if field.type in WORDS else raw


def _is_finite(raw: int | float | Decimal) -> bool:
    return raw.is_finite() if isinstance(raw, Decimal) else isinstance(raw, int) or isfinite(raw)


def _code(raw: int | float | Decimal) -> str:
    if lost := lost_digits(raw):
        raise UnreadableValueError(lost, "enter it once more in a column of text")
    return cell_text(raw)


def lost_digits(raw: object) -> str | None:
    """Return what is wrong with a code that a spreadsheet stored as a number of more digits than it keeps.

    >>> lost_digits(123456789012345678.0)
    'the code `123456789012345680` is stored as a number of more than 15 digits; the last ones may be lost'
    """
    if not isinstance(raw, float) or not isfinite(raw) or abs(raw) < 10**MOST_CODE_DIGITS:
        return None
    code = shown(cell_text(raw))
    return f"the code {code} is stored as a number of more than {MOST_CODE_DIGITS} digits; the last ones may be lost"


def _by_title(field: Field, text: str) -> str | None:
    titles = VALUE_TITLES.get(field.name, {})
    found = (value for value, words in titles.items() if normal(text) in words and value in (field.values or ()))
    return next(found, None)


# --- numbers


def _one_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_CURRENCY = _one_of(tuple(CURRENCIES))
_GROUPED = re.compile(rf"((?:{_CURRENCY})? ?[+-]?(?:{_CURRENCY})? ?)([1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+)(?![0-9,])(.*)")
_MONEY = re.compile(rf"(?:{_CURRENCY}) ?[0-9].*|[+-]?[0-9].*(?:{_CURRENCY})")
_ACCOUNTED = re.compile(r"\([0-9][0-9,]*(?:\.[0-9]+)?\)")
_COUNTED = re.compile(rf"([+-]?[0-9].*?) ?(?:{_one_of(COUNTERS)})")
_AMOUNT = rf"(?:{_CURRENCY})?[0-9][0-9,_]*(?:\.[0-9]+)?"
_TAIL = rf"(?: ?(?:{_one_of(tuple(SCALES))}))?(?: ?(?:%|{_CURRENCY}|{_one_of(COUNTERS)}))?"
_RANGE = re.compile(rf"({_AMOUNT})({_TAIL}) ?(?:{_one_of(RANGE_SIGNS)}) ?({_AMOUNT})({_TAIL})")
_FROM = re.compile(rf"(?:{_one_of(BOUND_SIGNS)}) ?({_AMOUNT}{_TAIL})")
_UP_TO = re.compile(rf"({_AMOUNT}{_TAIL}) ?(?:{_one_of(BOUND_ENDINGS)})(?: ?(?:{_one_of(COUNTERS)}))?")


def _number(field: Field, raw: str, plain: str) -> Cell:
    if len(plain) > _MOST_CHARACTERS or plain.replace(".", "", 1).isdigit():
        return Cell(raw)
    if _ACCOUNTED.fullmatch(plain):
        help = f"write `-{plain[1:-1].replace(',', '')}` if that is meant"
        raise UnreadableValueError(f"{shown(raw.strip())} may be a negative number, as accountants write it", help)
    if field.type is not Type.MONEY and _MONEY.fullmatch(plain):
        raise UnreadableValueError(f"{shown(raw.strip())} is an amount of money", "write the number alone")
    if _is_bound(field, plain):
        return Cell(MISSING, f"{shown(raw.strip())} is no single number; it counts as unknown")
    return Cell(_rewritten(field, plain, raw))


def _rewritten(field: Field, plain: str, raw: str) -> str:
    """The number without groups of three and without a counter; what has neither is left as it is written."""
    text = plain
    if field.type is Type.INTEGER and (counted := _COUNTED.fullmatch(text)):
        text = counted[1]
    if grouped := _GROUPED.fullmatch(text):
        text = grouped[1] + grouped[2].replace(",", "") + grouped[3]
    return raw if text == plain else text


def _is_bound(field: Field, plain: str) -> bool:
    if found := _RANGE.fullmatch(plain):
        first, behind_first, second, behind = found.groups()
        # In `10-50万` the scale is that of both.
        low, high = _value(field, first + (behind_first or behind)), _value(field, second + behind)
        if low is None or high is None:
            return False
        if low >= high:
            message = f"{shown(plain)} is no number, and as a range it does not begin with the lower end"
            raise UnreadableValueError(message, "write one number")
        return True
    end = _FROM.fullmatch(plain) or _UP_TO.fullmatch(plain)
    return end is not None and _value(field, end[1]) is not None


def _value(field: Field, text: str) -> Fraction | None:
    try:
        value = read_value(field, _rewritten(field, text, text))
    except UnreadableValueError:
        return None
    return value if isinstance(value, Fraction) else None
