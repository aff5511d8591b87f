"""Where the things that a ruleset names are written, and where they are named again. Plain frozen data.

Classifying needs none of it: it is for those who speak about the file. No part of it enters the fingerprint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tierrules.text.source import Span

Kind = Literal["field", "threshold", "derived value", "score", "dimension"]


class WrittenNumber(NamedTuple):
    """A number of a threshold as written; `row` holds the keys or the date of its row, or `default`."""

    text: str
    span: Span
    row: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """A name that the file declares, and the place of the name; of a threshold its numbers, `n/a` left aside.

    Of a dimension `labels` says where each label is declared, and `keys` where `hit` and `otherwise` have
    their values.
    """

    name: str
    kind: Kind
    span: Span
    numbers: tuple[WrittenNumber, ...] = ()
    labels: Mapping[str, Span] = field(default_factory=dict)
    keys: Mapping[str, Span] = field(default_factory=dict)


class Use(NamedTuple):
    """A place that names something. `by` is the threshold, derived value, score or dimension in which it stands.

    In assumptions, invariants and triggers, which have no names or are named by nothing, `by` is empty.
    """

    name: str
    by: str
    span: Span


@dataclass(frozen=True, slots=True)
class Written:
    """The declarations of a file by name, and the uses of all names in the order in which they were read."""

    declared: Mapping[str, Declaration] = field(default_factory=dict)
    uses: tuple[Use, ...] = ()
