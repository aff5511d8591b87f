"""Slips with brackets: not closed, closing nothing, or tearing an expression apart."""

from typing import Final

from tierrules.text.faults.flow import closers, closing, full_width_comma, requoted, uncommented, with_plain_signs
from tierrules.text.faults.site import Fault, Site, block_end, depth, line_fault, quote_value, value_fault
from tierrules.text.mends import Edit
from tierrules.text.render import quoted
from tierrules.text.source import Span

_CLOSES: Final = {"[": "]", "{": "}"}


def bracket(site: Site) -> Fault | None:
    """Inside a bracket that is not closed, or that tears an expression apart."""
    opening = site.bracket
    if opening is None:
        if site.scanning or site.context_char not in ("[", "{"):
            return None
        opening = site.context
    assert opening is not None
    line = site.line_span(opening)
    close = closing(site.text[opening : line.end])
    if close is None:
        return unclosed(site, opening)
    return _torn(site, opening, opening + close)


def unclosed(site: Site, opening: int) -> Fault:
    """A bracket that is not closed, or a line inside it that hides its end."""
    shown = quoted(site.text[opening])
    other = quoted(_CLOSES[site.text[opening]])
    message, help = f"the bracket {shown} is not closed", f"close it with {other}"
    span = site.to_line_end(opening)
    if not site.at_end and depth(site, site.at) > depth(site, opening):
        return _torn_line(site, opening)
    return _close(site, opening, span, message, help)


def _close(site: Site, opening: int, span: Span, message: str, help: str) -> Fault:
    """Closed where the lines end that are indented under the one on which it opens."""
    first = site.number(opening)
    last = block_end(site, first, depth(site, opening) + 1)
    start = site.value_start(opening)
    end = site.to_line_end(site.source.line_span(last).start).end
    # Apart from what stands before it: the scanners read `a:}` differently.
    closing = closers(site.text[start:end])
    pad = " " if closing.startswith(("]", "}", ")")) else ""
    return Fault(span, message, help, (Edit(end, end, pad + closing),), "stretch" if last == first else "below")


def _torn(site: Site, opening: int, close: int) -> Fault:
    written = site.text[opening : close + 1]
    span = Span(opening, close + 1)
    message = f"an expression inside {_pair(written)} must be quoted as a whole"
    help = "put quotes around the whole expression"
    mended = written
    if (comma := full_width_comma(written)) is not None:
        span = Span(opening + comma, opening + comma + 1)
        message, help = "`，` is not the comma that YAML reads", "write `,`"
        mended = with_plain_signs(written)
    elif (bare := uncommented(written)) is not None:
        message = f"a comment stands before the closing {quoted(written[-1])}"
        help = "write the comment on a line of its own"
        mended = bare
    better = requoted(mended)
    if better is not None and better != written:
        line = site.line_span(opening)
        start = site.text[line.start : opening].strip()
        rest = site.text[close + 1 : line.end].rstrip()
        help = f"write {quoted(f'{start} {better}{rest}'.strip(), limit=200)}"
    return value_fault(site, opening, span, message, help)


def _torn_line(site: Site, opening: int) -> Fault:
    """A line of its own inside brackets that open further up."""
    start = site.line_span(site.at).start + depth(site, site.at)
    span = site.to_line_end(start)
    written = site.text[span.start : span.end]
    better = requoted(f"{site.text[opening]}{written.rstrip(',')}{_CLOSES[site.text[opening]]}")
    message = f"an expression inside {_pair(site.text[opening])} must be quoted as a whole"
    help = f"put a comma before it, close {quoted(site.text[opening])}, or quote the expression"
    if better is not None and better[1:-1] != written.rstrip(","):
        comma = "," if written.endswith(",") else ""
        help = f"write {quoted(better[1:-1] + comma, limit=200)}"
    return line_fault(site, start, span, message, help)


def _pair(written: str) -> str:
    return "`[…]`" if written.startswith("[") else "`{…}`"


def after_bracket(site: Site) -> Fault | None:
    """A value that goes on after its closing bracket."""
    if site.scanning:
        return None
    line = site.line_span(site.at)
    before = site.text[line.start : site.at].rstrip()
    if not before.endswith(("]", "}")) or site.char in ("]", "}"):
        return None
    message = f"a text goes on after the closing {quoted(before[-1])}"
    start = site.value_start(site.at)
    help = quote_value(site, site.at)
    return value_fault(site, start, site.to_line_end(site.at), message, help)


def stray_closing(site: Site) -> Fault | None:
    """A closing bracket without an opening one."""
    if site.scanning or site.char not in ("]", "}"):
        return None
    message = f"the bracket {quoted(site.char)} closes nothing"
    start = site.value_start(site.at)
    help = "delete it, or quote the whole value"
    return value_fault(site, start, Span(site.at, site.at + 1), message, help)
