"""Nested records as one level: `{"company": {"staff": 5}}` is read as `{"company.staff": 5}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

DEPTH: Final = 16
"""How many names a path may have; what lies deeper stays a mapping, which no field can be."""


def flat(record: Mapping[str, object]) -> dict[str, object]:
    """Return the record with the keys of nested mappings joined by dots; a key that is written with its dot wins.

    Lists and empty mappings are left as they are.

    >>> flat({"id": 7, "company": {"staff": 5, "seat": {"city": "Ulm"}}, "company.staff": 6})
    {'id': 7, 'company.staff': 6, 'company.seat.city': 'Ulm'}
    """
    found: dict[str, object] = {}
    for path, value in _leaves(record, DEPTH, ()):  # written keys come before those that are joined
        found.setdefault(path, value)
    return found


def twice_named(record: Mapping[str, object]) -> str | None:
    """Return a path that two values of the record have, of which `flat` keeps one.

    >>> twice_named({"a": {"b": 1}, "a.b": 2}), twice_named({"a": {"b": 1}})
    ('a.b', None)
    """
    if not any(isinstance(value, Mapping) for value in record.values()):
        return None
    seen: set[str] = set()
    for path, _ in _leaves(record, DEPTH, ()):
        if path in seen:
            return path
        seen.add(path)
    return None


def _leaves(record: Mapping[str, object], depth: int, above: tuple[int, ...]) -> Iterator[tuple[str, object]]:
    inner: list[tuple[str, Mapping[str, object]]] = []
    for key, value in record.items():
        # A mapping within itself would have no end.
        if isinstance(value, Mapping) and value and depth > 1 and id(value) not in above:
            inner.append((key, value))
        else:
            yield key, value
    for key, value in inner:
        for path, leaf in _leaves(value, depth - 1, (*above, id(record))):
            yield f"{key}.{path}", leaf
