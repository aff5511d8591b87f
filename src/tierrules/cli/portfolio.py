"""FILE: a file of customers as a command opens it, and how it ends when that fails."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from tierrules.cli import options
from tierrules.cli.table import on_one_line
from tierrules.errors import ColumnMapError, CustomerError, CustomerFileError, MissingExtraError
from tierrules.files.header import Header, fits_nothing, match_header
from tierrules.files.table import Table, open_table
from tierrules.language.customers import Unknown
from tierrules.ruleset import Ruleset

if TYPE_CHECKING:
    from tierrules.portfolio.migration import Migration

ADVICE = "rename the column, say with --columns what it holds, or pass such columns over with --unknown ignore"
ADVICE_ON_TWO = "say with --columns which of them holds the field, or take the other out of the file"
ADVICE_ON_NONE = "say with --columns which column holds which field, and with --delimiter and --encoding how to read"
STANDARD_INPUT = "-"
MOST_FAULTS = 20
MOST_UNREAD = 10

Command = TypeVar("Command", bound=Callable[..., Any])


class Layout(TypedDict):
    """How a file is to be read where its own look is not to decide."""

    encoding: str | None
    delimiter: str | None
    sheet: str | None


def layout_options(command: Command) -> Command:
    """--encoding, --delimiter and --sheet."""
    for name, metavar, told in (
        ("--sheet", "NAME", "The sheet of an xlsx file; the first if not given."),
        ("--delimiter", "SIGN", "What separates the cells of a csv file, or `tab`; found in its header if not given."),
        ("--encoding", "NAME", "The encoding of a csv file; UTF-8, GB18030 or UTF-16 as found if not given."),
    ):
        command = click.option(name, metavar=metavar, help=told)(command)
    return command


def layout(encoding: str | None, delimiter: str | None, sheet: str | None) -> Layout:
    """Return the layout that the options ask for."""
    return {"encoding": encoding, "delimiter": "\t" if delimiter == "tab" else delimiter, "sheet": sheet}


def open_portfolio(path: Path, asked: Layout) -> Table:
    """Open a file of customers, `-` for csv from the standard input, or end the command."""
    with stopping():
        if str(path) == STANDARD_INPUT:
            return open_table(_received(), name="standard input", **asked)
        return open_table(path, **asked)


def match_columns(what: str, columns: Sequence[str], rules: Ruleset, unknown: Unknown) -> Header:
    """Return how the columns fit, or end the command; `what` is the file's name."""
    try:
        return match_header(columns, rules.reader, unknown)
    except ColumnMapError as error:
        options.stop("\n".join(f"{what}: {on_one_line(fault)}" for fault in _first(error.problems)))
    except CustomerError as error:
        told = "\n".join(map(on_one_line, _first(list(map(str, error.problems)))))
        advice = _advice(error, columns, rules)
        options.stop(f"{what}: the columns do not fit the ruleset\n{told}\nhelp: {advice}")


@contextmanager
def stopping() -> Iterator[None]:
    """End the command with 2 where a file cannot be read or written."""
    try:
        yield
    except (CustomerFileError, MissingExtraError) as error:
        options.stop(on_one_line(str(error)))
    except OSError as error:  # while rows are written: the disk is full, the other end of a pipe is gone
        options.stop(error.strerror or "a file cannot be written")


def say_who_is_unread(found: Migration) -> None:
    """Tell where programs do not read who was set aside, and why: the first of them."""
    for one in found.unread[:MOST_UNREAD]:
        click.echo(f"{found.source}: set aside: {on_one_line(str(one))}", err=True)
    if (more := found.set_aside - MOST_UNREAD) > 0:
        click.echo(f"{found.source}: {more:,} further rows set aside", err=True)


def _advice(error: CustomerError, columns: Sequence[str], rules: Ruleset) -> str:
    if fits_nothing(error):
        return ADVICE_ON_NONE
    return ADVICE if _fits(columns, rules) else ADVICE_ON_TWO


def _first(faults: Sequence[str]) -> list[str]:
    """The first faults of a wide file, and how many more there are."""
    more = [f"and {len(faults) - MOST_FAULTS:,} more"] if len(faults) > MOST_FAULTS else []
    return [*faults[:MOST_FAULTS], *more]


def _fits(columns: Sequence[str], rules: Ruleset) -> bool:
    """Whether columns that no rule reads are all that is wrong."""
    try:
        rules.reader.match(columns, unknown="ignore")
    except CustomerError:
        return False
    return True


def _received() -> Path:
    """The standard input as a file, since csv is read more than once; it goes when the command ends."""
    folder = click.get_current_context().with_resource(TemporaryDirectory(prefix="tierrules-"))
    path = Path(folder) / "standard-input"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return path
