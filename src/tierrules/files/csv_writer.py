"""Csv files as they are written: UTF-8, perhaps with a mark, commas, and quotes only where a cell needs them."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Literal

from tierrules.files.plain import cell_text
from tierrules.files.table import Look
from tierrules.files.writing import WholeFileWriter


class CsvWriter(WholeFileWriter):
    """Writes a csv file; a cell is written as it came, also one that a spreadsheet would take for a formula."""

    def __init__(self, path: Path, columns: Sequence[str], look: Look) -> None:
        super().__init__(path)
        self._columns, self._look = columns, look

    def begin(self, file: BinaryIO) -> None:
        """Write the header, behind a mark if there is to be one."""
        if self._look.byte_order_mark:
            file.write(codecs.BOM_UTF8)
        self._text = TextIOWrapper(file, encoding="utf-8", newline="")
        self.write(self._columns)

    def write(self, cells: Sequence[object]) -> None:
        """Write one row."""
        texts = [cell_text(cell) for cell in cells]
        # The csv module leaves a lone carriage return bare, and every reader takes it for the end of a row.
        quoting: Literal[0, 1] = csv.QUOTE_ALL if any("\r" in text for text in texts) else csv.QUOTE_MINIMAL
        csv.writer(self._text, lineterminator="\n", quoting=quoting).writerow(texts)

    def end(self) -> None:
        """Write what is left in the buffer; the file itself is closed by its keeper."""
        self._text.flush()
        self._text.detach()

    def abandon(self) -> None:
        """Let go of the file without closing it twice."""
        self._text.detach()
