"""Numbers as people write them, and as data brings them, read exactly.

Every number is a Fraction made from the digits that were written, never from the bits of a float
and never by way of decimal arithmetic: no decimal context plays a part, and nothing is rounded.
"""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real
from typing import Literal, NoReturn, TypeAlias

from tierrules.meaning.dates import (
    HALF_WIDTH,
    DateRangeError,
    DateTextError,
    Duration,
    Unit,
    ValueTextError,
    looks_like_date,
    read_date,
    shown,
)
from tierrules.meaning.number_faults import explain

Kind: TypeAlias = Literal["number", "percent", "money", "duration", "date"]

PLAIN: frozenset[Kind] = frozenset({"number"})

MOST_DIGITS = 28
MOST_DECIMALS = 10
# Texts in data may be floats that another program wrote out: their shortest texts fit in this.
MOST_DECIMALS_IN_DATA = 28
# No number within these limits is so long; what lies beyond is refused unread.
MOST_CHARACTERS = 200
# Data that is no text is bounded too (10**400 either way), beyond every finite float.
MOST_DATA_DIGITS = 400

SCALES: dict[str, int] = {
    "万亿": 10**12, "billion": 10**9, "亿": 10**8, "千万": 10**7, "million": 10**6,
    "百万": 10**6, "万": 10**4, "千": 10**3,
}  # fmt: skip
CURRENCIES: dict[str, str] = {
    "CNY": "CNY", "RMB": "CNY", "人民币": "CNY", "元": "CNY", "¥": "CNY",
    "EUR": "EUR", "€": "EUR", "欧元": "EUR", "USD": "USD", "$": "USD", "美元": "USD",
    "GBP": "GBP", "£": "GBP", "英镑": "GBP", "JPY": "JPY", "日元": "JPY",
}  # fmt: skip
UNITS: dict[str, tuple[int, Unit]] = {
    "day": (1, "day"), "days": (1, "day"), "天": (1, "day"),
    "week": (7, "day"), "weeks": (7, "day"), "周": (7, "day"),
    "month": (1, "month"), "months": (1, "month"), "个月": (1, "month"),
    "quarter": (3, "month"), "quarters": (3, "month"), "季度": (3, "month"),
    "个季度": (3, "month"),
    "year": (12, "month"), "years": (12, "month"), "年": (12, "month"),
}  # fmt: skip


def _one_of(words: Collection[str]) -> str:
    return "|".join(map(re.escape, words))


_DIGITS = "[0-9]+(?:_[0-9]+)*"
_HEAD = re.compile(
    rf"(?P<sign>[+-]?)(?:(?P<currency>{_one_of(CURRENCIES)}) ?(?P<inner_sign>[+-]?))?"
    rf"(?P<whole>{_DIGITS})(?:\.(?P<decimals>{_DIGITS}))?"
)
_TAIL = re.compile(rf"(?: ?(?P<scale>{_one_of(SCALES)}))?(?: ?(?P<unit>%|{_one_of([*CURRENCIES, *UNITS])}))?")


class NumberTextError(ValueTextError):
    """A value that is not a number, percentage, amount, duration or date as the language has it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a literal says: its exact value in base units, and the way it was written.

    `20%` is 1/5, `5亿元` is 500,000,000 with currency CNY, `2 weeks` is 14 with unit day.
    """

    value: Fraction | date
    kind: Kind
    currency: str | None
    unit: Unit | None
    has_point: bool
    text: str

    @property
    def number(self) -> Fraction:
        """The exact value. Raises ValueError for a date."""
        if isinstance(self.value, date):
            raise ValueError(f"{shown(self.text)} is a date")
        return self.value

    @property
    def duration(self) -> Duration:
        """The value as a duration. Raises ValueError for any other kind."""
        if self.unit is None:
            raise ValueError(f"{shown(self.text)} is not a duration")
        return Duration(int(self.number), self.unit)


def read_quantity(text: str, *, most_decimals: int = MOST_DECIMALS) -> Quantity:
    """Read one literal; space around it is no part of it. Raises NumberTextError.

    >>> read_quantity("5亿元").value
    Fraction(500000000, 1)
    """
    body = text.strip()
    start = text.find(body)
    if len(body) > MOST_CHARACTERS:
        message = f"{shown(body)} is too long to be a number"
        _refuse("too-long", message, "", start, start + len(body))
    try:
        if looks_like_date(body):
            return Quantity(read_date(body), "date", None, None, False, body)
        return _read_body(body, body.translate(HALF_WIDTH), most_decimals)
    except (NumberTextError, DateTextError) as error:
        raise NumberTextError(error.reason, error.message, error.help, start + error.start, start + error.end) from None


def read_number(value: object, *, kinds: Collection[Kind] = PLAIN, currency: str | None = None) -> Fraction:
    """The exact value of a number in data; a float means its shortest decimal text.

    A text may be of any of the `kinds`; money in a text must be in `currency`, if that is given.
    Raises NumberTextError, with reason `boolean` for a boolean, `not-finite` for NaN and infinity.

    >>> read_number(0.1), read_number("20%", kinds=("number", "percent"))
    (Fraction(1, 10), Fraction(1, 5))
    """
    if isinstance(value, str):
        return _number_in_text(value, kinds, currency)
    if isinstance(value, bool):
        _refuse("boolean", "a boolean stands where a number is meant")
    number = _exact(value)
    if max(abs(number.numerator), number.denominator) > 10**MOST_DATA_DIGITS:
        _refuse("too-many-digits", "this number has too many digits")
    return number


