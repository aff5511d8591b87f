"""Findings that the file itself passes over, each with a reason: `# tierrules: ignore[gap] only staff, 2026-03`.

A comment behind a line speaks of that line; alone on a line, of the next line with text. On the first line of an entry
(a dimension, a threshold, a rule of a dimension) it speaks of all lines of the entry. What it speaks of is where a
finding begins; the other places that a finding names do not count. Where several comments pass over one finding, the
nearest does.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, NamedTuple

from tierrules.proof.reports.codes import OPTIONAL, not_ignored
from tierrules.proof.reports.comments import comments, entries, tree_of
from tierrules.text.diagnostics import Diagnostic
from tierrules.text.nearest import is_misspelt
from tierrules.text.nodes import Mapping
from tierrules.text.render import quoted
from tierrules.text.source import Source, Span

_WORD: Final = "ignore"
_EXAMPLE: Final = "# tierrules: ignore[gap] why it is meant"
_MAY_BE: Final = re.compile(r"#+\s*tierrules", re.IGNORECASE)
_IGNORE: Final = re.compile(r"#+\s*tierrules:\s*ignore\s*\[(?P<codes>[^\[\]]*)\](?P<reason>.*)")
# What was meant, however it is written; `# tierrules: 1`, a head that was put out of use, is none.
_LIKELY: Final = re.compile(r"#+\s*tierrules\s*:?\s*(?P<word>[a-z-]+)\s*(?P<rest>.*)", re.IGNORECASE)
_OTHER_WORDS: Final = frozenset({"disable", "skip", "suppress", "noqa", "nolint", "allow"})
_WIDE: Final = str.maketrans({"【": "[", "】": "]", "〔": "[", "〕": "]", "、": ",", "(": "[", ")": "]"})
_CODE: Final = re.compile(r"[^,]+")


class PassedOver(NamedTuple):
    """A finding that a comment in the file passes over, and why."""

    diagnostic: Diagnostic
    reason: str


@dataclass(frozen=True, slots=True)
class _Ignore:
    """A comment that can be followed: its codes with their places, and the lines of which it speaks."""

    codes: dict[str, Span]
    reason: str
    lines: range


def passed_over(
    source: Source, found: list[Diagnostic], looked_for: Collection[str], *, proven: bool
) -> tuple[list[Diagnostic], tuple[PassedOver, ...]]:
    """Divide findings into those that stand and those that comments pass over.

    What is wrong with the comments is found as well. A comment is unused only if its check was `looked_for`, and it is
    `proven` that nothing else would be found.
    """
    if not _MAY_BE.search(source.text):
        return found, ()
    told: list[Diagnostic] = []
    ignores = _read(source, told)
    standing, over, used = _divided(found, ignores)
    if proven:
        told += _unused(source, ignores, used, looked_for)
    return [*standing, *(one for one in told if one.code in looked_for)], tuple(over)


def _divided(
    found: Sequence[Diagnostic], ignores: Sequence[_Ignore]
) -> tuple[list[Diagnostic], list[PassedOver], set[tuple[int, str]]]:
    standing: list[Diagnostic] = []
    over: list[PassedOver] = []
    used: set[tuple[int, str]] = set()
    of_code: defaultdict[str, list[int]] = defaultdict(list)
    for at, ignore in enumerate(ignores):
        for code in ignore.codes:
            of_code[code].append(at)
    for one in found:
        meant = [at for at in of_code[one.code] if one.line in ignores[at].lines]
        if not meant:
            standing.append(one)
            continue
        nearest = min(meant, key=lambda at: len(ignores[at].lines))
        over.append(PassedOver(one, ignores[nearest].reason))
        used.add((nearest, one.code))
    return standing, over, used


def _unused(
    source: Source, ignores: Sequence[_Ignore], used: Collection[tuple[int, str]], looked_for: Collection[str]
) -> Iterator[Diagnostic]:
    for at, ignore in enumerate(ignores):
        for code, span in ignore.codes.items():
            if (at, code) not in used and code in looked_for:
                message = f"nothing is found here that `{code}` would pass over"
                help = "delete the comment" if len(ignore.codes) == 1 else f"delete `{code}` from the comment"
                yield Diagnostic.at(source, span, "unused-ignore", message, help=help)


# --- reading the comments


def _read(source: Source, told: list[Diagnostic]) -> list[_Ignore]:
    tree = tree_of(source)
    spans = list(comments(source, tree))
    lines = _Lines(source, tree, spans)
    read = (_ignore(source, span, lines, told) for span in spans if _MAY_BE.match(_text(source, span)))
    return [one for one in read if one is not None]


def _ignore(source: Source, span: Span, lines: _Lines, told: list[Diagnostic]) -> _Ignore | None:
    text = _text(source, span)
    found = _IGNORE.fullmatch(text)
    if found is None or not found["codes"].strip(", \t"):
        told.extend(_not_read(source, span, text))
        return None
    if not any(map(str.isalnum, found["reason"])):
        message = "the comment gives no reason, so it passes over nothing"
        help = f"write why: `{_cleaned(found['codes'])} the reason`"
        told.append(Diagnostic.at(source, span, "ignore-without-reason", message, help=help))
        return None
    codes = dict(_codes(found, span.start))
    unknown = {code: why for code in codes if (why := not_ignored(code))}
    for code, why in unknown.items():
        message, _, help = why.partition("; ")
        told.append(Diagnostic.at(source, codes.pop(code), "unknown-ignore", message, help=help or None))
    return _Ignore(codes, found["reason"].strip().lstrip(":-–—，, ").strip(), lines.of(span))


def _codes(found: re.Match[str], offset: int) -> Iterator[tuple[str, Span]]:
    start = offset + found.start("codes")
    for piece in _CODE.finditer(found["codes"]):
        code = piece[0].strip()
        if code:
            at = start + piece.start() + piece[0].index(code)
            yield code, Span(at, at + len(code))


def _not_read(source: Source, span: Span, text: str) -> Iterator[Diagnostic]:
    """A comment that looks as if it were meant to pass over something, with the line that would be right."""
    plain = unicodedata.normalize("NFKC", text).translate(_WIDE)
    likely = _LIKELY.match(plain)
    if likely is None:
        return
    word = likely["word"].lower()
    if word == _WORD or word in _OTHER_WORDS or is_misspelt(word, _WORD):
        message = f"{quoted(text)} passes over nothing"
        yield Diagnostic.at(source, span, "ignore-form", message, help=f"write `{_right(likely['rest'])}`")


def _right(rest: str) -> str:
    """The comment as it should be: with the codes and the reason that it has, or an example."""
    bracket = _IGNORE.fullmatch(f"# tierrules: {_WORD}{rest}")
    codes, reason = bracket.groups() if bracket else _bare(rest)
    return f"{_cleaned(codes)} {reason.strip()}" if codes.strip(", ") and reason.strip() else _EXAMPLE


def _bare(rest: str) -> tuple[str, str]:
    """The codes and the reason of a comment without brackets."""
    words = rest.replace(",", ", ").split()
    codes = list(takewhile(lambda word: word.strip(",:") in OPTIONAL, words))
    return ", ".join(word.strip(",:") for word in codes), " ".join(words[len(codes) :])


def _cleaned(codes: str) -> str:
    return f"# tierrules: ignore[{', '.join(code.strip() for code in codes.split(',') if code.strip())}]"


def _text(source: Source, span: Span) -> str:
    return source.text[span.start : span.end]


class _Lines:
    """Of which lines a comment speaks."""

    def __init__(self, source: Source, tree: Mapping, spans: Iterable[Span]) -> None:
        self.source = source
        alone = {self._line(span) for span in spans if not self._before(span).strip()}
        self.next_text: dict[int, int] = {}
        below = None
        for line in range(source.line_count, 0, -1):
            if line in alone:
                self.next_text[line] = below or line
            elif source.line(line).strip():
                below = line
        self.ends: dict[int, int] = {}
        for lines in entries(source, tree):
            self.ends[lines.start] = max(lines.stop, self.ends.get(lines.start, 0))

    def of(self, comment: Span) -> range:
        line = self._line(comment)
        line = self.next_text.get(line, line)
        return range(line, self.ends.get(line, line + 1))

    def _line(self, span: Span) -> int:
        return self.source.position(span.start).line

    def _before(self, span: Span) -> str:
        return self.source.text[self.source.line_span(self._line(span)).start : span.start]
