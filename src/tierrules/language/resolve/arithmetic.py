"""Arithmetic: which types add, multiply and divide, and what they give.

same ± same → same           counts × counts → count     money / money → ratio
money × count → money        money / count → money       ratio × anything → that
count / count → decimal      ratio / count → ratio
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from tierrules.language.resolve.operand import SUMS, Leaf, Operand, as_term, negative, spoken_type
from tierrules.language.resolve.place import Place
from tierrules.language.typed import ComputedTerm, TypedTerm
from tierrules.meaning.declared import NUMERIC, Type
from tierrules.text.expressions import Expression

Op = Literal["+", "-", "*", "/", "neg", "abs", "min", "max"]
_COUNT, _MONEY, _RATIO = Type.DECIMAL, Type.MONEY, Type.RATIO
_GOES = {
    "+": "both sides count the same",
    "*": "a count or a ratio multiplies anything; two amounts have no product",
    "/": "money is divided by a count or by money, a count or a ratio by a count",
}
_PRODUCTS: dict[frozenset[Type], Type] = {
    frozenset({_COUNT}): _COUNT,
    frozenset({_MONEY, _COUNT}): _MONEY,
    frozenset({_RATIO, _COUNT}): _COUNT,
    frozenset({_RATIO, _MONEY}): _MONEY,
    frozenset({_RATIO}): _RATIO,
}
_QUOTIENTS: dict[tuple[Type, Type], Type] = {
    (_COUNT, _COUNT): _COUNT,
    (_MONEY, _COUNT): _MONEY,
    (_MONEY, _MONEY): _RATIO,
    (_RATIO, _COUNT): _RATIO,
}


def signed(place: Place, tree: Expression, sign: str, part: Operand | None) -> Operand | None:
    """Return the operand that `-x` or `+x` is, or None after a problem."""
    if part is None or not _is_number(place, part):
        return None
    return part if sign == "+" else negative(part, tree, place.written(tree))


def combined(place: Place, tree: Expression, op: str, parts: tuple[Operand | None, ...]) -> Operand | None:
    """Return the operand that `+ - * /`, `min`, `max` or `abs` gives, or None after a problem."""
    whole = tuple(part for part in parts if part is not None)
    if len(whole) < len(parts) or [part for part in whole if not _is_number(place, part)]:
        return None
    if op in ("min", "max", "abs") and (len(whole) == 1) != (op == "abs"):
        count = "one value" if op == "abs" else "two or more values"
        example = "abs(profit_margin)" if op == "abs" else f"{op}(a, b)"
        place.error("wrong-argument", tree, f"`{op}` takes {count}", f"for example `{example}`")
        return None
    if op == "*":
        return _product(place, tree, *whole)
    return _quotient(place, tree, *whole) if op == "/" else _same(place, tree, op, whole)


def _is_number(place: Place, part: Operand) -> bool:
    """Whether arithmetic may hold a part: a number of some kind, and no score, whose value may be an interval."""
    if part.score:
        place.error(
            "score-in-arithmetic",
            part.tree,
            "a score stands alone on its side of a comparison",
            "to add to it, name it as the points of another score",
        )
    elif part.term is None or (part.type is not None and part.type not in NUMERIC):
        place.error("type-mismatch", part.tree, f"arithmetic needs numbers, but {part.shown}")
    else:
        return True
    return False


def _same(place: Place, tree: Expression, op: str, parts: tuple[Operand, ...]) -> Operand | None:
    """Parts of one type give that type; open numbers take it."""
    types = {_kind(part.type) for part in parts if part.type is not None}
    if len(types) > 1:
        _refuse(place, tree, op, parts)
        return None
    currencies = {part.currency for part in parts if part.currency}
    if len(currencies) > 1:
        place.error("two-currencies", tree, f"amounts in {' and '.join(sorted(currencies))} are put together")
        return None
    whole = all(part.type is Type.INTEGER for part in parts)
    type = Type.INTEGER if whole else next(iter(types), None)
    made = _made(tree, op, parts, type, place)
    if type is None:
        return made
    settled = [place.settle(leaf, type) for part in parts if part.type is None for leaf in part.leaves]
    return replace(made, leaves=()) if all(settled) else None


def _product(place: Place, tree: Expression, left: Operand, right: Operand) -> Operand | None:
    if left.type is None or right.type is None:
        return _with_open(place, tree, "*", left, right)
    type = _PRODUCTS.get(frozenset({_kind(left.type), _kind(right.type)}))
    if type is None:
        _refuse(place, tree, "*", (left, right))
        return None
    return _made(tree, "*", (left, right), type, place)


def _quotient(place: Place, tree: Expression, left: Operand, right: Operand) -> Operand | None:
    if left.type is None and right.type is Type.RATIO:
        _refuse(place, tree, "/", (left, right))
        return None
    if left.type is None and right.type is not None:
        # A plain number over money can only be money; over a count it stays what it is.
        if _kind(right.type) is not Type.MONEY:
            return _with_open(place, tree, "/", left, right)
        if [leaf for leaf in left.leaves if not place.settle(leaf, Type.MONEY)]:
            return None
        left = replace(left, type=Type.MONEY, leaves=())
    if right.type is None:
        return _with_open(place, tree, "/", left, right)
    assert left.type is not None
    type = _QUOTIENTS.get((_kind(left.type), _kind(right.type)))
    if type is None:
        _refuse(place, tree, "/", (left, right))
        return None
    return _made(tree, "/", (left, right), type, place)


def _with_open(place: Place, tree: Expression, op: str, left: Operand, right: Operand) -> Operand | None:
    """A factor of plain numbers only counts; of two such, a threshold keeps what it is and the other counts."""
    keeps, counts = (
        (left, right) if right.type is None and (left.type is not None or _is_named(left)) else (right, left)
    )
    if op == "/":
        keeps, counts = left, right
    if counts.type is None and [leaf for leaf in counts.leaves if not place.settle(leaf, Type.DECIMAL)]:
        return None
    made = _made(tree, op, (left, right), keeps.type and _kind(keeps.type), place)
    return replace(made, leaves=keeps.leaves)


def _made(tree: Expression, op: str, parts: tuple[Operand, ...], type: Type | None, place: Place) -> Operand:
    text = place.written(tree)
    terms: tuple[TypedTerm, ...] = tuple(as_term(part) for part in parts)
    leaves: tuple[Leaf, ...] = tuple(leaf for part in parts for leaf in part.leaves)
    return Operand(
        tree,
        type,
        ComputedTerm(_OPS[op], terms, text),
        f"`{text}` is {spoken_type(type)}" if type else f"`{text}` is a plain number",
        leaves,
        next((part.currency for part in parts if part.currency and type is Type.MONEY), None),
        may_be_none=any(part.may_be_none for part in parts),
    )


def _refuse(place: Place, tree: Expression, op: str, parts: tuple[Operand, ...]) -> None:
    told = ", ".join(part.shown for part in parts)
    place.error("type-mismatch", tree, f"`{op}` does not go with these: {told}", _GOES.get(op, _GOES["+"]))


def _is_named(operand: Operand) -> bool:
    return any(leaf.threshold is not None for leaf in operand.leaves)


def _kind(type: Type) -> Type:
    return Type.DECIMAL if type in SUMS else type


_OPS: dict[str, Op] = {"+": "+", "-": "-", "*": "*", "/": "/", "min": "min", "max": "max", "abs": "abs"}
