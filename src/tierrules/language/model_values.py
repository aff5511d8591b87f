"""The values of an object with typed members: those that are there, by their paths."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from typing import Any, Final

from tierrules.language.columns import Matching
from tierrules.language.model_members import is_pydantic
from tierrules.language.nested import flat

_ABSENT: Final = object()


def members_of(customer: object, matching: Matching) -> dict[str, object]:
    """Return the members that rules use, as the keys of a mapping would hold them.

    What an object does not have, or a pydantic model was never given, is left out as an absent key; so is everything
    within an inner model that is None.
    """
    paths = (column.name for column in matching.used.values())
    return {path: value for path in paths if (value := _at(customer, path)) is not _ABSENT}


def extra_members(customer: Any) -> tuple[str, ...]:
    """Return what a pydantic model holds beside its declared members, by their paths."""
    extra = customer.model_extra if is_pydantic(type(customer)) else None
    return tuple(flat(extra)) if extra else ()


def _at(place: object, path: str) -> object:
    name, _, rest = path.partition(".")
    value = _member(place, path) if rest else _ABSENT  # a key that is written with its dot wins
    if value is not _ABSENT:
        return value
    value = _member(place, name)
    return _at(value, rest) if rest and value is not _ABSENT else value


def _member(place: object, name: str) -> object:
    if isinstance(place, Mapping):
        return place.get(name, _ABSENT)
    try:
        value = getattr(place, name)
    except AttributeError:
        if _is_computed(type(place), name):
            raise
        return _ABSENT
    if value is None and is_pydantic(type(place)) and _is_unset(place, name):
        return _ABSENT
    return value


def _is_computed(kind: type, name: str) -> bool:
    """Whether the caller's code makes the value: an AttributeError is then a fault in it, and no absent member."""
    found = inspect.getattr_static(kind, name, None)
    return hasattr(type(found), "__get__") and not isinstance(found, types.MemberDescriptorType)


def _is_unset(place: Any, name: str) -> bool:
    return name in type(place).model_fields and name not in place.model_fields_set
