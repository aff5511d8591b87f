"""What changed for one customer in one dimension, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tierrules.meaning.change import as_json, sentences
from tierrules.meaning.change.parts import Component, Direction, Driver, Fired, Lack, State
from tierrules.meaning.dates import Lang, check_lang
from tierrules.meaning.justification import Named


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One dimension whose answer is another one than before, with the cause of the change.

    `before` and `after` are None where the ruleset of that side lacks the dimension. Of the first classification of a
    customer everything before is None, the cause is empty and nothing lacks. `cause` holds all least sets of
    `data`, `rules`, `time` and `person` that bring the new answer, the rest being old: one set of one is the cause,
    one set of several works only together, of several sets either would do. `drivers` say what it was in each of them:
    the fields, thresholds, rules, days. Where either cannot be told, `undetermined_because` says why. `triggers` are
    those of the new ruleset that the change sets off. `at` is the day of the change, `actor` who or what made it.
    """

    dimension: Named
    before: State | None
    after: State | None
    direction: Direction
    cause: tuple[tuple[Component, ...], ...]
    drivers: tuple[Driver, ...]
    undetermined_because: Lack | None
    triggers: tuple[Fired, ...]
    actor: str | None
    at: date
    as_of_before: date | None
    as_of_after: date
    fingerprint_before: str | None
    fingerprint_after: str
    language: Lang

    def __repr__(self) -> str:
        untold = "what cannot be told" if not self.is_first else "being the first"
        told = " or ".join("+".join(one) for one in self.cause) or untold
        states = " → ".join(_told(one) for one in (self.before, self.after))
        return f"<ChangeRecord {self.dimension.name} on {self.at}: {states} ({self.direction}), by {told}>"

    @property
    def is_first(self) -> bool:
        """Whether there was no classification before."""
        return self.as_of_before is None

    def reason(self, lang: Lang | None = None) -> str:
        """Return why, as one sentence in `en` or `zh`, else ValueError; the default is the ruleset's language."""
        return sentences.reason(self, self._lang(lang))

    def line(self, lang: Lang | None = None) -> str:
        """Return the change as one line for a log: the day, who, why, and from what to what."""
        return sentences.line(self, self._lang(lang))

    def to_dict(self) -> dict[str, Any]:
        """Return the record for JSON: `before` and `after` are the keys `from` and `to`."""
        return as_json.record(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ChangeRecord:
        """Return the record that `to_dict` has written."""
        return cls(**as_json.parts(data))

    def _lang(self, lang: Lang | None) -> Lang:
        return check_lang(lang) or self.language


def _told(state: State | None) -> str:
    if state is None:
        return "nothing"
    return ", ".join(one.name for one in state.labels) or state.status
