"""Rows that were set aside and come back: what a row was refused for by its shape is asked once more."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from io import StringIO
from typing import Literal

from tierrules.files.plain import ABSENT, cell_text
from tierrules.files.table import Row

REJECT_COLUMNS = ("rejected_line", "rejected_column", "rejected_value", "rejected_because")
"""What a file of rejects has beside the columns of the customers; mended and fed back, they are passed over."""

_AGAIN = "not mended yet: "


def own_columns(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of the customers: all, but for those of a file of rejects, which has all four."""
    return tuple(name for name in columns if name not in REJECT_COLUMNS) if is_rejects(columns) else tuple(columns)


def is_rejects(columns: Collection[str]) -> bool:
    """Whether a file with these columns was written for rows set aside."""
    return set(REJECT_COLUMNS) <= set(columns)


def torn_text(cells: Iterable[str]) -> str:
    """Return the cells of a row of another shape than the header as they are kept beside it.

    >>> torn_text(["C-2", "a, b"])
    'C-2,"a, b"'
    """
    text, told = StringIO(), list(cells)
    # The csv module leaves a lone carriage return bare, and every reader takes it for the end of a row.
    quoting: Literal[0, 1] = csv.QUOTE_ALL if any("\r" in cell for cell in told) else csv.QUOTE_MINIMAL
    csv.writer(text, lineterminator="\n", quoting=quoting).writerow(told)
    return text.getvalue().removesuffix("\n")


def asked_again(row: Row, columns: Sequence[str]) -> Row:
    """Return a row of a file of rejects, refused as before where it was refused for its shape and has not changed.

    Such a row names no column, and `rejected_value` holds the cells that it had; its own columns are `columns`.
    """
    column, value, because = (cell_text(row.cells.get(name)) for name in REJECT_COLUMNS[1:])
    if row.problem is not None or column.strip() or not because.strip():
        return row
    if not _is_unchanged([cell_text(row.cells.get(name, "")) for name in columns], value):
        return row
    return replace(row, problem=_AGAIN + because.removeprefix(_AGAIN), raw=value)


def _is_unchanged(cells: list[str], value: str) -> bool:
    if all(cell in ("", ABSENT) for cell in cells):
        return True
    try:
        before = next(csv.reader(StringIO(value, newline="")), [])
    except csv.Error:  # nobody can tell; emptying `rejected_because` is a way out
        return True
    return [*before, *[""] * len(cells)][: len(cells)] == cells
