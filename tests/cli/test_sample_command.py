"""`tierrules sample`: to standard output, to a file, in a language, of any size."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.cli.command import AS_OF, rows_of, tierrules
from tierrules.language.fields import STANDARD_FIELDS

KNOWN = 40


def sample(*arguments: object) -> str:
    run = tierrules("sample", *AS_OF, *arguments)
    assert run.code == 0
    return run.out


@pytest.mark.parametrize(("rows", "noun"), [(0, "customers"), (1, "customer"), (7, "customers")])
def test_so_many_are_made_up_and_the_known_ones_follow(rows: int, noun: str) -> None:
    run = tierrules("sample", "--rows", rows, *AS_OF)
    header, *lines = run.out.splitlines()
    assert header == ",".join(STANDARD_FIELDS)
    assert len(lines) == rows + KNOWN
    assert [line.split(",")[0] for line in lines[:rows]] == [f"C-{number:06}" for number in range(1, rows + 1)]
    assert lines[rows].startswith("C2024001,科技有限公司,company,")
    assert lines[-1].startswith("W-25-10,")
    assert run.err == f"{rows} made-up {noun} and 40 known ones, as of 2026-11-22, seed 1\n"


def test_the_same_seed_rows_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    out = tmp_path / "customers.csv"
    run = tierrules("sample", "--rows", 50, "--seed", 3, *AS_OF, "--out", out)
    assert (run.code, run.err) == (0, "")
    assert run.out == f"wrote {out}: 50 made-up customers and 40 known ones, as of 2026-11-22, seed 3\n"
    assert out.read_bytes().decode() == sample("--rows", 50, "--seed", 3)
    assert out.read_bytes().decode() != sample("--rows", 50, "--seed", 4)


def test_without_a_day_it_is_today_and_that_is_said() -> None:
    before = date.today()
    said = tierrules("sample", "--rows", 1).err
    assert said.rstrip() in [
        f"1 made-up customer and 40 known ones, as of {day}, seed 1" for day in (before, date.today())
    ]


def test_columns_by_their_titles() -> None:
    chinese = sample("--rows", 3, "--lang", "zh").splitlines()
    assert chinese[0].startswith("客户编号,客户名称,客户类型,统一社会信用代码,")
    assert sample("--rows", 3, "--lang", "en").splitlines()[0].startswith("Customer number,Name,Kind,")
    assert chinese[1:] == sample("--rows", 3).splitlines()[1:]


@pytest.mark.parametrize("lang", [None, "zh", "en"])
def test_classify_takes_what_was_written(tmp_path: Path, lang: str | None) -> None:
    customers, labels, rejects = (tmp_path / name for name in ("customers.csv", "labels.csv", "rejects.csv"))
    sample("--rows", 60, "--out", customers, *(["--lang", lang] if lang else []))
    run = tierrules(
        *("classify", "size-and-dormancy", customers, *AS_OF),
        *("--out", labels, "--rejects", rejects),
    )
    assert run.code == 0
    number = {None: "customer_id", "zh": "客户编号", "en": "Customer number"}[lang]
    labelled = {row[number]: (row["size"], row["size_status"]) for row in rows_of(labels)}
    assert len(labelled) + len(rows_of(rejects)) == 60 + KNOWN
    assert {number: labelled[number] for number in ("W-01", "W-03", "W-04", "W-06")} == {
        "W-01": ("large", "decided"),
        "W-03": ("large", "decided"),
        "W-04": ("medium", "decided"),
        "W-06": ("", "undetermined"),
    }


@pytest.mark.parametrize("ending", ["jsonl", "xlsx", "parquet"])
def test_every_format_brings_the_same_customers(tmp_path: Path, ending: str) -> None:
    labels: list[list[dict[str, str]]] = []
    for name in (f"customers.{ending}", "customers.csv"):
        assert tierrules("sample", "--rows", 120, *AS_OF, "--out", tmp_path / name).code == 0
        out = tmp_path / f"{name}.labels.csv"
        run = tierrules("classify", "nbs-enterprise-size-2017", tmp_path / name, *AS_OF, "--out", out)
        assert run.code == 0
        labels.append([{key: row[key] for key in ("customer_id", "size", "size_status")} for row in rows_of(out)])
    assert len(labels[0]) == 120 + KNOWN
    assert labels[0] == labels[1]


def test_bytes_are_utf8_whatever_the_terminal() -> None:
    command = [sys.executable, "-c", "from tierrules.cli import main; main()", "sample", "--rows", "2", *AS_OF]
    environment = {"PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    finished = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert finished.stdout == sample("--rows", 2).encode()


def test_a_reader_who_has_enough_ends_it_quietly() -> None:
    command = [sys.executable, "-c", "from tierrules.cli import main; main()", "sample", "--rows", "20000"]
    environment = {"PYTHONPATH": ":".join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--rows", "-1"), "-1 is not in the range x>=0"),
        (("--as-of", "22.11.2026"), "`22.11.2026`"),
        (("--out", "customers.docx"), "`.docx` is not an ending of a file that can be written"),
        (("--out", "no/such/folder/customers.csv"), "no/such/folder"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], told: str) -> None:
    run = tierrules("sample", *arguments)
    assert (run.code, run.out) == (2, "")
    assert told in run.err
