"""`threshold-order`: the threshold of a better label is easier to reach than that of a worse one.

Two rules are compared under `first`, where the better label stands first and covers on one value all that the worse
one asks for: then its bound must be the tighter one, in every edition and row. What marks another kind of customer, as
a flag, excuses a lower bound; further figures that must be reached make it a warning. A range whose ends have changed
places in some edition or row is told under every hit policy; where they have in all, nobody meets it at all, which is
`never-true`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Final

from tierrules.language.resolve.editions import OTHER, Edition, Editions
from tierrules.meaning.declared import Dated, Table
from tierrules.meaning.model import Dimension, Model
from tierrules.proof.written.asked_beside import asked_beside
from tierrules.proof.written.held import Asked, Held
from tierrules.proof.written.rule_ranges import Range, is_less, ranges, value_of
from tierrules.proof.written.written_bounds import WrittenBound, where, written_bound
from tierrules.text.catalogue.code import MAX_EDITIONS, Severity
from tierrules.text.diagnostics import Diagnostic, Related
from tierrules.text.source import Span

# Of more labels only neighbours are compared: a ladder with a rung out of order has two neighbours out of order.
_MOST_RIVALS: Final = 40


@dataclass(frozen=True, slots=True)
class _Turned:
    """Two bounds that have changed places, the first edition in which they have, and how many others there are."""

    one: Held
    other: Held
    edition: Edition
    further: int = 0

    @property
    def where(self) -> str:
        told = where(self.edition)
        return told if not self.further else f"{told} and in {self.further} further rows or editions"

    def written(self, model: Model) -> tuple[WrittenBound, WrittenBound]:
        return written_bound(model, self.one, self.edition), written_bound(model, self.other, self.edition)

    def help(self, model: Model) -> str:
        one, other = self.written(model)
        if where(self.edition) or one.name is None or other.name is None:
            return f"exchange `{one.text}` and `{other.text}`, or mend the one that is mistyped"
        return f"write `{one.name}: {other.text}` and `{other.name}: {one.text}`, or mend the one that is mistyped"


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each pair of bounds out of order."""
    told: set[frozenset[Span]] = set()
    for dimension in model.dimensions.values():
        found = [one for rule in dimension.rules for one in ranges(rule)]
        for turned, finding in (*_crossed_labels(model, dimension, found), *_crossed_ranges(model, found)):
            places = frozenset(one.span for one in turned.written(model))
            if places not in told:
                told.add(places)
                yield finding


def _crossed_ranges(model: Model, found: list[Range]) -> Iterator[tuple[_Turned, Diagnostic]]:
    for one in found:
        turned = _crossed(model, one)
        if turned is not None:
            yield turned, _of_range(model, one, turned)


def _crossed(model: Model, one: Range) -> _Turned | None:
    if one.low is None or one.high is None or not _changes(model, one.low, one.high):
        return None
    crossed: list[Edition] = []
    sound = False
    for edition in _editions(model, one.low, one.high):
        low, high = edition.bounds
        if low is not None and high is not None:
            if is_less(high, low):
                crossed.append(edition)
            else:
                sound = True
    return _Turned(one.low, one.high, crossed[0], len(crossed) - 1) if crossed and sound else None


def _changes(model: Model, *ends: Held) -> bool:
    """Whether a bound is another one in other rows or editions."""
    return any(isinstance(value_of(model, end), (Dated, Table)) for end in ends)


def _crossed_labels(model: Model, dimension: Dimension, found: list[Range]) -> Iterator[tuple[_Turned, Diagnostic]]:
    if not dimension.ordered or dimension.reducer != "first" or dimension.hit is None:
        return
    for rivals in _by_value(found):
        for better, worse in combinations(rivals, 2) if len(rivals) <= _MOST_RIVALS else pairwise(rivals):
            if dimension.rank(better.rule.label) < dimension.rank(worse.rule.label):
                compared = _compared(model, better, worse)
                if compared is not None:
                    turned, severity = compared
                    yield turned, _of_labels(model, better, worse, turned, severity)


