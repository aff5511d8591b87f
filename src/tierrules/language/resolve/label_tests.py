"""Tests on another dimension: `value == 'high'`, `size in ['large', 'medium']`, `has(flags, 'vip')`."""

from __future__ import annotations

from tierrules.language.resolve.labels import label_titled
from tierrules.language.resolve.operand import Operand
from tierrules.language.resolve.operands import Operands
from tierrules.language.resolve.scope import KnownDimension
from tierrules.language.typed import HasLabel
from tierrules.text.diagnostics import Help
from tierrules.text.expressions import Call, Compare, Expression, Name, Quoted
from tierrules.text.nearest import hint


def read_label_test(operands: Operands, tree: Compare, sides: list[Operand]) -> HasLabel | None:
    """Return `dimension == 'label'` or `!=`, or None after a problem."""
    dimension = next(side.dimension for side in sides if side.dimension is not None)
    others = [side for side in sides if side.dimension is None]
    if tree.ops[0] not in ("==", "!="):
        operands.error("no-order", tree, f"`{tree.ops[0]}` needs an order, and labels have none here", "use `in [..]`")
        return None
    if len(sides) != 2 or len(others) != 1 or others[0].word is None:
        operands.error(
            "wrong-operand",
            tree,
            f"the dimension `{dimension.name}` is compared with something that is not a quoted label",
            f"write `{dimension.name} == '{dimension.labels[0][0] if dimension.labels else 'label'}'`",
        )
        return None
    if dimension.collects:
        operands.error(
            "wrong-operand",
            tree,
            f"the dimension `{dimension.name}` collects several labels",
            f"ask `has({dimension.name}, '{others[0].word}')`",
        )
        return None
    labels = read_labels(operands, dimension, (others[0].tree,))
    return None if labels is None else HasLabel(dimension.name, labels, tree.ops[0] == "!=", operands.origin(tree))


def read_has(operands: Operands, tree: Call) -> HasLabel | None:
    """Return `has(collected, 'label')`, or None after a problem."""
    if len(tree.arguments) != 2 or not isinstance(tree.arguments[0], Name):
        operands.error("wrong-argument", tree, "`has` takes a dimension and a label", "for example `has(flags, 'vip')`")
        return None
    asked = operands.read(tree.arguments[0])
    if asked is None:
        return None
    if asked.dimension is None:
        operands.error(
            "wrong-argument",
            tree.arguments[0],
            f"`has` asks about a dimension, but {asked.shown}",
            "compare it: `field == 'value'`",
        )
        return None
    labels = read_labels(operands, asked.dimension, tree.arguments[1:])
    return None if labels is None else HasLabel(asked.dimension.name, labels, False, operands.origin(tree))


def read_labels(operands: Operands, dimension: KnownDimension, trees: tuple[Expression, ...]) -> tuple[str, ...] | None:
    """Return the labels that are named, or None after a problem about one that the dimension does not have."""
    known = [name for name, _ in dimension.labels]
    found: list[str] = []
    for tree in trees:
        if isinstance(tree, Quoted) and (tree.text in known or not known):
            found.append(tree.text)
            continue
        text = operands.written(tree)
        operands.error(
            "unknown-label",
            tree,
            f"`{text}` is not a quoted label of `{dimension.name}`",
            f"write `'{text}'`" if text in known else _near(tree.text if isinstance(tree, Quoted) else text, dimension),
            absent=(tree.text if isinstance(tree, Quoted) else text,),
        )
    return tuple(found) if len(found) == len(trees) else None


def _near(text: str, dimension: KnownDimension) -> Help:
    known = [name for name, _ in dimension.labels]
    titled = label_titled(text, dimension.labels)
    if titled is not None:
        return f"did you mean `'{titled}'`?"
    return hint(text, known, f"the labels are {', '.join(f'`{one}`' for one in known[:8])}")
