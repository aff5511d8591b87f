"""Where a YAML scanner gave up, what stands around it, and the fault that is made of it."""

import re
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from tierrules.text.faults.flow import as_quoted
from tierrules.text.render import quoted
from tierrules.text.source import Source, Span

# Indentation, dashes and key of a line; what follows is its value.
LAYOUT: Final = re.compile(
    r"""(?P<indent>[ ]*)(?P<dashes>(?:-[ ]+)*)
    (?:(?P<key>[^\s:\#'"\[\]{},&*!|>@`%-][^:\#]*|'[^']*'|"[^"]*"):(?:[ ]+|$))?""",
    re.VERBOSE,
)
LEVELS_SEARCHED: Final = 500


# How far a fault may reach: a value of one line (the tree of the rest is what the author wrote), a
# value that may go on below, or the layout of the lines around it.
Reach = Literal["value", "open", "line"]


class Fault(NamedTuple):
    """A fault of syntax, and the stretch to blank before the text is read again."""

    span: Span
    message: str
    help: str | None
    blank: Span
    reach: Reach


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

    def value_start(self, offset: int) -> int:
        """Where the value starts on the line of an offset."""
        line = self.line_span(offset)
        found = LAYOUT.match(self.text, line.start, line.end)
        return found.end() if found else line.start

    def with_value(self, offset: int, value: str) -> str:
        """The line of an offset with another value, without its indentation."""
        line = self.line_span(offset)
        return self.text[line.start : self.value_start(offset)].strip() + f" {value}"


def value_fault(site: Site, start: int, span: Span, message: str, help: str, reach: Reach = "value") -> Fault:
    """A fault of the value from `start` to the end of its line."""
    return Fault(span, message, help, Span(start, site.line_span(start).end), reach)


def line_fault(site: Site, offset: int, span: Span, message: str, help: str) -> Fault:
    """A fault of the layout of a line."""
    return Fault(span, message, help, site.line_span(offset), "line")


def quote_value(site: Site, offset: int) -> str:
    """The help that shows the line of `offset` with its value in quotes."""
    value = site.to_line_end(site.value_start(offset))
    shown = site.with_value(offset, as_quoted(site.text[value.start : value.end]))
    return f"quote the whole value: {quoted(shown, limit=200)}"


def depth(site: Site, offset: int) -> int:
    """How far the line of `offset` is indented."""
    line = site.line(site.number(offset))
    return len(line) - len(line.lstrip(" "))


def line_above(site: Site, number: int) -> int | None:
    """The number of the next line above that is neither blank nor a comment."""
    for above in range(number - 1, max(0, number - LEVELS_SEARCHED), -1):
        text = site.line(above).strip()
        if text and not text.startswith("#"):
            return above
    return None
