"""A bar for long work, on a terminal only: a pipe gets nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tierrules.files.table import Table

_EVERY = 200


@contextmanager
def progress_of(table: Table) -> Iterator[Callable[[], None]]:
    """Show how much of a table has been read; what is yielded is called once for each row."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        # A long folder would leave no room for the bar.
        task = bar.add_task(escape(Path(table.name).name), total=table.size)
        seen = 0

        def step() -> None:
            nonlocal seen
            seen += 1
            if seen % _EVERY == 0:
                bar.update(task, completed=table.done)

        yield step
