"""The parts of a case that stand in several places: customers, and a text or a list of texts."""

from __future__ import annotations

from tierrules.language.keys.changes import CUSTOMER
from tierrules.language.keys.conditions import NAME
from tierrules.language.read.records import fits
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence


def read_customer(node: Node | None, problems: Problems) -> tuple[tuple[Scalar, Scalar], ...]:
    """Return the keys of a customer with their values."""
    if not isinstance(node, Mapping):
        return ()
    of = CUSTOMER.of
    kept = [(key, child) for key, child in node.pairs if fits(of, child, problems, f"the value of `{key.value}`")]
    return tuple((key, child) for key, child in kept if isinstance(child, Scalar))


def read_texts(name: str, node: Node, problems: Problems) -> tuple[Scalar, ...] | None:
    """Return the texts of a value or of a list of values; None if one of them is none."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    found = [read_filled(one, f"an entry of `{name}`", problems) for one in nodes]
    return None if None in found else tuple(one for one in found if one is not None)


def read_filled(node: Node, what: str, problems: Problems) -> Scalar | None:
    """Return the node if it is a text with something in it: an empty word stands in every reason."""
    if not fits(NAME, node, problems, what) or not isinstance(node, Scalar):
        return None
    if not node.value.strip():
        problems.error("empty-value", node.span, f"{what} is empty", help="write the text, or delete it")
        return None
    return node
