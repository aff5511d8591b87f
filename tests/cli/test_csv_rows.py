"""Rows in = rows classified + rows set aside, whatever a file holds, and every row at its line."""

import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.command import AS_OF, rows_of, tierrules, written

# Typed by hand from the language page: what is a count of employees, and what is none.
READABLE = ("0", "999", "1000", "", " 12 ", "1万", "1_000", "５", "1,000")
UNREADABLE = ("x", "5.5", "-1", "1,00", "045", "50人左右", "1e3", "NaN", "20%")
# Separators that other programs take for line breaks are ordinary text within a cell.
AWKWARD = st.text(st.sampled_from(list("ab员 ,;'\"\n\r\t\x0b\x0c\x1c\x85\u2028")), max_size=6)
LINE_BREAK = re.compile("\r\n|\r|\n")
COLUMNS = ("memo", "employees", "remark")


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


@given(st.lists(rows(), max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_no_row_is_lost(content: list[Written], newline: str, with_mark: bool) -> None:
    text, lines = ",".join(COLUMNS) + newline, []
    for row in content:
        text += newline * row.blank_lines_before
        lines.append(1 + len(LINE_BREAK.findall(text)))
        text += ",".join(map(quoted, row.cells)) + newline
    with TemporaryDirectory() as folder:
        source = written(Path(folder), "in.csv", ("\ufeff" if with_mark else "") + text)
        out, rejects = Path(folder) / "out.csv", Path(folder) / "rejects.csv"
        run = tierrules("classify", "size-and-dormancy", source, *AS_OF, "--out", out, "--rejects", rejects)
        taken = rows_of(out)
        aside = rows_of(rejects)
    good = [row for row in content if row.is_readable]
    bad = [(row, line) for row, line in zip(content, lines, strict=True) if not row.is_readable]
    noun = "row" if len(content) == 1 else "rows"
    assert run.code == 0
    told = f"{len(content)} {noun} = {len(good)} classified + {len(bad)} set aside, as of 2026-11-22"
    assert run.out.splitlines()[-1] == told
    assert [tuple(row[name] for name in COLUMNS) for row in taken] == [row.cells for row in good]
    assert [int(row["rejected_line"]) for row in aside] == [line for _, line in bad]
    padded = [(*row.cells, "", "")[: len(COLUMNS)] for row, _ in bad]
    assert [tuple(row[name] for name in COLUMNS) for row in aside] == padded


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("C-1", "the row has 1 cell, the header 2"),
        ("C-1,5,,", "the row has 4 cells, the header 2"),
        ("C-1,5,,left", "the row has 4 cells, the header 2; beyond the header: `,left`"),
    ],
)
def test_a_ragged_row_is_set_aside_and_says_what_was_left_over(tmp_path: Path, row: str, reason: str) -> None:
    path = written(tmp_path, "in.csv", f"customer_id,employees\n{row}\nC-2,1000\n")
    run = tierrules("classify", "size-and-dormancy", path, *AS_OF)
    assert f"{path}:2: set aside: {reason}\n" in run.err
    assert run.out.splitlines()[-1] == "2 rows = 1 classified + 1 set aside, as of 2026-11-22"


def test_line_breaks_within_cells_count_as_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", 'memo,employees\r\n"a\nb\r\nc",5\r\n"d\n",many\r\ne,few\r\n')
    run = tierrules("classify", "size-and-dormancy", path, *AS_OF)
    told = [line.split(": set aside")[0] for line in run.err.splitlines() if "set aside" in line]
    assert told == [f"{path}:5", f"{path}:7"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('memo,employees\na,1\nb,"2\nc,3\nd,4\n', 3),
        ('memo,employees\na,1\nb,2\n"c"d,"3\n', 4),
        ('"memo,employees\n', 1),
    ],
)
def test_an_open_quote_is_fatal_and_told_where_its_row_begins(tmp_path: Path, text: str, line: int) -> None:
    """It may have swallowed any number of customers: no sum could account for them."""
    path = written(tmp_path, "in.csv", text)
    run = tierrules("classify", "size-and-dormancy", path, *AS_OF)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"tierrules: {path}:{line}: the row that begins here cannot be read")
