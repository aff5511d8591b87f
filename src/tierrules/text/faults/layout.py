"""Slips of layout: tabs, indentation, keys without a colon, lists beside keys."""

import re
from typing import Final

from tierrules.text.faults.site import (
    LAYOUT,
    LEVELS_SEARCHED,
    Fault,
    Site,
    depth,
    line_above,
    line_fault,
    quote_value,
    value_fault,
)
from tierrules.text.faults.values import inner_colon
from tierrules.text.render import quoted
from tierrules.text.source import Span

_WIDE_COLON: Final = re.compile(r"\s*((?:- +)*[^\s:'\"：]+)\s*：[\s\u3000]*(.*)$")
_NO_SPACE: Final = re.compile(r"\s*(?:- +)*([^\s:'\"]+:\S*)\s*$")


def tab(site: Site) -> Fault | None:
    """A tab in the indentation; one of the two scanners takes none between words either."""
    line = site.line_span(site.at)
    text = site.text[line.start : line.end]
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    if "\t" in indent and site.at <= line.start + len(indent):
        tab = line.start + indent.index("\t")
    elif site.scanning and site.char == "\t":
        tab = site.at
    else:
        return None
    message = "a tab stands where only spaces can"
    return line_fault(site, site.at, Span(tab, tab + 1), message, "replace the tab by spaces")


def colon_without_key(site: Site) -> Fault | None:
    """A colon with nothing before it."""
    before = site.text[site.line_span(site.at).start : site.at].rstrip()
    if site.scanning or site.char != ":" or not (before == "" or before[-1] in "[{,-?"):
        return None
    message = "a key is missing before the colon"
    return line_fault(site, site.at, Span(site.at, site.at + 1), message, "write `key: value`")


def colon(site: Site) -> Fault | None:
    """A colon where no key can be."""
    if not site.scanning or site.char != ":":
        return None
    if site.value_start(site.at) <= site.at:
        return inner_colon(site)
    return _key_below_value(site)


def _key_below_value(site: Site) -> Fault | None:
    """A key under a line that is a text already: that line lacks a colon, a space or a value."""
    number = line_above(site, site.number(site.at))
    if number is None:
        return None
    joined = _joined(site, number)
    if joined is not None:
        return joined
    above = site.source.line_span(number)
    text = site.text[above.start : above.end]
    start = above.start + len(text) - len(text.lstrip())
    span = site.to_line_end(start)
    shown = quoted(site.text[span.start : span.end])
    layout = LAYOUT.match(text)
    if layout is None or layout["key"] is None:
        message = f"{shown} is no key with a colon"
        return line_fault(site, start, span, message, "write `key: value`")
    here = site.to_line_end(site.line_span(site.at).start + depth(site, site.at))
    message = f"a key stands below {quoted(layout['key'])}, which has a value already"
    help = f"indent it like line {number}, or delete the value there"
    return line_fault(site, site.at, here, message, help)


def _joined(site: Site, number: int) -> Fault | None:
    """A line `key:value` or `key：value`, which YAML reads as one text."""
    line = site.source.line_span(number)
    text = site.text[line.start : line.end]
    start = line.start + len(text) - len(text.lstrip())
    span = site.to_line_end(start)
    wide = _WIDE_COLON.match(site.text, line.start, max(span.end, line.start))
    if wide is not None:
        better = f"{wide[1]}: {wide[2]}".rstrip()
        message = f"{quoted(site.text[span.start : span.end])} has a full-width colon, which YAML does not read"
        return line_fault(site, start, span, message, f"write {quoted(better)} with the plain colon")
    found = _NO_SPACE.match(text)
    if found is None:
        return None
    message = f"{quoted(site.text[span.start : span.end])} has no space after its colon"
    return line_fault(site, start, span, message, f"write {quoted(found[1].replace(':', ': ', 1))}")


def missing_colon(site: Site) -> Fault | None:
    """A line among keys that has no colon."""
    if not site.scanning or site.context is None:
        return None
    if site.number(site.context) == site.number(site.at) and not site.at_end:
        return None
    joined = _joined(site, site.number(site.context))
    if joined is not None:
        return joined
    span = site.to_line_end(site.context)
    shown = quoted(site.text[span.start : span.end])
    message = f"{shown} is no key with a colon"
    help = "write `key: value`, or indent it to go on with the value above"
    return line_fault(site, site.context, span, message, help)


def list_beside_key(site: Site) -> Fault | None:
    """A list item on the line of its key."""
    if not site.scanning or site.char not in ("-", "?"):
        return None
    message = "a list cannot start on the line of its key"
    help = "write the items on the lines below, each after a dash"
    if site.char == "?":
        message, help = "a value cannot start with `?`", quote_value(site, site.at)
    return value_fault(site, site.at, site.to_line_end(site.at), message, help)


def misplaced_line(site: Site) -> Fault | None:
    """A line whose indentation, or whose kind, fits none of those above."""
    line = site.line_span(site.at)
    if site.scanning or site.text[line.start : site.at].strip() or site.at_end:
        return None
    span = site.to_line_end(site.at)
    depth = site.at - line.start
    levels = _levels(site, site.number(site.at))
    if depth in levels:
        dash = site.char == "-"
        if dash == site.line(levels[depth]).startswith("-", depth):
            return None
        message = "a list item stands among keys" if dash else "a key stands among list items"
        help = "give it a key" if dash else "put a dash before it, or indent it"
        return line_fault(site, site.at, span, message, help)
    message = "the indentation of this line fits none above"
    help = "indent it like the lines that it belongs to"
    if levels:
        best = min(levels, key=lambda level: (abs(level - depth), -level))
        plural = "" if best == 1 else "s"
        where = f"indent it by {best} space{plural}" if best else "move it to the margin"
        help = f"{where}, like line {levels[best]}"
    return line_fault(site, site.at, span, message, help)


def _levels(site: Site, number: int) -> dict[int, int]:
    """The columns at which the lines above start something still open, with their lines."""
    levels: dict[int, int] = {}
    lowest: int | None = None
    for above in range(number - 1, max(0, number - LEVELS_SEARCHED), -1):
        text = site.line(above)
        layout = LAYOUT.match(text)
        if layout is None or not text.strip() or text.lstrip().startswith("#"):
            continue
        depth = len(layout["indent"])
        if lowest is not None and depth >= lowest:
            continue
        lowest = depth
        levels.setdefault(depth, above)
        if layout["dashes"] and layout["key"] is not None:
            levels.setdefault(depth + len(layout["dashes"]), above)
        if depth == 0:
            break
    return levels
