"""A portfolio: a file of customers, or any iterable of what `classify` takes, read once for several purposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Protocol, cast

from tierrules.errors import CustomerError, Problem
from tierrules.files.header import match_header, who_columns
from tierrules.files.plain import cell_text
from tierrules.files.rejects import own_columns
from tierrules.files.rows import customer_rows, read_row
from tierrules.files.table import Row, Table, open_table
from tierrules.language.customers import CustomerReader, Unknown
from tierrules.language.frames import rows_of_frame
from tierrules.meaning.dates import shown
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.texts import normal, one_line
from tierrules.text.nearest import nearest

Customers = str | PathLike[str] | Table | Iterable[object]
"""A path (csv, jsonl, xlsx, parquet, by its ending), an opened table, a frame, or customers as for `classify`."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who a customer is, as far as the data say; `place` is the line of a file, or the position among many, from 0."""

    customer_id: str | None
    name: str | None
    place: str

    def __str__(self) -> str:
        told = " ".join(one_line(one) for one in (self.customer_id, self.name) if one)
        return told or self.place


@dataclass(frozen=True, slots=True)
class Unread:
    """A customer who could not be read, with what is wrong, a sentence each."""

    who: Who
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.who.place}: {'; '.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class Item:
    """One customer as it came: the row of a file, or an object of the caller's."""

    who: Who
    raw: object


Read = Callable[[Item], CustomerReading]
"""Reads a customer for one ruleset; what is wrong stands among the problems."""


class Portfolio(Protocol):
    """Customers that can be walked through and read for several rulesets at once."""

    @property
    def name(self) -> str:
        """What messages call it."""

    def items(self, reader: CustomerReader) -> Iterator[Item]:
        """Yield every customer once, in order; `reader` knows the columns that say who they are."""

    def read_by(self, reader: CustomerReader, *, lenient: bool = False) -> Read:
        """Return what reads a customer for a ruleset.

        `lenient` passes over columns that are not read, and raises ValueError where a file has none that is.
        """


def open_customers(customers: Customers, unknown: Unknown = "near-miss") -> Portfolio:
    """Open a portfolio; raises `CustomerFileError` for a file that cannot be read, TypeError for no portfolio."""
    if isinstance(customers, str | PathLike):
        return _Filed(open_table(Path(customers)), unknown)
    if hasattr(customers, "rows") and hasattr(customers, "traits"):
        return _Filed(cast(Table, customers), unknown)
    rows = rows_of_frame(customers)
    if rows is not None:
        return _Listed(rows, unknown)
    if isinstance(customers, Mapping) or not isinstance(customers, Iterable):
        message = f"a portfolio is a path or an iterable of customers, not a `{type(customers).__name__}`"
        raise TypeError(message)
    return _Listed(customers, unknown)


class _Filed:
    def __init__(self, table: Table, unknown: Unknown) -> None:
        self.table, self.unknown = table, unknown

    @property
    def name(self) -> str:
        return self.table.name

    def items(self, reader: CustomerReader) -> Iterator[Item]:
        columns = own_columns(self.table.columns)
        matching = reader.match(columns, unknown="ignore")
        who = who_columns(columns, reader, matching)
        for row in customer_rows(self.table, reader.fields, matching):
            yield Item(Who(_cell(row, who.get("customer_id")), _cell(row, who.get("name")), f"line {row.line}"), row)

    def read_by(self, reader: CustomerReader, *, lenient: bool = False) -> Read:
        columns = own_columns(self.table.columns)
        if lenient:
            matching = reader.match(columns, unknown="ignore")
            if not matching.used:
                raise ValueError(f"{self.name}: {_no_column(next(iter(reader.fields)), columns)}")
        else:
            matching = match_header(columns, reader, self.unknown).matching

        def read(item: Item) -> CustomerReading:
            row = cast(Row, item.raw)
            if row.problem is not None:
                return CustomerReading({}, (Problem("", "", row.raw, row.problem),))
            return read_row(reader, row, matching)[0]

        return read


class _Listed:
    def __init__(self, customers: Iterable[object], unknown: Unknown) -> None:
        self.customers, self.unknown = customers, unknown

    @property
    def name(self) -> str:
        return "customers"

    def items(self, reader: CustomerReader) -> Iterator[Item]:
        known: dict[tuple[str, ...], Mapping[str, str]] = {}
        for position, customer in enumerate(self.customers):
            place = f"position {position}"
            if not isinstance(customer, Mapping):
                yield Item(Who(_member(customer, "customer_id"), _member(customer, "name"), place), customer)
                continue
            keys = tuple(key for key in customer if isinstance(key, str))
            if keys not in known:
                known[keys] = _who_keys(keys, reader)
            who = known[keys]
            yield Item(
                Who(_value(customer, who.get("customer_id")), _value(customer, who.get("name")), place), customer
            )

    def read_by(self, reader: CustomerReader, *, lenient: bool = False) -> Read:
        unknown: Unknown = "ignore" if lenient else self.unknown

        def read(item: Item) -> CustomerReading:
            try:
                return reader.read(item.raw, unknown=unknown)
            except CustomerError as error:
                return CustomerReading({}, error.problems)

        return read


def unread(item: Item, problems: Iterable[Problem]) -> Unread:
    """Return a customer who could not be read."""
    return Unread(item.who, tuple(str(one) if one.path else one.message for one in problems))


def _no_column(name: str, columns: Iterable[str]) -> str:
    near = nearest(name, columns)
    return f"no column is {shown(name)}{'' if near is None else f'; did you mean `{near}`?'}"


def _who_keys(keys: tuple[str, ...], reader: CustomerReader) -> Mapping[str, str]:
    try:
        return who_columns(keys, reader, reader.match(keys, unknown="ignore"))
    except CustomerError:  # two keys for one field: the customer is set aside when it is read
        return {}


def _cell(row: Row, column: str | None) -> str | None:
    return None if column is None else normal(cell_text(row.cells.get(column))) or None


def _value(customer: Mapping[object, object], key: str | None) -> str | None:
    return None if key is None else _text(customer.get(key))


def _member(customer: object, name: str) -> str | None:
    return _text(getattr(customer, name, None))


def _text(value: object) -> str | None:
    return normal(str(value)) or None if isinstance(value, str | int) and not isinstance(value, bool) else None
