"""Lines of another notation: comments as programs have them, and what a merge of two versions leaves."""

import re
from typing import Final

from tierrules.text.faults.site import Fault, Site, line_above
from tierrules.text.mends import Edit, Edits, blank
from tierrules.text.render import quoted

_COMMENT: Final = re.compile(r"\s*(//|--(?=\s|\w)|;)\s*(.*?)\s*$")
_CONFLICT: Final = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:\s|$)")


def foreign_line(site: Site) -> Fault | None:
    """A line of another notation where reading stopped, or above it."""
    here = site.number(site.at)
    near = {here, line_above(site, here), here if site.context is None else site.number(site.context)}
    for number in sorted(number for number in near if number is not None):
        fault = _conflict(site, number) or _comment(site, number)
        if fault is not None:
            return fault
    return None


def _comment(site: Site, number: int) -> Fault | None:
    found = _COMMENT.match(site.line(number))
    if found is None:
        return None
    sign = site.source.line_span(number).start + found.start(1)
    message = f"{quoted(found[1])} starts no comment"
    help = f"write {quoted(f'# {found[2]}', limit=200)}"
    edit = Edit(sign, sign + len(found[1]), "#" + " " * (len(found[1]) - 1))
    return Fault(site.text_of(number), message, help, (edit,), "stretch")


def _conflict(site: Site, number: int) -> Fault | None:
    """The lines between `<<<<<<<` and `>>>>>>>`, of which the first version is read."""
    if _CONFLICT.match(site.line(number)) is None:
        return None
    edits: list[Edit] = []
    lost = False
    for line in range(number, site.source.line_count + 1):
        found = _CONFLICT.match(site.line(line))
        lost = lost or (found is not None and found[1][0] in "|=")
        if lost or found is not None:
            edits.append(blank(site.text, site.source.line_span(line)))
        if found is not None and found[1][0] == ">":
            break
    message = "two versions of this file were merged, and here they differ"
    help = "keep the lines of one version, and delete the lines of signs around them"
    return Fault(site.text_of(number), message, help, _apart(edits), "stretch")


def _apart(edits: list[Edit]) -> Edits:
    return tuple(edit for edit in edits if edit.end > edit.start)
