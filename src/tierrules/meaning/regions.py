"""Sets of values of one field: cells, within which no comparison tells a difference, and regions, runs of cells."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from tierrules.meaning.declared import WORDS, Field, Scalar, Title, Type
from tierrules.meaning.truth import NONE, Absent

End = Fraction | date


@dataclass(frozen=True, slots=True)
class Cell:
    """Values of a field that no comparison tells apart, and one of them.

    Numbers and dates lie between the ends, None being open. A word stands for itself, for all that begin with
    `prefix`, or with `other` for all that are in no other cell.
    """

    value: Scalar | Absent
    low: End | None = None
    high: End | None = None
    low_included: bool = True
    high_included: bool = True
    prefix: str | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """Values of one field that give one answer, all else as it is.

    Numbers and dates lie between `low` and `high`, None being open. Words and booleans are `values` and none of `but`;
    a word in neither begins with one of `prefixes` and not with one of `but_prefixes`, where the longest that fits
    counts; with `others` a word that begins with none of them belongs too. With `none` the region is that there is no
    such thing. `value_titles` say what words are called.
    """

    field: str
    title: Title
    type: Type
    currency: str | None = None
    low: End | None = None
    high: End | None = None
    low_included: bool = True
    high_included: bool = True
    values: tuple[Scalar, ...] = ()
    prefixes: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    but_prefixes: tuple[str, ...] = ()
    others: bool = False
    none: bool = False
    value_titles: tuple[tuple[str, Title], ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether every value belongs to it, so that having one is all that is asked."""
        some = self.none or self.but or self.but_prefixes or ((self.values or self.prefixes) and not self.others)
        return not some and self.low is None and self.high is None


def runs(field: Field, cells: Sequence[Cell], answers: Sequence[Hashable]) -> list[list[int]]:
    """Return the places of the cells that make one region each: neighbours of one answer, in the order of the cells.

    Words and booleans have no neighbours: all that share an answer belong together. Having no value stands alone.
    """
    absent = [[at] for at, cell in enumerate(cells) if cell.value is NONE]
    valued = [at for at, cell in enumerate(cells) if cell.value is not NONE]
    if has_order(field):
        return [list(run) for _, run in groupby(valued, key=lambda at: answers[at])] + absent
    return [[at for at in valued if answers[at] == one] for one in dict.fromkeys(answers[at] for at in valued)] + absent


def region(field: Field, cells: Sequence[Cell], run: Sequence[int]) -> Region:
    """Return the region that the cells at the places `run` make up."""
    first, last = cells[run[0]], cells[run[-1]]
    if first.value is NONE:
        return Region(field.name, field.title, field.type, none=True)
    if not has_order(field):
        return _of_words(field, [cells[at] for at in run], [cell for at, cell in enumerate(cells) if at not in run])
    return Region(
        field=field.name,
        title=field.title,
        type=field.type,
        currency=field.currency,
        # What reaches from a limit of the field no further than that limit is one value, and is told as one.
        low=last.high if last.high is not None and last.high == field.minimum else first.low,
        high=first.low if first.low is not None and first.low == field.maximum else last.high,
        low_included=first.low_included,
        high_included=last.high_included,
    )


def has_order(field: Field) -> bool:
    """Whether the values of a field lie on a line."""
    return field.type not in WORDS and field.type is not Type.BOOLEAN


def _of_words(field: Field, inside: list[Cell], outside: list[Cell]) -> Region:
    prefixes = tuple(cell.prefix for cell in inside if cell.prefix is not None)
    others = any(cell.other for cell in inside)
    out = [(cell, cell.prefix or cell.value) for cell in outside if not cell.other]
    cut = [(cell, one) for cell, one in out if isinstance(one, str) and (others or one.startswith(prefixes))]
    return Region(
        field=field.name,
        title=field.title,
        type=field.type,
        values=tuple(
            cell.value
            for cell in inside
            if cell.prefix is None and not cell.other and not isinstance(cell.value, Absent)
        ),
        prefixes=prefixes,
        but=tuple(one for cell, one in cut if cell.prefix is None),
        but_prefixes=tuple(one for cell, one in cut if cell.prefix is not None),
        others=others,
        value_titles=field.value_titles,
    )
