"""Which key of the data holds which field: the caller's column map, then names, titles and aliases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

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
    """Find the column of each field; raises `CustomerError` where two columns would be one field.

    A column that the map gives to one field is never another's. A key that is no text is ignored.
    """
    present = list(keys)
    given = {column.name for column in columns.values()}
    free = [key for key in present if isinstance(key, str) and key not in given]
    used: dict[str, Column] = {}
    problems: list[Problem] = []
    for name, field in fields.items():
        mapped = columns.get(name)
        if mapped is None:
            found = [Column(key) for key in free if _names(key, field)]
        else:
            found = [mapped] if mapped.name in present else []
        if len(found) > 1:
            told = " and ".join(f"`{column.name}`" for column in found)
            problems.append(
                Problem(
                    name,
                    found[1].name,
                    "",
                    f"{told} are two columns for one field",
                    "name one in the column map",
                )
            )
        elif found:
            used[name] = found[0]
    if problems:
        raise CustomerError(problems)
    taken = {column.name for column in used.values()}
    ignored = tuple(str(key) for key in present if key not in taken)
    lacking = tuple(name for name in fields if name not in used)
    strays = [key for key in free if key not in taken]
    return Matching(used, ignored, lacking, tuple(_near_misses(strays, {name: fields[name] for name in lacking})))


def _names(key: str, field: Field) -> bool:
    return key == field.name or _folded(key) in {_folded(text) for text in (*field.title, *field.aliases) if text}


def _near_misses(strays: Iterable[str], lacking: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    for key in strays:
        meant = next((name for name, field in lacking.items() if _names(key, field)), None)
        if meant is None and key not in STANDARD_FIELDS:
            meant = nearest(key, lacking)
        if meant is not None:
            yield key, meant


def _slips(columns: Mapping[str, object], fields: Mapping[str, Field]) -> Iterator[str]:
    unmapped = [name for name in fields if name not in columns]
    for name in columns:
        meant = None if name in fields or name in STANDARD_FIELDS else nearest(name, unmapped)
        if meant is not None:
            yield f"the column map names a field `{name}` that no rule reads; did you mean `{meant}`?"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


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
