"""What a portfolio becomes while one threshold moves: every step, the customers on the edge, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from tierrules.language.frames import Backend
from tierrules.meaning.dates import Lang, check_lang
from tierrules.meaning.declared import Bound, Title, Type
from tierrules.meaning.model import Dimension
from tierrules.meaning.number_text import exact_text
from tierrules.portfolio import portfolio_frames, sweep_text
from tierrules.portfolio.answers import in_order
from tierrules.portfolio.customers import Unread, Who
from tierrules.portfolio.cuts import Cut
from tierrules.portfolio.migration import Share
from tierrules.portfolio.solutions import Amount, Of, Relation, Solution, solve
from tierrules.portfolio.stretches import Stretch, between, said, written
from tierrules.portfolio.swept import Swept
from tierrules.portfolio.swept_days import SweptDays

if TYPE_CHECKING:
    from tierrules.pictures.look import Picture


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the threshold with how many have each answer of a dimension, and what they weigh."""

    stretch: Stretch
    shares: Mapping[str, Share]

    def to_dict(self) -> dict[str, Any]:
        """Return the step for JSON."""
        return {**self.stretch.to_dict(), "answers": {name: one.to_dict() for name, one in self.shares.items()}}


@dataclass(frozen=True, slots=True)
class Crossing:
    """A customer whose answer changes at a value of the threshold: with `beyond` directly behind it, else at it."""

    who: Who
    dimension: str
    value: Bound
    beyond: bool
    before: str
    after: str
    weight: Fraction | None
    cut: Cut = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the crossing for JSON."""
        return {
            "customer_id": self.who.customer_id,
            "name": self.who.name,
            "place": self.who.place,
            "dimension": self.dimension,
            "value": written(self.value, Type.DECIMAL),
            "beyond": self.beyond,
            "before": self.before,
            "after": self.after,
            "weight": None if self.weight is None else exact_text(self.weight),
        }


@dataclass(frozen=True)
class Sweep:
    """The answers of a portfolio for every value of a threshold, or for every day, from `low` to `high`.

    `current` is the value that the ruleset has. `crossings` are all changes of an answer in the order of the
    threshold; `base` holds the shares of each dimension at `low`. Only dimensions that the threshold reaches are
    there. `customers`, `set_aside`, `unread`, `weight` and `unweighed` are those of a `Migration`.
    """

    ruleset: str
    fingerprint: str
    threshold: str
    type: Type
    currency: str | None
    low: Bound
    high: Bound
    current: Bound | None
    as_of: date
    source: str
    language: Lang
    customers: int
    set_aside: int
    unread: tuple[Unread, ...] = field(repr=False)
    weight: str | None
    weight_title: Title
    weight_currency: str | None
    unweighed: int
    whole_weight: Fraction | None
    dimensions: Mapping[str, Dimension] = field(repr=False)
    base: Mapping[str, Mapping[str, Share]] = field(repr=False)
    crossings: tuple[Crossing, ...] = field(repr=False)
    swept: Swept | SweptDays = field(repr=False, compare=False)

    def __repr__(self) -> str:
        low, high = (said(one, self.type, self.currency, "en") for one in (self.low, self.high))
        return f"<Sweep of {self.threshold} from {low} to {high}: {len(self.crossings)} crossings>"

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Lang | None = None) -> str:
        """Return the steps in words: `en` or `zh`, by default the ruleset's language."""
        return sweep_text.text(self, sweep_text.language(self, lang))

    def _repr_html_(self) -> str:
        return sweep_text.html(self, self.language)

    def steps(self, dimension: str) -> Iterator[Step]:
        """Yield every stretch of the threshold in which the answers of a dimension stay, from `low` to `high`.

        Nothing is left out between two steps. Raises KeyError for a dimension that the threshold does not reach.
        """
        self._check(dimension)
        shares = {
            name: [Fraction(one.customers), one.weight or Fraction(0)] for name, one in self.base[dimension].items()
        }
        start: Cut | None = None
        for cut, crossings in groupby(self._of(dimension), lambda one: one.cut):
            yield Step(self._stretch(start, cut), self._shares(dimension, shares))
            for one in crossings:
                for name, sign in ((one.before, -1), (one.after, 1)):
                    share = shares.setdefault(name, [Fraction(0), Fraction(0)])
                    share[0] += sign
                    share[1] += sign * (one.weight or 0)
            start = cut
        yield Step(self._stretch(start, None), self._shares(dimension, shares))

    @property
    def has_current(self) -> bool:
        """Whether the value that the ruleset has is one of those that are swept."""
        if self.current is None or sweep_text.kind(self.current) != sweep_text.kind(self.low):
            return False
        low, place, high = (self.swept.place(one) for one in (self.low, self.current, self.high))
        return low <= place <= high

    def stretches(self) -> tuple[Stretch, ...]:
        """Return every stretch of the threshold in which nobody's answer changes in any dimension, upwards."""
        cuts = sorted({one.cut for one in self.crossings})
        return tuple(self._stretch(start, end) for start, end in pairwise((None, *cuts, None)))

    def at(self, value: Bound | str | int, dimension: str) -> Step:
        """Return the step of a dimension in which a value of the threshold lies; raises ValueError beyond the ends."""
        bound = sweep_text.read_bound(self, value)
        for one in self.steps(dimension):
            if bound in one.stretch:
                return one
        raise ValueError(f"the sweep is from {self._said(self.low)} to {self._said(self.high)}, not at {value}")

    def near(self, within: str | int = "5%", at: Bound | str | int | None = None) -> tuple[Crossing, ...]:
        """Return who stands near the edge: those whose answer changes close to a value, by default the current one.

        `within` is a share of the value, or of a date a number of days. Raises ValueError where the sweep does not
        reach that far.
        """
        middle = self.current if at is None else sweep_text.read_bound(self, at)
        if middle is None or sweep_text.kind(middle) != sweep_text.kind(self.low):
            raise ValueError(f"`{self.threshold}` has no value now that is swept; say near which one")
        place = self.swept.place(middle)
        reach = sweep_text.read_reach(middle, place, within)
        low, high = (self.swept.place(one) for one in (self.low, self.high))
        if place - reach < low or place + reach > high:
            told = f"the sweep is from {self._said(self.low)} to {self._said(self.high)}"
            raise ValueError(f"{told}, which is less than {within} around {self._said(middle)}; sweep further")
        return tuple(one for one in self.crossings if abs(one.cut.place - place) <= reach)

    def at_most(self, dimension: str, answer: str, amount: Amount, of: Of = "customers") -> Solution:
        """Return where at most so many have an answer: a count, a share such as `10%`, or either of the weight."""
        return self._solved(dimension, answer, "at most", amount, of)

    def at_least(self, dimension: str, answer: str, amount: Amount, of: Of = "customers") -> Solution:
        """Return where at least so many have an answer."""
        return self._solved(dimension, answer, "at least", amount, of)

    def exactly(self, dimension: str, answer: str, amount: Amount, of: Of = "customers") -> Solution:
        """Return where exactly so many have an answer; a solution without a stretch says which values come next."""
        return self._solved(dimension, answer, "exactly", amount, of)

    def plot(
        self,
        dimension: str | None = None,
        *,
        answers: Sequence[str] | None = None,
        of: Of = "customers",
        near: str | int | None = None,
        lang: Lang | None = None,
    ) -> Picture:
        """Return a picture: a line for each answer of a dimension over the values of the threshold, step by step.

        Without `dimension` all that the threshold reaches are drawn, one below the other. `answers` are the only lines
        to draw; of more than seven, those are drawn that move most. `of` counts customers or their weight. `near` is
        the strip around the present value, as for `near()`: 5 % of a number if not given. The result is a chart of
        altair; raises `MissingExtraError` without the extra `notebook`.
        """
        from tierrules.portfolio import sweep_pictures

        return sweep_pictures.plot(self, dimension, answers, of, near, lang)

    def to_frame(
        self, dimension: str | None = None, *, backend: Backend | None = None, lang: Lang | None = None
    ) -> Any:
        """Return a frame with a row for each answer in each step, of one dimension or of all.

        It is one of polars, pandas or pyarrow: `backend`, else the first that is installed. Values of a threshold and
        weights are the nearest floats, days are dates, durations count in their unit. With `lang` answers and
        dimensions go by their titles.
        """
        return portfolio_frames.sweep(self, dimension, backend, check_lang(lang))

    def to_dict(self) -> dict[str, Any]:
        """Return the whole for JSON."""
        return {
            "ruleset": self.ruleset,
            "fingerprint": self.fingerprint,
            "threshold": self.threshold,
            "low": written(self.low, self.type),
            "high": written(self.high, self.type),
            "current": None if self.current is None else written(self.current, self.type),
            "as_of": self.as_of.isoformat(),
            "rows": self.customers + self.set_aside,
            "classified": self.customers,
            "set_aside": self.set_aside,
            "weight": self.weight,
            "unweighed": self.unweighed,
            "steps": {name: [one.to_dict() for one in self.steps(name)] for name in self.base},
            "crossings": [one.to_dict() for one in self.crossings],
        }

    def _solved(self, dimension: str, answer: str, relation: Relation, amount: Amount, of: Of) -> Solution:
        if of == "weight" and self.weight is None:
            raise ValueError("the sweep was made without a weight")
        self._check(dimension)
        known = in_order([self.dimensions[dimension]], self._answers(dimension))
        if answer not in known:
            raise ValueError(f"nobody is ever `{answer}` by `{dimension}`; the answers are {', '.join(known)}")
        whole = Fraction(self.customers) if of == "customers" else self.whole_weight or Fraction(0)
        steps = ((one.stretch, one.shares.get(answer, Share(0, Fraction(0)))) for one in self.steps(dimension))
        return solve(self.threshold, answer, relation, amount, of, whole, steps)

    def _check(self, dimension: str) -> None:
        if dimension not in self.dimensions:
            raise KeyError(sweep_text.not_reached((self.threshold,), dimension, self.dimensions))

    def _answers(self, dimension: str) -> Iterable[str]:
        labels = [one.name for one in self.dimensions[dimension].labels]
        return {*labels, *self.base[dimension], *(one.after for one in self._of(dimension))}

    def _of(self, dimension: str) -> Iterator[Crossing]:
        return (one for one in self.crossings if one.dimension == dimension)

    def _shares(self, dimension: str, shares: Mapping[str, list[Fraction]]) -> dict[str, Share]:
        return {
            name: Share(int(shares[name][0]), None if self.weight is None else shares[name][1])
            for name in in_order([self.dimensions[dimension]], shares)
            if shares[name][0]
        }

    def _stretch(self, start: Cut | None, end: Cut | None) -> Stretch:
        return between(self.swept, start, end, self.type, self.currency)

    def _said(self, bound: Bound) -> str:
        return said(bound, self.type, self.currency, "en")
