"""Numbers in an expression with more behind them: `5亿`, `20%`, `1000人`, `2026-01-31`, `1e5`."""

import re
from datetime import date

_BASED = re.compile(r"0[xXoObB]\w*")
_UNIT = re.compile(
    r"\s?(?:千万|万亿|百万|[千万亿]|million|billion)?\s?"
    r"(?:[%％元€¥天周月年]|个月|季度|(?:CNY|EUR|USD|per\s?cent)\b|(?:day|week|month|quarter|year)s?\b)"
    r"|\s?(?:千万|万亿|百万|[千万亿]|(?:million|billion)\b)"
)
# Behind a number, these belong to it and to no rule of ours: a unit, a percent sign, an exponent, a letter.
NUMBER_TAIL = re.compile(_UNIT.pattern + r"|[^\W\d]\w*|[.]\d*|-\d{1,2}-\d{1,2}")
# A scale goes with amounts of money alone.
_SCALED = re.compile(r"(?:千万|万亿|百万|[千万亿]|million|billion)\s?(?!元|€|¥|CNY|EUR|USD)\S.*")
_DATE_PART = re.compile(r"-(\d+)")
# Words behind a count, which say no more than the field does.
_COUNTED = frozenset("人名个家户次件笔单位条台套")
_TIME = re.compile("[天周月年]|个月|季度|(?:day|week|month|quarter|year)s?")
_MONTHS = re.compile("(?<!个)月$")
_PERCENT = re.compile(r"\s?per\s?cent$")
_EXPONENT = re.compile(r"[\d_.]+[eE]\d*")


def without_tail(number: str, written: str) -> str:
    """What to write for a number with more behind it; one with a unit can only be a threshold."""
    if _EXPONENT.fullmatch(written):
        return "write the number out, digit by digit"
    if _BASED.fullmatch(written):
        return "write the number in the digits 0 to 9"
    tail = written[len(number) :].strip()
    if tail.startswith("."):
        return "a number has one point and a digit behind it; a range reads `low <= x <= high`"
    if tail.startswith("-"):
        day = number + _DATE_PART.sub(_padded, tail)
        return _named(day) if _is_day(day) else "a date reads `2026-01-31`; a difference has spaces around its `-`"
    if tail in _COUNTED:
        return f"write `{number}`: what is counted is known from the field"
    if _SCALED.fullmatch(tail) or (tail[0].isalpha() and _UNIT.fullmatch(written, len(number)) is None):
        return "write the number out, digit by digit, without a word behind it"
    if "." in number and _TIME.fullmatch(tail):
        return "give it a name under `thresholds:`, as a whole number of days or months: `my_bound: 45 days`"
    return _named(_MONTHS.sub("个月", _PERCENT.sub("%", written)))


def _named(amount: str) -> str:
    return f"give it a name under `thresholds:` (`my_bound: {amount}`) and compare with the name"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text) is not None
    except ValueError:
        return False


def _padded(part: re.Match[str]) -> str:
    return f"-{part[1]:0>2}"
