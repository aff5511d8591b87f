"""Tabs, which YAML does not take in an indentation."""

import re
from typing import Final

from tierrules.text.faults.levels import OPENS, indent_of, levels_for, only_line_slipped, step_of
from tierrules.text.faults.site import LAYOUT, Fault, Site, depth, line_below
from tierrules.text.mends import Edit, Edits
from tierrules.text.source import Span

_TABBED: Final = re.compile(r" *\t[ \t]*(?=[^\s])")
# What a tab may have looked like in the author's editor, after the indentation of the file itself.
_WIDTHS: Final = (2, 4, 8)


def tab(site: Site) -> Fault | None:
    """A tab in the indentation; one of the two scanners takes none between words either."""
    number = site.number(site.at)
    line = site.line_span(site.at)
    indent = indent_of(site.line(number))
    message, help = "a tab stands where only spaces can", "replace the tab by spaces"
    if "\t" in indent and site.at <= line.start + len(indent):
        tab = line.start + indent.index("\t")
        widths = _tab_widths(site, number)
        edits = _untabbed(site, number, widths[0])
        if len(edits) > 1:
            help += f", here and on {len(edits) - 1:,} further line{'s' if len(edits) > 2 else ''}"
        fault = Fault(Span(tab, tab + 1), message, help, edits, "sure")
        return fault._replace(reach="below", doubt=line) if len(widths) > 1 and len(edits) == 1 else fault
    if not site.scanning or site.char != "\t":
        return None
    return Fault(Span(site.at, site.at + 1), message, help, (Edit(site.at, site.at + 1, " "),), "sure")


def _untabbed(site: Site, number: int, width: int) -> Edits:
    """Spaces for the tabs in the indentation of a line and of all below."""
    edits: list[Edit] = []
    for below in range(number, site.source.line_count + 1):
        found = _TABBED.match(site.line(below))
        if found is not None:
            start = site.source.line_span(below).start
            edits.append(Edit(start, start + found.end(), found[0].replace("\t", " " * width)))
    return tuple(edits)


def _tab_widths(site: Site, number: int) -> list[int]:
    """The widths with which a line fits between its neighbours, the likeliest first; else the step of the file."""
    step = step_of(site)
    text = site.line(number)
    indent = indent_of(text)
    levels = levels_for(site, number, dash=text.lstrip().startswith("-"))
    fitting: dict[int, int] = {}
    for width in (step, *_WIDTHS):
        level = len(indent.replace("\t", " " * width))
        if level in levels and _can_hold(site, number, level):
            fitting.setdefault(level, width)
    exact = [width for level, width in fitting.items() if only_line_slipped(site, number, level)]
    if exact and (OPENS.search(text) or len(fitting) == 1):
        return exact[:1]
    # Who reaches the place with the tab key alone, stops beside the line above.
    beside = fitting.get(max(levels, default=0)) if not indent.strip("\t") else None
    others = [width for width in fitting.values() if width != beside]
    return [*([beside] if beside is not None else []), *others] or [step]


def _can_hold(site: Site, number: int, level: int) -> bool:
    """Whether the line below can stand under a line at `level`."""
    below = line_below(site, number)
    if below is None or _TABBED.match(site.line(below)):
        return True
    text = site.line(number)
    found = LAYOUT.match(text.lstrip())
    column = level + (len(found["dashes"]) if found else 0)
    under = depth(site, site.source.line_span(below).start)
    return under >= column if OPENS.search(text) else under <= column
