"""The JSON Schemas of rulesets and case files, made from their keys, so that editors complete and check.

They describe the outer shape: which keys stand where, what is a text, a list or a mapping, and in which forms a
record is written. A file that they refuse is refused by the loader with a code of `OUTER_SHAPE`, and the other way
round. What an expression says, and whether names exist, they cannot tell.
"""

from __future__ import annotations

import re
from typing import Any, Final

from tierrules.language import keys
from tierrules.language.keys.cases import CASE_FORMAT, CASE_RECORDS
from tierrules.language.shapes import Choice, Either, Form, Key, Later, ListOf, MapOf, Record, Shape, Text
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence
from tierrules.text.source import Source
from tierrules.text.yaml_reader import read

Schema = dict[str, Any]

OUTER_SHAPE: Final = frozenset(
    {
        *("not-a-mapping", "empty-value", "wrong-shape", "unknown-key", "missing-key", "unknown-value", "not-yet"),
        *("condition-form", "threshold-form", "dimension-form", "band-form", "invariant-form"),
        *("empty-rules", "empty-score"),
    }
)
"""The codes of what a JSON Schema can see. Of two equal keys it sees only one: `duplicate-key` is not among them."""

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
_WHOLE: Final = re.compile("-?(?:0|[1-9][0-9]*)")
_BOOLEANS: Final = {"true": True, "false": False}
# Editors read a text without quotes as what it looks like; here the place decides what it is.
_SCALARS: Final = ["string", "number", "boolean"]


def ruleset_schema() -> Schema:
    """Return the JSON Schema (draft 7) of a ruleset in format 1."""
    return _document(f"tierrules ruleset, format {keys.FORMAT}", keys.RECORDS)


def cases_schema() -> Schema:
    """Return the JSON Schema (draft 7) of a case file in format 1."""
    return _document(f"tierrules cases, format {CASE_FORMAT}", CASE_RECORDS)


def plain_tree(node: Node) -> Any:
    """Return a YAML tree as plain data, every scalar as its text; a value that is missing is None."""
    match node:
        case Scalar():
            return None if node.reported else node.value
        case Sequence():
            return [plain_tree(one) for one in node.items]
        case Mapping():
            return {key.value: plain_tree(child) for key, child in node.pairs}


def example_of(key: Key) -> Any:
    """Return the example of a key as an editor would read it.

    >>> example_of(keys.RULESET.keys[0])
    1
    """
    source = Source(key.name, key.example)
    tree = read(source, Problems(source))
    assert tree is not None  # every example is a mapping of one key
    return _as_typed(plain_tree(tree)[key.name])


def _as_typed(value: Any) -> Any:
    match value:
        case str():
            return int(value) if _WHOLE.fullmatch(value) else _BOOLEANS.get(value, value)
        case list():
            return [_as_typed(one) for one in value]
        case dict():
            return {key: _as_typed(one) for key, one in value.items()}
    return value


def _document(title: str, records: dict[str, Record]) -> Schema:
    """The schema of a whole file, which is the first of its records."""
    return {
        "$schema": DIALECT,
        "title": title,
        "$ref": f"#/definitions/{next(iter(records))}",
        "definitions": {name: _record(record) for name, record in records.items()},
    }


def _schema(shape: Shape) -> Schema:
    match shape:
        case Text(noun):
            return {"title": noun, "type": _SCALARS}
        case Choice(noun, values):
            return {"title": noun, "enum": [*values, *(typed for one in values if (typed := _as_typed(one)) != one)]}
        case ListOf(noun, of, some):
            least = {"minItems": 1} if some else {}
            return {"title": noun, "type": "array", "items": _schema(of), **least}
        case MapOf(noun, of, some):
            least = {"minProperties": 1} if some else {}
            return {"title": noun, "type": "object", "additionalProperties": _schema(of), **least}
        case Record():
            return {"$ref": f"#/definitions/{_name(shape)}"}
        case Either(noun, shapes):
            return {"title": noun, "anyOf": [_schema(one) for one in shapes]}
        case Later():
            return _schema(shape.shape())


def _record(record: Record) -> Schema:
    readable = [key for key in record.keys if not key.planned]
    required = [key.name for key in readable if key.required]
    return {
        "title": record.noun,
        "type": "object",
        "properties": {key.name: _property(key) for key in readable},
        "additionalProperties": False,
        **({"required": required} if required else {}),
        **({"oneOf": [_form(form, record) for form in record.forms]} if record.forms else {}),
    }


def _property(key: Key) -> Schema:
    schema = _schema(key.shape)
    if "$ref" in schema:
        schema = {"allOf": [schema]}  # in draft 7 nothing beside a `$ref` is read
    return {"description": key.explain, **schema, "examples": [example_of(key)]}


def _form(form: Form, record: Record) -> Schema:
    others = frozenset[str]().union(*(other.keys for other in record.forms)) - form.keys
    return {
        "title": str(form),
        "required": [form.mark, *form.beside],
        "properties": {key.name: False for key in record.keys if key.name in others},
    }


def _name(record: Record) -> str:
    return next(name for name, known in (*keys.RECORDS.items(), *CASE_RECORDS.items()) if known is record)
