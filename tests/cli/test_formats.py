"""The commands over every format: what is read, written and told, and what a terminal gets of long files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.command import AS_OF, HEADER, rows_of, tierrules, written
from tests.files.portfolios import texts
from tierrules.cli.program import program
from tierrules.meaning.number_text import share_text

SIZE = "size-and-dormancy"
ROWS = "C-1,甲,1000,1,2026-11-01\nC-2,乙,few,1,\nC-3,丙,5,1,\n"
FORMATS = ("csv", "jsonl", "xlsx", "parquet")
SUMMARY = [
    "size: large 1 (50%), small 1 (50%)",
    "dormancy: awake 1 (50%), not applicable 1 (50%)",
]


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    return written(tmp_path, "customers.csv", HEADER + ROWS)


@pytest.mark.parametrize("ending", FORMATS)
def test_results_of_every_format_can_be_asked_and_explained(customers: Path, tmp_path: Path, ending: str) -> None:
    out, rejects = tmp_path / f"out.{ending}", tmp_path / f"rejects.{ending}"
    run = tierrules("classify", SIZE, customers, *AS_OF, "--out", out, "--rejects", rejects)
    assert run.out.splitlines() == [*SUMMARY, "3 rows = 2 classified + 1 set aside, as of 2026-11-22"]
    assert [(row["name"], row["size"], row["dormancy_status"]) for row in texts(out)] == [
        ("甲", "large", "decided"),
        ("丙", "small", "not-applicable"),
    ]
    again = tierrules("classify", SIZE, out, *AS_OF)
    assert again.out.splitlines()[1:] == [
        "C-1          甲    large  awake           Employees exactly on large_employees",
        "C-3          丙    small  not applicable",
        "2 rows = 2 classified + 0 set aside, as of 2026-11-22",
    ]
    told = tierrules("explain", SIZE, out, "--customer", "C-3", *AS_OF)
    assert (told.code, told.out.splitlines()[1]) == (0, "size: small (size.otherwise)")
    refused = tierrules("explain", SIZE, rejects, "--row", "1", *AS_OF)
    assert (refused.code, refused.out) == (1, "")
    assert "employees: `few` is not a number" in refused.err


def test_the_standard_input_is_csv(tmp_path: Path) -> None:
    given = (HEADER + ROWS).encode("gb18030")
    arguments = ["classify", SIZE, "-", *AS_OF, "--rejects", str(tmp_path / "r.csv")]
    run = CliRunner().invoke(program, arguments, input=given, prog_name="tierrules")
    assert run.exit_code == 0
    assert run.stdout.splitlines()[-1] == "3 rows = 2 classified + 1 set aside, as of 2026-11-22"
    assert run.stderr.splitlines()[0] == "standard input: read as GB18030, separated by commas"
    assert [row["name"] for row in rows_of(tmp_path / "r.csv")] == ["乙"]


def test_the_layout_can_be_given(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "employees\tname\n1000\té\n".encode("latin-1"))
    options = ("--encoding", "latin-1", "--delimiter", "tab")
    run = tierrules("classify", SIZE, path, *AS_OF, *options)
    assert run.code == 0
    assert run.err.splitlines()[0] == f"{path}: read as iso8859-1, separated by tabs"
    assert run.out.splitlines()[1].split()[:2] == ["é", "large"]
    assert "size: large" in tierrules("explain", SIZE, path, "--row", "1", *AS_OF, *options).out


def test_notes_are_told_with_their_lines_and_bounded(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", HEADER + "C-1,a,500-1000人,1,\n" * 12)
    run = tierrules("classify", SIZE, path, *AS_OF)
    assert run.code == 0
    bounds = [line for line in run.err.splitlines() if "range" in line or "no single number" in line]
    assert bounds[0] == f"{path}:2: employees: `500-1000人` is no single number; it counts as unknown"
    assert len(bounds) == 11
    assert bounds[-1] == f"{path}: 2 further cells hold a range or a bound"
    told = tierrules("explain", SIZE, path, "--row", "3", *AS_OF)
    assert (told.code, told.err) == (0, bounds[2] + "\n")


def test_a_long_file_shows_its_first_rows_and_how_many_more(tmp_path: Path) -> None:
    for count, shown in ((200, 200), (201, 20), (1_234, 20)):
        rows = "".join(f"C-{at},a,1000,1,\n" for at in range(count))
        run = tierrules("classify", SIZE, written(tmp_path, "in.csv", HEADER + rows), *AS_OF)
        lines = run.out.splitlines()
        assert [line.split()[0] for line in lines[1 : shown + 1]] == [f"C-{at}" for at in range(shown)]
        more = [f"and {count - 20:,} more; write all of them to a file with --out"] if count > 200 else []
        assert lines[shown + 1 : -3] == more
        assert lines[-1] == f"{count:,} rows = {count:,} classified + 0 set aside, as of 2026-11-22"


def test_many_columns_are_not_all_listed(tmp_path: Path) -> None:
    names = [f"c{at}" for at in range(1_000)]
    path = written(tmp_path, "in.csv", ",".join(["employees", "annual_revenue", "last_purchase_on", *names]) + "\n")
    run = tierrules("classify", SIZE, path, *AS_OF)
    listed = ", ".join(f"`{name}`" for name in names[:10])
    assert run.err == f"{path}: no rule reads {listed} and 990 others\n"


@pytest.mark.parametrize(("count", "is_counted"), [(9, False), (10, True)])
def test_a_table_that_is_counted_at_a_glance_has_no_summary(tmp_path: Path, count: int, is_counted: bool) -> None:
    run = tierrules("classify", SIZE, written(tmp_path, "in.csv", HEADER + "C-1,a,1000,1,\n" * count), *AS_OF)
    expected = [f"size: large {count} (100%)", f"dormancy: not applicable {count} (100%)"] if is_counted else []
    assert run.out.splitlines()[count + 1 : -1] == expected


def test_the_summary_in_chinese_has_titles(customers: Path, tmp_path: Path) -> None:
    options = ("--lang", "zh", "--out", tmp_path / "out.csv")
    lines = tierrules("classify", SIZE, customers, *AS_OF, *options).out.splitlines()
    assert lines[-3:-1] == [
        "size：大型企业 1 (50%)，小微企业 1 (50%)",
        "dormancy：活跃客户 1 (50%)，不适用 1 (50%)",
    ]


@pytest.mark.parametrize(
    ("count", "total", "told"),
    [
        (0, 0, "0%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 8, "12.5%"),
        (1, 2_000, "0.1%"),
        (1, 2_001, "<0.1%"),
        (1_999_999, 2_000_000, ">99.9%"),
    ],
)
def test_shares_are_rounded_and_never_to_none_or_all(count: int, total: int, told: str) -> None:
    assert share_text(count, total) == told


def test_a_pipe_gets_no_bar(customers: Path) -> None:
    assert "\x1b" not in tierrules("classify", SIZE, customers, *AS_OF).err


@pytest.mark.skipif(sys.platform == "win32", reason="terminals as POSIX has them")
def test_a_terminal_gets_a_bar(customers: Path) -> None:
    leader, follower = os.openpty()
    script = "from tierrules.cli import main; main()"
    command = [sys.executable, "-c", script, "classify", SIZE, str(customers), *AS_OF]
    run = subprocess.run(
        command, stderr=follower, stdout=subprocess.PIPE, env={**os.environ, "TERM": "xterm", "PYTHONUTF8": "1"}
    )
    os.close(follower)
    shown = os.read(leader, 100_000).decode()
    os.close(leader)
    assert run.returncode == 0
    assert "\x1b[?25l" in shown
    assert "  0%" in shown
    assert b"\x1b" not in run.stdout


def test_explain_takes_no_layout_for_values() -> None:
    run = tierrules("explain", SIZE, "employees=5", "--sheet", "a")
    assert (run.code, run.err) == (
        2,
        "tierrules: --encoding, --delimiter and --sheet are for a FILE; here are values\n",
    )
