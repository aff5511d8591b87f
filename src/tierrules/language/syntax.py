"""A ruleset as it is written: records that still hold the author's words and their places.

No name is looked up and no number is read here; `read` makes these records, `resolve` gives them meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from tierrules.meaning.declared import Title
from tierrules.text.expressions import Expression
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span


@dataclass(frozen=True, slots=True)
class Single:
    """An expression on one line: its tree, and the scalar that holds it."""

    scalar: Scalar
    tree: Expression


@dataclass(frozen=True, slots=True)
class Group:
    """`all`, `any`, `not` or `at_least` over conditions; `k` is what stands beside `at_least`."""

    word: str
    parts: tuple[Condition, ...]
    k: Scalar | None
    span: Span


Condition = Single | Group


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """An entry of `fields`; `type` is None, too, where some other key of it could not be read."""

    name: Scalar
    type: Scalar | None
    title: Title
    values: tuple[Scalar, ...] | None
    minimum: Scalar | None
    maximum: Scalar | None
    empty: str
    currency: Scalar | None
    aliases: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A row of a table: one bound, or further rows by the next field."""

    key: Scalar
    bound: Scalar | tuple[RowEntry, ...]


@dataclass(frozen=True, slots=True)
class TableEntry:
    """The table form of a threshold."""

    by: tuple[Scalar, ...]
    rows: tuple[RowEntry, ...]
    default: Scalar | None
    prefix: bool


@dataclass(frozen=True, slots=True)
class ThresholdEntry:
    """An entry of `thresholds`: one value, one for each date, or a table."""

    name: Scalar
    value: Scalar | tuple[RowEntry, ...] | TableEntry
    title: Title
    source: str | None


@dataclass(frozen=True, slots=True)
class DerivedEntry:
    """An entry of `derived`."""

    name: Scalar
    value: Single


@dataclass(frozen=True, slots=True)
class PointsEntry:
    """An item of a score; `when` is None where points are always added."""

    points: Scalar
    when: Condition | None


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """An entry of `scores`."""

    name: Scalar
    title: Title
    within: tuple[Scalar, ...] | None
    add: tuple[PointsEntry, ...]


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """An item of `rules`; `when` is None where the condition could not be read."""

    label: Scalar
    when: Condition | None
    id: Scalar | None
    overrides: tuple[Scalar, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class BandsEntry:
    """`bands`: rising (`from`, `below`) or falling (`up_to`, `above`)."""

    of: Single
    bounds: tuple[tuple[Scalar, Scalar], ...]
    rest: Scalar
    rising: bool
    span: Span


@dataclass(frozen=True, slots=True)
class CellsEntry:
    """`cells`: for each label its combinations of values."""

    of: tuple[Single, ...]
    rows: tuple[tuple[Scalar, tuple[Cell, ...]], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination of values."""

    values: tuple[Scalar, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DimensionEntry:
    """An entry of `dimensions`: at most one of `rules`, `bands`, `cells`; none where that could not be read."""

    name: Scalar
    title: Title
    labels: tuple[tuple[Scalar, Title], ...]
    ordered: bool
    hit: Scalar | None
    applies: Condition | None
    rules: tuple[RuleEntry, ...] | None
    bands: BandsEntry | None
    cells: CellsEntry | None
    otherwise: Scalar | None
    no_match: bool


@dataclass(frozen=True, slots=True)
class TriggerEntry:
    """An entry of `triggers`."""

    name: Scalar
    dimension: Scalar
    before: Scalar | None
    after: Scalar | None
    do: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InvariantEntry:
    """An item of `invariants`: a condition that is `never` or `always` true, or `rises_with` and a dimension."""

    kind: str
    condition: Condition | None
    field: Scalar | None
    dimension: Scalar | None
    span: Span


@dataclass(frozen=True, slots=True)
class RulesetEntry:
    """A whole file. `language` is settled here, since titles without a language need it."""

    name: Scalar | None
    version: str | None
    language: str
    currency: Scalar | None
    model: str | None
    title: Title
    since: Scalar | None
    until: Scalar | None
    fields: tuple[FieldEntry, ...]
    assume: tuple[Condition, ...]
    thresholds: tuple[ThresholdEntry, ...]
    derived: tuple[DerivedEntry, ...]
    scores: tuple[ScoreEntry, ...]
    dimensions: tuple[DimensionEntry, ...]
    triggers: tuple[TriggerEntry, ...]
    invariants: tuple[InvariantEntry, ...]
    declared: frozenset[str]
