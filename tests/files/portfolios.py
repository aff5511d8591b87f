"""Files of customers made for tests: written by other means than the package's own, and read back by them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from python_calamine import CalamineWorkbook

AS_OF = date(2026, 11, 22)
FORMATS = ("csv", "jsonl", "xlsx", "parquet")


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file byte for byte."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[object]], sheets: Sequence[str] = ("s",)) -> Path:
    """Write the rows to the last of the sheets, each cell by its type; a text that begins with `=` is a formula."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    sheet = [book.add_worksheet(name) for name in sheets][-1]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell == "#N/A":
                sheet.write_formula(at, column, "=NA()", None, "#N/A")
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif isinstance(cell, date):
                sheet.write_datetime(at, column, cell)
            elif cell is not None:
                sheet.write(at, column, cell)
    book.close()
    return path


def write_jsonl(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """Write an object in each line."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_parquet(path: Path, columns: Mapping[str, pa.Array]) -> Path:
    """Write columns."""
    pq.write_table(pa.table(dict(columns)), path)
    return path


def texts(path: Path) -> list[dict[str, str]]:
    """The rows of a result as texts by column, an empty and a lacking cell alike."""
    match path.suffix:
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        case ".jsonl":
            lines = path.read_text(encoding="utf-8").split("\n")[:-1]
            return [{key: "" if one is None else str(one) for key, one in json.loads(line).items()} for line in lines]
        case ".parquet":
            rows = pq.read_table(path).to_pylist()
            return [{key: "" if one is None else str(one) for key, one in row.items()} for row in rows]
        case _:
            head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
            return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]
