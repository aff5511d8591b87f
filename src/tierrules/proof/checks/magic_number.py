"""`magic-number`: a bare number other than 0 in a condition, where the name of a threshold should stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from tierrules.meaning.model import Model
from tierrules.proof.written.bare_numbers import BareNumber, Candidates, bare_numbers
from tierrules.text.diagnostics import Diagnostic, Related

_MOST_ALONE: Final = 3
_MOST_RELATED: Final = 5


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each number without a name; a table full of them is told once for each field."""
    groups: dict[tuple[str, str], list[BareNumber]] = defaultdict(list)
    for one in bare_numbers(model):
        place = one.deciding.dimension.name if one.deciding.dimension is not None else one.deciding.owner
        groups[place, one.subject].append(one)
    names = _Names(model)
    for (place, subject), numbers in groups.items():
        if len(numbers) > _MOST_ALONE:
            yield _of_many(numbers, model, names, f"held against `{subject}` in `{place}`")
        else:
            yield from (_finding(one, model, names) for one in numbers)


def _finding(one: BareNumber, model: Model, names: _Names) -> Diagnostic:
    return Diagnostic.at(
        model.source,
        one.place(model),
        "magic-number",
        f"the number `{one.number.text}` has no name",
        help=_help(one, model, names),
        rules=one.deciding.rules,
    )


def _of_many(numbers: list[BareNumber], model: Model, names: _Names, where: str) -> Diagnostic:
    first, *others = numbers
    return Diagnostic.at(
        model.source,
        first.place(model),
        "magic-number",
        f"the number `{first.number.text}` has no name, nor have {len(others)} others {where}",
        help=_help(first, model, names),
        rules=tuple(dict.fromkeys(rule for one in numbers for rule in one.deciding.rules)),
        related=tuple(
            Related.at(model.source, one.place(model), f"`{one.number.text}`") for one in others[:_MOST_RELATED]
        ),
    )


class _Names:
    """The names that numbers get: those that they have elsewhere, or new ones, none of them twice."""

    def __init__(self, model: Model) -> None:
        self.known = Candidates(model)
        self.taken = {*model.written.declared, *model.fields}

    def new(self, one: BareNumber) -> str:
        name = one.new_name(self.taken)
        self.taken.add(name)
        return name


def _help(one: BareNumber, model: Model, names: _Names) -> str:
    known = names.known.name_of(one)
    if known is not None:
        return f"write `{one.with_name(model, known)}`: the threshold `{known}` is {one.as_threshold}"
    name = names.new(one)
    return f"write `{name}: {one.as_threshold}` under `thresholds:`, and here `{one.with_name(model, name)}`"
