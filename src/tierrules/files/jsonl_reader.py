"""Files of one JSON object in a line: nested objects by dots, numbers exact, a line that is no object set aside."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from tierrules.errors import CustomerFileError
from tierrules.files.source import Source
from tierrules.files.table import Row, Traits
from tierrules.language.nested import flat, twice_named
from tierrules.meaning.dates import shown

MOST_COLUMNS = 10_000


class JsonlTable:
    """A jsonl file; its columns are the keys of all its lines in the order in which they appear, perhaps none."""

    told: tuple[str, ...] = ()

    def __init__(self, source: Source) -> None:
        self.name, self.size, self.done = source.name, source.size, 0
        self.traits = Traits()
        self._source = source
        source.check_kind("jsonl")
        self.columns = self._keys()

    def rows(self) -> Iterator[Row]:
        """Yield every line that is not blank."""
        self.done = 0
        with self._source.open() as file:
            for number, line in enumerate(file, 1):
                self.done += len(line)
                if line.strip():
                    yield _row(number, (line.removeprefix(codecs.BOM_UTF8) if number == 1 else line).rstrip(b"\r\n"))

    def _keys(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for row in self.rows():
            found.update(dict.fromkeys(row.cells))
            if len(found) > MOST_COLUMNS:
                why = f"the objects have more than {MOST_COLUMNS:,} different keys"
                raise CustomerFileError(self.name, why, line=row.line, help="a key is the name of a column")
        return tuple(found)


def open_jsonl(path: Path, name: str) -> JsonlTable:
    """Open a jsonl file; all of it is read once for its keys."""
    return JsonlTable(Source(path, name))


class _LineError(ValueError):
    """Why a line is no object."""


def _row(number: int, line: bytes) -> Row:
    text = line.decode("utf-8", "backslashreplace")
    try:
        return Row(number, _flat(_object(line)))
    except UnicodeDecodeError as error:
        problem = f"the line is not UTF-8 text (byte {error.start + 1:,} of the line)"
    except json.JSONDecodeError as error:
        problem = f"the line is not JSON: {error.msg[:1].lower()}{error.msg[1:]} (character {error.colno:,})"
    except RecursionError:
        problem = "the line is nested too deep"
    except _LineError as error:
        problem = str(error)
    except ValueError:  # of an integer of more than 4,300 digits
        problem = "the line holds a number of thousands of digits"
    return Row(number, {}, problem, text)


def _flat(found: Mapping[str, object]) -> Mapping[str, object]:
    if (path := twice_named(found)) is not None:
        raise _LineError(f"the key {shown(path)} stands twice, once with its dot and once within an object")
    return flat(found)


def _object(line: bytes) -> Mapping[str, object]:
    found = json.loads(line.decode("utf-8"), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_unique)
    if not isinstance(found, dict):
        raise _LineError("the line is JSON, and not an object `{…}`")
    if b"\\u" in line and "\\ud" in json.dumps(found, default=str).lower():
        _check_halves(found)
    return found


def _no_number(word: str) -> object:
    raise _LineError(f"`{word}` is not a number of JSON")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _LineError(f"the key {shown(twice)} stands twice")
    return found


def _check_halves(found: object) -> None:
    """Half a surrogate pair is a character that no file can hold."""
    try:
        json.dumps(found, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise _LineError("the line holds half a character, which no text can hold") from error