def _by_value(found: list[Range]) -> Iterator[list[Range]]:
    """Yield the ranges of each value in the order of the rules, of labels that have one rule about it.

    A label with several rules has several ways to it: one of them may ask for less.
    """
    by_value: dict[Asked, dict[str, list[Range]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        by_value[one.asked][one.rule.label].append(one)
    for labels in by_value.values():
        yield [several[0] for several in labels.values() if len(several) == 1]


def _compared(model: Model, better: Range, worse: Range) -> tuple[_Turned, Severity | None] | None:
    """Compare the rule of a better label with a later one of a worse label."""
    turned: list[_Turned] = []
    sound = False
    for edition in _editions(model, better.low, worse.low, better.high, worse.high):
        pair = _turned_pair(better, worse, edition)
        if pair is not None:
            turned.append(pair)
        elif None not in edition.bounds[:2] or None not in edition.bounds[2:]:
            sound = True
    if not turned:
        return None
    beside = asked_beside(model, better, worse)
    if beside == "other" and not sound:
        return None
    severity: Severity | None = "warning" if beside == "more" and not sound else None
    return replace(turned[0], further=len(turned) - 1), severity


def _turned_pair(better: Range, worse: Range, edition: Edition) -> _Turned | None:
    """The bounds that have changed places, where the better label covers on this value all that the worse one does."""
    better_low, worse_low, better_high, worse_high = edition.bounds
    found = None
    for mine, theirs, bound, rival in (
        (better.low, worse.low, better_low, worse_low),
        (better.high, worse.high, better_high, worse_high),
    ):
        if (mine is None) is not (bound is None) or (theirs is None) is not (rival is None):
            return None  # n/a: in this row there is no such bound
        if mine is None or bound is None:
            continue
        if theirs is None or rival is None:
            return None
        further, nearer = is_less(bound, rival), is_less(rival, bound)
        if not mine.is_lower:
            further, nearer = nearer, further
        if nearer or nearer is None:
            return None
        found = found or (_Turned(mine, theirs, edition) if further else None)
    return found


def _editions(model: Model, *ends: Held | None) -> Iterator[Edition]:
    """Yield the editions of some bounds; rows for keys that no customer can have are left out."""
    editions = Editions([value_of(model, end) for end in ends])
    if editions.count > MAX_EDITIONS:
        return
    closed = {
        field
        for field, keys in editions.keys.items()
        if (values := model.fields[field].values) is not None and keys >= set(values)
    }
    for edition in editions:
        if not any(edition.row[field] == OTHER for field in closed):
            yield edition


# --- what is told


def _of_range(model: Model, one: Range, turned: _Turned) -> Diagnostic:
    low, high = turned.written(model)
    return Diagnostic.at(
        model.source,
        low.span,
        "threshold-order",
        f"no `{one.asked.text}` lies between {low.told} and {high.told}{turned.where}",
        help=turned.help(model),
        rules=(one.rule.id,),
        related=(Related.at(model.source, high.span, "the upper end"),),
    )


def _of_labels(model: Model, better: Range, worse: Range, turned: _Turned, severity: Severity | None) -> Diagnostic:
    mine, theirs = turned.written(model)
    word = "below" if turned.one.is_lower else "above"
    return Diagnostic.at(
        model.source,
        mine.span,
        "threshold-order",
        f"on `{better.asked.text}` the label `{better.rule.label}` is easier to reach than the worse label "
        f"`{worse.rule.label}`: {mine.told} is {word} {theirs.told}{turned.where}",
        severity=severity,
        help=turned.help(model),
        rules=(better.rule.id, worse.rule.id),
        related=(Related.at(model.source, theirs.span, f"what `{worse.rule.label}` asks for"),),
    )
