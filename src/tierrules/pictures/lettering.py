"""Text in pictures: how much room it takes, where its lines break, and how an axis is told what to write."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from tierrules.meaning.texts import one_line

# What stays together on a line: a word, or one sign of a script that has no blanks.
_PIECES: Final = re.compile(
    r"\s*(?:[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+)"
)
_ELLIPSIS: Final = "…"
# Signs that may not begin a line.
_CLOSING: Final = frozenset("，。；：、）》」！？,.;:)!?%")


def width(text: str) -> int:
    """Return how wide a text is, in half signs: a Chinese sign takes two.

    >>> width("tier A"), width("高价值")
    (6, 6)
    """
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def wrapped(text: str, room: int, most: int = 3) -> list[str]:
    """Return a text as lines of at most `room` half signs; what finds no place on `most` lines gives way to `…`.

    >>> wrapped("Customer value and tier", 14)
    ['Customer value', 'and tier']
    >>> wrapped("流失预警客户", 8)
    ['流失预警', '客户']
    """
    lines = [""]
    for piece in _pieces(one_line(text), room):
        if width(lines[-1] + piece) <= room or not lines[-1]:
            lines[-1] += piece if lines[-1] else piece.lstrip()
        else:
            lines.append(piece.lstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{_fitting(' '.join(lines[most - 1 :]), room - 1)}{_ELLIPSIS}"]
    return lines


def _pieces(text: str, room: int) -> Iterable[str]:
    held = ""
    for piece in _PIECES.findall(text):
        if piece.strip()[0] in _CLOSING:
            held += piece
            continue
        yield from _cut(held, room)
        held = piece
    yield from _cut(held, room)


def _cut(piece: str, room: int) -> Iterable[str]:
    """Yield a piece, in parts where it is wider than a line."""
    part = ""
    for char in piece:
        if width(part.strip() + char) > room:
            yield part
            part = ""
        part += char
    if part:
        yield part


def shortened(text: str, room: int) -> str:
    """Return a text that is at most `room` half signs wide; of a longer one the beginning and the end.

    >>> shortened("Customers of region 12", 22), shortened("Customers of region 12", 16)
    ('Customers of region 12', 'Customers…ion 12')
    """
    told = one_line(text)
    if width(told) <= room:
        return told
    end = _fitting(told[::-1], (room - 1) * 2 // 5)[::-1]
    return _fitting(told, room - 1 - width(end)) + _ELLIPSIS + end


def _fitting(text: str, room: int) -> str:
    """Return as much of the beginning as there is room for."""
    kept = ""
    for char in text:
        if width(kept + char) > room:
            break
        kept += char
    return kept


def labels(values: Sequence[str | float], texts: Sequence[str | Sequence[str]]) -> str:
    """Return the expression by which an axis or a legend writes a text for each of its values."""
    return f"{_literal(texts)}[indexof({_literal(values)}, datum.value)]"


def _literal(told: object) -> str:
    # Nothing but ASCII: every other sign stands as its escape, and none can end the text.
    return json.dumps(told)
