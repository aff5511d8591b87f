"""Conditions: one expression, or a tree of `all`, `any`, `not` and `at_least`."""

from __future__ import annotations

from tierrules.language import keys
from tierrules.language.read.records import form_of, items, read_record
from tierrules.language.read.titles import scalar
from tierrules.language.read.torn import is_torn
from tierrules.language.syntax import Condition, Group, Single
from tierrules.text.diagnostics import Problems
from tierrules.text.expressions import parse
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence


class ConditionReader:
    """Reads the conditions of one file."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def read(self, node: Node) -> Condition | None:
        """Return the condition, or None after reporting all that is wrong with it."""
        if isinstance(node, Scalar):
            tree = parse(node, self.problems)
            return Single(node, tree) if tree is not None else None
        if not isinstance(node, Mapping):
            return None
        has = read_record(keys.CONDITION, node, self.problems, "a condition")
        form = form_of(keys.CONDITION, node)
        parts = {word: self._parts(word, child) for word, child in has.items() if word != "at_least"}
        if form is None:
            return None
        counted = form.mark == "at_least"
        k, whole = scalar(has.get("at_least")), parts.get("of" if counted else form.mark)
        return None if whole is None or (counted and k is None) else Group(form.mark, whole, k, node.span)

    def _parts(self, word: str, node: Node) -> tuple[Condition, ...] | None:
        """Read the conditions under a word; None unless all can be read."""
        if isinstance(node, Sequence) and is_torn(node, self.problems):
            return None
        members = node.items if word != "not" and isinstance(node, Sequence) else (node,)
        fitting = items(members, keys.WHEN, self.problems, f"a part of `{word}`", keys.CONDITION.example(word))
        whole = tuple(part for part in map(self.read, fitting) if part is not None)
        return whole if len(whole) == len(members) else None
