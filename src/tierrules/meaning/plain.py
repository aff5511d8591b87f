"""Results as plain data for JSON: exact numbers as text, dates as ISO text, a value that is not there as null."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from tierrules.meaning.declared import Scalar
from tierrules.meaning.justification import JudgedComparison, JudgedRule, Justification, Named
from tierrules.meaning.number_text import exact_text
from tierrules.meaning.truth import Absent


def value(one: Scalar | Absent | tuple[Scalar, ...] | None) -> Any:
    """Return a value as JSON holds it.

    >>> value(Fraction(1, 5)), value(date(2026, 3, 1))
    ('0.2', '2026-03-01')
    """
    match one:
        case None | bool() | str():
            return one
        case Absent():
            return None
        case Fraction():
            return exact_text(one)
        case date():
            return one.isoformat()
        case _:
            return [value(part) for part in one]


def justification(one: Justification) -> dict[str, Any]:
    """Return a justification as JSON holds it."""
    return {
        "applies": rule(one.applies) if one.applies else None,
        "rules": [rule(judged) for judged in one.rules],
    }


def rule(one: JudgedRule) -> dict[str, Any]:
    """Return a judged rule as JSON holds it."""
    return {
        "id": one.id,
        "label": one.label.name if one.label else None,
        "truth": one.truth.name.lower(),
        "comparisons": [{**comparison(judged), "decisive": judged in one.decisive} for judged in one.comparisons],
    }


def comparison(one: JudgedComparison) -> dict[str, Any]:
    """Return a judged comparison as JSON holds it; what does not belong to its kind is left out."""
    plain = {
        "text": one.text,
        "field": one.field.name,
        "value": value(one.value),
        "value_is": one.value.value if isinstance(one.value, Absent) else "known",
        "op": one.op,
        "bound": value(one.bound),
        "truth": one.truth.name.lower(),
        "threshold": _name(one.threshold),
        "other_field": _name(one.other_field),
        "currency": one.currency,
        "distance": value(one.distance),
        "function": one.function,
        "duration": str(one.duration) if one.duration else None,
        "turns_on": value(one.turns_on),
    }
    return {key: told for key, told in plain.items() if told is not None or key in ("value", "bound")}


def _name(one: Named | None) -> str | None:
    return one.name if one else None
