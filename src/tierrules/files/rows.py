"""Every row of a table, classified or set aside: nothing is dropped, and the sum says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from tierrules.errors import Problem
from tierrules.files.cells import read_cell
from tierrules.files.plain import cell_text
from tierrules.files.rejects import asked_again, is_rejects, own_columns
from tierrules.files.table import Row, Table
from tierrules.language.columns import Matching
from tierrules.language.customers import CustomerReader
from tierrules.meaning.classification import Classification
from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.facts import CustomerReading, UnreadableValueError
from tierrules.meaning.model import Dimension
from tierrules.meaning.truth import MISSING


class Rules(Protocol):
    """A loaded ruleset, as far as rows are classified with it."""

    @property
    def language(self) -> Lang:
        """The language of sentences where none is asked for."""

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The questions that the ruleset answers."""

    @property
    def reader(self) -> CustomerReader:
        """What reads customers for the ruleset."""

    def check_in_force(self, as_of: date) -> None:
        """Raise `NotInForce` for a day without figures."""

    def classify_facts(self, reading: CustomerReading, *, as_of: date) -> Classification:
        """Classify a customer that has been read."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a row that does not keep it from being classified.

    `kind` is `bound` (a range or bound, counted as unknown), `no-value` (a cell whose value the file does not hold,
    counted as unknown), `digits` (a customer's number that is stored without its last digits), `uscc` (a code whose
    check character is wrong) or `assumption` (the customer contradicts one); `column` and `value` are empty where a
    note is of the whole row.
    """

    kind: str
    line: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        return f"{self.column}: {self.message}" if self.column else self.message


@dataclass(frozen=True, slots=True)
class Classified:
    """A row with its classification."""

    row: Row
    result: Classification
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that could not be read, with what is wrong in it."""

    row: Row
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """What is wrong, a sentence each."""
        return tuple(str(one) if one.path else one.message for one in self.problems)


def classify_rows(rules: Rules, table: Table, as_of: date, matching: Matching) -> Iterator[Classified | SetAside]:
    """Yield every row of the table in order."""
    for row in customer_rows(table, rules.reader.fields, matching):
        yield classify_row(rules, row, as_of, matching)


def customer_rows(table: Table, fields: Mapping[str, Field], matching: Matching) -> Iterator[Row]:
    """Yield every row of the table as it is meant: refused once more if it was and has not changed, days as dates."""
    columns = own_columns(table.columns)
    days = [column.name for name, column in matching.used.items() if fields[name].type is Type.DATE]
    was_set_aside = is_rejects(table.columns)
    for row in table.rows():
        asked = asked_again(row, columns) if was_set_aside else row
        yield _dated(asked, days) if table.traits.from_1904 else asked


def classify_row(rules: Rules, row: Row, as_of: date, matching: Matching) -> Classified | SetAside:
    """Classify one row, or set it aside."""
    if row.problem is not None:
        return SetAside(row, (Problem("", "", row.raw, row.problem),))
    reading, notes = read_row(rules.reader, row, matching)
    if reading.problems:
        return SetAside(row, reading.problems, notes)
    result = rules.classify_facts(reading, as_of=as_of)
    odd = (Note("assumption", row.line, "", "", one.message) for one in result.problems)
    return Classified(row, result, (*notes, *odd))


def read_row(reader: CustomerReader, row: Row, matching: Matching) -> tuple[CustomerReading, tuple[Note, ...]]:
    """Return the facts of a row whose cells are typed by the field table, and notes on them."""
    record: dict[str, object] = {}
    problems: dict[str, Problem] = {}
    notes: list[Note] = []
    for name, column in matching.used.items():
        raw = row.cells.get(column.name, MISSING)
        try:
            cell = read_cell(reader.fields[name], raw)
        except UnreadableValueError as error:
            problems[name] = Problem(name, column.name, cell_text(raw), error.message, error.help)
            continue
        record[column.name] = cell.value
        if cell.note is not None:
            notes.append(Note("bound", row.line, column.name, cell_text(raw), cell.note))
        if column.name in row.unknown:
            notes.append(Note("no-value", row.line, column.name, "", row.unknown[column.name]))
    reading = reader.read_matched(record, matching)
    for one in reading.problems:
        # A cell may have been rewritten before it was refused; its problem names what the file holds.
        problems[one.field] = replace(one, value=cell_text(row.cells.get(one.path, MISSING)))
    in_order = tuple(problems[name] for name in reader.fields if name in problems)
    return CustomerReading(reading.facts, in_order), tuple(notes)


_FIRST_OF_1904 = date(1904, 1, 1)


def _dated(row: Row, columns: list[str]) -> Row:
    """The row with dates for numbers that count days from 1904: every other format counts them from 1900."""
    numbers = {name: row.cells.get(name) for name in columns}
    days = {name: _day(one) for name, one in numbers.items() if _is_number(one)}
    return replace(row, cells={**row.cells, **days})


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _day(number: Any) -> date | str:
    whole = int(number)
    try:
        if whole == number and whole >= 0:
            return _FIRST_OF_1904 + timedelta(days=whole)
    except OverflowError:
        pass
    return f"{cell_text(number)} (days from 1904)"
