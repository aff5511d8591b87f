"""Slips in one value: quotes, escapes, and characters that cannot start a value."""

import re
from typing import Final

from tierrules.text.expressions import Compare, Every, Negation, Some, is_expression, parse_text
from tierrules.text.faults.flow import as_quoted
from tierrules.text.faults.quotes import at_marker, quote_closed
from tierrules.text.faults.site import Fault, Site, line_above, line_fault, quote_value, value_fault
from tierrules.text.render import quoted
from tierrules.text.source import Span
from tierrules.text.tokens import ExpressionError

# `'label' == name`, and what goes on behind it.
_LABEL_FIRST: Final = re.compile(
    r"""('[^']*'|"[^"]*")\s*(==|!=)\s*([^\W\d]\w*(?:\([^()]*\))?)((?:\s+(?:and|or)\s.*)?)"""
)
# A part of a condition between quotes: nothing that is compared.
_IN_QUOTES: Final = re.compile(
    r"""(?P<before>^|\b(?:and|or|not)\s+|\()(?P<part>'[^']*'|"[^"]*")(?=\s*(?:$|\)|(?:and|or)\b))"""
)
_NO_PLAIN_START: Final = ("'", '"')
_KEYS_IN_VALUE: Final = re.compile(r"(?:at_least:\s+)?(?P<count>\d+)\s+of:(?:\s|$)")
# `1000 rich: 20%`: between two numbers, or apart from what stands before, a key starts a line.
_TWO_KEYS: Final = re.compile(
    r"(?P<value>\d\S*(?=\s+[\w-]+: +\d\S*$)|\S+(?: \S+)*(?=\s{2}))\s+(?P<behind>[^\W\d][\w-]*: +\S.*)"
)
_BRANCH_IN_VALUE: Final = re.compile(r"(?:all|any|not):\s+\S")
_PERCENT_FIRST: Final = re.compile(r"% ?(\d+(?:\.\d+)?)(?=\s*(?:$|[,}\]]))", re.MULTILINE)
_APOSTROPHE: Final = re.compile(r"""'([^'"\\]*(?:(?<=\w)'(?=\w)[^'"\\]*)+)'""")
_PIECE: Final = re.compile(r"[^,{}\[\]]+(?=\s*[,\]}])")
_WIDE_ESCAPE: Final = re.compile(r"\\U([0-9a-fA-F]{8})")


def escape(site: Site) -> Fault | None:
    """A backslash in double quotes before a character that it does not go with."""
    if not site.scanning or site.context_char != '"' or site.at_end or at_marker(site):
        return None
    assert site.context is not None
    start = site.text.rfind("\\", site.context, site.at + 1)
    if start < 0:
        return None
    wide = _WIDE_ESCAPE.match(site.text, start)
    if wide is not None:
        return _no_character(site, Span(*wide.span()))
    span = Span(start, start + 2)
    shown = quoted(site.text[span.start : span.end])
    message = f"the sequence {shown} means nothing in a double-quoted text"
    help = r"write `\\` for a backslash, or put the text in single quotes"
    if site.number(start) != site.number(site.context):
        return line_fault(site, start, span, message, help)
    return value_fault(site, site.context, span, message, help)


def wide_escape(site: Site) -> Fault | None:
    """The place of an escape past the last character, which one scanner does not tell."""
    if site.at or site.last is not None or site.context is not None:
        return None
    for found in _WIDE_ESCAPE.finditer(site.text):
        if int(found[1], 16) > 0x10FFFF:
            return _no_character(site, Span(*found.span()))
    return None


def _no_character(site: Site, span: Span) -> Fault:
    message = f"the sequence {quoted(site.text[span.start : span.end])} names no character"
    return line_fault(site, span.start, span, message, "write the character itself")


def directive(site: Site) -> Fault | None:
    """A line that starts with a percent sign."""
    number = site.number(site.at)
    if not site.line(number).startswith("%"):
        number = line_above(site, number) or number
    if not site.line(number).startswith("%"):
        return None
    line = site.source.line_span(number)
    message = "a line that starts with `%` is an instruction to YAML, and not a known one"
    return line_fault(site, line.start, line, message, "delete the line")


def reserved(site: Site) -> Fault | None:
    """A value that starts with a character that YAML keeps for itself."""
    if not site.scanning or site.char not in ("@", "`", "%"):
        return None
    shown = "a backtick" if site.char == "`" else quoted(site.char)
    message = f"a value cannot start with {shown}"
    span = site.to_line_end(site.at)
    help = _behind_number(site, span) or _piece_quoted(site, span) or quote_value(site, site.at)
    return value_fault(site, site.at, span, message, help)


