"""What two rulesets make of one portfolio: who keeps an answer and who moves. Records alone, and their JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

from tierrules.language.frames import Backend
from tierrules.meaning.change.parts import Direction
from tierrules.meaning.change.record import ChangeRecord
from tierrules.meaning.classification import Classification
from tierrules.meaning.dates import Lang, check_lang
from tierrules.meaning.declared import Title
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Dimension, Model
from tierrules.meaning.number_text import exact_text
from tierrules.portfolio import migration_text, portfolio_frames
from tierrules.portfolio.answers import in_order, is_open
from tierrules.portfolio.customers import Unread, Who

if TYPE_CHECKING:
    from tierrules.pictures.look import Picture
    from tierrules.portfolio.solutions import Of


class Rules(Protocol):
    """A loaded ruleset, as far as a portfolio is compared by it."""

    @property
    def name(self) -> str:
        """The name that results cite."""

    @property
    def fingerprint(self) -> str:
        """What the ruleset means, as one number."""

    @property
    def definition(self) -> Model:
        """What the ruleset means, in its core forms."""

    def classify_facts(self, reading: CustomerReading, *, as_of: date) -> Classification:
        """Classify a customer that has been read."""


@dataclass(frozen=True, slots=True)
class Share:
    """Some of the customers: how many, and what they weigh together (None without a weight)."""

    customers: int = 0
    weight: Fraction | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it for JSON; a weight is an exact number as text."""
        return {"customers": self.customers, "weight": None if self.weight is None else exact_text(self.weight)}


@dataclass(frozen=True)
class Matrix:
    """Where the customers of one dimension come from and go to: `cells[old, new]`, cells without anybody left out.

    `dimensions` are those of the old and the new ruleset; `rows` and `columns` the answers that occur, in order. Of a
    portfolio that is `weighed` every share has a weight, be it 0; else none has.
    """

    name: str
    cells: Mapping[tuple[str, str], Share]
    dimensions: tuple[Dimension, Dimension] = field(repr=False)
    weighed: bool = False

    @property
    def rows(self) -> tuple[str, ...]:
        """The old answers."""
        return in_order(self.dimensions, (old for old, _ in self.cells))

    @property
    def columns(self) -> tuple[str, ...]:
        """The new answers."""
        return in_order(self.dimensions, (new for _, new in self.cells))

    @property
    def moved(self) -> Share:
        """All whose answer is another one."""
        return self._total(one for (old, new), one in self.cells.items() if old != new)

    @property
    def whole(self) -> Share:
        """All customers."""
        return self._total(self.cells.values())

    @property
    def undetermined(self) -> tuple[Share, Share]:
        """Those whose answer is open, before and after."""
        before = self._total(one for (old, _), one in self.cells.items() if is_open(old))
        return before, self._total(one for (_, new), one in self.cells.items() if is_open(new))

    def row(self, answer: str) -> Share:
        """Return those with an old answer."""
        return self._total(one for (old, _), one in self.cells.items() if old == answer)

    def column(self, answer: str) -> Share:
        """Return those with a new answer."""
        return self._total(one for (_, new), one in self.cells.items() if new == answer)

    def to_dict(self) -> dict[str, Any]:
        """Return the matrix for JSON."""
        cells = [
            {"before": old, "after": new, **self.cells[old, new].to_dict()}
            for old in self.rows
            for new in self.columns
            if (old, new) in self.cells
        ]
        before, after = self.undetermined
        undetermined = {"before": before.to_dict(), "after": after.to_dict()}
        moved = self.moved.to_dict()
        return {"dimension": self.name, "cells": cells, "moved": moved, "undetermined": undetermined}

    def _total(self, parts: Iterable[Share]) -> Share:
        shares = list(parts)
        weight = sum((one.weight or Fraction(0) for one in shares), Fraction(0)) if self.weighed else None
        return Share(sum(one.customers for one in shares), weight)


