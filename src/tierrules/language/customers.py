"""Customers as callers have them → facts: columns are matched, units applied, values read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal, get_args

from tierrules.errors import CustomerError, Problem
from tierrules.language.columns import Column, Matching, column_map, match
from tierrules.meaning.declared import NUMERIC, Field, Type
from tierrules.meaning.facts import CustomerReading, read_facts
from tierrules.meaning.numbers import MOST_DECIMALS_IN_DATA, SCALES, NumberTextError, read_number, read_quantity

Unknown = Literal["near-miss", "error", "ignore"]
"""What to do with keys that no rule reads: refuse those that look like a field that is lacking (the default),
refuse all, or pass over all."""


class CustomerReader:
    """Reads customers for one ruleset by one column map; raises `ColumnMapError` for a map that does not fit."""

    def __init__(self, fields: Mapping[str, Field], columns: Mapping[str, object] | None = None) -> None:
        self.fields = fields
        self.columns = column_map(columns, fields)

    def read(self, customer: object, *, unknown: Unknown = "near-miss") -> CustomerReading:
        """Return the facts of one customer; raises `CustomerError` for unmatched keys and for what is no mapping."""
        if not isinstance(customer, Mapping):
            message = "a customer is a mapping from names to values"
            raise CustomerError([Problem("customer", "customer", "", message, 'such as `{"employees": 60}`')])
        return self.read_matched(customer, self.match(customer, unknown=unknown))

    def match(self, keys: Iterable[object], *, unknown: Unknown = "near-miss") -> Matching:
        """Find the key of each field; raises `CustomerError` for refused keys, ValueError for no such `unknown`."""
        if unknown not in get_args(Unknown):
            raise ValueError(f"unknown is `near-miss`, `error` or `ignore`, not `{unknown}`")
        matching = match(self.fields, keys, self.columns)
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
        if field in self.columns:
            message = f"the column map gives `{field}` the column `{self.columns[field].name}`, which is not there"
            return Problem(field, key, "", message, "mend the column map, or pass unknown keys over")
        message = f"no rule reads `{key}`, and `{field}` is missing; did you mean `{field}`?"
        return Problem(field, key, "", message, "map the column, or pass unknown keys over")

    def read_matched(self, customer: Mapping[str, object], matching: Matching) -> CustomerReading:
        """Return the facts of a customer whose keys were matched before."""
        record = {
            name: _in_units(customer[column.name], column, self.fields[name])
            for name, column in matching.used.items()
            if column.name in customer
        }
        return read_facts(self.fields, record, {name: column.name for name, column in matching.used.items()})


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
