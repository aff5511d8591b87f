"""Justifications as people read them, in Chinese and English: the one printer of reasons.

Nothing is decided here. Each sentence says what a `Justification` holds: the customer's value, the bound with its
name, the distance, and what to bring where the answer is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import cast

from tierrules.meaning.dates import Duration, Lang, add, date_text, duration_text
from tierrules.meaning.declared import Scalar, Type
from tierrules.meaning.justification import JudgedComparison, JudgedRule, Justification, Named
from tierrules.meaning.number_text import money_text, people_text, percent_text
from tierrules.meaning.truth import FALSE, MISSING, NONE, TRUE, UNKNOWN, Absent
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
_MARKS = {TRUE: "✓", FALSE: "✗", UNKNOWN: "?"}


def explain(justification: Justification, lang: Lang) -> str:
    """Return the whole justification of one dimension, several lines: its answer, then each rule with its grounds."""
    return "\n".join(_Printer(lang).whole(justification))


def reason(justification: Justification, lang: Lang) -> str:
    """Return the grounds of one answer on one line."""
    return _Printer(lang).reason(justification)


def note(justification: Justification, lang: Lang) -> str:
    """Return what is remarkable about one answer, or an empty text.

    A value to bring, a value exactly on a bound, a date that turns within 31 days, also in a rule that does not match.
    """
    return _Printer(lang).note(justification)


def label_text(justification: Justification, lang: Lang) -> str:
    """Return the answer of one dimension as people call it: the label's title, or the status."""
    return _Printer(lang).answer(justification)


def value_text(value: Scalar | Absent, type: Type, currency: str | None, lang: Lang) -> str:
    """Return a value as people write it in `lang`: `50万`, `20%`, `2026年3月1日`; never rounded."""
    match value:
        case Absent():
            return WORDS[lang].absent[value]
        case bool():
            return WORDS[lang].truth[value]
        case date():
            return date_text(value, lang)
        case str():
            return value
    if type is Type.RATIO:
        return percent_text(value, lang)
    if type is Type.MONEY and currency is not None:
        return money_text(value, currency, lang)
    return people_text(value, lang)


SOON = 31
"""Days within which a turn is worth a note."""


def _turns_soon(one: JudgedComparison) -> bool:
    return one.days_left is not None and 0 <= one.days_left <= SOON


def _is_on_bound(one: JudgedComparison) -> bool:
    return one.days_left is None and one.distance == 0 and one.op != "=="


def _length(one: JudgedComparison) -> Duration:
    """Return the duration of a window, which every window has."""
    return cast(Duration, one.duration)


def _is_past(one: JudgedComparison) -> bool:
    """Whether a window of no length asks for the past alone."""
    return _length(one).count == 0


def _day_told(one: JudgedComparison, turns_on: date) -> date:
    """Return the day a sentence names: the one on which a duration is reached, though `>` turns a day later."""
    told = one.function == "elapsed" and not _is_past(one)
    return add(cast(date, one.value), _length(one)) if told else turns_on


