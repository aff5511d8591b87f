"""Excel files: sheets, the header, the types of cells, errors, and how results look."""

from __future__ import annotations

import re
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


def in_book(path: Path, part: str, old: str, new: str) -> Path:
    """Change the text of one part of a book, as other programs write it."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def formulas(path: Path) -> Path:
    """A book in which one formula has no value and another one an empty text."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("s")
    sheet.write_row(0, 0, ["customer_id", "employees", "last_purchase_on"])
    for row, name in enumerate(("no value", "empty text", "value"), 1):
        sheet.write_string(row, 0, name)
        sheet.write_formula(row, 1, "=1000+200", None, 1200)
    sheet.write_formula(1, 2, "=DATE(2026,10,1)", None, 46296)
    sheet.write_formula(2, 2, '=""', None, "")
    sheet.write_formula(3, 2, "=DATE(2026,10,1)", None, 46296)
    book.close()
    in_book(path, SHEET, '<c r="C2"><f>DATE(2026,10,1)</f><v>46296</v>', '<c r="C2"><f>DATE(2026,10,1)</f><v />')
    return in_book(path, SHEET, '<c r="C3"><f>""</f><v></v>', '<c r="C3" t="str"><f>""</f><v></v>')


def test_a_formula_without_a_value_is_unknown_and_told(tmp_path: Path) -> None:
    path = formulas(tmp_path / "in.xlsx")
    report = RULES.classify_file(path, tmp_path / "out.csv", as_of=AS_OF)
    statuses = [row["dormancy_status"] for row in texts(tmp_path / "out.csv")]
    assert statuses == ["undetermined", "not-applicable", "decided"]
    assert [(one.kind, one.line, str(one)) for one in report.notes] == [
        ("no-value", 2, "last_purchase_on: the file holds no value of this formula; it counts as unknown")
    ]


def test_a_cell_under_a_merged_one_is_unknown_and_told(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("s")
    sheet.write_row(0, 0, ["customer_id", "employees", "last_purchase_on"])
    for row, name in enumerate(("first", "second", "apart"), 1):
        sheet.write_row(row, 0, [name, 1200])
    sheet.merge_range("C2:C3", "2026-10-01")
    sheet.merge_range("A5:C9", "")  # nothing stands in these rows, and they are none
    book.close()
    report = RULES.classify_file(path, tmp_path / "out.csv", as_of=AS_OF)
    statuses = [row["dormancy_status"] for row in texts(tmp_path / "out.csv")]
    assert statuses == ["decided", "undetermined", "not-applicable"]
    assert [(one.kind, one.line, one.column) for one in report.notes] == [("no-value", 3, "last_purchase_on")]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "jsonl"])
def test_days_are_counted_as_the_workbook_counts_them(tmp_path: Path, ending: str) -> None:
    """44681 days from 1904 are 2026-05-01, and remain so in a result that counts from 1900."""
    path = tmp_path / "in.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("s")
    sheet.write_row(0, 0, ["customer_id", "employees", "last_purchase_on"])
    sheet.write_row(1, 0, ["number", 1200, 44681])
    sheet.write_row(2, 0, ["date", 1200])
    sheet.write_datetime(2, 2, date(2026, 5, 1))
    sheet.write_row(3, 0, ["part", 1200, 44681.5])
    book.close()
    out = tmp_path / f"out.{ending}"
    report = RULES.classify_file(path, out, as_of=date(2026, 10, 31))
    assert (report.classified, report.set_aside, report.counts["dormancy"]["awake"]) == (2, 1, 2)
    assert [row["last_purchase_on"][:10] for row in texts(out)] == ["2026-05-01"] * 2
    assert RULES.classify_file(out, as_of=date(2026, 10, 31)).counts["dormancy"]["awake"] == 2
    assert RULES.classify_file(out, as_of=date(2026, 11, 1)).counts["dormancy"]["dormant"] == 2


def test_a_stray_cell_far_out_takes_no_memory(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "in.xlsx"))
    sheet = book.add_worksheet("s")
    sheet.write_row(0, 0, ["customer_id", "employees"])
    sheet.write_row(1, 0, ["a", 1000])
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(tr.CustomerFileError, match="spans 1,048,576 rows and 16,384 columns, and is almost empty"):
        RULES.classify_file(tmp_path / "in.xlsx", as_of=AS_OF)


def test_long_numbers_of_customers_are_told_and_no_duplicates(tmp_path: Path) -> None:
    rows = [["customer_id", "employees"], [123456789012345678, 5], [123456789012345679, 5], [8001, 5], [8001, 5]]
    report = RULES.classify_file(write_xlsx(tmp_path / "in.xlsx", rows), as_of=AS_OF)
    assert [(one.kind, one.line) for one in report.notes] == [("digits", 2), ("digits", 3)]
    assert [(one.id, one.lines) for one in report.duplicates] == [("8001", (4, 5))]


def test_a_result_says_nothing_of_the_hour_it_was_made(tmp_path: Path) -> None:
    with open_writer(tmp_path / "out.xlsx", ["a"]) as writer:
        writer.write(["x"])
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        assert re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]*", book.read("docProps/core.xml").decode()) == [
            "2000-01-01T00:00:00",
            "2000-01-01T00:00:00",
        ]
        assert {one.date_time[0] for one in book.infolist()} == {1980}
