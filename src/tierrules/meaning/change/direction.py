"""Whether an answer is better or worse than another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tierrules.meaning.change.parts import Direction, State
from tierrules.meaning.model import Dimension


def direction_of(
    known: Sequence[Dimension], before: State | None, after: State | None, renamed: Mapping[str, str] | None = None
) -> Direction:
    """Return the way from one answer to another by the order of the labels.

    `known` is the dimension as the rulesets at hand have it, the new one first; `renamed` maps names of labels of
    before to those of after.
    """
    if before is None or after is None or not known:
        return "none"
    if not known[0].ordered or known[0].reducer == "collect":
        return "across"
    for one in known:
        places = [_place(one, before, renamed or {}), _place(one, after, {})]
        if None not in places:
            return "up" if places[1] < places[0] else "down"  # type: ignore[operator]  # neither is None
    return "none"


def _place(one: Dimension, state: State, renamed: Mapping[str, str]) -> int | None:
    """Return the place of an answer, 0 for the best label, `unlabelled` behind the last; None for what has none."""
    if state.status == "unlabelled":
        return len(one.labels)
    names = [label.name for label in one.labels]
    name = None if state.label is None else renamed.get(state.label.name, state.label.name)
    return names.index(name) if name in names else None
