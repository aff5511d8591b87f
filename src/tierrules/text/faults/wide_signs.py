"""Commas and colons of a Chinese input method inside `[…]` and `{…}`, which YAML takes for letters."""

from typing import Final

from tierrules.text.faults.flow import closing, plain_signs
from tierrules.text.faults.site import Fault
from tierrules.text.mends import Edit, Edits
from tierrules.text.render import quoted
from tierrules.text.source import Source, Span

_NAMES: Final = {"，": "comma", "：": "colon"}
_LONGEST: Final = 1000


def wide_signs(source: Source, text: str, opening: int, span: Span) -> Fault | None:
    """The fault of a text inside the bracket at `opening` that is several items or pairs to its author."""
    if not any(sign in text[span.start : span.end] for sign in _NAMES):
        return None
    edits = plain_edits(text, opening)
    signs = [edit for edit in edits if span.start <= edit.start < span.end]
    if not signs:
        return None
    at = next(at for at in range(signs[0].start, span.end) if text[at] in _NAMES)
    message = f"{quoted(text[at])} is not the {_NAMES[text[at]]} that YAML reads"
    line = source.line_span(source.position(at).line)
    help = (
        f"write {quoted(edited(text, line, edits), limit=200)}, or put a text that holds {quoted(text[at])} in quotes"
    )
    return Fault(Span(at, at + 1), message, help, edits, "sure")


def plain_edits(text: str, opening: int) -> Edits:
    """Plain signs for the wide ones that part what stands in the bracket at `opening`."""
    end = closing(text[opening : opening + _LONGEST])
    found = plain_signs(text[opening : opening + end + 1]) if end is not None else []
    return tuple(Edit(opening + start, opening + end, sign) for start, end, sign in found)


def edited(text: str, line: Span, edits: Edits) -> str:
    """What a line is with some of its stretches written otherwise."""
    parts: list[str] = []
    done = line.start
    for edit in edits:
        if line.start <= edit.start and edit.end <= line.end:
            parts += text[done : edit.start], edit.text
            done = edit.end
    return "".join([*parts, text[done : line.end]]).strip()
