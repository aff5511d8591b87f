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
    if not any(_spaced(site, number) for number in near if number is not None):
        return None
    lines = [edits for number in range(1, site.source.line_count + 1) if (edits := _spaced(site, number))]
    first = lines[0][0]
    blank = site.text[first.start]
    message = f"{_NAMES.get(blank, 'a blank')} (U+{ord(blank):04X}) stands where only plain spaces can"
    help = "type it again as a plain space"
    if len(lines) > 1:
        help += f", here and on {len(lines) - 1:,} further line{'s' if len(lines) > 2 else ''}"
    return Fault(Span(first.start, first.end), message, help, tuple(edit for edits in lines for edit in edits), "sure")


def _spaced(site: Site, number: int) -> Edits:
    """Spaces for the other blanks in the layout of a line, two for one that is as wide as two."""
    line = site.source.line_span(number)
    layout = _LAYOUT.match(site.text, line.start, line.end)
    if layout is None:
        return ()
    found = _FOREIGN.finditer(site.text, line.start, layout.end())
    return tuple(Edit(one.start(), one.end(), "  " if one[0] == "\u3000" else " ") for one in found)
