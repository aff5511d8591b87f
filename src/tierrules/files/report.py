"""What came of a file of customers: counts that add up, and the first of everything that is remarkable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import Any

from tierrules.files.identities import Duplicate
from tierrules.files.rows import Classified, Note, Rules, SetAside
from tierrules.meaning.result import CONFLICT, NOT_APPLICABLE, UNLABELLED

MOST_TOLD = 100
"""How many notes, duplicates and rows set aside a report holds; the counts are exact beyond them."""

_STATUSES = ("undetermined", UNLABELLED, CONFLICT, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was set aside: its line, and what is wrong in it, a sentence each."""

    line: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """What came of classifying a file. `rows` is always `classified` and `set_aside` together.

    `counts` tells for each dimension how many customers have each label, then how many each status without one; of a
    `collect` dimension a customer counts with each label. `matched` maps fields to columns, `ignored` are columns that
    no rule reads, `lacking` fields without a column, `told` is how the file was read where that was a choice. `notes`,
    `duplicates` and `rejected` hold the first hundred; `note_counts` (by kind), `duplicate_ids` and `set_aside` count
    all of them.
    """

    source: str
    as_of: date
    rows: int
    classified: int
    set_aside: int
    counts: Mapping[str, Mapping[str, int]] = field(repr=False)
    matched: Mapping[str, str] = field(repr=False)
    ignored: tuple[str, ...] = field(repr=False)
    lacking: tuple[str, ...] = field(repr=False)
    told: tuple[str, ...] = field(repr=False)
    rejected: tuple[Rejected, ...] = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False)
    note_counts: Mapping[str, int] = field(repr=False)
    duplicates: tuple[Duplicate, ...] = field(repr=False)
    duplicate_ids: int = field(repr=False)

    def __post_init__(self) -> None:
        counts = {name: MappingProxyType(dict(counts)) for name, counts in self.counts.items()}
        for name, found in (("counts", counts), ("matched", self.matched), ("note_counts", self.note_counts)):
            object.__setattr__(self, name, MappingProxyType(dict(found)))

    def __reduce__(self) -> tuple[Any, ...]:
        # A mapping proxy cannot be pickled.
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        told |= {name: dict(told[name]) for name in ("matched", "note_counts")}
        return _report, ({**told, "counts": {name: dict(counts) for name, counts in self.counts.items()}},)

    def __str__(self) -> str:
        noun = "row" if self.rows == 1 else "rows"
        told = f"{self.rows:,} {noun} = {self.classified:,} classified + {self.set_aside:,} set aside"
        return f"{told}, as of {self.as_of}"


def _report(told: dict[str, Any]) -> FileReport:
    return FileReport(**told)


class Tally:
    """Counts rows as they come; what it holds does not grow with the file."""

    def __init__(self, rules: Rules) -> None:
        self.classified = self.set_aside = 0
        self.note_counts: Counter[str] = Counter()
        self.notes: list[Note] = []
        self.rejected: list[Rejected] = []
        self._counts = {name: Counter[str]() for name in rules.dimensions}
        self._labels = {name: [label.name for label in one.labels] for name, one in rules.dimensions.items()}

    def add(self, row: Classified | SetAside, notes: Iterable[Note]) -> None:
        """Count one row."""
        if isinstance(row, Classified):
            self.classified += 1
            for name, tag in row.result.by_dimension.items():
                self._counts[name].update(tag.labels)
                if tag.status != "decided":
                    self._counts[name][tag.status] += 1
        else:
            self.set_aside += 1
            if len(self.rejected) < MOST_TOLD:
                self.rejected.append(Rejected(row.row.line, row.reasons))
        for note in notes:
            self.note_counts[note.kind] += 1
            if self.note_counts[note.kind] <= MOST_TOLD:
                self.notes.append(note)

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return the counts by dimension: every label, also of nobody, then the statuses that occur."""
        return {name: self._of(name, counts) for name, counts in self._counts.items()}

    def _of(self, name: str, counts: Counter[str]) -> Mapping[str, int]:
        found = {label: counts[label] for label in self._labels[name]}
        return found | {status: counts[status] for status in _STATUSES if counts[status]}
