"""Which fields of a customer can move, and to which values: the past stays, and so does who the customer is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from tierrules.meaning.cells import Marks, cells
from tierrules.meaning.conditions import fields_in
from tierrules.meaning.declared import Field, Scalar, Type
from tierrules.meaning.model import Atom, Choice, Model
from tierrules.meaning.regions import Cell
from tierrules.meaning.truth import MISSING, NONE, Absent

IDENTITY = frozenset(
    {"customer_id", "name", "kind", "uscc", "industry", "industry_code", "region", "ownership", "first_contact_channel"}
)
"""Standard fields that say who the customer is."""

_AGAIN, _ONCE = "last_", "first_"


def fields_named(model: Model, atoms: Iterable[Atom | Choice]) -> list[str]:
    """Return the fields that comparisons name, in the order in which the ruleset reads them."""
    named = {name for atom in atoms for name in fields_in(atom)}
    return [name for name in model.inputs if name in named]


def can_move(one: Field, seen: Scalar | Absent, as_of: date) -> bool:
    """Whether a field may move unless somebody says otherwise.

    Who the customer is stays. A date in the past stays too, but for the last time of something, which may happen again.
    """
    if one.name in IDENTITY:
        return False
    if isinstance(seen, date):
        return seen > as_of or (one.name.startswith(_AGAIN) and seen < as_of)
    return one.name != "founded_on" or seen is MISSING


def reachable(
    one: Field, seen: Scalar | Absent, as_of: date, marks: Marks, *, freely: bool
) -> tuple[list[Cell], set[int]]:
    """Return the cells of a field, and the places of those that may be chosen.

    What happens anew happens today; what is planned may be planned for any later day; what is missing may turn out to
    be anything. With `freely` any value may be chosen.
    """
    if freely or seen is MISSING or one.type is not Type.DATE:
        found = cells(one, marks)
        return found, set(range(len(found)))
    if not one.name.startswith((_AGAIN, _ONCE)):
        found = cells(one, marks, least=as_of)
        return found, set(range(len(found)))
    after = as_of if isinstance(seen, Absent) else min(_next(seen), as_of)
    found = [cell for cell in cells(one, marks, least=after, most=as_of) if cell.value is not NONE]
    if not found:
        return [], set()
    found[-1] = replace(found[-1], value=as_of)
    return found, {len(found) - 1}


def _next(seen: Scalar) -> date:
    return seen + timedelta(days=1) if isinstance(seen, date) and seen < date.max else date.max
