"""How findings are told: sentences that several checks share, and what a search could not tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tierrules.meaning.model import AtLeast, Condition, Dimension, Model, Not, Rule
from tierrules.proof.engine.witness import Witness
from tierrules.proof.findings.subject import Answer
from tierrules.text.diagnostics import Diagnostic, Related
from tierrules.text.source import Span

UNDECIDED = "undecided"

MOST_ALONE = 3
"""What is open of so many is told of each."""


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


def undecided_pairs(
    model: Model, slug: str, dimension: Dimension, looked_at: int, near: int, *, enough: int | None = None
) -> Diagnostic:
    """Return that of some pairs of rules nothing is told, and of how many it was asked; `enough` were told."""
    if looked_at == near:
        return undecided(model, slug, dimension.span, f"two rules of `{dimension.name}` meet")
    why = "as many as one check may take" if enough is None else f"and {enough:,} of them are told, which is enough"
    message = (
        f"`{slug}`: {looked_at:,} of {near:,} pairs of rules of `{dimension.name}` that come near each other were "
        f"looked at, {why}"
    )
    help = "what is told stands, of the other pairs nothing is proven: mend what is told and check again"
    return finding(model, UNDECIDED, dimension.span, message, help=help)


def undecided_rules(
    model: Model, slug: str, dimension: Dimension, rules: Sequence[Rule], said: str, of_many: str
) -> Iterator[Diagnostic]:
    """Yield what is open of rules: for each, or for all of them together if they are many."""
    asked = [(rule.span, rule.id) for rule in rules]
    yield from _each_or_all(model, slug, f"rules of `{dimension.name}`", asked, said, of_many)


def undecided_comparisons(
    model: Model, slug: str, dimension: Dimension, found: Sequence[Condition], said: str, of_many: str
) -> Iterator[Diagnostic]:
    """Yield what is open of comparisons of a dimension: for each, or for all of them together if they are many."""
    asked = [(one.origin.span, written(one)) for one in found]
    yield from _each_or_all(model, slug, f"comparisons of `{dimension.name}`", asked, said, of_many)


def _each_or_all(
    model: Model, slug: str, of: str, asked: Sequence[tuple[Span, str]], said: str, of_many: str
) -> Iterator[Diagnostic]:
    if len(asked) <= MOST_ALONE:
        yield from (undecided(model, slug, span, f"`{name}` {said}") for span, name in asked)
    else:
        named = listed([name for _, name in asked[:MOST_ALONE]])
        yield undecided(model, slug, asked[0][0], f"{len(asked):,} {of}, {named} among them, {of_many}")


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
