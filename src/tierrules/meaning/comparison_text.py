"""One comparison as people read it: the customer's value, the bound with its name, and the distance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import cast

from tierrules.meaning.dates import Duration, Lang, add, date_text, duration_text
from tierrules.meaning.declared import Scalar, Type
from tierrules.meaning.justification import JudgedComparison, Named
from tierrules.meaning.number_text import exact_text, people_text
from tierrules.meaning.texts import one_line
from tierrules.meaning.truth import FALSE, MISSING, NONE, TRUE, Absent
from tierrules.meaning.value_text import value_text
from tierrules.meaning.words import WORDS

_OPPOSITES = {
    "<": ">=",
    "<=": ">",
    "==": "!=",
    "!=": "==",
    ">=": "<",
    ">": "<=",
    "starts_with": "not starts_with",
}
_EQUALITY = ("==", "!=", "in", "not in")
_PRESENCE = ("known", "present")


def length(one: JudgedComparison) -> Duration:
    """Return the duration of a window, which every window has."""
    return cast(Duration, one.duration)


def is_past(one: JudgedComparison) -> bool:
    """Whether a window of no length asks for the past alone."""
    return length(one).count == 0


def _day_told(one: JudgedComparison, turns_on: date) -> date:
    """Return the day a sentence names: the one on which a duration is reached, though `>` turns a day later."""
    told = one.function == "elapsed" and not is_past(one)
    return add(cast(date, one.value), length(one)) if told else turns_on


class ComparisonPrinter:
    """Prints comparisons in one language; with `exact` numbers as digits in base units and dates as ISO text."""

    def __init__(self, lang: Lang, exact: bool = False) -> None:
        self.lang: Lang = lang
        self.exact = exact
        self.words = WORDS[lang]

    def comparison(self, one: JudgedComparison) -> str:
        """Return the sentence of one comparison."""
        title = self.title(one.field)
        if one.interval is not None:
            low, high = (self.value(one, end) for end in one.interval)
            return self.words.between.format(title, low, high, self.asked(one, one.op))
        if one.value is MISSING:
            return self.unknown(one, title)
        if one.value is NONE and one.bound is MISSING:  # what may be missing on this side is no constant
            lacking = self.words.not_given.format(self.title(cast(Named, one.other_field)))
            return self.words.no_such.format(title) + self.words.comma + lacking
        if one.value is NONE:
            return self.words.no_such.format(title)
        if one.op in _PRESENCE:
            return f"{title} {self.value(one, one.value)}"
        if one.turns_on is not None:
            return self.words.comma.join([f"{title} {self.value(one, one.value)}", *self.window(one, one.turns_on)])
        if one.threshold is not None and isinstance(one.bound, tuple):
            return self.row(one, one.threshold, f"{title} {self.value(one, one.value)}")
        if one.op in _EQUALITY and one.distance is None:
            return self.equality(one, title)
        if one.bound is NONE:
            return self.no_bound(one, f"{title} {self.value(one, one.value)}")
        line = f"{title} {self.value(one, one.value)} {self.asked(one, self.true_op(one))}"
        if one.distance is None or one.op in _EQUALITY:
            return line
        return self.words.comma.join([line, self.distance(one, one.distance)])

    def unknown(self, one: JudgedComparison, title: str) -> str:
        """Say why there is no value: a field is missing, what is worked out lacks a part, a dimension is open."""
        told = [self.words.open_answer[lack.reason].format(self.title(lack.name)) for lack in one.lacking]
        if not told or any(lack.name == one.field for lack in one.lacking):
            return told[0] if told else self.words.not_given.format(title)
        return self.words.uncomputed.format(title, self.words.comma.join(dict.fromkeys(told)))

    def no_bound(self, one: JudgedComparison, seen: str) -> str:
        """Say that there is nothing to compare with: another field is none, or a table has no row and no default."""
        if one.other_field is not None:
            return seen + self.words.comma + self.words.no_such.format(self.title(one.other_field))
        return self.words.no_bound.format(seen, self.title(one.threshold) if one.threshold else one.text)

    def equality(self, one: JudgedComparison, title: str) -> str:
        """Say what a word is, and what it is not: a label or category has no distance to another."""
        seen = one.value if isinstance(one.value, tuple) else (one.value,)
        asked = one.bound if isinstance(one.bound, tuple) else (one.bound,)
        told = self.words.is_.format(title, self.several(one, seen))
        if one.type is Type.BOOLEAN:  # what is true is not false
            return told
        return told if set(seen) & set(asked) else told + self.words.is_not.format(self.several(one, asked))

    def several(self, one: JudgedComparison, values: tuple[Scalar | Absent, ...]) -> str:
        """Return several values as a list."""
        return self.words.list_comma.join(self.value(one, value) for value in values)

    def row(self, one: JudgedComparison, table: Named, seen: str) -> str:
        """Say whether a table has a row for a value; the rows themselves may be many and are left out."""
        there = (one.truth is TRUE) != one.op.startswith("not")
        return (self.words.row if there else self.words.no_row).format(seen, self.title(table))

    def true_op(self, one: JudgedComparison) -> str:
        """Return the operator for which the sentence is true: of a comparison that fails, its opposite."""
        return _OPPOSITES.get(one.op, one.op) if one.truth is FALSE else one.op

    def asked(self, one: JudgedComparison, op: str) -> str:
        """Return the operator and the bound, with the name of a threshold."""
        told = self.words.signs.get(op, f"{op} {{}}").format(self.bound(one))
        return told + (self.words.brackets.format(self.title(one.threshold)) if one.threshold else "")

    def bound(self, one: JudgedComparison) -> str:
        """Return what the value is held against."""
        if isinstance(one.bound, tuple):
            return self.several(one, one.bound)
        told = self.value(one, one.bound)
        return f"{self.title(one.other_field)} {told}" if one.other_field else told

    def window(self, one: JudgedComparison, turns_on: date) -> Iterator[str]:
        """Say `elapsed` and `until` by the day on which the duration is over: that day is what people ask for."""
        words, told = self.words, duration_text(length(one), self.lang)
        asked = self.title(one.threshold) + words.brackets.format(told) if one.threshold else told
        form = self.past(one, turns_on) if is_past(one) else words.elapsed if one.function == "elapsed" else words.until
        yield form.format(asked, self.day(_day_told(one, turns_on)))
        yield self.countdown(one, turns_on)

    def past(self, one: JudgedComparison, turns_on: date) -> str:
        """A day is reached on that day, and past on the next."""
        return self.words.reached if turns_on == one.value else self.words.past

    def day(self, one: date) -> str:
        """Return a day."""
        return str(one) if self.exact else date_text(one, self.lang)

    def countdown(self, one: JudgedComparison, turns_on: date) -> str:
        """Return how far away the day is that a window names."""
        return self.from_now(cast(int, one.days_left) - (turns_on - _day_told(one, turns_on)).days)

    def from_now(self, days: int) -> str:
        """Return how far away a day is."""
        if days > 0:
            return self.words.in_days.format(self.days(days))
        return self.words.days_ago.format(self.days(-days)) if days < 0 else self.words.today

    def distance(self, one: JudgedComparison, distance: Fraction) -> str:
        """Return how far a value lies from its bound."""
        if distance > 0:
            return self.words.above.format(self.apart(one, distance))
        return self.words.below.format(self.apart(one, -distance)) if distance < 0 else self.words.on_bound

    def apart(self, one: JudgedComparison, distance: Fraction) -> str:
        """Return a distance in the unit of its type."""
        if one.type is Type.DATE:
            return self.days(int(distance))
        if one.type is Type.RATIO:  # "5% above" would be a share of the bound
            points = distance * 100
            return (self.words.one_point if points == 1 else self.words.points).format(self.number(points))
        return self.value(one, distance)

    def days(self, count: int) -> str:
        """Return a number of days."""
        return self.words.one_day if count == 1 else self.words.days.format(f"{count:,}")

    def value(self, one: JudgedComparison, value: Scalar | Absent | tuple[str, ...]) -> str:
        """Return a value, a word by its title."""
        if isinstance(value, tuple):
            return self.several(one, value)
        if isinstance(value, str):
            titles = {named.name: self.title(named) for named in one.titles}
            return titles.get(value) or one_line(value)
        return value_text(value, one.type, one.currency, self.lang, exact=self.exact)

    def title(self, one: Named) -> str:
        """Return what people call a thing."""
        return one.title.say(self.lang, one.name)

    def number(self, value: Fraction) -> str:
        """Return a number without a unit."""
        return exact_text(value) if self.exact else people_text(value, self.lang)
