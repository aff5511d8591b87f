"""What was mended in a text so that reading could go on, and the way back to the text as it is written.

A mend writes a stretch otherwise and adds or takes no line break, so that every line keeps its
number. What is mended away is lost: of that nothing is said but the fault itself.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Final, NamedTuple

from tierrules.text.source import LINE_BREAK, Source, Span

_WORD: Final = re.compile(r"\w+")
# The value of a key stands close to it; farther away need not be searched.
_NEAR: Final = 200


class Edit(NamedTuple):
    """A stretch of a text, and what is read in its place."""

    start: int
    end: int
    text: str


Edits = tuple[Edit, ...]


def words(text: str) -> list[str]:
    """The words of a text, as names are made of them."""
    return _WORD.findall(text)


def blank(text: str, span: Span) -> Edit:
    r"""A stretch made of spaces; its line breaks stay.

    >>> blank("a: b\nc: d\n", Span(3, 9))
    Edit(start=3, end=9, text=' \n    ')
    """
    pieces = LINE_BREAK.split(text[span.start : span.end])
    breaks = [*LINE_BREAK.findall(text, span.start, span.end), ""]
    return Edit(*span, "".join(" " * len(piece) + end for piece, end in zip(pieces, breaks, strict=True)))


class Mends:
    r"""A source with all that was mended in it, one step after the other.

    >>> mends = Mends(Source("<text>", "a:1\nb: 2\n"))
    >>> mends.make((Edit(2, 2, " "),))
    True
    >>> mends.source.text
    'a: 1\nb: 2\n'
    >>> mends.origin(Span(5, 6))
    Span(start=4, end=5)
    """

    def __init__(self, written: Source) -> None:
        self.written = written
        self.source = written
        self._steps: list[_Step] = []
        # Where lost stretches start in the mended text, in its order.
        self._emptied: list[int] = []
        self.lost: set[str] = set()
        self._doubted: list[Span] = []

    def make(self, edits: Edits) -> bool:
        """Mend the text once more; the edits are in its order and apart. False if they change nothing."""
        text = self.source.text
        mended = _edited(text, edits)
        if mended == text:
            return False
        step = _Step(edits)
        lost = [edit for edit in edits if text[edit.start : edit.end].strip() and not edit.text.strip()]
        for edit in lost:
            self.lost.update(words(text[edit.start : edit.end]))
        self._emptied = sorted(map(step.mended, (*self._emptied, *(edit.start for edit in lost))))
        self._steps.append(step)
        self.source = self.source.rewritten(mended)
        return True

    def doubt(self, span: Span) -> None:
        """Take a stretch of the text as guessed at: nothing is told of it, nor of its words elsewhere."""
        self._doubted.append(self.origin(span))
        self.lost.update(words(self.source.text[span.start : span.end]))

    def doubted(self, origin: Span) -> bool:
        """Whether a stretch of the text as written starts where the reader had to guess."""
        return any(span.start <= origin.start < span.end for span in self._doubted)

    def origin(self, span: Span) -> Span:
        """Where a stretch of the mended text stands in the text as written."""
        start, end = span
        for step in reversed(self._steps):
            start, end = step.origin(start), step.origin(end)
        return Span(start, end)

    def emptied(self, place: int) -> bool:
        """Whether it was mending that left nothing behind a place of the mended text, the end of a key or dash."""
        index = bisect_left(self._emptied, place)
        if index == len(self._emptied) or self._emptied[index] - place > _NEAR:
            return False
        return not self.source.text[place : self._emptied[index]].strip(": \t\r\n]}")


class _Step:
    """The edits of one mend: places of the text before, and of the one after."""

    def __init__(self, edits: Edits) -> None:
        self._edits = edits
        self._shifts = [*accumulate((len(edit.text) - (edit.end - edit.start) for edit in edits), initial=0)]
        self._starts = [edit.start + shift for edit, shift in zip(edits, self._shifts, strict=False)]

    def mended(self, place: int) -> int:
        """Where a place of the text before stands in the mended one; the start of an edit is its start."""
        return place + self._shifts[bisect_left(self._edits, place, key=lambda edit: edit.start)]

    def origin(self, place: int) -> int:
        """Where a place of the mended text stands in the one before."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return place
        edit = self._edits[index]
        inside = place - self._starts[index]
        behind = inside - len(edit.text)
        return edit.end + behind if behind >= 0 else min(edit.start + inside, edit.end)


def _edited(text: str, edits: Edits) -> str:
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += text[done : edit.start], edit.text
        done = edit.end
    return "".join([*parts, text[done:]])
