"""`tierrules explain RULES …`: why one customer has its labels."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from tierrules.cli import options
from tierrules.cli.portfolio import layout, layout_options, match_columns, open_portfolio, stopping
from tierrules.cli.table import on_one_line
from tierrules.errors import CustomerError
from tierrules.files.header import Header
from tierrules.files.plain import cell_text
from tierrules.files.rows import customer_rows, read_row
from tierrules.files.table import Row, Table
from tierrules.language.columns import Matching
from tierrules.language.customers import Unknown
from tierrules.meaning.classification import Classification
from tierrules.meaning.dates import Lang
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.texts import normal
from tierrules.meaning.ways import Ways
from tierrules.ruleset import Ruleset
from tierrules.text.nearest import nearest

MOST_LINES = 20


@click.command()
@options.rules_argument
@click.argument("customer", nargs=-1, required=True, metavar="FILE | NAME=VALUE…")
@click.option("--customer", "wanted", metavar="ID", help="The customer of FILE with this number.")
@click.option(
    "--row",
    type=click.IntRange(min=1),
    metavar="N",
    help="The customer of FILE in this row, 1 being the first below the header.",
)
@options.as_of_option
@options.columns_option
@options.unknown_option
@layout_options
@options.lang_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
    help="Sentences, plain data, or a page of sentences.",
)
@click.option(
    "--to",
    "wanted_labels",
    multiple=True,
    metavar="DIMENSION=LABEL",
    help="Say too what would give this label, such as tier=A.",
)
def explain(
    rules: str,
    customer: tuple[str, ...],
    wanted: str | None,
    row: int | None,
    as_of: date | None,
    columns: Path | None,
    unknown: Unknown,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    lang: str | None,
    form: str,
    wanted_labels: tuple[str, ...],
) -> None:
    """Explain the labels of one customer.

    The customer is a row of a FILE (csv, jsonl, xlsx or parquet), chosen by --customer or --row, or is given by
    values, such as employees=50 annual_revenue=6亿.
    """
    ruleset = options.load_rules(rules, columns)
    day = options.day_or_today(as_of, ruleset)
    to = [_label(one, ruleset, form) for one in wanted_labels]
    asked = layout(encoding, delimiter, sheet)
    if len(customer) == 1 and "=" not in customer[0]:
        if wanted is not None and row is not None:
            options.stop("--customer and --row both choose a row; give one of them")
        table = open_portfolio(Path(customer[0]), asked)
        header = match_columns(table.name, table.columns, ruleset, unknown)
        rows = customer_rows(table, ruleset.reader.fields, header.matching)
        with stopping():
            found = _by_number(rows, table, row) if row is not None else _by_id(rows, table, header, wanted)
        result = _of_row(ruleset, table, header, found, day)
    else:
        if wanted is not None or row is not None:
            options.stop("--customer and --row choose a row of a FILE; here are values")
        if any(asked.values()):
            options.stop("--encoding, --delimiter and --sheet are for a FILE; here are values")
        values = _values(customer)
        reading = ruleset.reader.read_matched(values, _match_values(values, ruleset, unknown))
        result = _classified(ruleset, reading, day, "")
    ways = [result.path_to(dimension, label) for dimension, label in to]
    click.echo(_told(result, ways, form, options.language(lang, ruleset)))


def _told(result: Classification, ways: list[Ways], form: str, lang: Lang) -> str:
    match form:
        case "json":
            told = result.to_dict() | ({"path_to": [one.to_dict() for one in ways]} if ways else {})
            return json.dumps(told, ensure_ascii=False, indent=2)
        case "markdown":
            return result.to_markdown(lang=lang).rstrip("\n")
        case "html":
            return result.to_html(lang=lang).rstrip("\n")
        case _:
            head = f"{result.ruleset}, as of {result.as_of}"
            return "\n".join([head, result.explain(lang=lang), *(one.explain(lang=lang) for one in ways)])


def _label(wanted: str, ruleset: Ruleset, form: str) -> tuple[str, str]:
    """Take DIMENSION=LABEL apart, or end the command as wrongly used."""
    name, sign, label = wanted.partition("=")
    if form in ("markdown", "html"):
        options.stop(f"--to goes with --format text and json, not with {form}")
    if not sign:
        options.stop(f"`{wanted}` is not DIMENSION=LABEL, such as tier=A")
    dimension = ruleset.dimensions.get(name)
    if dimension is None:
        options.stop(f"no dimension `{name}`; {_choice(name, list(ruleset.dimensions), 'the dimensions are')}")
    labels = [one.name for one in dimension.labels]
    if label not in labels:
        options.stop(f"`{label}` is no label of `{name}`; {_choice(label, labels, 'its labels are')}")
    return name, label


def _choice(written: str, known: list[str], all_are: str) -> str:
    near = nearest(written, known)
    return f"did you mean `{near}`?" if near else f"{all_are} {', '.join(f'`{one}`' for one in known)}"


def _of_row(rules: Ruleset, table: Table, header: Header, row: Row, day: date) -> Classification:
    where = f"{table.name}:{row.line}: "
    if row.problem is not None:
        _end([f"{where}{row.problem}"])
    reading, notes = read_row(rules.reader, row, header.matching)
    for note in notes:
        click.echo(on_one_line(f"{where}{note}"), err=True)
    return _classified(rules, reading, day, where)


def _classified(rules: Ruleset, reading: CustomerReading, day: date, where: str) -> Classification:
    if reading.problems:
        _end([f"{where}{problem}" for problem in reading.problems])
    return rules.classify_facts(reading, as_of=day)


def _end(findings: list[str]) -> NoReturn:
    click.echo("\n".join(map(on_one_line, findings)), err=True)
    raise SystemExit(options.FINDINGS)


def _match_values(values: dict[str, str], ruleset: Ruleset, unknown: Unknown) -> Matching:
    """Names typed by hand are read strictly: whoever types one means a rule to read it."""
    try:
        return ruleset.reader.match(values, unknown="error" if unknown == "near-miss" else unknown)
    except CustomerError as error:
        options.stop(f"the values do not fit the ruleset\n{error}")


def _values(assignments: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for assignment in assignments:
        name, sign, value = assignment.partition("=")
        if not sign:
            options.stop(f"`{assignment}` is not NAME=VALUE, and a FILE stands alone")
        if not name.strip():
            options.stop(f"`{assignment}` is not NAME=VALUE: the NAME is missing")
        if name in values:
            options.stop(f"`{name}` is given twice")
        values[name] = value
    return values


def _by_number(rows: Iterable[Row], table: Table, number: int) -> Row:
    count = 0
    for row in rows:
        count += 1
        if count == number:
            return row
    options.stop(f"{table.name}: there is no row {number}; the file has {count:,}")


def _by_id(rows: Iterable[Row], table: Table, header: Header, wanted: str | None) -> Row:
    column = header.who.get("customer_id")
    if wanted is None:
        options.stop("say which customer: --customer ID, or --row N")
    if column is None:
        options.stop(f"{table.name}: no column `customer_id`; choose a row with --row N")
    found: list[Row] = []
    count = 0
    for row in rows:
        if normal(cell_text(row.cells.get(column))) == normal(wanted):
            count += 1
            found += [row] if len(found) < MOST_LINES else []
    if count == 1:
        return found[0]
    if not found:
        options.stop(f"{table.name}: no customer `{wanted}` in the column `{column}`")
    lines = ", ".join(str(row.line) for row in found) + (", …" if count > len(found) else "")
    options.stop(f"{table.name}: `{wanted}` stands in {count:,} rows (lines {lines}); choose one with --row N")
