"""A file none of whose columns holds a field of a rule is refused: every label would be of nothing."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

import tierrules as tr
from tests.files.portfolios import AS_OF, write_xlsx, written
from tierrules.language.customers import Unknown

RULES = tr.load("size-and-dormancy")
HEAD = "customer_id,employees\na,1000\n"


@pytest.mark.parametrize("unknown", ["near-miss", "ignore"])
@pytest.mark.parametrize(
    ("content", "delimiter", "columns"),
    [
        (HEAD, ";", "`customer_id,employees`"),
        ('{"customer_id": "a"}\n{"customer_id": "b"}\n', None, '`{"customer_id": "a"}`'),
        ("a,1000\nb,5\n", None, "`a`, `1000`"),
        ("客戶編號,員工數\na,1000\n".encode("big5"), None, ""),
        (",".join(f"c{at}" for at in range(99)) + "\n", None, "`c8`, `c9` and 89 others"),
    ],
)
def test_columns_of_which_none_fits_are_told(
    tmp_path: Path, content: str | bytes, delimiter: str | None, columns: str, unknown: Unknown
) -> None:
    path = written(tmp_path, "in.csv", content)
    with pytest.raises(tr.CustomerError) as caught:
        RULES.classify_file(path, as_of=AS_OF, delimiter=delimiter, unknown=unknown)
    assert "no column is a field that a rule reads; the columns are " in str(caught.value)
    assert columns in str(caught.value)


def test_a_file_without_columns_holds_nothing_that_could_fit(tmp_path: Path) -> None:
    assert RULES.classify_file(written(tmp_path, "in.jsonl", ""), as_of=AS_OF).rows == 0


@pytest.mark.parametrize(("encoding", "mark"), [("utf-32-le", codecs.BOM_UTF32_LE), ("utf-32-be", codecs.BOM_UTF32_BE)])
def test_utf_32_is_known_by_its_mark(tmp_path: Path, encoding: str, mark: bytes) -> None:
    report = RULES.classify_file(written(tmp_path, "in.csv", mark + HEAD.encode(encoding)), as_of=AS_OF)
    assert (report.told, report.counts["size"]["large"]) == (("UTF-32, separated by commas",), 1)


def test_a_title_above_the_header_is_asked_for(tmp_path: Path) -> None:
    rows = [["客户清单 2026"], ["客户编号", "员工数", "x"], ["a", 5, 1]]
    for path in (
        write_xlsx(tmp_path / "in.xlsx", rows),
        written(tmp_path, "in.csv", "客户清单 2026,,\n客户编号,员工数,x\n"),
    ):
        with pytest.raises(tr.CustomerFileError, match="the first row names the columns; take a title above it out"):
            RULES.classify_file(path, as_of=AS_OF)


def test_a_quote_that_ends_inside_a_cell_sets_its_row_aside(tmp_path: Path) -> None:
    """The rows around it are classified; with a quote left open nobody knows where the row ends."""
    path = written(tmp_path, "in.csv", 'name,employees\na,1000\n"Foo"Bar,"x, y"\n"b\nc",5\n"d"e,5\nf,1000\n')
    report = RULES.classify_file(path, as_of=AS_OF)
    assert (report.rows, report.classified, [one.line for one in report.rejected]) == (5, 3, [3, 6])
    assert "a quote ends inside a cell" in report.rejected[0].reasons[0]
    broken = written(tmp_path, "open.csv", 'name,employees\na,1000\n"Foo"Bar,"x,\ny",1\nf,1000\n')
    with pytest.raises(tr.CustomerFileError, match="is a quote left open"):
        RULES.classify_file(broken, as_of=AS_OF)
