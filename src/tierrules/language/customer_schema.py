"""The JSON Schema of a customer, made from the standard fields."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from tierrules.language.fields import STANDARD_FIELDS
from tierrules.language.schema import DIALECT, Schema
from tierrules.meaning.declared import Field, Type

# Numbers and booleans may be texts (`6亿`, `20%`, `是`), as in the files and forms that they come from.
_KINDS: Final[dict[Type, tuple[list[str], str]]] = {
    Type.INTEGER: (["integer", "string", "null"], "A whole number, perhaps as text: `1200`, `1_200`."),
    Type.DECIMAL: (["number", "string", "null"], "A number, perhaps as text: `4.5`."),
    Type.MONEY: (["number", "string", "null"], "An amount in base units, or a text with its scale: `50万`."),
    Type.RATIO: (["number", "string", "null"], "A ratio, of which 0.2 is 20%, or a text with its sign: `20%`."),
    Type.BOOLEAN: (["boolean", "string", "null"], "true or false, or a text: `yes`, `no`, `是`, `否`."),
    Type.DATE: (["string", "null"], "A date: `2026-01-31`."),
    Type.TEXT: (["string", "null"], "A text; codes are texts too."),
}
_EMPTY: Final = {"none": "An empty value means that there is none.", "unknown": "An empty value is unknown."}


def customer_schema() -> Schema:
    """Return the JSON Schema (draft 7) of one customer with the standard fields."""
    return {
        "$schema": DIALECT,
        "title": "tierrules customer",
        "description": "One customer. A key that is left out is unknown.",
        "type": "object",
        "properties": {name: property_schema(field) for name, field in STANDARD_FIELDS.items()},
        "additionalProperties": False,
    }


def property_schema(field: Field) -> Schema:
    """Return the schema of one field's value: titles in Chinese and English, limits, values."""
    head = {"title": f"{field.title.zh} · {field.title.en}"}
    if field.values is not None:
        return {**head, "description": _EMPTY[field.empty], "enum": [*field.values, None]}
    kinds, told = _KINDS[field.type]
    return {**head, "description": f"{told} {_EMPTY[field.empty]}", "type": kinds, **_limits(field)}


def _limits(field: Field) -> Schema:
    bounds = (("minimum", field.minimum), ("maximum", field.maximum))
    return {key: _plain(bound) for key, bound in bounds if isinstance(bound, Fraction)}


def _plain(bound: Fraction) -> Any:
    return int(bound) if bound.denominator == 1 else float(bound)
