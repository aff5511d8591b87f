"""The names of one ruleset: one space for fields, thresholds, derived values, scores and dimensions."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal, Protocol

from tierrules.language import keys
from tierrules.language.syntax import ThresholdEntry
from tierrules.language.typed import TypedTerm
from tierrules.meaning.declared import Bound, Dated, Field, Table, Title, Type
from tierrules.meaning.model import FieldTerm
from tierrules.meaning.numbers import Quantity
from tierrules.meaning.written import Use
from tierrules.text.diagnostics import Problems
from tierrules.text.nearest import nearest
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span

FUNCTIONS = tuple(function.name for function in keys.FUNCTIONS)
WORDS = ("and", "or", "not", "in", "true", "false", "always", "none", "otherwise")
RESERVED = frozenset(FUNCTIONS + WORDS)
CUSTOMER: Final = "customer"
"""The model whose fields are the standard ones; any other name is of a caller's model."""


@dataclass(slots=True)
class KnownThreshold:
    """A threshold as written; `type` is None until a use settles what its plain numbers count.

    It `may_be_none` where it is a table without default and a key of it may be none: then there is no bound.
    """

    entry: ThresholdEntry
    value: Bound | Dated | Table
    quantities: tuple[Quantity, ...]
    type: Type | None
    may_be_none: bool = False
    settled_at: Span | None = None
    term: TypedTerm | None = None

    @property
    def name(self) -> str:
        """The threshold's name."""
        return self.entry.name.value

    @property
    def text(self) -> str:
        """How the file writes it; a table or a dated one by its first value."""
        first = self.quantities[0].text if self.quantities else "n/a"
        return first if isinstance(self.entry.value, Scalar) else f"{first} .."


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A derived value or a score: its type, and what a customer without a value of it may mean."""

    name: str
    kind: Literal["derived", "score"]
    type: Type
    currency: str | None
    may_be_none: bool


@dataclass(frozen=True, slots=True)
class KnownDimension:
    """A dimension as other sections see it."""

    name: str
    labels: tuple[tuple[str, Title], ...]
    ordered: bool
    collects: bool


class ModelFields(Protocol):
    """What a caller's model declares: the field of each name that its annotations say enough about."""

    @property
    def names(self) -> Collection[str]:
        """The names that the model has."""

    def __call__(self, name: str) -> Field | None:
        """Return the field of a name, None where there is none."""

    def advice(self, name: str) -> str | None:
        """Return why a name that the model knows is no field."""


Known = Field | KnownThreshold | KnownValue | KnownDimension


@dataclass(slots=True)
class Scope:
    """What each name of the ruleset is, and which fields rules have read so far, in order of first use.

    `broken` are names that are declared and could not be read: whoever uses them is not told again. Names of other
    sections than `fields` count among them until their section is reached; `no_fields` are all of these. A name that is
    nothing else is a field of the caller's `model`; `model_name` is what the file calls the model it is written for.
    `uses` notes every place that names something, and `user` what is being read: a use belongs to it.
    """

    problems: Problems
    currency: str | None
    fields: dict[str, Field]
    thresholds: dict[str, KnownThreshold] = field(default_factory=dict)
    values: dict[str, KnownValue] = field(default_factory=dict)
    dimensions: dict[str, KnownDimension] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    no_fields: frozenset[str] = frozenset()
    read: dict[str, Field] = field(default_factory=dict)
    model: ModelFields | None = None
    model_name: str | None = None
    uses: list[Use] = field(default_factory=list)
    user: str = ""
    _own: dict[str, tuple[str, Span]] = field(default_factory=dict)
    _terms: dict[str, FieldTerm] = field(default_factory=dict)

    def declare(self, name: Scalar, noun: str) -> bool:
        """Take a name for something; False, and a problem, where it cannot be had."""
        if self._is_name(name, noun) and self._is_free(name, noun):
            self.broken.discard(name.value)
            return True
        return False

    def look_up(self, name: str) -> Known | None:
        """Return what a name stands for; a field counts as read from now on."""
        if name in self.fields:
            return self.read.setdefault(name, self.fields[name])
        own = self.thresholds.get(name) or self.values.get(name) or self.dimensions.get(name)
        return own or self._of_model(name)

    def use(self, name: str, span: Span) -> None:
        """Note that what is being read names something."""
        self.uses.append(Use(name, self.user, span))

    def is_known(self, name: str) -> bool:
        """Whether something has the name; nothing counts as read."""
        return name in self.fields or name in self._own

    def model_advice(self, name: str) -> str | None:
        """Return what to say of an unknown name in view of the model, or of a model that is named and not there."""
        if self.model is not None:
            return self.model.advice(name)
        if self.model_name in (None, CUSTOMER):
            return None
        return f"the ruleset is written for the model `{self.model_name}`: load it with `model=`"

    def _of_model(self, name: str) -> Field | None:
        found = self.model(name) if self.model is not None else None
        if found is None:
            return None
        self.fields[name] = (
            replace(found, currency=found.currency or self.currency) if found.type is Type.MONEY else found
        )
        return self.read.setdefault(name, self.fields[name])

    def field_term(self, name: str) -> FieldTerm:
        """Return the term that a field is, one for all its uses."""
        return self._terms.get(name) or self._terms.setdefault(name, FieldTerm(name))

    def span_of(self, name: str) -> Span:
        """Return where one of the ruleset's own names is declared."""
        return self._own[name][1]

    def nearest(self, name: str) -> str | None:
        """Return the known name that is most like `name`: a field so titled, then the ruleset's own first."""
        for one in self.fields.values():
            if name in (*one.title, *one.aliases):
                return one.name
        own = nearest(name, [*self._own, *self.read])
        return own or nearest(name, [*self.fields, *(self.model.names if self.model is not None else ())])

    def _is_name(self, name: Scalar, noun: str) -> bool:
        text = name.value
        folded = unicodedata.normalize("NFKC", text)
        if folded != text:
            self.problems.error(
                "look-alike-name",
                name.span,
                f"the {noun} name `{text}` holds characters that only look like others",
                help=f"write `{folded}`",
            )
        elif not text.isidentifier():
            self.problems.error(
                "not-a-name",
                name.span,
                f"`{text}` cannot name a {noun}",
                help=f"letters, digits and `_`, no digit first{_repaired(text)}",
            )
        elif text in RESERVED:
            self.problems.error(
                "name-taken",
                name.span,
                f"`{text}` is a word of the rule language",
                help=f"choose another name for the {noun}",
            )
        else:
            return True
        return False

    def _is_free(self, name: Scalar, noun: str) -> bool:
        taken = self._own.get(name.value)
        if taken is None and (noun == "field" or name.value not in self.fields):
            self._own[name.value] = (noun, name.span)
            return True
        self.problems.error(
            "name-taken",
            name.span,
            f"the {noun} `{name.value}` has the name of a {taken[0] if taken else 'standard field'}",
            help="fields, thresholds, derived values, scores and dimensions share one space of names",
            related=((taken[1], f"the {taken[0]} stands here"),) if taken else (),
        )
        return False


def quantity_bound(quantity: Quantity) -> Bound:
    """Return the value of a quantity: a number in base units, a date, or a duration."""
    return quantity.duration if quantity.unit is not None else quantity.value


def is_day(value: object) -> bool:
    """Whether a bound is a date."""
    return isinstance(value, date)


def _repaired(text: str) -> str:
    """Propose the name that is meant, where replacing what cannot stand in one gives a name."""
    tried = "".join(char if char.isalnum() or char == "_" else "_" for char in text).strip("_")
    return f": `{tried}`" if tried.isidentifier() and tried != text else ""
