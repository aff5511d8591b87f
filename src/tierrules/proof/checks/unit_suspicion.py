"""`unit-suspicion`: a number so far from the others of the same value that its scale or sign was forgotten.

A number is suspected where it stands alone, a thousand times or more away from every other one, and would stand among
them with another scale or sign. How it is written must be odd beside the others: no scale where all have one, a scale
where none has one. A number with its own currency says what it means and is not suspected.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.declared import Type
from tierrules.meaning.model import Choice, Constant, Model
from tierrules.meaning.number_text import exact_text
from tierrules.meaning.numbers import CURRENCIES, SCALES, read_quantity
from tierrules.proof.written.deciding import deciding
from tierrules.proof.written.held import Asked, Held, held
from tierrules.text.diagnostics import Diagnostic, Related
from tierrules.text.source import Span

_FAR: Final = 1000
_AMONG: Final = 10
_RATIO_FAR: Final = 20
_RATIO_AMONG: Final = 3
_TYPES: Final = {
    Type.MONEY: Type.MONEY,
    Type.RATIO: Type.RATIO,
    Type.INTEGER: Type.DECIMAL,
    Type.DECIMAL: Type.DECIMAL,
}
_SCALE: Final = re.compile("|".join(map(re.escape, SCALES)))
_CURRENCY: Final = re.compile("|".join(map(re.escape, CURRENCIES)))


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that a value is held against, as written; `value` without its sign."""

    text: str
    value: Fraction
    span: Span
    name: str | None
    row: tuple[str, ...]

    @property
    def scale(self) -> str | None:
        found = _SCALE.search(self.text)
        return None if found is None else found[0]

    @property
    def digits(self) -> Fraction:
        """The number without its scale."""
        return self.value if self.scale is None else self.value / SCALES[self.scale]

    def with_scale(self, scale: str | None) -> str:
        """The text with another scale, or with none."""
        text = self.text if self.scale is None else self.text.replace(self.scale, "").strip()
        if scale is None:
            return text
        end = re.match(r"[^0-9]*[0-9_.]*", text)
        at = len(text) if end is None else end.end()
        return f"{text[:at]}{' ' if scale.isascii() else ''}{scale}{text[at:]}"

    @property
    def told(self) -> str:
        if self.name is None:
            return f"`{self.text}`"
        return f"`{self.name}` is {self.text}" + (f" in the row `{' '.join(self.row)}`" if self.row else "")

    def away(self, other: Fraction) -> Fraction:
        """How many times one is the other, the greater over the lesser."""
        return max(self.value / other, other / self.value)


def find(model: Model) -> Iterator[Diagnostic]:
    """Yield a finding for each number that looks as if its unit was forgotten, once for all its uses."""
    told: set[Span] = set()
    for (asked, type), numbers in _by_value(model).items():
        for one in _outlying(numbers, type):
            others = [other for other in numbers if other.value != one.value]
            meant = _meant(one, others, type)
            if meant is not None and one.span not in told:
                told.add(one.span)
                yield _finding(model, asked, type, one, others, meant)


def _outlying(numbers: list[_Number], type: Type) -> list[_Number]:
    """The numbers that are far from every other one."""
    far = _RATIO_FAR if type is Type.RATIO else _FAR
    values = sorted({one.value for one in numbers})
    near = {value for pair in pairwise(values) if pair[1] < pair[0] * far for value in pair}
    return [one for one in numbers if one.value not in near] if len(values) > 1 else []


def _finding(model: Model, asked: Asked, type: Type, one: _Number, others: list[_Number], meant: str) -> Diagnostic:
    nearest = min(others, key=lambda other: one.away(other.value))
    line = meant if one.name is None or one.row else f"{one.name}: {meant}"
    return Diagnostic.at(
        model.source,
        one.span,
        "unit-suspicion",
        f"{one.told}, and the nearest other number of `{asked.text}` is {nearest.text}",
        help=f"write `{line}`{_if_meant(model, one, type)}",
        related=(Related.at(model.source, nearest.span, nearest.told),),
    )


