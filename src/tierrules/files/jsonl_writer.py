"""Files of one JSON object in a line, as they are written: an absent cell leaves its key out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from tierrules.files.plain import json_text
from tierrules.files.writing import WholeFileWriter
from tierrules.meaning.truth import MISSING


class JsonlWriter(WholeFileWriter):
    """Writes a jsonl file; numbers keep their digits."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        super().__init__(path)
        self._columns = columns

    def begin(self, file: BinaryIO) -> None:
        """Take the file; there is no header."""
        self._file = file

    def write(self, cells: Sequence[object]) -> None:
        """Write one line."""
        found = {name: cell for name, cell in zip(self._columns, cells, strict=True) if cell is not MISSING}
        self._file.write(f"{json_text(found)}\n".encode())
