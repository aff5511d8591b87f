"""What people call a field: its name, its titles and its aliases, compared without case and width."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.declared import Field


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text as words are compared.

    >>> folded(" 员工数（人）") == folded("员工数(人)")
    True
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def words_of(field: Field) -> tuple[str, ...]:
    """Return all that a field is called, folded, its name first."""
    return tuple(dict.fromkeys(folded(word) for word in (field.name, *field.title, *field.aliases) if word))


def names_field(key: str, field: Field) -> bool:
    """Whether a key is the name, a title or an alias of a field."""
    return key == field.name or _rank(folded(key), field) is not None


def meanings(key: str, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Return the fields that a key speaks of: one, none, or several that the ruleset itself calls by one word.

    A name goes before a title, a title before an alias, and words of the ruleset before those of the standard fields.
    """
    if key in fields:
        return (key,)
    told = folded(key)
    ranks = {name: rank for name, field in fields.items() if (rank := _rank(told, field)) is not None}
    return tuple(name for name, rank in ranks.items() if rank == min(ranks.values()))


def standard_name(key: str) -> str | None:
    """Return the standard field that is called so, None for none; no word means two of them.

    >>> standard_name("Headcount"), standard_name("staff")
    ('employees', None)
    """
    return _STANDARD_WORDS.get(folded(key))


def _rank(told: str, field: Field) -> int | None:
    standard = STANDARD_FIELDS.get(field.name)
    is_own = standard is None or (field.title, field.aliases) != (standard.title, standard.aliases)
    for at, words in enumerate((field.title, field.aliases)):
        if told in {folded(word) for word in words if word}:
            return at if is_own else at + 2
    return None


_STANDARD_WORDS: Final = {word: field.name for field in STANDARD_FIELDS.values() for word in words_of(field)}
