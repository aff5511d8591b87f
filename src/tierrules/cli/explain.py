"""`tierrules explain RULES …`: why one customer has its labels."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from tierrules.cli import options
from tierrules.cli.csv_file import CsvFile, CsvFileError, Row, read_csv
from tierrules.cli.header import match_header
from tierrules.cli.table import id_column
from tierrules.errors import CustomerError
from tierrules.language.columns import Matching
from tierrules.language.customers import Unknown
from tierrules.meaning.classification import Classification
from tierrules.meaning.dates import Lang
from tierrules.meaning.ways import Ways
from tierrules.ruleset import Ruleset
from tierrules.text.nearest import nearest


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
    lang: str | None,
    form: str,
    wanted_labels: tuple[str, ...],
) -> None:
    """Explain the labels of one customer.

    The customer is a row of a csv FILE, chosen by --customer or --row, or is given by values, such as
    employees=50 annual_revenue=6亿.
    """
    ruleset = options.load_rules(rules, columns)
    day = options.day_or_today(as_of, ruleset)
    asked = [_label(one, ruleset, form) for one in wanted_labels]
    if len(customer) == 1 and "=" not in customer[0]:
        path = Path(customer[0])
        file, found = _row_of(path, wanted, row)
        matching = match_header(str(path), file.columns, ruleset, unknown)
        values, where = found.cells, f"{path}:{found.line}: "
    else:
        values, where = _values(customer, wanted is not None or row is not None), ""
        matching = _match_values(values, ruleset, unknown)
    result = _classify(ruleset, values, matching, day, where)
    ways = [result.path_to(dimension, label) for dimension, label in asked]
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


def _classify(ruleset: Ruleset, values: dict[str, str], matching: Matching, day: date, where: str) -> Classification:
    reading = ruleset.reader.read_matched(values, matching)
    if reading.problems:
        click.echo("\n".join(f"{where}{problem}" for problem in reading.problems), err=True)
        raise SystemExit(options.FINDINGS)
    return ruleset.classify_facts(reading, as_of=day)


def _match_values(values: dict[str, str], ruleset: Ruleset, unknown: Unknown) -> Matching:
    """Names typed by hand are read strictly: whoever types one means a rule to read it."""
    try:
        return ruleset.reader.match(values, unknown="error" if unknown == "near-miss" else unknown)
    except CustomerError as error:
        options.stop(f"the values do not fit the ruleset\n{error}")


def _values(assignments: tuple[str, ...], asks_row: bool) -> dict[str, str]:
    if asks_row:
        options.stop("--customer and --row choose a row of a FILE; here are values")
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


def _row_of(path: Path, wanted: str | None, row: int | None) -> tuple[CsvFile, Row]:
    if wanted is not None and row is not None:
        options.stop("--customer and --row both choose a row; give one of them")
    try:
        file = read_csv(path)
    except CsvFileError as error:
        options.stop(str(error))
    found = _by_number(path, file, row) if row is not None else _by_id(path, file, wanted)
    if found.problem is not None:
        click.echo(f"{path}:{found.line}: {found.problem}", err=True)
        raise SystemExit(options.FINDINGS)
    return file, found


def _by_number(path: Path, file: CsvFile, row: int) -> Row:
    if row > len(file.rows):
        options.stop(f"{path}: there is no row {row}; the file has {len(file.rows)}")
    return file.rows[row - 1]


def _by_id(path: Path, file: CsvFile, wanted: str | None) -> Row:
    column = id_column(file.columns)
    if wanted is None:
        options.stop("say which customer: --customer ID, or --row N")
    if column is None:
        options.stop(f"{path}: no column `customer_id`; choose a row with --row N")
    found = [row for row in file.rows if row.cells.get(column) == wanted]
    if len(found) == 1:
        return found[0]
    if not found:
        options.stop(f"{path}: no customer `{wanted}` in the column `{column}`")
    lines = ", ".join(str(row.line) for row in found)
    options.stop(f"{path}: `{wanted}` stands in {len(found)} rows (lines {lines}); choose one with --row N")
