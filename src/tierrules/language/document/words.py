"""What the words of a document are; each language has a table of them, a further one is a further table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tierrules.meaning.model import HitPolicy

SIGNS: Final = {"<": "<", "<=": "≤", "==": "=", "!=": "≠", ">=": "≥", ">": ">"}
TIMES: Final = {"*": "×", "/": "÷", "+": "+", "-": "−"}
DASH: Final = "—"


@dataclass(frozen=True, slots=True)
class BandWords:
    """Ranges from a bound on, between two bounds, and beyond the last bound."""

    first: str
    inner: str
    rest: str


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The words of one language; `{}` stand for what is filled in."""

    facts: Mapping[str, str]
    columns: Mapping[str, str]
    sections: Mapping[str, str]
    comma: str
    semicolon: str
    quotes: str
    brackets: str
    full_stop: str
    between_sentences: str
    # joining
    and_: str
    or_: str
    not_: str
    every: str
    some: str
    at_least: str
    none_of: str
    always: str
    # single comparisons
    flag: str
    yes: str
    no: str
    is_: str
    is_not: str
    one_of: str
    none_among: str
    in_table: str
    not_in_table: str
    starts: str
    starts_not: str
    has: str
    has_not: str
    known: str
    unknown: str
    present: str
    absent: str
    dates: Mapping[str, str]
    # windows, by function and operator, then against the day itself
    windows: Mapping[tuple[str, str], str]
    today: Mapping[tuple[str, str], str]
    ahead: str
    behind: str
    # values
    since: str
    by: str
    least: str
    greatest: str
    magnitude: str
    bands: Mapping[tuple[bool, bool], BandWords]
    # sentences of a dimension
    everybody: str
    speaks_of: str
    speaks_of_list: str
    otherwise: str
    no_row: str
    best_first: str
    no_rank: str
    hits: Mapping[HitPolicy, str]
    undetermined: str
    no_match: str
    combined: str
    other_cells: str
    left_out: str
    prefixed: str
    any_value: str
    other_rows: str
    # the other sections
    limits: str
    points_of: str
    by_table: str
    by_table_in: str
    assumed: str
    never: str
    holds: str
    rises: str
    rises_later: str
    becomes: str
    turns: str
    leaves: str
    changes: str
    entry: str
    range_: str
    from_: str
    until: str
