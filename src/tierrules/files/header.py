"""Do the columns of a file fit the ruleset? Asked once for a file, before any row is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tierrules.errors import ColumnMapError, CustomerError, Problem
from tierrules.files.rejects import own_columns
from tierrules.language.columns import Column, Matching, match
from tierrules.language.customers import CustomerReader, Unknown
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.dates import shown
from tierrules.meaning.declared import Field
from tierrules.text.nearest import nearest

# No rule needs them, and they say who a customer is.
_WHO = ("customer_id", "name", "uscc")
_ALSO_IDS = ("id",)
_NO_FIELD = "columns"
_MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Header:
    """How the columns of a file fit.

    `columns` are those of the customers, in order, `matching` says which holds which field that rules read, and `who`
    which column says who a customer is: `customer_id`, `name`, `uscc`, as far as the file has them.
    """

    columns: tuple[str, ...]
    matching: Matching
    who: Mapping[str, str]

    @property
    def matched(self) -> dict[str, str]:
        """The column of each field that has one, those that say who a customer is included."""
        return {**self.who, **{name: column.name for name, column in self.matching.used.items()}}

    @property
    def ignored(self) -> tuple[str, ...]:
        """The columns that are not looked at."""
        return tuple(name for name in self.matching.ignored if name not in self.who.values())


def match_header(columns: Sequence[str], reader: CustomerReader, unknown: Unknown = "near-miss") -> Header:
    """Return how the columns fit the ruleset.

    Raises `ColumnMapError` where the column map names a column that is not there, `CustomerError` where two columns
    are one field, where a column is refused by `unknown`, or where no column is a field that a rule reads.
    """
    own = own_columns(columns)
    # A customer in a program may lack a key; a column of a file that was named and is not there is a slip.
    if faults := list(_map_faults(own, reader)):
        raise ColumnMapError(faults)
    # Where unknown columns are passed over, two columns for one field are the only fault left.
    reader.match(own, unknown="ignore")
    matching = reader.match(own, unknown=unknown)
    sought = any(reader.columns.get(name, name) is not None for name in reader.fields)
    if own and sought and not matching.used:
        raise CustomerError([_strangers(own)])
    return Header(own, matching, who_columns(own, reader, matching))


def fits_nothing(error: CustomerError) -> bool:
    """Whether the columns were refused because none of them is a field that a rule reads."""
    return any(problem.field == _NO_FIELD for problem in error.problems)


def _strangers(columns: Sequence[str]) -> Problem:
    # Every row would be labelled without a single fact: a wrong delimiter, a missing header, or another table.
    message = f"no column is a field that a rule reads; the columns are {_told(columns)}"
    help = "the first row names the columns; see whether it is there, and the delimiter and the encoding are right"
    return Problem(_NO_FIELD, _NO_FIELD, "", message, help)


def _map_faults(columns: Sequence[str], reader: CustomerReader) -> Iterator[str]:
    """Yield what is wrong with the column map in view of this file."""
    for name, column in reader.columns.items():
        if column is not None and name in reader.fields and column.name not in columns:
            near = nearest(column.name, columns)
            hint = f"did you mean `{near}`?" if near else f"the columns are {_told(columns)}"
            yield f"the column map gives `{name}` the column `{column.name}`, which is not there; {hint}"


def who_columns(columns: Sequence[str], reader: CustomerReader, matching: Matching) -> dict[str, str]:
    """Return the columns that say who a customer is, as far as they are there."""
    found: dict[str, str] = {}
    taken = {column.name for column in matching.used.values()}
    for name in _WHO:
        read = matching.used.get(name)
        if name in reader.columns and reader.columns[name] is None:
            continue
        mapped = reader.columns.get(name)
        free = [column for column in columns if column not in taken]
        column = read.name if read else _column_of(STANDARD_FIELDS[name], free, mapped)
        if column is not None:
            found[name] = column
    return found


def _column_of(field: Field, columns: Sequence[str], mapped: Column | None) -> str | None:
    """The column that a field which no rule reads is known by: the first that fits, since nothing is decided by it."""
    if mapped is not None:
        return mapped.name if mapped.name in columns else None
    if field.name in columns:
        return field.name
    fits = [column for column in columns if _is_of(field, column)]
    if field.name == "customer_id":
        fits += [column for column in _ALSO_IDS if column in columns]
    return fits[0] if fits else None


def _is_of(field: Field, column: str) -> bool:
    try:
        return field.name in match({field.name: field}, [column], {}).used
    except CustomerError:
        return False


def _told(names: Sequence[str]) -> str:
    told = [shown(name) for name in names]
    more = f" and {len(told) - _MOST_TOLD:,} others" if len(told) > _MOST_TOLD else ""
    return ", ".join(told[:_MOST_TOLD]) + more
