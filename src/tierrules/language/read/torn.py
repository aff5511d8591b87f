"""Expressions that YAML has cut to pieces at their commas: one problem, and not one a piece."""

from __future__ import annotations

import re

from tierrules.text.diagnostics import Problems
from tierrules.text.faults import flow
from tierrules.text.nodes import Node, Scalar, Sequence
from tierrules.text.render import quoted
from tierrules.text.source import Span

_COMPARES = re.compile(r"[<>]|[=!]=|\w (?:not )?in [\[(]")
# Only what opens can be left open.
_OPENS = re.compile(r"[(\[{'\"]")


def is_torn(node: Sequence, problems: Problems) -> bool:
    """Whether a list `[..]` holds pieces of one expression; reports it with the list rewritten."""
    if not node.flow or not any(map(_is_unbalanced, node.items)):
        return False
    written = problems.text[node.span.start : node.span.end]
    whole = flow.pieces(written[1:-1])
    if whole is None or len(whole) >= len(node.items):
        return False
    better = flow.requoted(written)
    problems.error(
        "torn-expression",
        node.span,
        "an expression inside `[…]` must be quoted as a whole",
        help=f"write {quoted(better, limit=200)}" if better else "put double quotes around the whole expression",
    )
    return True


def is_torn_at_colon(name: Scalar, child: Node, problems: Problems) -> bool:
    """Whether a comparison stands as a key because it holds a colon and a space; reports it with the whole quoted."""
    if name.style != "plain" or not isinstance(child, Scalar) or not _COMPARES.search(name.value):
        return False
    span = Span(name.span.start, child.span.end)
    problems.error(
        "torn-expression",
        span,
        "a condition that holds a colon and a space must be quoted",
        help=f"write {quoted(flow.as_quoted(problems.text[span.start : span.end]), limit=200)}",
    )
    return True


def _is_unbalanced(node: Node) -> bool:
    return isinstance(node, Scalar) and _OPENS.search(node.value) is not None and flow.pieces(node.value) is None
