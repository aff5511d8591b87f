"""What `compare` returns: whether two rulesets mean the same, and if not, for whom they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

from tierrules.language.frames import Backend, Kind, frame
from tierrules.meaning.change.parts import Direction, Driver, State
from tierrules.meaning.dates import Lang, check_lang
from tierrules.meaning.declared import Field, Title
from tierrules.meaning.justification import Named
from tierrules.proof.compare import comparison_json, comparison_text
from tierrules.proof.compare.customers_told import Range


class Migrated(Protocol):
    """What becomes of a portfolio between the two rulesets, as far as it is told here: a `Migration`."""

    @property
    def matrix(self) -> Mapping[str, Any]:
        """For each dimension how many go from which answer to which."""

    @property
    def moved(self) -> Sequence[Any]:
        """Everybody whose answer is another one."""

    def text(self, lang: Lang | None = None) -> str:
        """Return it in words."""

    def to_markdown(self, lang: Lang | None = None) -> str:
        """Return it as Markdown."""

    def summaries(self, lang: Lang | None = None) -> Mapping[str, str]:
        """Return how many move, one line for each dimension in which somebody does."""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""

    def _repr_html_(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """One value of a witness, as people write it."""

    field: Named
    value: Title


@dataclass(frozen=True, slots=True)
class Difference:
    """Customers whose answer changes in one dimension, all of them from `before` to `after`.

    `region` says who they are: what is asked of each field that plays a part; nothing asked means everybody. Whoever
    meets one of `but` is left out. Where labels are collected, all of them gain the labels `gained` and lose those of
    `lost`, whatever others they have; `before` and `after` are what the witness has then. `witness` is one of them,
    with the day `as_of`; both definitions confirm it. `because` are the edits that cause it, for this or another one.
    `only_on` are days that show it, each for all that are like it, None if every day does; with `since` or `until` all
    days from or up to one do. `customers` are those of a portfolio who lie in the region and change so: None without a
    portfolio, or where the region hangs on other labels.
    """

    dimension: Named
    region: tuple[Range, ...]
    before: State
    after: State
    direction: Direction
    witness: Mapping[str, object]
    because: tuple[Driver, ...]
    only_on: tuple[date, ...] | None
    language: Lang
    seen: tuple[Seen, ...] = ()
    customers: int | None = None
    but: tuple[tuple[Range, ...], ...] = ()
    gained: tuple[Named, ...] = ()
    lost: tuple[Named, ...] = ()
    since: date | None = None
    until: date | None = None

    def sentence(self, lang: Lang | None = None) -> str:
        """Return who changes from what to what, in `en` or `zh`; the default is the language of the new ruleset."""
        return comparison_text.sentence(self, check_lang(lang) or self.language)

    def reason(self, lang: Lang | None = None) -> str:
        """Return the edits that cause it, as a sentence; empty where they cannot be told."""
        return comparison_text.reason(self, check_lang(lang) or self.language)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return comparison_json.difference(self)

    def __str__(self) -> str:
        return self.sentence()

    def __repr__(self) -> str:
        return f"<Difference in {self.dimension.name}: {self.sentence('en')}>"


@dataclass(frozen=True, slots=True)
class LabelChange:
    """A label that is added, removed, or called otherwise: just the same customers get it under its new name.

    `reordered` says that the labels that both have stand in another order; it has no label.
    """

    kind: Literal["added", "removed", "renamed", "reordered"]
    dimension: Named
    before: Named | None = None
    after: Named | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that both read and declare differently; `key` is what differs, None stands for what is not set."""

    field: Named
    key: Literal["type", "currency", "empty", "minimum", "maximum", "values"]
    before: Field
    after: Field


@dataclass(frozen=True, slots=True)
class Apart:
    """Days, both included, on which only one of the two is in force; None is open."""

    side: Literal["before", "after"]
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Undecided:
    """A dimension of which it is not proven that all differences are told; `strange` fields are read otherwise."""

    dimension: Named
    strange: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes between two rulesets, by meaning: `before` and `after` are their names.

    `equal_on_complete` and `equal_on_all` say whether they answer alike to complete data, and to data in which values
    may be missing: True and False are proven, None could not be decided. `differences` are all customers who are
    answered differently on complete data, `when_missing` one example for each dimension that differs only where
    values are missing. `migration` tells of a portfolio, and so do `matrix` and `moved`: None without one.

    >>> import tierrules as tr
    >>> rules = tr.load("net-promoter")
    >>> rules.compare(rules).equal_on_all
    True
    """

    before: str
    after: str
    language: Lang
    equal_on_complete: bool | None
    equal_on_all: bool | None
    differences: tuple[Difference, ...] = ()
    when_missing: tuple[Difference, ...] = ()
    dimensions_added: tuple[Named, ...] = ()
    dimensions_removed: tuple[Named, ...] = ()
    labels: tuple[LabelChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    apart: tuple[Apart, ...] = ()
    follow: bool = False
    assumptions_differ: bool = False
    undecided: tuple[Undecided, ...] = ()
    migration: Migrated | None = None

    @property
    def matrix(self) -> Mapping[str, Any] | None:
        """For each dimension how many customers of the portfolio go from which answer to which."""
        return None if self.migration is None else self.migration.matrix

    @property
    def moved(self) -> Sequence[Any] | None:
        """Every customer of the portfolio whose answer is another one."""
        return None if self.migration is None else self.migration.moved

    @property
    def is_same(self) -> bool:
        """Whether it is proven that both mean the same, and nothing else differs that is told here."""
        others = self.labels or self.fields or self.apart or self.follow or self.assumptions_differ
        return self.equal_on_all is True and not others

    def text(self, lang: Lang | None = None) -> str:
        """Return all of it as people read it, in `en` or `zh`; the default is the language of the new ruleset."""
        return comparison_text.text(self, check_lang(lang) or self.language)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data: what `json.dumps` takes."""
        return comparison_json.comparison(self)

    def to_frame(self, *, backend: Backend | None = None, lang: Lang | None = None) -> Any:
        """Return a frame with a row for each of the `differences`, in `en` or `zh`.

        It is one of polars, pandas or pyarrow: `backend`, else the first that is installed.
        """
        told = check_lang(lang) or self.language
        names = ("dimension", "who", "example", "because", "direction", "before", "after")
        columns: dict[str, Kind] = {**dict.fromkeys(names, "text"), "customers": "count"}
        return frame(columns, (comparison_text.row(one, told) for one in self.differences), backend)

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Comparison: {comparison_text.summary(self, 'en')}>"

    def _repr_html_(self) -> str:
        return comparison_text.html(self, self.language)
