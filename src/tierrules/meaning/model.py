"""The core forms: all that a ruleset is once its sugar is gone. Plain frozen data, no behaviour.

Every condition and term keeps its `origin`, so that a justification speaks as its author wrote and a finding
points to the line. Names are settled and types are checked before a model exists; whoever reads a model need not
check again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tierrules.meaning.dates import Duration, Order
from tierrules.meaning.declared import Dated, Field, Origin, Scalar, Threshold, Title, Type
from tierrules.meaning.truth import Absent
from tierrules.meaning.written import Written
from tierrules.text.diagnostics import Diagnostic
from tierrules.text.source import Source, Span

# --- terms: what stands on a side of a comparison


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """The customer's value of a field."""

    field: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A value known at load: a threshold (then `name` says which) or a literal. NONE compares with nothing."""

    value: Scalar | Dated | Literal[Absent.NONE]
    text: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """Exact arithmetic on terms: `+ - * /` of two, `neg` and `abs` of one, `min` and `max` of several."""

    op: Literal["+", "-", "*", "/", "neg", "abs", "min", "max"]
    parts: tuple[Term, ...]
    text: str


@dataclass(frozen=True, slots=True)
class DerivedTerm:
    """A computed value with a name of its own."""

    name: str
    term: Term


@dataclass(frozen=True, slots=True)
class Points:
    """Points that a score adds where a condition holds; of another score, those that it has."""

    points: Constant | ScoreTerm
    when: Condition


@dataclass(frozen=True, slots=True)
class ScoreTerm:
    """Whole points added up, clamped once to `low` and `high`; an interval while conditions are UNKNOWN."""

    name: str
    low: Constant | None
    high: Constant | None
    add: tuple[Points, ...]
    title: Title = Title()


Term = FieldTerm | Constant | Computed | DerivedTerm | ScoreTerm


@dataclass(frozen=True, slots=True)
class CutOff:
    """The date that `elapsed` or `until` of a date field is compared with; it follows from `as_of` alone.

    `op` is the operator as written against `duration`; `dates.elapsed_bound` and `dates.until_bound` turn both
    into the operator and the date that the field is held against.
    """

    function: Literal["elapsed", "until"]
    op: Order
    duration: Duration | Dated
    text: str
    name: str | None = None


# --- conditions


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left op right`, both sides of one type. Words and booleans know only `==` and `!=`."""

    left: Term
    op: str
    right: Term
    type: Type
    origin: Origin


@dataclass(frozen=True, slots=True)
class DateWindow:
    """A date field against a cut-off: one link of `elapsed(d) op n` or `until(d) op n`."""

    field: str
    cut_off: CutOff
    origin: Origin


@dataclass(frozen=True, slots=True)
class Membership:
    """`term in [..]`; with `negated` `not in`; with `prefix` a code that begins with one of the values.

    `table` names the threshold whose rows the values are, if they come from one.
    """

    term: Term
    values: tuple[Constant, ...]
    negated: bool
    prefix: bool
    type: Type
    origin: Origin
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """`known(term)` or `present(term)`."""

    term: Term
    function: Literal["known", "present"]
    origin: Origin


@dataclass(frozen=True, slots=True)
class LabelTest:
    """Whether another dimension has one of `labels`; asked of every outcome that it may have."""

    dimension: str
    labels: tuple[str, ...]
    negated: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `k` of `parts`; `all` has k None: as many as there are. Absent parts do not count.

    `any` is k = 1, `always` is `all` of none.
    """

    k: int | None
    parts: tuple[Condition, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Not:
    """The part's truth with TRUE and FALSE exchanged."""

    part: Condition
    origin: Origin


@dataclass(frozen=True, slots=True)
class Choice:
    """The condition of the row that a field's value chooses; None is an absent one (`n/a`).

    `default` is for values without a row, `none` for NONE; a MISSING value is UNKNOWN.
    """

    field: str
    rows: tuple[tuple[str, Condition | None], ...]
    default: Condition | None
    none: Condition | None
    prefix: bool
    origin: Origin


Atom = Comparison | DateWindow | Membership | Presence | LabelTest
Condition = Atom | AtLeast | Not | Choice


# --- dimensions

HitPolicy = Literal["first", "unique", "any", "priority", "collect"]
Reducer = Literal["first", "unique", "any", "collect"]


@dataclass(frozen=True, slots=True)
class Label:
    """One answer that a dimension can give; labels stand best first."""

    name: str
    title: Title = Title()


@dataclass(frozen=True, slots=True)
class Rule:
    """`id` is what results cite: `size.large`, `size.large.2`, or `size.<id>` where the file gives one."""

    id: str
    label: str
    when: Condition
    span: Span
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """One question asked of every customer. `otherwise` is the label where no rule matches, None for none.

    `hit` is the hit policy as written, None for bands and cells; `reducer` is how `rules`, in their order here,
    become an outcome. `default_id` is what results cite where no rule matched. With `no_match` a rule that is
    UNKNOWN does not match. `silent` says that the silence where no rule matches is meant: `otherwise: none`.
    """

    name: str
    title: Title
    labels: tuple[Label, ...]
    hit: HitPolicy | None
    reducer: Reducer
    rules: tuple[Rule, ...]
    otherwise: str | None
    default_id: str
    applies: Condition | None
    no_match: bool
    ordered: bool
    span: Span
    silent: bool = field(compare=False)

    @property
    def applies_id(self) -> str:
        """What a justification calls the guard."""
        return f"{self.name}.applies"

    def rank(self, label: str) -> int:
        """Return the place of `label`, 0 for the best."""
        return next(at for at, one in enumerate(self.labels) if one.name == label)

    def title_of(self, label: str) -> Title:
        """Return the title of `label`."""
        return self.labels[self.rank(label)].title


# --- what is said of the whole


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a change of a dimension's label sets off; None for `before` or `after` means any."""

    name: str
    dimension: str
    before: str | None
    after: str | None
    do: tuple[tuple[str, str], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Invariant:
    """A claim about every customer: a condition that is `never` or `always` true."""

    kind: Literal["never", "always"]
    condition: Condition
    span: Span


@dataclass(frozen=True, slots=True)
class RisesWith:
    """A claim about pairs: with more of a field, all else equal, the label is never worse."""

    field: str
    dimension: str
    span: Span


@dataclass(frozen=True, slots=True)
class Effective:
    """The days on which a ruleset holds, both included; None is open."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A whole ruleset. `fields` holds every field that it names, `inputs` those that classifying reads.

    `spare` are the fields that are declared and named nowhere. Derived values and scores stand inside the terms that
    use them; `derived` and `scores` name them once more. `written` says where names are declared and used, `warnings`
    what loading found beside errors.
    """

    name: str
    version: str | None
    title: Title
    language: Literal["en", "zh"]
    currency: str | None
    effective: Effective
    fields: Mapping[str, Field]
    inputs: tuple[str, ...]
    assume: tuple[Condition, ...]
    thresholds: Mapping[str, Threshold]
    derived: tuple[str, ...]
    scores: Mapping[str, ScoreTerm]
    dimensions: Mapping[str, Dimension]
    triggers: tuple[Trigger, ...]
    invariants: tuple[Invariant | RisesWith, ...]
    source: Source
    spare: Mapping[str, Field] = field(default_factory=dict)
    written: Written = field(default_factory=Written, compare=False, repr=False)
    warnings: tuple[Diagnostic, ...] = ()
