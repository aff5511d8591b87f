"""Lines that stand too far in or out to belong to those above."""

from typing import Final

from tierrules.text.faults.levels import (
    OPENS,
    has_key,
    indent_of,
    levels_above,
    levels_for,
    levels_of_kind,
    only_line_slipped,
    step_of,
)
from tierrules.text.faults.site import (
    Fault,
    Site,
    block_end,
    column_of_key,
    depth,
    line_above,
    line_below,
    line_fault,
)
from tierrules.text.mends import Edit
from tierrules.text.source import Span

_FITS_NONE: Final = "the indentation of this line fits none above"


def below_value(site: Site, above: int, span: Span, message: str, help: str) -> Fault:
    """A key that stands deeper than the one above it, which has a value: moved beside it if it is a slip."""
    number = site.number(site.at)
    here = depth(site, site.at)
    column = column_of_key(site, above)
    slipped = _first_slipped(site, number, here, column)
    if slipped is not None:
        return slipped
    if only_line_slipped(site, number, column):
        return moved(site, number, number, column, span, message, help)
    slipped = _above_slipped(site, number, here)
    if slipped is not None:
        return slipped
    if 0 < here - column < step_of(site):
        return moved(site, number, block_end(site, number, here), column, span, message, help)
    # As much as a step further in, it may be meant to stand under a key whose value is too much.
    unsure = Span(site.source.line_span(above).start, site.source.line_span(number).end)
    if block_end(site, number, here) == number:
        return moved(site, number, number, column, span, message, help)._replace(reach="below", doubt=unsure)
    return line_fault(site, site.at, span, message, help, least=here)._replace(doubt=unsure)


def misplaced_line(site: Site) -> Fault | None:
    """A line whose indentation, or whose kind, fits none of those above."""
    line = site.line_span(site.at)
    if site.scanning or site.text[line.start : site.at].strip() or site.at_end:
        return None
    number = site.number(site.at)
    depth = site.at - line.start
    levels = levels_above(site, number)
    dash = site.char == "-"
    fitting = levels_of_kind(site, number, dash=dash)
    if depth in fitting:
        return None
    upper = min((level for level in levels if level > depth), default=depth)
    slipped = _first_slipped(site, number, depth, upper)
    if slipped is not None:
        return slipped
    near = sorted(fitting or levels, key=lambda level: (abs(level - depth), -level))
    only = next((level for level in near if only_line_slipped(site, number, level)), None)
    if only is not None:
        return moved_like(site, number, number, only, levels[only], site.to_line_end(site.at))
    outer = max((level for level in fitting if level < depth), default=None) if dash else None
    if outer is not None and levels.get(depth) == fitting[outer]:
        # It stands beside the key behind the dash of the item above.
        return moved_like(site, number, block_with(site, number), outer, fitting[outer], site.text_of(number))
    if depth in levels and not (dash and max(fitting, default=-1) > depth):
        message = "a list item stands among keys" if dash else "a key stands among list items"
        help = "give it a key" if dash else "put a dash before it, or indent it"
        return line_fault(site, site.at, site.to_line_end(site.at), message, help)
    return _above_slipped(site, number, depth) or _moved_near(site, number, near, levels)


def block_with(site: Site, number: int) -> int:
    """The last line that moves with a list item; none if what follows cannot stand under it where it is."""
    below = line_below(site, number)
    stays = (
        OPENS.search(site.line(number)) and below and len(indent_of(site.line(below))) <= column_of_key(site, number)
    )
    return number if stays else block_end(site, number, len(indent_of(site.line(number))) + 1)


def _may_stand(site: Site, above: int, number: int, level: int) -> bool:
    """Whether the line above could stand beside a line further in at `level`."""
    text = site.line(above)
    dash = text.lstrip().startswith("-")
    if dash != site.line(number).startswith("-", level) or OPENS.search(text) or len(indent_of(text)) >= level:
        return False
    return level in levels_for(site, above, dash=dash)


