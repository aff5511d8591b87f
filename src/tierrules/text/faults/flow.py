"""Expressions torn by the commas and brackets of `[…]` and `{…}`, put back together in quotes.

Works on the text of one line. The pieces are those of the expression, whose own brackets and
quotes hold it together, not those that YAML sees.
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import Final

_PAIRS: Final = {"(": ")", "[": "]", "{": "}"}
_LABEL: Final = re.compile("'[^']*'|\"[^\"]*\"")
_LONGEST: Final = 1000
_MOST_BRACKETS: Final = 20
_NEEDS_QUOTES: Final = re.compile(r"""[,\[\]{}#'"]|:\s""")
_WHOLE_QUOTED: Final = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_WIDE_COMMA: Final = re.compile(rf"(?P<label>{_LABEL.pattern})|\s*，\s*")
_KEY: Final = re.compile(r"\s*([^\s:'\"\[\]{}(),]+):\s+")


def as_quoted(text: str) -> str:
    """The text as a YAML scalar in quotes.

    >>> print(as_quoted("starts_with(code, 'I65')"))
    "starts_with(code, 'I65')"
    """
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def is_whole(text: str) -> bool:
    """Whether every bracket and quote of a text has its partner.

    >>> is_whole("max(a, b) >= c"), is_whole("b) >= c"), is_whole("max(a")
    (True, False, False)
    """
    bare = _LABEL.sub("", text)
    return pieces(text) is not None and all(bare.count(left) == bare.count(right) for left, right in _PAIRS.items())


def closing(text: str) -> int | None:
    """The offset of the bracket that closes the one at the start of `text`."""
    before = 0
    for offset, _, waiting in _open_behind(text):
        if before and not waiting:
            return offset
        before = len(waiting)
    return None


def closers(text: str) -> str:
    """The brackets and the quote that a text leaves open, as what closes them.

    >>> closers("{all: [x in ['a', 'b"), closers("{a: 1}")
    ("']]}", '')
    """
    last = deque(_open_behind(text), maxlen=1)
    _, quote, waiting = last.pop() if last else (0, "", [])
    return quote + "".join(reversed(waiting))


def uncommented(text: str) -> str | None:
    """`[…]` or `{…}` without the comment that hides its end; None if it holds no comment.

    >>> print(uncommented("{all: [x > 1 # note]}"))
    {all: [x > 1]}
    """
    for offset, quote, waiting in _open_behind(text):
        if text[offset] == "#" and not quote and text[offset - 1].isspace():
            return text[:offset].rstrip(" \t,") + "".join(reversed(waiting))
    return None


def _open_behind(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Yield each offset with what is open behind it: the quote, and what closes the brackets, the innermost last.

    The list is one and the same throughout.
    """
    waiting: list[str] = []
    quote = ""
    for offset, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
        yield offset, quote, waiting


def full_width_comma(text: str) -> int | None:
    """The offset of the first `，` that stands outside of quotes."""
    found = re.search("，", _LABEL.sub(lambda label: " " * len(label[0]), text))
    return found.start() if found else None


def with_plain_commas(text: str) -> str:
    """The text with `, ` for every `，` outside of quotes.

    >>> print(with_plain_commas("{a: 'x，y'，b: 1}"))
    {a: 'x，y', b: 1}
    """
    return _WIDE_COMMA.sub(lambda found: found["label"] or ", ", text)


def requoted(text: str) -> str | None:
    """`[…]` or `{…}` with every torn piece quoted; None if the pieces cannot be told.

    A text of more brackets or characters than a person writes on a line is not looked at.

    >>> print(requoted("[starts_with(code, 'I65'), x > 1]"))
    ["starts_with(code, 'I65')", x > 1]
    """
    if len(text) > _LONGEST or sum(text.count(bracket) for bracket in _PAIRS) > _MOST_BRACKETS:
        return None
    found = pieces(text[1:-1])
    if found is None:
        return None
    mend = _mended if text[0] == "[" else _mended_pair
    return f"{text[0]}{', '.join(mend(piece.strip()) for piece in found)}{text[-1]}"


def pieces(inside: str) -> list[str] | None:
    """The parts between the commas that stand outside all brackets and quotes; None if these do not close."""
    found: list[str] = []
    start = 0
    waiting: list[str] = []
    quote = ""
    for offset, char in enumerate(inside):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
        elif char == "," and not waiting:
            found.append(inside[start:offset])
            start = offset + 1
    if inside[start:].strip():
        found.append(inside[start:])
    return None if quote or waiting else found


def _mended_pair(piece: str) -> str:
    key = _KEY.match(piece)
    return piece if key is None else f"{key[1]}: {_mended(piece[key.end() :])}"


def _mended(piece: str) -> str:
    """A value, quoted if YAML would tear it; a list or mapping, mended inside."""
    if not _NEEDS_QUOTES.search(piece) or _WHOLE_QUOTED.fullmatch(piece):
        return piece
    if piece[0] in "[{" and closing(piece) == len(piece) - 1:
        return requoted(piece) or as_quoted(piece)
    return as_quoted(piece)
