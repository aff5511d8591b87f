"""Rows in = rows classified + rows set aside, whatever a file holds, in every encoding, and every row at its line."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.files.portfolios import AS_OF, written

RULES = tr.load("size-and-dormancy")
COLUMNS = ("memo", "employees", "remark")
READABLE = ("0", "1000", "", " 12 ", "1,000", "1万", "50人", "-", "无", "500-1000人", "５")
UNREADABLE = ("x", "5.5", "-1", "1,00", "045", "50人左右", "1e3", "NaN", "20%", "3天", "1000-500")
# 客 and the others are no UTF-8 in the bytes of GB18030, as some characters by themselves are (员).
# Separators that other programs take for line breaks are ordinary text within a cell.
AWKWARD = st.text(st.sampled_from(list("ab客é ,;|'\"\n\r\t\x0b\x0c\x1c\x85\u2028\0=")), max_size=6)
LINE_BREAK = re.compile("\r\n|\r|\n")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


@dataclass(frozen=True)
class Written:
    """A row of the generated file."""

    cells: tuple[str, ...]
    blank_lines_before: int

    @property
    def is_readable(self) -> bool:
        return len(self.cells) == len(COLUMNS) and self.cells[1] in READABLE


def rows() -> st.SearchStrategy[Written]:
    whole = st.tuples(AWKWARD, st.sampled_from(READABLE + UNREADABLE), AWKWARD)
    ragged = st.lists(AWKWARD, min_size=1, max_size=5).filter(lambda cells: len(cells) != len(COLUMNS)).map(tuple)
    return st.builds(Written, st.one_of(whole, whole, ragged), st.integers(0, 2))


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@given(
    st.lists(rows(), max_size=10),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(ENCODINGS),
    st.sampled_from(list(",;\t|")),
)
def test_no_row_is_lost(content: list[Written], newline: str, encoding: str, delimiter: str) -> None:
    text, lines = delimiter.join(COLUMNS) + newline, []
    for row in content:
        text += newline * row.blank_lines_before
        lines.append(1 + len(LINE_BREAK.findall(text)))
        text += delimiter.join(map(quoted, row.cells)) + newline
    with TemporaryDirectory() as folder:
        source = written(Path(folder), "in.csv", text.encode(encoding))
        out, rejects = Path(folder) / "out.csv", Path(folder) / "rejects.csv"
        report = RULES.classify_file(source, out, as_of=AS_OF, rejects=rejects)
        taken, aside = read(out), read(rejects)
    bad = [(row, line) for row, line in zip(content, lines, strict=True) if not row.is_readable]
    assert (report.rows, report.set_aside) == (len(content), len(bad))
    assert report.rows == report.classified + report.set_aside == len(taken) + len(aside)
    assert [cells(row) for row in taken] == [row.cells for row in content if row.is_readable]
    assert [int(row["rejected_line"]) for row in aside] == [line for _, line in bad]
    assert [cells(row) for row in aside] == [(*row.cells, "", "")[: len(COLUMNS)] for row, _ in bad]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def cells(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in COLUMNS)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_file_or_an_error_that_names_it(content: bytes) -> None:
    """Under every ending; nothing else is raised, and the sum holds."""
    with TemporaryDirectory() as folder:
        for ending in ("csv", "jsonl", "xlsx", "parquet"):
            source = written(Path(folder), f"in.{ending}", content)
            told = {"adds up", str(source), "two columns for one field", "no column is a field that a rule reads"}
            assert outcome(source) in told


def outcome(source: Path) -> str:
    """What the error names, or that there is none and the sum holds."""
    try:
        report = RULES.classify_file(source, as_of=AS_OF, unknown="ignore")
    except tr.CustomerFileError as error:
        return error.path
    except tr.CustomerError as error:
        message = error.problems[0].message
        return message.partition(";")[0] if ";" in message else message.rpartition(" are ")[2]
    return "adds up" if report.rows == report.classified + report.set_aside else "lost"


@pytest.mark.parametrize("columns", [1, 1_000])
def test_a_header_alone_and_a_thousand_columns(tmp_path: Path, columns: int) -> None:
    names = ["employees", *(f"c{at}" for at in range(columns - 1))]
    head = ",".join(names) + "\n"
    assert RULES.classify_file(written(tmp_path, "h.csv", head), as_of=AS_OF).rows == 0
    source = written(tmp_path, "w.csv", head + ",".join(["1000"] * columns) + "\n")
    report = RULES.classify_file(source, tmp_path / "out.csv", as_of=AS_OF)
    assert (report.classified, len(report.ignored), report.counts["size"]["large"]) == (1, columns - 1, 1)
    assert len(read(tmp_path / "out.csv")[0]) == columns + 6
