"""A value of any format as the text of a cell, so that reading the text gives what the value gave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from tierrules.meaning.truth import Absent

ABSENT = "#N/A"
"""What stands for a cell that is not there, in formats that have a cell for every column: not empty, but unknown."""

_MOST_DIGITS = 400


def cell_text(value: object) -> str:
    """Return the text of a value: numbers plain, dates as ISO has them, nothing for an empty cell.

    >>> cell_text(1000.0), cell_text(0.1), cell_text(True), cell_text(None)
    ('1000', '0.1', 'true', '')
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Absent():
            return ABSENT
        case float():
            return _decimal_text(Decimal(repr(value)))
        case Decimal():
            return _decimal_text(value)
        case datetime():
            return value.date().isoformat() if is_midnight(value) else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case list() | dict():
            return json_text(value)
        case _:
            return str(value)


def is_midnight(value: datetime) -> bool:
    """Whether a datetime is a date: midnight, of no zone in particular."""
    return value.tzinfo is None and (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)


def json_text(value: object) -> str:
    """Return a value as JSON, numbers in the digits that they have.

    >>> from decimal import Decimal
    >>> json_text({"a": [Decimal("1.10"), None]})
    '{"a": [1.10, null]}'
    """
    match value:
        case Decimal() if value.is_finite() and abs(value.adjusted()) <= _MOST_DIGITS:
            return _decimal_text(value)
        case float() if value - value == 0:
            return _decimal_text(Decimal(repr(value)))
        case int() | str() | None:
            return json.dumps(value, ensure_ascii=False)
        case Mapping():
            inner = (f"{json_text(str(key))}: {json_text(one)}" for key, one in value.items())
            return f"{{{', '.join(inner)}}}"
        case list() | tuple():
            return f"[{', '.join(map(json_text, value))}]"
        case Fraction():
            return json_text(str(value))
        case _:
            return json_text(cell_text(value))


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
        return str(value)  # not written out: `1E+999999` is a million digits
    text = format(value, "f")
    return text.removesuffix(".0") if "." in text else text
