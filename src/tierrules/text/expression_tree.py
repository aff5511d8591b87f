"""The tree of an expression, in which every node knows its place: `start` and `end` are offsets in the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Name:
    """A field, threshold, dimension, or one of the words `true`, `false`, `always`."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class NumberLiteral:
    """A number written in the expression itself, as its text."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Quoted:
    """A label, category or text between quotes; `text` is without them."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Listing:
    """`[a, b, c]`, which stands only behind `in`."""

    items: tuple[Expression, ...]
    start: int
    end: int


@dataclass(slots=True)
class Call:
    """`elapsed(last_purchase_on)`."""

    function: str
    arguments: tuple[Expression, ...]
    start: int
    end: int


@dataclass(slots=True)
class Arithmetic:
    """`left op right` with one of `+ - * /`; a leading minus is `0 - x`, written with `left` None."""

    left: Expression | None
    op: str
    right: Expression
    start: int
    end: int


@dataclass(slots=True)
class Compare:
    """A comparison or a chain of them: n operators between n + 1 operands; `in` and `not in` never chain."""

    operands: tuple[Expression, ...]
    ops: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True)
class Every:
    """`a and b and c`."""

    parts: tuple[Expression, ...]
    start: int
    end: int


@dataclass(slots=True)
class Some:
    """`a or b or c`."""

    parts: tuple[Expression, ...]
    start: int
    end: int


@dataclass(slots=True)
class Negation:
    """`not a`."""

    part: Expression
    start: int
    end: int


Expression = Name | NumberLiteral | Quoted | Listing | Call | Arithmetic | Compare | Every | Some | Negation
