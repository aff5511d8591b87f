"""Parquet files, in batches: structures by dots, decimals exact, floats by their shortest text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from struct import pack
from typing import Any, Self

from tierrules.errors import CustomerFileError
from tierrules.files.source import Source
from tierrules.files.table import Row, Traits, check_columns
from tierrules.language.extras import load_extra
from tierrules.meaning.truth import MISSING

BATCH = 4_096
HALF_MOST = 65_504


class Stored(str):
    """A value that Python has no type for, such as a nanosecond or a year beyond 9999: its text, and what is stored."""

    __slots__ = ("scalar",)

    def __new__(cls, text: str, scalar: Any) -> Self:
        """Make the text of a value."""
        made = super().__new__(cls, text)
        made.scalar = scalar
        return made

    scalar: Any


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A column that is no structure; `within` says of each row whether the structure around it is there."""

    name: str
    column: Any
    within: Any = None


class ParquetTable:
    """A parquet file; a parquet file that is written from it keeps the types of its columns."""

    told: tuple[str, ...] = ()

    def __init__(self, source: Source) -> None:
        self.name, self.done = source.name, 0
        self._arrow = load_extra("pyarrow", "reading a parquet file", "frames")
        self._compute = load_extra("pyarrow.compute", "reading a parquet file", "frames")
        self._parquet = load_extra("pyarrow.parquet", "reading a parquet file", "frames")
        self._source = source
        try:
            with self._parquet.ParquetFile(source.path) as file:
                self.size = int(file.metadata.num_rows)
                leaves = list(self._leaves(file.schema_arrow.empty_table()))
        except (self._arrow.ArrowException, OSError) as error:
            raise self._broken(error) from error
        self.columns = tuple(leaf.name for leaf in leaves)
        # What lies within a structure may be absent, which only a text can say.
        kept = {leaf.name: self._kept(leaf.column.type) for leaf in leaves if leaf.within is None}
        self.traits = Traits(types=kept)
        check_columns(self.name, self.columns, None)

    def rows(self) -> Iterator[Row]:
        """Yield the rows; the line is the number of the row."""
        self.done = 0
        try:
            with self._parquet.ParquetFile(self._source.path) as file:
                for batch in file.iter_batches(BATCH):
                    for cells in self._plain(self._arrow.Table.from_batches([batch])):
                        self.done += 1
                        yield Row(self.done, cells)
        except (self._arrow.ArrowException, OSError) as error:
            raise self._broken(error) from error

    def _leaves(self, table: Any) -> Iterator[_Leaf]:
        for name, column in zip(table.column_names, table.columns, strict=True):
            yield from self._parts(_Leaf(name, column))

    def _parts(self, leaf: _Leaf) -> Iterator[_Leaf]:
        if not self._arrow.types.is_struct(leaf.column.type):
            yield leaf
            return
        there = self._compute.is_valid(leaf.column)
        within = there if leaf.within is None else self._compute.and_(leaf.within, there)
        parts = self._arrow.Table.from_arrays([leaf.column], names=[leaf.name]).flatten()
        for name, column in zip(parts.column_names, parts.columns, strict=True):
            yield from self._parts(_Leaf(name, column, within))

    def _plain(self, table: Any) -> Iterator[dict[str, object]]:
        columns = [self._cells(leaf) for leaf in self._leaves(table)]
        return (dict(zip(self.columns, cells, strict=True)) for cells in zip(*columns, strict=True))

    def _cells(self, leaf: _Leaf) -> list[object]:
        """The cells of a column: within a structure that is null they are absent, not empty."""
        cells = self._values(leaf.column)
        if leaf.within is None:
            return cells
        return [cell if there else MISSING for cell, there in zip(cells, leaf.within.to_pylist(), strict=True)]

    def _values(self, column: Any) -> list[object]:
        types = self._arrow.types
        # As a Python float a shorter one would show digits that nobody wrote.
        if types.is_float32(column.type):
            texts = column.cast(self._arrow.string()).to_pylist()
            return [None if text is None else float(text) for text in texts]
        if types.is_float16(column.type):
            return [None if value is None else _shortest_half(value) for value in column.to_pylist()]
        values = self._exact(column)
        return [_text(value) for value in values] if _is_binary(types, column.type) else values

    def _exact(self, column: Any) -> list[object]:
        """The values as Python has them, and those that it cannot have by their text."""
        try:
            found: list[object] = self._micro(column).to_pylist()
        except (self._arrow.ArrowException, ValueError, OverflowError):
            return [self._value(scalar) for scalar in column]
        return found

    def _value(self, scalar: Any) -> object:
        try:
            return self._micro(scalar).as_py()
        except (self._arrow.ArrowException, ValueError, OverflowError):
            return Stored(self._stored_text(scalar), scalar)

    def _micro(self, values: Any) -> Any:
        """Values in microseconds, which Python counts, if that loses nothing; raises an error of arrow if it does."""
        kind, types = values.type, self._arrow.types
        if getattr(kind, "unit", "") != "ns":
            return values
        if types.is_timestamp(kind):
            return values.cast(self._arrow.timestamp("us", kind.tz))
        return values.cast(self._arrow.time64("us") if types.is_time64(kind) else self._arrow.duration("us"))

    def _stored_text(self, scalar: Any) -> str:
        """What arrow writes for it, else the number that stands for it."""
        with suppress(self._arrow.ArrowException, ValueError, OverflowError):
            if not self._arrow.types.is_duration(scalar.type):
                text = str(scalar.cast(self._arrow.string()).as_py())
                if not text.startswith("<"):
                    return text
        number = getattr(scalar, "value", None)
        told = f"{number} " if isinstance(number, int) else ""
        return f"{told}({scalar.type})"

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
