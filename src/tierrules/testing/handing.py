"""The ways in which a program hands a customer over: as a mapping, a dataclass or a pydantic model, flat or nested."""

from __future__ import annotations

import dataclasses
import enum
import keyword
from collections.abc import Callable, Mapping
from typing import Any, Final

from hypothesis import strategies as st
from pydantic import BaseModel, create_model

from tierrules.meaning.declared import Field, Scalar
from tierrules.meaning.truth import Absent
from tierrules.testing.customers import records_of

INNER: Final = "company"
"""The member in which a nested customer holds everything: columns are `company.employees` and so on."""

_Form = Callable[[Mapping[str, Field], dict[str, object]], object]


def handed_over(
    fields: Mapping[str, Field], facts: Mapping[str, Scalar | Absent], *, nested: bool = False
) -> st.SearchStrategy[object]:
    """One customer in every way in which `classify` takes one; each means exactly these facts.

    With `nested` everything lies in a member `company`, so that the ruleset needs `columns` of dotted names:
    `{"employees": "company.employees"}`.

        handed_over(rules.inputs, {"employees": Fraction(60)}).example()
        Account(employees='60')
    """
    fit = all(_is_member(name) for name in fields)
    forms: tuple[_Form, ...] = (_mapping, _with_enums, *((_dataclass, _model) if fit else ()))

    def of(record: dict[str, object]) -> st.SearchStrategy[object]:
        made = st.sampled_from(forms).map(lambda form: form(fields, record))
        return made.flatmap(lambda one: st.sampled_from(_OUTER).map(lambda outer: outer(one))) if nested else made

    return records_of(fields, facts).flatmap(of)


def _is_member(name: str) -> bool:
    """Whether classes can have a member of this name."""
    return not keyword.iskeyword(name) and not name.startswith(("_", "model_")) and not hasattr(BaseModel, name)


def _mapping(fields: Mapping[str, Field], record: dict[str, object]) -> object:
    return dict(record)


def _with_enums(fields: Mapping[str, Field], record: dict[str, object]) -> object:
    return {name: _as_enum(raw) if isinstance(raw, str) else raw for name, raw in record.items()}


def _dataclass(fields: Mapping[str, Field], record: dict[str, object]) -> object:
    """A dataclass has no way to leave a member out, so what is left out is no member of it."""
    return dataclasses.make_dataclass("Account", [(name, Any) for name in record])(**record)


def _model(fields: Mapping[str, Field], record: dict[str, object]) -> object:
    members: dict[str, Any] = dict.fromkeys(fields, (Any, None))
    return create_model("Account", **members)(**record)


def _as_enum(raw: str) -> Any:
    kind: Any = enum.Enum("kind", {"IT": raw})
    return kind.IT


def _in_mapping(inner: object) -> object:
    return {INNER: inner} if isinstance(inner, Mapping) else _in_dataclass(inner)


def _in_dataclass(inner: object) -> object:
    return dataclasses.make_dataclass("Outer", [(INNER, type(inner))])(inner)


def _in_model(inner: object) -> object:
    return create_model("Outer", **{INNER: (Any, ...)})(**{INNER: inner})  # type: ignore[call-overload]  # by its name


_OUTER: Final = (_in_mapping, _in_dataclass, _in_model)
