"""YAML trees → what a case says of a change: what was before, and what each dimension is expected to do."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.language.cases.entries import AnswerEntry, ChangeEntry, PreviousEntry
from tierrules.language.cases.parts import read_customer, read_texts
from tierrules.language.keys.changes import CHANGE, CHANGES, PREVIOUS
from tierrules.language.read.records import fits, read_record, written_keys
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence
from tierrules.text.source import Span

_EXAMPLE = "size: medium -> large"


def read_previous(node: Node, key: Span, problems: Problems) -> PreviousEntry:
    """Return what was otherwise before; `key` is the place where it is announced."""
    if not isinstance(node, Mapping):
        return PreviousEntry(None, (), None, True, frozenset(), key)
    has = read_record(PREVIOUS, node, problems, "`previous`")
    as_of, rules = has.get("as_of"), has.get("rules")
    return PreviousEntry(
        as_of=as_of if isinstance(as_of, Scalar) else None,
        customer=read_customer(has.get("customer"), problems),
        rules=rules if isinstance(rules, Scalar) else None,
        is_none=False,
        written=written_keys(PREVIOUS, node),
        span=key,
    )


def read_changes(node: Node | None, problems: Problems) -> Iterator[ChangeEntry]:
    """Yield what is written of each dimension."""
    if isinstance(node, Mapping) and not node.pairs:
        help = "write `changes: none` if nothing changes"
        problems.error("empty-case", node.span, "`changes` says nothing of any dimension", help=help)
    for dimension, child in node.pairs if isinstance(node, Mapping) else ():
        what = f"the change of `{dimension.value}`"
        if not fits(CHANGES.of, child, problems, what, _EXAMPLE):
            yield ChangeEntry(dimension, None, None, child.span)
        elif isinstance(child, Scalar):
            yield ChangeEntry(dimension, child, (), child.span)
        elif isinstance(child, Mapping):
            yield ChangeEntry(dimension, None, _parts(dimension, child, problems, what), dimension.span)


def _parts(dimension: Scalar, node: Mapping, problems: Problems, what: str) -> tuple[AnswerEntry, ...] | None:
    """What is written under each key; None where a key was refused, so that it is not told once more as lacking."""
    has = read_record(CHANGE, node, problems, what)
    parts = tuple(
        AnswerEntry(name, dimension, read_texts(name, child, problems), isinstance(child, Sequence), child.span)
        for name, child in has.items()
    )
    return None if node.pairs and not parts else parts
