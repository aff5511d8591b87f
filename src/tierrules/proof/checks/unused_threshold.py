"""`unused-threshold`: a threshold that nothing is held against."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Model
from tierrules.proof.bare_numbers import bare_numbers
from tierrules.proof.unused import unused
from tierrules.text.diagnostics import Diagnostic


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each threshold that nothing reads."""
    for one in unused(model, {"threshold"}):
        name = one.declaration.name
        yield Diagnostic.at(
            model.source,
            one.declaration.span,
            "unused-threshold",
            f"nothing is held against the threshold `{name}`",
            help=_where_it_is_written_out(model, name)
            or f"delete `{name}`, or write the comparison that its number is meant for",
            related=one.related(model),
        )


def _where_it_is_written_out(model: Model, name: str) -> str | None:
    """What to write where a condition holds the number of the threshold, and not its name."""
    for one in bare_numbers(model):
        if one.threshold(model) == name:
            line = model.source.position(one.origin.span.start).line
            return f"in line {line} write `{one.with_name(model, name)}`"
    return None
