"""`tierrules whatif RULES FILE --set NAME=VALUE`: whom an edit of thresholds moves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from tierrules.cli import options
from tierrules.cli.page_file import check_page, html_option, write_page
from tierrules.cli.portfolio import layout, layout_options, match_columns, open_portfolio, say_who_is_unread, stopping
from tierrules.errors import NotInForce, RulesetError
from tierrules.language.customers import Unknown


@click.command()
@options.rules_argument
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option(
    "--set",
    "edits",
    multiple=True,
    required=True,
    metavar="NAME=VALUE",
    help="A threshold and its new value, such as high_spend=60万 or big[wholesale]=300, or the day: as_of=2026-12-22, "
    "as_of='+1 month'; may be given several times.",
)
@options.as_of_option
@click.option("--weight", metavar="FIELD", help="A number to add up beside counting customers, such as annual_spend.")
@options.columns_option
@options.unknown_option
@layout_options
@options.lang_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Lines, plain data with everybody who moves, or tables for a pull request.",
)
@html_option
def whatif(
    rules: str,
    file: Path,
    edits: Sequence[str],
    as_of: date | None,
    weight: str | None,
    columns: Path | None,
    unknown: Unknown,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    lang: str | None,
    form: str,
    page: Path | None,
) -> None:
    """Say whom an edit of thresholds moves, and why.

    FILE is read as by `tierrules classify`. The ruleset itself stays as it is.
    """
    ruleset = options.load_rules(rules, columns)
    day = options.day_or_today(as_of, ruleset)
    check_page(page, [*options.read_paths(rules, columns), file])
    table = open_portfolio(file, layout(encoding, delimiter, sheet))
    match_columns(table.name, table.columns, ruleset, unknown)
    with stopping():
        try:
            found = ruleset.what_if(table, _edits(edits), as_of=day, weight=weight, unknown=unknown)
        except RulesetError as error:
            if error.why:
                options.stop(error.why)
            click.echo(str(error), err=True)
            raise SystemExit(options.FINDINGS) from error
        except NotInForce as error:
            options.stop(str(error))
        except ValueError as error:  # the weight, or the day to which time is to pass
            if isinstance(error, OSError):
                raise
            options.stop(str(error))
    told = options.language(lang, ruleset)
    say_who_is_unread(found)
    if form == "json":
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(found.to_markdown(told), nl=False)
    else:
        click.echo(found.text(told))
    if page is not None:
        from tierrules.pages.what_if import what_if_page

        write_page(page, what_if_page(found, ruleset.definition, told))


def _edits(given: Sequence[str]) -> dict[str, str]:
    edits: dict[str, str] = {}
    for one in given:
        name, sign, value = (part.strip() for part in one.rpartition("="))
        if not sign or not name or not value:
            options.stop(f"--set `{one}`: write NAME=VALUE, such as high_spend=60万")
        if name in edits:
            options.stop(f"--set names `{name}` twice")
        edits[name] = value
    return edits
