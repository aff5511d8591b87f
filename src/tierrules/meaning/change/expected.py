"""What a case expects of a change, and where a change record differs from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from tierrules.meaning.change.parts import State
from tierrules.meaning.change.record import ChangeRecord
from tierrules.meaning.dates import Lang
from tierrules.meaning.result import Status
from tierrules.text.source import Span

ChangeAspect = Literal["unchanged", "from", "to", "direction", "cause", "drivers", "reason", "triggers"]

STATUSES: Final[tuple[str, ...]] = get_args(Status)
"""The words that stand for an answer without saying its labels; no label is called so."""

UNTOLD: Final = "undetermined"
"""The word for a cause that cannot be told."""


@dataclass(frozen=True, slots=True)
class ExpectedChange:
    """One thing that is expected of the change of one dimension.

    `wanted` of `from` and `to` are the labels, or one status; nothing stands for no label. Of `cause` they are its
    sets, such as `data and rules`, and nothing that it cannot be told.
    """

    aspect: ChangeAspect
    dimension: str
    wanted: tuple[str, ...]
    span: Span


def change_differences(
    expected: Iterable[ExpectedChange], record: ChangeRecord | None, answer: str, lang: Lang
) -> Iterator[tuple[Span, str]]:
    """Yield where the change of one dimension is another one than expected, and what is seen instead.

    `record` is None where nothing changed; `answer` is what the dimension then answers both times.
    """
    listed = list(expected)
    if record is None:
        missed = next((one for one in listed if one.aspect != "unchanged"), None)
        if missed is not None:
            yield missed.span, f"`{missed.dimension}` is {answer} both times, expected a change"
        return
    for one in listed:
        if (message := _difference(one, record, lang)) is not None:
            yield one.span, message


def cause_text(sets: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the sets of a cause as a case names them.

    >>> cause_text((("data",), ("rules", "time")))
    ('data', 'rules and time')
    """
    return tuple(" and ".join(sorted(one)) for one in sets)


def _difference(one: ExpectedChange, record: ChangeRecord, lang: Lang) -> str | None:
    name = one.dimension
    match one.aspect:
        case "unchanged":
            return f"`{name}` changes from {_told(record.before)} to {_told(record.after)}, expected no change"
        case "from" | "to":
            state, verb = (record.before, "comes from") if one.aspect == "from" else (record.after, "becomes")
            if _is(state, one.wanted):
                return None
            return f"`{name}` {verb} {_told(state)}, expected {_listed(one.wanted) or 'no label'}"
        case "direction":
            (wanted,) = one.wanted
            seen = record.direction
            return None if seen == wanted else f"the direction of `{name}` is `{seen}`, expected `{wanted}`"
        case "cause":
            return _same(one, cause_text(record.cause), "is caused by", f"`{UNTOLD}`", " or ")
        case "drivers":
            return _same(one, tuple(driver.name for driver in record.drivers), "is driven by", "nothing")
        case "triggers":
            return _same(one, tuple(fired.name for fired in record.triggers), "sets off", "no trigger")
        case "reason":
            told = record.reason(lang)
            lacking = [words for words in one.wanted if words not in told]
            return f"the reason of the change of `{name}` does not say {_listed(lacking)}" if lacking else None


def _is(state: State | None, wanted: tuple[str, ...]) -> bool:
    if state is None:
        return False
    match wanted:
        case (status,) if status in STATUSES:
            return state.status == status
    due = "decided" if wanted else "unlabelled"
    return state.status == due and {label.name for label in state.labels} == set(wanted)


def _same(one: ExpectedChange, seen: tuple[str, ...], verb: str, nothing: str, joint: str = ", ") -> str | None:
    if set(seen) == set(one.wanted):
        return None
    told, wanted = (_listed(dict.fromkeys(names), joint) or nothing for names in (seen, one.wanted))
    return f"the change of `{one.dimension}` {verb} {told}, expected {wanted}"


def _told(state: State | None) -> str:
    if state is None:
        return "nothing"
    return (state.status == "decided" and _listed(label.name for label in state.labels)) or f"`{state.status}`"


def _listed(names: Iterable[str], joint: str = ", ") -> str:
    return joint.join(f"`{name}`" for name in names)