class _Printer:
    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self.words = WORDS[lang]

    # --- a whole dimension

    def whole(self, one: Justification) -> Iterator[str]:
        words = self.words
        cited = words.brackets.format(", ".join(one.rules_cited)) if one.rules_cited else ""
        yield f"{self.title(one.dimension)}{words.colon}{self.answer(one)}{cited}"
        if one.status == "undetermined":
            yield f"  {self.open(one)}"
        if one.applies is not None and one.applies.truth is not TRUE:
            yield from self.block(one.applies, words.not_for if one.applies.truth is FALSE else words.whether_for)
        for rule in one.rules:
            yield from self.block(rule, self.title(rule.label) if rule.label else rule.id)
        if one.status == "decided" and not one.deciding:
            yield f"  {_MARKS[TRUE]} {self.answer(one)}{words.colon}{words.no_rule}"

    def block(self, rule: JudgedRule, head: str) -> Iterator[str]:
        yield f"  {_MARKS[rule.truth]} {head}"
        for line in self.grounds(rule):
            yield f"      {line}"

    def grounds(self, rule: JudgedRule) -> list[str]:
        if rule.truth is FALSE and not rule.decisive:  # `n/a` has taken every part away
            return [self.words.no_criterion]
        return list(dict.fromkeys(map(self.comparison, rule.decisive)))  # one missing field may lack to several

    def answer(self, one: Justification) -> str:
        told = self.words.list_comma.join(map(self.title, one.labels))
        return told or self.words.statuses[one.status]

    # --- one line

    def reason(self, one: Justification) -> str:
        if one.status == "undetermined":
            return self.open(one)
        if one.applies is not None and one.applies.truth is FALSE:
            return self.words.not_for + self.words.colon + self.comparisons(one.applies)
        if met := one.deciding or [rule for rule in one.rules if rule.truth is TRUE]:  # these conflict
            return self.words.semicolon.join(filter(None, map(self.comparisons, met))) or self.words.always
        return self.words.colon.join([self.words.no_rule, *map(self.comparisons, one.rules[-1:])])

    def note(self, one: Justification) -> str:
        if one.status == "undetermined":
            return self.words.to_bring.format(self.to_bring(one)) if one.missing else self.open(one)
        nearest = one.deciding or one.rules[-1:]
        # A rule that does not match yet may take the answer over as time goes by.
        judged = [rule for rule in one.rules if rule in nearest or rule.truth is FALSE]
        close = [
            comparison
            for rule in judged
            for comparison in rule.decisive
            if _turns_soon(comparison) or (rule in nearest and _is_on_bound(comparison))
        ]
        return self.words.semicolon.join(dict.fromkeys(map(self.short, close)))

    def short(self, one: JudgedComparison) -> str:
        title = self.title(one.field)
        if one.turns_on is None:
            return self.words.just_on.format(title, one.threshold.name if one.threshold else self.bound(one))
        if one.function == "elapsed" and not _is_past(one):
            asked = one.threshold.name if one.threshold else duration_text(_length(one), self.lang)
            return self.words.soon.format(asked, self.countdown(one, one.turns_on))
        return self.words.turns.format(title, self.words.comma.join(self.window(one, one.turns_on)))

    def comparisons(self, rule: JudgedRule) -> str:
        return self.words.semicolon.join(self.grounds(rule))

    def to_bring(self, one: Justification) -> str:
        return self.alternatives(
            [
                self.words.reasons.get(missing.reason, "{}").format(
                    self.words.named.format(self.title(named), named.name)
                )
                for missing, named in zip(one.missing, one.to_bring, strict=True)
            ]
        )

    def open(self, one: Justification) -> str:
        candidates = self.alternatives([self.candidate(candidate) for candidate in one.candidates])
        if not one.missing:  # a divisor that the rules themselves make 0: no value of the customer decides it
            return self.words.possible.format(candidates)
        return self.words.bring.format(self.to_bring(one), candidates)

    def alternatives(self, told: list[str]) -> str:
        """Join as a sentence does: a, b or c."""
        *most, last = dict.fromkeys(told)
        return self.words.list_comma.join(most) + self.words.or_ + last if most else last

    def candidate(self, one: Named) -> str:
        return self.words.statuses.get(one.name) or self.title(one)

    # --- one comparison

    def comparison(self, one: JudgedComparison) -> str:
        title = self.title(one.field)
        if one.interval is not None:
            low, high = (self.value(one, end) for end in one.interval)
            return self.words.between.format(title, low, high, self.asked(one, one.op))
        if one.value is MISSING:
            return self.words.not_given.format(title)
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
        line = f"{title} {self.value(one, one.value)} {self.asked(one, self.true_op(one))}"
        if one.distance is None or one.op in _EQUALITY:
            return line
        return self.words.comma.join([line, self.distance(one, one.distance)])

    def equality(self, one: JudgedComparison, title: str) -> str:
        """Say what a word is, and what it is not: a label or category has no distance to another."""
        seen = one.value if isinstance(one.value, tuple) else (one.value,)
        asked = one.bound if isinstance(one.bound, tuple) else (one.bound,)
        told = self.words.is_.format(title, self.several(one, seen))
        return told if set(seen) & set(asked) else told + self.words.is_not.format(self.several(one, asked))

    def several(self, one: JudgedComparison, values: tuple[Scalar | Absent, ...]) -> str:
        return self.words.list_comma.join(self.value(one, value) for value in values)

    def row(self, one: JudgedComparison, table: Named, seen: str) -> str:
        """Say whether a table has a row for a value; the rows themselves may be many and are left out."""
        there = (one.truth is TRUE) != one.op.startswith("not")
        return (self.words.row if there else self.words.no_row).format(seen, table.name)

    def true_op(self, one: JudgedComparison) -> str:
        """Return the operator for which the sentence is true: of a comparison that fails, its opposite."""
        return _OPPOSITES.get(one.op, one.op) if one.truth is FALSE else one.op

    def asked(self, one: JudgedComparison, op: str) -> str:
        told = self.words.signs.get(op, f"{op} {{}}").format(self.bound(one))
        return told + (self.words.brackets.format(one.threshold.name) if one.threshold else "")

    def bound(self, one: JudgedComparison) -> str:
        if isinstance(one.bound, tuple):
            return self.several(one, one.bound)
        told = self.value(one, one.bound)
        return f"{self.title(one.other_field)} {told}" if one.other_field else told

    def window(self, one: JudgedComparison, turns_on: date) -> Iterator[str]:
        """Say `elapsed` and `until` by the day on which the duration is over: that day is what people ask for."""
        words, length = self.words, duration_text(_length(one), self.lang)
        asked = one.threshold.name + words.brackets.format(length) if one.threshold else length
        form = words.past if _is_past(one) else words.elapsed if one.function == "elapsed" else words.until
        yield form.format(asked, date_text(_day_told(one, turns_on), self.lang))
        yield self.countdown(one, turns_on)

    def countdown(self, one: JudgedComparison, turns_on: date) -> str:
        return self.from_now(cast(int, one.days_left) - (turns_on - _day_told(one, turns_on)).days)

    def from_now(self, days: int) -> str:
        if days > 0:
            return self.words.in_days.format(self.days(days))
        return self.words.days_ago.format(self.days(-days)) if days < 0 else self.words.today

    def distance(self, one: JudgedComparison, distance: Fraction) -> str:
        if distance > 0:
            return self.words.above.format(self.apart(one, distance))
        return self.words.below.format(self.apart(one, -distance)) if distance < 0 else self.words.on_bound

    def apart(self, one: JudgedComparison, distance: Fraction) -> str:
        if one.type is Type.DATE:
            return self.days(int(distance))
        if one.type is Type.RATIO:  # "5% above" would be a share of the bound
            points = distance * 100
            return (self.words.one_point if points == 1 else self.words.points).format(people_text(points, self.lang))
        return self.value(one, distance)

    def days(self, count: int) -> str:
        return self.words.one_day if count == 1 else self.words.days.format(f"{count:,}")

    def value(self, one: JudgedComparison, value: Scalar | Absent | tuple[str, ...]) -> str:
        if isinstance(value, tuple):
            return self.several(one, value)
        if isinstance(value, str):
            titles = {named.name: self.title(named) for named in one.titles}
            return titles.get(value) or self.words.statuses.get(value, value)
        return value_text(value, one.type, one.currency, self.lang)

    def title(self, one: Named) -> str:
        return one.title.say(self.lang, one.name)
