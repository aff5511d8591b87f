"""The parts of a change record: plain, frozen, picklable, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Scalar, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.result import Status
from tierrules.meaning.truth import Absent

Component = Literal["data", "rules", "time", "person"]
COMPONENTS: Final[tuple[Component, ...]] = ("data", "rules", "time", "person")

Direction = Literal["up", "down", "across", "none"]
"""`up` and `down` by the order of the labels, best first; `unlabelled` is worse than every label.

`across` where the labels have no order, or several are collected; `none` where an answer has no place in the order:
undetermined, in conflict, not applicable, or a label or dimension that only one of the two rulesets knows.
"""

Value = Scalar | Absent | Duration | None
"""A value on one side of a change; None where there is nothing on that side, or nothing that is one value."""


@dataclass(frozen=True, slots=True)
class State:
    """The answer of a dimension on one side of a change; `labels` of a collected one are those that are certain."""

    status: Status
    labels: tuple[Named, ...]

    @property
    def label(self) -> Named | None:
        """The one label, None where there is none or where there are several."""
        match self.labels:
            case (only,):
                return only
        return None


@dataclass(frozen=True, slots=True)
class Crossing:
    """A bound that a value has crossed: now `value op bound` is true, before it was not."""

    op: str
    bound: Scalar
    threshold: Named | None


DriverKind = Literal["field", "threshold", "rule", "order", "dimension", "window", "person"]


@dataclass(frozen=True, slots=True)
class Driver:
    """Something that differs and without which the change would not be.

    `kind` is what it is: a `field` of the customer, a `threshold`, a `rule`, the `order` of the rules of a dimension,
    a `dimension` (what else it says, or that it is new or gone), a `window` of time on a date field, or a `person`.
    `within` is the cause that it belongs to, `component` the part of that cause. Of a threshold that a new row brings
    into force `on` is the day from which that row holds; of a window the day on which its duration was over, `before`
    is then the date and `duration` what was asked. `titles` say what words in `before` and `after` are called.
    """

    component: Component
    kind: DriverKind
    name: str
    within: tuple[Component, ...]
    titled: Named
    type: Type | None = None
    currency: str | None = None
    before: Value = None
    after: Value = None
    crossed: tuple[Crossing, ...] = ()
    threshold: Named | None = None
    function: Literal["elapsed", "until"] | None = None
    duration: Duration | None = None
    on: date | None = None
    titles: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a cause, or what drives it, cannot be told.

    `rules`: the previous ruleset is not at hand. `inputs`: `fields` decide, and one of the two classifications has not
    read them. `types`: the two rulesets read these `fields` as different things. `nothing`: ruleset, data and day are
    equal, and yet the answers differ.
    """

    kind: Literal["rules", "inputs", "types", "nothing"]
    fields: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Fired:
    """A trigger that a change sets off: its name, and what is to be done, as the ruleset says it."""

    name: str
    do: tuple[tuple[str, str], ...]
