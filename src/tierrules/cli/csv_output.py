"""Results as csv files: the rows as they came with what was found beside them. A file appears whole or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE
from typing import IO, Literal

from tierrules.cli import options
from tierrules.cli.portfolio import Classified, SetAside
from tierrules.meaning.dates import Lang
from tierrules.meaning.sentences import reason

REJECT_COLUMNS = ("rejected_line", "rejected_because")
SEVERAL = "; "  # between the labels, and the rules, of a `collect` dimension


def added_columns(dimensions: Iterable[str], *, with_reasons: bool) -> list[str]:
    """Return the columns that `write_classified` adds: label, status, rule and perhaps reason of each dimension."""
    endings = ["", "_status", "_rule", *(["_reason"] if with_reasons else [])]
    return [name + ending for name in dimensions for ending in endings]


def check_target(path: Path, columns: Sequence[str], added: Iterable[str], others: Iterable[Path]) -> None:
    """End the command if `path` cannot take the result: asked before any work, so that no half is done."""
    if not path.parent.is_dir():
        options.stop(f"{path}: there is no folder `{path.parent}`")
    same = next((other for other in others if other.resolve() == path.resolve()), None)
    if same is not None:
        options.stop(f"{path}: would write over `{same}`; give the result a file of its own")
    taken = next((name for name in added if name in columns), None)
    if taken is not None:
        options.stop(f"{path}: the customers already have a column `{taken}`; rename it before classifying")


def write_classified(
    path: Path,
    columns: Sequence[str],
    dimensions: Iterable[str],
    rows: Iterable[Classified],
    reasons: Lang | None,
) -> None:
    """Write the rows, then label, status and rule of each dimension, and its reason in the language `reasons`."""
    names = list(dimensions)
    with _whole_file(path) as file:
        _write(file, [*columns, *added_columns(names, with_reasons=reasons is not None)])
        for row in rows:
            found = [cell for name in names for cell in _cells(row, name, reasons)]
            _write(file, [*(row.row.cells[column] for column in columns), *found])


def write_rejects(path: Path, columns: Sequence[str], rows: Iterable[SetAside]) -> None:
    """Write the rows set aside as they came, each with its line and what is wrong; they can be mended and fed back."""
    with _whole_file(path) as file:
        _write(file, [*columns, *REJECT_COLUMNS])
        for row in rows:
            cells = [row.row.cells.get(column, "") for column in columns]
            _write(file, [*cells, str(row.row.line), " | ".join(row.reasons)])


def _cells(row: Classified, dimension: str, reasons: Lang | None) -> list[str]:
    tag = row.result[dimension]
    told = [SEVERAL.join(tag.labels), tag.status, SEVERAL.join(tag.rules)]
    return [*told, reason(tag.justification, reasons)] if reasons else told


def _write(file: IO[str], cells: Sequence[str]) -> None:
    # The csv module leaves a lone carriage return bare, and every reader takes it for the end of a row.
    quoting: Literal[0, 1] = csv.QUOTE_ALL if any("\r" in cell for cell in cells) else csv.QUOTE_MINIMAL
    csv.writer(file, lineterminator="\n", quoting=quoting).writerow(cells)


@contextmanager
def _whole_file(path: Path) -> Iterator[IO[str]]:
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


def _opened(path: Path, opened: Path, mode: Literal["w", "x"]) -> IO[str]:
    """Open a file to write, or end the command with a message about `path`; a new one has the mode of the umask."""
    try:
        return opened.open(mode, encoding="utf-8", newline="")
    except OSError as error:
        options.stop(f"{path}: {error.strerror or 'cannot be written'}")
