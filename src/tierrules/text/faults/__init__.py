"""Faults of YAML syntax in our own words: what the author probably meant, by place and line.

The two scanners of PyYAML word their errors differently and agree on the place; so the place and
the text around it decide, and the wording of an exception is never looked at. Each look knows one
common slip and answers None to all else; the first that recognises its own answers.
"""

from collections.abc import Callable
from typing import Final

from tierrules.text.faults import blanks, brackets, dashes, foreign_lines, indentation, layout, quotes, tabs, values
from tierrules.text.faults.continued import fault_of_text
from tierrules.text.faults.site import Fault, Site, line_fault
from tierrules.text.faults.wide_signs import wide_signs
from tierrules.text.source import Source, Span

__all__ = ["Fault", "fault_at", "fault_of_text", "wide_signs"]

_LOOKS: Final[tuple[Callable[[Site], Fault | None], ...]] = (
    foreign_lines.foreign_line,
    blanks.foreign_blank,
    tabs.tab,
    dashes.slipped_dash,
    dashes.missing_dash,
    dashes.dash_missing_above,
    values.wide_escape,
    values.directive,
    quotes.unclosed_quote,
    values.escape,
    values.reserved,
    values.indicator,
    layout.colon_without_key,
    layout.key_before_bracket,
    brackets.bracket,
    values.after_quote,
    brackets.after_bracket,
    brackets.stray_closing,
    layout.colon,
    layout.missing_colon,
    layout.list_beside_key,
    layout.word_above,
    indentation.misplaced_line,
)


def fault_at(
    source: Source,
    text: str,
    *,
    at: int,
    context: int | None,
    scanning: bool,
    last: Span | None,
    bracket: int | None,
) -> Fault:
    """The fault at `at`.

    `text` is the source with stand-ins for what YAML forbids; `context` is where the scanner began what it could not
    finish; `scanning` tells torn characters from characters in the wrong order; `last` is the last
    scalar read and `bracket` the innermost one open.
    """
    site = Site(source, text, at, context, scanning, last, bracket)
    for look in _LOOKS:
        fault = look(site)
        if fault is not None:
            return fault
    return line_fault(
        site,
        at,
        Span(at, at + 1),
        "this place cannot be read as YAML",
        "look here or just above for a quote, bracket or colon that is missing or too many",
    )
