"""A condition on a line of its own where a key is expected: a value that is not indented under its key."""

from tierrules.text.expressions import Compare, Every, Negation, Some, parse_text
from tierrules.text.faults.levels import OPENS
from tierrules.text.faults.site import Fault, Site, column_of_key, depth, line_above, text_fault
from tierrules.text.mends import Edit
from tierrules.text.source import Span
from tierrules.text.tokens import ExpressionError


def is_condition(written: str) -> bool:
    """Whether a text asks something, and is no name or number.

    >>> is_condition("employees >= big"), is_condition("big -5"), is_condition("rules")
    (True, False, False)
    """
    try:
        tree = parse_text(written)
    except ExpressionError:
        return False
    return isinstance(tree, Compare | Every | Some | Negation)


def value_beside_key(site: Site, span: Span, message: str) -> Fault:
    """The fault of a condition among keys; below a key without a value it is that value."""
    column = depth(site, span.start)
    above = line_above(site, site.number(span.start))
    if above is None or not OPENS.search(site.line(above)) or column_of_key(site, above) != column:
        return text_fault(
            site, span.start, span, message, "write `key: value`, or indent it to go on with the line above"
        )
    start = site.line_span(span.start).start
    help = f"indent it by {column + 2} spaces: it is the value of line {above}"
    return Fault(span, message, help, (Edit(start, start, "  "),), "stretch")
