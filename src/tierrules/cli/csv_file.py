"""A csv file of customers: its header, its rows with their line numbers, and the rows that are no rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Protocol

MAX_CELL = 1_000_000


class Lines(Protocol):
    """What `csv.reader` returns, which the module has no public name for."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the cells of each row."""

    def __next__(self) -> list[str]:
        """Return the cells of the next row."""


class CsvFileError(ValueError):
    """A csv file that cannot be read at all; `str` says where and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins, its cells by column, or what is wrong with its shape."""

    line: int
    cells: dict[str, str]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A csv file: its columns, and its rows in order."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_csv(path: Path) -> CsvFile:
    """Read a UTF-8 csv file, with or without a byte order mark; raises `CsvFileError`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CsvFileError(f"{path}: {error.strerror or 'cannot be read'}") from error
    except UnicodeDecodeError as error:
        raise CsvFileError(
            f"{path}: not UTF-8 text (byte {error.start + 1:,}); save it as UTF-8, in a spreadsheet as `CSV UTF-8`"
        ) from error
    csv.field_size_limit(MAX_CELL)
    # Not `str.splitlines`, which also cuts at separators that a cell may hold, U+2028 among them.
    rows = _cells(path, csv.reader(StringIO(text, newline=""), strict=True))
    _, first = next(rows, (1, []))
    header = tuple(name.strip() for name in first)
    _check_header(path, header)
    return CsvFile(header, tuple(_row(line, header, cells) for line, cells in rows if cells))


def _cells(path: Path, lines: Lines) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row begins, and its cells; a blank line has none."""
    line = 1
    try:
        for cells in lines:
            yield line, cells
            line = lines.line_num + 1
    except csv.Error as error:
        # Fatal: where a quote is open, nobody knows how many customers it has swallowed.
        told = "the row that begins here cannot be read; is a quote left open, or alone inside a cell?"
        raise CsvFileError(f"{path}:{line}: {told} ({error})") from error


def _check_header(path: Path, header: tuple[str, ...]) -> None:
    if not any(header):
        raise CsvFileError(f"{path}: the first line is empty, or the whole file; it names the columns")
    mark = next((mark for mark in (";", "\t") if len(header) == 1 and mark in header[0]), None)
    if mark is not None:
        name = "tabs" if mark == "\t" else f"`{mark}`"
        raise CsvFileError(f"{path}:1: the columns are separated by {name}; save the file with commas")
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        told = f"the column `{twice}` stands twice" if twice else "several columns have no name"
        raise CsvFileError(f"{path}:1: {told}")


def _row(line: int, header: tuple[str, ...], cells: list[str]) -> Row:
    problem = None
    if len(cells) != len(header):
        noun = "cell" if len(cells) == 1 else "cells"
        problem = f"the row has {len(cells)} {noun}, the header {len(header)}"
        if any(beyond := cells[len(header) :]):
            problem += f"; beyond the header: `{','.join(beyond)}`"
    return Row(line, dict(zip(header, cells, strict=False)), problem)
