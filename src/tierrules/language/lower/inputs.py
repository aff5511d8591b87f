"""Which fields a ruleset reads: those that its lowered rules name, in the order in which they first appear."""

from __future__ import annotations

from collections.abc import Iterable

from tierrules.meaning.conditions import fields_in
from tierrules.meaning.model import Condition, Dimension


def inputs(dimensions: Iterable[Dimension], assume: Iterable[Condition]) -> tuple[str, ...]:
    """Return the names of the fields that dimensions and assumptions read."""
    found: dict[str, None] = {}
    for dimension in dimensions:
        guard = () if dimension.applies is None else (dimension.applies,)
        for condition in (*guard, *(rule.when for rule in dimension.rules)):
            found.update(dict.fromkeys(fields_in(condition)))
    for condition in assume:
        found.update(dict.fromkeys(fields_in(condition)))
    return tuple(found)
