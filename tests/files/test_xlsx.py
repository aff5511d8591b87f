"""Excel files: sheets, the header, the types of cells, errors, and how results look."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

import tierrules as tr
from tests.files.portfolios import AS_OF, texts, write_xlsx, written
from tierrules.files import xlsx_writer
from tierrules.files.table import Look, Row, open_table, open_writer
from tierrules.meaning.truth import MISSING

RULES = tr.load("size-and-dormancy")


def test_the_header_is_the_first_row_that_is_not_empty(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "in.xlsx", [[], [None, None], ["id", 2026.0, "flag"], [8001, 0.5, True], [], ["x"]])
    table = open_table(path)
    assert table.columns == ("id", "2026", "flag")
    assert list(table.rows()) == [
        Row(4, {"id": 8001.0, "2026": 0.5, "flag": True}),
        Row(6, {"id": "x", "2026": None, "flag": None}),
    ]


def test_sheets_are_chosen_by_name_and_the_choice_is_told(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "in.xlsx", [["employees"], [1000]], ["notes", "客户 & <co>"])
    with pytest.raises(tr.CustomerFileError, match="the sheet `notes` is empty"):
        open_table(path)
    report = RULES.classify_file(path, as_of=AS_OF, sheet="客户 & <co>")
    assert (report.told, report.counts["size"]["large"]) == (("the sheet `客户 & <co>`, one of 2",), 1)
    with pytest.raises(tr.CustomerFileError, match="there is no sheet `note`; did you mean `notes`"):
        open_table(path, sheet="note")


def test_cells_by_their_types(tmp_path: Path) -> None:
    """A whole float is a count, a code stored as a number its digits, a date a date, a serial number one too."""
    text = (
        "tierrules: 1\nname: t\nfields: {code: {type: text}}\nthresholds: {ago: 1 day}\n"
        "dimensions:\n  d:\n    labels: [hit, miss]\n"
        "    hit: first\n    rules: [{label: hit, when: code == '8001' and employees >= 60 and "
        "elapsed(last_purchase_on) >= ago and elapsed(first_deal_on) >= ago and unstable}]\n    otherwise: miss\n"
    )
    head = ["code", "employees", "last_purchase_on", "first_deal_on", "unstable"]
    path = write_xlsx(tmp_path / "in.xlsx", [head, [8001, 60, date(2026, 3, 1), 46082, True]])
    assert tr.loads(text).classify_file(path, as_of=AS_OF).counts["d"] == {"hit": 1, "miss": 0}


def test_an_error_in_a_cell_is_unknown_and_not_empty(tmp_path: Path) -> None:
    rows = [["customer_id", "last_purchase_on"], ["a", "#N/A"], ["b", None]]
    path = write_xlsx(tmp_path / "in.xlsx", rows, ["other", "s & t"])
    assert [row.cells["last_purchase_on"] for row in open_table(path, sheet="s & t").rows()] == [MISSING, None]
    report = RULES.classify_file(path, tmp_path / "out.csv", as_of=AS_OF, sheet="s & t")
    assert [row["dormancy_status"] for row in texts(tmp_path / "out.csv")] == ["undetermined", "not-applicable"]
    assert report.set_aside == 0


def test_errors_are_found_wherever_they_stand(tmp_path: Path) -> None:
    """Also far behind the first piece that is read, and in a column of two letters."""
    wide = [
        [*(f"c{at}" for at in range(30))],
        *([None] * 29 + ["#N/A" if at % 997 == 0 else at] for at in range(9_000)),
    ]
    path = write_xlsx(tmp_path / "in.xlsx", wide)
    found = [row.line for row in open_table(path).rows() if row.cells["c29"] is MISSING]
    assert found == [at + 2 for at in range(0, 9_000, 997)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"employees\n5\n"])
def test_what_is_no_excel_file(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(tr.CustomerFileError, match="not an Excel file, or a broken one"):
        open_table(written(tmp_path, "in.xlsx", content))


def test_a_truncated_file(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "whole.xlsx", [["employees"], *([at] for at in range(1_000))]).read_bytes()
    for part in (len(whole) // 4, len(whole) // 2, len(whole) - 1):
        with pytest.raises(tr.CustomerFileError, match="not an Excel file, or a broken one"):
            open_table(written(tmp_path, "in.xlsx", whole[:part]))


def written_sheet(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_results_are_pleasant_to_open(tmp_path: Path) -> None:
    source = written(
        tmp_path, "in.csv", "customer_id,employees,annual_revenue\n=1+1,1000,1\nC-2,5,1\n" + "x" * 90 + ",5,\n"
    )
    RULES.classify_file(source, tmp_path / "out.xlsx", as_of=AS_OF)
    sheet = written_sheet(tmp_path / "out.xlsx")
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:I4"/>' in sheet
    assert "<f>" not in sheet
    assert "numberStoredAsText" in sheet
    widths = [float(part.split('"')[0]) for part in sheet.split('width="')[1:]]
    assert max(widths) < 50
    cells = {cell["customer_id"]: cell["size"] for cell in texts(tmp_path / "out.xlsx")}
    assert cells == {"=1+1": "large", "C-2": "small", "x" * 90: ""}


def test_labels_have_colours_by_their_rank(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with open_writer(path, ["tier", "other"], Look({"tier": ("A", "B", "C")})) as writer:
        for tier in "ABC":
            writer.write([tier, tier])
    with zipfile.ZipFile(path) as book:
        styles = book.read("xl/styles.xml").decode()
    assert [colour in styles for colour in ("FFC6E9CF", "FFFFF2CC", "FFF8D0CB")] == [True] * 3
    styled = [cell.split('"')[0] for cell in written_sheet(path).split('<c r="')[1:] if ' s="' in cell.split(">")[0]]
    assert styled == ["A1", "B1", "A2", "A3", "A4"]


@pytest.mark.parametrize(
    ("columns", "cells", "message"),
    [
        (["a"], ["x" * 32_768], "a cell has 32,768 characters, and one of xlsx holds 32,767"),
        ([f"c{at}" for at in range(16_385)], [], "there are 16,385 columns, and an xlsx file holds 16,384"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(
    tmp_path: Path, columns: list[str], cells: list[object], message: str
) -> None:
    def write() -> None:
        with open_writer(tmp_path / "out.xlsx", columns) as writer:
            writer.write(cells)

    with pytest.raises(tr.CustomerFileError, match=message):
        write()
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_writer, "MOST_ROWS", 3)

    def write(count: int) -> None:
        with open_writer(tmp_path / "out.xlsx", ["a"]) as writer:
            for _ in range(count):
                writer.write(["x"])

    with pytest.raises(tr.CustomerFileError, match="holds 3 rows, and there are more; write csv, jsonl or parquet"):
        write(3)
    assert list(tmp_path.iterdir()) == []
    write(2)
    assert len(texts(tmp_path / "out.xlsx")) == 2


def test_a_workbook_of_another_program_has_its_cells_at_their_places(tmp_path: Path) -> None:
    """An empty first column stays a column without a name."""
    book = xlsxwriter.Workbook(str(tmp_path / "in.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(3, 1, ["employees", "note"])
    sheet.write_row(4, 1, [5, "x"])
    book.close()
    assert list(open_table(tmp_path / "in.xlsx").rows()) == [Row(5, {"": None, "employees": 5.0, "note": "x"})]