def _if_meant(model: Model, one: _Number, type: Type) -> str:
    """How to say that a plain amount is meant as it stands."""
    if type is not Type.MONEY or one.scale is not None or model.currency is None:
        return ""
    unit = "元" if model.currency == "CNY" else f" {model.currency}"
    return f", or with its currency if it is meant: `{one.text}{unit}`"


def _meant(one: _Number, others: list[_Number], type: Type) -> str | None:
    """What was meant by a suspected number, as it would be written; None for a number that stands to reason."""
    if type is Type.RATIO:
        return _meant_ratio(one, others)
    return None if one.scale is None and _CURRENCY.search(one.text) else _meant_scale(one, others, type)


def _meant_ratio(one: _Number, others: list[_Number]) -> str | None:
    """`20.0` beside `10%`, where 2,000 % is said; `0.2%` beside `10%`, where 0.2 may be meant."""
    signed = "%" in one.text
    if signed and one.value < Fraction(1, 100):
        meant = one.value * 100
    elif not signed and one.value > 1:
        meant = one.value / 100
    else:
        return None
    return f"{exact_text(meant * 100)}%" if _is_among(meant, others, _RATIO_AMONG) else None


def _meant_scale(one: _Number, others: list[_Number], type: Type) -> str | None:
    """The number with the scale of the others, if it would stand among them with it."""
    for scale in _scales_of_others(one, others, type):
        meant = one.digits * (1 if scale is None else SCALES[scale])
        if _is_among(meant, others, _AMONG):
            return one.with_scale(scale)
    return None


def _scales_of_others(one: _Number, others: list[_Number], type: Type) -> list[str | None]:
    """The scales that a number may lack: those of others where it is odd beside them.

    Of two numbers alone, one with a scale and one without, the odd one of amounts is the one without, of counts the
    one with it.
    """
    scales = {other.scale for other in others}
    named = sorted(scale for scale in scales if scale is not None)
    several = len({other.value for other in others}) > 1
    is_money = type is Type.MONEY
    if one.scale is None and one.value == 1:
        return []  # 1 is the least that there is of many things
    if one.scale is None and None not in scales:
        beside = ["万"] if "亿" in scales and "万" not in scales else []
        return [*named, *beside] if is_money or several else []
    if one.scale is None and not named:
        return ["万"] if is_money and several else []  # 50 beside 100000 and 500000 was thought in 万
    if one.scale is not None and not named:
        return [None] if several or not is_money else []
    return [*named] if several and not scales & {None, one.scale} else []


def _is_among(meant: Fraction, others: list[_Number], factor: int) -> bool:
    values = [other.value for other in others]
    return min(values) / factor <= meant <= max(values) * factor


def _by_value(model: Model) -> dict[tuple[Asked, Type], list[_Number]]:
    """The numbers other than 0 that each value is held against, each once."""
    found: dict[tuple[Asked, Type], dict[Span, _Number]] = defaultdict(dict)
    for one in deciding(model):
        for atom in atoms_in(one.condition):
            told = None if isinstance(atom, Choice) else held(atom)
            if told is not None and told.type in _TYPES:
                for number in _numbers(model, told):
                    if number.value:
                        found[told.asked, _TYPES[told.type]].setdefault(number.span, number)
    return {key: list(numbers.values()) for key, numbers in found.items()}


def _numbers(model: Model, one: Held) -> Iterator[_Number]:
    name = one.bound.name
    if name is None:
        if isinstance(one.bound, Constant) and isinstance(one.bound.value, Fraction):
            yield _Number(one.bound.text, abs(one.bound.value), one.origin.span, None, ())
    elif name in model.written.declared:
        for number in model.written.declared[name].numbers:
            yield _Number(number.text, abs(read_quantity(number.text).number), number.span, name, number.row)
