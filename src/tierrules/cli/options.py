"""Arguments and options that several commands share, and how each ends when it cannot go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from tierrules.cli.column_file import ColumnFileError, read_column_file
from tierrules.cli.ending import FINDINGS, WRONG_USE, stop
from tierrules.cli.project import (
    ColumnSource,
    RulesArgument,
    columns_for,
    keep_model,
    model_for,
    model_source,
    settings,
)
from tierrules.errors import ColumnMapError, NotInForce, RulesetError, RulesetFileError
from tierrules.language.build import build
from tierrules.language.columns import ColumnMap, column_map
from tierrules.language.model_match import Declared
from tierrules.meaning.dates import DateRangeError, DateTextError, Lang, check_as_of, read_date
from tierrules.resources import bundled
from tierrules.ruleset import Ruleset, load
from tierrules.text.nearest import nearest

__all__ = [
    "FINDINGS",
    "WRONG_USE",
    "Day",
    "as_of_option",
    "column_map_alone",
    "columns_option",
    "day_or_today",
    "lang_option",
    "language",
    "load_rules",
    "model_fields",
    "model_option",
    "open_rules",
    "read_paths",
    "rules_argument",
    "rules_from",
    "stop",
    "unknown_option",
]

Command = TypeVar("Command", bound=Callable[..., Any])


if TYPE_CHECKING:
    DateParameter = click.ParamType[date]
else:
    DateParameter = click.ParamType  # older releases of click have no type parameter here


class Day(DateParameter):
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
    """RULES, first where it is given, and --model."""
    return click.argument("rules", metavar="[RULES]", cls=RulesArgument)(model_option(command))


def model_option(command: Command) -> Command:
    """--model: kept for `load_rules`, since no command looks at the class itself."""
    return click.option(
        "--model",
        metavar="MODULE:CLASS",
        expose_value=False,
        callback=keep_model,
        help="The class of the customers, such as shop.models:Account; looked for in the current folder too.",
    )(command)


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
    """Load RULES, or end the command with 2 if it, the column map or the model cannot be had; raises `RulesetError`.

    What no option gives comes from `tierrules.toml`.
    """
    return _opened(rules, columns, lambda known, model: load(rules, columns=known, model=model))


def rules_from(data: bytes, name: str, rules: str, columns: Path | None = None) -> Ruleset:
    """Load a ruleset from bytes as RULES is loaded: with its column map and its model. Raises as `open_rules` does."""

    def loaded(known: Mapping[str, object] | None, model: type[Any] | None) -> Ruleset:
        declared = None if model is None else Declared(model, known)
        return Ruleset(build(name, data, declared), known, model)

    return _opened(rules, columns, loaded)


def _opened(
    rules: str, columns: Path | None, load_with: Callable[[Mapping[str, object] | None, type[Any] | None], Ruleset]
) -> Ruleset:
    model = model_for(rules)
    source = columns_for(columns, has_model=model is not None)
    try:
        return load_with(_column_map(source), model)
    except RulesetFileError as error:
        stop(_no_rules(rules, error))
    except ColumnFileError as error:
        stop(f"{error}{_named_in_settings('columns', source, columns)}")
    except ColumnMapError as error:
        stop(_misfit(source, model, error))
    except TypeError as error:  # of a class that is no model
        if model is None:
            raise
        stop(f"{model_source()}: {error}")


def column_map_alone(columns: Path | None) -> ColumnMap:
    """Return the column map of standard fields where there are no rules, or end the command with 2."""
    source = columns_for(columns, has_model=False)
    try:
        return column_map(_column_map(source), {})
    except (ColumnFileError, ColumnMapError) as error:
        stop(str(error))


def model_fields(rules: str) -> Declared | None:
    """Return the fields that the class of the customers declares for RULES that have been loaded with it."""
    model = model_for(rules)
    return None if model is None else Declared(model, _column_map(columns_for(None, has_model=True)))


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


def read_paths(rules: str, columns: Path | None) -> list[Path]:
    """Return the files that a run reads beside its customers, over which no result may be written."""
    known = settings()
    table = columns or (known.columns if isinstance(known.columns, Path) else None)
    return [path for path in (Path(rules), table, known.file) if path is not None]


def _no_rules(rules: str, error: RulesetFileError) -> str:
    told = f"{error}{_named_in_settings('rules', rules, None)}"
    if Path(rules).exists():
        return told
    near = nearest(rules, bundled())
    hint = f"did you mean `{near}`?" if near else f"rulesets that come with tierrules: {', '.join(bundled())}"
    return f"{told}; {hint}"


def _named_in_settings(key: Literal["rules", "columns"], value: object, option: object) -> str:
    """Where a file is named that cannot be had, if it is the settings that name it."""
    known = settings()
    is_named = option is None and value is not None and value == getattr(known, key)
    return f" (`{key}` of {known.file})" if is_named else ""


def _column_map(source: ColumnSource) -> Mapping[str, object] | None:
    return read_column_file(source) if isinstance(source, Path) else source


def _misfit(source: ColumnSource, model: type[Any] | None, error: ColumnMapError) -> str:
    """Say where the column map or the class that does not fit comes from."""
    if source is None:
        return str(error) if model is None else f"the model `{model.__name__}` does not fit the ruleset: {error}"
    return f"{source if isinstance(source, Path) else f'{settings().file}: `columns`'}: {error}"
