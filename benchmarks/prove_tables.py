"""How long proofs about large tables take, as ratios to z3 and to a sweep over the columns on the same tables.

The tables are those of Calvanese et al. (`proving/tables.py`). All are timed turn about in one process, in seconds of
its processor, so that a busy machine changes little. z3 builds its formula and then solves it, which is timed apart;
tierrules starts from a loaded model, and what it builds counts unless a line says otherwise. All must give the same
answers. Exits with 1 when a bar is broken. z3 is no part of the package; `tierrules[bench]` brings it.
"""

from __future__ import annotations

import gc
import importlib.util
import sys
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import TypeVar

from proving import by_sweep, by_tierrules
from proving.tables import Table, faulty, sound, sparse

ROUNDS = 5
SEED = 1
MOST_STRETCHES = 3_000_000
"""The sweep ends here: some seconds."""

PUBLISHED = "2-3 s"
"""What its authors and others publish for 1,500 rows of 5 columns."""

S = TypeVar("S")
T = TypeVar("T")


class Stopwatch:
    """The seconds of each piece of work, all rounds of it, and which bars were broken."""

    def __init__(self) -> None:
        self._seconds: dict[str, list[float]] = {}
        self.broken = 0

    def timed(self, name: str, work: Callable[[S], T], about: S) -> T:
        """Return what some work gives, and note how long it took."""
        gc.collect()
        begin = process_time()
        result = work(about)
        self._seconds.setdefault(name, []).append(process_time() - begin)
        return result

    def median(self, name: str) -> float:
        """Return the median of all rounds."""
        return median(self._seconds[name])

    def told(self, title: str) -> None:
        """Print all medians since the last title."""
        print(title)
        for name in self._seconds:
            print(f"  {name}: {self.median(name) * 1000:,.1f} ms")

    def held(self, name: str, ratio: float, bar: float) -> None:
        """Print a ratio beside its bar, and start afresh."""
        self.broken += ratio > bar
        print(f"  {name}: ratio {ratio:.3f}, bar {bar:.3f}{' BROKEN' if ratio > bar else ''}")

    def afresh(self) -> None:
        """Forget all rounds."""
        self._seconds.clear()


def agree(*answers: object) -> None:
    """Stop where the same question was answered in two ways: then times mean nothing."""
    if any(one != answers[0] for one in answers):
        raise SystemExit(f"the answers differ: {answers}")


def totality(watch: Stopwatch, rows: int, columns: int) -> None:
    """A proof that every customer gets a label, where each does; and the first who gets none, where rows are shrunk."""
    from proving import by_z3

    table = sound(rows, columns, SEED)
    shrunk = faulty(table, "shrunk", SEED)
    text, shrunk_model = table.text(), by_tierrules.loaded(shrunk.text())
    for _ in range(ROUNDS):
        model = watch.timed("tierrules, loading the text", by_tierrules.loaded, text)
        total = watch.timed("tierrules, the proof from the model", by_tierrules.is_total, model)
        formula = watch.timed("z3, building its formula", by_z3.built, table)
        agree(total, not watch.timed("z3, solving it", by_z3.has_gap, formula))
        question = watch.timed("tierrules, building the question, rows shrunk", by_tierrules.asked, shrunk_model)
        gap = watch.timed("tierrules, its first customer without a label", by_tierrules.has_gap, question)
        other = by_z3.built(shrunk)
        agree(gap, watch.timed("z3, solving it, rows shrunk", by_z3.has_gap, other))
    watch.told(f"\n{rows:,} rows of {columns} columns: does every customer get a label?")
    built = watch.median("z3, building its formula")
    proof = watch.median("tierrules, the proof from the model")
    watch.held("the proof : z3 building", proof / built, 1.0)
    watch.held(
        "the first gap : z3 building", watch.median("tierrules, its first customer without a label") / built, 0.05
    )
    print(f"  the proof : z3 building and solving: ratio {proof / (built + watch.median('z3, solving it')):.3f}")
    from_text = proof + watch.median("tierrules, loading the text")
    print(f"  the proof from the text: {from_text:.2f} s; published for 1,500 x 5: {PUBLISHED}")
    watch.afresh()


