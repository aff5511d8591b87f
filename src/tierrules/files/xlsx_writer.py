"""Excel files, as they are written: pleasant to open, and every text a text, never a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from tierrules.errors import CustomerFileError
from tierrules.files.plain import ABSENT, cell_text, is_midnight
from tierrules.files.table import Look
from tierrules.files.writing import WholeFileWriter
from tierrules.language.extras import load_extra
from tierrules.meaning.truth import MISSING
from tierrules.text.render import cells as terminal_cells

MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
NARROWEST, WIDEST = 8, 48
# What Excel takes for a code: more digits it does not keep.
_MOST_DIGITS = 15
# Excel counts a day that never was before this one.
_FIRST_DAY = date(1900, 3, 1)
_NO_DAY = datetime(2000, 1, 1)
_BEST, _MIDDLE, _WORST = (0xC6, 0xE9, 0xCF), (0xFF, 0xF2, 0xCC), (0xF8, 0xD0, 0xCB)
_OPTIONS = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}


class _Target:
    """The file of a book until it is let go: an archive that broke off writes its end to nobody."""

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO | None = file
        self._at = 0

    def let_go(self) -> None:
        self._file = None

    def write(self, data: bytes) -> int:
        if self._file:
            self._file.write(data)
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = self._file.seek(offset, whence) if self._file else offset
        return self._at

    def tell(self) -> int:
        return self._file.tell() if self._file else self._at

    def flush(self) -> None:
        if self._file:
            self._file.flush()


class XlsxWriter(WholeFileWriter):
    """Writes one sheet row by row; the widths are those of the widest cells, within bounds."""

    def __init__(self, path: Path, columns: Sequence[str], look: Look) -> None:
        super().__init__(path)
        self._engine = load_extra("xlsxwriter", "writing an xlsx file", "excel")
        self._columns, self._look, self._row = columns, look, 0
        self._widths = [NARROWEST] * len(columns)
        if len(columns) > MOST_COLUMNS:
            raise self._too_much(f"there are {len(columns):,} columns, and an xlsx file holds {MOST_COLUMNS:,}")

    def begin(self, file: BinaryIO) -> None:
        """Write the header."""
        self._folder = TemporaryDirectory(prefix="tierrules-")
        self._target = _Target(file)
        self._book: Any = self._engine.Workbook(self._target, {**_OPTIONS, "tmpdir": self._folder.name})
        # The same rows give the same bytes, so that results can be compared.
        self._book.set_properties({"created": _NO_DAY})
        self._sheet: Any = self._book.add_worksheet("customers")
        self._colours = [self._colours_of(name) for name in self._columns]
        header = self._book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDEDED"})
        for at, name in enumerate(self._columns):
            self._put(at, name, header)
        self._row = 1

    def write(self, cells: Sequence[object]) -> None:
        """Write one row."""
        if self._row == MOST_ROWS:
            raise self._too_much(f"an xlsx file holds {MOST_ROWS:,} rows, and there are more")
        for at, cell in enumerate(cells):
            colour = self._colours[at].get(cell) if isinstance(cell, str) else None
            self._put(at, cell, colour)
        self._row += 1

    def end(self) -> None:
        """Set what concerns the whole sheet, and write the file."""
        last = len(self._columns) - 1
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), last)
        # Texts of digits are meant as texts: codes, and cells as they came.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
        for at, wide in enumerate(self._widths):
            self._sheet.set_column(at, at, min(wide + 2, WIDEST))
        try:
            self._book.close()
        except self._engine.exceptions.FileCreateError as error:
            cause = error.args[0]
            if isinstance(cause, CustomerFileError):
                raise cause from error
            raise CustomerFileError(str(self.path), cause.strerror or "cannot be written") from error
        finally:
            self._let_go()

    def abandon(self) -> None:
        """Remove what was written to temporary files."""
        self._let_go()

    def _let_go(self) -> None:
        self._target.let_go()
        # The book removes its temporary files only when it is written.
        self._sheet._opt_close()
        self._folder.cleanup()

    def _put(self, at: int, cell: object, form: Any) -> None:
        if cell is None or cell == "":
            return
        self._widths[at] = max(self._widths[at], min(terminal_cells(cell_text(cell)[:WIDEST]), WIDEST))
        place = (self._row, at)
        if cell is MISSING:
            self._sheet.write_string(*place, ABSENT)
        elif isinstance(cell, bool):
            self._sheet.write_boolean(*place, cell, form)
        elif isinstance(cell, int | float | Decimal) and _is_kept(cell):
            self._sheet.write_number(*place, float(cell), form)
        elif (day := _day(cell)) is not None:
            self._sheet.write_datetime(*place, day, form)
        else:
            self._put_text(place, cell_text(cell), form)

    def _put_text(self, place: tuple[int, int], text: str, form: Any) -> None:
        if len(text) > MOST_CHARACTERS:
            raise self._too_much(f"a cell has {len(text):,} characters, and one of xlsx holds {MOST_CHARACTERS:,}")
        self._sheet.write_string(*place, text, form)

    def _colours_of(self, column: str) -> dict[str, Any]:
        """From the best label to the worst: green, yellow, red."""
        labels = self._look.ranks.get(column, ())
        last = max(len(labels) - 1, 1)
        return {label: self._book.add_format({"bg_color": _shade(at / last)}) for at, label in enumerate(labels)}

    def _too_much(self, why: str) -> CustomerFileError:
        return CustomerFileError(str(self.path), why, help="write csv, jsonl or parquet")


def _is_kept(number: int | float | Decimal) -> bool:
    """Whether a spreadsheet keeps the number, digit by digit."""
    text = cell_text(number)
    return (
        len(text) <= _MOST_DIGITS and text.lstrip("-").replace(".", "", 1).isdigit() and cell_text(float(text)) == text
    )


def _day(cell: object) -> date | None:
    day = cell.date() if isinstance(cell, datetime) and is_midnight(cell) else cell
    return day if isinstance(day, date) and not isinstance(day, datetime) and day >= _FIRST_DAY else None


def _shade(at: float) -> str:
    low, high, part = (_BEST, _MIDDLE, at * 2) if at <= 0.5 else (_MIDDLE, _WORST, at * 2 - 1)
    return "#" + "".join(f"{round(one + (two - one) * part):02X}" for one, two in zip(low, high, strict=True))
