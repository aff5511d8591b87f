"""Csv files: quotes, line breaks in cells, and rows that are no rows, each at its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Protocol

from tierrules.errors import CustomerFileError
from tierrules.files.encodings import delimiter_title, encoding_title, find_delimiter, find_encoding, separator_line
from tierrules.files.source import Source
from tierrules.files.table import Row, check_columns

MAX_CELL = 1_000_000


class Lines(Protocol):
    """What `csv.reader` returns, which the module has no public name for."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the cells of each row."""

    def __next__(self) -> list[str]:
        """Return the cells of the next row."""


class CsvTable:
    """A csv file whose encoding and delimiter are known; the rows are read as they are asked for."""

    def __init__(self, source: Source, codec: str, delimiter: str, lines_above: int) -> None:
        self.name, self.size, self.done = source.name, source.size, 0
        self._source, self._codec, self._delimiter, self._above = source, codec, delimiter, lines_above
        first = next(self._lines(), (1, []))[1]
        self.columns = tuple(cell.strip() for cell in first)
        check_columns(self.name, self.columns, 1 + lines_above)

    @property
    def told(self) -> tuple[str, ...]:
        """The encoding and the delimiter, unless they are UTF-8 and commas."""
        if (self._codec, self._delimiter) == ("utf-8-sig", ","):
            return ()
        return (f"{encoding_title(self._codec)}, separated by {delimiter_title(self._delimiter)}",)

    def rows(self) -> Iterator[Row]:
        """Yield every row below the header; a blank line is none."""
        lines = self._lines()
        next(lines, None)
        yield from (_row(line, self.columns, cells) for line, cells in lines if cells)

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the line on which each row begins, and its cells, the header first; a blank line has none."""
        csv.field_size_limit(MAX_CELL)
        line = 1
        with self._source.open() as binary:
            # Not `str.splitlines`, which also cuts at separators that a cell may hold, U+2028 among them.
            text = TextIOWrapper(binary, encoding=self._codec, newline="")
            rows: Lines = csv.reader(text, delimiter=self._delimiter, strict=True)
            try:
                for cells in rows:
                    if line > self._above:
                        yield line, cells
                    line, self.done = rows.line_num + 1, binary.tell()
            except csv.Error as error:
                # Fatal: where a quote is open, nobody knows how many customers it has swallowed.
                told = "the row that begins here cannot be read; is a quote left open, or alone inside a cell?"
                raise CustomerFileError(self.name, f"{told} ({error})", line=line) from error


def open_csv(path: Path, name: str, encoding: str | None, delimiter: str | None) -> CsvTable:
    """Open a csv file; all of it is decoded once, so that no row is classified of a file that is no text."""
    source = Source(path, name)
    codec = find_encoding(source, encoding)
    declared = separator_line(source, codec)
    return CsvTable(source, codec, find_delimiter(source, codec, delimiter or declared), int(declared is not None))


def _row(line: int, columns: tuple[str, ...], cells: list[str]) -> Row:
    if len(cells) == len(columns):
        return Row(line, dict(zip(columns, cells, strict=True)))
    noun = "cell" if len(cells) == 1 else "cells"
    problem = f"the row has {len(cells)} {noun}, the header {len(columns)}"
    if any(beyond := cells[len(columns) :]):
        problem += f"; beyond the header: `{','.join(beyond)}`"
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    return Row(line, dict(zip(columns, padded, strict=False)), problem)
