"""A file appears whole under its name or not at all; what stood there before stays until then."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedWriter, FileIO
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE
from typing import Any, Literal

from tierrules.errors import CustomerFileError


def check_target(path: Path, columns: Sequence[str], added: Iterable[str], others: Iterable[Path]) -> None:
    """Raise `CustomerFileError` if `path` cannot take the result: asked before any work, so that no half is done."""
    if not path.parent.is_dir():
        raise CustomerFileError(str(path), f"there is no folder `{path.parent}`")
    same = next((other for other in others if other.resolve() == path.resolve()), None)
    if same is not None:
        raise CustomerFileError(str(path), f"would write over `{same}`", help="give the result a file of its own")
    new = list(added)
    twice = next((name for name in new if new.count(name) > 1), None)
    if twice is not None:
        why = f"the result would have two columns `{twice}`"
        raise CustomerFileError(str(path), why, help="rename one of the dimensions")
    taken = next((name for name in new if name in columns), None)
    if taken is not None:
        why = f"the customers already have a column `{taken}`"
        raise CustomerFileError(str(path), why, help="rename it before classifying")


@contextmanager
def whole_file(path: Path) -> Iterator[OpenFile]:
    """Open a file beside `path` that takes its name at the end, so that an interrupted run leaves no half file."""
    if path.exists() and not path.is_file():
        # A pipe or a device is no file to replace: whoever reads at its other end waits for the rows.
        with _opened(path, path, "w") as file:
            yield file
        return
    # A link stays a link: the file that it leads to is replaced.
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.{token_hex(4)}")
    file = _opened(path, part, "x")
    try:
        with file:
            if target.exists():
                part.chmod(S_IMODE(target.stat().st_mode))
            yield file
        os.replace(part, target)
    finally:
        # Whatever ended the run, an interrupt too, the part does not stay behind.
        part.unlink(missing_ok=True)


class _NamedFile(FileIO):
    """A file whose errors name the file that it becomes, wherever in a format's own writer they arise."""

    def __init__(self, path: Path, opened: Path, mode: str) -> None:
        super().__init__(opened, mode)
        self._becomes = str(path)
        self.is_given_up = False

    def write(self, data: Any, /) -> int:
        """Write bytes."""
        if self.is_given_up:
            return len(data)
        try:
            return super().write(data) or 0
        except OSError as error:
            raise CustomerFileError(self._becomes, error.strerror or "cannot be written") from error


class OpenFile(BufferedWriter):
    """A file that is being written, until it is given up: what a format's writer still has to say is then lost."""

    def __init__(self, path: Path, opened: Path, mode: Literal["w", "x"]) -> None:
        self._named = _NamedFile(path, opened, mode)
        super().__init__(self._named)

    def give_up(self) -> None:
        """Write nothing more: whoever reads a pipe at its other end may have stopped, and a run must end."""
        self._named.is_given_up = True


def _opened(path: Path, opened: Path, mode: Literal["w", "x"]) -> OpenFile:
    """Open a file to write, or raise an error about `path`; a new one has the mode of the umask."""
    try:
        return OpenFile(path, opened, mode)
    except OSError as error:
        raise CustomerFileError(str(path), error.strerror or "cannot be written") from error