def dead_rows(watch: Stopwatch, rows: int, columns: int) -> None:
    """All rows that never decide under `first`, beside the proof that the same table leaves nobody out."""
    from proving import by_z3

    table = sound(rows, columns, SEED)
    model = by_tierrules.loaded(table.text("first"))
    grown = faulty(table, "grown", SEED)
    grown_model = by_tierrules.loaded(grown.text("first"))
    for _ in range(ROUNDS):
        watch.timed("tierrules, the proof of totality", by_tierrules.is_total, model)
        none = watch.timed("tierrules, all dead rows", by_tierrules.dead_rows, model)
        agree(none, watch.timed("z3, building and solving", by_z3.dead_rows, table))
        some = watch.timed("tierrules, rows grown", by_tierrules.dead_rows, grown_model)
        agree(some, watch.timed("z3, rows grown", by_z3.dead_rows, grown))
    watch.told(f"\n{rows:,} rows of {columns} columns under `first`: which never decide? {len(some)} of those grown")
    ratio = watch.median("tierrules, all dead rows") / watch.median("tierrules, the proof of totality")
    watch.held("all dead rows : the proof", ratio, 10.0)
    watch.afresh()


def wide(watch: Stopwatch, rows: int, fields: int, conditions: int) -> None:
    """Few conditions over many fields: several tables, since one alone may be lucky."""
    from proving import by_z3

    tables = [sparse(rows, fields, conditions, SEED + at) for at in range(ROUNDS)]
    for table in tables:
        model = by_tierrules.loaded(table.text("first"))
        gap = watch.timed("tierrules, somebody without a label", by_tierrules.lacks_a_label, model)
        agree(gap, watch.timed("z3, building and solving", by_z3.lacks_a_label, table))
        dead = watch.timed("tierrules, all dead rows", by_tierrules.dead_rows, model)
        agree(dead, watch.timed("z3, all dead rows", by_z3.dead_rows, table))
    watch.told(f"\n{rows:,} rows of {conditions} conditions over {fields} fields")
    for ours, theirs in (
        ("tierrules, somebody without a label", "z3, building and solving"),
        ("tierrules, all dead rows", "z3, all dead rows"),
    ):
        watch.held(f"{ours.split(', ')[1]} : z3", watch.median(ours) / watch.median(theirs), 1.0)
    watch.afresh()


def swept(watch: Stopwatch, rows: int, columns: int) -> None:
    """The sweep over the columns, once: for gaps on the sound table, for overlaps on one with rows grown."""
    table = sound(rows, columns, SEED)
    grown = faulty(table, "grown", SEED)
    model = by_tierrules.loaded(table.text())
    watch.timed("tierrules, the proof from the model", by_tierrules.is_total, model)
    ended = [
        watch.timed("sweep, gaps", _ended(lambda sweep: agree(sweep.gaps(), 0)), table),
        watch.timed("sweep, overlaps", _ended(lambda sweep: sweep.overlaps()), grown),
    ]
    watch.told(f"\n{rows:,} rows of {columns} columns by a sweep over the columns")
    for name, did_end in zip(("sweep, gaps", "sweep, overlaps"), ended, strict=True):
        ratio = watch.median(name) / watch.median("tierrules, the proof from the model")
        print(f"  {name} : the proof: ratio {'' if did_end else 'above '}{ratio:.1f}")
    watch.afresh()


def _ended(work: Callable[[by_sweep.Sweep], object]) -> Callable[[Table], bool]:
    """Return work on a table, which says whether the sweep came to its end."""

    def worked(table: Table) -> bool:
        try:
            work(by_sweep.Sweep(table, MOST_STRETCHES))
        except by_sweep.SpentError:
            return False
        return True

    return worked


def main() -> int:
    """Print all figures; 1 when a bar is broken."""
    if importlib.util.find_spec("z3") is None:
        print("z3 is not installed, so there is nothing to compare with: pip install 'tierrules[bench]'")
        return 0
    watch = Stopwatch()
    totality(watch, 1_500, 5)
    totality(watch, 1_500, 7)
    dead_rows(watch, 1_500, 5)
    wide(watch, 200, 17, 3)
    swept(watch, 1_500, 3)
    swept(watch, 1_500, 5)
    return int(watch.broken > 0)


if __name__ == "__main__":
    sys.exit(main())