def _last_beside(site: Site, number: int, here: int) -> int:
    """The last line of a block: keys with keys, or list items with list items, and all under them."""
    dash = site.line(number).startswith("-", here)
    last = block_end(site, number, here + 1)
    while (below := line_below(site, last)) is not None:
        text = site.line(below)
        if len(indent_of(text)) != here or text.startswith("-", here) != dash:
            break
        last = block_end(site, below, here + 1)
    return last


def _moved_near(site: Site, number: int, near: list[int], levels: dict[int, int]) -> Fault:
    """A block moved to the nearest level above; lost if two are equally near, as either may be meant."""
    span = site.text_of(number)
    if not near:
        return line_fault(site, span.start, span, _FITS_NONE, "indent it like the lines that it belongs to")
    here = len(indent_of(site.line(number)))
    best, *others = near
    last = _last_beside(site, number, here)
    fault = moved_like(site, number, last, best, levels[best], span)
    above = line_above(site, number)
    if above is not None and _may_stand(site, above, number, here):
        lost = line_fault(site, span.start, span, fault.message, fault.help or "")
        return lost._replace(doubt=site.source.line_span(above))
    # A line without a key can only go on with the text above.
    keyed = has_key(site, number) or site.line(number).startswith("-", here)
    if keyed and others and abs(others[0] - here) == abs(best - here):
        return line_fault(site, span.start, span, fault.message, fault.help or "")
    return fault


def _first_slipped(site: Site, number: int, here: int, column: int) -> Fault | None:
    """The block above, or the key of it, if one of them stands wrong and all fits once it is moved."""
    found = _first_under_key(site, number, column)
    if found is None or here == column:
        return None
    parent, first = found
    depth = len(indent_of(site.line(first)))
    over = column_of_key(site, parent)
    below = line_below(site, first)
    assert below is not None
    alone = OPENS.search(site.line(first)) and len(indent_of(site.line(below))) == depth
    moved_out = over + column - here
    # One line slips more easily than several.
    if below != number and not alone and moved_out == here and moved_out in levels_for(site, parent, dash=False):
        return _slipped(site, parent, parent, moved_out)
    level = depth + here - column
    return _slipped(site, first, first if alone else number - 1, level) if level == over + step_of(site) else None


def _first_under_key(site: Site, number: int, column: int) -> tuple[int, int] | None:
    """The key above under which the block at `column` starts, and the first line of that block."""
    first = line_above(site, number)
    while first is not None and column <= column_of_key(site, first):
        parent = line_above(site, first)
        if parent is None:
            return None
        indent = len(indent_of(site.line(first)))
        under = indent - column_of_key(site, parent)
        starts = under > 0 or (under == 0 and column_of_key(site, first) > indent)
        if starts and OPENS.search(site.line(parent)) and column in (indent, column_of_key(site, first)):
            return parent, first
        first = parent
    return None


def _above_slipped(site: Site, number: int, here: int) -> Fault | None:
    """The line above, if it stands too far out between lines that fit together."""
    above = line_above(site, number)
    if above is None or not _may_stand(site, above, number, here):
        return None
    over = line_above(site, above)
    if block_end(site, number, here) > number or (over is not None and OPENS.search(site.line(over))):
        return _slipped(site, above, above, here)
    return None


def _slipped(site: Site, first: int, last: int, level: int) -> Fault:
    message = "this line is not indented like those that belong with it"
    help = f"indent it by {level} space{'' if level == 1 else 's'}"
    return moved(site, first, last, level, site.text_of(first), message, help)


def moved_like(site: Site, first: int, last: int, level: int, like: int, span: Span) -> Fault:
    """Lines moved to where another stands."""
    plural = "" if level == 1 else "s"
    where = f"indent it by {level} space{plural}" if level else "move it to the margin"
    return moved(site, first, last, level, span, _FITS_NONE, f"{where}, like line {like}")


def moved(site: Site, first: int, last: int, level: int, span: Span, message: str, help: str) -> Fault:
    """The lines moved by as much as brings the first to `level`."""
    shift = level - depth(site, site.source.line_span(first).start)
    edits: list[Edit] = []
    for number in range(first, last + 1):
        start = site.source.line_span(number).start
        old = depth(site, start)
        edits.append(Edit(start, start + old, " " * max(0, old + shift)))
    return Fault(span, message, help, tuple(edits), "sure")
