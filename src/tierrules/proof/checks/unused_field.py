"""`unused-field`: a field that is declared and read by nothing."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Model
from tierrules.proof.written.unused import unused
from tierrules.text.diagnostics import Diagnostic


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each field of the file that nothing reads."""
    for one in unused(model, {"field"}):
        name = one.declaration.name
        yield Diagnostic.at(
            model.source,
            one.declaration.span,
            "unused-field",
            f"nothing reads the field `{name}`",
            help=f"delete `{name}`, or write the criterion that it was declared for",
            related=one.related(model),
        )
