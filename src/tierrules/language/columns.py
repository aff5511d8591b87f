"""Which key of the data holds which field: the caller's column map, then names, titles and aliases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tierrules.errors import ColumnMapError, CustomerError, Problem
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.declared import NUMERIC, Field
from tierrules.meaning.numbers import SCALES
from tierrules.text.nearest import nearest


@dataclass(frozen=True, slots=True)
class Column:
    """A column for a field; its plain numbers count in `unit` (`万`: 50 is 500,000)."""

    name: str
    unit: str | None = None

    @property
    def scale(self) -> Fraction:
        """What a plain number of the column is multiplied with."""
        return Fraction(SCALES[self.unit]) if self.unit else Fraction(1)


ColumnMap = Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Matching:
    """How the keys of some data fit a ruleset.

    `used` maps fields to columns, `ignored` are keys that no rule needs, `lacking` fields without a column,
    `near` pairs an ignored key with the lacking field that it is probably meant to be, or that it names although
    the column map gives that field another column.
    """

    used: Mapping[str, Column]
    ignored: tuple[str, ...]
    lacking: tuple[str, ...]
    near: tuple[tuple[str, str], ...]


def column_map(columns: object, fields: Mapping[str, Field]) -> dict[str, Column]:
    """Read a caller's map, `{"employees": "staff", "annual_spend": {"column": "年消费额", "unit": "万"}}`.

    Fields that no rule reads are passed over, so that one map can serve several rulesets, unless they look like slips.
    Raises `ColumnMapError`.
    """
    if columns is None:
        return {}
    if not isinstance(columns, Mapping) or not all(isinstance(name, str) for name in columns):
        raise ColumnMapError(["a column map is a mapping from names of fields to columns"])
    problems = list(_slips(columns, fields))
    made: dict[str, Column] = {}
    for name, value in columns.items():
        column = _column(name, value, fields.get(name), problems)
        if column is not None:
            made[name] = column
    taken: dict[str, str] = {}
    for name, column in made.items():
        if column.name in taken:
            problems.append(f"the column `{column.name}` is given to both `{taken[column.name]}` and `{name}`")
        taken[column.name] = name
    if problems:
        raise ColumnMapError(problems)
    return made


def match(fields: Mapping[str, Field], keys: Iterable[object], columns: ColumnMap) -> Matching:
    """Find the column of each field; raises `CustomerError` where two columns would be one field, or one would be two.

    A key is the field that it names, else the one whose title or alias it is; words of the ruleset go before those of
    the standard fields. A column that the map gives to one field is never another's. A key that is no text is ignored.
    """
    present = list(keys)
    given = {column.name for column in columns.values()}
    free = [key for key in present if isinstance(key, str) and key not in given]
    meanings = {key: _meanings(key, fields) for key in free}
    found: dict[str, list[Column]] = {name: [] for name in fields}
    for key, names in meanings.items():
        for name in names:
            found[name].append(Column(key))
    for name, column in columns.items():
        if name in fields:
            found[name] = [column] if column.name in present else []
    problems = [*_doubles(found), *_shared(meanings, columns)]
    if problems:
        raise CustomerError(problems)
    used = {name: columns_of[0] for name, columns_of in found.items() if columns_of}
    taken = {column.name for column in used.values()}
    ignored = tuple(str(key) for key in present if key not in taken)
    lacking = tuple(name for name in fields if name not in used)
    strays = {key: names for key, names in meanings.items() if key not in taken}
    return Matching(used, ignored, lacking, tuple(_near_misses(strays, lacking)))


def _doubles(found: Mapping[str, list[Column]]) -> Iterator[Problem]:
    for name, columns in found.items():
        if len(columns) > 1:
            told = " and ".join(f"`{column.name}`" for column in columns)
            message = f"{told} are two columns for one field"
            yield Problem(name, columns[1].name, "", message, "name one in the column map")


def _shared(meanings: Mapping[str, tuple[str, ...]], columns: ColumnMap) -> Iterator[Problem]:
    for key, names in meanings.items():
        open_names = [name for name in names if name not in columns]
        if len(open_names) > 1:
            told = " and ".join(f"`{name}`" for name in open_names)
            yield Problem(open_names[1], key, "", f"`{key}` would be {told} at once", "say in the column map which")


def _meanings(key: str, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """The fields that a key speaks of: one, none, or several that the ruleset itself calls by one word."""
    if key in fields:
        return (key,)
    told = _folded(key)
    ranks = {name: rank for name, field in fields.items() if (rank := _rank(told, field)) is not None}
    return tuple(name for name, rank in ranks.items() if rank == min(ranks.values()))


def names_field(key: str, field: Field) -> bool:
    """Whether a key is the name, a title or an alias of a field."""
    return key == field.name or _rank(_folded(key), field) is not None


def _rank(told: str, field: Field) -> int | None:
    standard = STANDARD_FIELDS.get(field.name)
    is_own = standard is None or (field.title, field.aliases) != (standard.title, standard.aliases)
    for at, words in enumerate((field.title, field.aliases)):
        if told in {_folded(word) for word in words if word}:
            return at if is_own else at + 2
    return None


def _near_misses(strays: Mapping[str, tuple[str, ...]], lacking: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, names in strays.items():
        meant = next((name for name in names if name in lacking), None)
        if meant is None and _folded(key) not in _STANDARD_WORDS:
            meant = nearest(key, lacking)
        if meant is not None:
            yield key, meant


def _slips(columns: Mapping[str, object], fields: Mapping[str, Field]) -> Iterator[str]:
    unmapped = [name for name in fields if name not in columns]
    for name in columns:
        meant = None if name in fields or name in STANDARD_FIELDS else nearest(name, unmapped)
        if meant is not None:
            yield f"the column map names a field `{name}` that no rule reads; did you mean `{meant}`?"


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


# What is known to be one field is no slip for another.
_STANDARD_WORDS = frozenset(
    _folded(word)
    for field in STANDARD_FIELDS.values()
    for word in (field.name, *field.title, *field.aliases)
    if word is not None
)


def _column(name: str, value: object, field: Field | None, problems: list[str]) -> Column | None:
    match value:
        case str():
            return Column(value)
        case Mapping() if isinstance(value.get("column"), str) and value.keys() <= {"column", "unit"}:
            unit = value.get("unit")
            if unit is None:
                return Column(value["column"])
            if not isinstance(unit, str):
                problems.append(f"the unit of `{name}` is not a text; the units are {', '.join(SCALES)}")
            elif unit not in SCALES:
                problems.append(f"`{unit}` is not a unit for `{name}`; the units are {', '.join(SCALES)}")
            elif field is not None and field.type not in NUMERIC:
                problems.append(f"`{name}` is of type {field.type} and has no unit")
            else:
                return Column(value["column"], unit)
            return None
    problems.append(f"`{name}` maps to neither a column name nor `{{column: .., unit: ..}}`")
    return None
