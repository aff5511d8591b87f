"""Which cells of a sheet hold an error such as `#N/A`: the sheet's own text says so, in a stream."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from tierrules.files.source import Source

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_IS_ERROR = re.compile(rb"""(?:^|\s)t=["']e["']""")
_PLACE = re.compile(rb"""(?:^|\s)r=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_CHUNK = 1 << 18
_MOST_IN_BOOK = 1 << 22


def error_cells(source: Source, sheet: str) -> Iterator[tuple[int, int]]:
    """Yield row and column, from 0, of each cell with an error; none for a file in another layout than Excel's."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as book:
            part = _part(book, sheet)
            if part is not None:
                with book.open(part) as text:
                    yield from _errors(text)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError):
        return


def _errors(text: IO[bytes]) -> Iterator[tuple[int, int]]:
    left = b""
    while chunk := text.read(_CHUNK):
        left += chunk
        for cell in _CELL.finditer(left):
            if _IS_ERROR.search(cell[1]) and (place := _PLACE.search(cell[1])):
                yield int(place[2]) - 1, _column(place[1])
        # What follows the last `>` may be the first half of a cell.
        left = left[left.rfind(b">") + 1 :][-_CHUNK:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _part(book: zipfile.ZipFile, sheet: str) -> str | None:
    """Return the file within the book that holds the sheet."""
    ids = [one for one in _tags(book, "xl/workbook.xml", "sheet") if one.get("name") == sheet]
    wanted = next((value for one in ids for key, value in one.items() if key.endswith(":id")), None)
    links = _tags(book, "xl/_rels/workbook.xml.rels", "Relationship")
    target = next((one.get("Target", "") for one in links if one.get("Id") == wanted), None)
    if not target:
        return None
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _tags(book: zipfile.ZipFile, part: str, tag: str) -> list[dict[str, str]]:
    with book.open(part) as file:
        text = file.read(_MOST_IN_BOOK).decode("utf-8-sig")
    found = re.findall(rf"<(?:\w+:)?{tag}\s([^>]*)>", text)
    return [{key: _plain(one or two) for key, one, two in _ATTRIBUTE.findall(attributes)} for attributes in found]


def _plain(text: str) -> str:
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return text
