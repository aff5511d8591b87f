"""A file of one customer held against the standard fields: every fault with its place in the file."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from tierrules.language.field_words import standard_name
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.language.near_keys import near_standard
from tierrules.language.uscc import Fault, uscc_fault
from tierrules.meaning.declared import NUMERIC, Field
from tierrules.meaning.facts import UnreadableValueError, read_value
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar
from tierrules.text.render import quoted

_WITH_EXPONENT: Final = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?[eE][+-]?[0-9]{1,4}")


def check_customer(tree: Mapping, problems: Problems) -> None:
    """Report what a customer has that no standard field is, two keys for one, and every value that cannot be read."""
    seen: dict[str, str] = {}
    for key, node in tree.pairs:
        name = standard_name(key.value)
        if name is None:
            near = near_standard(key.value)
            help = f"did you mean `{near}`?" if near else None
            problems.error("schema-mismatch", key.span, f"a customer has no field {quoted(key.value)}", help=help)
            continue
        if name in seen:
            told = f"{quoted(seen[name])} and {quoted(key.value)} are two keys for one field"
            problems.error("schema-mismatch", key.span, told, help="keep one of the two")
        seen.setdefault(name, key.value)
        _check_value(STANDARD_FIELDS[name], node, problems)


def _check_value(field: Field, node: Node, problems: Problems) -> None:
    if not isinstance(node, Scalar):
        noun = "a mapping" if isinstance(node, Mapping) else "a list"
        problems.error("schema-mismatch", node.span, f"{noun} stands here, expected a value of type {field.type}")
        return
    if node.reported:
        return
    try:
        seen = read_value(field, _raw(field, node))
        fault = uscc_fault(seen) if field.name == "uscc" and isinstance(seen, str) else None
    except UnreadableValueError as error:
        fault = Fault(error.message, error.help)
    if fault is not None:
        message, help = fault
        problems.error("schema-mismatch", node.span, f"{field.name}: {message}", help=help or None)


def _raw(field: Field, node: Scalar) -> object:
    """A scalar as JSON has it: only there a plain `null` and a number with an exponent are what they look like."""
    if node.style == "plain" and node.value == "null":
        return None
    if node.style == "plain" and field.type in NUMERIC and _WITH_EXPONENT.fullmatch(node.value):
        return Decimal(node.value)
    return node.value
