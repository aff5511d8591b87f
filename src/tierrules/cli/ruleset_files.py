"""The rulesets that `tierrules check` is asked for: names, files, and folders with all rulesets below them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from tierrules.cli import options
from tierrules.cli.case_files import ENDING, FOREIGN
from tierrules.resources import bundled_file
from tierrules.text.source import decode

_ENDINGS: Final = (".yaml", ".yml")
# The key at the margin, or first in braces; read from the bytes, so that a file that is no text is found as well.
_RULESET: Final = re.compile(rb"""^(?:\{[ \t]*)?(["']?)tierrules\1[ \t]*:""", re.MULTILINE)
_CASES: Final = re.compile(rb"""^(?:\{[ \t]*)?(["']?)tierrules-cases\1[ \t]*:""", re.MULTILINE)


def ruleset_files(asked: Iterable[str]) -> list[str]:
    """Return every ruleset once, in the order in which they are asked for; ends the command where there is none.

    A case file that is named beside rulesets, as `rules/*.yaml` does, is passed over, and that is said.
    """
    found: dict[str, None] = {}
    passed: list[str] = []
    for place in asked:
        if bundled_file(place) is None and Path(place).is_dir():
            found |= dict.fromkeys(map(str, _below(Path(place))))
        elif _is_case_file(place):
            passed.append(place)
        else:
            found[place] = None
    if passed and not found:
        options.stop(f"{passed[0]} is a case file and no ruleset; `tierrules test` runs it")
    for path in passed:
        click.echo(f"{path}: a case file, passed over; `tierrules test` runs it", err=True)
    return list(found)


def _below(folder: Path) -> list[Path]:
    found = [path for path in _yaml_files(folder) if is_ruleset(_bytes(path))]
    if not found:
        options.stop(f"{folder}: no ruleset in this folder or below it; one has the key `tierrules:`")
    return found


def _yaml_files(place: Path) -> Iterator[Path]:
    for folder, inner, names in os.walk(place):
        inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in FOREIGN)
        yield from (Path(folder) / name for name in sorted(names) if name.lower().endswith(_ENDINGS))


def is_ruleset(data: bytes) -> bool:
    """Whether bytes are those of a ruleset, whether it loads or not."""
    return bool(_RULESET.search(data)) and not _CASES.search(data)


def _is_case_file(place: str) -> bool:
    """By its key, or where it has neither key by its ending."""
    if bundled_file(place) is not None or not Path(place).is_file():
        return False
    data = _bytes(Path(place))
    return bool(_CASES.search(data)) or (place.endswith(ENDING) and not _RULESET.search(data))


def _bytes(path: Path) -> bytes:
    """The bytes of a file, as UTF-8 if they are text; none if it cannot be read: opening it will say why."""
    try:
        data = path.read_bytes()
    except OSError:
        return b""
    text = decode(data)
    return text.encode("utf-8", errors="replace") if isinstance(text, str) else data
