"""What the lines around a place say about their indentation."""

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from tierrules.text.faults.site import LAYOUT, LEVELS_SEARCHED, Site, column_of_key, depth, line_above, line_below

# A key whose value stands on the lines below.
OPENS: Final = re.compile(r":\s*(?:[|>][-+0-9]*\s*)?(?:#.*)?$")

_NEAR: Final = 1000


def indent_of(text: str) -> str:
    """The spaces and tabs at the start of a line."""
    return text[: len(text) - len(text.lstrip(" \t"))]


def has_key(site: Site, number: int) -> bool:
    """Whether a line has a key with its colon."""
    found = LAYOUT.match(site.line(number))
    return found is not None and found["key"] is not None


def step_of(site: Site) -> int:
    """By how much most lines near here are indented under the one above them; else two, as most people do."""
    depths: list[int | None] = []
    here = site.number(site.at)
    for text in map(site.line, range(max(1, here - _NEAR), min(site.source.line_count, here + _NEAR) + 1)):
        bare = text.lstrip(" ")
        if bare.strip() and not bare.startswith("#"):
            depths.append(None if bare.startswith("\t") else len(text) - len(bare))
    pairs = ((over, under) for over, under in pairwise(depths) if over is not None and under is not None)
    steps = Counter(under - over for over, under in pairs if under > over)
    return max(steps, key=lambda step: (steps[step], step == 2, -step), default=2)


def levels_above(site: Site, number: int) -> dict[int, int]:
    """The columns at which the lines above start something still open, with their lines."""
    levels: dict[int, int] = {}
    lowest: int | None = None
    for above in range(number - 1, max(0, number - LEVELS_SEARCHED), -1):
        text = site.line(above)
        layout = LAYOUT.match(text)
        if layout is None or not text.strip() or text.lstrip().startswith("#"):
            continue
        depth = len(layout["indent"])
        if lowest is not None and depth >= lowest:
            continue
        lowest = depth
        levels.setdefault(depth, above)
        if layout["dashes"] and layout["key"] is not None:
            levels.setdefault(depth + len(layout["dashes"]), above)
        if depth == 0:
            break
    return levels


def levels_of_kind(site: Site, number: int, *, dash: bool) -> dict[int, int]:
    """Of these, the columns of list items, or those of keys."""
    levels = levels_above(site, number)
    return {level: line for level, line in levels.items() if site.line(line).startswith("-", level) == dash}


def levels_for(site: Site, number: int, *, dash: bool) -> set[int]:
    """Where a line can stand under those above it."""
    above = line_above(site, number)
    if above is None or not OPENS.search(site.line(above)):
        return set(levels_of_kind(site, number, dash=dash))
    column = column_of_key(site, above)
    return {column + step_of(site), *([column] if dash else [])}


def only_line_slipped(site: Site, number: int, level: int) -> bool:
    """Whether the line below shows that a line was meant for `level`, and stands right itself."""
    below = line_below(site, number)
    if below is None:
        return False
    text = site.line(number)
    here = len(indent_of(text))
    under = depth(site, site.source.line_span(below).start)
    found = LAYOUT.match(text.lstrip())
    assert found is not None
    dashes = len(found["dashes"])
    if dashes:
        beside = site.line(below).startswith("-", under)
        return under == level > here if beside else under == level + dashes
    if OPENS.search(text):
        step = step_of(site)
        return under - level == step != under - here
    return under > here and under == level
