"""`in [..]`, `not in [..]`, `in table`, `starts_with`: whether a value is one of several."""

from __future__ import annotations

from collections.abc import Sequence

from tierrules.language.resolve.agreement import common_type, suits
from tierrules.language.resolve.label_tests import read_labels
from tierrules.language.resolve.operand import Operand, as_term
from tierrules.language.resolve.operands import Operands
from tierrules.language.typed import HasLabel, In
from tierrules.meaning.declared import WORDS, Field, Table, Type
from tierrules.meaning.model import Constant
from tierrules.text.expressions import Call, Compare, Listing, Name, Quoted


def read_membership(operands: Operands, tree: Compare) -> In | HasLabel | None:
    """Return the membership, or None after a problem."""
    left, container = tree.operands
    asked = operands.read(left)
    if isinstance(container, Listing):
        return _in_list(operands, tree, asked, container)
    if asked is not None:
        return _in_table(operands, tree, asked)
    return None


def read_starts_with(operands: Operands, tree: Call) -> In | None:
    """Return `starts_with(code, 'I65')`, or None after a problem."""
    if len(tree.arguments) < 2 or not all(isinstance(one, Quoted) for one in tree.arguments[1:]):
        operands.error(
            "wrong-argument",
            tree,
            "`starts_with` takes a field and one or more quoted beginnings",
            "for example `starts_with(industry_code, 'I65')`",
        )
        return None
    asked, *beginnings = (operands.read(one) for one in tree.arguments)
    if asked is None:
        return None
    if asked.type not in WORDS or asked.word is not None or asked.term is None:
        message = f"`starts_with` asks about a field of codes, but {asked.shown}"
        operands.error("type-mismatch", tree.arguments[0], message, "for example `starts_with(industry_code, 'I65')`")
        return None
    values = tuple(Constant(one.word or "", f"'{one.word}'") for one in beginnings if one is not None)
    return In(as_term(asked), values, False, True, Type.TEXT, operands.origin(tree))


def _in_list(operands: Operands, tree: Compare, asked: Operand | None, listing: Listing) -> In | HasLabel | None:
    if not listing.items:
        operands.error("wrong-operand", listing, "the list behind `in` is empty", "name at least one value")
        return None
    if asked is not None and asked.dimension is not None:
        labels = read_labels(operands, asked.dimension, listing.items)
        return (
            None
            if labels is None
            else HasLabel(asked.dimension.name, labels, tree.ops[0] == "not in", operands.origin(tree))
        )
    values = [operands.read(item) for item in listing.items]
    whole = [value for value in values if value is not None]
    if asked is None or len(whole) < len(values) or not _is_fixed(operands, tree, asked, whole):
        return None
    type = common_type(operands, tree, [asked, *whole])
    if type is None or not suits(operands, tree, [asked, *whole], type):
        return None
    constants = tuple(one.term for one in whole if isinstance(one.term, Constant))
    return In(as_term(asked), constants, tree.ops[0] == "not in", False, type, operands.origin(tree))


def _is_fixed(operands: Operands, tree: Compare, asked: Operand, values: Sequence[Operand]) -> bool:
    varies = next((value for value in values if not isinstance(value.term, Constant)), None)
    if varies is None and asked.term is not None and not isinstance(asked.term, Constant):
        return True
    operands.error(
        "wrong-operand",
        varies.tree if varies else tree,
        "`in` asks whether a value of the customer is one of several fixed values",
        "write `field in ['a', 'b']`",
    )
    return False


def _is_by(operands: Operands, tree: Compare, asked: Field, table: Table) -> bool:
    """Whether the rows of the table are chosen by the field that is asked about, and by no other."""
    container, name = tree.operands[1], operands.written(tree.operands[1])
    if len(table.by) > 1:
        told = " and ".join(f"`{field}`" for field in table.by)
        operands.error(
            "wrong-operand",
            container,
            f"`in` asks about tables by one field, and `{name}` is by {told}",
            "list the values: `field in ['a', 'b']`",
        )
    elif table.by[0] != asked.name:
        operands.error(
            "wrong-operand",
            tree.operands[0],
            f"`{name}` has rows for values of `{table.by[0]}`, not of `{asked.name}`",
            f"write `{table.by[0]} {tree.ops[0]} {name}`",
        )
    else:
        return True
    return False


def _listed(operands: Operands, tree: Compare) -> str:
    """One value, perhaps in round brackets, is a list of one."""
    container = tree.operands[1]
    if not isinstance(container, Quoted):
        return "write `field in ['a', 'b']`"
    value = operands.written(container).strip("() ")
    return f"write `{operands.written(tree.operands[0])} {tree.ops[0]} [{value}]`"


def _in_table(operands: Operands, tree: Compare, asked: Operand) -> In | None:
    container = tree.operands[1]
    table = operands.read(container) if isinstance(container, Name) else None
    if table is None and isinstance(container, Name):
        return None
    if table is None or table.threshold is None or not isinstance(table.threshold.value, Table):
        operands.error("wrong-operand", container, "`in` needs a list or a table", _listed(operands, tree))
        return None
    if asked.type not in WORDS or asked.field is None:
        operands.error("type-mismatch", asked.tree, f"a table has rows for categories and texts, but {asked.shown}")
        return None
    found = table.threshold.value
    if not _is_by(operands, tree, asked.field, found):
        return None
    keys = tuple(Constant(row.key, f"'{row.key}'") for row in found.rows)
    negated, origin = tree.ops[0] == "not in", operands.origin(tree)
    return In(as_term(asked), keys, negated, found.prefix, Type.TEXT, origin, table.threshold.name)
