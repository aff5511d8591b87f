"""What the writers share: the file that takes its name at the end, opened and closed with the `with` block."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from tierrules.files.whole_file import whole_file


class WholeFileWriter(ABC):
    """A writer of one format: `begin` and `end` write what stands around the rows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            file = opening.enter_context(whole_file(self.path))
            self._give_up = file.give_up
            self.begin(file)
            self._held = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._held:
            if error is None:
                self.end()
            else:
                self._give_up()
                self.abandon()
                raise error

    @abstractmethod
    def begin(self, file: BinaryIO) -> None:
        """Write what comes before the rows."""

    def end(self) -> None:  # noqa: B027  # not every format has something there
        """Write what comes after the rows."""

    def abandon(self) -> None:  # noqa: B027  # not every format holds something open
        """Let go of what the format holds open; the file is going to be removed."""
