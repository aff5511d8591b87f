"""Quotes that open a text and close it too late, or never."""

from typing import Final

from tierrules.text.faults.flow import closers
from tierrules.text.faults.levels import indent_of
from tierrules.text.faults.site import Fault, Site
from tierrules.text.mends import Edit
from tierrules.text.render import quoted
from tierrules.text.source import Span

_MAY_FOLLOW: Final = ("", *" \t\r\n,]}:")


def unclosed_quote(site: Site) -> Fault | None:
    """A quote that opens a value and is never closed."""
    if not site.scanning or site.context is None or site.context_char not in ("'", '"'):
        return None
    if site.text[site.at :].strip() not in ("", "\\") and not at_marker(site):
        return None
    return _not_closed(site, site.context)


def quote_left_open(site: Site, span: Span) -> Fault | None:
    """A quote that is closed only by the next one further down, behind lines that are no part of its text."""
    # Behind a quote that closes, no text can go on: this one was meant to open another.
    if site.text[span.end : span.end + 1] in _MAY_FOLLOW:
        return None
    first = site.number(span.start)
    indent = len(indent_of(site.line(first)))
    for number in range(first + 1, site.number(span.end) + 1):
        line = site.line(number)
        if line.strip() and len(indent_of(line)) <= indent:
            return _not_closed(site, span.start)
    return None


def _not_closed(site: Site, opening: int) -> Fault:
    sign = quoted(site.text[opening])
    message = f"the quote {sign} is not closed"
    span = site.to_line_end(opening)
    before = closers(site.text[site.value_start(opening) : opening])
    if not before or not site.text[span.start : span.end].rstrip(",").endswith(before):
        return quote_closed(site, opening, span, message, f"put {sign} at the end of the text too")
    end = span.start + site.text[span.start : span.end].rstrip(",").rindex(before)
    whole = site.text_of(site.number(opening))
    better = f"{site.text[whole.start : end].rstrip()}{site.text[opening]}{site.text[end : whole.end]}"
    edit = Edit(end, end, site.text[opening])
    return Fault(Span(opening, span.end), message, f"write {quoted(better, limit=200)}", (edit,), "sure")


def quote_closed(site: Site, opening: int, span: Span, message: str, help: str) -> Fault:
    """Closed where the line ends on which it opens."""
    end = site.to_line_end(opening).end
    return Fault(span, message, help, (Edit(end, end, site.text[opening]),), "stretch", site.line_span(opening))


def at_marker(site: Site) -> bool:
    """Whether the line is one between documents."""
    return site.line(site.number(site.at)).startswith(("---", "..."))
