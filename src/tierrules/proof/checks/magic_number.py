"""`magic-number`: a bare number other than 0 in a condition, where the name of a threshold should stand."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Model
from tierrules.proof.bare_numbers import BareNumber, bare_numbers
from tierrules.text.diagnostics import Diagnostic


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each number without a name; two lines of help name it."""
    taken = {*model.written.declared, *model.fields}
    for one in bare_numbers(model):
        yield Diagnostic.at(
            model.source,
            one.origin.span,
            "magic-number",
            f"the number `{one.number.text}` has no name",
            help=_help(one, model, taken),
            rules=one.deciding.rules,
        )


def _help(one: BareNumber, model: Model, taken: set[str]) -> str:
    known = one.threshold(model)
    if known is not None:
        return f"write `{one.with_name(model, known)}`: the threshold `{known}` is {one.as_threshold}"
    name = one.new_name(taken)
    taken.add(name)
    return f"write `{name}: {one.as_threshold}` under `thresholds:`, and here `{one.with_name(model, name)}`"
