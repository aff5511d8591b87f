"""Conditions with names and types settled, still in the author's forms; what `resolve` makes and `lower` takes.

Nothing in this tree can be wrong: each operand has the type of its comparison, each name exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tierrules.meaning.dates import Duration, Order
from tierrules.meaning.declared import Bound, Dated, Origin, Table, Title, Type
from tierrules.meaning.model import Constant, FieldTerm, HitPolicy
from tierrules.text.source import Span


@dataclass(frozen=True, slots=True)
class TableTerm:
    """A threshold by category, not yet taken apart."""

    name: str
    table: Table
    text: str


@dataclass(frozen=True, slots=True)
class ComputedTerm:
    """Arithmetic whose parts may hold tables."""

    op: Literal["+", "-", "*", "/", "neg", "abs", "min", "max"]
    parts: tuple[TypedTerm, ...]
    text: str


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A derived value or a score, by name."""

    name: str
    kind: Literal["derived", "score"]


TypedTerm = FieldTerm | Constant | TableTerm | ComputedTerm | NamedTerm


@dataclass(frozen=True, slots=True)
class Chain:
    """`a <= x < b`: n links between n + 1 terms, one origin a link."""

    terms: tuple[TypedTerm, ...]
    ops: tuple[str, ...]
    type: Type
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class WindowLink:
    """One link of `elapsed(d) op n` or `until(d) op n`."""

    function: Literal["elapsed", "until"]
    field: str
    op: Order
    duration: Duration | Dated | TableTerm
    text: str
    threshold: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Window:
    """A comparison or chain around `elapsed(d)` or `until(d)`."""

    links: tuple[WindowLink, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class In:
    """`term in [..]`, `term not in [..]`, `starts_with(term, ..)`, or a value with a row of its own in a table."""

    term: TypedTerm
    values: tuple[Constant, ...]
    negated: bool
    prefix: bool
    type: Type
    origin: Origin
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """`known(term)` or `present(term)`."""

    term: TypedTerm
    function: Literal["known", "present"]
    origin: Origin


@dataclass(frozen=True, slots=True)
class HasLabel:
    """A test on another dimension."""

    dimension: str
    labels: tuple[str, ...]
    negated: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean field standing as a condition."""

    field: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Parts:
    """`all` and `and`, `any` and `or`, `not`, and `at_least` with its `k`."""

    word: Literal["all", "any", "not", "at_least"]
    parts: tuple[TypedCondition, ...]
    k: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Always:
    """`always`: the condition of a rule without one."""

    origin: Origin


TypedCondition = Chain | Window | In | Known | HasLabel | Flag | Parts | Always


@dataclass(frozen=True, slots=True)
class TypedPoints:
    """An entry of a score: a number, or another score."""

    points: Constant | NamedTerm
    when: TypedCondition


@dataclass(frozen=True, slots=True)
class TypedScore:
    """A score with its limits."""

    name: str
    title: Title
    low: Constant | None
    high: Constant | None
    add: tuple[TypedPoints, ...]


@dataclass(frozen=True, slots=True)
class TypedRule:
    """A rule with its id settled."""

    id: str
    label: str
    when: TypedCondition
    overrides: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class TypedRules:
    """Rules under a hit policy; `otherwise` is None for silence."""

    hit: HitPolicy
    rules: tuple[TypedRule, ...]
    otherwise: str | None


@dataclass(frozen=True, slots=True)
class TypedBand:
    """One bound of a band dimension: the label and the comparison that gives it."""

    label: str
    when: Chain
    span: Span


@dataclass(frozen=True, slots=True)
class TypedBands:
    """Bands from the outermost on; `rest` is the label behind the last one."""

    of: TypedTerm
    text: str
    may_be_none: bool
    bands: tuple[TypedBand, ...]
    rest: str
    span: Span


@dataclass(frozen=True, slots=True)
class TypedCells:
    """For each label its cells, each a list of equalities; `otherwise` is None for silence."""

    rows: tuple[tuple[str, tuple[tuple[Chain, ...], ...], Span], ...]
    otherwise: str | None


@dataclass(frozen=True, slots=True)
class TypedDimension:
    """A dimension whose labels, guard and form are settled; `silent` where `otherwise: none` is written."""

    name: str
    title: Title
    labels: tuple[tuple[str, Title], ...]
    ordered: bool
    applies: TypedCondition | None
    no_match: bool
    form: TypedRules | TypedBands | TypedCells
    span: Span
    silent: bool = False


@dataclass(frozen=True, slots=True)
class TypedInvariant:
    """A condition that is `never` or `always` true."""

    kind: Literal["never", "always"]
    condition: TypedCondition
    span: Span


def table_bounds(table: Table) -> tuple[Bound | None, ...]:
    """Return every bound of a table, its default last; None is `n/a`."""
    found: list[Bound | None] = []
    for row in table.rows:
        inner = row.bound if isinstance(row.bound, tuple) else (row,)
        found += [one.bound for one in inner if not isinstance(one.bound, tuple)]
    return (*found, *((table.default,) if table.has_default else ()))
