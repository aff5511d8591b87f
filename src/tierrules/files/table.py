"""What a file of customers is to the rest: rows under named columns, and a place to write such rows.

The formats stand in modules of their own, loaded when a file of that format is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from tierrules.errors import CustomerFileError


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins, its cells by column, or what is wrong with its shape.

    A column without a cell here is absent, which is less than empty: only jsonl knows such rows. `raw` is the text of
    a row that could not be taken apart. `unknown` says of columns why the file has no value for them.
    """

    line: int
    cells: Mapping[str, object]
    problem: str | None = None
    raw: str = ""
    unknown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a file has beside its rows: types of columns and a byte order mark, which results keep, and how days count.

    `from_1904` is of an Excel file whose plain numbers count days from 1904.
    """

    types: Mapping[str, object] = field(default_factory=dict)
    byte_order_mark: bool = False
    from_1904: bool = False


class Table(Protocol):
    """A file of customers that has been opened."""

    @property
    def name(self) -> str:
        """What messages call the file."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order; none stands twice."""

    @property
    def told(self) -> tuple[str, ...]:
        """How the file was read where that was a choice, such as ``GB18030, separated by `;` ``."""

    @property
    def traits(self) -> Traits:
        """What the file has beside its rows."""

    @property
    def size(self) -> int:
        """How much there is to read, in bytes or rows: the measure of `done`."""

    @property
    def done(self) -> int:
        """How much of `size` the latest call of `rows` has read."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows in order, anew at each call; raises `CustomerFileError` where the file breaks off."""


class Writer(Protocol):
    """A file in the making. It takes its name when the `with` block ends well, and leaves nothing else behind."""

    def __enter__(self) -> Self:
        """Open the file beside its final name."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the file its name, or remove it."""

    def write(self, cells: Sequence[object]) -> None:
        """Write one row: a cell for each column, MISSING for one that is absent."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a writer may know: labels of columns best first for colours, types of columns, whether csv gets a mark."""

    ranks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    types: Mapping[str, object] = field(default_factory=dict)
    byte_order_mark: bool = False


CSV_ENDINGS = (".csv", ".tsv", ".txt")
JSONL_ENDINGS = (".jsonl", ".ndjson")
XLSX_ENDINGS = (".xlsx", ".xlsm")
PARQUET_ENDINGS = (".parquet",)
READ = (*CSV_ENDINGS, *JSONL_ENDINGS, *XLSX_ENDINGS, *PARQUET_ENDINGS)
WRITTEN = (".csv", *JSONL_ENDINGS, ".xlsx", *PARQUET_ENDINGS)


def open_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    name: str | None = None,
) -> Table:
    """Open a file of customers in the format of its ending; one without an ending is csv.

    `encoding` and `delimiter` are those of a csv file where it is not to be looked at for them, `sheet` is the sheet
    of an xlsx file, the first if not given; `name` is what messages call the file. Raises `CustomerFileError` for a
    file that cannot be read, `MissingExtraError` where the format needs a package that is not installed.
    """
    told, ending = name or str(path), path.suffix.lower()
    given = {"encoding": encoding, "delimiter": delimiter, "sheet": sheet}
    if ending in XLSX_ENDINGS:
        _only(told, given, "sheet")
        from tierrules.files.xlsx_reader import open_xlsx

        return open_xlsx(path, told, sheet)
    if ending in JSONL_ENDINGS:
        _only(told, given)
        from tierrules.files.jsonl_reader import open_jsonl

        return open_jsonl(path, told)
    if ending in PARQUET_ENDINGS:
        _only(told, given)
        from tierrules.files.parquet_reader import open_parquet

        return open_parquet(path, told)
    if ending and ending not in CSV_ENDINGS:
        raise CustomerFileError(told, f"`{path.suffix}` is not an ending of a file of customers", help=_endings(READ))
    _only(told, given, "encoding", "delimiter")
    from tierrules.files.csv_reader import open_csv

    return open_csv(path, told, encoding, delimiter)


def open_writer(path: Path, columns: Sequence[str], look: Look | None = None) -> Writer:
    """Return the writer for the ending of `path`; nothing is touched before its `with` block.

    Raises `CustomerFileError` for an ending that is not written, `MissingExtraError` as `open_table` does.
    """
    look = look or Look()
    match path.suffix.lower():
        case ".xlsx":
            from tierrules.files.xlsx_writer import XlsxWriter

            return XlsxWriter(path, columns, look)
        case ".jsonl" | ".ndjson":
            from tierrules.files.jsonl_writer import JsonlWriter

            return JsonlWriter(path, columns)
        case ".parquet":
            from tierrules.files.parquet_writer import ParquetWriter

            return ParquetWriter(path, columns, look)
        case ".csv" | "":
            from tierrules.files.csv_writer import CsvWriter

            return CsvWriter(path, columns, look)
        case _:
            what = f"`{path.suffix}` is not an ending of a file that can be written"
            raise CustomerFileError(str(path), what, help=_endings(WRITTEN))


def check_columns(name: str, columns: Sequence[str], line: int | None = 1) -> None:
    """Raise `CustomerFileError` unless the columns have names, and each its own."""
    if not any(columns):
        raise CustomerFileError(name, "the first line is empty, or the whole file; it names the columns")
    twice = next((one for one in columns if columns.count(one) > 1), None) if _repeats(columns) else None
    if twice is not None:
        if twice:
            raise CustomerFileError(name, f"the column `{twice}` stands twice", line=line)
        help = "the first row names the columns; take a title above it out of the file"
        raise CustomerFileError(name, "several columns have no name", line=line, help=help)


def _repeats(columns: Sequence[str]) -> bool:
    return len(set(columns)) < len(columns)


def _only(name: str, given: Mapping[str, str | None], *fitting: str) -> None:
    stray = next((option for option, value in given.items() if value is not None and option not in fitting), None)
    if stray is not None:
        kinds = "an xlsx file" if stray == "sheet" else "a csv file"
        raise CustomerFileError(name, f"`{stray}` is for {kinds}")


def _endings(endings: Sequence[str]) -> str:
    return f"the endings are {', '.join(f'`{one}`' for one in endings)}"
