"""Every row of a portfolio, classified or set aside: nothing is dropped, and the sum says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tierrules.cli.csv_file import CsvFile, Row
from tierrules.language.columns import Matching
from tierrules.meaning.classification import Classification
from tierrules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class Classified:
    """A row with its classification."""

    row: Row
    result: Classification


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that could not be read, with what is wrong in it, a sentence each."""

    row: Row
    reasons: tuple[str, ...]


def classify_rows(rules: Ruleset, file: CsvFile, as_of: date, matching: Matching) -> Iterator[Classified | SetAside]:
    """Yield every row of the file in order."""
    for row in file.rows:
        if row.problem is not None:
            yield SetAside(row, (row.problem,))
            continue
        reading = rules.reader.read_matched(row.cells, matching)
        if reading.problems:
            yield SetAside(row, tuple(map(str, reading.problems)))
        else:
            yield Classified(row, rules.classify_facts(reading, as_of=as_of))
