"""A threshold to be moved in a notebook: every position is a step of its sweep, so that nothing is classified anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from tierrules.language.customers import Unknown
from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Bound
from tierrules.pictures.slider import slider as widget_of
from tierrules.portfolio import slider_text, sweep_text
from tierrules.portfolio.answers import in_order
from tierrules.portfolio.customers import Customers, Who
from tierrules.portfolio.migration import Share
from tierrules.portfolio.stretches import Stretch, said, written
from tierrules.portfolio.sweep import Crossing, Sweep
from tierrules.portfolio.sweeping import sweep
from tierrules.portfolio.what_if import Editable


@dataclass(frozen=True, slots=True)
class Mover:
    """A customer whose answer in a dimension is another one than at the value that the ruleset has."""

    who: Who
    dimension: str
    before: str
    after: str


_Counts = dict[str, tuple[int, Fraction]]
_NOTED: Final = 256


def _count(counts: _Counts, crossing: Crossing) -> None:
    for name, sign in ((crossing.before, -1), (crossing.after, 1)):
        customers, weight = counts.get(name, (0, Fraction(0)))
        counts[name] = customers + sign, weight + sign * (crossing.weight or 0)


class Slider:
    """A slider over the steps of a threshold; the last line of a notebook's cell shows it.

    `position` is the step at which it stands, counted from 0, and can be set; so can `value`, as `edit` takes it.
    `sweep` holds all steps, `widget` is what is shown. `shares(dimension)` and `moved()` are what the table tells.
    """

    def __init__(self, swept: Sweep, lang: Lang) -> None:
        self.sweep, self.lang = swept, lang
        self.stretches = swept.stretches()
        self._set: Bound | None = None
        self.now = next((at for at, one in enumerate(self.stretches) if self._has_current(one)), None)
        self.widget = widget_of(slider_text.head(self), len(self.stretches), self.now or 0, self._shown)

    def __repr__(self) -> str:
        return f"<Slider of {self.sweep.threshold} at {self.stretch}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return self.widget._repr_mimebundle_(**kwargs)

    @property
    def position(self) -> int:
        """The step at which the slider stands."""
        return int(self.widget.children[1].value)

    @position.setter
    def position(self, position: int) -> None:
        if not 0 <= position < len(self.stretches):
            raise ValueError(f"the slider has the positions 0 to {len(self.stretches) - 1}, not {position}")
        self.widget.children[1].value = position

    @property
    def stretch(self) -> Stretch:
        """The values of the threshold for which the table holds."""
        return self.stretches[self.position]

    @property
    def value(self) -> str:
        """A value of the stretch as `edit` takes it: the one that was set, else that of the ruleset, else any."""
        for one in (self._set, self.sweep.current if self.position == self.now else None):
            if one is not None and one in self.stretch:
                return written(one, self.sweep.type)
        return self.stretch.text

    @value.setter
    def value(self, value: Bound | str | int) -> None:
        bound = sweep_text.read_bound(self.sweep, value)
        found = next((at for at, one in enumerate(self.stretches) if bound in one), None)
        if found is None:
            one = self.sweep
            low, high = (said(end, one.type, one.currency, "en") for end in (one.low, one.high))
            raise ValueError(f"the slider goes from {low} to {high}, not to {value}")
        self.position, self._set = found, bound

    def shares(self, dimension: str) -> Mapping[str, Share]:
        """Return how many have each answer of a dimension where the slider stands."""
        return self.shares_at(self.position, dimension)

    def shares_at(self, position: int, dimension: str) -> Mapping[str, Share]:
        """Return how many have each answer of a dimension at a position."""
        one, passed = self.sweep, self._passed[position]
        counts = dict(self._noted[passed // _NOTED][dimension])
        for crossing in one.crossings[passed // _NOTED * _NOTED : passed]:
            if crossing.dimension == dimension:
                _count(counts, crossing)
        weighed = one.weight is not None
        return {
            name: Share(counts[name][0], counts[name][1] if weighed else None)
            for name in in_order([one.dimensions[dimension]], counts)
            if counts[name][0]
        }

    def moved(self) -> tuple[Mover, ...]:
        """Return who has another answer where the slider stands than at the value that the ruleset has."""
        return self.moved_at(self.position)

    def moved_at(self, position: int) -> tuple[Mover, ...]:
        """Return who has another answer at a position; nobody where the ruleset's value is not among the positions."""
        if self.now is None:
            return ()
        low, high = sorted((self._passed[self.now], self._passed[position]))
        is_down = position < self.now
        first: dict[tuple[str, str], str] = {}
        last: dict[tuple[str, str], tuple[Who, str]] = {}
        passed = self.sweep.crossings[low:high]
        for one in reversed(passed) if is_down else passed:
            key = one.who.place, one.dimension
            before, after = (one.after, one.before) if is_down else (one.before, one.after)
            first.setdefault(key, before)
            last[key] = one.who, after
        movers = (Mover(who, key[1], first[key], after) for key, (who, after) in last.items())
        return tuple(one for one in movers if one.before != one.after)

    def _shown(self, position: int) -> str:
        return slider_text.table(self, position)

    def _has_current(self, stretch: Stretch) -> bool:
        return self.sweep.has_current and self.sweep.current in stretch

    @cached_property
    def _noted(self) -> list[dict[str, _Counts]]:
        """The counts of each dimension after every so many crossings, so that no move counts all of them."""
        counts = {
            name: {answer: (share.customers, share.weight or Fraction(0)) for answer, share in shares.items()}
            for name, shares in self.sweep.base.items()
        }
        noted = []
        for at, crossing in enumerate(self.sweep.crossings):
            if at % _NOTED == 0:
                noted.append({name: dict(each) for name, each in counts.items()})
            _count(counts[crossing.dimension], crossing)
        return [*noted, counts] if len(self.sweep.crossings) % _NOTED == 0 else noted

    @cached_property
    def _passed(self) -> list[int]:
        """How many of the crossings lie behind each position."""
        found, at = [0], 0
        crossings = self.sweep.crossings
        while at < len(crossings):
            cut = crossings[at].cut
            while at < len(crossings) and crossings[at].cut == cut:
                at += 1
            found.append(at)
        return found


def slider(
    rules: Editable,
    customers: Customers,
    threshold: str,
    low: object,
    high: object,
    *,
    as_of: date,
    weight: str | None = None,
    unknown: Unknown = "near-miss",
    lang: Lang | None = None,
) -> Slider:
    """Return a slider over the values of a threshold."""
    swept = sweep(rules, customers, threshold, low, high, as_of=as_of, weight=weight, unknown=unknown)
    return Slider(swept, sweep_text.language(swept, lang))
