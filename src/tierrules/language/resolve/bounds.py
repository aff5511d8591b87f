"""Bounds written outside of conditions: of bands and cells, a number with its unit or the name of a threshold."""

from __future__ import annotations

from tierrules.language.resolve import quantities
from tierrules.language.resolve.agreement import common_type, suits
from tierrules.language.resolve.operand import Leaf, Operand, as_term, spoken_type
from tierrules.language.resolve.operands import Operands
from tierrules.language.resolve.scope import Scope
from tierrules.language.typed import Chain
from tierrules.meaning.declared import WORDS, Origin, Type
from tierrules.meaning.model import Constant
from tierrules.meaning.numbers import Kind
from tierrules.meaning.texts import normal
from tierrules.text.expressions import Compare, Name, NumberLiteral
from tierrules.text.nodes import Scalar

_TYPES: dict[Kind, Type | None] = {"number": None, "percent": Type.RATIO, "money": Type.MONEY, "date": Type.DATE}


def against(of: Operand, text: str, op: str, bound: Scalar, scope: Scope, what: str) -> Chain | None:
    """Return the comparison of a value, written `text`, with a bound, or None after a problem."""
    other = _operand(bound, of, scope, what)
    if other is None:
        return None
    place = Operands(scope, bound, what, ())
    whole = Compare((of.tree, other.tree), (op,), 0, len(bound.value))
    type = common_type(place, whole, [of, other])
    if type is None or not suits(place, whole, [of, other], type):
        return None
    return Chain((as_term(of), as_term(other)), (op,), type, (Origin(f"{text} {op} {bound.value}", bound.span),))


def _operand(bound: Scalar, of: Operand, scope: Scope, what: str) -> Operand | None:
    end = len(bound.value)
    if of.term is None:
        tree = NumberLiteral(bound.value, 0, end)
        Operands(scope, bound, what, ()).error("type-mismatch", tree, f"{what} are of a value, but {of.shown}")
        return None
    if of.type in WORDS:
        tree = NumberLiteral(bound.value, 0, end)
        text = normal(bound.value)
        return Operand(tree, Type.TEXT, Constant(text, f"'{text}'"), f"`{text}` is a text", word=text)
    if bound.value in scope.thresholds or bound.value.isidentifier():
        return Operands(scope, bound, what, ()).read(Name(bound.value, 0, end))
    quantity = quantities.read(bound, scope.problems, what)
    if quantity is None:
        return None
    tree = NumberLiteral(bound.value, 0, end)
    leaves = (Leaf(tree, (quantity,), None),) if quantity.kind == "number" else ()
    type = Type.DURATION if quantity.kind == "duration" else _TYPES[quantity.kind]
    shown = f"`{quantity.text}` is {spoken_type(type) if type else 'a plain number'}"
    return Operand(
        tree, type, Constant(quantity.value, quantity.text), shown, leaves, quantity.currency, quantity=quantity
    )
