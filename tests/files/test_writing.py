"""Files that cannot be written: the error names the file, and nothing stays behind."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest

import tierrules as tr
from tests.files.portfolios import AS_OF, FORMATS, written

RULES = tr.load("size-and-dormancy")
FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="a device that is always full")
@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("rows", [1, 20_000])
def test_a_full_disk_is_told_with_the_name_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, rows: int
) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    source = written(tmp_path, "in.csv", "customer_id,employees\n" + "a,1000\n" * rows)
    out = tmp_path / f"out.{ending}"
    out.symlink_to(FULL)
    with pytest.raises(tr.CustomerFileError) as caught:
        RULES.classify_file(source, out, as_of=AS_OF)
    assert str(caught.value) == f"{out}: No space left on device"
    assert list(spool.iterdir()) == []


def test_the_limit_of_the_csv_module_is_the_callers(tmp_path: Path) -> None:
    before = csv.field_size_limit(4_321)
    try:
        long = "x" * 300_000
        source = written(tmp_path, "in.csv", f"employees,memo\n1000,{long}\n5,{long}\n")
        seen = []
        for _ in RULES.classify_file(source, as_of=AS_OF).counts["size"]:
            seen.append(csv.field_size_limit())
        assert set(seen) == {4_321}
    finally:
        csv.field_size_limit(before)
