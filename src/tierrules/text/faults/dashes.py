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
_PAIR: Final = re.compile(r"\s*(?:-\s*)?(?:\{\s*)?(?P<key>[\w-]+)\s*[:\uff1a](?:\s|$)")
_ITEM: Final = "- "


def slipped_dash(site: Site) -> Fault | None:
    """A dash joined to its item, or another sign in its place, where reading stopped or on the line above."""
    here = site.number(site.at)
    near = {here, line_above(site, here), here if site.context is None else site.number(site.context)}
    faults = (dash_slipped(site, number) for number in sorted(number for number in near if number is not None))
    return next((fault for fault in faults if fault is not None), None)


def dash_slipped(site: Site, number: int) -> Fault | None:
    """The same of one line."""
    found = _JOINED.match(site.line(number)) or _OTHER_SIGN.match(site.line(number))
    return _with_dash(site, number, found) if found is not None and _is_item(site, number, found) else None


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
    at = site.context if site.scanning else site.at
    if at is None or (site.at_end and not site.scanning) or site.text[site.line_span(at).start : at].strip():
        return None
    number = site.number(at)
    if site.scanning:
        return _one_without(site, number) if site.bracket is None and not has_key(site, number) else None
    return _first_without(site, number) if site.char == "-" else _one_without(site, number)


def dash_missing_above(site: Site) -> Fault | None:
    """A key as far in as behind a dash, below one that starts the items of the file and has no dash here."""
    if not site.scanning or site.char != ":" or site.value_start(site.at) <= site.at:
        return None
    here = site.number(site.at)
    above = line_above(site, here)
    if above is None or not has_key(site, above):
        return None
    level = len(indent_of(site.line(above)))
    if len(indent_of(site.line(here))) != level + len(_ITEM) or site.line(above).startswith("-", level):
        return None
    over = line_above(site, above)
    opened = over is not None and OPENS.search(site.line(over)) is not None
    if not opened and level not in levels_of_kind(site, above, dash=True):
        return None
    like = _dashed_elsewhere(site, above)
    return None if like is None else _dash_before(site, above, above, like)


def _dashed_elsewhere(site: Site, number: int) -> int | None:
    """A line on which the key of this one stands behind a dash."""
    item = re.compile(rf"\s*- +(?:\{{\s*)?{re.escape(_key(site.line(number)) or ':')}\s*:")
    lines = range(1, site.source.line_count + 1)
    return next((line for line in lines if item.match(site.line(line))), None)


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
    alike = not has_key(site, first) or _key(site.line(number)) in (None, _key(site.line(first)))
    if not alike and _dashed_elsewhere(site, first) is None:
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
    alike = not has_key(site, number) or _key(site.line(number)) == _key(site.line(over))
    if not alike and _dashed_elsewhere(site, number) is None:
        return None
    return _dash_before(site, number, last, over)


def _key(line: str) -> str | None:
    found = _PAIR.match(line)
    return found["key"] if found else None


def _dash_before(site: Site, first: int, last: int, like: int) -> Fault:
    span = site.text_of(first)
    message = f"no dash stands before this item, as it does on line {like}"
    better = f"{_ITEM}{site.text[span.start : span.end]}"
    # Of a lone word where the other items are mappings nothing is known but that it stands there.
    doubt = span if _key(site.line(first)) is None and _key(site.line(like)) is not None else None
    return Fault(span, message, f"write {quoted(better, limit=200)}", _dashed(site, first, last), "sure", doubt)


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