@dataclass(frozen=True)
class Move:
    """A customer whose answer in one dimension is another one: who, from what, to what, and on demand why."""

    who: Who
    dimension: Named
    before: str
    after: str
    direction: Direction
    weight: Fraction | None
    grounds: tuple[Rules, Rules, CustomerReading, CustomerReading, tuple[date, date]] = field(repr=False, compare=False)

    @property
    def customer_id(self) -> str | None:
        """The customer's number, where the data have one."""
        return self.who.customer_id

    @property
    def name(self) -> str | None:
        """The customer's name, where the data have one."""
        return self.who.name

    @cached_property
    def change(self) -> ChangeRecord:
        """The change as a record, with its cause: made when it is asked for."""
        old, new, before, after, days = self.grounds
        previous = old.classify_facts(before, as_of=days[0])
        changes = new.classify_facts(after, as_of=days[1]).changes_from(previous, old)
        return next(one for one in changes if one.dimension.name == self.dimension.name)

    def reason(self, lang: Lang | None = None) -> str:
        """Return why, as one sentence in `en` or `zh`; the default is the ruleset's language."""
        return self.change.reason(lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the move for JSON, its reason in both languages included."""
        return {
            "customer_id": self.customer_id,
            "name": self.name,
            "place": self.who.place,
            "dimension": self.dimension.name,
            "before": self.before,
            "after": self.after,
            "direction": self.direction,
            "weight": None if self.weight is None else exact_text(self.weight),
            "reason": {lang: self.reason(lang) for lang in get_args(Lang)},
        }


@dataclass(frozen=True)
class Migration:
    """What an edit, or another ruleset, moves in a portfolio.

    `matrix` has a `Matrix` for each dimension that both rulesets have, `moved` everybody whose answer is another one,
    in the order of the portfolio. `reached` are the dimensions that were evaluated twice: no other can move. `edits`
    are pairs of a threshold's old and new text by name. `as_of_after` is the day of the new answers, None where only
    the rules move. `customers` counts those who were read, `set_aside` the
    others, of whom `unread` holds the first hundred. `weight` is the field that is added up; `unweighed` customers
    have none.
    """

    ruleset: str
    fingerprints: tuple[str, str]
    as_of: date
    source: str
    language: Lang
    customers: int
    set_aside: int
    unread: tuple[Unread, ...] = field(repr=False)
    reached: tuple[str, ...]
    matrix: Mapping[str, Matrix] = field(repr=False)
    moved: tuple[Move, ...] = field(repr=False)
    weight: str | None = None
    unweighed: int = 0
    weight_title: Title = Title()
    weight_currency: str | None = None
    edits: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    as_of_after: date | None = None

    def __repr__(self) -> str:
        moved = Counter(one.dimension.name for one in self.moved)
        told = ", ".join(f"{name} {count}" for name, count in moved.items()) or "nobody"
        return f"<Migration of {self.customers} customers as of {self.as_of}: {told}>"

    def __str__(self) -> str:
        return self.text()

    def text(self, lang: Lang | None = None) -> str:
        """Return what moves, in words: `en` or `zh`, by default the ruleset's language."""
        return migration_text.text(self, migration_text.language(self, lang))

    def to_markdown(self, lang: Lang | None = None) -> str:
        """Return the same as Markdown, with the whole matrix of each dimension that moves."""
        return migration_text.markdown(self, migration_text.language(self, lang))

    def summaries(self, lang: Lang | None = None) -> dict[str, str]:
        """Return how many move, one line for each dimension in which somebody does."""
        return migration_text.summaries(self, migration_text.language(self, lang))

    def _repr_html_(self) -> str:
        return migration_text.html(self, self.language)

    def plot(
        self,
        dimension: str | None = None,
        kind: Literal["matrix", "flow"] = "matrix",
        *,
        of: Of = "customers",
        lang: Lang | None = None,
    ) -> Picture:
        """Return a picture: the matrix of a dimension as a heat map, or its customers as bands that flow.

        Without `dimension` all in which somebody moves are drawn, one below the other. `of` counts customers or their
        weight. The result is a chart of altair; raises `MissingExtraError` without the extra `notebook`.
        """
        from tierrules.portfolio import migration_pictures

        return migration_pictures.plot(self, dimension, kind, of, lang)

    def to_frame(
        self,
        of: Literal["matrix", "moved"] = "matrix",
        *,
        backend: Backend | None = None,
        lang: Lang | None = None,
        reasons: bool = False,
    ) -> Any:
        """Return a frame with a row for each cell of each `matrix`, or for everybody who `moved`.

        It is one of polars, pandas or pyarrow: `backend`, else the first that is installed. Weights are the nearest
        floats. With `lang` answers and dimensions go by their titles; `reasons` adds why each one moves, a sentence.
        """
        return portfolio_frames.migration(self, of, backend, check_lang(lang), reasons)

    def movers(self, dimension: str, before: str | None = None, after: str | None = None) -> Iterator[Move]:
        """Yield those who move in a dimension, from and to the answers that are given.

        Raises KeyError for a dimension that the two rulesets do not both have.
        """
        if dimension not in self.matrix:
            raise KeyError(f"`{dimension}` is not compared; the dimensions are {', '.join(self.matrix)}")
        for one in self.moved:
            if one.dimension.name == dimension and before in (None, one.before) and after in (None, one.after):
                yield one

    def to_dict(self) -> dict[str, Any]:
        """Return the whole for JSON."""
        return {
            "ruleset": self.ruleset,
            "fingerprint": {"before": self.fingerprints[0], "after": self.fingerprints[1]},
            "as_of": self.as_of.isoformat(),
            "as_of_after": None if self.as_of_after is None else self.as_of_after.isoformat(),
            "edits": {name: {"before": old, "after": new} for name, (old, new) in self.edits.items()},
            "rows": self.customers + self.set_aside,
            "classified": self.customers,
            "set_aside": self.set_aside,
            "unread": [{"place": one.who.place, "reasons": list(one.reasons)} for one in self.unread],
            "weight": self.weight,
            "unweighed": self.unweighed,
            "reached": list(self.reached),
            "matrix": [one.to_dict() for one in self.matrix.values()],
            "moved": [one.to_dict() for one in self.moved],
        }
