"""What one rule asks besides a bound that another rule does not ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tierrules.language.resolve.editions import Editions
from tierrules.meaning.change.rewrite import Rewriting
from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.dates import Duration
from tierrules.meaning.model import AtLeast, Choice, Condition, CutOff, Model
from tierrules.proof.written.deciding import placed
from tierrules.proof.written.held import Held, held
from tierrules.proof.written.rule_ranges import Range, is_less, value_of

Beside = Literal["nothing", "more", "other"]

_BARE = Rewriting(bare=True)


def asked_beside(model: Model, one: Range, than: Range) -> Beside:
    """Return what a rule asks beside its range that `than` does not ask.

    `more` are further figures that must be reached, which may make up for a lower bound; `other` is anything that
    marks another kind of customer: a flag, a category, a label, or the opposite of what `than` asks.
    """
    theirs = list(_parts(than.beside))
    same = {_BARE.condition(part) for part in theirs}
    found: Beside = "nothing"
    for part in _parts(one.beside):
        if _BARE.condition(part) in same:
            continue
        match _compared(model, part, theirs):
            case "other":
                return "other"
            case "more":
                found = "more"
    return found


def _parts(conditions: tuple[Condition, ...]) -> Iterator[Condition]:
    for one in conditions:
        if isinstance(one, AtLeast) and one.k is None:
            yield from _parts(one.parts)
        else:
            yield one


def _compared(model: Model, part: Condition, theirs: list[Condition]) -> Beside:
    mine = _figures(part)
    if not mine:
        return "other"
    rivals = [rival for one in theirs for rival in _figures(one)]
    found: Beside = "nothing"
    for one in mine:
        same = [rival for rival in rivals if rival.asked == one.asked]
        if any(rival.is_lower is not one.is_lower for rival in same):
            return "other"
        if not same or any(_is_tighter(model, one, rival) for rival in same):
            found = "more"
    return found


def _figures(part: Condition) -> list[Held]:
    """The figures that a condition asks for; none if it asks for anything else, or only for the past of a date."""
    found = [held(atom) for atom in atoms_in(part) if not isinstance(atom, Choice)]
    told = [one for one in found if one is not None]
    is_plain = len(told) == len(found) == sum(1 for _ in placed(part))
    return told if is_plain and not any(_is_nothing(one) for one in told) else []


def _is_nothing(one: Held) -> bool:
    given = one.bound.duration if isinstance(one.bound, CutOff) else None
    return isinstance(given, Duration) and given.count == 0


def _is_tighter(model: Model, one: Held, other: Held) -> bool:
    """Whether a bound is harder to meet than another one of the same end, in some edition."""
    for edition in Editions([value_of(model, one), value_of(model, other)]):
        mine, theirs = edition.bounds
        if (
            mine is not None
            and theirs is not None
            and (is_less(theirs, mine) if one.is_lower else is_less(mine, theirs))
        ):
            return True
    return False
