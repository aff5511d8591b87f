"""YAML trees → canonical text: keys in the order of the language, block style, quotes only where they are needed.

Comments and layout go; every name, number and text stays as it is written, and so does every order that has a
meaning. The canonical text of a canonical text is that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tierrules.language import keys
from tierrules.language.shapes import Either, Later, ListOf, MapOf, Record, Shape, Text
from tierrules.text.diagnostics import Problems
from tierrules.text.expression_text import expression_text
from tierrules.text.expressions import parse_text
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence
from tierrules.text.source import Source
from tierrules.text.tokens import MAX_LENGTH
from tierrules.text.yaml_reader import read

# A list of short texts reads better on one line than on many.
_WIDEST_LIST: Final = 80
# Keys beyond this are no simple keys of YAML and are announced by a question mark.
_LONGEST_KEY: Final = 250

_NOT_PLAIN: Final = re.compile(
    r"""[,\[\]{}#&*!|>'"%@`]|[-?:](?:\s|$)|~$|<<$|.*(?::(?:\s|$)|\s\#|\s$)|\s|$""", re.DOTALL
)
_ENDS_IN_FLOW: Final = re.compile(r"[,\[\]{}:?]")
_IDEOGRAPHIC_SPACE: Final = "\u3000"


def canonical(source: Source) -> str:
    """Return the canonical text of a ruleset that loads.

    >>> print(canonical(Source("rules.yaml", "{name: x,   tierrules: '1', assume: ['(a>=1)', b]}")), end="")
    tierrules: 1
    name: x
    assume:
      - a >= 1
      - b
    """
    tree = read(source, Problems(source))
    assert tree is not None  # it has been read before
    return "".join(f"{line}\n" for line in _block(keys.RULESET, tree))


def _block(shape: Shape, node: Mapping | Sequence) -> Iterator[str]:
    """The lines of a list or mapping, at the margin."""
    match shape, node:
        case ListOf(), Sequence(items):
            for item in items:
                yield from _behind("-", shape.of, item)
        case MapOf(), Mapping(pairs):
            for key, child in pairs:
                yield from _entry(key.value, shape.of, child)
        case Record(), Mapping():
            written = {name.value: child for name, child in node.pairs}
            for known in shape.keys:
                if known.name in written:
                    yield from _entry(known.name, known.shape, written[known.name])


def _entry(key: str, shape: Shape, node: Node) -> Iterator[str]:
    written = _scalar(key, in_flow=False)
    if len(written) > _LONGEST_KEY:
        yield f"? {written}"
        yield from _behind(":", shape, node)
    else:
        yield from _under(f"{written}:", shape, node)


def _under(head: str, shape: Shape, node: Node) -> Iterator[str]:
    """`head` and a value on its line, or under it and indented."""
    shape = _shape_of(shape, node)
    line = _on_one_line(shape, node)
    if line is not None:
        yield f"{head} {line}"
    elif not isinstance(node, Scalar):
        yield head
        yield from (f"  {one}" for one in _block(shape, node))


def _behind(mark: str, shape: Shape, node: Node) -> Iterator[str]:
    """`-` or `:` and a value that begins on its line."""
    shape = _shape_of(shape, node)
    line = _on_one_line(shape, node)
    lines = [line] if line is not None or isinstance(node, Scalar) else _block(shape, node)
    for count, one in enumerate(lines):
        yield f"  {one}" if count else f"{mark} {one}"


def _shape_of(shape: Shape, node: Node) -> Shape:
    """Return the one of several shapes that a value has."""
    match shape:
        case Later():
            return _shape_of(shape.shape(), node)
        case Either():
            return next(_shape_of(one, node) for one in shape.shapes if one.accepts(node))
        case _:
            return shape


def _on_one_line(shape: Shape, node: Node) -> str | None:
    """Return a scalar, an empty collection or a short list of texts as it stands on a line; else None."""
    match node:
        case Scalar():
            return _scalar(_spelled(shape, node.value), in_flow=False)
        case Mapping():
            return None if node.pairs else "{}"
        case Sequence():
            line = f"[{', '.join(_scalar(one.value, in_flow=True) for one in node.items if isinstance(one, Scalar))}]"
            texts = isinstance(shape, ListOf) and isinstance(shape.of, Text) and not shape.of.expression
            return line if not node.items or (texts and len(line) <= _WIDEST_LIST) else None


def _spelled(shape: Shape, text: str) -> str:
    if not isinstance(shape, Text) or not shape.expression:
        return text
    spelled = expression_text(parse_text(text))
    return spelled if len(spelled) <= MAX_LENGTH else text


def _scalar(text: str, *, in_flow: bool) -> str:
    """Return a text as a YAML scalar; quoted where it could not be read back otherwise."""
    needs_quotes = _NOT_PLAIN.match(text) or not all(map(_is_shown, text))
    if needs_quotes or (in_flow and _ENDS_IN_FLOW.search(text)):
        return f'"{"".join(map(_escaped, text))}"'
    return text


def _is_shown(char: str) -> bool:
    return char.isprintable() or char == _IDEOGRAPHIC_SPACE


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if _is_shown(char):
        return char
    code = ord(char)
    return {"\n": "\\n", "\t": "\\t"}.get(char) or (f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}")
