"""Conditions as people say them: on one line where it holds them, else as a list."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.language.document.blocks import Clause
from tierrules.language.document.phrases import Phrases
from tierrules.language.document.words import SIGNS
from tierrules.language.typed import (
    Always,
    Chain,
    Flag,
    HasLabel,
    In,
    Known,
    Parts,
    TableTerm,
    TypedCondition,
    TypedRules,
    Window,
    WindowLink,
)
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import WORDS, Type
from tierrules.text.render import cells

LINE = 80
"""The width of a line in cells, a Chinese character taking two; what is longer becomes a list."""


class Clauses(Phrases):
    """Says conditions."""

    def clause(self, condition: TypedCondition) -> Clause:
        """Return a condition as a sentence, or as a list where it is too long for a line."""
        told = self.inline(condition)
        if not isinstance(condition, Parts) or (condition.word != "at_least" and cells(told) <= LINE):
            return Clause(told)
        if condition.word == "not" and not isinstance(condition.parts[0], Parts):
            return Clause(told)
        if condition.word in ("all", "any") and len(condition.parts) == 1:
            return self.clause(condition.parts[0])
        return Clause(self.head(condition), tuple(map(self.clause, _flattened(condition))))

    def head(self, group: Parts) -> str:
        """Return what stands above a list."""
        heads = {"all": self.words.every, "any": self.words.some, "not": self.words.none_of}
        return heads.get(group.word) or self.words.at_least.format(group.k, len(group.parts))

    def inline(self, condition: TypedCondition, within: str | None = None) -> str:
        """Return a condition on one line, in brackets where the words around it would tear it apart."""
        match condition:
            case Parts("not", (part,)):
                return self.negation(part)
            case Parts("all" | "any", (part,)):
                return self.inline(part, within)
            case Parts(word):
                told = self.joined(condition)
                return self.words.brackets.format(told).strip() if within not in (None, word) else told
            case Window(links) if len(links) > 1 and self.window(links) is None:
                told = self.words.and_.join(map(self.link, links))
                return self.words.brackets.format(told).strip() if within == "any" else told
            case _:
                return self.atom(condition)

    def joined(self, group: Parts) -> str:
        """Return the parts of a group on one line."""
        if group.word == "at_least":
            return self.head(group) + self.words.semicolon.join(self.inline(part, "at_least") for part in group.parts)
        joiner = self.words.and_ if group.word == "all" else self.words.or_
        return joiner.join(self.inline(part, group.word) for part in _flattened(group))

    def negation(self, part: TypedCondition) -> str:
        """Return what is not: by a word of its own where there is one that says the same of every customer."""
        match part:
            case Known() | HasLabel() | In():
                return self.atom(part, negative=True)
            case Parts("all" | "any", (inner,)):
                return self.negation(inner)
            case _:
                return self.words.not_.format(self.inline(part))

    # --- one comparison

    def atom(self, condition: TypedCondition, *, negative: bool = False) -> str:
        """Return a condition that has no parts."""
        words = self.words
        match condition:
            case Chain():
                return self.chain(condition)
            case Window(links):
                return self.window(links) or self.link(links[0])
            case In():
                return self.membership(condition, condition.negated != negative)
            case Known(term, function):
                forms = (words.known, words.unknown) if function == "known" else (words.present, words.absent)
                return self.fill(forms[negative], self.term(term, Type.TEXT, None))
            case HasLabel():
                return self.label_test(condition, condition.negated != negative)
            case Flag(field):
                return self.fill(words.flag, self.field(field), words.yes)
            case _:
                assert isinstance(condition, Always), "groups are said by their parts"
                return words.always

    def chain(self, chain: Chain) -> str:
        """Return a comparison, or a chain of them."""
        currency = self.currency_among(chain.terms)
        told = [self.term(term, chain.type, currency) for term in chain.terms]
        if len(told) == 2 and chain.type is Type.DATE:
            return self.fill(self.words.dates[chain.ops[0]], *told)
        if len(told) == 2 and chain.type is Type.BOOLEAN and chain.ops[0] == "==":
            return self.fill(self.words.flag, *told)
        if len(told) == 2 and chain.type in WORDS | {Type.BOOLEAN}:
            return self.fill(self.words.is_ if chain.ops[0] == "==" else self.words.is_not, *told)
        signs = [SIGNS[op] for op in chain.ops]
        return " ".join([told[0], *(word for pair in zip(signs, told[1:], strict=True) for word in pair)])

    def membership(self, one: In, negated: bool) -> str:
        """Return whether a value is one of several."""
        currency = self.currency_among((one.term,))
        told = self.listed(self.term(value, one.type, currency) for value in one.values)
        words = self.words
        if (table := self.table_of(one)) is not None:
            form, told = words.not_in_table if negated else words.in_table, self.threshold(table)
        elif one.prefix:
            form = words.starts_not if negated else words.starts
        elif len(one.values) == 1:
            form = words.is_not if negated else words.is_
        else:
            form = words.none_among if negated else words.one_of
        return self.fill(form, self.term(one.term, one.type, currency), told)

    def table_of(self, one: In) -> str | None:
        """Return the threshold by category that the author asked about, not a list of values or beginnings."""
        asked = one.origin.text.split()[-1]
        return asked if asked in self.tables else None

    def label_test(self, one: HasLabel, negated: bool) -> str:
        """Return a test on another dimension."""
        words, form = self.words, self.dimensions[one.dimension].form
        told = [self.label(one.dimension, name) for name in one.labels]
        if isinstance(form, TypedRules) and form.hit == "collect":
            said = words.has_not if negated else words.has
            told = [words.or_.join(told)]
        elif len(told) == 1:
            said = words.is_not if negated else words.is_
        else:
            said = words.none_among if negated else words.one_of
        return self.fill(said, self.dimension(one.dimension), self.listed(told))

    # --- windows of time

    def window(self, links: tuple[WindowLink, ...]) -> str | None:
        """Return `0 <= until(d) <= n` and its like as the one stretch of time that it is."""
        if len(links) != 2 or links[0].field != links[1].field:
            return None
        least, most = sorted(links, key=lambda link: link.op not in (">=", ">"))
        if (least.op, most.op) != (">=", "<=") or not _is_today(least) or _is_today(most):
            return None
        form = self.words.ahead if most.function == "until" else self.words.behind
        return self.fill(form, self.field(most.field), self.length(most))

    def link(self, link: WindowLink) -> str:
        """Return one comparison of `elapsed` or `until`."""
        if _is_today(link):
            return self.fill(self.words.today[link.function, link.op], self.field(link.field))
        return self.fill(self.words.windows[link.function, link.op], self.field(link.field), self.length(link))

    def length(self, link: WindowLink) -> str:
        """Return the duration that a date is held against."""
        if isinstance(link.duration, TableTerm):
            return self.term(link.duration, Type.DURATION, None)
        return self.value(link.duration, Type.DURATION, None)


def _is_today(link: WindowLink) -> bool:
    return isinstance(link.duration, Duration) and link.duration.count == 0


def _flattened(group: Parts) -> Iterator[TypedCondition]:
    """Yield the parts of a group, those of a group of the same word in its place: `all` in `all` says no more."""
    for part in group.parts:
        if isinstance(part, Parts) and part.word == group.word and part.word in ("all", "any"):
            yield from _flattened(part)
        else:
            yield part
