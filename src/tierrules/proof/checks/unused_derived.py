"""`unused-derived`: a derived value or a score that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Model
from tierrules.proof.written.unused import unused
from tierrules.text.diagnostics import Diagnostic


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each derived value and each score that nothing reads."""
    for one in unused(model, {"derived value", "score"}):
        name, kind = one.declaration.name, one.declaration.kind
        yield Diagnostic.at(
            model.source,
            one.declaration.span,
            "unused-derived",
            f"nothing reads the {kind} `{name}`",
            help=_help(name, kind),
            related=one.related(model),
        )


def _help(name: str, kind: str) -> str:
    if kind == "score":
        return f"delete it, or give labels by it: `bands: {{of: {name}, from: {{..}}, below: ..}}`"
    return f"delete it, or compare with it in a rule: `{name} >= ..`"
