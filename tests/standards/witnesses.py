"""The witness customers of `tests/cases/witnesses.csv`: facts, and what each table answers.

In a fact a blank says that the witness does not tell, and `none` that there is none (never bought, not terminated).
In an answer a blank says that the witness is not about this dimension; `a|b` are the labels of all rows that match,
`none` is no row, `undetermined` and `not-applicable` are what they say.

Where the sources leave a fact unsaid without which every row would stay open (a need, a contract, a first contact), the
plainest one is filled in: no, none, some day before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tierrules as tr

FILE = Path(__file__).parents[1] / "cases" / "witnesses.csv"
RULESETS = {
    "s0": "examples/s0-standards-table",
    "s4": "examples/s4-follow-up-plan",
    "standard": "customer-standard",
    "dormancy": "dormancy",
    "activity": "activity",
}
ABOUT = {"id", "as_of", "numbers", "note"}


@dataclass(frozen=True)
class Witness:
    """One customer on one day; `answers` by table and dimension, such as `s0.size`."""

    id: str
    as_of: date
    facts: dict[str, str | None]
    answers: dict[str, str]
    numbers: tuple[str, ...]
    note: str


def witnesses() -> list[Witness]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [_witness(row) for row in csv.DictReader(file, strict=True)]


def _witness(row: dict[str, str]) -> Witness:
    told = {name: cell for name, cell in row.items() if cell and name not in ABOUT}
    return Witness(
        row["id"],
        date.fromisoformat(row["as_of"]),
        {name: None if cell == "none" else cell for name, cell in told.items() if "." not in name},
        {name: cell for name, cell in told.items() if "." in name},
        tuple(row["numbers"].split()),
        row["note"],
    )


def answer(tag: tr.Tag) -> str:
    """Return what a dimension says in the words of the file; the labels of a conflict in the order of its rules."""
    if tag.status == "conflict":
        return "|".join(matching(tag))
    return {"decided": str(tag.label), "unlabelled": "none"}.get(tag.status, tag.status)


def matching(tag: tr.Tag) -> Iterator[str]:
    """Yield the labels of all rules that match."""
    return (rule.label.name for rule in tag.justification.rules if rule.label and rule.truth.name == "TRUE")
