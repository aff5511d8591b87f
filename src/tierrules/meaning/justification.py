"""Why a customer has a label, as data: plain, frozen, JSON-ready. Sentences are made from it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Scalar, Title, Type
from tierrules.meaning.result import Missing, Status
from tierrules.meaning.truth import Absent, Truth


@dataclass(frozen=True, slots=True)
class Named:
    """A name with what people call it."""

    name: str
    title: Title = Title()


@dataclass(frozen=True, slots=True)
class JudgedComparison:
    """One comparison of a rule, as it stands for one customer on one day: `value op bound` has the `truth`.

    `field` names what is compared: a field, a derived value, a score or another dimension. Both sides are exact and
    in base units; `distance` is value - bound (numbers in base units, dates in days), None where a side has no value
    or no order. `text` is how the author wrote it. Of `elapsed` and `until`, `function` and `duration` say what was
    asked; `bound` is then the cut-off date, `turns_on` the day on which the truth turns as time goes by, and
    `days_left` the days from now until then, negative if it has turned. A score that is not settled has an `interval`
    and no value. Of a test on another dimension `titles` are the labels that `value` and `bound` name.
    """

    text: str
    field: Named
    type: Type
    op: str
    value: Scalar | Absent | tuple[str, ...]
    bound: Scalar | Absent | tuple[Scalar, ...]
    truth: Truth
    threshold: Named | None = None
    other_field: Named | None = None
    currency: str | None = None
    distance: Fraction | None = None
    interval: tuple[Fraction, Fraction] | None = None
    function: str | None = None
    duration: Duration | None = None
    turns_on: date | None = None
    days_left: int | None = None
    titles: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedRule:
    """A rule, or the dimension's `applies`, with its truth and all comparisons of its condition.

    `decisive` are those that carry the truth: for a TRUE `any` the TRUE parts, for a FALSE `all` the FALSE ones.
    """

    id: str
    label: Named | None
    truth: Truth
    comparisons: tuple[JudgedComparison, ...]
    decisive: tuple[JudgedComparison, ...]


@dataclass(frozen=True, slots=True)
class Justification:
    """One dimension's answer with its grounds: every rule in order, up to the one that decided.

    `missing` says what may decide an undetermined one, `to_bring` the same with what people call it.
    """

    dimension: Named
    status: Status
    labels: tuple[Named, ...]
    rules_cited: tuple[str, ...]
    candidates: tuple[Named, ...]
    missing: tuple[Missing, ...]
    to_bring: tuple[Named, ...]
    as_of: date
    applies: JudgedRule | None
    rules: tuple[JudgedRule, ...]

    @property
    def label(self) -> Named | None:
        """The one label, None where there is none or where several are collected."""
        return self.labels[0] if len(self.labels) == 1 else None

    @property
    def deciding(self) -> tuple[JudgedRule, ...]:
        """The rules that gave the labels, none where they came from `otherwise` or there are none."""
        return tuple(rule for rule in self.rules if rule.id in self.rules_cited)
