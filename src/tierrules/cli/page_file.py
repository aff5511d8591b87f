"""--html FILE: a result as a page, in a file that appears whole or not at all and never replaces what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from tierrules.cli import options
from tierrules.cli.portfolio import STANDARD_INPUT, stopping
from tierrules.files.whole_file import check_target, whole_file

Command = TypeVar("Command", bound=Callable[..., Any])


def html_option(command: Command) -> Command:
    """--html."""
    return click.option(
        "--html",
        "page",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="F",
        help="Write a page too, for people without Python: one file in both languages that needs nothing else.",
    )(command)


def check_page(page: Path | None, read: Iterable[Path]) -> None:
    """End the command if the page would take the place of a file that is read, or has no folder to lie in."""
    if page is None:
        return
    if str(page) == STANDARD_INPUT:
        options.stop("`-` is no file to write a page to")
    with stopping():
        check_target(page, (), (), read)


def write_page(page: Path, text: str) -> None:
    """Write the page, or end the command; it is told where programs do not read."""
    # A lone surrogate of some data has no UTF-8.
    data = text.encode("utf-8", errors="backslashreplace")
    with stopping(), whole_file(page) as file:
        file.write(data)
    click.echo(f"wrote {page}", err=True)
