"""The number of the file that a bound is in one edition, and how a message names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tierrules.language.resolve.editions import OTHER, Edition
from tierrules.meaning.dates import read_date
from tierrules.meaning.declared import Dated, Table
from tierrules.meaning.model import Model
from tierrules.meaning.texts import normal
from tierrules.meaning.written import WrittenNumber
from tierrules.proof.written.held import Held
from tierrules.text.source import Span


@dataclass(frozen=True, slots=True)
class WrittenBound:
    """A bound as it is written: its number and place, and the threshold that it belongs to, if any."""

    text: str
    span: Span
    name: str | None

    @property
    def told(self) -> str:
        """How a message names it: `high_spend` (5万)."""
        return f"`{self.text}`" if self.name is None else f"`{self.name}` ({self.text})"


def written_bound(model: Model, end: Held, edition: Edition) -> WrittenBound:
    """Return what is written of a bound where it has a value; a number written out stands in its comparison."""
    name = end.bound.name
    declared = None if name is None else model.written.declared.get(name)
    if name is None or declared is None:
        return WrittenBound(end.bound.text, end.origin.span, name)
    numbers = declared.numbers
    match model.thresholds[name].value:
        case Table() as table:
            found = numbers[_row_at(table, numbers, edition.row)]
        case Dated():
            found = max(numbers, key=lambda one: _in_force(one, edition.since))
        case _:
            found = numbers[0]
    return WrittenBound(found.text, found.span, name)


def _in_force(one: WrittenNumber, day: date | None) -> date:
    since = read_date(one.row[0])
    return since if day is not None and since <= day else date.min


def _row_at(table: Table, numbers: tuple[WrittenNumber, ...], row: Mapping[str, str]) -> int:
    """Return which number stands in the row that is chosen: the one whose keys say most, else the default's."""
    wanted = [row[field] for field in table.by]

    def says(one: WrittenNumber) -> int:
        if len(one.row) != len(wanted):
            return 0
        keys = [normal(key) for key in one.row]
        fits = all(
            key == want or (table.prefix and want.startswith(key)) for key, want in zip(keys, wanted, strict=True)
        )
        return 1 + sum(map(len, keys)) if fits else -1

    return max(range(len(numbers)), key=lambda at: (says(numbers[at]), at))


def where(edition: Edition) -> str:
    """How a message names an edition: nothing where there is only one."""
    rows = [
        f"for other values of `{field}`" if key == OTHER else f"for `{field}` `{key}`"
        for field, key in edition.row.items()
    ]
    since = [] if edition.since is None else [f"from {edition.since} on"]
    return f", {' and '.join([*rows, *since])}" if rows or since else ""
