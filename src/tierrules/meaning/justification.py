"""Why a customer has a label, as data: plain, frozen, JSON-ready. Sentences are made from it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Scalar, Title, Type
from tierrules.meaning.model import Dimension
from tierrules.meaning.regions import Region
from tierrules.meaning.result import UNLABELLED_KINDS, Missing, Reason, Status
from tierrules.meaning.truth import Absent, Truth


@dataclass(frozen=True, slots=True)
class Named:
    """A name with what people call it."""

    name: str
    title: Title = Title()


def named_label(dimension: Dimension, name: str) -> Named:
    """Return a label with its title; an outcome that is no label has none."""
    return Named(name) if name in UNLABELLED_KINDS else Named(name, dimension.title_of(name))


@dataclass(frozen=True, slots=True)
class Lacking:
    """What leaves a computed value or another dimension's answer open, and why."""

    name: Named
    reason: Reason


@dataclass(frozen=True, slots=True)
class JudgedPoints:
    """One entry of a score: the least and the most that it adds where it applies, and why it does or does not.

    An absent entry (`n/a`) has the truth None. Points that are another score's have its name and its entries.
    """

    text: str
    low: Fraction
    high: Fraction
    truth: Truth | None
    decisive: tuple[JudgedComparison, ...]
    score: Named | None = None
    points: tuple[JudgedPoints, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedComparison:
    """One comparison of a rule, as it stands for one customer on one day: `value op bound` has the `truth`.

    `field` names what is compared: a field, a derived value, a score or another dimension. Both sides are exact and
    in base units; `distance` is value - bound (numbers in base units, dates in days), None where a side has no value
    or no order. `text` is how the author wrote it. Of `elapsed` and `until`, `function` and `duration` say what was
    asked; `bound` is then the cut-off date, `turns_on` the day on which the truth turns as time goes by, and
    `days_left` the days from now until then, negative if it has turned. A score that is not settled has an `interval`
    and no value; of a score `points` are its entries. `titles` say what words in `value` and `bound` are called: labels
    and statuses of another dimension, values of a category. Where a side is worked out and has no value, `lacking` says
    why.
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
    lacking: tuple[Lacking, ...] = ()
    points: tuple[JudgedPoints, ...] = ()


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
class Better:
    """What a better label lacks: the nearest rule that gives it, and the fewest of its comparisons that do not hold.

    `lacking` is empty where the rule holds or cannot hold (`n/a`). `behind` is the rule that goes before it and
    matches, `holding` what makes it match; the label where no rule matches has no rule of its own.
    """

    label: Named
    rule: str | None
    lacking: tuple[JudgedComparison, ...]
    behind: str | None = None
    holding: tuple[JudgedComparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What a dimension answers for the values of one region, all else as it is."""

    region: Region
    status: Status
    labels: tuple[Named, ...]
    candidates: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Decider:
    """A field that may decide an undetermined dimension: what each of its values would give.

    The regions hold every value that the field can have; not `exact` if a comparison could not be solved for it.
    """

    field: Named
    given: tuple[Given, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Justification:
    """One dimension's answer with its grounds: every rule in order, up to the one that decided.

    `missing` says what may decide an undetermined one, `to_bring` the same with what people call it, `deciders` what
    each value of these fields would give. `better` says of every label better than the answer what it lacks.
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
    better: tuple[Better, ...] = ()
    deciders: tuple[Decider, ...] = ()

    @property
    def label(self) -> Named | None:
        """The one label, None where there is none or where several are collected."""
        match self.labels:
            case (only,):
                return only
        return None

    @property
    def deciding(self) -> tuple[JudgedRule, ...]:
        """The rules that gave the labels, none where they came from `otherwise` or there are none."""
        return tuple(rule for rule in self.rules if rule.id in self.rules_cited)
