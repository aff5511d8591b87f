"""Texts that go on over several lines where they were not meant to: YAML takes them without a word.

The scanner finds no fault here; what it read is looked at line by line.
"""

import re
from typing import Final

from tierrules.text.faults.brackets import unclosed
from tierrules.text.faults.dashes import dash_slipped
from tierrules.text.faults.indentation import block_with, moved
from tierrules.text.faults.layout import joined, without_colon, word_alone
from tierrules.text.faults.levels import has_key, indent_of
from tierrules.text.faults.quotes import quote_left_open
from tierrules.text.faults.site import LAYOUT, Fault, Site, column_of_key, depth, value_fault
from tierrules.text.mends import Edit
from tierrules.text.nodes import Style
from tierrules.text.render import quoted
from tierrules.text.source import Source, Span

# What starts an item, here or in a text processor; none of them may start a line that goes on with a text.
_SIGN: Final = re.compile(r"[-+*?•·–—－](?P<blank>\s*)")

# A line that gives a key its value as a program would.
_EQUALS: Final = re.compile(r"\s*\w+\s*=(?!=)")


def fault_of_text(source: Source, text: str, style: Style, span: Span, bracket: int | None) -> Fault | None:
    """The fault of a text that goes on over several lines; None if it may."""
    site = Site(source, text, span.start, None, False, span, bracket)
    if style == "plain":
        return _glued(site, span)
    return quote_left_open(site, span) if style in ("single", "double") else None


def _glued(site: Site, span: Span) -> Fault | None:
    """A line that starts like a list item and is read as the rest of the text above."""
    first = site.number(span.start)
    numbers = range(first + 1, site.number(span.end) + 1)
    number = next((number for number in numbers if _SIGN.match(site.line(number).lstrip())), None)
    if number is None:
        return None
    if site.bracket is not None and len(indent_of(site.line(number))) <= depth(site, site.bracket):
        return unclosed(site, site.bracket)
    line = site.line(first)
    found = LAYOUT.match(line)
    assert found is not None
    dash = site.line(number).lstrip().startswith("-")
    keyed = has_key(site, first) and not (dash and found["dashes"] and has_key(site, number))
    if site.bracket is not None or keyed:
        return _in_doubt(site, span, number)
    if number - 1 > first and _EQUALS.match(line) and indent_of(site.line(number - 1)) == indent_of(line):
        return without_colon(site, span.start)
    for glued in (dash_slipped(site, first), joined(site, first), joined(site, number - 1)):
        if glued is not None:
            return glued
    if dash and found["dashes"]:
        return _item_moved(site, first, number)
    if dash and len(indent_of(site.line(number))) == len(indent_of(line)):
        return _dash_missing(site, span.start, number)
    if dash and word_alone(site, span.start):
        return without_colon(site, span.start)
    return _in_doubt(site, span, number)


def _item_moved(site: Site, first: int, number: int) -> Fault:
    """A list item deeper than the text of the item above, moved beside it."""
    level = len(indent_of(site.line(first))) if has_key(site, first) else column_of_key(site, first)
    here = site.text_of(number)
    message = "this list item is indented deeper than the one above, and goes on with its text"
    help = f"indent it by {level} space{'' if level == 1 else 's'}, like line {first}"
    fault = moved(site, number, block_with(site, number), level, here, message, help)
    found = _SIGN.match(site.line(number).lstrip())
    if found is None or found["blank"]:
        return fault
    mended, *others = fault.edits
    spaced = Edit(mended.start, here.start + 1, f"{mended.text}- ")
    return fault._replace(edits=(spaced, *others), help=f"{help}, with a space after the dash")


def _dash_missing(site: Site, start: int, number: int) -> Fault:
    span = site.to_line_end(start)
    written = site.text[span.start : span.end]
    message = f"no dash stands before this item, as it does on line {number}"
    return Fault(span, message, f"write {quoted(f'- {written}', limit=200)}", (Edit(start, start, "- "),), "sure")


def _in_doubt(site: Site, span: Span, number: int) -> Fault:
    """An item or the rest of a calculation: nothing tells which was meant."""
    here = site.text_of(number)
    sign = site.text[here.start]
    message = f"a line that starts with {quoted(sign)} goes on with the text of line {number - 1}"
    help = (
        f"put {quoted(sign)} at the end of line {number - 1} if it is a calculation; a list stands alone under its key"
    )
    if site.bracket is not None:
        help = (
            f"put a comma at the end of line {number - 1} if this is an item, or {quoted(sign)} if it is a calculation"
        )
    if site.bracket is None:
        return value_fault(site, span.start, here, message, help)
    return Fault(here, message, help, (Edit(here.start, here.start + 1, ","),), "stretch", span)
