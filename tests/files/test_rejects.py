"""Rows that were set aside come back: refused once more until they are mended, in every format."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.files.portfolios import AS_OF, FORMATS, texts, written
from tierrules.files.rejects import REJECT_COLUMNS, asked_again, torn_text
from tierrules.files.table import Row, open_table, open_writer

RULES = tr.load("size-and-dormancy")
HEAD = "customer_id,employees,last_purchase_on,memo\n"
BROKEN_LINES = '{"employees": 5\n7\n{"employees": 5, "employees": 6}\n{"customer_id": "a", "employees": 5}\n'


def rejected(source: Path, ending: str) -> tuple[Path, tr.FileReport]:
    path = source.with_name(f"{source.stem}-rejects.{ending}")
    return path, RULES.classify_file(source, as_of=AS_OF, rejects=path)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("torn.csv", HEAD + 'a,5\nb,5,2026-10-01,"x, y",left\nc,5,,\n"d"D,5,,\n', 3),
        ("broken.jsonl", BROKEN_LINES, 3),
    ],
)
def test_rows_of_a_wrong_shape_are_refused_until_they_are_mended(
    tmp_path: Path, name: str, content: str, count: int, ending: str
) -> None:
    rejects, first = rejected(written(tmp_path, name, content), ending)
    again, second = rejected(rejects, ending)
    third = rejected(again, ending)[1]
    assert [(one.classified, one.set_aside) for one in (first, second, third)] == [(1, count), (0, count), (0, count)]
    told = [[one.reasons for one in report.rejected] for report in (first, second, third)]
    assert told[1] == told[2] == [(f"not mended yet: {reason}",) for (reason,) in told[0]]


def test_a_mended_row_is_taken_and_so_is_one_that_is_said_to_be_right(tmp_path: Path) -> None:
    rejects, _ = rejected(written(tmp_path, "in.csv", HEAD + "a,1000\nb,5\nc,5,,,left\n"), "csv")
    table = open_table(rejects)
    mended = tmp_path / "mended.csv"
    with open_writer(mended, table.columns) as writer:
        for row in table.rows():
            fixed = {"a": {"last_purchase_on": "2026-10-01"}, "b": {}, "c": {"rejected_because": ""}}
            cells = {**row.cells, **fixed[str(row.cells["customer_id"])]}
            writer.write([cells[name] for name in table.columns])
    report = RULES.classify_file(mended, tmp_path / "out.csv", as_of=AS_OF)
    assert [row["customer_id"] for row in texts(tmp_path / "out.csv")] == ["a", "c"]
    assert [one.line for one in report.rejected] == [3]


CELLS = st.lists(st.text(st.sampled_from(list('ab ,"\n#N/A')), max_size=4), min_size=1, max_size=5)


@given(CELLS, CELLS)
def test_what_counts_as_unchanged_is_what_was_written(before: list[str], now: list[str]) -> None:
    """By the csv module alone: a row of three columns is refused again only if it holds the cells that it had."""
    columns = ("a", "b", "c")
    padded = [*before, "", ""][:3]
    now = [*now, "", ""][:3]
    assert next(csv.reader(io.StringIO(torn_text(before), newline=""))) == before
    marks = dict(zip(REJECT_COLUMNS, ("2", "", torn_text(before), "the row has 5 cells"), strict=True))
    for cells in (padded, now):
        row = Row(2, {**dict(zip(columns, cells, strict=True)), **marks})
        is_empty = all(cell in ("", "#N/A") for cell in cells)
        assert (asked_again(row, columns).problem is not None) == (cells == padded or is_empty)


def test_a_column_of_the_customers_own_is_kept(tmp_path: Path) -> None:
    source = written(tmp_path, "in.csv", "customer_id,employees,rejected_value\na,1000,mine\nb,few,\n")
    RULES.classify_file(source, tmp_path / "out.csv", as_of=AS_OF)
    assert texts(tmp_path / "out.csv")[0]["rejected_value"] == "mine"
    with pytest.raises(tr.CustomerFileError, match="already have a column `rejected_value`"):
        RULES.classify_file(source, as_of=AS_OF, rejects=tmp_path / "r.csv")


@given(st.sampled_from(["", "\ufeff"]), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_csv_gets_a_mark_where_the_customers_csv_has_one_or_is_not_utf_8(mark: str, encoding: str) -> None:
    with TemporaryDirectory() as folder:
        content = "" if encoding == "utf-8" else "客户编号"
        text = f"{mark if encoding == 'utf-8' else ''}employees,{content or 'memo'}\n1000,甲\nfew,\n"
        source = written(Path(folder), "in.csv", text.encode(encoding))
        out, rejects = Path(folder) / "out.csv", Path(folder) / "r.csv"
        RULES.classify_file(source, out, as_of=AS_OF, rejects=rejects)
        is_marked = bool(mark) or encoding != "utf-8"
        assert [path.read_bytes().startswith(b"\xef\xbb\xbfemployees") for path in (out, rejects)] == [is_marked] * 2
        assert RULES.classify_file(out, as_of=AS_OF).counts["size"]["large"] == 1
