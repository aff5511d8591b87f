"""A file of one customer held against the standard fields: every fault with its place in the file."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from tierrules.language.fields import STANDARD_FIELDS
from tierrules.language.uscc import Fault, uscc_fault
from tierrules.meaning.declared import NUMERIC, Field
from tierrules.meaning.facts import UnreadableValueError, read_value
from tierrules.text.diagnostics import Problems
from tierrules.text.nearest import nearest
from tierrules.text.nodes import Mapping, Node, Scalar
from tierrules.text.render import quoted

_WITH_EXPONENT: Final = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?[eE][+-]?[0-9]{1,4}")


def check_customer(tree: Mapping, problems: Problems) -> None:
    """Report what a customer has that no standard field is, and every value that cannot be read."""
    for key, node in tree.pairs:
        field = STANDARD_FIELDS.get(key.value)
        if field is None:
            near = nearest(key.value, STANDARD_FIELDS)
            help = f"did you mean `{near}`?" if near else None
            problems.error("schema-mismatch", key.span, f"a customer has no field {quoted(key.value)}", help=help)
        else:
            _check_value(field, node, problems)


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
