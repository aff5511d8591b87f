"""Numbers, durations and dates as people write them."""

import re
from datetime import date
from fractions import Fraction
from typing import Any

SCALES = {"千": 1000, "万": 10_000, "亿": 10**8, "million": 10**6, "billion": 10**9}
CURRENCIES = re.compile("CNY|EUR|元")
UNITS = {
    **{"day": ("day", 1), "天": ("day", 1), "week": ("day", 7)},
    **{"month": ("month", 1), "个月": ("month", 1), "quarter": ("month", 3), "year": ("month", 12)},
}


def quantity(text: str) -> Any:
    """A Fraction, a date, or a duration as (unit, count)."""
    text = text.replace("_", "")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    digits, word = re.fullmatch(r"(-?[\d.]+) ?(.*?)s?", CURRENCIES.sub("", text).strip()).groups()
    if word in UNITS:
        unit, size = UNITS[word]
        return unit, int(digits) * size
    return Fraction(digits) / 100 if word == "%" else Fraction(digits) * SCALES.get(word, 1)
