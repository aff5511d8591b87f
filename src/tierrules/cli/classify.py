"""`tierrules classify RULES FILE`: every customer of a file with a label for each dimension."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from tierrules.cli import options
from tierrules.cli.csv_file import CsvFileError, read_csv
from tierrules.cli.csv_output import REJECT_COLUMNS, added_columns, check_target, write_classified, write_rejects
from tierrules.cli.header import lacking_note, match_header
from tierrules.cli.portfolio import Classified, SetAside, classify_rows
from tierrules.cli.table import customer_table, reason_lines
from tierrules.language.customers import Unknown

SHOWN_REJECTS = 10


@click.command()
@options.rules_argument
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options.as_of_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="F",
    help="Write a csv file: the rows as they came, then label, status and rule of each dimension.",
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="F",
    help="Write the rows set aside to a csv file, each with its line and reason.",
)
@options.columns_option
@options.unknown_option
@options.lang_option
@click.option("--reasons", is_flag=True, help="Give the reason of every label.")
def classify(
    rules: str,
    file: Path,
    as_of: date | None,
    out: Path | None,
    rejects: Path | None,
    columns: Path | None,
    unknown: Unknown,
    lang: str | None,
    reasons: bool,
) -> None:
    """Classify the customers of a csv file.

    FILE is UTF-8 text with commas; its first line names the columns. A row that cannot be read is set aside with its
    line and the reason, never dropped: the last line of the output counts both kinds.
    """
    ruleset = options.load_rules(rules, columns)
    day = options.day_or_today(as_of, ruleset)
    try:
        read = read_csv(file)
    except CsvFileError as error:
        options.stop(str(error))
    matching = match_header(str(file), read.columns, ruleset, unknown)
    sources = [file, Path(rules), *([columns] if columns else [])]
    if out is not None:
        added = added_columns(ruleset.dimensions, with_reasons=reasons)
        check_target(out, read.columns, added, sources)
    if rejects is not None:
        check_target(rejects, read.columns, REJECT_COLUMNS, [*sources, *([out] if out else [])])
    rows = list(classify_rows(ruleset, read, day, matching))
    classified = [row for row in rows if isinstance(row, Classified)]
    aside = [row for row in rows if isinstance(row, SetAside)]
    told = options.language(lang, ruleset)
    if rejects is not None:
        write_rejects(rejects, read.columns, aside)
    if out is not None:
        write_classified(out, read.columns, ruleset.dimensions, classified, told if reasons else None)
    elif reasons:
        click.echo("\n".join(reason_lines(read.columns, classified, told)))
    else:
        click.echo(customer_table(read.columns, ruleset.dimensions, classified, told))
    if note := lacking_note(matching):
        click.echo(f"{file}: {note}", err=True)
    _say_contradictions(file, classified)
    _say_rejects(file, aside)
    noun = "row" if len(rows) == 1 else "rows"
    click.echo(f"{len(rows):,} {noun} = {len(classified):,} classified + {len(aside):,} set aside, as of {day}")


def _say_contradictions(file: Path, classified: list[Classified]) -> None:
    odd = [row for row in classified if row.result.problems]
    for row in odd[:SHOWN_REJECTS]:
        for problem in row.result.problems:
            click.echo(f"{file}:{row.row.line}: {problem.message}", err=True)
    if len(odd) > SHOWN_REJECTS:
        click.echo(f"{file}: {len(odd) - SHOWN_REJECTS:,} further rows contradict an assumption", err=True)


def _say_rejects(file: Path, aside: list[SetAside]) -> None:
    for one in aside[:SHOWN_REJECTS]:
        for reason in one.reasons:
            click.echo(f"{file}:{one.row.line}: set aside: {reason}", err=True)
    further = len(aside) - SHOWN_REJECTS
    if further > 0:
        noun = "row" if further == 1 else "rows"
        click.echo(f"{file}: {further:,} further {noun} set aside; write them to a file with --rejects", err=True)
