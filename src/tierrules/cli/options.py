"""Arguments and options that several commands share, and how each ends when it cannot go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from tierrules.cli.column_file import ColumnFileError, read_column_file
from tierrules.errors import ColumnMapError, NotInForce, RulesetError, RulesetFileError
from tierrules.meaning.dates import DateRangeError, DateTextError, Lang, check_as_of, read_date
from tierrules.resources import bundled
from tierrules.ruleset import Ruleset, load
from tierrules.text.nearest import nearest

FINDINGS, WRONG_USE = 1, 2

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date as an option's value."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a date; ends the command with a message if it is none."""
        try:
            return check_as_of(read_date(value))
        except DateTextError as error:
            self.fail(f"{error.message}; {error.help}" if error.help else error.message, param, ctx)
        except DateRangeError as error:
            self.fail(str(error), param, ctx)


def rules_argument(command: Command) -> Command:
    """RULES, always first."""
    return click.argument("rules", metavar="RULES")(command)


def as_of_option(command: Command) -> Command:
    """--as-of."""
    return click.option(
        "--as-of", type=Day(), metavar="DATE", help="The day to classify as of, such as 2026-11-22; today if not given."
    )(command)


def lang_option(command: Command) -> Command:
    """--lang."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        help="The language of sentences; the ruleset's if not given.",
    )(command)


def columns_option(command: Command) -> Command:
    """--columns."""
    return click.option(
        "--columns",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Which column holds which field: a YAML file of lines `employees: staff`.",
    )(command)


def unknown_option(command: Command) -> Command:
    """--unknown."""
    return click.option(
        "--unknown",
        type=click.Choice(["near-miss", "error", "ignore"]),
        default="near-miss",
        show_default=True,
        help="Columns that no rule reads: refuse those that look like a lacking field, refuse all, or pass over all.",
    )(command)


def load_rules(rules: str, columns: Path | None = None) -> Ruleset:
    """Load RULES, or end the command: 1 if it does not load, 2 if there is no such file."""
    try:
        return open_rules(rules, columns)
    except RulesetError as error:
        click.echo(str(error), err=True)
        raise SystemExit(FINDINGS) from error


def open_rules(rules: str, columns: Path | None = None) -> Ruleset:
    """Load RULES, or end the command with 2 if there is no such file; raises `RulesetError`."""
    try:
        return load(rules, columns=read_column_file(columns) if columns else None)
    except RulesetFileError as error:
        stop(_no_rules(rules, error))
    except ColumnFileError as error:
        stop(str(error))
    except ColumnMapError as error:
        stop(f"{columns}: {error}")


def day_or_today(as_of: date | None, rules: Ruleset) -> date:
    """The day that was asked for, or today; ends the command with 2 if the ruleset has no figures for it."""
    day = as_of or date.today()
    try:
        rules.check_in_force(day)
    except NotInForce as error:
        stop(str(error))
    return day


def language(lang: str | None, rules: Ruleset) -> Lang:
    """The language that was asked for, or the ruleset's."""
    return "zh" if lang == "zh" else "en" if lang == "en" else rules.language


def stop(message: str) -> NoReturn:
    """End the command as wrongly used."""
    click.echo(f"tierrules: {message}", err=True)
    raise SystemExit(WRONG_USE)


def _no_rules(rules: str, error: RulesetFileError) -> str:
    if Path(rules).exists():
        return str(error)
    near = nearest(rules, bundled())
    hint = f"did you mean `{near}`?" if near else f"rulesets that come with tierrules: {', '.join(bundled())}"
    return f"{error}; {hint}"
