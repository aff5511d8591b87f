"""A document held against a JSON Schema: every fault with its place in the file and with what stands there.

This is what an editor says of a file, no more: `tierrules check` says the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from tierrules.language.schema import Schema, plain_tree
from tierrules.language.shapes import spoken
from tierrules.text.diagnostics import Problems
from tierrules.text.nearest import nearest
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence
from tierrules.text.render import quoted
from tierrules.text.source import Span

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


class _Fault(NamedTuple):
    span: Span
    message: str
    help: str | None = None


def validate(tree: Mapping, schema: Schema, problems: Problems) -> None:
    """Report everything in which a document does not meet a schema, as `schema-mismatch`."""
    from jsonschema import Draft7Validator

    found = _faults(Draft7Validator(schema).iter_errors(plain_tree(tree)), tree)
    for fault in sorted(set(found), key=lambda one: (one.span, one.message)):
        problems.error("schema-mismatch", fault.span, fault.message, help=fault.help)


def _faults(errors: Iterable[ValidationError], tree: Mapping) -> Iterator[_Fault]:
    for error in errors:
        yield from _faults_of(error, tree)


def _faults_of(error: ValidationError, tree: Mapping) -> Iterator[_Fault]:
    node, schema = _node_at(tree, error.absolute_path), error.schema
    instance: Any = error.instance
    assert isinstance(schema, dict)  # a schema that is `false` stands only inside of `oneOf`
    if isinstance(node, Scalar) and node.reported:
        return
    match error.validator:
        case "anyOf":
            fitting = _of_the_kind_seen(error)
            yield from _faults(fitting, tree) if fitting else (_expected(node, schema),)
        case "oneOf":
            forms = "; ".join(one["title"] for one in schema["oneOf"])
            seen = " and ".join(f"`{key}`" for key in instance) or "nothing"
            yield _Fault(node.span, f"{schema['title']} is written in one of its forms, seen {seen}", f"write {forms}")
        case "additionalProperties":
            yield from _unknown_keys(node, tuple(schema["properties"]))
        case "required":
            lacking = [name for name in schema["required"] if name not in instance]
            yield from (_Fault(node.span, f"{schema['title']} has no key `{name}`") for name in lacking)
        case "enum":
            texts = tuple(one for one in schema["enum"] if isinstance(one, str))
            yield _Fault(node.span, f"{_seen(node)} is not {schema['title']}", f"write {spoken(texts)}")
        case "minItems" | "minProperties":
            yield _Fault(node.span, f"{schema['title']} is empty, expected at least one")
        case _:
            yield _expected(node, schema)


def _of_the_kind_seen(error: ValidationError) -> list[ValidationError]:
    """The errors of those alternatives that are of the kind that is seen: a text, a list or a mapping."""
    other_kind = {one.schema_path[0] for one in error.context if one.validator == "type" and not one.path}
    return [one for one in error.context if one.schema_path[0] not in other_kind]


def _expected(node: Node, schema: Schema) -> _Fault:
    return _Fault(node.span, f"{_seen(node)} stands here, expected {schema['title']}")


def _unknown_keys(node: Node, known: tuple[str, ...]) -> Iterator[_Fault]:
    assert isinstance(node, Mapping)
    for key, _ in node.pairs:
        if key.value not in known:
            near = nearest(key.value, known)
            help = f"did you mean `{near}`?" if near else f"the keys here are {spoken(known)}"
            yield _Fault(key.span, f"the key {quoted(key.value)} does not belong here", help)


def _node_at(tree: Mapping, path: Iterable[Any]) -> Node:
    node: Node = tree
    for step in path:
        if isinstance(node, Mapping):
            node = node.get(step) or node
        elif isinstance(node, Sequence):
            node = node.items[step]
    return node


def _seen(node: Node) -> str:
    match node:
        case Scalar():
            return f"the text {quoted(node.value)}"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
