"""Numbers with a comma before their thousands, which YAML cuts apart inside `[…]` and `{…}`."""

import re
from typing import Final, NamedTuple

from tierrules.text.expressions import is_expression
from tierrules.text.nodes import Node, Scalar
from tierrules.text.source import Span
from tierrules.text.tokens import thousands_said

# The rest of a number, cut at the comma before its thousands; farther than this, nobody writes one.
_THOUSANDS: Final = re.compile(r"[0-9]{3}(?:[^0-9].*)?", re.DOTALL)
_BEFORE_THOUSANDS: Final = re.compile(r"(?P<before>.*[^0-9.\w])?(?P<head>[0-9]{1,3})", re.DOTALL)
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?")
_CUTS: Final = re.compile(r",(?:[0-9]{3},)*")
_LONGEST_NUMBER: Final = 40


class CutNumber(NamedTuple):
    """A number that commas have cut; `first` if it is cut here for the first time."""

    span: Span
    first: bool
    message: str
    help: str


def cut_number(text: str, before: Node | None, node: Node) -> CutNumber | None:
    """The number of which `node` is the rest, and which `before` ends with; both stand in brackets."""
    if not (isinstance(before, Scalar) and isinstance(node, Scalar)):
        return None
    if before.style != "plain" or node.style != "plain" or node.span.start - before.span.end > _LONGEST_NUMBER:
        return None
    parts = _BEFORE_THOUSANDS.fullmatch(before.value)
    cuts = text[before.span.end : node.span.start]
    if parts is None or not _THOUSANDS.fullmatch(node.value) or not _CUTS.fullmatch(cuts):
        return None
    found = _GROUPED.match(text, before.span.end - len(parts["head"]))
    if found is None:
        return None
    message, help = thousands_said(found[0])
    if parts["before"] and not is_expression(before.value):
        message, help = "a comma ends a text inside `[…]` and `{…}`", "put quotes around the whole text"
    return CutNumber(Span(*found.span()), cuts == ",", message, help)
