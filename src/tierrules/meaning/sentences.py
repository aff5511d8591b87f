"""Justifications as people read them, in Chinese and English: the one printer of reasons.

Nothing is decided here. Each sentence says what a `Justification` holds: the customer's value, the bound with its
name, the distance, and what to bring where the answer is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tierrules.meaning.comparison_text import ComparisonPrinter, is_past, length
from tierrules.meaning.dates import Lang, duration_text
from tierrules.meaning.justification import (
    Better,
    Decider,
    Given,
    JudgedComparison,
    JudgedPoints,
    JudgedRule,
    Justification,
    Named,
)
from tierrules.meaning.region_text import alternatives, region_text
from tierrules.meaning.truth import FALSE, TRUE, UNKNOWN

_MARKS = {TRUE: "✓", FALSE: "✗", UNKNOWN: "?"}


class Line(NamedTuple):
    """One line of a justification, and how deep it stands."""

    depth: int
    text: str


def explain(justification: Justification, lang: Lang, *, exact: bool = False) -> str:
    """Return the whole justification of one dimension, several lines: its answer, then each rule with its grounds.

    With `exact` numbers are digits in base units and dates ISO text.
    """
    told = lines(justification, lang, exact=exact)
    return "\n".join(" " * (4 * line.depth - 2) + line.text for line in told)


def lines(justification: Justification, lang: Lang, *, exact: bool = False) -> list[Line]:
    """Return what `explain` tells, line by line."""
    return list(_Printer(lang, exact).whole(justification))


def better_lines(justification: Justification, lang: Lang, *, exact: bool = False) -> list[str]:
    """Return for each better label what it lacks."""
    printer = _Printer(lang, exact)
    return [printer.better(one) for one in justification.better]


def reason(justification: Justification, lang: Lang, *, exact: bool = False) -> str:
    """Return the grounds of one answer on one line."""
    return _Printer(lang, exact).reason(justification)


def note(justification: Justification, lang: Lang) -> str:
    """Return what is remarkable about one answer, or an empty text.

    A value to bring, a value exactly on a bound, a date that turns within 31 days, also in a rule that does not match.
    """
    return _Printer(lang).note(justification)


def label_text(justification: Justification, lang: Lang) -> str:
    """Return the answer of one dimension as people call it: the label's title, or the status."""
    return _Printer(lang).answer(justification)


def tag_line(justifications: Iterable[Justification], lang: Lang, *, exact: bool = False) -> str:
    """Return the labels of all dimensions and the grounds of each, on one line; what has no label says so."""
    printer, each = _Printer(lang, exact), list(justifications)
    words = printer.words
    tags = "-".join(map(printer.tag, each))
    grounds = words.semicolon.join(f"{printer.title(one.dimension)}{words.colon}{printer.reason(one)}" for one in each)
    return f"{words.tags}{words.colon}{tags}{words.semicolon}{words.grounds}{words.colon}{grounds}"


SOON = 31
"""Days within which a turn is worth a note."""

MOST_TOLD = 12
"""How many regions of a field are told."""


def _turns_soon(one: JudgedComparison) -> bool:
    return one.days_left is not None and 0 <= one.days_left <= SOON


def _is_on_bound(one: JudgedComparison) -> bool:
    return one.days_left is None and one.distance == 0 and one.op != "=="


