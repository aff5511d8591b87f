"""Trees of expressions → text: one spelling for each tree, with no bracket that the tree does not need.

`parse_text(expression_text(tree))` is the same tree but for its places.
"""

from __future__ import annotations

from typing import Final

from tierrules.text.expressions import (
    Arithmetic,
    Call,
    Compare,
    Every,
    Expression,
    Listing,
    Name,
    Negation,
    NumberLiteral,
    Quoted,
    Some,
)

# How tightly a form binds: a part that binds less than its place asks for stands in brackets.
_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _UNARY, _PRIMARY = range(8)
_SIGNS: Final = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


def expression_text(tree: Expression) -> str:
    """Return the canonical spelling of an expression.

    >>> from tierrules.text.expressions import parse_text
    >>> expression_text(parse_text("(a>=x) and ((b or c))"))
    'a >= x and (b or c)'
    """
    match tree:
        case Name(text) | NumberLiteral(text):
            return text
        case Quoted(text):
            return f'"{text}"' if "'" in text else f"'{text}'"
        case Listing(items):
            return f"[{_listed(items)}]"
        case Call(function, arguments):
            return f"{function}({_listed(arguments)})"
        case Arithmetic(left, op, right):
            if left is None:
                return f"{op}{_part(right, _UNARY)}"
            # Signs of one rank are read from the left, so an equal rank on the right needs brackets.
            return f"{_part(left, _SIGNS[op])} {op} {_part(right, _SIGNS[op] + 1)}"
        case Compare(operands, ops):
            first, *rest = (_part(one, _SUM) for one in operands)
            return " ".join((first, *(f"{op} {one}" for op, one in zip(ops, rest, strict=True))))
        case Negation(part):
            return f"not {_part(part, _NOT)}"
        case Every(parts):
            return " and ".join(_part(one, _NOT) for one in parts)
        case Some(parts):
            return " or ".join(_part(one, _AND) for one in parts)


def _listed(items: tuple[Expression, ...]) -> str:
    return ", ".join(map(expression_text, items))


def _part(tree: Expression, place: int) -> str:
    text = expression_text(tree)
    return text if _rank(tree) >= place else f"({text})"


def _rank(tree: Expression) -> int:
    match tree:
        case Some():
            return _OR
        case Every():
            return _AND
        case Negation():
            return _NOT
        case Compare():
            return _COMPARISON
        case Arithmetic(None):
            return _UNARY
        case Arithmetic(op=op):
            return _SIGNS[op]
        case _:
            return _PRIMARY
