"""Which key of the data holds which field: the caller's column map, then names, titles and aliases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tierrules.errors import ColumnMapError, CustomerError, Problem
from tierrules.language.field_words import meanings
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.language.near_keys import meant, unit_in
from tierrules.meaning.declared import NUMERIC, Field
from tierrules.meaning.numbers import CURRENCIES, SCALES


@dataclass(frozen=True, slots=True)
class Column:
    """A column for a field; its plain numbers count in `unit` (`万`: 50 is 500,000)."""

    name: str
    unit: str | None = None

    @property
    def scale(self) -> Fraction:
        """What a plain number of the column is multiplied with."""
        return Fraction(SCALES[self.unit]) if self.unit else Fraction(1)


ColumnMap = Mapping[str, Column | None]
"""The column of each field; None for a field that the data do not have, whatever a column is called."""

_MOST_TOLD: Final = 8


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


def column_map(
    columns: object, fields: Mapping[str, Field], declared: Mapping[str, Field] | None = None
) -> dict[str, Column | None]:
    """Read a caller's map, `{"employees": "staff", "annual_spend": {"column": "年消费额", "unit": "万"}}`.

    A field is called by its name, a title or an alias. None says that the data do not have it. Standard fields, and
    those that are `declared`, may stand in the map although no rule reads them. Raises `ColumnMapError`.
    """
    given = _mapping(columns)
    known = {**STANDARD_FIELDS, **(declared or {}), **fields}
    problems: list[str] = []
    made: dict[str, Column | None] = {}
    keys: dict[str, str] = {}
    for key, value in given.items():
        name = _field_name(key, value, known, fields, problems)
        if name in keys:
            problems.append(f"`{keys[name]}` and `{key}` are two keys for the field `{name}`")
        elif name is not None:
            keys[name] = key
            made |= _column(name, value, known[name], problems)
    problems += _given_twice(made)
    if problems:
        raise ColumnMapError(problems)
    return made


def check_columns(columns: object) -> None:
    """Check what can be known of a map before there is a ruleset; raises `ColumnMapError`."""
    problems: list[str] = []
    made: dict[str, Column | None] = {}
    for key, value in _mapping(columns).items():
        made |= _column(key, value, None, problems)
    problems += _given_twice(made)
    if problems:
        raise ColumnMapError(problems)


def match(fields: Mapping[str, Field], keys: Iterable[object], columns: ColumnMap) -> Matching:
    """Find the column of each field; raises `CustomerError` where two columns would be one field, or one would be two.

    A key is the field that it names, else the one whose title or alias it is; words of the ruleset go before those of
    the standard fields. A column that the map gives to one field is never another's, and a field that it gives None
    has none. A key that is no text is ignored.
    """
    present = list(keys)
    given = {column.name for column in columns.values() if column is not None}
    free = [key for key in present if isinstance(key, str) and key not in given]
    spoken = {key: meanings(key, fields) for key in free}
    found: dict[str, list[Column]] = {name: [] for name in fields}
    for key, names in spoken.items():
        for name in names:
            found[name].append(Column(key))
    for name, column in columns.items():
        if name in fields:
            found[name] = [column] if column is not None and column.name in present else []
    problems = [*_doubles(found), *_shared(spoken, columns)]
    if problems:
        raise CustomerError(problems)
    used = {name: columns_of[0] for name, columns_of in found.items() if columns_of}
    taken = {column.name for column in used.values()}
    ignored = tuple(str(key) for key in present if key not in taken)
    lacking = tuple(name for name in fields if name not in used)
    wanted = {name: fields[name] for name in lacking if name not in columns or columns[name] is not None}
    strays = ((key, meant(key, names, fields, wanted)) for key, names in spoken.items() if key not in taken)
    return Matching(used, ignored, lacking, tuple((key, name) for key, name in strays if name is not None))


def _doubles(found: Mapping[str, list[Column]]) -> Iterator[Problem]:
    for name, columns in found.items():
        if len(columns) > 1:
            told = " and ".join(f"`{column.name}`" for column in columns)
            message = f"{told} are two columns for one field"
            yield Problem(name, columns[1].name, "", message, "name one in the column map")


def _shared(spoken: Mapping[str, tuple[str, ...]], columns: ColumnMap) -> Iterator[Problem]:
    for key, names in spoken.items():
        open_names = [name for name in names if name not in columns]
        if len(open_names) > 1:
            told = " and ".join(f"`{name}`" for name in open_names)
            yield Problem(open_names[1], key, "", f"`{key}` would be {told} at once", "say in the column map which")


def _mapping(columns: object) -> Mapping[str, object]:
    if columns is None:
        return {}
    if not isinstance(columns, Mapping) or not all(isinstance(name, str) for name in columns):
        raise ColumnMapError(["a column map is a mapping from names of fields to columns"])
    return columns


def _field_name(
    key: str, value: object, known: Mapping[str, Field], fields: Mapping[str, Field], problems: list[str]
) -> str | None:
    """The field that a key of the map names, by whatever it is called."""
    names = (key,) if key in known else meanings(key, fields) or meanings(key, known)
    if len(names) == 1:
        return names[0]
    if names:
        told = " and ".join(f"`{name}`" for name in names)
        problems.append(f"the column map names `{key}`, which would be {told} at once; write the name of the field")
        return None
    problems.append(f"the column map names a field `{key}` that no rule reads; {_meant_by(key, value, known, fields)}")
    return None


def _meant_by(key: str, value: object, known: Mapping[str, Field], fields: Mapping[str, Field]) -> str:
    near = meant(key, (), fields, fields) or meant(key, (), known, known)
    if near is not None:
        return f"did you mean `{near}`?"
    if isinstance(value, str) and (turned := meanings(value, fields)):
        return f"the field stands first: `{turned[0]}: {key}`"
    told = ", ".join(f"`{name}`" for name in list(fields)[:_MOST_TOLD])
    return f"the rules read {told}" + (" and others" if len(fields) > _MOST_TOLD else "")


def _given_twice(made: ColumnMap) -> Iterator[str]:
    taken: dict[str, str] = {}
    for name, column in made.items():
        if column is not None:
            if column.name in taken:
                yield f"the column `{column.name}` is given to both `{taken[column.name]}` and `{name}`"
            taken[column.name] = name


def _column(name: str, value: object, field: Field | None, problems: list[str]) -> dict[str, Column | None]:
    """The column of a name; none at all where the value says something else, which is a problem."""
    match value:
        case None:
            return {name: None}
        case str() if value.strip():
            return {name: Column(value)}
        case Mapping() if _is_column(value):
            unit = value.get("unit")
            if unit is None or _is_unit(name, unit, field, problems):
                return {name: Column(value["column"], unit)}
            return {}
    problems.append(f"`{name}` maps to neither a column name nor `{{column: .., unit: ..}}`")
    return {}


def _is_column(value: Mapping[str, object]) -> bool:
    column = value.get("column")
    return isinstance(column, str) and bool(column.strip()) and value.keys() <= {"column", "unit"}


def _is_unit(name: str, unit: object, field: Field | None, problems: list[str]) -> bool:
    known = f"the units are {', '.join(SCALES)}"
    if not isinstance(unit, str):
        problems.append(f"the unit of `{name}` is not a text; {known}")
    elif unit not in SCALES:
        near = unit_in(unit)
        is_base = unit in CURRENCIES
        advice = f"did you mean `{near}`?" if near else "such a column needs no unit" if is_base else known
        problems.append(f"`{unit}` is not a unit for `{name}`; {advice}")
    elif field is not None and field.type not in NUMERIC:
        problems.append(f"`{name}` is of type {field.type} and has no unit")
    else:
        return True
    return False
