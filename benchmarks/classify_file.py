"""Does memory stay flat when a file of customers grows tenfold? And how many rows are classified in a second.

Each size runs in a process of its own, which tells the highest memory that it ever held. The small file is measured
first and is the yardstick: exits with 1 when the large one takes more than `BAR` times as much, for any format that
streams. Rows per second are printed and held to nothing, since they depend on the machine.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tierrules.files.table import open_writer

SMALL, LARGE = 10_000, 100_000
BAR = 1.15
FORMATS = ("csv", "jsonl", "parquet")
COLUMNS = ("customer_id", "name", "employees", "annual_revenue", "last_purchase_on", "memo")
KILOBYTE = 1 if sys.platform == "darwin" else 1024


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Customers of every kind: on bounds, with gaps, unreadable, and some of them twice."""
    for at in range(count):
        number = f"C-{at - at % 50 if at % 50 == 1 else at}"
        employees = "some" if at % 97 == 0 else "500-1000人" if at % 89 == 0 else f"{at % 2_000:,}"
        yield number, f"客户{at}", employees, f"{at % 900}万", f"2026/{at % 12 + 1}/{at % 28 + 1}", "说明 " * 5


def measured(source: Path) -> dict[str, float]:
    """Seconds and highest memory of one run in a process of its own."""
    command = [sys.executable, __file__, str(source)]
    told: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return told


def run(source: Path) -> None:
    """Classify a file and print what it took, for `measured`."""
    import tierrules as tr
    from tierrules.meaning.dates import read_date

    rules, start = tr.load("size-and-dormancy"), perf_counter()
    targets = [source.with_name(f"{word}-{source.name}") for word in ("out", "rejects")]
    report = rules.classify_file(source, targets[0], as_of=read_date("2026-11-22"), rejects=targets[1])
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE
    print(json.dumps({"rows": report.rows, "seconds": perf_counter() - start, "bytes": highest}))


def main() -> int:
    """Measure every format; 1 if the memory of one grows with the file."""
    failed = False
    with TemporaryDirectory() as folder:
        for ending in FORMATS:
            found = []
            for count in (SMALL, LARGE):
                source = Path(folder) / f"{count}.{ending}"
                with open_writer(source, COLUMNS) as writer:
                    for row in rows(count):
                        writer.write(row)
                found.append(measured(source))
            small, large = found
            ratio = large["bytes"] / small["bytes"]
            failed |= ratio > BAR
            print(
                f"{ending:8}{LARGE:,} rows: {large['rows'] / large['seconds']:,.0f} rows/s, "
                f"{large['bytes'] / 2**20:,.0f} MiB, {ratio:.2f} times the memory of {SMALL:,} (bar {BAR})"
            )
    return int(failed)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(Path(sys.argv[1]))
    else:
        sys.exit(main())
