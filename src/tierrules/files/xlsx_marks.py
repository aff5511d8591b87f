"""What a sheet's own text says and its reader does not: errors, formulas without a value, merged cells, extent."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from tierrules.files.source import Source

_TOKEN = re.compile(
    rb"<(?:\w+:)?(?:(?P<cell>c)(?P<of_cell>\s[^>]*)?>|(?P<formula>f)[\s/>]|(?P<value>v)(?:\s[^>]*)?>[^<]|(?P<text>is)[\s>]"
    rb"|(?P<row>row)(?P<of_row>\s[^>]*)?>|mergeCell(?P<merged>\s[^>]*)>)"
)
_KIND = re.compile(rb"""(?:^|\s)t=["'](\w+)["']""")
_PLACE = re.compile(rb"""(?:^|\s)r=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_NUMBER = re.compile(rb"""(?:^|\s)r=["']([0-9]{1,7})["']""")
_AREA = re.compile(rb"""(?:^|\s)ref=["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']""")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_CHUNK = 1 << 18
_MOST_IN_BOOK = 1 << 22

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(slots=True)
class Marks:
    """Cells with an error such as `#N/A`, formulas whose value the file lacks, merged areas by their two corners.

    `count` cells hold something, `rows` and `columns` are how far they reach; `from_1904` says how days are counted.
    """

    errors: list[Place] = field(default_factory=list)
    unvalued: list[Place] = field(default_factory=list)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    count: int = 0
    rows: int = 0
    columns: int = 0
    from_1904: bool = False


def read_marks(source: Source, sheet: str) -> Marks:
    """Return the marks of a sheet; none for a file in another layout than Excel's."""
    marks = Marks()
    try:
        with source.open() as file, zipfile.ZipFile(file) as book:
            marks.from_1904 = _is_from_1904(book)
            part = _part(book, sheet)
            if part is not None:
                with book.open(part) as text:
                    _Scan(marks).read(text)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError):
        return marks
    return marks


class _Scan:
    """Walks through the tags of a sheet; what belongs to a cell is kept until the next one begins."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._row, self._column = 0, 0
        self._kind, self._has_formula, self._has_value = b"", False, False

    def read(self, text: IO[bytes]) -> None:
        for found in _tokens(text):
            match found.lastgroup:
                case "cell" | "of_cell":
                    self._end_cell()
                    self._begin_cell(found["of_cell"] or b"")
                case "row" | "of_row":
                    self._end_cell()
                    number = _NUMBER.search(found["of_row"] or b"")
                    self._row, self._column = int(number[1]) if number else self._row + 1, 0
                case "formula":
                    self._has_formula = True
                case "value" | "text":
                    self._has_value = True
                case _:
                    if area := _AREA.search(found["merged"]):
                        corners = (int(area[2]) - 1, _column(area[1])), (int(area[4]) - 1, _column(area[3]))
                        self._marks.merged.append(corners)
        self._end_cell()

    def _begin_cell(self, attributes: bytes) -> None:
        # A writer may leave out the places of cells that follow each other.
        self._column += 1
        if place := _PLACE.search(attributes):
            self._row, self._column = int(place[2]), _column(place[1]) + 1
        kind = _KIND.search(attributes)
        self._kind = kind[1] if kind else b"n"

    def _end_cell(self) -> None:
        if self._has_formula or self._has_value:
            marks, place = self._marks, (self._row - 1, self._column - 1)
            marks.count += 1
            marks.rows, marks.columns = max(marks.rows, self._row), max(marks.columns, self._column)
            if self._kind == b"e":
                marks.errors.append(place)
            elif not self._has_value and self._kind != b"str":  # the value of `=""` is a text, and empty
                marks.unvalued.append(place)
        self._kind, self._has_formula, self._has_value = b"", False, False


def _tokens(text: IO[bytes]) -> Iterator[re.Match[bytes]]:
    left = b""
    while chunk := text.read(_CHUNK):
        left += chunk
        done = 0
        for found in _TOKEN.finditer(left):
            done = found.end()
            yield found
        # What follows the last `<` may be the first half of a tag.
        left = left[max(done, left.rfind(b"<")) :][-_CHUNK:] if b"<" in left[done:] else b""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _is_from_1904(book: zipfile.ZipFile) -> bool:
    return any(one.get("date1904") in ("1", "true") for one in _tags(book, "xl/workbook.xml", "workbookPr"))


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
