"""Blanks that look like a space and are none to YAML: of copied web pages, and of Chinese input methods."""

import re
from typing import Final

from tierrules.text.faults.site import Fault, Site, line_above
from tierrules.text.mends import Edit, Edits
from tierrules.text.source import Span

_NAMES: Final = {"\u00a0": "a no-break space", "\u3000": "a full-width space"}
_BLANKS: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_FOREIGN: Final = re.compile(f"[{_BLANKS}]")
# In the indentation, behind a dash, and behind the colon of a key.
_LAYOUT: Final = re.compile(rf"[ {_BLANKS}]*(?:-[ {_BLANKS}]+)*(?:[\w-]+\s*:[ {_BLANKS}]+)?")


def foreign_blank(site: Site) -> Fault | None:
    """A blank that is no space in the layout of the line where reading stopped, or of the one above."""
    here = site.number(site.at)
    near = {here, line_above(site, here), here if site.context is None else site.number(site.context)}
    for number in sorted(number for number in near if number is not None):
        edits = _spaced(site, number)
        if edits:
            return _told(site, number, edits)
    return None


def _told(site: Site, number: int, edits: Edits) -> Fault:
    others = [_spaced(site, below) for below in range(number + 1, site.source.line_count + 1)]
    more = [edit for line in others for edit in line]
    blank = site.text[edits[0].start]
    message = f"{_NAMES.get(blank, 'a blank')} (U+{ord(blank):04X}) stands where only plain spaces can"
    lines = sum(map(bool, others))
    help = "type it again as a plain space"
    if lines:
        help += f", here and on {lines:,} further line{'s' if lines > 1 else ''}"
    return Fault(Span(edits[0].start, edits[0].end), message, help, (*edits, *more), "sure")


def _spaced(site: Site, number: int) -> Edits:
    """Spaces for the other blanks in the layout of a line, two for one that is as wide as two."""
    line = site.source.line_span(number)
    layout = _LAYOUT.match(site.text, line.start, line.end)
    if layout is None:
        return ()
    found = _FOREIGN.finditer(site.text, line.start, layout.end())
    return tuple(Edit(one.start(), one.end(), "  " if one[0] == "\u3000" else " ") for one in found)
