"""How a run ends that is stopped from outside, and what a terminal never gets."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.command import AS_OF, tierrules, written

SIZE = "size-and-dormancy"
WAITING = b"\0" * 4
SCRIPT = "from tierrules.cli import main; main()"


def wait_until_full(pipe: int) -> None:
    """Return when nothing more comes into a pipe."""
    import fcntl
    import termios

    before, now = b"", WAITING
    while now != before:
        time.sleep(0.5)
        before, now = now, fcntl.ioctl(pipe, termios.FIONREAD, WAITING)


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_run_that_is_stopped_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    """It stands still before a pipe that is full and nobody empties, with its results half written."""
    number = getattr(signal, name)
    out, rejects = tmp_path / "out.fifo.csv", tmp_path / "r.csv"
    os.mkfifo(out)
    source = written(tmp_path, "in.csv", "customer_id,employees\n" + "a,1000\nb,few\n" * 20_000)
    command = [sys.executable, "-c", SCRIPT, "classify", SIZE, source, *AS_OF, "--out", out, "--rejects", rejects]
    run = subprocess.Popen([str(one) for one in command], stderr=subprocess.PIPE, text=True)
    with out.open("rb") as reader:
        assert reader.read(1)
        wait_until_full(reader.fileno())
        assert any(path.name.startswith(".r.csv.") for path in tmp_path.iterdir())
        run.send_signal(number)
        told = run.communicate(timeout=60)[1]
    assert (run.returncode, told) == (128 + number, "tierrules: interrupted\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.fifo.csv"]


def test_a_terminal_gets_no_escapes_from_a_file(tmp_path: Path) -> None:
    escape = "\x1b[31m"
    for content in (
        f'customer_id,employees,"x{escape}\n"\n{escape}a,1000,\nb,5,,{escape}\nc,{escape},\nc,5,\nc,5,\n',
        f"{escape},x\n1,2\n",
        f"employees{escape},x\n1,2\n",
        f'"staff{escape}\n",employees\n1,{escape}\n',
        f"memo,employees\n{escape},5{escape}\n",
        f"employees,{escape},{escape}\n1,2\n",
        f'"{escape}",employees\n"1"{escape}",2\n',
    ):
        run = tierrules("classify", SIZE, written(tmp_path, "in.csv", content), *AS_OF)
        assert "\x1b" not in run.out + run.err
        assert len(run.err.splitlines()) == run.err.count("\n")
        asked = tierrules("explain", SIZE, tmp_path / "in.csv", "--row", "1", *AS_OF)
        assert "\x1b" not in asked.out + asked.err


def test_no_file_is_called_by_the_sign_of_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, "in.csv", "employees\n1000\n")
    for option in ("--out", "--rejects"):
        run = tierrules("classify", SIZE, path, *AS_OF, option, "-")
        assert (run.code, list(tmp_path.iterdir())) == (2, [path])
        assert run.err == "tierrules: `-` is no file to write; without --out the results are printed\n"


def test_many_faults_of_the_columns_are_not_all_told(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", ",".join(["employees", *(f"c{at}" for at in range(999))]) + "\n")
    run = tierrules("classify", SIZE, path, *AS_OF, "--unknown", "error")
    assert run.code == 2
    lines = run.err.splitlines()
    assert (len(lines), lines[-2]) == (23, "and 979 more")


def test_columns_of_which_none_fits_end_the_run(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "a,b\n1,2\n")
    run = tierrules("classify", SIZE, path, *AS_OF, "--unknown", "ignore")
    assert (run.code, run.out) == (2, "")
    assert "no column is a field that a rule reads; the columns are `a`, `b`" in run.err
    assert "--unknown" not in run.err
