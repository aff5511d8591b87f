"""Reading a text with either scanner, for the tests of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from tierrules.text.diagnostics import Diagnostic, Problems
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence
from tierrules.text.source import Source
from tierrules.text.yaml_reader import read

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]

GOOD = """\
tierrules: 1   # version
name: example
title: {en: Customer standard, zh: 客户分类标准表}
thresholds:
  large_employees: 1000
  high_spend: {value: 50万, source: "客户 \\"标准\\" 表"}
dimensions:
  size:
    labels: {large: 大型企业, small: 小微企业}
    hit: first
    rules:
      - label: large
        when:
          any:
            - employees >= large_employees
            - 'size == ''x'''
      - {label: small, when: "x in ['a', 'b']"}
    otherwise: small
    note: |
      one
        two
    more: >-
      folded
      text
"""


def tree_of(text: str, loader: Any = LOADERS[-1]) -> Mapping | None:
    """The tree of a text."""
    source = Source("<text>", text)
    return read(source, Problems(source), loader=loader)


def found_in(text: str, loader: Any = LOADERS[-1]) -> tuple[Diagnostic, ...]:
    """The problems of a text; without one there is a tree."""
    source = Source("r.yaml", text)
    problems = Problems(source)
    tree = read(source, problems, loader=loader)
    assert tree is not None or problems.errors
    return problems.in_order()


def plain(node: Node | None) -> Any:
    """The data of a tree."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.value: plain(value) for key, value in node.pairs}
    return None


def places(node: Node | None) -> Any:
    """Everything about a tree, for comparing two."""
    match node:
        case Scalar():
            return node.value, node.style, node.span
        case Sequence():
            return "list", node.flow, node.span, [places(item) for item in node.items]
        case Mapping():
            pairs = [(places(key), places(value)) for key, value in node.pairs]
            return "mapping", node.flow, node.span, pairs
    return None


def scalars(node: Node | None) -> Iterator[Scalar]:
    """All scalars of a tree, in its order."""
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for key, value in node.pairs:
                yield key
                yield from scalars(value)
