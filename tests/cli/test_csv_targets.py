"""What stands where a result goes: a link, a pipe, a file with a mode of its own, or nothing yet."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.command import AS_OF, Run, tierrules, written

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes, pipes and links as POSIX has them")

RESULT = "employees,size,size_status,size_rule,dormancy,dormancy_status,dormancy_rule\n"


@pytest.fixture
def umask() -> Iterator[int]:
    """A umask that neither 0600 nor 0666 would pass for."""
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


def classified(folder: Path, target: Path) -> Run:
    """Write the result of nobody to `target`."""
    run = tierrules("classify", "size-and-dormancy", written(folder, "in.csv", "employees\n"), *AS_OF, "--out", target)
    assert run.code == 0
    return run


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path, umask: int) -> None:
    target = tmp_path / "out.csv"
    classified(tmp_path, target)
    assert mode(target) == 0o640


@pytest.mark.parametrize("kept", [0o600, 0o664])
def test_a_file_keeps_its_mode(tmp_path: Path, umask: int, kept: int) -> None:
    target = written(tmp_path, "out.csv", "old")
    target.chmod(kept)
    classified(tmp_path, target)
    assert (mode(target), target.read_text(encoding="utf-8")) == (kept, RESULT)


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_followed(tmp_path: Path, there: bool) -> None:
    target, link = tmp_path / "elsewhere" / "real.csv", tmp_path / "out.csv"
    target.parent.mkdir()
    if there:
        target.write_bytes(b"old")
    link.symlink_to(target)
    classified(tmp_path, link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == RESULT
    assert list(target.parent.iterdir()) == [target]


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    # A daemon: where the pipe is replaced, nobody ever opens its other end.
    reader = Thread(target=lambda: received.append(pipe.read_bytes()), daemon=True)
    reader.start()
    classified(tmp_path, pipe)
    reader.join(timeout=10)
    assert received == [RESULT.encode()]
    assert pipe.is_fifo()
