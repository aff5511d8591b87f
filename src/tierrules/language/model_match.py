"""A caller's model held against a ruleset: what gives which field, and everything in which the two do not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from tierrules.errors import ColumnMapError, CustomerError
from tierrules.language.columns import Column, ColumnMap, Matching, match
from tierrules.language.field_words import names_field
from tierrules.language.model_members import Members, Unresolved, is_model, members
from tierrules.language.model_types import Held, held, shown_type
from tierrules.meaning.declared import Field, Type
from tierrules.text.nearest import nearest


class Declared:
    """The fields that a model declares for the names that rules use and nothing else explains."""

    def __init__(self, model: type, columns: Mapping[str, object] | None = None) -> None:
        check_model(model)
        self._model = model
        self._members = members(model)
        self._paths = {name: path for name, given in (columns or {}).items() if (path := _path(given)) is not None}

    @property
    def names(self) -> Collection[str]:
        """The names of the model's members, and those that the column map gives to some of them."""
        return {name for name in (*self._members.leaves, *self._paths) if "." not in name}

    def __call__(self, name: str) -> Field | None:
        """Return the field of a name, None where the model has no member for it or says too little of its type."""
        annotation = self._members.annotation(self._paths.get(name, name))
        return None if annotation is None else held(annotation).field(name)

    def advice(self, name: str) -> str | None:
        """Return why a name that the model or the column map knows is no field, None for a name that neither knows."""
        path = self._paths.get(name, name)
        annotation = self._members.annotation(path)
        if annotation is not None:
            shown = annotation.text if isinstance(annotation, Unresolved) else shown_type(annotation)
            return f"`{self._model.__name__}.{path}` is of type `{shown}`, which is no type of a field"
        if name in self._paths:
            return f"the column map gives it the member `{path}`, which `{self._model.__name__}` does not have"
        inner = next((one for one in self._members.leaves if one.rpartition(".")[2] == name), None)
        if inner is not None:
            return f'if `{self._model.__name__}.{inner}` is meant, load with `columns={{"{name}": "{inner}"}}`'
        return None


def check_model(model: object) -> None:
    """Raise TypeError for what is no class with typed members."""
    if not is_model(model):
        raise TypeError(f"a model is a pydantic model, a dataclass or a TypedDict, not {model!r}")


def fit(model: type, fields: Mapping[str, Field], columns: ColumnMap) -> Matching:
    """Return which member gives which field, by a map that has been read.

    Raises `ColumnMapError` with everything that does not fit.

    A field that nothing in the model is like, or that the map gives None, is lacking: it is missing for every customer.
    """
    check_model(model)
    known = members(model)
    try:
        matching = match_members(known, fields, columns)
    except CustomerError as error:
        raise ColumnMapError(f"`{model.__name__}`: {problem.message}" for problem in error.problems) from None
    problems = [
        *_lacking(model, known, matching, fields, columns),
        *(told for name, column in matching.used.items() for told in _faults(model, known, fields[name], column)),
    ]
    if problems:
        raise ColumnMapError(problems)
    return matching


def match_members(
    known: Members, fields: Mapping[str, Field], columns: ColumnMap, extra: tuple[str, ...] = ()
) -> Matching:
    """Match the members of a model, and those that one object has beside them, as the keys of a mapping are matched."""
    mapped = [column.name for column in columns.values() if column is not None and known.has(column.name)]
    return match(fields, dict.fromkeys([*known.leaves, *extra, *mapped]), columns)


def _lacking(
    model: type, known: Members, matching: Matching, fields: Mapping[str, Field], columns: ColumnMap
) -> Iterator[str]:
    near = {field: key for key, field in matching.near}
    for name in matching.lacking:
        if name in columns:
            mapped = columns[name]
            if mapped is None:
                continue
            path = mapped.name
            meant = nearest(path, known.leaves)
            hint = f"; did you mean `{meant}`?" if meant else ""
            yield f"the column map gives `{name}` the member `{path}`, which `{model.__name__}` does not have{hint}"
        elif (key := near.get(name) or _nested(fields[name], known)) is not None:
            hint = f'if `{key}` is meant, say `columns={{"{name}": "{key}"}}`, if not, `columns={{"{name}": None}}`'
            yield f"`{model.__name__}` has no `{name}`; {hint}"


def _nested(field: Field, known: Members) -> str | None:
    """A member of an inner model that has the field's own name or title."""
    return next((path for path in known.leaves if "." in path and names_field(path.rpartition(".")[2], field)), None)


def _faults(model: type, known: Members, field: Field, column: Column) -> Iterator[str]:
    member = f"`{model.__name__}.{column.name}`"
    annotation = known.annotation(column.name)
    if isinstance(annotation, Unresolved):
        yield f"{member} is annotated as `{annotation.text}`, which names nothing that can be found here"
        return
    seen = held(annotation)
    if field.type not in seen.types:
        shown = f"{member} is of type `{shown_type(annotation)}`"
        yield f"{shown}, which cannot hold the {field.type} `{field.name}`; {_HOLDS[field.type]} can"
    elif field.values is not None and seen.values is not None:
        yield from (_stranger(member, value, field) for value in seen.values if value not in field.values)
    elif _is_other_money(field, seen):
        yield f"{member} is money in {seen.currency}, and `{field.name}` is in {field.currency}"


def _is_other_money(field: Field, seen: Held) -> bool:
    return None not in (field.currency, seen.currency) and field.currency != seen.currency


def _stranger(member: str, value: str, field: Field) -> str:
    assert field.values is not None
    near = nearest(value, field.values)
    hint = f"did you mean `{near}`?" if near else f"its values are {', '.join(f'`{one}`' for one in field.values[:8])}"
    return f"{member} may be `{value}`, which is no value of `{field.name}`; {hint}"


_HOLDS: Final[Mapping[Type, str]] = {
    Type.INTEGER: "`int`",
    Type.DECIMAL: "`Decimal`",
    Type.MONEY: "`Decimal`, or `Annotated[Decimal, Money]`,",
    Type.RATIO: "`Decimal`, or `Annotated[Decimal, Ratio]`,",
    Type.BOOLEAN: "`bool`",
    Type.DATE: "`date`, perhaps of a property,",
    Type.CATEGORY: "an Enum, a Literal or `str`",
    Type.TEXT: "`str`",
}


def _path(given: object) -> str | None:
    if isinstance(given, Mapping):
        given = given.get("column")
    return given if isinstance(given, str) else None
