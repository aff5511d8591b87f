"""What a command takes from `tierrules.toml` where no option gives it: RULES, the model, the column map."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import click

from tierrules.cli.config import ConfigError, Settings, find_settings
from tierrules.cli.ending import stop
from tierrules.cli.model_import import ModelImportError, import_model
from tierrules.resources import bundled_file

_VERBOSE: Final = "tierrules.verbose"
_SETTINGS: Final = "tierrules.settings"
_MODEL: Final = "tierrules.model"

ColumnSource = Path | Mapping[str, object] | None
"""A file of `--columns` or of the settings, or the table in the settings itself."""


class RulesArgument(click.Argument):
    """RULES, the first argument where it is given; left out, it is what `tierrules.toml` names.

    It is left out where a further argument would have nothing, or where it would be NAME=VALUE.
    """

    def handle_parse_result(self, ctx: click.Context, opts: Any, args: list[str]) -> tuple[Any, list[str]]:
        """Hand a word that is not RULES on to the argument that follows."""
        if not ctx.resilient_parsing:
            self._settle(ctx, opts)
        return super().handle_parse_result(ctx, opts, args)

    def _settle(self, ctx: click.Context, opts: dict[str, Any]) -> None:
        assert self.name is not None
        rules, word = settings().rules, opts.get(self.name)
        after = self._following(ctx)
        if rules is not None and after is not None and isinstance(word, str) and _belongs_to(after, word, opts):
            assert after.name is not None
            opts[after.name] = word if after.nargs == 1 else (word, *_words(opts.get(after.name)))
            word = None
        if isinstance(word, str):
            tell("rules", word, "the command line")
        elif rules is not None:
            opts[self.name] = rules
            tell("rules", rules, NAMED)
        else:
            ctx.fail(no_rules("RULES"))

    def _following(self, ctx: click.Context) -> click.Argument | None:
        named = [param for param in ctx.command.params if isinstance(param, click.Argument)]
        after = named[named.index(self) + 1 :]
        return after[0] if after else None


NAMED: Final = "tierrules.toml"


def no_rules(what: str) -> str:
    """What is said where neither the command line nor the settings name a ruleset."""
    return f"Missing argument '{what}'. Give a path or a name, or write rules = \"…\" into a tierrules.toml."


def settings() -> Settings:
    """Return what `tierrules.toml` says, read once for a command; ends it if that cannot be followed."""
    meta = click.get_current_context().meta
    if _SETTINGS not in meta:
        try:
            found = find_settings()
        except ConfigError as error:
            stop(str(error))
        meta[_SETTINGS] = found
        if meta.get(_VERBOSE):
            click.echo(f"settings: {found.file or 'no tierrules.toml here or above'}", err=True)
    known = meta[_SETTINGS]
    assert isinstance(known, Settings)
    return known


def keep_verbose(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    """Keep --verbose for the command that follows."""
    ctx.meta[_VERBOSE] = value


def tell(key: str, value: object, source: str) -> None:
    """With --verbose, say which value is used and where it comes from; each is said once."""
    meta = click.get_current_context().meta
    line = f"{key}: {value} ({source})"
    said = meta.setdefault("tierrules.said", set())
    if meta.get(_VERBOSE) and line not in said:
        said.add(line)
        click.echo(line, err=True)


def keep_model(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    """Keep --model for the moment when the ruleset is loaded."""
    ctx.meta[_MODEL] = value


def model_for(rules: str) -> type[Any] | None:
    """Return the class that --model or the settings name, None if neither does; ends the command if it is none.

    A ruleset that comes along reads the standard fields and no class of anybody's, so the settings do not give it one.
    """
    asked = click.get_current_context().meta.get(_MODEL)
    if asked is not None:
        tell("model", asked, "--model")
        return _imported(asked, Path(), model_source())
    known = settings()
    if known.model is None or bundled_file(rules) is not None:
        return None
    tell("model", known.model, NAMED)
    return _imported(known.model, known.folder, model_source())


def model_source() -> str:
    """Return what names the class: the option, else the key of the settings."""
    asked = click.get_current_context().meta.get(_MODEL)
    return f"{settings().file}: `model`" if asked is None else "--model"


def columns_for(option: Path | None, *, has_model: bool) -> ColumnSource:
    """Return where the column map stands, None without one.

    The settings give it to commands that read a file of customers, and wherever a class has to fit the rules. Values
    that are typed by hand go by the names of the fields.
    """
    if option is not None:
        tell("columns", option, "--columns")
        return option
    known = settings()
    if known.columns is None or not (has_model or _reads_a_file(click.get_current_context().params)):
        return None
    tell("columns", known.columns if isinstance(known.columns, Path) else "a table", NAMED)
    return known.columns


def _belongs_to(after: click.Argument, word: str, opts: Mapping[str, Any]) -> bool:
    assert after.name is not None
    rest = _words(opts.get(after.name))
    return not rest or (after.nargs == -1 and "=" in word)


def _words(value: object) -> tuple[str, ...]:
    """The words that were given for an argument; what click puts in the place of none is no word."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _reads_a_file(params: Mapping[str, Any]) -> bool:
    return "columns" in params and not any("=" in word for word in _words(params.get("customer")))


def _imported(text: str, folder: Path, what: str) -> type[Any]:
    try:
        return import_model(text, folder)
    except ModelImportError as error:
        stop(f"{what}: {error}")
