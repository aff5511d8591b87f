"""`tierrules.toml`: what a project says once, so that no command line has to repeat it.

The file is looked for in the current folder and above; paths in it are relative to its own folder. It is read whole
before anything is done with it: all that is wrong is said at once.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Final, TypeGuard

from tierrules.errors import ColumnMapError
from tierrules.language.columns import check_columns
from tierrules.proof.reports.codes import not_ignored, not_selected
from tierrules.proof.reports.severities import SEVERITIES
from tierrules.resources import bundled_file
from tierrules.text.diagnostics import Severity
from tierrules.text.nearest import nearest

NAME: Final = "tierrules.toml"
_MODEL: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*:[^\W\d]\w*(\.[^\W\d]\w*)*")
_PLACE: Final = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
# Slips of people who are used to YAML.
_SLIPS: Final = {
    "Invalid value": '; texts stand in quotes: rules = "rules.yaml"',
    "Expected '='": '; `=` stands between a key and its value: rules = "rules.yaml"',
}


class ConfigError(ValueError):
    """A `tierrules.toml` that cannot be followed; `str` says all that is wrong, a line for each fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a `tierrules.toml` says; paths as they are seen from the current folder. `file` is None where none is."""

    file: Path | None = None
    rules: str | None = None
    model: str | None = None
    columns: Path | Mapping[str, object] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    fail_on: Severity | None = None

    @property
    def folder(self) -> Path:
        """The folder of the file, else the current one."""
        return self.file.parent if self.file is not None else Path()


def find_settings() -> Settings:
    """Return what the nearest `tierrules.toml` says, nothing where there is none; raises `ConfigError`."""
    here = Path.cwd()
    found = next((folder / NAME for folder in (here, *here.parents) if os.path.isfile(folder / NAME)), None)
    return Settings() if found is None else read_settings(Path(os.path.relpath(found, here)))


def read_settings(file: Path) -> Settings:
    """Read a `tierrules.toml`; raises `ConfigError`."""
    document = _document(file)
    problems = [
        *_unknown(document),
        *(_KEYS[key](value) for key, value in document.items() if key in _KEYS),
        *_swallowed(document),
    ]
    told = [f"{file}: {problem}" for problem in problems if problem]
    if told:
        raise ConfigError("\n".join(told))
    columns, select, ignore = (document.get(key) for key in ("columns", "select", "ignore"))
    return Settings(
        file=file,
        rules=_rules_from(file.parent, document.get("rules")),
        model=document.get("model"),
        columns=_columns_from(file.parent, columns),
        select=None if select is None else tuple(select),
        ignore=None if ignore is None else tuple(ignore),
        fail_on=document.get("fail-on"),
    )


def model_problem(text: str) -> str | None:
    """Why a text names no class, None if it may."""
    if _MODEL.fullmatch(text):
        return None
    return f"`{text}` is not `module:Class`, such as `shop.models:Account`"


def _document(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror or 'cannot be read'}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8 text (byte {error.start + 1:,}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax(file, str(error))) from error
    except RecursionError:
        raise ConfigError(f"{file}: brackets are nested too deeply") from None


def _syntax(file: Path, told: str) -> str:
    place = _PLACE.search(told)
    message = _PLACE.sub("", told)
    where = f":{place['line']}:{place['column']}" if place and place["line"] else ""
    end = " at the end of the file" if place and not place["line"] else ""
    hint = next((hint for start, hint in _SLIPS.items() if message.startswith(start)), "")
    return f"{file}{where}: not TOML: {message[:1].lower()}{message[1:]}{end}{hint}"


def _unknown(document: Mapping[str, object]) -> Iterable[str]:
    for key, value in document.items():
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            if near:
                yield f"there is no key `{key}`; did you mean `{near}`?"
            elif isinstance(value, dict):
                yield f"there is no table `{key}`; the keys {_listed(_KEYS)} stand at the top of the file"
            else:
                yield f"there is no key `{key}`; the keys are {_listed(_KEYS)}"


def _swallowed(document: Mapping[str, object]) -> Iterable[str]:
    """In TOML a key below `[columns]` belongs to that table, wherever its writer meant it to stand."""
    columns = document.get("columns")
    if not isinstance(columns, dict):
        return
    for key in _KEYS:
        if _is_swallowed(key, columns.get(key)) and key not in document:
            yield f"`{key}` stands below `[columns]` and belongs to that table; put it above"


def _is_swallowed(key: str, value: object) -> bool:
    return key in _KEYS and (isinstance(value, list) or (isinstance(value, str) and _is_setting(key, value)))


def _is_setting(key: str, value: str) -> bool:
    match key:
        case "rules":
            return value.endswith((".yaml", ".yml")) or bundled_file(value) is not None
        case "model":
            return ":" in value
        case _:
            return key == "fail-on" and value in SEVERITIES


def _rules(value: object) -> str | None:
    return None if _is_text(value) else _not("rules", value, "the path or the name of a ruleset", '"rules.yaml"')


def _model(value: object) -> str | None:
    if not _is_text(value):
        return _not("model", value, "the name of a class", '"shop.models:Account"')
    problem = model_problem(value)
    return f"`model`: {problem}" if problem else None


def _columns(value: object) -> str | None:
    if _is_text(value):
        return None
    if isinstance(value, dict):
        return _of_columns(_without_source(value))
    return _not("columns", value, "a table or the path of a column map", '{employees = "headcount"}')


def _of_columns(columns: Mapping[str, object]) -> str | None:
    # Settings that stand in the table by mistake are told by `_swallowed`.
    given = {key: value for key, value in columns.items() if not _is_swallowed(key, value)}
    try:
        check_columns(given)
    except ColumnMapError as error:
        return f"`columns`: {error}"
    return None


def _without_source(columns: Mapping[str, object]) -> dict[str, object]:
    """The table as a column map: TOML has no null, so `false` says that no column holds the field."""
    return {name: None if value is False else value for name, value in columns.items()}


def _select(value: object) -> str | None:
    if value == []:
        return _not("select", value, "a list of codes", '["gap"]')
    return _codes("select", value, not_selected)


def _ignore(value: object) -> str | None:
    return _codes("ignore", value, not_ignored)


def _codes(key: str, value: object, problem_of: Callable[[str], str | None]) -> str | None:
    if not isinstance(value, list) or not all(_is_text(code) for code in value):
        return _not(key, value, "a list of codes", '["magic-number"]')
    return "; ".join(f"`{key}`: {problem}" for problem in map(problem_of, value) if problem) or None


def _fail_on(value: object) -> str | None:
    if value in SEVERITIES:
        return None
    near = nearest(value, SEVERITIES) if isinstance(value, str) else None
    return _not("fail-on", value, f"one of {_listed(SEVERITIES)}", f'"{near or "warning"}"')


_KEYS: Final[Mapping[str, Callable[[object], str | None]]] = {
    "rules": _rules,
    "model": _model,
    "columns": _columns,
    "select": _select,
    "ignore": _ignore,
    "fail-on": _fail_on,
}


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def _not(key: str, value: object, wanted: str, example: str) -> str:
    return f"`{key}` is {wanted}, not {_shown(value)}; write {key} = {example}"


def _shown(value: object) -> str:
    match value:
        case str():
            return f"`{value}`" if value.strip() else "empty"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return "a number"
        case date() | time():
            return "a date or a time"
        case list():
            return "this list"
        case _:
            return "a table"


def _rules_from(folder: Path, rules: object) -> str | None:
    """A name of a ruleset that comes along goes before a file of that name, as on the command line."""
    if not isinstance(rules, str):
        return None
    return rules if bundled_file(rules) is not None else str(folder / rules)


def _columns_from(folder: Path, columns: str | dict[str, object] | None) -> Path | Mapping[str, object] | None:
    if isinstance(columns, str):
        return folder / columns
    return None if columns is None else _without_source(columns)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
