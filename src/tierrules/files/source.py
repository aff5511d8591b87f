"""Where the bytes of a file come from: a file that is opened as often as needed, or a pipe that is spooled first."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tierrules.errors import CustomerFileError

_LEADS = {b"PK\x03\x04": ("an Excel file", ".xlsx"), b"PAR1": ("a parquet file", ".parquet")}


class Source:
    """The bytes of a file, from the start at each `open`; raises `CustomerFileError` where there are none."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        with _told(name):
            # A pipe gives its bytes only once, and they are read more than once.
            self.path = path if path.is_file() or not path.exists() or path.is_dir() else self._spooled(path)
            self.size = self.path.stat().st_size
            self.head = self._head()

    def open(self) -> BinaryIO:
        """Open the file at its start."""
        with _told(self.name):
            return self.path.open("rb")

    def check_kind(self, wanted: str) -> None:
        """Raise `CustomerFileError` for a file of another kind than the text that is wanted."""
        for lead, (kind, ending) in _LEADS.items():
            if self.head.startswith(lead):
                help = f"give it a name that ends in `{ending}`"
                raise CustomerFileError(self.name, f"this is {kind}, not {wanted}", help=help)

    def _head(self) -> bytes:
        with self.path.open("rb") as file:
            return file.read(8)

    def _spooled(self, path: Path) -> Path:
        handle, spool = tempfile.mkstemp(prefix="tierrules-")
        weakref.finalize(self, _remove, spool)
        with os.fdopen(handle, "wb") as into, path.open("rb") as given:
            shutil.copyfileobj(given, into)
        return Path(spool)


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CustomerFileError(name, error.strerror or "cannot be read") from error
    except ValueError as error:  # a path that no file system can hold
        raise CustomerFileError(repr(name), "is not the name of a file") from error


def _remove(spool: str) -> None:
    Path(spool).unlink(missing_ok=True)
