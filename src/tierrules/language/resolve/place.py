"""Where an expression stands, and how its problems are told; what its open numbers count."""

from __future__ import annotations

from itertools import pairwise

from tierrules.language.resolve.operand import SUMS, WRITTEN, Leaf
from tierrules.language.resolve.scope import KnownThreshold, Scope
from tierrules.meaning.declared import Origin, Type
from tierrules.meaning.number_text import exact_text
from tierrules.meaning.numbers import Quantity
from tierrules.text.diagnostics import Help
from tierrules.text.expressions import Compare, Expression
from tierrules.text.nodes import Scalar

_PLURAL = {Type.DECIMAL: "counts", Type.MONEY: "money", Type.RATIO: "ratios"}


class Place:
    """One scalar with an expression; `where` is how messages name what it belongs to."""

    def __init__(self, scope: Scope, scalar: Scalar, where: str, rules: tuple[str, ...]) -> None:
        self.scope, self.scalar, self.where, self.rules = scope, scalar, where, rules

    def error(
        self, code: str, tree: Expression, message: str, help: Help = None, *, absent: tuple[str, ...] = ()
    ) -> None:
        """Report a problem at a part of the scalar."""
        place = self.scalar.locate(tree.start, tree.end)
        self.scope.problems.error(code, place, message, help=help, rules=self.rules, absent=absent)

    def written(self, tree: Expression) -> str:
        """Return a part of the scalar as the author wrote it."""
        return self.scalar.value[tree.start : tree.end]

    def origin(self, tree: Expression) -> Origin:
        """Return where and how a part of the scalar is written."""
        return self._between(tree.start, tree.end)

    def links(self, chain: Compare) -> list[Origin]:
        """Return the origin of each link of a chain: `a <= x < b` has `a <= x` and `x < b`."""
        return [self._between(left.start, right.end) for left, right in pairwise(chain.operands)]

    def _between(self, start: int, end: int) -> Origin:
        return Origin(self.scalar.value[start:end], self.scalar.locate(start, end))

    def settle(self, leaf: Leaf, type: Type) -> bool:
        """Settle what an open number counts; a threshold counts one thing wherever it is used."""
        first = leaf.quantities[0]
        if type not in (Type.INTEGER, Type.DECIMAL, Type.MONEY, Type.RATIO):
            quote = "write `true` or `false`" if type is Type.BOOLEAN else f"quote it: `'{first.text}'`"
            help = WRITTEN.get(type, quote)
            self.error("type-mismatch", leaf.tree, f"the number `{first.text}` is held against a {type}", help)
            return False
        bare = next((one for one in leaf.quantities if not one.has_point and one.value != 0), None)
        if type is Type.RATIO and bare is not None:
            message = f"a ratio is held against the whole number `{bare.text}`"
            self.error("ratio-without-sign", leaf.tree, message, self._as_ratio(leaf, bare))
            return False
        return leaf.threshold is None or self._settle_threshold(leaf, leaf.threshold, type)

    def _as_ratio(self, leaf: Leaf, bare: Quantity) -> str:
        """What to write for a whole number that is a ratio: an expression has no percentages, a bound may be one."""
        number = exact_text(bare.number)
        percent, times = f"{number}%", f"{number}.0"
        if leaf.threshold is not None:
            where = f"where the threshold `{leaf.threshold.name}` is declared"
            return f"{where}, write `{percent}` (or `{times}` if that many times is meant)"
        if self.written(leaf.tree) == self.scalar.value:
            return f"write `{percent}` (or `{times}` if that many times is meant)"
        give = f"give it a name under `thresholds:` (`my_bound: {percent}`) and compare with the name"
        return f"{give} (or write `{times}` if that many times is meant)"

    def _settle_threshold(self, leaf: Leaf, known: KnownThreshold, type: Type) -> bool:
        kind = Type.DECIMAL if type in SUMS else type
        place = self.scalar.locate(leaf.tree.start, leaf.tree.end)
        if known.settled_at is None:
            known.type, known.settled_at = kind, place
        if known.type is kind:
            return True
        self.scope.problems.error(
            "threshold-of-two-types",
            place,
            f"the threshold `{known.name}` is held against {_PLURAL[kind]} here and against "
            f"{_PLURAL[known.type or kind]} elsewhere",
            help="give each its own threshold",
            related=((known.settled_at, "the other use"),),
        )
        return False
