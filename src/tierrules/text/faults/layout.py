"""Slips of layout: keys without a colon or its space, keys below values, lists beside keys."""

import re
from typing import Final

from tierrules.text.faults.indentation import below_value
from tierrules.text.faults.levels import has_key, indent_of
from tierrules.text.faults.site import (
    LAYOUT,
    Fault,
    Site,
    depth,
    line_above,
    line_below,
    line_fault,
    quote_value,
    text_fault,
    value_fault,
)
from tierrules.text.faults.unindented import is_condition, value_beside_key
from tierrules.text.faults.values import inner_colon
from tierrules.text.faults.wide_signs import edited, plain_edits
from tierrules.text.mends import Edit
from tierrules.text.render import quoted
from tierrules.text.source import Span

_WIDE_COLON: Final = re.compile(r"\s*(?P<key>(?:- +)*[^\s:'\"\uff1a]+)\s*\uff1a[\s\u3000]*(?P<value>.*)$")
_NO_SPACE: Final = re.compile(r"\s*(?:- +)*(?P<key>[^\s:'\"]+:)(?P<value>\S.*)$")
_BEFORE_BRACKET: Final = re.compile(
    r"\s*(?:- +)*(?P<key>\w[\w-]*)(?:(?P<blank> +|\s*(?:[=＝]|[-=]>|:=)\s*)|\s*[:\uff1a])(?=[\[{])"
)
_WORD_ALONE: Final = re.compile(
    r"(?P<key>(?:- +)*\w[\w-]*)(?P<wide>\s*\uff1a)?(?P<sign>\s*(?:[=;.,；。，＝]|[-=]>))?(?P<block> +[|>][-+0-9]*)?"
)
# What other notations have in the place of the colon, or the first word with nothing of that kind.
_FIRST_WORD: Final = re.compile(
    r"(?P<key>(?:- +)*\w[\w-]*)(?:(?P<sign>\s*(?:[=＝](?![=>])|[-=]>|:=|;(?= )))(?P<blank>\s*)|(?= ))(?=\s*\S)"
)


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
    if site.value_start(site.at) > site.at:
        return _key_below_value(site)
    number = site.number(site.at)
    return _word_above(site, number) or joined(site, number) or inner_colon(site)


def key_before_bracket(site: Site) -> Fault | None:
    """A key without its colon, or without the space behind it, before a value in brackets."""
    number = site.number(site.at)
    line = site.source.line_span(number)
    found = _BEFORE_BRACKET.match(site.text, line.start, line.end)
    if found is None or site.at < found.end("key"):
        return None
    if not found["blank"]:
        return joined(site, number)
    span = site.text_of(number)
    place = found.end("key")
    message = f"{quoted(site.text[span.start : place])} is no key with a colon"
    better = f"{site.text[span.start : place]}: {site.text[found.end() : span.end]}"
    return Fault(span, message, f"write {quoted(better, limit=200)}", (Edit(place, found.end(), ": "),), "sure")


def _word_above(site: Site, number: int) -> Fault | None:
    """A key alone on the line above, which makes one text of both lines because its colon is missing or wide."""
    here = indent_of(site.line(number))
    above = line_above(site, number)
    while above is not None and len(indent_of(site.line(above))) >= len(here) > 0 and not has_key(site, above):
        above = line_above(site, above)
    if above is None or not _has_lines_under(site, above):
        return None
    span = site.text_of(above)
    word = _WORD_ALONE.fullmatch(site.text, span.start, span.end)
    if word is None:
        return None
    return joined(site, above) if word["wide"] else without_colon(site, span.start)


def word_above(site: Site) -> Fault | None:
    """A line under one without a colon, which a comment between them has ended."""
    line = site.line_span(site.at)
    if site.scanning or site.at_end or site.text[line.start : site.at].strip():
        return None
    number = site.number(site.at)
    above = line_above(site, number)
    if above is None or site.at > line.start or indent_of(site.line(above)) or has_key(site, above):
        return _word_above(site, number)
    start = site.text_of(above).start
    glued = joined(site, above)
    if glued is not None:
        return glued
    return without_colon(site, start) if site.text[start].isalpha() else None


