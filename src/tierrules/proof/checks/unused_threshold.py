"""`unused-threshold`: a threshold that nothing is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tierrules.meaning.model import Model
from tierrules.proof.written.bare_numbers import BareNumber, Candidates, bare_numbers
from tierrules.proof.written.unused import unused
from tierrules.text.diagnostics import Diagnostic


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each threshold that nothing reads."""
    found = list(unused(model, {"threshold"}))
    written_out = _written_out(model) if found else {}
    for one in found:
        name = one.declaration.name
        yield Diagnostic.at(
            model.source,
            one.declaration.span,
            "unused-threshold",
            f"nothing is held against the threshold `{name}`",
            help=_help(model, name, written_out.get(name)),
            related=one.related(model),
        )


def _written_out(model: Model) -> Mapping[str, BareNumber]:
    """The first place of each threshold where its number stands, and not its name."""
    candidates = Candidates(model)
    named = [(candidates.name_of(one), one) for one in bare_numbers(model)]
    return {name: one for name, one in reversed(named) if name is not None}


def _help(model: Model, name: str, written_out: BareNumber | None) -> str:
    if written_out is None:
        return f"delete `{name}`, or write the comparison that its number is meant for"
    line = model.source.position(written_out.origin.span.start).line
    return f"in line {line} write `{written_out.with_name(model, name)}`"
