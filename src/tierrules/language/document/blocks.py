"""A document as plain data: what is said, and nothing about how it looks.

Texts here are never marked up; whoever prints them escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tierrules.meaning.dates import Lang


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, or the head of a list of sentences."""

    text: str
    parts: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the file uses, as it is written there."""

    text: str


Cell = Clause | Name


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. A `grid` has many narrow columns, the rows of `criteria` are read one by one."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Literal["criteria", "grid"] = "criteria"


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document; `name` is what the file calls its subject, where it is called otherwise."""

    title: str
    name: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `facts` are its name, edition and the like, `notes` hold for all of its sections."""

    title: str
    lang: Lang
    facts: tuple[tuple[str, Cell], ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
