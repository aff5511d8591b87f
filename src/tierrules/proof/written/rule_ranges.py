"""What a rule asks of each value: the bounds between which it must lie, and what must hold beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Bound, Dated, Table
from tierrules.meaning.model import Condition, Constant, Model, Rule
from tierrules.proof.written.deciding import placed
from tierrules.proof.written.held import Asked, Held, held
from tierrules.text.source import Span


@dataclass(frozen=True, slots=True)
class Range:
    """The bounds of one value in a rule, at most one at each end; `around` are the conditions that hold with them."""

    asked: Asked
    rule: Rule
    low: Held | None
    high: Held | None
    around: tuple[Condition, ...]

    @property
    def beside(self) -> tuple[Condition, ...]:
        """The conditions that hold with the bounds and speak of something else."""
        return tuple(part for part in self.around if not _is_end(part, self.asked))


def ranges(rule: Rule) -> Iterator[Range]:
    """Yield the ranges of a rule; a value that has two bounds at one end, or ends in alternatives, has none."""
    found: dict[Asked, dict[Span, tuple[Held, tuple[Condition, ...]]]] = defaultdict(dict)
    for one in placed(rule.when):
        told = held(one.atom)
        if told is not None:
            found[told.asked].setdefault(told.origin.span, (told, one.beside))
    for asked, bounds in found.items():
        lows = [one for one in bounds.values() if one[0].is_lower]
        highs = [one for one in bounds.values() if not one[0].is_lower]
        if len(lows) <= 1 and len(highs) <= 1 and (not lows or not highs or _hold_together(lows[0], highs[0])):
            low, high = (one[0][0] if one else None for one in (lows, highs))
            beside = min((one for _, one in bounds.values()), key=len)
            yield Range(asked, rule, low, high, beside)


def _hold_together(low: tuple[Held, tuple[Condition, ...]], high: tuple[Held, tuple[Condition, ...]]) -> bool:
    """Whether both ends stand in one conjunction: each is beside the other."""
    return any(_ends(part, low[0]) for part in high[1])


def _ends(part: Condition, end: Held) -> bool:
    return any(one.atom.origin.span == end.origin.span for one in placed(part))


def _is_end(part: Condition, asked: Asked) -> bool:
    return any((told := held(one.atom)) is not None and told.asked == asked for one in placed(part))


def value_of(model: Model, end: Held | None) -> Bound | Dated | Table | None:
    """Return all that a bound can be, of a named one what the file declares; None for no bound."""
    if end is None:
        return None
    if end.bound.name is not None:
        return model.thresholds[end.bound.name].value
    value = end.bound.value if isinstance(end.bound, Constant) else end.bound.duration
    return value if isinstance(value, (Fraction, date, Duration, Dated)) else None


def is_less(one: Bound, other: Bound) -> bool | None:
    """Whether a bound is below another one; None where they cannot be compared, as months with days."""
    if isinstance(one, Duration) and isinstance(other, Duration):
        same = one.unit == other.unit or one.count <= 0 <= other.count or other.count <= 0 <= one.count
        return one.count < other.count if same else None
    return one < other  # type: ignore[operator]  # what one value is held against is of one type
