"""Parquet files, in batches: structures by dots, decimals exact, floats by their shortest text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import pack
from typing import Any

from tierrules.errors import CustomerFileError
from tierrules.files.extras import load_extra
from tierrules.files.source import Source
from tierrules.files.table import Row, check_columns

BATCH = 4_096
HALF_MOST = 65_504


class ParquetTable:
    """A parquet file; `types` are the types of its columns, which a parquet file written from it keeps."""

    told: tuple[str, ...] = ()

    def __init__(self, source: Source) -> None:
        self.name, self.done = source.name, 0
        self._arrow = load_extra("pyarrow", "reading a parquet file", "frames")
        self._parquet = load_extra("pyarrow.parquet", "reading a parquet file", "frames")
        self._source = source
        try:
            with self._parquet.ParquetFile(source.path) as file:
                self.size = int(file.metadata.num_rows)
                schema = self._flat(file.schema_arrow.empty_table()).schema
        except (self._arrow.ArrowException, OSError) as error:
            raise self._broken(error) from error
        self.columns = tuple(schema.names)
        self.types: dict[str, object] = {one.name: self._kept(one.type) for one in schema}
        check_columns(self.name, self.columns, None)

    def rows(self) -> Iterator[Row]:
        """Yield the rows; the line is the number of the row."""
        self.done = 0
        try:
            with self._parquet.ParquetFile(self._source.path) as file:
                for batch in file.iter_batches(BATCH):
                    for cells in self._plain(self._flat(self._arrow.Table.from_batches([batch]))):
                        self.done += 1
                        yield Row(self.done, cells)
        except (self._arrow.ArrowException, OSError) as error:
            raise self._broken(error) from error

    def _flat(self, table: Any) -> Any:
        while any(self._arrow.types.is_struct(one.type) for one in table.schema):
            table = table.flatten()
        return table

    def _plain(self, table: Any) -> Iterator[dict[str, object]]:
        columns = [self._values(column) for column in table.columns]
        return (dict(zip(self.columns, cells, strict=True)) for cells in zip(*columns, strict=True))

    def _values(self, column: Any) -> list[object]:
        types = self._arrow.types
        # As a Python float a shorter one would show digits that nobody wrote.
        if types.is_float32(column.type):
            texts = column.cast(self._arrow.string()).to_pylist()
            return [None if text is None else float(text) for text in texts]
        if types.is_float16(column.type):
            return [None if value is None else _shortest_half(value) for value in column.to_pylist()]
        if types.is_timestamp(column.type) and column.type.unit == "ns":
            column = column.cast(self._arrow.timestamp("us", column.type.tz), safe=False)
        values: list[object] = column.to_pylist()
        return [_text(value) for value in values] if _is_binary(types, column.type) else values

    def _kept(self, kind: Any) -> object:
        return kind.value_type if self._arrow.types.is_dictionary(kind) else kind

    def _broken(self, error: Exception) -> CustomerFileError:
        if isinstance(error, FileNotFoundError | PermissionError):
            return CustomerFileError(self.name, error.strerror or "cannot be read")
        told = (str(error).splitlines() or ["unreadable"])[0]
        return CustomerFileError(self.name, f"not a parquet file, or a broken one ({told})")


def open_parquet(path: Path, name: str) -> ParquetTable:
    """Open a parquet file."""
    return ParquetTable(Source(path, name))


def _shortest_half(value: float) -> float:
    """The number with the fewest digits that is this one in 16 bits."""
    tries = (float(f"{value:.{digits}g}") for digits in range(1, 6))
    return next((one for one in tries if abs(one) < HALF_MOST and pack("e", one) == pack("e", value)), value)


def _is_binary(types: Any, kind: Any) -> bool:
    return bool(types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind))


def _text(value: object) -> object:
    """Texts that a writer stored without saying so; other bytes stay bytes, which no field can be."""
    try:
        return value.decode("utf-8") if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        return value
