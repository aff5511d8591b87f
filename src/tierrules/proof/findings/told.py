"""How findings are told: sentences that several checks share, and what a search could not tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tierrules.meaning.model import AtLeast, Condition, Dimension, Model, Not
from tierrules.proof.engine.witness import Witness
from tierrules.proof.findings.subject import Answer
from tierrules.text.diagnostics import Diagnostic, Related
from tierrules.text.source import Span

UNDECIDED = "undecided"


def finding(
    model: Model,
    slug: str,
    span: Span,
    message: str,
    *,
    help: str | None = None,
    rules: Iterable[str] = (),
    witness: Witness | None = None,
    related: Iterable[tuple[Span, str]] = (),
) -> Diagnostic:
    """Return a finding of a check, at a place of the file."""
    return Diagnostic.at(
        model.source,
        span,
        slug,
        message,
        help=help,
        rules=tuple(rules),
        witness=None if witness is None else witness.mapping,
        related=tuple(Related.at(model.source, place, text) for place, text in related),
    )


def undecided(model: Model, slug: str, span: Span, question: str, answer: Answer | None = None) -> Diagnostic:
    """Return that a check could not be carried out to its end, and where the search stood."""
    reached = "" if answer is None else _reached(answer)
    message = f"it could not be decided whether {question}{reached}"
    help = "nothing is proven here, neither that it is so nor that it is not; split the dimension, or its arithmetic"
    return finding(model, UNDECIDED, span, f"`{slug}`: {message}", help=help)


def label_of(model: Model, dimension: Dimension, label: str) -> Span:
    """Return where a label is declared."""
    declared = model.written.declared.get(dimension.name)
    return dimension.span if declared is None else declared.labels.get(label, dimension.span)


def written(condition: Condition) -> str:
    """Return a condition as its author wrote it, on one line."""
    match condition:
        case Not(part, origin) if origin.text.strip() == "not":
            return f"not {written(part)}"
        case AtLeast(k, parts, origin) if parts and " " not in origin.text.strip():
            word = " and " if k is None else " or "
            return f"({word.join(map(written, parts))})" if k in (None, 1) else f"at least {k} of {len(parts)}"
        case _:
            return " ".join(condition.origin.text.split())


def listed(names: Sequence[str], word: str = "and") -> str:
    """Return names in backticks as a sentence has them.

    >>> listed(["a", "b", "c"])
    '`a`, `b` and `c`'
    """
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {word} {quoted[-1]}"


def _reached(answer: Answer) -> str:
    if answer.world is None or answer.undecided is None:
        return ""
    world, box = answer.world, answer.undecided
    open_ = [
        name
        for name, line in world.space.lines.items()
        if line.variable < len(box) and 0 < box[line.variable] < line.full
    ]
    return f"; the search stopped among customers told apart by {listed(open_)}" if open_ else ""
