"""Customers who stand in a file more than once, counted in a table on the disk: memory does not grow with the file."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_BATCH = 1_000
MOST_LINES = 20
"""How many lines of one customer are told; the count is exact beyond them."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A customer's number that stands in several rows: in how many, and the first lines of them."""

    id: str
    rows: int
    lines: tuple[int, ...]

    def __str__(self) -> str:
        more = ", …" if self.rows > len(self.lines) else ""
        return f"`{self.id}` stands in {self.rows:,} rows (lines {', '.join(map(str, self.lines))}{more})"


class Identities:
    """The numbers of customers and the lines in which they stand; a context manager that removes its table."""

    def __init__(self) -> None:
        # A database without a name lies in a temporary file, which sqlite removes.
        self._table = sqlite3.connect("")
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("PRAGMA cache_size = -500")  # kilobytes; what is more goes to the disk
        self._table.execute("CREATE TABLE seen (id BLOB NOT NULL, line INTEGER NOT NULL)")
        self._new: list[tuple[bytes, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._table.close()

    def add(self, identity: str, line: int) -> None:
        """Note a customer."""
        self._new.append((identity.encode("utf-8", "surrogatepass"), line))
        if len(self._new) >= _BATCH:
            self._keep()

    def duplicates(self, most: int) -> tuple[int, tuple[Duplicate, ...]]:
        """Return how many numbers stand in several rows, and the first `most` of them by line."""
        self._keep()
        several = "SELECT id, count(*), min(line) AS first FROM seen GROUP BY id HAVING count(*) > 1"
        (count,) = self._table.execute(f"SELECT count(*) FROM ({several})").fetchone()
        told = self._table.execute(f"{several} ORDER BY first LIMIT ?", (most,)).fetchall()
        return count, tuple(
            Duplicate(one.decode("utf-8", "surrogatepass"), rows, self._lines(one)) for one, rows, _ in told
        )

    def _lines(self, identity: bytes) -> tuple[int, ...]:
        found = self._table.execute("SELECT line FROM seen WHERE id = ? ORDER BY line LIMIT ?", (identity, MOST_LINES))
        return tuple(line for (line,) in found)

    def _keep(self) -> None:
        self._table.executemany("INSERT INTO seen VALUES (?, ?)", self._new)
        self._new.clear()
