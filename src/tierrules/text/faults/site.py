"""Where a YAML scanner gave up, what stands around it, and the fault that is made of it."""

import re
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from tierrules.text.faults.flow import as_quoted
from tierrules.text.mends import Edits, blank
from tierrules.text.render import quoted
from tierrules.text.source import Source, Span

# Indentation, dashes and key of a line; what follows is its value.
LAYOUT: Final = re.compile(
    r"""(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)
    (?:(?P<key>[^\s:\#'"\[\]{},&*!|>@`%-][^:\#]*|'[^']*'|"[^"]*"):(?:[ ]+|$))?""",
    re.VERBOSE,
)
LEVELS_SEARCHED: Final = 500


# Where another fault may be nothing but the outcome of a mend: nowhere, as what is read now is surely
# what was meant; in the mended stretch; or on the next line below it as well.
Reach = Literal["sure", "stretch", "below"]


class Fault(NamedTuple):
    """A fault of syntax, and how to mend the text before it is read again.

    Of what stands in `doubt` after the mend, nothing more is told: what was meant had to be guessed.
    """

    span: Span
    message: str
    help: str | None
    edits: Edits
    reach: Reach
    doubt: Span | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """Where a scanner gave up, and what it had seen; `fault_at` says what each part is."""

    source: Source
    text: str
    at: int
    context: int | None
    scanning: bool
    last: Span | None
    bracket: int | None

    @property
    def char(self) -> str:
        """The character that the scanner could not take."""
        return self.text[self.at : self.at + 1]

    @property
    def context_char(self) -> str:
        """The character at which the scanner began what it could not finish."""
        return "" if self.context is None else self.text[self.context : self.context + 1]

    @property
    def at_end(self) -> bool:
        """Whether the scanner came to the end without finding what it looked for."""
        return not self.text[self.at :].strip()

    def number(self, offset: int) -> int:
        """The line of an offset."""
        return self.source.position(offset).line

    def line_span(self, offset: int) -> Span:
        """The stretch of the line of an offset."""
        return self.source.line_span(self.number(offset))

    def line(self, number: int) -> str:
        """The text of a line."""
        span = self.source.line_span(number)
        return self.text[span.start : span.end]

    def to_line_end(self, offset: int) -> Span:
        """From an offset to the end of the text on its line; at least one column."""
        end = self.line_span(offset).end
        kept, _, _ = self.text[offset:end].partition(" #")
        return Span(offset, offset + max(1, len(kept.rstrip())))

    def text_of(self, number: int) -> Span:
        """The text of a line, without its indentation and comment."""
        line = self.source.line_span(number)
        text = self.text[line.start : line.end]
        return self.to_line_end(line.start + len(text) - len(text.lstrip()))

    def value_start(self, offset: int) -> int:
        """Where the value starts on the line of an offset."""
        line = self.line_span(offset)
        found = LAYOUT.match(self.text, line.start, line.end)
        return found.end() if found else line.start

    def with_value(self, offset: int, value: str) -> str:
        """The line of an offset with another value, without its indentation."""
        line = self.line_span(offset)
        return self.text[line.start : self.value_start(offset)].strip() + f" {value}"


def value_fault(site: Site, start: int, span: Span, message: str, help: str) -> Fault:
    """A fault of the value from `start` on, which is lost with the lines that go on with it."""
    first = site.number(start)
    inside = site.bracket is not None and site.number(site.bracket) < first
    last = first if inside else block_end(site, first, column_of_key(site, first) + 1)
    stretch = Span(start, site.source.line_span(last).end)
    return Fault(span, message, help, (blank(site.text, stretch),), "stretch")


def line_fault(site: Site, offset: int, span: Span, message: str, help: str, least: int | None = None) -> Fault:
    """A fault of a line, which is lost with all under it that is indented further, or by `least`."""
    first = site.number(offset)
    last = block_end(site, first, depth(site, offset) + 1 if least is None else least)
    stretch = Span(site.line_span(offset).start, site.source.line_span(last).end)
    return Fault(span, message, help, (blank(site.text, stretch),), "below")


def text_fault(site: Site, offset: int, span: Span, message: str, help: str) -> Fault:
    """A fault of what stands on a line behind its dashes, which is lost with all that is indented under it."""
    first = site.number(offset)
    found = LAYOUT.match(site.line(first))
    assert found is not None
    column = len(found["indent"]) + len(found["dashes"])
    last = block_end(site, first, column + 1)
    stretch = Span(site.line_span(offset).start + column, site.source.line_span(last).end)
    return Fault(span, message, help, (blank(site.text, stretch),), "below")


def quote_value(site: Site, offset: int) -> str:
    """The help that shows the line of `offset` with its value in quotes."""
    value = site.to_line_end(site.value_start(offset))
    shown = site.with_value(offset, as_quoted(site.text[value.start : value.end]))
    return f"quote the whole value: {quoted(shown, limit=200)}"


def depth(site: Site, offset: int) -> int:
    """How far the line of `offset` is indented."""
    line = site.line(site.number(offset))
    return len(line) - len(line.lstrip(" "))


def block_end(site: Site, number: int, least: int) -> int:
    """The last of the lines under a line that are indented by `least` or more; the line itself if there is none."""
    last = number
    for below in range(number + 1, site.source.line_count + 1):
        text = site.line(below)
        bare = text.lstrip(" ")
        if not bare.strip() or bare.startswith("#"):
            continue
        if len(text) - len(bare) < least:
            break
        last = below
    return last


def column_of_key(site: Site, number: int) -> int:
    """Where the key of a line starts, or the last of its dashes."""
    found = LAYOUT.match(site.line(number))
    assert found is not None
    before = len(found["indent"]) + len(found["dashes"])
    return before if found["key"] is not None or not found["dashes"] else len(found[0].rstrip()) - 1


def line_above(site: Site, number: int) -> int | None:
    """The number of the next line above that is neither blank nor a comment."""
    for above in range(number - 1, max(0, number - LEVELS_SEARCHED), -1):
        text = site.line(above).strip()
        if text and not text.startswith("#"):
            return above
    return None


def line_below(site: Site, number: int) -> int | None:
    """The number of the next line below that is neither blank nor a comment."""
    for below in range(number + 1, min(site.source.line_count, number + LEVELS_SEARCHED) + 1):
        text = site.line(below).strip()
        if text and not text.startswith("#"):
            return below
    return None
