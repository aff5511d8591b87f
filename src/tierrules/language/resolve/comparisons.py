"""Comparisons: both sides of one type, or a problem that names what each side is."""

from __future__ import annotations

from tierrules.language.resolve.agreement import common_type, suits
from tierrules.language.resolve.label_tests import read_label_test
from tierrules.language.resolve.memberships import read_membership
from tierrules.language.resolve.operand import as_term
from tierrules.language.resolve.operands import Operands
from tierrules.language.resolve.windows import read_window
from tierrules.language.typed import Chain, HasLabel, In, Window
from tierrules.text.expressions import Compare

_UP, _DOWN = frozenset({"<", "<="}), frozenset({">", ">="})


def read_comparison(operands: Operands, tree: Compare) -> Chain | Window | In | HasLabel | None:
    """Return the comparison with its types settled, or None after a problem."""
    if not _runs_one_way(operands, tree):
        return None
    if tree.ops[0] in ("in", "not in"):
        return read_membership(operands, tree)
    sides = [operands.read(operand) for operand in tree.operands]
    whole = [side for side in sides if side is not None]
    if len(whole) < len(sides):
        return None
    if [side for side in whole if side.dimension is not None]:
        return read_label_test(operands, tree, whole)
    if [side for side in whole if side.call is not None]:
        return read_window(operands, tree, whole)
    type = common_type(operands, tree, whole)
    if type is None or not suits(operands, tree, whole, type):
        return None
    return Chain(tuple(as_term(side) for side in whole), tree.ops, type, tuple(operands.links(tree)))


def _runs_one_way(operands: Operands, tree: Compare) -> bool:
    if len(tree.ops) == 1 or _UP.issuperset(tree.ops) or _DOWN.issuperset(tree.ops):
        return True
    operands.error(
        "chain-direction",
        tree,
        "a chain of comparisons runs in one direction",
        "write `low <= x < high`, or two comparisons with `and`",
    )
    return False
