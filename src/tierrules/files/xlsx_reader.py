"""Excel files: one sheet, held in memory, its cells with the types that they have there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tierrules.errors import CustomerFileError
from tierrules.files.plain import cell_text
from tierrules.files.source import Source
from tierrules.files.table import Row, Traits, check_columns
from tierrules.files.xlsx_marks import Marks, Place, read_marks
from tierrules.language.extras import load_extra
from tierrules.meaning.truth import MISSING
from tierrules.text.nearest import nearest

MOST_CELLS = 10_000_000
"""A sheet that is emptier than not is read up to this extent: a stray cell far out would take all of the memory."""
_STRAY = 20
_NO_VALUE = "the file holds no value of this formula; it counts as unknown"
_COVERED = "the cell lies under a merged one and has no value of its own; it counts as unknown"


class XlsxTable:
    """One sheet of an Excel file; the first row that is not empty names the columns."""

    def __init__(
        self, name: str, sheet: str, rows: list[list[Any]], told: tuple[str, ...] = (), marks: Marks | None = None
    ) -> None:
        marks = marks or Marks()
        self._why = _put_marks(rows, marks)
        self.name, self.told, self.size, self.done = name, told, len(rows), 0
        self.traits = Traits(from_1904=marks.from_1904)
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
                unknown = {self.columns[column]: why for column, why in self._why.get(at, {}).items()}
                yield Row(at + 1, dict(zip(self.columns, cells, strict=False)), unknown=unknown)


def open_xlsx(path: Path, name: str, sheet: str | None) -> XlsxTable:
    """Open the named sheet of an Excel file, or its first."""
    calamine = load_extra("python_calamine", "reading an xlsx file", "excel")
    source = Source(path, name)
    try:
        book = calamine.CalamineWorkbook.from_path(str(source.path))
        chosen = _sheet(name, list(book.sheet_names), sheet)
        marks = read_marks(source, chosen)
        _check_extent(name, chosen, marks)
        rows = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except calamine.CalamineError as error:
        why = f"not an Excel file, or a broken one ({_first_line(error)})"
        raise CustomerFileError(name, why, help="open it in a spreadsheet and save it anew as .xlsx") from error
    others = len(book.sheet_names) - 1
    told = (f"the sheet `{chosen}`, one of {others + 1}",) if others else ()
    return XlsxTable(name, chosen, rows, told, marks)


def _check_extent(name: str, sheet: str, marks: Marks) -> None:
    area = marks.rows * marks.columns
    if area > MOST_CELLS and area > _STRAY * marks.count:
        why = f"the sheet `{sheet}` spans {marks.rows:,} rows and {marks.columns:,} columns, and is almost empty"
        raise CustomerFileError(name, why, help="take out the stray cell at its end, which Ctrl+End finds in Excel")


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


def _put_marks(rows: list[list[Any]], marks: Marks) -> dict[int, dict[int, str]]:
    """Mark empty cells that are unknown; return why, by row and column, for all but those with an error."""
    why: dict[int, dict[int, str]] = {}
    for places, reason in ((marks.errors, None), (marks.unvalued, _NO_VALUE), (_covered(rows, marks), _COVERED)):
        for row, column in places:
            if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
                rows[row][column] = MISSING
                if reason is not None:
                    why.setdefault(row, {})[column] = reason
    return why


def _covered(rows: list[list[Any]], marks: Marks) -> Iterator[Place]:
    """Yield the cells of merged areas but for the first of each; what lies under a merged cell has lost its value."""
    header = next((at for at, row in enumerate(rows) if not _is_blank(row)), len(rows))
    left = sum(map(len, rows))  # areas never overlap in a sheet that Excel wrote
    for (top, first), (bottom, last) in marks.merged:
        for row in range(max(top, header + 1), min(bottom + 1, len(rows))):
            if _is_blank(rows[row]):
                continue
            for column in range(first, min(last + 1, len(rows[row]))):
                left -= 1
                if (row, column) != (top, first):
                    yield row, column
            if left < 0:
                return


def _is_blank(row: Sequence[object]) -> bool:
    return all(cell == "" for cell in row)


def _width(row: Sequence[object]) -> int:
    return max((at + 1 for at, cell in enumerate(row) if cell != ""), default=0)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unreadable"])[0]
