"""One side of a comparison: what it is, which type it has by itself, and which of its numbers are still open.

A plain number may count anything: 1000 is persons beside `employees` and yuan beside `annual_spend`. It stays an
open leaf of its operand until the other side of the comparison settles its type.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tierrules.language.resolve.scope import KnownDimension, KnownThreshold, KnownValue
from tierrules.language.typed import ComputedTerm, NamedTerm, TableTerm, TypedTerm
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Field, Table, Type
from tierrules.meaning.model import Constant, FieldTerm
from tierrules.meaning.numbers import Quantity
from tierrules.text.expressions import Call, Expression

SUMS = frozenset({Type.INTEGER, Type.DECIMAL})


@dataclass(slots=True)
class Leaf:
    """A plain number, or a threshold of plain numbers, whose type its neighbours settle."""

    tree: Expression
    quantities: tuple[Quantity, ...]
    threshold: KnownThreshold | None


@dataclass(slots=True)
class Operand:
    """A value: `type` is None where all its numbers are open; `shown` is how a message names it."""

    tree: Expression
    type: Type | None
    term: TypedTerm | None
    shown: str
    leaves: tuple[Leaf, ...] = ()
    currency: str | None = None
    field: Field | None = None
    threshold: KnownThreshold | None = None
    quantity: Quantity | None = None
    word: str | None = None
    call: Call | None = None
    score: bool = False
    dimension: KnownDimension | None = None
    may_be_none: bool = False


def as_term(operand: Operand) -> TypedTerm:
    """Return the term of an operand that is a plain value."""
    assert operand.term is not None, "elapsed, until and dimensions are handled before"
    return operand.term


def negative(operand: Operand, tree: Expression, text: str) -> Operand:
    """Return the operand with its sign changed; of a literal, the literal."""
    if operand.quantity is not None and operand.threshold is None:
        constant = Constant(-operand.quantity.number, text)
        return replace(
            operand, tree=tree, term=constant, quantity=replace(operand.quantity, value=-operand.quantity.number)
        )
    return replace(operand, tree=tree, term=ComputedTerm("neg", (as_term(operand),), text), field=None, threshold=None)


def of_field(tree: Expression, found: Field, term: FieldTerm) -> Operand:
    """Return the operand that a field is."""
    return Operand(
        tree,
        found.type,
        term,
        f"`{found.name}` is {spoken_type(found.type)}",
        currency=found.currency,
        field=found,
        may_be_none=found.empty == "none",
    )


def of_threshold(tree: Expression, known: KnownThreshold) -> Operand:
    """Return the operand that a threshold is."""
    leaves: tuple[Leaf, ...] = ()
    if known.quantities and known.quantities[0].kind == "number":
        leaves = (Leaf(tree, known.quantities, known),)
    kind = known.quantities[0] if known.quantities else None
    type = None if leaves else known.type
    quantity = kind if len(known.quantities) == 1 else None
    shown = f"`{known.name}` is {known.text}"
    currency = kind.currency if kind else None
    return Operand(
        tree,
        type,
        threshold_term(known),
        shown,
        leaves,
        currency,
        threshold=known,
        quantity=quantity,
        may_be_none=known.may_be_none,
    )


def threshold_term(known: KnownThreshold) -> TypedTerm:
    """Return the term that a threshold is, one for all its uses."""
    if known.term is None:
        known.term = _term(known)
    return known.term


def _term(known: KnownThreshold) -> TypedTerm:
    if isinstance(known.value, Table):
        return TableTerm(known.name, known.value, known.text)
    if isinstance(known.value, Duration):
        # A duration is compared by `elapsed` and `until` alone, which take it from the threshold.
        return Constant(known.quantities[0].number, known.text, known.name)
    return Constant(known.value, known.text, known.name)


def of_value(tree: Expression, known: KnownValue) -> Operand:
    """Return the operand that a derived value or a score is."""
    return Operand(
        tree,
        known.type,
        NamedTerm(known.name, known.kind),
        f"`{known.name}` is {spoken_type(known.type)}",
        currency=known.currency,
        score=known.kind == "score",
        may_be_none=known.may_be_none,
    )


def spoken_type(type: Type) -> str:
    """How a message names a type."""
    return _SPOKEN.get(type) or f"a {type}"


_SPOKEN = {Type.MONEY: "money", Type.TEXT: "text", Type.INTEGER: "an integer"}


_PLAIN_NUMBER = "write it as a plain number: `1000`"
WRITTEN = {
    Type.INTEGER: _PLAIN_NUMBER,
    Type.DECIMAL: _PLAIN_NUMBER,
    Type.MONEY: "write it as an amount: `50万`",
    Type.RATIO: "write it as a percentage: `20%`",
    Type.BOOLEAN: "a boolean stands by itself: `unstable`, `not unstable`",
    Type.DATE: "write the threshold as a date: `2026-01-31`",
    Type.DURATION: "write the threshold with its unit: `6 months`, `90 days`",
}
