"""Comments of a YAML text that loads: they are no events of its reader, they lie in the gaps between its scalars."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence
from tierrules.text.source import LINE_BREAK, Source, Span
from tierrules.text.yaml_reader import read

# Sections whose entries are things of their own, with lines of their own.
_SECTIONS = ("fields", "assume", "thresholds", "derived", "scores", "dimensions", "triggers", "invariants")


def tree_of(source: Source) -> Mapping:
    """The tree of a text that has been read before."""
    tree = read(source, Problems(source))
    assert tree is not None
    return tree


def comments(source: Source, tree: Mapping) -> Iterator[Span]:
    """Every comment, from its `#` to the end of its line. A `#` inside a text is none."""
    at = 0
    for scalar in _scalars(tree):
        yield from _in_gap(source.text, at, _text_start(scalar))
        at = scalar.span.end
    yield from _in_gap(source.text, at, len(source.text))


def entries(source: Source, tree: Mapping) -> Iterator[range]:
    """The lines of every entry of a section, and of every rule of a dimension."""
    for section, node in tree.pairs:
        if section.value not in _SECTIONS:
            continue
        for head, entry in _members(node):
            yield _lines(source, head, entry)
            if section.value == "dimensions" and isinstance(entry, Mapping):
                rules = entry.get("rules")
                yield from (_lines(source, head, rule) for head, rule in _members(rules))


def _members(node: Node | None) -> Iterator[tuple[Span, Node]]:
    """Where each member of a list or mapping begins, and its value."""
    match node:
        case Sequence(items):
            yield from ((item.span, item) for item in items)
        case Mapping(pairs):
            yield from ((key.span, child) for key, child in pairs)


def _lines(source: Source, head: Span, node: Node) -> range:
    last = max(head.start, node.span.end - 1)
    return range(source.position(head.start).line, source.position(last).line + 1)


def _scalars(node: Node) -> Iterator[Scalar]:
    """Every scalar in the order of the file; the reader allows few levels, so this may recurse."""
    match node:
        case Scalar():
            yield node
        case Sequence(items):
            for item in items:
                yield from _scalars(item)
        case Mapping(pairs):
            for key, child in pairs:
                yield key
                yield from _scalars(child)


def _text_start(scalar: Scalar) -> int:
    """Where the text of a scalar begins: behind `|` or `>` a comment may stand before it."""
    if scalar.style not in ("literal", "folded"):
        return scalar.span.start
    head = LINE_BREAK.search(scalar.source.text, scalar.span.start)
    return scalar.span.end if head is None else head.start()


def _in_gap(text: str, start: int, end: int) -> Iterator[Span]:
    while (start := text.find("#", start, end)) >= 0:
        line_break = LINE_BREAK.search(text, start, end)
        stop = end if line_break is None else line_break.start()
        yield Span(start, start + len(text[start:stop].rstrip()))
        start = stop
