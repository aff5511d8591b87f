"""Text made fit to show: cells of a terminal, excerpts with carets, quoted user input.

What a person sees is what is there: characters that are invisible or turn the reading direction
are shown by their escape, and a caret stands under the cell of its character.
"""

import unicodedata
from typing import Final

WINDOW: Final = 100
ELLIPSIS: Final = "…"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters by category, blank by look: the fillers of Hangul and Braille.
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def visible(char: str) -> str:
    """The character as shown: a tab as a space, an invisible one as its escape."""
    if " " <= char <= "~":
        return char
    if char == "\t":
        return " "
    if unicodedata.category(char) in _HIDDEN or char in _BLANK_LETTERS:
        code = ord(char)
        return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
    return char


def cells(shown: str) -> int:
    """The terminal cells that a text takes: East Asian wide two, combining marks none.

    >>> cells("客户 A")
    6
    """
    return len(shown) if shown.isascii() else sum(map(_cells_of, shown))


def _cells_of(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def quoted(text: str, limit: int = 60) -> str:
    """User input for a message: in backticks, on one line, cut at `limit` characters.

    >>> quoted("employes")
    '`employes`'
    """
    cut = text if len(text) <= limit else text[: limit - 1]
    dots = "" if cut is text else ELLIPSIS
    return f"`{''.join(map(visible, cut))}{dots}`"


def excerpt(line: str, number: int, start: int, end: int) -> str:
    """A numbered line and a line of carets under its columns `start` to `end` (from 0, excluded).

    >>> print(excerpt("when: employes >= 1000", 41, 6, 14))
       41 | when: employes >= 1000
          |       ^^^^^^^^
    """
    text, lead, width = _window(line, start, max(end, start + 1))
    gutter = f"{number:>5}"
    return f"{gutter} | {text}\n{' ' * len(gutter)} | {' ' * lead}{'^' * width}"


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The shown part of a line, the cells before the carets, the cells under them."""
    first, last = _cut(line, start, end)
    head = _shown(line[first:start])
    marked = _shown(line[start : min(end, last)])
    tail = _shown(line[min(end, last) : last])
    before = ELLIPSIS if first else ""
    after = ELLIPSIS if last < len(line) else ""
    text = f"{before}{head}{marked}{tail}{after}".rstrip()
    return text, cells(before) + cells(head), max(1, cells(marked))


def _cut(line: str, start: int, end: int) -> tuple[int, int]:
    """Where to cut a long line: at most about `WINDOW` cells, the start of the mark inside."""
    first = _walk(line, start, -1, WINDOW)
    last = _walk(line, start, +1, WINDOW)
    if first == 0 and last == len(line) and cells(_shown(line)) <= WINDOW:
        return 0, len(line)
    marked = min(cells(_shown(line[start : min(end, last)])), WINDOW // 2)
    first = _walk(line, start, -1, (WINDOW - marked) // 2)
    head = cells(_shown(line[first:start]))
    return first, _walk(line, start, +1, WINDOW - head)


def _walk(line: str, place: int, step: int, budget: int) -> int:
    """The farthest offset from `place` that `budget` cells reach."""
    while place > 0 if step < 0 else place < len(line):
        budget -= cells(visible(line[place - 1 if step < 0 else place]))
        if budget < 0:
            break
        place += step
    return place


def _shown(text: str) -> str:
    return "".join(map(visible, text))
