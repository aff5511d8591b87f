"""`tierrules freeze [RULES] FILE`: quantiles and shares of a portfolio as thresholds to paste into a ruleset."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from tierrules.cli import options
from tierrules.cli.portfolio import layout, layout_options, open_portfolio, stopping
from tierrules.cli.project import settings
from tierrules.errors import CustomerError
from tierrules.language.columns import ColumnMap
from tierrules.meaning.declared import Field
from tierrules.portfolio.freeze import Kind, Line, as_yaml, frozen_lines, read_lines

METAVAR = "FIELD=SHARES"


@click.command("freeze")
@click.argument("words", nargs=-1, required=True, metavar="[RULES] FILE")
@click.option("--top", multiple=True, metavar=METAVAR, help="The best of all customers: annual_spend=10%.")
@click.option(
    "--quantile", multiple=True, metavar=METAVAR, help="Where the customers are parted: annual_spend=80%,60%,40%,20%."
)
@click.option(
    "--cumulative", multiple=True, metavar=METAVAR, help="Who brings a share of the sum (ABC): annual_spend=80%,95%."
)
@click.option("--as-of", type=options.Day(), metavar="DATE", help="The day that is written down; today if not given.")
@options.columns_option
@layout_options
def freeze_thresholds(
    words: tuple[str, ...],
    top: Sequence[str],
    quantile: Sequence[str],
    cumulative: Sequence[str],
    as_of: date | None,
    columns: Path | None,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
) -> None:
    """Turn shares of a portfolio into thresholds to paste.

    Quantiles, top shares and cumulative shares (ABC) come out as YAML, each with its origin.

    FILE is read as by `tierrules classify`; RULES says what fields are, where they are no standard fields. A rule
    compares with `>=`: the customer who crosses a line is in, and so is whoever has the same value.
    """
    if len(words) > 2:
        options.stop(f"`{words[2]}` is one file too many; give RULES and FILE, or FILE alone")
    lines = _lines({"top": top, "quantile": quantile, "cumulative": cumulative})
    table = open_portfolio(Path(words[-1]), layout(encoding, delimiter, sheet))
    declared, known = _fields(words[0] if len(words) == 2 else settings().rules, columns)
    with stopping():
        try:
            frozen = list(frozen_lines(table, declared, known, lines, as_of or date.today()))
        except (ValueError, CustomerError) as error:
            if isinstance(error, OSError):
                raise
            options.stop(str(error))
    for one in {each.line.field: each.values for each in frozen}.values():
        if one.without:
            click.echo(
                f"{one.source}: {one.without:,} customers have no {one.field.name}; they count for nothing", err=True
            )
    click.echo(as_yaml(frozen), nl=False)


def _lines(asked: dict[Kind, Sequence[str]]) -> list[Line]:
    try:
        lines = [line for kind, texts in asked.items() for text in texts for line in read_lines(kind, text)]
    except ValueError as error:
        options.stop(str(error))
    if not lines:
        options.stop("say which lines to draw: --top, --quantile or --cumulative, such as --top annual_spend=10%")
    return lines


def _fields(rules: str | None, columns: Path | None) -> tuple[dict[str, Field], ColumnMap]:
    if rules is None:
        return {}, options.column_map_alone(columns)
    ruleset = options.load_rules(rules, columns)
    model = ruleset.definition
    return {**model.spare, **model.fields}, ruleset.reader.columns