class _Printer(ComparisonPrinter):
    def __init__(self, lang: Lang, exact: bool = False) -> None:
        super().__init__(lang, exact)
        self.scores: set[Named] = set()  # those whose points are told: several rules may ask one score

    # --- a whole dimension

    def whole(self, one: Justification) -> Iterator[Line]:
        words = self.words
        cited = words.brackets.format(", ".join(one.rules_cited)) if one.rules_cited else ""
        yield Line(0, f"{self.title(one.dimension)}{words.colon}{self.answer(one)}{cited}")
        if one.status == "undetermined":
            yield Line(1, self.open(one))
            for decider in one.deciders:
                yield from self.decider(one, decider)
        if one.applies is not None and one.applies.truth is not TRUE:
            yield from self.block(one.applies, words.not_for if one.applies.truth is FALSE else words.whether_for)
        for rule in one.rules:
            yield from self.block(rule, self.title(rule.label) if rule.label else rule.id)
        if one.status == "decided" and not one.deciding:
            yield Line(1, f"{_MARKS[TRUE]} {self.answer(one)}{words.colon}{words.no_rule}")

    def block(self, rule: JudgedRule, head: str) -> Iterator[Line]:
        yield Line(1, f"{_MARKS[rule.truth]} {head}")
        if rule.truth is FALSE and not rule.decisive:  # `n/a` has taken every part away
            yield Line(2, self.words.no_criterion)
        told: set[str] = set()
        for one in rule.decisive:
            if (line := self.comparison(one)) not in told:  # one missing field may lack to several
                told.add(line)
                yield Line(2, line)
                if one.field not in self.scores:
                    yield from self.points(one.points, 3)
                    self.scores.add(one.field)

    def points(self, entries: Iterable[JudgedPoints], depth: int) -> Iterator[Line]:
        """Tell the points that a score has for certain, and those that it may have."""
        for one in entries:
            if one.truth in (TRUE, UNKNOWN):
                grounds = self.words.semicolon.join(dict.fromkeys(map(self.comparison, one.decisive)))
                given = f"{self.amount(one)}{self.words.brackets.format(self.title(one.score))}" if one.score else ""
                yield Line(
                    depth,
                    f"{_MARKS[one.truth]} {given or self.amount(one)}{self.words.colon}{grounds or self.words.always}",
                )
                yield from self.points(one.points, depth + 1)

    def amount(self, one: JudgedPoints) -> str:
        ends = dict.fromkeys((one.low, one.high))
        return "…".join(f"{'+' if end >= 0 else ''}{self.number(end)}" for end in ends)

    def decider(self, one: Justification, decider: Decider) -> Iterator[Line]:
        """Tell what each value of a field would give, unless all leave as open as it is."""
        if all(given.status == one.status and given.candidates == one.candidates for given in decider.given):
            return
        for given in decider.given[:MOST_TOLD]:
            told = region_text(given.region, self.lang, exact=self.exact)
            yield Line(2, f"{told}{self.words.colon}{self.given(given)}")
        if len(decider.given) > MOST_TOLD:
            yield Line(2, self.words.further.format(len(decider.given) - MOST_TOLD))

    def given(self, one: Given) -> str:
        if one.status == "undetermined":
            open_ = self.alternatives([self.candidate(candidate) for candidate in one.candidates])
            return self.words.still.format(self.words.possible.format(open_))
        return self.words.list_comma.join(map(self.title, one.labels)) or self.words.statuses[one.status]

    def better(self, one: Better) -> str:
        lacking = self.words.semicolon.join(dict.fromkeys(map(self.comparison, one.lacking)))
        told = self.words.needs.format(self.title(one.label), lacking) if lacking else self.title(one.label)
        if one.behind is not None:
            holding = self.words.semicolon.join(dict.fromkeys(map(self.comparison, one.holding)))
            told += self.words.semicolon + self.words.only_if_not.format(one.behind, holding or self.words.always)
        return told if lacking or one.behind is not None else f"{told}{self.words.colon}{self.words.no_criterion}"

    def grounds(self, rule: JudgedRule) -> list[str]:
        if rule.truth is FALSE and not rule.decisive:
            return [self.words.no_criterion]
        return list(dict.fromkeys(map(self.comparison, rule.decisive)))

    def tag(self, one: Justification) -> str:
        told = self.words.list_comma.join(map(self.title, one.labels))
        separator = " " if self.lang == "en" else ""
        return told or f"{self.title(one.dimension)}{separator}{self.words.statuses[one.status]}"

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
            return self.words.just_on.format(title, self.title(one.threshold) if one.threshold else self.bound(one))
        if one.function == "elapsed" and not is_past(one):
            asked = self.title(one.threshold) if one.threshold else duration_text(length(one), self.lang)
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
        return alternatives(told, self.lang)

    def candidate(self, one: Named) -> str:
        return self.words.statuses.get(one.name) or self.title(one)
