"""Dashes of list items: missing, joined to their item, or another sign in their place."""

import re
from typing import Final

from tierrules.text.faults.levels import OPENS, has_key, indent_of, levels_of_kind
from tierrules.text.faults.site import Fault, Site, line_above, line_below
from tierrules.text.mends import Edit, Edits
from tierrules.text.render import quoted
from tierrules.text.source import Span

_JOINED: Final = re.compile(r"\s*(?P<sign>-)(?=[^\s-])")
_OTHER_SIGN: Final = re.compile(r"\s*(?P<sign>(?:[•·–—－−*]|\d{1,3}[.)、．）])[ \u3000]+)(?=\S)")
_PAIR: Final = re.compile(r"\s*(?:-\s*)?(?P<key>[\w-]+)\s*[:\uff1a](?:\s|$)")
_ITEM: Final = "- "


def slipped_dash(site: Site) -> Fault | None:
    """A dash joined to its item, or another sign in its place, where reading stopped or on the line above."""
    here = site.number(site.at)
    near = {here, line_above(site, here), here if site.context is None else site.number(site.context)}
    for number in sorted(number for number in near if number is not None):
        found = _JOINED.match(site.line(number)) or _OTHER_SIGN.match(site.line(number))
        if found is not None and _is_item(site, number, found):
            return _with_dash(site, number, found)
    return None


def _is_item(site: Site, number: int, found: re.Match[str]) -> bool:
    """Whether a line is an item by what stands on it, or beside items; else it may be a text or a negative number."""
    rest = site.line(number)[found.end() :]
    if rest.startswith("{") or _PAIR.match(rest):
        return True
    indent = found.start("sign")
    near = (line_above(site, number), line_below(site, number))
    return any(line is not None and site.line(line).startswith(_ITEM, indent) for line in near)


def _with_dash(site: Site, number: int, found: re.Match[str]) -> Fault:
    line = site.source.line_span(number)
    sign = Span(line.start + found.start("sign"), line.start + found.end("sign"))
    shown = found["sign"].strip()
    message = "no space stands after the dash" if shown == "-" else f"{quoted(shown)} starts no list item"
    span = site.text_of(number)
    better = f"{_ITEM}{site.text[sign.end : span.end]}"
    below = line_below(site, number)
    under = 0 if below is None else len(indent_of(site.line(below))) - found.start("sign")
    width = under if 2 <= under <= len(found["sign"]) else 2
    return Fault(span, message, f"write {quoted(better, limit=200)}", (Edit(*sign, _ITEM.ljust(width)),), "sure")


def missing_dash(site: Site) -> Fault | None:
    """An item without its dash above other items, or among them."""
    number = site.number(site.at)
    line = site.source.line_span(number)
    if site.scanning or site.at_end or site.text[line.start : site.at].strip():
        return None
    return _first_without(site, number) if site.char == "-" else _one_without(site, number)


def _first_without(site: Site, number: int) -> Fault | None:
    """The lines above an item, back to the key that they all stand under."""
    here = len(indent_of(site.line(number)))
    first, parent = number, line_above(site, number)
    while parent is not None and len(indent_of(site.line(parent))) >= here > 0:
        first, parent = parent, line_above(site, parent)
    if first == number or parent is None or not OPENS.search(site.line(parent)):
        return None
    above = range(first, number)
    beside = [line for line in above if len(indent_of(site.line(line))) == here and site.line(line).strip()]
    if first not in beside or any(site.line(line).startswith("-", here) for line in beside):
        return None
    if has_key(site, first) and _key(site.line(first)) != _key(site.line(number)):
        return None
    return _dash_before(site, first, number - 1, number)


def _one_without(site: Site, number: int) -> Fault | None:
    here = len(indent_of(site.line(number)))
    over = levels_of_kind(site, number, dash=True).get(here)
    if over is None or here in levels_of_kind(site, number, dash=False):
        return None
    last = number
    while (below := line_below(site, last)) is not None:
        depth = len(indent_of(site.line(below)))
        if depth < here or site.line(below).startswith("-", here):
            break
        last = below
    alike = _key(site.line(number)) == _key(site.line(over))
    return _dash_before(site, number, last, over) if alike or not has_key(site, number) else None


def _key(line: str) -> str | None:
    found = _PAIR.match(line)
    return found["key"] if found else None


def _dash_before(site: Site, first: int, last: int, like: int) -> Fault:
    span = site.text_of(first)
    message = f"no dash stands before this item, as it does on line {like}"
    better = f"{_ITEM}{site.text[span.start : span.end]}"
    return Fault(span, message, f"write {quoted(better, limit=200)}", _dashed(site, first, last), "sure")


def _dashed(site: Site, first: int, last: int) -> Edits:
    """A dash before the first line; the others follow it further in if they do not stand there yet."""
    here = len(indent_of(site.line(first)))
    start = site.source.line_span(first).start + here
    edits = [Edit(start, start, _ITEM)]
    others = range(first + 1, last + 1)
    depths = [len(indent_of(site.line(line))) for line in others if is_content(site.line(line))]
    if OPENS.search(site.line(first)) or here in depths:
        for line in others:
            start = site.source.line_span(line).start
            edits.append(Edit(start, start, " " * len(_ITEM)))
    return tuple(edits)


def is_content(line: str) -> bool:
    """Whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")
