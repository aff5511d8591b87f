"""Customers as callers have them → facts: columns are matched, units applied, values read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Final, Literal, get_args
from weakref import WeakKeyDictionary

from tierrules.errors import CustomerError, Problem
from tierrules.language.columns import Column, Matching, column_map, match
from tierrules.language.field_words import names_field
from tierrules.language.model_match import fit, match_members
from tierrules.language.model_members import is_model, members
from tierrules.language.model_values import extra_members, members_of
from tierrules.language.near_keys import map_line
from tierrules.language.nested import flat
from tierrules.meaning.declared import NUMERIC, Field, Type
from tierrules.meaning.facts import CustomerReading, read_facts
from tierrules.meaning.numbers import MOST_DECIMALS_IN_DATA, SCALES, NumberTextError, read_number, read_quantity
from tierrules.meaning.truth import Absent

Unknown = Literal["near-miss", "error", "ignore"]
"""What to do with keys that no rule reads: refuse those that look like a field that is lacking (the default),
refuse all, or pass over all."""

_MOST_KEPT: Final = 256


class _Kept:
    """Matchings that were found before, by keys and by type. A copy of a reader starts without them."""

    def __init__(self) -> None:
        self.of_keys: dict[tuple[object, ...], Matching] = {}
        self.of_types: WeakKeyDictionary[type, dict[tuple[str, ...], Matching]] = WeakKeyDictionary()

    def __reduce__(self) -> tuple[type[_Kept], tuple[()]]:
        return _Kept, ()


class CustomerReader:
    """Reads customers for one ruleset by one column map, as mappings or as objects with typed members.

    `fields` are those that rules read; those that are `declared` beside them may stand in the column map.
    Raises `ColumnMapError` for a map, or a `model`, that does not fit. How keys and types match is kept, so that
    many customers of one kind are matched once.
    """

    def __init__(
        self,
        fields: Mapping[str, Field],
        columns: Mapping[str, object] | None = None,
        model: type | None = None,
        declared: Mapping[str, Field] | None = None,
    ) -> None:
        self.fields = fields
        self.columns = column_map(columns, fields, declared)
        self.model = model
        self.model_matching = None if model is None else fit(model, fields, self.columns)
        self._kept = _Kept()

    def read(self, customer: object, *, unknown: Unknown = "near-miss") -> CustomerReading:
        """Return the facts of one customer.

        Raises `CustomerError` for unmatched keys, and for what is neither a mapping nor an object of a model.
        """
        if isinstance(customer, Mapping):
            record = self._flat(customer)
            return self.read_matched(record, self._checked(self._match_of_keys(record), unknown))
        if not is_model(type(customer)):
            message = f"a customer is a mapping or an object of a model, not `{type(customer).__name__}`"
            help = 'give a mapping such as `{"employees": 60}`, a pydantic model or a dataclass'
            raise CustomerError([Problem("customer", "customer", "", message, help)])
        # What a model of the caller's holds beside the fields of rules is the caller's business.
        matching = self._checked(self._match_of_object(customer), "near-miss" if unknown == "error" else unknown)
        return self.read_matched(members_of(customer, matching), matching)

    def match(self, keys: Iterable[object], *, unknown: Unknown = "near-miss") -> Matching:
        """Find the key of each field; raises `CustomerError` for refused keys, ValueError for no such `unknown`."""
        return self._checked(match(self.fields, keys, self.columns), unknown)

    def _flat(self, customer: Mapping[str, object]) -> Mapping[str, object]:
        """The customer with dotted keys; a mapping in the place of a field stays, since it is no value of the field."""
        inner = {key: one for key, one in customer.items() if isinstance(one, Mapping)}
        return (
            {**flat(customer), **{key: one for key, one in inner.items() if self._is_column(key)}}
            if inner
            else customer
        )

    def _is_column(self, key: str) -> bool:
        return any(one is not None and key == one.name for one in self.columns.values()) or any(
            names_field(key, one) for one in self.fields.values()
        )

    def _match_of_keys(self, record: Mapping[str, object]) -> Matching:
        keys = tuple(record)
        found = self._kept.of_keys.get(keys)
        if found is None:
            found = match(self.fields, keys, self.columns)
            if len(self._kept.of_keys) >= _MOST_KEPT:
                self._kept.of_keys.clear()
            self._kept.of_keys[keys] = found
        return found

    def _match_of_object(self, customer: object) -> Matching:
        kind, extra = type(customer), extra_members(customer)
        if kind is self.model and self.model_matching is not None and not extra:
            return self.model_matching
        # Kept are names alone: whatever held the type itself would keep it alive.
        kept = self._kept.of_types.setdefault(kind, {})
        if extra not in kept:
            matching = match_members(members(kind), self.fields, self.columns, extra)
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[extra] = matching
        return kept[extra]

    def _checked(self, matching: Matching, unknown: Unknown) -> Matching:
        if unknown not in get_args(Unknown):
            raise ValueError(f"unknown is `near-miss`, `error` or `ignore`, not `{unknown}`")
        refused: list[Problem] = []
        if unknown == "near-miss":
            refused = [self._near_miss(key, field) for key, field in matching.near]
        elif unknown == "error":
            near = dict(matching.near)
            refused = [self._near_miss(key, near[key]) if key in near else _stranger(key) for key in matching.ignored]
        if refused:
            raise CustomerError(refused)
        return matching

    def _near_miss(self, key: str, field: str) -> Problem:
        mapped = self.columns.get(field)
        if mapped is not None:
            message = f"the column map gives `{field}` the column `{mapped.name}`, which is not there"
            return Problem(field, key, "", message, "mend the column map, or pass unknown keys over")
        message = f"no rule reads `{key}`, and `{field}` is missing"
        line = map_line(field, self.fields[field], key)
        help = f"did you mean `{field}`? then the column map says `{line}`, else `{field}: null`"
        return Problem(field, key, "", message, help)

    def read_matched(self, customer: Mapping[str, object], matching: Matching) -> CustomerReading:
        """Return the facts of a customer whose keys were matched before."""
        record = {
            name: _in_units(_plain(customer[column.name]), column, self.fields[name])
            for name, column in matching.used.items()
            if column.name in customer
        }
        return read_facts(self.fields, record, {name: column.name for name, column in matching.used.items()})


def _plain(raw: object) -> object:
    """The value of an Enum; everything else as it is."""
    return raw.value if isinstance(raw, Enum) and not isinstance(raw, Absent) else raw


def _in_units(raw: object, column: Column, field: Field) -> object:
    """Multiply a plain number with its column's unit; a text that names a scale of its own keeps it."""
    if column.unit is None or field.type not in NUMERIC or isinstance(raw, bool):
        return raw
    try:
        number = _unscaled(raw, field) if isinstance(raw, str) else read_number(raw)
    except NumberTextError:
        return raw
    return raw if number is None else number * column.scale


def _unscaled(text: str, field: Field) -> Fraction | None:
    """The number, or the field's money, of a text that names no scale, else None."""
    quantity = read_quantity(text, most_decimals=MOST_DECIMALS_IN_DATA)
    plain = unicodedata.normalize("NFKC", quantity.text).casefold()
    if any(scale in plain for scale in SCALES):
        return None
    # Money that the field does not take is left as it is: as a number it would lose its currency.
    is_own = quantity.kind == "money" and field.type is Type.MONEY and field.currency in (None, quantity.currency)
    return quantity.number if quantity.kind == "number" or is_own else None


def _stranger(key: str) -> Problem:
    return Problem(key, key, "", f"no rule reads `{key}`")