def _behind_number(site: Site, span: Span) -> str | None:
    """The help for `%20`: the sign stands behind the number."""
    found = _PERCENT_FIRST.match(site.text, *span)
    return None if found is None else f"write `{found[1]}%`, with the sign behind the number"


def _piece_quoted(site: Site, span: Span) -> str | None:
    """The help that shows in quotes one value of those between brackets."""
    found = _PIECE.match(site.text, *span)
    if site.bracket is None or found is None:
        return None
    return f"quote the value: {quoted(as_quoted(found[0].rstrip()), limit=200)}"


def indicator(site: Site) -> Fault | None:
    """A value that starts with the sign of a block text, an alias, an anchor or a tag."""
    start = site.at if site.context is None else site.context
    sign = site.text[start : start + 1]
    if not site.scanning or sign not in (("|", ">") if site.context is None else tuple("|>*&!")):
        return None
    message = f"{quoted(sign)} at the start of a value has a meaning of its own"
    help = quote_value(site, start)
    if sign == ">":
        help = "a comparison starts with a name, as in `employees >= 5`"
    return value_fault(site, start, site.to_line_end(start), message, help)


def after_quote(site: Site) -> Fault | None:
    """A label in quotes with more behind it: mostly a comparison that begins with the label."""
    if site.scanning or site.last is None or site.last.end > site.at:
        return None
    between = site.text[site.last.end : site.at]
    if site.text[site.last.end - 1] not in "'\"" or between.strip(" \t"):
        return None
    span = site.to_line_end(site.at)
    message = "a text goes on after its closing quote"
    opened = site.number(site.last.start)
    if opened != site.number(site.at):
        help = f"the quote opened on line {opened} may be meant to close there"
        return quote_closed(site, site.last.start, span, message, help)
    start = site.last.start
    whole = site.to_line_end(start)
    better = _plainly(site.text[whole.start : whole.end]) or _with_apostrophe(site.text[whole.start : whole.end])
    help = quote_value(site, start)
    if better is not None:
        help = f"write {quoted(site.with_value(start, better), limit=200)}"
    return value_fault(site, start, span, message, help)


def _plainly(written: str) -> str | None:
    """An expression that begins with a quote, said so that it needs no quotes around it."""
    found = _LABEL_FIRST.fullmatch(written)
    better = f"{found[3]} {found[2]} {found[1]}{found[4]}" if found else _IN_QUOTES.sub(_bare, written)
    if better == written or not is_expression(better):
        return None
    unfit = better.startswith(_NO_PLAIN_START) or ": " in better or " #" in better
    return as_quoted(better) if unfit else better


def _with_apostrophe(written: str) -> str | None:
    """`'John's'` in the other quotes."""
    found = _APOSTROPHE.fullmatch(written)
    return None if found is None else f'"{found[1]}"'


def _bare(piece: re.Match[str]) -> str:
    """A condition without the quotes around it; a label as it is."""
    inside = piece["part"][1:-1]
    try:
        tree = parse_text(inside)
    except ExpressionError:
        return piece[0]
    if isinstance(tree, Some):
        return f"{piece['before']}({inside})"
    return piece["before"] + inside if isinstance(tree, Compare | Every | Negation) else piece[0]


def inner_colon(site: Site) -> Fault:
    """A colon and a space inside a value."""
    message = "a value that holds a colon and a space must be quoted"
    start = site.value_start(site.at)
    help = quote_value(site, start)
    value = site.to_line_end(start)
    written = site.text[value.start : value.end]
    if (two := _TWO_KEYS.fullmatch(written)) is not None and site.bracket is None:
        help = f"write two lines: {quoted(site.with_value(start, two['value']))} and {quoted(two['behind'])}"
    elif (counted := _KEYS_IN_VALUE.match(written)) is not None:
        shown = f"{{at_least: {counted['count']}, of: [..]}}"
        help = f"give `at_least:` and `of:` a line each, or put them in braces: `{shown}`"
    elif _BRANCH_IN_VALUE.match(written):
        help = f"put {quoted(written.split(':')[0] + ':')} on the line below, indented, or in braces"
    return value_fault(site, start, Span(site.at, site.at + 1), message, help)
