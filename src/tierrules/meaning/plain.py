"""Results as plain data for JSON: exact numbers as text, dates as ISO text, a value that is not there as null."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from tierrules.meaning.declared import Scalar
from tierrules.meaning.justification import (
    Better,
    Decider,
    Given,
    JudgedComparison,
    JudgedPoints,
    JudgedRule,
    Justification,
    Named,
)
from tierrules.meaning.number_text import exact_text
from tierrules.meaning.regions import Region
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
        "better": [_better(judged) for judged in one.better],
        "deciders": [_decider(field) for field in one.deciders],
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
        "interval": value(one.interval),
        "lacking": [{"name": lack.name.name, "reason": lack.reason} for lack in one.lacking] or None,
        "points": [_points(entry) for entry in one.points] or None,
    }
    return {key: told for key, told in plain.items() if told is not None or key in ("value", "bound")}


def region(one: Region) -> dict[str, Any]:
    """Return a region as JSON holds it; an end that is open is left out, and so is whether it belongs to the region."""
    plain = {
        "field": one.field,
        "low": value(one.low),
        "low_included": one.low_included if one.low is not None else None,
        "high": value(one.high),
        "high_included": one.high_included if one.high is not None else None,
        "values": value(one.values) or None,
        "prefixes": list(one.prefixes) or None,
        "but": list(one.but) or None,
        "but_prefixes": list(one.but_prefixes) or None,
        "others": one.others or None,
        "none": one.none or None,
    }
    return {key: told for key, told in plain.items() if told is not None}


def _points(one: JudgedPoints) -> dict[str, Any]:
    plain = {
        "text": one.text,
        "low": value(one.low),
        "high": value(one.high),
        "truth": one.truth.name.lower() if one.truth is not None else "absent",
        "score": _name(one.score),
        "decisive": [comparison(judged) for judged in one.decisive],
        "points": [_points(entry) for entry in one.points] or None,
    }
    return {key: told for key, told in plain.items() if told is not None}


def _better(one: Better) -> dict[str, Any]:
    return {
        "label": one.label.name,
        "rule": one.rule,
        "lacking": [comparison(judged) for judged in one.lacking],
        "behind": one.behind,
        "holding": [comparison(judged) for judged in one.holding],
    }


def _decider(one: Decider) -> dict[str, Any]:
    return {"field": one.field.name, "exact": one.exact, "given": [_given(given) for given in one.given]}


def _given(one: Given) -> dict[str, Any]:
    return {
        "region": region(one.region),
        "status": one.status,
        "labels": [label.name for label in one.labels],
        "candidates": [label.name for label in one.candidates],
    }


def _name(one: Named | None) -> str | None:
    return one.name if one else None
