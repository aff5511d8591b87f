"""Names, values and terms as people say them in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from tierrules.language.document.uses import currencies, fields_of
from tierrules.language.document.words import DASH, TIMES, DocumentWords
from tierrules.language.document.words_en import EN
from tierrules.language.document.words_zh import ZH
from tierrules.language.resolve import Resolved
from tierrules.language.typed import ComputedTerm, NamedTerm, TableTerm, TypedTerm
from tierrules.meaning.dates import Duration, Lang, date_text, duration_text
from tierrules.meaning.declared import WORDS as WORD_TYPES
from tierrules.meaning.declared import Bound, Dated, Table, Threshold, Title, Type
from tierrules.meaning.model import Constant, FieldTerm
from tierrules.meaning.numbers import NumberTextError, read_quantity
from tierrules.meaning.truth import Absent
from tierrules.meaning.value_text import value_text
from tierrules.meaning.words import WORDS

DOCUMENT_WORDS: Final[Mapping[Lang, DocumentWords]] = {"zh": ZH, "en": EN}

# A name filled in keeps its own letters; only its ends are set apart.
_SEAM = re.compile(r"(?<=[A-Za-z0-9_])\0(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\0(?=[A-Za-z_])")
_LOOSE, _TIGHT, _TIGHTEST = 0, 1, 2
_BINDING = {"+": _LOOSE, "-": _LOOSE, "*": _TIGHT, "/": _TIGHT, "neg": _TIGHTEST}


class Phrases:
    """Says what a ruleset names: its fields, thresholds, labels and terms."""

    def __init__(self, resolved: Resolved, lang: Lang) -> None:
        self.resolved, self.lang = resolved, lang
        self.words, self.common = DOCUMENT_WORDS[lang], WORDS[lang]
        self.derived = dict(resolved.derived)
        self.fields = {one.name: one for one in resolved.fields}
        self.thresholds = {one.name: one for one in resolved.thresholds}
        self.scores = {one.name: one for one in resolved.scores}
        self.dimensions = {one.name: one for one in resolved.dimensions}
        self.tables = {one.name for one in resolved.thresholds if isinstance(one.value, Table)}
        self.labels = {one.name: dict(one.labels) for one in resolved.dimensions}
        self._used_as = currencies(resolved)

    # --- names

    def said(self, title: Title, name: str) -> str:
        """Return a title in the language, else the name."""
        return title.say(self.lang, name)

    def field(self, name: str) -> str:
        """Return what a field is called."""
        return self.said(self.fields[name].title, name)

    def threshold(self, name: str) -> str:
        """Return what a threshold is called."""
        return self.said(self.thresholds[name].title, name)

    def score(self, name: str) -> str:
        """Return what a score is called."""
        return self.said(self.scores[name].title, name)

    def dimension(self, name: str) -> str:
        """Return what a dimension is called."""
        return self.said(self.dimensions[name].title, name)

    def label(self, dimension: str, name: str | None) -> str:
        """Return what a label is called; None is the outcome without one."""
        return self.common.statuses["unlabelled"] if name is None else self.said(self.labels[dimension][name], name)

    def listed(self, told: Iterable[str]) -> str:
        """Join names in the manner of the language."""
        return self.words.comma.join(told)

    def sentences(self, told: Iterable[str]) -> str:
        """Join whole sentences."""
        return self.words.between_sentences.join(told)

    def fill(self, form: str, *told: str) -> str:
        """Return a form filled in; where Latin letters meet Chinese ones, a blank sets them apart."""
        marked = form.format(*(f"\0{one}\0" for one in told))
        return _SEAM.sub(" ", marked).replace("\0", "")

    # --- values

    def bound(self, threshold: Threshold, value: Bound | None) -> str:
        """Return one number, date or duration of a threshold; None is `n/a`."""
        return DASH if value is None else self.value(value, threshold.type, self.currency_of(threshold))

    def value(self, value: object, type: Type, currency: str | None) -> str:
        """Return a value as people write it; of a dated one, each with the day from which it holds."""
        match value:
            case Dated(rows):
                days = [(date_text(since, self.lang), self.value(one, type, currency)) for since, one in rows]
                return self.listed(self.words.since.format(*row) for row in days)
            case Duration():
                return duration_text(value, self.lang)
            case bool():
                return self.words.yes if value else self.words.no
            case str() if type in WORD_TYPES:
                return self.words.quotes.format(value)
            case Fraction() | Absent() | str():
                return value_text(value, type, currency, self.lang)
            case _:
                return date_text(value, self.lang)  # type: ignore[arg-type]  # nothing else is left of a bound

    def currency_of(self, threshold: Threshold) -> str | None:
        """Return the currency of a money threshold: the stated one, else that of what it is compared with."""
        try:
            stated = read_quantity(threshold.text).currency
        except NumberTextError:
            stated = None
        return stated or self._used_as.get(threshold.name, self.resolved.currency)

    def currency_among(self, terms: Iterable[TypedTerm]) -> str | None:
        """Return the currency in which amounts are compared."""
        names = (name for term in terms for name in fields_of(term, self.derived))
        told = (self.fields[name].currency for name in names)
        return next((one for one in told if one is not None), self.resolved.currency)

    # --- terms

    def term(self, term: TypedTerm, type: Type, currency: str | None) -> str:
        """Return one side of a comparison of values of a type."""
        match term:
            case FieldTerm(name):
                return self.field(name)
            case Constant(value, name=str() as name) if name in self.thresholds:
                return self.value(value, self.thresholds[name].type, self.currency_of(self.thresholds[name]))
            case Constant(value):
                return self.value(value, type, currency)
            case TableTerm(name, table):
                return self.by(self.words.quotes.format(self.threshold(name)), table)
            case NamedTerm(name, kind):
                return name if kind == "derived" else self.score(name)
            case ComputedTerm():
                return self.computed(term)

    def by(self, told: str, table: Table) -> str:
        """Return a threshold with the fields that choose its row."""
        return self.fill(self.words.by, told, self.listed(map(self.field, table.by)))

    def computed(self, term: ComputedTerm) -> str:
        """Return arithmetic as people write it, with as few brackets as its meaning allows."""
        match term.op:
            case "+" | "-" | "*" | "/" as op:
                left, right = term.parts
                # `a - (b + c)` and `a / (b * c)` keep their brackets.
                after = _BINDING[op] + (op in "-/")
                return f"{self.operand(left, _BINDING[op])} {TIMES[op]} {self.operand(right, after)}"
            case "neg":
                return f"{TIMES['-']}{self.operand(term.parts[0], _TIGHTEST)}"
            case "abs":
                return self.words.magnitude.format(self.operand(term.parts[0], _TIGHTEST))
            case op:
                told = self.listed(self.operand(part, _LOOSE) for part in term.parts)
                return (self.words.least if op == "min" else self.words.greatest).format(told)

    def operand(self, part: TypedTerm, binding: int) -> str:
        """Return a part of arithmetic, in brackets where it binds less than its place asks for."""
        told = self.term(part, Type.DECIMAL, None)
        loose = isinstance(part, ComputedTerm) and _BINDING.get(part.op, _TIGHTEST) < binding
        return f"({told})" if loose else told
