"""The customer who shows a finding: as small as can be, and put to the definition before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tierrules.meaning.declared import Scalar
from tierrules.meaning.model import Model
from tierrules.meaning.number_text import decimal_places
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.meaning.value_text import value_text
from tierrules.meaning.values import Case
from tierrules.proof.engine.points import Facts

Shows = Callable[[Case], bool]
"""Whether a customer shows what a finding claims, by the definition."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What is known of a customer, on the day `as_of`; what is not listed is not known and plays no part."""

    model: Model
    facts: Mapping[str, Scalar | Absent]
    as_of: date

    @property
    def mapping(self) -> dict[str, object]:
        """The customer as `classify` takes it, and the day."""
        return {**{name: _plain(seen) for name, seen in self.facts.items()}, "as_of": self.as_of}

    @property
    def text(self) -> str:
        """The customer in words: `annual_spend 60万, profit_margin 15%`."""
        return ", ".join(f"`{name}` {self._said(name, seen)}" for name, seen in self.facts.items()) or "nothing known"

    def _said(self, name: str, seen: Scalar | Absent) -> str:
        field = self.model.fields[name]
        if isinstance(seen, bool):
            return "true" if seen else "false"
        return value_text(seen, field.type, field.currency, "en")


def witness(model: Model, facts: Facts, as_of: date, shows: Shows, nearly: Shows | None = None) -> Witness:
    """Return a customer of whom no value can be left out without losing what is shown.

    `nearly` says the same for less work, and is asked which values can go; what is left is put to `shows`, and where
    that does not hold, `shows` is asked about each value. Raises AssertionError if the customer does not show it:
    search and definition differ, which must not be hidden.
    """
    people = _People(model, as_of)
    kept = dict(facts) if nearly is None else people.fewest(facts, nearly)
    if not people.show(kept, shows):
        if not people.show(facts, shows):
            raise AssertionError(f"the definition does not confirm what was found for {facts} on {as_of}")
        nearly, kept = None, dict(facts)
    if nearly is None:
        kept = people.fewest(kept, shows)
    return Witness(model, {name: seen for name, seen in kept.items() if seen is not MISSING}, as_of)


@dataclass(frozen=True, slots=True)
class _People:
    """Customers of whom nothing is known but some facts."""

    model: Model
    as_of: date

    def show(self, facts: Facts, shows: Shows) -> bool:
        return shows(Case(self.model, {**dict.fromkeys(self.model.fields, MISSING), **facts}, self.as_of))

    def fewest(self, facts: Facts, shows: Shows) -> Facts:
        """Leave out one value after the other that is not needed."""
        kept = dict(facts)
        for name in facts:
            fewer = {other: seen for other, seen in kept.items() if other != name}
            if self.show(fewer, shows):
                kept = fewer
        return kept


def _plain(seen: Scalar | Absent) -> object:
    if seen is NONE:
        return None
    if not isinstance(seen, Fraction):
        return seen
    if seen.denominator == 1:
        return int(seen)
    places = decimal_places(seen)
    # A value that no decimal can write comes from no data; its nearest text is told rather than nothing.
    return f"{seen.numerator}/{seen.denominator}" if places is None else _decimal(seen, places)


def _decimal(seen: Fraction, places: int) -> Decimal:
    digits = abs(seen.numerator * 10**places // seen.denominator)
    return Decimal((int(seen < 0), tuple(map(int, str(digits))), -places))
