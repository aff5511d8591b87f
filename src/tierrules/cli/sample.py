"""`tierrules sample`: a made-up portfolio, the same for everybody who gives the same seed and day."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date
from io import TextIOWrapper
from itertools import chain
from pathlib import Path

import click

from tierrules.cli import options
from tierrules.errors import CustomerFileError, MissingExtraError
from tierrules.files.table import open_writer
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.sample import COLUMNS, Record, cell_text, known, made_up


@click.command()
@click.option(
    "--rows",
    type=click.IntRange(min=0),
    default=300,
    show_default=True,
    metavar="N",
    help="How many customers to make up; the known ones follow them.",
)
@click.option("--seed", type=int, default=1, show_default=True, metavar="S", help="Another seed, other customers.")
@click.option(
    "--as-of",
    type=options.Day(),
    metavar="DATE",
    help="The day up to which their history goes, such as 2026-11-22; today if not given.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="F",
    help="Write to this file, in the format of its ending, instead of csv to standard output.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help="Name the columns by their titles in a language, not by the fields' names.",
)
def sample(rows: int, seed: int, as_of: date | None, out: Path | None, lang: str | None) -> None:
    """Write a made-up portfolio to try rules on.

    Companies and persons who do not exist, with sizes, needs and purchases as skewed as real ones, values missing, and
    every fifth on, just below or just above a common threshold. Behind them stand customers known from examples and
    the witnesses W-01 to W-25, on whom standards tables disagree.
    """
    day = as_of or date.today()
    header = [STANDARD_FIELDS[name].title.say(lang, name) if lang else name for name in COLUMNS]
    last = list(known(day))
    customers = chain(made_up(rows, seed, day), last)
    if out is None:
        _print(header, customers)
    else:
        _write(out, header, customers)
    told = f"{rows:,} made-up {'customer' if rows == 1 else 'customers'} and {len(last)} known ones"
    click.echo(f"{f'wrote {out}: ' if out else ''}{told}, as of {day}, seed {seed}", err=out is None)


def _print(header: list[str], customers: Iterator[Record]) -> None:
    # The same bytes in every terminal and on every system: UTF-8, and lines that end as they do in a file.
    text = TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    try:
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(header)
        rows.writerows([cell_text(one.get(name)) for name in COLUMNS] for one in customers)
        text.flush()
    finally:
        text.detach()  # the terminal's stream is not ours to close


def _write(out: Path, header: list[str], customers: Iterator[Record]) -> None:
    """Write values where the format has types, and what is printed where all is text."""
    is_text = out.suffix.lower() in ("", ".csv")
    try:
        with open_writer(out, header) as writer:
            for one in customers:
                cells = [one.get(name) for name in COLUMNS]
                writer.write([cell_text(cell) for cell in cells] if is_text else cells)
    except (CustomerFileError, MissingExtraError) as error:
        options.stop(str(error))
    except OSError as error:
        options.stop(f"{out}: {error.strerror or 'cannot be written'}")