def _number_in_text(text: str, kinds: Collection[Kind], currency: str | None) -> Fraction:
    quantity = read_quantity(text, most_decimals=MOST_DECIMALS_IN_DATA)
    if quantity.kind not in kinds:
        message = f"{shown(quantity.text)} is not of a kind that is meant here"
        _refuse("wrong-kind", message, "", 0, len(text))
    if quantity.currency and currency and quantity.currency != currency:
        message = f"{shown(quantity.text)} is not in {currency}"
        _refuse("wrong-currency", message, "", 0, len(text))
    return quantity.number


def _exact(value: object) -> Fraction:
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, Decimal):
        return _exact_decimal(value)
    if not isinstance(value, (float, Real)):
        _refuse("not-a-number", "this value is not a number")
    # A float subclass may print itself in another way; floats of other widths have their own text.
    text = float.__repr__(value) if isinstance(value, float) else str(value)
    if not math.isfinite(float(text)):
        _refuse("not-finite", "this value is not a finite number")
    return Fraction(text)


def _exact_decimal(value: Decimal) -> Fraction:
    if not value.is_finite():
        _refuse("not-finite", "this value is not a finite number")
    if not value:
        return Fraction(0)
    # The exponent first: 1E+999999 is a short Decimal and an integer of a million digits.
    if abs(value.adjusted()) > MOST_DATA_DIGITS:
        _refuse("too-many-digits", "this number has too many digits")
    return Fraction(*value.as_integer_ratio())


def _read_body(body: str, plain: str, most_decimals: int) -> Quantity:
    head = _HEAD.match(plain)
    tail = _TAIL.fullmatch(plain, head.end()) if head else None
    if head is None or tail is None or (head["sign"] and head["inner_sign"]):
        raise NumberTextError(*explain(body, plain, head, [*SCALES, *CURRENCIES, *UNITS], SCALES))
    value = _value(body, head, most_decimals)
    has_point = head["decimals"] is not None
    scale, word, leading = tail["scale"], tail["unit"], head["currency"]
    if scale and (word == "%" or word in UNITS):
        message = f"a scale stands before `{word}` in {shown(body)}"
        _refuse("scale-and-unit", message, "write the number out", *tail.span())
    if leading and (word == "%" or word in UNITS):
        message = f"{shown(body)} is written both as money and with `{word}`"
        _refuse("currency-and-unit", message, "keep one of the two", 0, len(body))
    value *= SCALES.get(scale, 1)
    if word == "%":
        return Quantity(value / 100, "percent", None, None, has_point, body)
    if word in UNITS:
        return _duration(value, has_point, word, body)
    named = {CURRENCIES[mark] for mark in (leading, word) if mark}
    if len(named) > 1:
        message = f"{shown(body)} names two currencies"
        _refuse("two-currencies", message, "keep one of the two", 0, len(body))
    currency = next(iter(named), None)
    return Quantity(value, "money" if currency else "number", currency, None, has_point, body)


def _value(body: str, head: re.Match[str], most_decimals: int) -> Fraction:
    whole = head["whole"].replace("_", "")
    decimals = (head["decimals"] or "").replace("_", "")
    span = head.start("whole"), head.end()
    # Lengths first: no integer is made from a text of unbounded length.
    if len(whole) > MOST_DIGITS or len(decimals) > most_decimals:
        message = f"the number {shown(body)} has too many digits"
        limits = f"at most {MOST_DIGITS} digits before the point and {most_decimals} after it"
        _refuse("too-many-digits", message, limits, *span)
    if len(whole) > 1 and whole[0] == "0":
        before, after = head.string[: span[0]], head.string[head.end("whole") :]
        advice = f"write `{before}{whole.lstrip('0') or '0'}{after}`"
        message = f"the number {shown(body)} begins with a zero, as codes do and numbers do not"
        _refuse("leading-zero", message, advice, *span)
    magnitude = Fraction(int(whole + decimals), 10 ** len(decimals))
    return -magnitude if "-" in (head["sign"], head["inner_sign"]) else magnitude


def _duration(value: Fraction, has_point: bool, word: str, body: str) -> Quantity:
    if has_point:
        message = f"{shown(body)} is not a whole number of months or days"
        advice = "write it in a smaller unit, such as `18 months`"
        _refuse("broken-duration", message, advice, 0, len(body))
    factor, unit = UNITS[word]
    try:
        length = Duration(int(value) * factor, unit)
    except DateRangeError as error:
        _refuse("duration-too-long", f"{shown(body)} is too long: {error}", "", 0, len(body))
    return Quantity(Fraction(length.count), "duration", None, unit, False, body)


def _refuse(reason: str, message: str, advice: str = "", start: int = 0, end: int = 0) -> NoReturn:
    raise NumberTextError(reason, message, advice, start, end)
