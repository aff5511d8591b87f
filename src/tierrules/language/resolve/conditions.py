"""Conditions: every name found, every comparison of one type."""

from __future__ import annotations

from typing import Literal

from tierrules.language.resolve.comparisons import read_comparison
from tierrules.language.resolve.label_tests import read_has
from tierrules.language.resolve.memberships import read_starts_with
from tierrules.language.resolve.numbers import whole_number
from tierrules.language.resolve.operand import Operand, as_term
from tierrules.language.resolve.operands import Operands
from tierrules.language.resolve.scope import Scope
from tierrules.language.syntax import Condition, Group, Single
from tierrules.language.typed import Always, Flag, Known, NamedTerm, Parts, TypedCondition
from tierrules.meaning.declared import Origin, Type
from tierrules.meaning.model import Constant
from tierrules.text.expressions import COMPARISONS, Call, Compare, Every, Expression, Name, Negation, Some


def resolve_condition(
    condition: Condition, scope: Scope, where: str, rules: tuple[str, ...] = (), *, whole: bool = True
) -> TypedCondition | None:
    """Return the condition with names and types settled, or None after reporting all that is wrong with it.

    One that is no `whole` condition is a part of a group, and so not `always`.
    """
    match condition:
        case Single(scalar, tree):
            return _InScalar(Operands(scope, scalar, where, rules)).condition(tree, whole=whole)
        case Group(word, members, k, span):
            parts = [resolve_condition(member, scope, where, rules, whole=False) for member in members]
            joined = _joined(word, parts, Origin(word, span))
            count = whole_number(k, scope, "`at_least`", 1, len(members)) if k is not None else 0
            if joined is None or count is None:
                return None
            return Parts("at_least", joined.parts, count, joined.origin) if k is not None else joined


def _joined(word: str, parts: list[TypedCondition | None], origin: Origin) -> Parts | None:
    whole = tuple(part for part in parts if part is not None)
    if len(whole) < len(parts):
        return None
    kind: Literal["all", "any", "not"] = "all" if word == "all" else "not" if word == "not" else "any"
    return Parts(kind, whole, 0, origin)


class _InScalar:
    def __init__(self, operands: Operands) -> None:
        self.operands = operands

    def condition(
        self, tree: Expression, before: Expression | None = None, *, whole: bool = False
    ) -> TypedCondition | None:
        """Read a condition; `before` is the part on its left, joined with it by `and` or `or`."""
        match tree:
            case Every(parts):
                return self.joined("all", parts, tree)
            case Some(parts):
                return self.joined("any", parts, tree)
            case Negation(part):
                return self.joined("not", (part,), tree)
            case Compare():
                return read_comparison(self.operands, tree)
            case Name("always"):
                return self.always(tree, whole)
            case Call("known" | "present"):
                return self.presence(tree)
            case Call("starts_with"):
                return read_starts_with(self.operands, tree)
            case Call("has"):
                return read_has(self.operands, tree)
            case _:
                return self.flag(tree, before)

    def joined(self, word: str, parts: tuple[Expression, ...], tree: Expression) -> Parts | None:
        read = [self.condition(part, before) for before, part in zip((None, *parts), parts, strict=False)]
        return _joined(word, read, self.operands.origin(tree))

    def always(self, tree: Expression, whole: bool) -> Always | None:
        if whole:
            return Always(self.operands.origin(tree))
        help = "delete `always`; a rule without a condition says `when: always` and nothing more"
        self.operands.error("joined-always", tree, "`always` is a whole condition and no part of one", help)
        return None

    def presence(self, tree: Call) -> Known | None:
        if len(tree.arguments) != 1:
            example = f"for example `{tree.function}(last_purchase_on)`"
            self.operands.error("wrong-argument", tree, f"`{tree.function}` takes one field", example)
            return None
        asked = self.operands.read(tree.arguments[0])
        if asked is None:
            return None
        if asked.field is None and not _may_be_missing(asked):
            near = (
                f"write it without quotes: `{tree.function}({asked.word})`"
                if asked.word in self.operands.scope.fields
                else None
            )
            self.operands.error("wrong-argument", tree, f"`{tree.function}` takes a field, but {asked.shown}", near)
            return None
        return Known(as_term(asked), "known" if tree.function == "known" else "present", self.operands.origin(tree))

    def flag(self, tree: Expression, before: Expression | None) -> Flag | None:
        """Only a boolean field stands as a condition by itself."""
        found = self.operands.read(tree)
        if found is None:
            return None
        if found.field is not None and found.field.type is Type.BOOLEAN:
            return Flag(found.field.name, self.operands.origin(tree))
        self.operands.error(
            "not-a-condition",
            tree,
            f"`{self.operands.written(tree)}` is a value and no condition",
            self.compared(found, before),
        )
        return None

    def compared(self, found: Operand, before: Expression | None) -> str:
        """How a value becomes a condition: in `region == 'a' or 'b'` it is the field that stands once too little."""
        fixed = found.threshold is not None or isinstance(found.term, Constant)
        if fixed and isinstance(before, Compare) and len(before.ops) == 1 and before.ops[0] in COMPARISONS:
            left, value = self.operands.written(before.operands[0]), self.operands.written(found.tree)
            return f"say again what is compared: `{left} {before.ops[0]} {value}`"
        return "compare it: `employees >= large_employees`; a rule without a condition says `when: always`"


def _may_be_missing(asked: Operand) -> bool:
    """Whether there is a question: of values that the file itself names, a derived one alone may be missing."""
    return isinstance(asked.term, NamedTerm) and not asked.score
