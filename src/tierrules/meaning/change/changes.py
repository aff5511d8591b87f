"""Two classifications of one customer → a record for each dimension whose answer differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tierrules.meaning.change.cause import Answer, CannotTellError, Side, causes, differing, reaches, world_of
from tierrules.meaning.change.direction import direction_of
from tierrules.meaning.change.drivers import drivers
from tierrules.meaning.change.parts import Component, Driver, Fired, Lack, State
from tierrules.meaning.change.record import ChangeRecord
from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Title
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Dimension, Model
from tierrules.meaning.result import Status

Told = Mapping[str, tuple[Status, tuple[str, ...]]]
"""The answers of a classification: status and labels by dimension."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Compares what two sides answered, and asks why.

    With `first` a dimension that the old ruleset lacks sets off triggers, too: its answer is the first one.
    """

    before: Side
    after: Side
    model: Model
    actor: str | None
    at: date
    language: Lang
    first: bool = False

    def records(self, then: Told, now: Told) -> Iterator[ChangeRecord]:
        """Yield a record for each dimension whose answer differs, in the order of the new file."""
        for name in dict.fromkeys((*now, *then)):
            if then.get(name) != now.get(name):
                yield self.record(name, then.get(name), now.get(name))

    def record(self, name: str, then: Answer, now: Answer) -> ChangeRecord:
        """Return the record of one dimension whose answers differ."""
        before, after = self._state(name, then), self._state(name, now)
        cause, because = self._cause(name, now)
        drivers, why = self._drivers(name, cause, now) if because is None else ((), because)
        return ChangeRecord(
            dimension=Named(name, self._title(name)),
            before=before,
            after=after,
            direction=direction_of(self._known(name), before, after),
            cause=cause,
            drivers=drivers,
            undetermined_because=why,
            triggers=tuple(fired(self.model, name, before, after)) if before is not None or self.first else (),
            actor=self.actor,
            at=self.at,
            as_of_before=self.before.as_of,
            as_of_after=self.after.as_of,
            fingerprint_before=self.before.fingerprint,
            fingerprint_after=self.after.fingerprint,
            language=self.language,
        )

    def _cause(self, name: str, now: Answer) -> tuple[tuple[tuple[Component, ...], ...], Lack | None]:
        differs = differing(self.before, self.after)
        if not differs:
            return (), Lack("nothing")
        try:
            return causes(differs, lambda new: reaches(world_of(self.before, self.after, new), name, now)), None
        except CannotTellError as error:
            return (), error.lack

    def _drivers(
        self, name: str, cause: tuple[tuple[Component, ...], ...], now: Answer
    ) -> tuple[tuple[Driver, ...], Lack | None]:
        try:
            return tuple(one for within in cause for one in drivers(self.before, self.after, name, within, now)), None
        except CannotTellError as error:
            return (), error.lack

    # --- what is said beside the cause

    def _known(self, name: str) -> list[Dimension]:
        """Return the dimension as the rulesets at hand have it, the new one first."""
        models = [self.model] if self.before.model is None else [self.model, self.before.model]
        return [model.dimensions[name] for model in models if name in model.dimensions]

    def _title(self, name: str) -> Title:
        return next((one.title for one in self._known(name)), Title())

    def _state(self, name: str, told: Answer) -> State | None:
        if not isinstance(told, tuple):
            return None
        titles = {label.name: label.title for one in reversed(self._known(name)) for label in one.labels}
        return State(told[0], tuple(Named(label, titles.get(label, Title())) for label in told[1]))


def first_records(after: Side, model: Model, now: Told, actor: str | None, at: date) -> Iterator[ChangeRecord]:
    """Yield a record for each dimension of a customer who was never classified before: nothing is left, so no cause."""
    for name, (status, labels) in now.items():
        one = model.dimensions[name]
        state = State(status, tuple(Named(label, one.title_of(label)) for label in labels))
        yield ChangeRecord(
            dimension=Named(name, one.title),
            before=None,
            after=state,
            direction="none",
            cause=(),
            drivers=(),
            undetermined_because=None,
            triggers=tuple(fired(model, name, None, state)),
            actor=actor,
            at=at,
            as_of_before=None,
            as_of_after=after.as_of,
            fingerprint_before=None,
            fingerprint_after=after.fingerprint,
            language=model.language,
        )


def fired(model: Model, name: str, before: State | None, after: State | None) -> Iterator[Fired]:
    """Yield the triggers that a change of a dimension sets off, in the order of the file."""
    then, now = (set[str]() if one is None else {label.name for label in one.labels} for one in (before, after))
    for one in model.triggers:
        left = one.before is None or one.before in then - now
        reached = one.after is None or one.after in now - then
        if one.dimension == name and left and reached:
            yield Fired(one.name, one.do)


def with_ruleset(side: Side, other: Side) -> Side:
    """Return a side with its ruleset, taken from the other one where both were classified by the same."""
    if side.model is not None or side.fingerprint != other.fingerprint:
        return side
    return replace(side, model=other.model)
