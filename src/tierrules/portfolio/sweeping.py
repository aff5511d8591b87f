"""One pass over a portfolio that finds every value of a threshold at which somebody's answer changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tierrules.files.report import MOST_TOLD
from tierrules.language.customers import Unknown
from tierrules.language.edit import find_place
from tierrules.language.resolve.scope import quantity_bound
from tierrules.meaning import semantics
from tierrules.meaning.dates import Duration, check_as_of
from tierrules.meaning.declared import Bound, Type
from tierrules.meaning.numbers import NumberTextError, read_quantity
from tierrules.meaning.values import Case, Facts, check_in_force
from tierrules.portfolio.answers import answer_of
from tierrules.portfolio.customers import Customers, Item, Unread, Who, open_customers, unread
from tierrules.portfolio.cuts import Cut, Cutter
from tierrules.portfolio.days import AS_OF, is_day, read_day
from tierrules.portfolio.migration import Share
from tierrules.portfolio.sweep import Crossing, Sweep
from tierrules.portfolio.swept import Swept, sweep_of
from tierrules.portfolio.swept_days import DayCutter, SweptDays, sweep_days
from tierrules.portfolio.weights import called, weighed
from tierrules.portfolio.what_if import Editable, Rules


def sweep(
    rules: Editable,
    customers: Customers,
    threshold: str,
    low: object,
    high: object,
    *,
    as_of: date,
    weight: str | None = None,
    unknown: Unknown = "near-miss",
) -> Sweep:
    """Return the answers of a portfolio for every value of a threshold, or every day, from `low` to `high`."""
    day = check_as_of(as_of)
    about: tuple[Type, Bound | None]
    if is_day(rules.definition, threshold):
        days = sweep_days(rules.definition, *_days(rules, low, high, day), day)
        pass_ = _Pass(days, DayCutter(days))
        about = Type.DATE, day
    else:
        swept = open_threshold(rules, threshold, low, high, day)
        pass_ = _Pass(swept, Cutter(swept))
        about = type_of(rules, threshold), bound_of(rules, threshold)
    source = pass_.over(rules, customers, weight, unknown)
    return pass_.sweep(rules, threshold, *about, source, weight)


def open_threshold(rules: Editable, threshold: str, low: object, high: object, as_of: date) -> Swept:
    """Return the ruleset with one threshold open."""
    check_in_force(rules.definition, as_of)
    ends = rules.edit({threshold: low}), rules.edit({threshold: high})
    return sweep_of(ends[0].definition, ends[1].definition, bounds_of(ends, threshold), as_of)


def bounds_of(ends: tuple[Rules, Rules], threshold: str) -> tuple[Bound, Bound]:
    """Return the lowest and the highest value of a threshold; raises ValueError for two that do not rise."""
    low, high = (bound_of(one, threshold) for one in ends)
    if low is None or high is None:
        raise ValueError(f"`{threshold}` is swept between two values, and `n/a` is none")
    return _ordered(threshold, low, high)


def _days(rules: Rules, low: object, high: object, as_of: date) -> tuple[date, date]:
    first, last = (read_day(one, as_of) for one in (low, high))
    _ordered(AS_OF, first, last)
    for one in (first, last):
        check_in_force(rules.definition, one)
    return first, last


def type_of(rules: Rules, threshold: str) -> Type:
    """Return the type of a threshold, or of the one that a row belongs to."""
    return rules.definition.thresholds[threshold.partition("[")[0].strip()].type


def bound_of(rules: Rules, threshold: str) -> Bound | None:
    """Return the value that stands in the text, None for `n/a`."""
    try:
        return quantity_bound(read_quantity(find_place(rules.definition, threshold).value))
    except NumberTextError:
        return None


def _ordered(threshold: str, low: Bound, high: Bound) -> tuple[Bound, Bound]:
    if isinstance(low, Duration) and isinstance(high, Duration):
        if low.unit != high.unit:
            raise ValueError(f"`{threshold}` is swept in one unit: {low} and {high} count in two")
        is_rising = low.count < high.count
    else:
        is_rising = low < high  # type: ignore[operator]  # of one kind, or the file would not have loaded
    if not is_rising:
        raise ValueError(f"`{threshold}` is swept from a lower to a higher value, not from {low} to {high}")
    return low, high


@dataclass(slots=True)
class _Pass:
    swept: Swept | SweptDays
    cutter: Cutter | DayCutter
    customers: int = 0
    aside: int = 0
    unweighed: int = 0
    whole_weight: Fraction = Fraction(0)
    unread: list[Unread] = field(default_factory=list)
    base: dict[str, Counter[str]] = field(default_factory=dict)
    heavy: dict[tuple[str, str], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    crossings: list[Crossing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.base = {name: Counter() for name in self.swept.dimensions}

    def over(self, rules: Rules, customers: Customers, weight: str | None, unknown: Unknown) -> str:
        """Go over a portfolio, and return what it is called."""
        portfolio = open_customers(customers, unknown)
        for item, reading, heavy in weighed(rules, portfolio, weight):
            if reading.problems:
                self.set_aside(unread(item, reading.problems))
            else:
                self.add(item, reading.facts, heavy)
        return portfolio.name

    def set_aside(self, one: Unread) -> None:
        """Count a customer who cannot be read."""
        self.aside += 1
        if len(self.unread) < MOST_TOLD:
            self.unread.append(one)

    def add(self, item: Item, facts: Facts, weight: Fraction | None) -> None:
        """Find the answers of a customer for every value of the threshold."""
        self.customers += 1
        self.unweighed += weight is None
        case = self.swept.case(facts, self.cutter.low)
        answers = self._answers(case)
        for name, answer in answers.items():
            self.base[name][answer] += 1
        if weight:
            self.whole_weight += weight
            for name, answer in answers.items():
                self.heavy[name, answer] += weight
        cuts = self.cutter.cuts(case)
        # What the threshold does not reach is answered once.
        fixed = {name: one for name, one in case.outcomes.items() if name not in self.base}
        for cut, place in zip(cuts, self.cutter.places(cuts), strict=True):
            moved = self.swept.case(facts, place)
            moved.outcomes.update(fixed)
            now = self._answers(moved)
            if now != answers:
                self._cross(item.who, cut, answers, now, weight)
                answers = now

    def _answers(self, case: Case) -> dict[str, str]:
        return {name: answer_of(semantics.asked(case, name)) for name in self.base}

    def _cross(
        self, who: Who, cut: Cut, before: Mapping[str, str], after: Mapping[str, str], weight: Fraction | None
    ) -> None:
        value = self.swept.bound(cut.place)
        for name, old in before.items():
            if after[name] != old:
                self.crossings.append(Crossing(who, name, value, bool(cut.beyond), old, after[name], weight, cut))

    def _place(self, one: Crossing) -> tuple[Fraction | int, int]:
        """Return where a crossing is; whole steps are compared as plain numbers, which is cheaper by far."""
        return one.cut.place.numerator if self.swept.whole else one.cut.place, one.cut.beyond

    def sweep(
        self, rules: Rules, threshold: str, type_: Type, current: Bound | None, source: str, weight: str | None
    ) -> Sweep:
        """Return what was found."""
        model = rules.definition
        title, currency = called(model, weight)
        shares = {
            name: {
                answer: Share(count, None if weight is None else self.heavy.get((name, answer), Fraction(0)))
                for answer, count in found.items()
            }
            for name, found in self.base.items()
        }
        return Sweep(
            ruleset=rules.name,
            fingerprint=rules.fingerprint,
            threshold=threshold,
            type=type_,
            currency=model.currency,
            low=self.swept.low,
            high=self.swept.high,
            current=current,
            as_of=self.swept.as_of,
            source=source,
            language=rules.language,
            customers=self.customers,
            set_aside=self.aside,
            unread=tuple(self.unread),
            weight=weight,
            weight_title=title,
            weight_currency=currency,
            unweighed=0 if weight is None else self.unweighed,
            whole_weight=None if weight is None else self.whole_weight,
            dimensions={name: model.dimensions[name] for name in self.base},
            base=shares,
            crossings=tuple(sorted(self.crossings, key=self._place)),
            swept=self.swept,
        )
