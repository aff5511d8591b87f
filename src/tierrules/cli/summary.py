"""What is told of a whole file: how it was read, what is odd in it, and how many customers have each label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tierrules.files.report import FileReport
from tierrules.meaning.dates import Lang
from tierrules.meaning.model import Dimension
from tierrules.meaning.number_text import share_text
from tierrules.meaning.words import WORDS

SHOWN = 10
"""How many things of one kind are told; the others are counted."""

_FURTHER = {
    "bound": "further cells hold a range or a bound",
    "no-value": "further cells have no value in the file",
    "digits": "further numbers of customers may have lost their last digits",
    "uscc": "further codes are not right",
    "assumption": "further rows contradict an assumption",
}


def reading_lines(report: FileReport) -> Iterator[str]:
    """Yield how the file was read: its layout, and what was matched, ignored and lacking."""
    for told in report.told:
        yield f"read as {told}"
    named = [f"`{column}` is {field}" for field, column in report.matched.items() if column != field]
    if named:
        yield ", ".join(named)
    if report.ignored:
        yield f"no rule reads {_listed(report.ignored)}"
    if report.lacking:
        yield f"no column for {_listed(report.lacking)}; unknown for every customer"


def odd_lines(report: FileReport) -> Iterator[str]:
    """Yield what is odd, each with its line, and behind the first ten of a kind how many more there are."""
    for kind, count in report.note_counts.items():
        yield from _first([f":{one.line}: {one}" for one in report.notes if one.kind == kind], count, _FURTHER[kind])
    twice = [f": {report.matched['customer_id']}: {one}" for one in report.duplicates]
    yield from _first(twice, report.duplicate_ids, "further customers stand in several rows")
    aside = [f":{one.line}: set aside: {reason}" for one in report.rejected[:SHOWN] for reason in one.reasons]
    yield from aside
    if (further := report.set_aside - SHOWN) > 0:
        noun = "row" if further == 1 else "rows"
        yield f": {further:,} further {noun} set aside; write them to a file with --rejects"


def count_lines(report: FileReport, dimensions: Mapping[str, Dimension], lang: Lang) -> Iterator[str]:
    """Yield for each dimension how many customers have each answer, and their share of those classified.

    Answers that nobody has are left out: a segmentation may have a dozen.
    """
    words = WORDS[lang]
    for name, counts in report.counts.items():
        titles = {label.name: label.title.say(lang, label.name) for label in dimensions[name].labels}
        told = (
            f"{titles.get(answer) or words.statuses[answer]} {count:,} ({share_text(count, report.classified)})"
            for answer, count in counts.items()
            if count
        )
        if report.classified:
            yield f"{name}{words.colon}{words.comma.join(told)}"


def _first(lines: list[str], count: int, further: str) -> Iterator[str]:
    yield from lines[:SHOWN]
    if count > SHOWN:
        yield f": {count - SHOWN:,} {further}"


def _listed(names: Iterable[str]) -> str:
    told = [f"`{name}`" for name in names]
    more = f" and {len(told) - SHOWN:,} others" if len(told) > SHOWN else ""
    return ", ".join(told[:SHOWN]) + more
