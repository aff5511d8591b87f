"""Csv files: quotes, line breaks in cells, and rows that are no rows, each at its line."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Protocol

from tierrules.errors import CustomerFileError
from tierrules.files.encodings import delimiter_title, encoding_title, find_delimiter, find_encoding, separator_line
from tierrules.files.rejects import torn_text
from tierrules.files.source import Source
from tierrules.files.table import Row, Traits, check_columns
from tierrules.meaning.dates import shown

MAX_CELL = 1_000_000
_BAD_QUOTE = "a quote ends inside a cell; double the quotes that belong to a text, and put the whole cell in quotes"


class Lines(Protocol):
    """What `csv.reader` returns, which the module has no public name for."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the cells of each row."""

    def __next__(self) -> list[str]:
        """Return the cells of the next row."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A row cut into cells, or its text where a quote within a cell leaves open where the cells end."""

    line: int
    cells: list[str]
    text: str = ""


class CsvTable:
    """A csv file whose encoding and delimiter are known; the rows are read as they are asked for."""

    def __init__(self, source: Source, codec: str, delimiter: str, lines_above: int) -> None:
        self.name, self.size, self.done = source.name, source.size, 0
        self._source, self._codec, self._delimiter, self._above = source, codec, delimiter, lines_above
        # Without a mark Excel takes UTF-8 for something else; who has other files opens them with such programs.
        self.traits = Traits(byte_order_mark=codec != "utf-8-sig" or source.head.startswith(codecs.BOM_UTF8))
        first = next(self._lines(), _Cut(1, []))
        if first.text:
            raise CustomerFileError(self.name, _BAD_QUOTE, line=first.line)
        self.columns = tuple(cell.strip() for cell in first.cells)
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
        yield from (_row(cut, self.columns) for cut in lines if cut.cells or cut.text)

    def _lines(self) -> Iterator[_Cut]:
        """Yield the rows, each with the line on which it begins, the header first; a blank line has no cells."""
        line = 1
        with self._source.open() as binary:
            # Not `str.splitlines`, which also cuts at separators that a cell may hold, U+2028 among them.
            text = _Remembered(TextIOWrapper(binary, encoding=self._codec, newline=""))
            rows: Lines = csv.reader(text, delimiter=self._delimiter, strict=True)
            while (cut := self._next(rows, text, line)) is not None:
                if line > self._above:
                    yield cut
                line, self.done = rows.line_num + 1, binary.tell()

    def _next(self, rows: Lines, text: _Remembered, line: int) -> _Cut | None:
        text.since.clear()
        before = csv.field_size_limit(MAX_CELL)
        try:
            return _Cut(line, next(rows))
        except StopIteration:
            return None
        except csv.Error as error:
            told = "".join(text.since)
            if "expected after" in str(error) and told.count('"') % 2 == 0:
                return _Cut(line, [], told.rstrip("\r\n"))
            # Fatal: where a quote is open, nobody knows how many customers it has swallowed.
            why = "the row that begins here cannot be read; is a quote left open, or alone inside a cell?"
            raise CustomerFileError(self.name, f"{why} ({error})", line=line) from error
        finally:
            # The limit is that of the whole process, in which others read csv too.
            csv.field_size_limit(before)


class _Remembered:
    """The lines of a text, and those that were read since somebody cleared them."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self.since = iter(lines), list[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.since.append(line)
        return line


def open_csv(path: Path, name: str, encoding: str | None, delimiter: str | None) -> CsvTable:
    """Open a csv file; all of it is decoded once, so that no row is classified of a file that is no text."""
    source = Source(path, name)
    codec = find_encoding(source, encoding)
    declared = separator_line(source, codec)
    return CsvTable(source, codec, find_delimiter(source, codec, delimiter or declared), int(declared is not None))


def _row(cut: _Cut, columns: tuple[str, ...]) -> Row:
    cells = cut.cells
    if cut.text:
        return Row(cut.line, {}, _BAD_QUOTE, cut.text)
    if len(cells) == len(columns):
        return Row(cut.line, dict(zip(columns, cells, strict=True)))
    noun = "cell" if len(cells) == 1 else "cells"
    problem = f"the row has {len(cells)} {noun}, the header {len(columns)}"
    if any(beyond := cells[len(columns) :]):
        problem += f"; beyond the header: {shown(','.join(beyond))}"
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    return Row(cut.line, dict(zip(columns, padded, strict=False)), problem, torn_text(cells))
