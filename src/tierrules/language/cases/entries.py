"""What is written in a case file, level by level: plain data with the places of every text."""

from __future__ import annotations

from dataclasses import dataclass

from tierrules.text.nodes import Scalar
from tierrules.text.source import Span


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """What is written of one dimension under one key; `texts` are None where it could not be read."""

    key: str
    dimension: Scalar
    texts: tuple[Scalar, ...] | None
    is_list: bool
    span: Span


@dataclass(frozen=True, slots=True)
class PreviousEntry:
    """What was otherwise before; `is_none` where nothing was before at all."""

    as_of: Scalar | None
    customer: tuple[tuple[Scalar, Scalar], ...]
    rules: Scalar | None
    is_none: bool
    written: frozenset[str]
    span: Span


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """What is written of the change of one dimension: a `short` text, or an entry under each key.

    `parts` are None where nothing of it could be read, which is reported.
    """

    dimension: Scalar
    short: Scalar | None
    parts: tuple[AnswerEntry, ...] | None
    span: Span


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case as it is written. `changes` are None where none are written, `unchanged` is the `none` in their place."""

    name: Scalar | None
    as_of: Scalar | None
    language: str | None
    customer: tuple[tuple[Scalar, Scalar], ...]
    answers: tuple[AnswerEntry, ...]
    problems: tuple[Scalar, ...] | None
    problems_key: Span
    previous: PreviousEntry | None
    changes: tuple[ChangeEntry, ...]
    unchanged: Scalar | None
    changes_key: Span
    written: frozenset[str]
    span: Span


@dataclass(frozen=True, slots=True)
class CaseFileEntry:
    """A case file as it is written; `has_day` says that it gives a day, readable or not."""

    rules: Scalar | None
    as_of: Scalar | None
    language: str | None
    cases: tuple[CaseEntry, ...]
    head: Span
    written: frozenset[str]
