"""Change records as people read them, in Chinese and English. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from tierrules.meaning.change.parts import Component, Driver, State, Value
from tierrules.meaning.change.words import CHANGE_WORDS
from tierrules.meaning.dates import Duration, Lang, add, date_text, duration_text
from tierrules.meaning.justification import Named
from tierrules.meaning.texts import one_line
from tierrules.meaning.truth import MISSING, NONE
from tierrules.meaning.value_text import value_text
from tierrules.meaning.words import WORDS

if TYPE_CHECKING:
    from tierrules.meaning.change.record import ChangeRecord


def reason(record: ChangeRecord, lang: Lang) -> str:
    """Return why an answer changed, or why that cannot be told."""
    return _Printer(record, lang).reason()


def line(record: ChangeRecord, lang: Lang) -> str:
    """Return a change as one line of a log.

    It has the form `2023-11-01:经理因客户年营收突破1亿,将'中型企业'调整为'大型企业'`, or in English
    `2023-11-01: the manager changed 'medium' to 'large' because ..`.
    """
    return one_line(_Printer(record, lang).line())


def edit(driver: Driver, lang: Lang) -> str:
    """Return what was done to a ruleset: a driver of the component `rules`."""
    return one_line(_Edits(lang).edit(driver))


class _Edits:
    """Tells edits of rulesets, and names and values for whatever else is told."""

    def __init__(self, lang: Lang) -> None:
        self.lang, self.words = lang, CHANGE_WORDS[lang]

    def edit(self, one: Driver) -> str:
        words, named = self.words, self.title(one.titled)
        match one.kind:
            case "rule":
                return words.rule[bool(one.before), bool(one.after)].format(named, one.name)
            case "order":
                return words.order.format(named)
            case "dimension":
                there = None if one.before is None else (bool(one.before), bool(one.after))
                return words.dimension[there].format(named)
            case _ if one.before is None or one.after is None:
                return words.threshold_changed.format(named)
            case _:
                return self.threshold(one, named)

    def threshold(self, one: Driver, named: str) -> str:
        form = self.words.threshold_set
        if isinstance(one.before, Fraction) and isinstance(one.after, Fraction):
            form = self.words.threshold_raised if one.after > one.before else self.words.threshold_lowered
        return form.format(named, self.value(one, one.before), self.value(one, one.after))

    # --- names and values

    def title(self, one: Named) -> str:
        return one.title.say(self.lang, one.name)

    def value(self, one: Driver, value: Value) -> str:
        if isinstance(value, Duration):
            return duration_text(value, self.lang)
        if value is None or one.type is None:
            return "" if value is None else str(value)
        if isinstance(value, str):
            return next((self.title(named) for named in one.titles if named.name == value), one_line(value))
        return value_text(value, one.type, one.currency, self.lang)

    def day(self, day: date) -> str:
        return date_text(day, self.lang)


class _Printer(_Edits):
    def __init__(self, record: ChangeRecord, lang: Lang) -> None:
        super().__init__(lang)
        self.record = record

    # --- the whole

    def line(self) -> str:
        record, words = self.record, self.words
        told = {"day": record.at, "why": self.reason(), "what": self.what()}
        if record.is_first:
            return words.line_first.format(**told)
        has_cause = record.undetermined_because is None
        if record.actor and self.is_done():
            form = words.line if has_cause else words.line_untold
            return form.format(actor=record.actor, **told)
        form = words.line_without_actor if has_cause else words.line_untold_without_actor
        line = form.format(**told)
        return words.by.format(line, record.actor) if record.actor else line

    def is_done(self) -> bool:
        """Whether the sentence says that somebody changes something: a dimension that is new or gone is not his."""
        return self.record.before is not None and self.record.after is not None

    def what(self) -> str:
        one, words = self.record, self.words
        before, after = self.state(one.before), self.state(one.after)
        if before == after:  # labels that are called alike
            before, after = self.state(one.before, by_name=True), self.state(one.after, by_name=True)
        dimension = self.title(one.dimension)
        if one.is_first:
            return (words.first_by if one.actor else words.first).format(dimension, after, one.actor)
        if not self.is_done():
            return (words.added if one.before is None else words.dropped).format(before, after, dimension)
        # Labels speak for themselves, as `no label` and `undetermined` do not.
        is_plain = all(side is not None and side.labels for side in (one.before, one.after))
        forms = (words.moved, words.moved_in) if one.actor else (words.became, words.became_in)
        return forms[0 if is_plain else 1].format(before, after, dimension)

    def state(self, one: State | None, *, by_name: bool = False) -> str:
        if one is None or not one.labels:
            return "" if one is None else WORDS[self.lang].statuses.get(one.status, one.status)
        told = self.words.list_comma.join(self.label(label, by_name=by_name) for label in one.labels)
        return self.words.rest_open.format(told) if one.status == "undetermined" else told

    def label(self, one: Named, *, by_name: bool) -> str:
        told = self.words.quotes.format(self.title(one))
        return told + self.words.brackets.format(one.name) if by_name else told

    def reason(self) -> str:
        one, words = self.record, self.words
        if one.is_first:
            return words.first_why
        told = self.causes()
        if one.undetermined_because is None:
            return told
        fields = words.list_comma.join(map(self.title, one.undetermined_because.fields))
        lack = words.lacks[one.undetermined_because.kind].format(words.exactly_why if told else words.why, fields)
        return words.semicolon.join(filter(None, (told, lack)))

    def causes(self) -> str:
        first, *others = [self.cause(within) for within in self.record.cause] or [""]
        return self.words.also_alone.format(first, self.words.semicolon.join(others)) if others else first

    def cause(self, within: tuple[Component, ...]) -> str:
        drivers = [self.driver(one) for one in self.record.drivers if one.within == within]
        told = self.words.semicolon.join(dict.fromkeys(drivers))
        if not told:
            told = self.words.semicolon.join(self.words.components[one] for one in within)
        return self.words.together.format(told) if len(within) == 2 and len(drivers) == 2 else told

    # --- one driver

    def driver(self, one: Driver) -> str:
        words, named = self.words, self.title(one.titled)
        match one.kind:
            case "field":
                return self.words.comma.join([self.field(one, named), *self.crossings(one)])
            case "threshold" if one.component == "time":
                return self.row(one)
            case "window":
                return self.window(one, named)
            case "person":
                form = words.person_set if one.after is not None else words.person_withdrew
                return form.format(named, words.quotes.format(one.before if one.after is None else one.after))
            case _:
                return self.edit(one)

    def field(self, one: Driver, named: str) -> str:
        words, then, now = self.words, one.before, one.after
        before, after = self.value(one, then), self.value(one, now)
        if now is MISSING or now is None:
            is_plain = then is NONE or then is None
            return words.unknown_again.format(named) if is_plain else words.no_longer_known.format(named, before)
        if then is MISSING or then is None:
            return words.learnt_none.format(named) if now is NONE else words.learnt.format(named, after)
        if then is NONE:
            return words.appeared.format(named, after)
        if now is NONE:
            return words.gone.format(named, before)
        if isinstance(then, Fraction) and isinstance(now, Fraction):
            return (words.rose if now > then else words.fell).format(named, before, after)
        return words.turned.format(named, before, after)

    def crossings(self, one: Driver) -> Iterator[str]:
        for crossed in one.crossed:
            threshold = crossed.threshold
            name = "" if threshold is None else self.words.brackets.format(self.title(threshold))
            if one.after != crossed.bound:
                forms = self.words.crossed_date if isinstance(crossed.bound, date) else self.words.crossed
                yield forms[crossed.op].format(self.value(one, crossed.bound)) + name
            elif threshold is not None:
                yield self.words.exactly.format(self.title(threshold))

    def row(self, one: Driver) -> str:
        if self.goes_back():
            return self.back()
        form = self.words.in_force_first if one.before is None else self.words.in_force
        since = self.day(one.on) if one.on is not None else ""
        return form.format(self.title(one.titled), self.value(one, one.before), self.value(one, one.after), since)

    def window(self, one: Driver, named: str) -> str:
        if self.goes_back():
            return self.back()
        is_told = one.on is not None and self.then < one.on <= self.record.as_of_after
        if not is_told or one.duration is None or not isinstance(one.before, date):
            return self.words.components["time"]
        words, seen = self.words, self.day(one.before)
        if one.duration.count == 0:
            return (words.reached if one.on == one.before else words.past).format(named, seen)
        name = words.brackets.format(self.title(one.threshold)) if one.threshold is not None else ""
        form = words.elapsed if one.function == "elapsed" else words.until
        over = self.day(add(one.before, one.duration)) if one.function == "elapsed" else ""
        return form.format(named, seen, duration_text(one.duration, self.lang), name, over)

    @property
    def then(self) -> date:
        """The day before, which only a first record lacks: it has no drivers that ask for it."""
        assert self.record.as_of_before is not None
        return self.record.as_of_before

    def goes_back(self) -> bool:
        return self.record.as_of_after < self.then

    def back(self) -> str:
        return self.words.back.format(self.day(self.then), self.day(self.record.as_of_after))
