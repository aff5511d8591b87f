"""Expressions torn by the commas and brackets of `[…]` and `{…}`, put back together in quotes.

Works on the text of one line. The pieces are those of the expression, whose own brackets and
quotes hold it together, not those that YAML sees.
"""

import re
from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_PAIRS: Final = {"(": ")", "[": "]", "{": "}"}
_LABEL: Final = re.compile("'[^']*'|\"[^\"]*\"")
_CLOSERS: Final = frozenset(_PAIRS.values())
# `it's`: no quote closes in front of such an ending, and none opens behind a letter.
_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])'(?=(?:s|t|d|m|re|ve|ll)\b)")
_TEXT_IN_QUOTES: Final = re.compile(rf"'(?:[^']|{_APOSTROPHE.pattern})*'")
# What has a partner.
_PAIRED: Final = re.compile(r"[()\[\]{}'\"]")
_LONGEST: Final = 1000
_MOST_BRACKETS: Final = 20
_NEEDS_QUOTES: Final = re.compile(r"""[,\[\]{}#'"]|:\s""")
_WHOLE_QUOTED: Final = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_WIDE_COMMA: Final = re.compile(r"\s*，\s*")
_PAIR_BEHIND: Final = re.compile(r"\s*，\s*(?=[^\W\d][\w-]*\s*[:：])")
_WIDE_COLON: Final = re.compile(r"[\[{,，]\s*[^\W\d][\w-]*(?P<colon>\s*：\s*)")
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
    if _PAIRED.search(text) is None:  # as of nearly every text that is asked about
        return True
    return all(opener == expected for opener, expected in _closings(text)) and not closers(text)


def _closings(text: str) -> Iterator[tuple[str, str]]:
    """Yield each closing bracket outside of quotes, with the one that was due there."""
    due = ""
    for offset, quote, waiting in _open_behind(text):
        char = text[offset]
        if not quote and char in _CLOSERS and char != "":
            yield char, due
        due = waiting[-1] if waiting else ""


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
            quote = "" if char == quote and not _APOSTROPHE.match(text, offset) else quote
        elif char in "'\"":
            quote = "" if text[offset - 1 : offset].isalnum() else char
        elif char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
        yield offset, quote, waiting


def full_width_comma(text: str) -> int | None:
    """The offset of the first `，` that stands outside of quotes."""
    found = _unquoted(text).find("，")
    return found if found >= 0 else None


def with_plain_signs(text: str) -> str:
    """`[…]` or `{…}` with the commas and colons that YAML reads for those of a Chinese input method.

    >>> print(with_plain_signs("{a：'x，y'，b：1}"))
    {a: 'x，y', b: 1}
    """
    parts: list[str] = []
    done = 0
    for start, end, sign in plain_signs(text, _WIDE_COMMA):
        parts += text[done:start], sign
        done = end
    return "".join([*parts, text[done:]])


def plain_signs(text: str, comma: re.Pattern[str] | None = None) -> list[tuple[int, int, str]]:
    """Where a comma or colon of another width parts the items or pairs of `[…]` or `{…}`, and what is meant."""
    bare = _unquoted(text)
    # In braces a comma may stand in a text; in front of a key it does not.
    comma = comma or (_WIDE_COMMA if text.startswith("[") else _PAIR_BEHIND)
    found = [(*one.span(), ", ") for one in comma.finditer(bare)]
    found += [(*one.span("colon"), ": ") for one in _WIDE_COLON.finditer(bare)]
    return sorted(found)


def _unquoted(text: str) -> str:
    """The text with a sign that means nothing for all that stands in quotes or parentheses."""
    within = False
    chars: list[str] = []
    for offset, quote, waiting in _open_behind(text):
        chars.append("_" if quote or within or ")" in waiting else text[offset])
        within = bool(quote)
    return "".join(chars)


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


def pieces(inside: str, commas: str = ",") -> list[str] | None:
    """The parts between the commas that stand outside all brackets and quotes; None if these do not close.

    >>> pieces("a, max(b, c)")
    ['a', ' max(b, c)']
    """
    cuts = [
        offset for offset, quote, waiting in _open_behind(inside) if inside[offset] in commas and not (quote or waiting)
    ]
    if closers(inside):
        return None
    found = [
        inside[start:end]
        for start, end in pairwise([0, *(place for cut in cuts for place in (cut, cut + 1)), len(inside)])
    ]
    parts = found[::2]
    return parts if parts[-1].strip() else parts[:-1]


def _mended_pair(piece: str) -> str:
    key = _KEY.match(piece)
    return piece if key is None else f"{key[1]}: {_mended(piece[key.end() :])}"


def _mended(piece: str) -> str:
    """A value, quoted if YAML would tear it; a list or mapping, mended inside."""
    if _TEXT_IN_QUOTES.fullmatch(piece) and _APOSTROPHE.search(piece):
        return as_quoted(piece[1:-1])
    if not _NEEDS_QUOTES.search(piece) or _WHOLE_QUOTED.fullmatch(piece):
        return piece
    if piece[0] in "[{" and closing(piece) == len(piece) - 1:
        return requoted(piece) or as_quoted(piece)
    return as_quoted(piece)
