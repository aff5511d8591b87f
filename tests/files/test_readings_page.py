"""The table of readings in docs/files.md says what the code does, and leaves out no word."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tierrules.files.cell_words import BOUND_ENDINGS, BOUND_SIGNS, COUNTERS, EMPTY, FALSE, RANGE_SIGNS, TRUE, UNKNOWN
from tierrules.files.cells import read_cell
from tierrules.files.table import READ, WRITTEN
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.facts import UnreadableValueError, read_value
from tierrules.meaning.truth import MISSING, NONE

PAGE = (Path(__file__).parents[2] / "docs" / "files.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("\n## What a cell means\n")[2].partition("\n## ")[0]
ROWS = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| `")]
TYPES = {
    "any": ("integer", "decimal", "money", "ratio", "boolean", "date", "text"),
    "any but boolean": ("integer", "decimal", "money", "ratio", "date", "text"),
}
READINGS = [
    (type_name, cell, meaning)
    for cells, types, meaning in ROWS
    for type_name in TYPES.get(types, tuple(types.split(", ")))
    for cell in re.findall("`([^`]+)`", cells)
]


def reading(type_name: str, cell: str) -> str:
    """What the code makes of a cell, in the words of the table; a field in which empty is none tells both apart."""
    field = Field("f", Type(type_name), empty="none")
    try:
        read = read_cell(field, cell)
        value = read_value(field, read.value)
    except UnreadableValueError:
        return "refused"
    match value:
        case bool():
            return str(value).lower()
        case Fraction():
            return str(value if value.denominator == 1 else float(value))
        case date():
            return value.isoformat()
        case _ if value is NONE:
            return "an empty cell"
        case _ if value is MISSING:
            return "unknown, and a note says so" if read.note else "unknown"
    return f"the text {value}"


@pytest.mark.parametrize(("type_name", "cell", "meaning"), READINGS)
def test_a_cell_means_what_the_page_says(type_name: str, cell: str, meaning: str) -> None:
    told = meaning if meaning.startswith("unknown") else re.split("[:,]", meaning)[0]
    assert reading(type_name, cell) == told


def test_every_word_stands_in_the_table() -> None:
    cells = {cell.casefold() for _, cell, _ in READINGS}
    assert cells >= EMPTY | UNKNOWN | TRUE | FALSE
    assert {f"500{sign}1000" for sign in RANGE_SIGNS} <= cells
    assert {f"{sign}500" for sign in BOUND_SIGNS} | {f"500{sign}" for sign in BOUND_ENDINGS} <= cells
    assert set(COUNTERS) <= {cell[-1] for cell in cells}


def test_every_ending_is_told() -> None:
    formats = PAGE.partition("\n## Formats\n")[2].partition("\n## ")[0]
    rows = [line for line in formats.splitlines() if line.startswith("| `.")]
    told = {ending for row in rows for ending in re.findall(r"`(\.\w+)`", row.split(" | ")[0])}
    assert told == set(READ) > set(WRITTEN) - {""}
