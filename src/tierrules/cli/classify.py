"""`tierrules classify RULES FILE`: every customer of a file with a label for each dimension."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from tierrules.cli import options
from tierrules.cli.portfolio import STANDARD_INPUT, layout, layout_options, match_columns, open_portfolio, stopping
from tierrules.cli.progress import progress_of
from tierrules.cli.summary import count_lines, odd_lines, reading_lines
from tierrules.cli.table import Who, customer_table, on_one_line, reason_lines
from tierrules.files.report import FileReport
from tierrules.files.rows import Classified, SetAside
from tierrules.files.run import Job, classify_table
from tierrules.language.customers import Unknown
from tierrules.meaning.dates import Lang
from tierrules.ruleset import Ruleset

MOST_SHOWN = 200
SHOWN_OF_MORE = 20
COUNTED_AT_A_GLANCE = 9


@click.command()
@options.rules_argument
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@options.as_of_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="F",
    help="Write a file: the rows as they came, then label, status and rule of each dimension.",
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="F",
    help="Write the rows set aside to a file, each with its line and what is wrong in it.",
)
@options.columns_option
@options.unknown_option
@layout_options
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
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    lang: str | None,
    reasons: bool,
) -> None:
    """Classify the customers of a file.

    FILE is csv, jsonl, xlsx or parquet, by its ending, or - for csv from the standard input; so are the files that
    are written. A row that cannot be read is set aside with its line and the reason, never dropped: the last line of
    the output counts both kinds.
    """
    if STANDARD_INPUT in (str(out), str(rejects)):
        options.stop("`-` is no file to write; without --out the results are printed")
    ruleset = options.load_rules(rules, columns)
    day = options.day_or_today(as_of, ruleset)
    table = open_portfolio(file, layout(encoding, delimiter, sheet))
    header = match_columns(table.name, table.columns, ruleset, unknown)
    told = options.language(lang, ruleset)
    sources = [] if str(file) == STANDARD_INPUT else [file]
    job = Job(out, rejects, as_of=day, reasons=told if reasons else None, kept=options.read_paths(rules, columns))
    first: list[Classified] = []

    with stopping(), progress_of(table) as step:

        def seen(row: Classified | SetAside) -> None:
            step()
            if out is None and isinstance(row, Classified) and len(first) <= MOST_SHOWN:
                first.append(row)

        report = classify_table(ruleset, table, header, job, sources, seen)
    if out is None:
        for line in _customers(header.who, ruleset, first, report.classified, told, reasons):
            click.echo(line)
    _say_what_is_odd(report)
    if out is not None or report.classified > COUNTED_AT_A_GLANCE:
        for line in count_lines(report, ruleset.dimensions, told):
            click.echo(line)
    click.echo(str(report))


def _say_what_is_odd(report: FileReport) -> None:
    for line in reading_lines(report):
        click.echo(f"{report.source}: {on_one_line(line)}", err=True)
    for line in odd_lines(report):
        click.echo(f"{report.source}{on_one_line(line)}", err=True)


def _customers(
    who: Who, rules: Ruleset, first: list[Classified], count: int, lang: Lang, reasons: bool
) -> Iterator[str]:
    """Yield all customers, or the first of more than a screen takes and how many follow."""
    shown = first if count <= MOST_SHOWN else first[:SHOWN_OF_MORE]
    if reasons:
        yield from reason_lines(who, shown, lang)
    else:
        yield customer_table(who, rules.dimensions, shown, lang)
    if count > len(shown):
        yield f"and {count - len(shown):,} more; write all of them to a file with --out"
