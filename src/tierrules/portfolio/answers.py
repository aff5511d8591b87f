"""What one dimension answers for one customer, in a word that can be counted."""

from __future__ import annotations

from collections.abc import Iterable

from tierrules.language.fingerprint import dimension_json, field_json
from tierrules.meaning.change.cause import dimensions_behind, fields_behind
from tierrules.meaning.change.parts import Direction
from tierrules.meaning.dates import Lang
from tierrules.meaning.model import Dimension, Model
from tierrules.meaning.result import CONFLICT, NOT_APPLICABLE, UNLABELLED, Outcome
from tierrules.meaning.words import WORDS

UNDETERMINED = "undetermined"
STATUSES = (UNDETERMINED, UNLABELLED, CONFLICT, NOT_APPLICABLE)
AND = " + "
"""Stands between the labels of a `collect` dimension, which are one answer together."""


def answer_of(found: Outcome) -> str:
    """Return the label, or the status of an outcome without one; of a `collect` dimension all labels are one answer.

    There `vip + undetermined` is sure of one label while others are open.
    """
    return AND.join(found.labels if found.status == "decided" else (*found.labels, found.status))


def is_open(answer: str) -> bool:
    """Whether an answer is undetermined."""
    return answer.endswith(UNDETERMINED) and answer.removesuffix(UNDETERMINED)[-len(AND) :] in ("", AND)


def in_order(dimensions: Iterable[Dimension], answers: Iterable[str]) -> tuple[str, ...]:
    """Return answers as people expect them: labels best first, then sets of labels, then the statuses."""
    labels = [label.name for one in dimensions for label in one.labels]
    ranks = {name: at for at, name in reversed(list(enumerate([*labels, *STATUSES])))}
    return tuple(sorted(set(answers), key=lambda one: (ranks.get(one, len(labels) - 0.5), one)))


def title_of(dimensions: Iterable[Dimension], answer: str, lang: Lang) -> str:
    """Return what people call an answer."""
    titles = {label.name: label.title.say(lang, label.name) for one in dimensions for label in one.labels}
    words = {**WORDS[lang].statuses, **titles}
    return AND.join(words.get(one, one) for one in answer.split(AND))


def direction(before: Dimension, after: Dimension, old: str, new: str) -> Direction:
    """Return whether a new answer is better than the old one, as a change record says it."""
    if not after.ordered or after.reducer == "collect":
        return "across"
    for one in (after, before):
        places = [_place(one, answer) for answer in (old, new)]
        if places[0] is not None and places[1] is not None:
            return "up" if places[1] < places[0] else "down"
    return "none"


def _place(one: Dimension, answer: str) -> int | None:
    if answer == UNLABELLED:
        return len(one.labels)
    return next((at for at, label in enumerate(one.labels) if label.name == answer), None)


def reached(before: Model, after: Model) -> tuple[str, ...]:
    """Return the dimensions that both have and that may answer otherwise, because they or one they ask differ."""
    shared = [name for name in after.dimensions if name in before.dimensions]
    return tuple(name for name in shared if _meaning(before, name) != _meaning(after, name))


def _meaning(model: Model, name: str) -> list[str]:
    fields = [field_json(model.fields[one]) for one in fields_behind(model, name)]
    return [*(dimension_json(model, one) for one in dimensions_behind(model, name)), *fields]
