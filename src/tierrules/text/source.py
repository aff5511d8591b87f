"""A text and its places: offsets, lines, columns, and bytes turned into text.

Every place in a file is a `Span` of code point offsets into `Source.text`; lines and columns are
computed only where a person is shown one. Lines end where YAML ends them, so that a position here
and a position of the YAML scanner name the same place.
"""

import re
from bisect import bisect_right
from typing import Final, NamedTuple

LINE_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
BYTE_ORDER_MARK: Final = "\ufeff"


class Span(NamedTuple):
    """A stretch of a source text: code point offsets, the end excluded."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people count: line and column from 1, columns in code points."""

    line: int
    column: int


class Undecodable(NamedTuple):
    """Bytes that are no text: the offset of the first bad byte, and what they may be instead."""

    byte: int
    looks_like: str | None


class Source:
    r"""A text with the name under which it is shown (a path, or `<text>`).

    A byte order mark at the start is no part of the text.

    >>> Source("<text>", "a: 1\nb: 2\n").position(8)
    Position(line=2, column=4)
    """

    __slots__ = ("_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text.removeprefix(BYTE_ORDER_MARK)
        self._starts: list[int] | None = None

    def rewritten(self, text: str) -> "Source":
        """Another text under the same name, taken as it is."""
        other = Source(self.name, "")
        other.text = text
        return other

    def __repr__(self) -> str:
        return f"Source({self.name!r}, {len(self.text)} characters)"

    def position(self, offset: int) -> Position:
        """The line and column of an offset; an offset past the end is at the end."""
        starts = self._line_starts()
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column, the inverse of `position`."""
        return self._line_starts()[position.line - 1] + position.column - 1

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line break."""
        span = self.line_span(number)
        return self.text[span.start : span.end]

    def line_span(self, number: int) -> Span:
        """The stretch of a line (from 1), without its line break."""
        starts = self._line_starts()
        start = starts[number - 1]
        if number == len(starts):
            return Span(start, len(self.text))
        end = starts[number]
        crlf = self.text[end - 2 : end] == "\r\n"
        return Span(start, end - (2 if crlf else 1))

    @property
    def line_count(self) -> int:
        """How many lines there are; the empty text has one."""
        return len(self._line_starts())

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(found.end() for found in LINE_BREAK.finditer(self.text))]
        return self._starts


def decode(data: bytes) -> str | Undecodable:
    """The text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one.

    >>> decode("企业".encode("gb18030"))
    Undecodable(byte=0, looks_like='GBK')
    """
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return Undecodable(0, "UTF-32")
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if marked else "utf-8").removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        return Undecodable(error.start, None if marked else _guess(data))


def _guess(data: bytes) -> str | None:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return "GBK"
