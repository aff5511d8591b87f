"""Parquet: the types of columns, structures by dots, batches, and files of the wrong schema."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import tierrules as tr
from tests.files.portfolios import AS_OF, texts, write_jsonl, write_parquet, written
from tierrules.files.table import open_table
from tierrules.meaning.truth import MISSING

RULES = tr.load("size-and-dormancy")


def test_values_by_their_types(tmp_path: Path) -> None:
    path = write_parquet(
        tmp_path / "in.parquet",
        {
            "exact": pa.array([Decimal("1.10"), None], pa.decimal128(10, 2)),
            "single": pa.array([0.1, 3], pa.float32()),
            "half": pa.array([0.1, None], pa.float16()),
            "word": pa.array(["x", "y"]).dictionary_encode(),
            "bytes": pa.array([b"z", b"\xff"]),
            "day": pa.array([datetime(2026, 3, 1), None], pa.timestamp("ns")),
            "seat": pa.array([{"city": "Ulm", "at": {"n": 5}}, None]),
        },
    )
    table = open_table(path)
    assert table.columns == ("exact", "single", "half", "word", "bytes", "day", "seat.city", "seat.at.n")
    assert [tuple(row.cells.values()) for row in table.rows()] == [
        (Decimal("1.10"), 0.1, 0.1, "x", "z", datetime(2026, 3, 1), "Ulm", 5),
        (None, 3.0, None, "y", b"\xff", None, MISSING, MISSING),
    ]


def test_types_are_kept_from_parquet_to_parquet(tmp_path: Path) -> None:
    columns = {
        "employees": pa.array([1000, 5, -1], pa.int32()),
        "annual_revenue": pa.array([Decimal("1.50"), Decimal(2), None], pa.decimal128(12, 2)),
        "last_purchase_on": pa.array([date(2026, 11, 1), None, None]),
        "seen": pa.array(["x", None, "y"]).dictionary_encode(),
    }
    source = write_parquet(tmp_path / "in.parquet", columns)
    report = RULES.classify_file(source, tmp_path / "out.parquet", as_of=AS_OF, rejects=tmp_path / "r.parquet")
    assert (report.rows, report.classified) == (3, 2)
    out, rejects = pq.read_table(tmp_path / "out.parquet"), pq.read_table(tmp_path / "r.parquet")
    for found in (out, rejects):
        kept = [found.schema.field(name).type for name in columns]
        assert kept == [pa.int32(), pa.decimal128(12, 2), pa.date32(), pa.string()]
    assert out.column("employees").to_pylist() == [1000, 5]
    assert rejects.column("rejected_value").to_pylist() == ["-1"]


def test_more_rows_than_a_batch(tmp_path: Path) -> None:
    count = 10_000
    source = write_parquet(tmp_path / "in.parquet", {"employees": pa.array(range(count))})
    table = open_table(source)
    assert [row.cells["employees"] for row in table.rows()] == list(range(count))
    assert (table.size, table.done) == (count, count)


def test_a_column_of_the_wrong_type_is_a_problem_of_each_row(tmp_path: Path) -> None:
    columns = {
        "employees": pa.array([[1], None, [2]]),
        "last_purchase_on": pa.array([None, datetime(2026, 3, 1, 8), None], pa.timestamp("ms")),
    }
    report = RULES.classify_file(write_parquet(tmp_path / "in.parquet", columns), as_of=AS_OF)
    assert (report.rows, report.set_aside) == (3, 3)
    assert [one.reasons[0] for one in report.rejected] == [
        "employees: this value is not a number",
        "last_purchase_on: a time of day stands where a date is meant; give the date alone",
        "employees: this value is not a number",
    ]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"employees\n5\n"])
def test_what_is_no_parquet_file(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(tr.CustomerFileError, match="not a parquet file, or a broken one"):
        open_table(written(tmp_path, "in.parquet", content))


def test_a_file_that_breaks_within_its_rows_leaves_no_result(tmp_path: Path) -> None:
    source = write_parquet(tmp_path / "in.parquet", {"employees": pa.array(range(50_000))})
    raw = bytearray(source.read_bytes())
    raw[5_000:9_000] = b"\xff" * 4_000
    source.write_bytes(raw)
    with pytest.raises(tr.CustomerFileError, match="not a parquet file, or a broken one"):
        RULES.classify_file(source, tmp_path / "out.csv", as_of=AS_OF)
    assert list(tmp_path.iterdir()) == [source]


def test_a_structure_that_is_null_has_no_empty_fields(tmp_path: Path) -> None:
    """As in jsonl: `null` in the place of a structure leaves its fields unknown, also in the result read back."""
    seat = pa.struct([("last", pa.date32()), ("inner", pa.struct([("last", pa.date32())]))])
    one = date(2026, 10, 1)
    rows = [{"last": one, "inner": {"last": one}}, None, {"last": None, "inner": None}]
    source = write_parquet(tmp_path / "in.parquet", {"customer_id": ["a", "b", "c"], "h": pa.array(rows, seat)})
    lines = [
        {"customer_id": "a", "h": {"last": "2026-10-01", "inner": {"last": "2026-10-01"}}},
        {"customer_id": "b", "h": None},
        {"customer_id": "c", "h": {"last": None, "inner": None}},
    ]
    for column, statuses in (
        ("h.last", ["decided", "undetermined", "not-applicable"]),
        ("h.inner.last", ["decided", "undetermined", "undetermined"]),
    ):
        rules = tr.load("size-and-dormancy", columns={"last_purchase_on": column})
        for given in (source, write_jsonl(tmp_path / "in.jsonl", lines)):
            out = tmp_path / "out.parquet"
            rules.classify_file(given, out, as_of=AS_OF)
            assert [row["dormancy_status"] for row in texts(out)] == statuses
            counts = rules.classify_file(out, as_of=AS_OF).counts["dormancy"]
            assert counts["undetermined"] == statuses.count("undetermined")


def test_what_python_cannot_hold_is_a_text_and_keeps_every_digit(tmp_path: Path) -> None:
    columns = {
        "employees": pa.array([1200, 5]),
        "took": pa.array([5, 7_000], pa.duration("ns")),
        "hour": pa.array([1, 3_600_000_000_000], pa.time64("ns")),
        "seen": pa.array([1, 2_000], pa.timestamp("ns")),
        "zone": pa.array([1, 2_000], pa.timestamp("ns", "UTC")),
        "ends": pa.array([2**31 - 1, 0], pa.int32()).cast(pa.date32()),
        "far": pa.array([2**62, 0], pa.timestamp("us")),
        "many": pa.array([[1], [2, 3]], pa.list_(pa.duration("ns"))),
    }
    source = write_parquet(tmp_path / "in.parquet", columns)
    seen = [row.cells["seen"] for row in open_table(source).rows()]
    assert seen == ["1970-01-01 00:00:00.000000001", datetime(1970, 1, 1, 0, 0, 0, 2)]
    for ending in ("csv", "jsonl", "xlsx", "parquet"):
        report = RULES.classify_file(source, tmp_path / f"out.{ending}", as_of=AS_OF)
        assert report.counts["size"] == {"large": 1, "medium": 0, "small": 0, "undetermined": 1}
    out = pq.read_table(tmp_path / "out.parquet")
    for name, column in columns.items():
        assert out[name].combine_chunks().equals(column), name


def test_a_day_that_python_cannot_hold_sets_the_row_aside(tmp_path: Path) -> None:
    days = pa.array([2**31 - 1, 0], pa.int32()).cast(pa.date32())
    source = write_parquet(tmp_path / "in.parquet", {"employees": [1200, 5], "last_purchase_on": days})
    report = RULES.classify_file(source, as_of=AS_OF)
    assert [(one.line, "is not a date" in one.reasons[0]) for one in report.rejected] == [(1, True)]
