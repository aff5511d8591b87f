"""The day as an edit: what moves because time passes, though no figure does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from tierrules.meaning import semantics
from tierrules.meaning.change.cause import dimensions_behind
from tierrules.meaning.change.rewrite import Rewriting
from tierrules.meaning.dates import DateRangeError, add, check_as_of, read_date, shown
from tierrules.meaning.declared import Dated
from tierrules.meaning.model import Condition, Constant, DateWindow, Dimension, Model
from tierrules.meaning.numbers import read_quantity
from tierrules.meaning.values import in_force

AS_OF: Final = "as_of"
"""What the day is called among edits; a threshold of this name goes before it."""

Timely = Constant | DateWindow
"""What may mean something else on another day: a dated number, or a date held against the day."""


def day_edited(model: Model, edits: Mapping[str, object], as_of: date) -> date | None:
    """Return the day to which edits move the day; None if they do not speak of it. Raises ValueError."""
    return read_day(edits[AS_OF], as_of) if is_day(model, AS_OF) and AS_OF in edits else None


def is_day(model: Model, name: str) -> bool:
    """Whether a name means the day and no threshold."""
    return name == AS_OF and AS_OF not in model.thresholds


def read_day(value: object, as_of: date) -> date:
    """Return a day that is given as such, or as a span from `as_of`: `+1 month`. Raises ValueError.

    >>> read_day("+1 month", date(2026, 11, 22))
    datetime.date(2026, 12, 22)
    """
    if isinstance(value, date):
        return check_as_of(value)
    text = str(value).strip()
    try:
        day = add(as_of, read_quantity(text).duration) if text[:1] in ("+", "-") else read_date(text)
    except DateRangeError:
        raise
    except ValueError:
        raise ValueError(f"`{AS_OF}`: {shown(text)} is no day; write it as 2026-12-22, or as +1 month") from None
    return check_as_of(day)


def hangs_on_days(model: Model, one: date, other: date) -> frozenset[str]:
    """Return the dimensions that may answer otherwise on another day: they, or one that they ask, follow the day."""
    if one == other:
        return frozenset()
    timely = {
        name for name, each in model.dimensions.items() if any(_differs(leaf, one, other) for leaf in leaves(each))
    }
    return frozenset(
        name for name in model.dimensions if any(each.name in timely for each in dimensions_behind(model, name))
    )


def leaves(dimension: Dimension) -> Iterator[Timely]:
    """Yield everything in a dimension that may follow the day."""
    found: list[Timely] = []

    def constant(one: Constant) -> Constant:
        if isinstance(one.value, Dated):
            found.append(one)
        return one

    def window(one: DateWindow) -> Condition:
        found.append(one)
        return one

    Rewriting(constant=constant, window=window).dimension(dimension)
    yield from found


def _differs(leaf: Timely, one: date, other: date) -> bool:
    if isinstance(leaf, DateWindow):
        return semantics.window(leaf.cut_off, one) != semantics.window(leaf.cut_off, other)
    return isinstance(leaf.value, Dated) and in_force(leaf.value, one) != in_force(leaf.value, other)
