"""Where two versions of a dimension answer alike, as a formula: one bit for each thing that an answer says.

An answer says of each outcome whether it is possible; a collection says of each label whether it is certain, and
whether it is out of the question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tierrules.meaning.model import Dimension
from tierrules.meaning.result import NOT_APPLICABLE, UNLABELLED, Outcome
from tierrules.proof.engine.answers import Answers, outcomes_of
from tierrules.proof.engine.formulas import FALSE, TRUE, Formula, every, no, some

Answered = tuple[Outcome, Outcome]
"""What both versions answer to one customer."""

_Rails = tuple[Formula, Formula]


@dataclass(frozen=True, slots=True)
class SameAnswers:
    """Two versions of one dimension; `renamed` maps labels of the old one to those that they are called now."""

    answers: Answers
    before: Dimension
    after: Dimension
    renamed: Mapping[str, str]

    @property
    def is_collected(self) -> bool:
        """Whether either version collects labels; what the other one answers counts as a collection of one."""
        return "collect" in (self.before.reducer, self.after.reducer)

    def same(self) -> Formula:
        """Return where both answer alike."""
        bits = zip(self._bits(self.before, self._old_names()), self._bits(self.after, self._new_names()), strict=True)
        return every(some((every((one, other)), every((no(one), no(other))))) for one, other in bits)

    def pair(self, answered: Answered) -> Formula:
        """Return where both answer just this."""
        sides = (self.before, self._old_names()), (self.after, self._new_names())
        return every(self._exactly(one, names, found) for (one, names), found in zip(sides, answered, strict=True))

    def kind(self, answered: Answered) -> object:
        """Return what kind of change two answers are: of collections, which labels come and which go."""
        moved = gained_and_lost(self.before, self.after, answered, self.renamed)
        if moved is not None:
            return moved
        return tuple((one.status, one.labels, one.candidates) for one in answered)

    def change(self, answered: Answered) -> Formula:
        """Return where the change is of this kind."""
        moved = gained_and_lost(self.before, self.after, answered, self.renamed)
        if moved is None:
            return self.pair(answered)
        gained, lost = moved
        then, now = (
            self._collected(one, names)
            for one, names in ((self.before, self._old_names()), (self.after, self._new_names()))
        )
        return every(
            _moves(then[name], now[name], comes=name in gained, goes=name in lost)
            for name in then
            if name != UNLABELLED
        )

    def _old_names(self) -> dict[str, str]:
        """Every answer that either version knows, as the old version calls it."""
        back = {now: then for then, now in self.renamed.items()}
        return {name: back.get(name, name) for name in self._names()}

    def _new_names(self) -> dict[str, str]:
        return {name: name for name in self._names()}

    def _names(self) -> Sequence[str]:
        """Every answer that either version knows, as the new one calls it."""
        old = [self.renamed.get(name, name) for name in outcomes_of(self.before)]
        return list(dict.fromkeys((*outcomes_of(self.after), *old)))

    def _bits(self, one: Dimension, names: Mapping[str, str]) -> list[Formula]:
        if self.is_collected:
            return [bit for bits in self._collected(one, names).values() for bit in bits]
        return [self._possible(one, name) for name in names.values()]

    def _possible(self, one: Dimension, outcome: str) -> Formula:
        known = outcomes_of(one)
        return no(self.answers.surely(one, set(known) - {outcome})) if outcome in known else FALSE

    def _exactly(self, one: Dimension, names: Mapping[str, str], found: Outcome) -> Formula:
        if self.is_collected:
            return every(
                wanted
                for name, (sure, never) in self._collected(one, names).items()
                for wanted in _as_told(found, names[name], sure, never)
            )
        if len(found.candidates) == 1:
            return self.answers.surely(one, found.candidates)
        bits = zip(names.values(), self._bits(one, names), strict=True)
        return every(bit if name in found.candidates else no(bit) for name, bit in bits)

    def _collected(self, one: Dimension, names: Mapping[str, str]) -> dict[str, tuple[Formula, Formula]]:
        """Return for each answer where it is certainly among those given, and where it certainly is not."""
        return {now: self._of_collection(one, then) for now, then in names.items()}

    def _of_collection(self, one: Dimension, name: str) -> tuple[Formula, Formula]:
        known = outcomes_of(one)
        if name not in known:
            return FALSE, TRUE
        if name == NOT_APPLICABLE:
            if one.applies is None:
                return FALSE, TRUE
            return self.answers.fails(one, one.applies), self.answers.applies(one)
        if one.reducer != "collect":
            return self.answers.surely(one, [name]), self.answers.surely(one, set(known) - {name})
        if name in {label.name for label in one.labels}:
            rails = self.answers.has(one, frozenset([name]))
            return rails.true, rails.false
        return self._without_label(one, name)

    def _without_label(self, one: Dimension, name: str) -> tuple[Formula, Formula]:
        """Of a collection: what it says of being in conflict, and of having no label at all."""
        if name != "unlabelled" or one.otherwise is not None:
            return FALSE, TRUE
        applies_not = FALSE if one.applies is None else self.answers.fails(one, one.applies)
        has_some = some(self.answers.matches(one, rule) for rule in one.rules)
        return self.answers.nothing_matches(one), some((applies_not, has_some))


def gained_and_lost(
    before: Dimension, after: Dimension, answered: Answered, renamed: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the labels that come and those that go, as the new version calls them; None if it is not told so.

    Of two collections a change is told as labels that come and go, whatever other labels a customer has.
    """
    is_collected = before.reducer == after.reducer == "collect"
    if not is_collected or any(one.status not in ("decided", UNLABELLED) for one in answered):
        return None
    then, now = [renamed.get(one, one) for one in answered[0].labels], answered[1].labels
    return tuple(one for one in now if one not in then), tuple(one for one in then if one not in now)


def _moves(then: _Rails, now: _Rails, *, comes: bool, goes: bool) -> Formula:
    """Return where a label comes, goes, or does neither; each side says where it is certain and where it cannot be."""
    if comes:
        return every((then[1], now[0]))
    if goes:
        return every((then[0], now[1]))
    return every(some((every((one, other)), every((no(one), no(other))))) for one, other in zip(then, now, strict=True))


def _as_told(found: Outcome, name: str, sure: Formula, never: Formula) -> tuple[Formula, ...]:
    """Return what an answer says of one name: certain, out of the question, or open."""
    is_sure = name in found.labels if found.status in ("decided", "undetermined") else name == found.status
    if is_sure or (found.status != "undetermined" and found.candidates == (name,)):
        return (sure, no(never))
    if name in found.candidates:
        return (no(sure), no(never))
    return (never, no(sure))
