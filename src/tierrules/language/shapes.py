"""The shapes that a value in a ruleset can have: what a loader accepts, what it calls them in a message.

A shape looks at one level only: whoever descends asks the shape of the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tierrules.text.nodes import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, read as the text that stands there; `noun` says what it holds, `expression` whether it is one."""

    noun: str
    expression: bool = False

    def accepts(self, node: Node) -> bool:
        """Whether `node` has this shape on its own level."""
        return isinstance(node, Scalar)


@dataclass(frozen=True, slots=True)
class Choice:
    """A scalar that is one of `values`; of `planned` ones it is said that they are still to come."""

    noun: str
    values: tuple[str, ...]
    planned: tuple[str, ...] = ()

    def accepts(self, node: Node) -> bool:
        """Whether `node` has this shape on its own level."""
        return isinstance(node, Scalar)


class Some(NamedTuple):
    """A list or mapping must hold something: the code that is reported of an empty one, and what it lacks."""

    code: str
    noun: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """A YAML list; each item has the shape `of`."""

    noun: str
    of: Shape
    some: Some | None = None

    def accepts(self, node: Node) -> bool:
        """Whether `node` has this shape on its own level."""
        return isinstance(node, Sequence)


@dataclass(frozen=True, slots=True)
class MapOf:
    """A YAML mapping from names that the author chooses to values of the shape `of`."""

    noun: str
    of: Shape
    some: Some | None = None

    def accepts(self, node: Node) -> bool:
        """Whether `node` has this shape on its own level."""
        return isinstance(node, Mapping)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the language: its shape, one sentence of explanation, one example.

    A `planned` key belongs to format 1 but is not read by this version: it is refused by name.
    """

    name: str
    shape: Shape
    explain: str
    example: str
    required: bool = False
    planned: bool = False


class Form(NamedTuple):
    """One of the ways to write a record: the key `mark` chooses it, `beside` must stand with it, `perhaps` may."""

    mark: str
    beside: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The keys that this form may have, the record's own aside."""
        return frozenset((self.mark, *self.beside, *self.perhaps))

    def __str__(self) -> str:
        beside = f" beside {' and '.join(f'`{key}`' for key in self.beside)}" if self.beside else ""
        return f"`{self.mark}`{beside}"


@dataclass(frozen=True, slots=True)
class Record:
    """A YAML mapping with a fixed set of keys.

    With `forms` it is written in exactly one of them; keys of no form stand beside any. `form_code` is reported
    where that fails, with `form_help`.
    """

    noun: str
    keys: tuple[Key, ...]
    forms: tuple[Form, ...] = ()
    form_code: str = ""
    form_help: str = ""

    def example(self, key: str) -> str:
        """Return the example of one of its keys."""
        return next(one.example for one in self.keys if one.name == key)

    def accepts(self, node: Node) -> bool:
        """Whether `node` has this shape on its own level."""
        return isinstance(node, Mapping)


@dataclass(frozen=True, slots=True)
class Either:
    """Any of several shapes, told apart by being a scalar, a list or a mapping.

    `list_help` is told of a list where none of them is one.
    """

    noun: str
    shapes: tuple[Shape, ...]
    list_help: str = ""

    def accepts(self, node: Node) -> bool:
        """Whether `node` has one of the shapes on its own level."""
        return any(shape.accepts(node) for shape in self.shapes)


@dataclass(frozen=True, slots=True)
class Later:
    """A shape that holds itself, looked up when it is met: a condition has conditions for parts."""

    noun: str
    shape: Callable[[], Shape]

    def accepts(self, node: Node) -> bool:
        """Whether `node` has this shape on its own level."""
        return self.shape().accepts(node)


Shape = Text | Choice | ListOf | MapOf | Record | Either | Later


def spoken(names: tuple[str, ...]) -> str:
    """Join names as a sentence does: `a`, `b` or `c`."""
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
