"""The tree of a YAML text: scalars, lists and mappings, each with its place.

Nothing is interpreted: a scalar is its text, whatever it looks like. A plain scalar without text
(`Scalar.reported`) stands where the reader has found nothing usable and has said so already.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from tierrules.text.source import LINE_BREAK, Source, Span

Style = Literal["plain", "single", "double", "literal", "folded"]

# What YAML folds: the only characters of a value that may differ from those of the source.
# (Python counts more characters as blank, as the no-break space.)
BLANKS: Final = " \t\n\r\x85\u2028\u2029"
_BLANK: Final = frozenset(BLANKS)
_SINGLE: Final = re.compile("''|.", re.DOTALL)
_DOUBLE: Final = re.compile(
    r"\\(?:x[^\\]{2}|u[^\\]{4}|U[^\\]{8}|\r\n|.)|.",
    re.DOTALL,
)
_ESCAPES: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "\\": "\\", "/": "/", "N": "\x85", "_": "\xa0",
    "L": "\u2028", "P": "\u2029",
}  # fmt: skip


class Scalar:
    """A text as YAML folds it, with the way back from its characters to the source."""

    # Most objects of a file are scalars: a place of two plain numbers is none for the garbage collector to walk.
    __slots__ = ("_end", "_places", "_start", "source", "style", "value")

    def __init__(self, value: str, style: Style, span: Span, source: Source) -> None:
        self.value = value
        self.style = style
        self._start, self._end = span
        self.source = source
        self._places: tuple[Span, ...] | None = None

    def __repr__(self) -> str:
        return f"Scalar(value={self.value!r}, style={self.style!r}, span={self.span!r})"

    @property
    def span(self) -> Span:
        """Where it stands, its quotes included."""
        return Span(self._start, self._end)

    @property
    def reported(self) -> bool:
        """Whether this stands for a value that is missing and already reported as such."""
        return not self.value and self.style == "plain"

    def locate(self, start: int, end: int) -> Span:
        """Where the characters `start` to `end` (excluded) of `value` stand in the source."""
        start = max(0, min(start, len(self.value)))
        end = max(start, min(end, len(self.value)))
        shift = self._shift()
        if shift is not None:
            return Span(self._start + shift + start, self._start + shift + end)
        if self._places is None:
            self._places = _align(self)
        if start == end:
            place = self._places[start].start if start < len(self._places) else self._end_of_places()
            return Span(place, place)
        return Span(self._places[start].start, self._places[end - 1].end)

    def _shift(self) -> int | None:
        """How far a value stands behind its source, if it is the source letter for letter.

        Folding and escapes only ever shorten: a value as long as its source is its source.
        """
        surplus = self._end - self._start - len(self.value)
        if self.style == "plain":
            return 0 if surplus == 0 else None
        quoted = self.style in ("single", "double")
        return 1 if quoted and surplus == 2 else None

    def _end_of_places(self) -> int:
        return self._places[-1].end if self._places else self._end


@dataclass(slots=True, eq=False)
class Sequence:
    """A list; `flow` if it is written in `[…]`."""

    items: tuple["Node", ...]
    flow: bool
    span: Span


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys with their nodes, in file order, each key once; `flow` if written in `{…}`."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    flow: bool
    span: Span
    _index: dict[str, "Node"] | None = field(default=None, repr=False)

    def get(self, key: str) -> "Node | None":
        """The node of a key, or None."""
        if self._index is None:
            self._index = {name.value: node for name, node in self.pairs}
        return self._index.get(key)


Node = Scalar | Sequence | Mapping


class _Unit(NamedTuple):
    """A character as the source writes it, perhaps by an escape."""

    char: str
    span: Span


def _align(scalar: Scalar) -> tuple[Span, ...]:
    """The place of each character of a value.

    The characters that are not blank stand in value and source in the same order; the blanks
    between two of them are shared out over the blanks between their places.
    """
    units = list(_units(scalar))
    places: list[Span] = []
    blanks = seen = 0
    for char in scalar.value:
        if char in _BLANK:
            blanks += 1
            continue
        at = _next_solid(units, seen)
        if at == len(units) or units[at].char != char:
            return (scalar.span,) * len(scalar.value)
        places.extend(_shared_out(blanks, units[seen:at], units[at].span.start))
        places.append(units[at].span)
        blanks, seen = 0, at + 1
    places.extend(_shared_out(blanks, units[seen:], scalar.span.end))
    return tuple(places)


def _next_solid(units: list[_Unit], at: int) -> int:
    while at < len(units) and units[at].char in _BLANK:
        at += 1
    return at


def _shared_out(blanks: int, gap: list[_Unit], end: int) -> Iterator[Span]:
    for count in range(blanks):
        yield gap[min(count, len(gap) - 1)].span if gap else Span(end, end)


def _units(scalar: Scalar) -> Iterator[_Unit]:
    text, (start, end) = scalar.source.text, scalar.span
    match scalar.style:
        case "single":
            for found in _SINGLE.finditer(text, start + 1, end - 1):
                yield _Unit(found[0][0], Span(*found.span()))
        case "double":
            for found in _DOUBLE.finditer(text, start + 1, end - 1):
                char = _unescaped(found[0])
                if char is not None:
                    yield _Unit(char, Span(*found.span()))
        case "plain":
            yield from _characters(text, start, end)
        case _:
            header = LINE_BREAK.search(text, start, end)
            yield from _characters(text, header.end() if header else end, end)


def _characters(text: str, start: int, end: int) -> Iterator[_Unit]:
    for offset in range(start, end):
        yield _Unit(text[offset], Span(offset, offset + 1))


def _unescaped(written: str) -> str | None:
    """The character of a piece of a double-quoted text; None for an escaped line break."""
    if len(written) == 1:
        return written
    if written[1] in "xuU":
        return chr(int(written[2:], 16))
    return _ESCAPES.get(written[1])
