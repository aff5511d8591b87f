"""Excel files: one sheet, held in memory, its cells with the types that they have there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tierrules.errors import CustomerFileError
from tierrules.files.extras import load_extra
from tierrules.files.plain import cell_text
from tierrules.files.source import Source
from tierrules.files.table import Row, check_columns
from tierrules.files.xlsx_errors import error_cells
from tierrules.meaning.truth import MISSING
from tierrules.text.nearest import nearest


class XlsxTable:
    """One sheet of an Excel file; the first row that is not empty names the columns."""

    def __init__(self, name: str, sheet: str, rows: list[list[object]], told: tuple[str, ...]) -> None:
        self.name, self.told, self.size, self.done = name, told, len(rows), 0
        first = next((at for at, row in enumerate(rows) if not _is_blank(row)), None)
        if first is None:
            raise CustomerFileError(name, f"the sheet `{sheet}` is empty; its first row names the columns")
        width = max(_width(row) for row in rows[first:])
        self.columns = tuple(cell_text(cell).strip() for cell in rows[first][:width])
        check_columns(name, self.columns, first + 1)
        self._rows, self._first = rows, first

    def rows(self) -> Iterator[Row]:
        """Yield every row below the header that is not empty."""
        for at in range(self._first + 1, len(self._rows)):
            self.done = at + 1
            if not _is_blank(row := self._rows[at]):
                cells = (None if cell == "" else cell for cell in row)
                yield Row(at + 1, dict(zip(self.columns, cells, strict=False)))


def open_xlsx(path: Path, name: str, sheet: str | None) -> XlsxTable:
    """Open the named sheet of an Excel file, or its first."""
    calamine = load_extra("python_calamine", "reading an xlsx file", "excel")
    source = Source(path, name)
    try:
        book = calamine.CalamineWorkbook.from_path(str(source.path))
        chosen = _sheet(name, list(book.sheet_names), sheet)
        rows = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except calamine.CalamineError as error:
        why = f"not an Excel file, or a broken one ({_first_line(error)})"
        raise CustomerFileError(name, why, help="open it in a spreadsheet and save it anew as .xlsx") from error
    _put_errors(source, chosen, rows)
    others = len(book.sheet_names) - 1
    told = (f"the sheet `{chosen}`, one of {others + 1}",) if others else ()
    return XlsxTable(name, chosen, rows, told)


def _sheet(name: str, sheets: Sequence[str], wanted: str | None) -> str:
    if not sheets:
        raise CustomerFileError(name, "the file has no sheet")
    if wanted is None:
        return sheets[0]
    if wanted in sheets:
        return wanted
    near = nearest(wanted, sheets)
    told = f"did you mean `{near}`?" if near else f"the sheets are {', '.join(f'`{one}`' for one in sheets)}"
    raise CustomerFileError(name, f"there is no sheet `{wanted}`", help=told)


def _put_errors(source: Source, sheet: str, rows: list[list[Any]]) -> None:
    """Mark cells that hold an error such as `#N/A`, which the reader gives as empty: they are unknown, not empty."""
    for row, column in error_cells(source, sheet):
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = MISSING


def _is_blank(row: Sequence[object]) -> bool:
    return all(cell == "" for cell in row)


def _width(row: Sequence[object]) -> int:
    return max((at + 1 for at, cell in enumerate(row) if cell != ""), default=0)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unreadable"])[0]