def _key_below_value(site: Site) -> Fault | None:
    """A key under a line that is a text already: that line lacks a colon, a space or a value."""
    number = line_above(site, site.number(site.at))
    if number is None:
        return None
    glued = joined(site, number)
    if glued is not None:
        return glued
    word = _word_above(site, site.number(site.at))
    if word is not None:
        return word
    layout = LAYOUT.match(site.line(number))
    if layout is None or layout["key"] is None:
        return without_colon(site, site.text_of(number).start)
    here = site.to_line_end(site.line_span(site.at).start + depth(site, site.at))
    message = f"a key stands below {quoted(layout['key'])}, which has a value already"
    help = f"indent it like line {number}, or delete the value there"
    return below_value(site, number, here, message, help)


def word_alone(site: Site, start: int) -> bool:
    """Whether a line is a word from `start` on, with another sign in the place of its colon perhaps."""
    span = site.to_line_end(start)
    return _WORD_ALONE.fullmatch(site.text, span.start, span.end) is not None


def without_colon(site: Site, start: int, otherwise: str = "") -> Fault:
    """A line that should be a key: the colon is missing behind its first word, with more on the line or below."""
    span = site.to_line_end(start)
    written = site.text[span.start : span.end]
    message = f"{quoted(written)} is no key with a colon"
    if is_condition(written):
        return value_beside_key(site, span, message)
    alone = _WORD_ALONE.fullmatch(written)
    found = alone or _FIRST_WORD.match(written)
    if found is None or (alone is not None) != _has_lines_under(site, site.number(start)):
        return text_fault(site, start, span, message, f"write `key: value`{otherwise}")
    end = found.end("sign") if found["sign"] else found.end("key")
    colon = ":" if alone or (not found["sign"] or found["blank"]) else ": "
    better = f"{found['key']}{colon}{written[end:]}"
    help = f"write {quoted(better, limit=200)}"
    edits = (Edit(span.start + found.end("key"), span.start + end, colon),)
    if alone or found["sign"]:
        return Fault(span, message, help, edits, "sure" if alone else "stretch")
    return Fault(span, message, help + otherwise, edits, "stretch", site.line_span(start))


def _has_lines_under(site: Site, number: int) -> bool:
    """Whether lines follow that can be the value of a key on this line."""
    below = line_below(site, number)
    found = LAYOUT.match(site.line(number))
    if below is None or found is None:
        return False
    text = site.line(below)
    shift = len(text) - len(text.lstrip()) - len(found["indent"]) - len(found["dashes"])
    return shift > 0 or (shift == 0 and text.lstrip().startswith("- "))


def joined(site: Site, number: int) -> Fault | None:
    """A line `key:value` or `key：value`, which YAML reads as one text."""
    line = site.source.line_span(number)
    span = site.text_of(number)
    shown = quoted(site.text[span.start : span.end])
    wide = _WIDE_COLON.match(site.text, line.start, max(span.end, line.start))
    if wide is not None:
        message = f"{shown} has a full-width colon, which YAML does not read"
        edit = Edit(wide.end("key"), wide.start("value"), ": " if wide["value"] else ":")
        inside = plain_edits(site.text, wide.start("value")) if wide["value"].startswith(("[", "{")) else ()
        better = edited(site.text, span, (edit, *inside))
        help = f"write {quoted(better)} with {'plain commas and colons' if inside else 'the plain colon'}"
        return Fault(span, message, help, (edit, *inside), "sure")
    found = _NO_SPACE.match(site.text, line.start, max(span.end, line.start))
    if found is None:
        return None
    message = f"{shown} has no space after its colon"
    place = found.start("value")
    better = f"{site.text[span.start : place]} {found['value']}"
    help = f"write {quoted(better)}"
    return Fault(span, message, help, (Edit(place, place, " "),), "sure")


def missing_colon(site: Site) -> Fault | None:
    """A line among keys that has no colon."""
    if not site.scanning or site.context is None:
        return None
    if site.number(site.context) == site.number(site.at) and not site.at_end:
        return None
    glued = joined(site, site.number(site.context))
    if glued is not None:
        return glued
    return without_colon(site, site.context, ", or indent it to go on with the value above")


def list_beside_key(site: Site) -> Fault | None:
    """A list item on the line of its key."""
    if not site.scanning or site.char not in ("-", "?"):
        return None
    message = "a list cannot start on the line of its key"
    help = "write the items on the lines below, each after a dash"
    if site.char == "?":
        message, help = "a value cannot start with `?`", quote_value(site, site.at)
    return value_fault(site, site.at, site.to_line_end(site.at), message, help)
