"""Parquet files, as they are written: columns of text, and those types that the columns had in a parquet file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from tierrules.files.plain import cell_text
from tierrules.files.table import Look
from tierrules.files.writing import WholeFileWriter
from tierrules.language.extras import load_extra

BATCH = 4_096


class ParquetWriter(WholeFileWriter):
    """Writes a parquet file in batches."""

    def __init__(self, path: Path, columns: Sequence[str], look: Look) -> None:
        super().__init__(path)
        self._arrow = load_extra("pyarrow", "writing a parquet file", "frames")
        self._parquet = load_extra("pyarrow.parquet", "writing a parquet file", "frames")
        self._columns, self._types, self._rows = columns, look.types, list[Sequence[object]]()

    def begin(self, file: BinaryIO) -> None:
        """Write what stands before the rows."""
        text = self._arrow.string()
        self._schema = self._arrow.schema([(name, self._types.get(name, text)) for name in self._columns])
        self._writer: Any = self._parquet.ParquetWriter(file, self._schema)

    def write(self, cells: Sequence[object]) -> None:
        """Write one row, with others at a time."""
        self._rows.append(cells)
        if len(self._rows) == BATCH:
            self._flush()

    def end(self) -> None:
        """Write the last rows and what stands behind them."""
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Close the writer, which would otherwise do so on its own later."""
        self._writer.close()

    def _flush(self) -> None:
        if not self._rows:
            return
        columns = zip(self._schema, zip(*self._rows, strict=True), strict=True)
        arrays = [self._array(field, cells) for field, cells in columns]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()

    def _array(self, field: Any, cells: Sequence[object]) -> Any:
        if field.name in self._types:
            return self._arrow.array([getattr(cell, "scalar", cell) for cell in cells], field.type)
        # A text of nothing is not the same as no text, but both are an empty cell.
        return self._arrow.array([None if cell is None else cell_text(cell) for cell in cells], field.type)
