"""A sweep in words, and what callers say of its threshold as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Final, Protocol

from tierrules.language.resolve.scope import quantity_bound
from tierrules.meaning.dates import Duration, Lang, check_lang
from tierrules.meaning.declared import Bound, Type
from tierrules.meaning.numbers import NumberTextError, read_number, read_quantity
from tierrules.meaning.value_text import value_text
from tierrules.portfolio import counts_text
from tierrules.portfolio.answers import in_order, title_of
from tierrules.portfolio.stretches import said

if TYPE_CHECKING:
    from tierrules.portfolio.migration import Share
    from tierrules.portfolio.sweep import Step, Sweep

MOST_STEPS: Final = 20
_LEFT_HEAD: Final = '<th style="text-align:left">'  # notebooks put text to the right, as numbers
_RIGHT_HEAD: Final = '<th style="text-align:right">'

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "head": "{ruleset}: {name} from {low} to {high}, now {now}",
        "more": "  and {count:,} more steps",
        "nothing": "nothing hangs on it",
        "nobody": "no customers",
        "colon": ": ",
        "comma": ", ",
    },
    "zh": {
        "head": "{ruleset}：{name} 从{low}到{high}，现为{now}",
        "more": "  另有 {count:,} 步",
        "nothing": "没有结果取决于它",
        "nobody": "没有客户",
        "colon": "：",
        "comma": "，",
    },
}


def language(one: Sweep, lang: Lang | None) -> Lang:
    """Return the language that was asked for, else the ruleset's; raises ValueError for one that is not spoken."""
    return check_lang(lang) or one.language


def text(one: Sweep, lang: Lang) -> str:
    """Return the first steps of each dimension, as lines."""
    words = _WORDS[lang]
    lines = list(opening(one, lang))
    for name, dimension in one.dimensions.items():
        steps = list(one.steps(name))
        lines.append(f"{dimension.title.say(lang, name)}{words['colon'].rstrip()}")
        lines += [f"  {_step(one, name, step, lang)}" for step in steps[:MOST_STEPS]]
        if len(steps) > MOST_STEPS:
            lines.append(words["more"].format(count=len(steps) - MOST_STEPS))
    return "\n".join(lines)


def html(one: Sweep, lang: Lang) -> str:
    """Return the same as HTML without anything from elsewhere: a table for each dimension, a row for each step."""
    parts = ["<br>".join(map(escape, opening(one, lang))), *(_html_table(one, name, lang) for name in one.dimensions)]
    return f'<div lang="{lang}">{"".join(f"<div>{part}</div>" for part in parts)}</div>'


def _html_table(one: Sweep, name: str, lang: Lang) -> str:
    steps, dimension = list(one.steps(name)), one.dimensions[name]
    shown = steps[:MOST_STEPS]
    answers = in_order([dimension], (answer for step in shown for answer in step.shares))
    heads = "".join(f"{_RIGHT_HEAD}{escape(title_of([dimension], answer, lang))}</th>" for answer in answers)
    rows = "".join(f"<tr>{_html_row(one, step, answers, lang)}</tr>" for step in shown)
    title = escape(dimension.title.say(lang, name))
    more = [_WORDS[lang]["more"].format(count=len(steps) - MOST_STEPS)] if len(steps) > MOST_STEPS else []
    table = f"<thead><tr>{_LEFT_HEAD}</th>{heads}</tr></thead><tbody>{rows}</tbody>"
    return f'<b>{title}</b><table style="margin-left:0">{table}</table>{escape("".join(more).strip())}'


def _html_row(one: Sweep, step: Step, answers: Iterable[str], lang: Lang) -> str:
    told = (_share(one, step.shares[answer], lang) if answer in step.shares else "0" for answer in answers)
    cells = "".join(f'<td style="text-align:right">{escape(cell)}</td>' for cell in told)
    return f"{_LEFT_HEAD}{escape(step.stretch.say(lang))}</th>{cells}"


def opening(one: Sweep, lang: Lang) -> Iterator[str]:
    """Yield what is swept, for which day, and how many were read, a line each."""
    words = _WORDS[lang]
    ends = {
        key: "n/a" if bound is None else said(bound, one.type, one.currency, lang)
        for key, bound in (("low", one.low), ("high", one.high), ("now", one.current))
    }
    yield words["head"].format(ruleset=one.ruleset, name=one.threshold, **ends)
    yield counts_text.rows(one, lang)
    yield from counts_text.unweighed(one, lang)
    if not one.dimensions:
        yield words["nothing"]


def _step(one: Sweep, name: str, step: Step, lang: Lang) -> str:
    words, dimension = _WORDS[lang], one.dimensions[name]
    if not step.shares:
        return f"{step.stretch.say(lang)}{words['colon']}{words['nobody']}"
    told = (f"{title_of([dimension], answer, lang)} {_share(one, part, lang)}" for answer, part in step.shares.items())
    return f"{step.stretch.say(lang)}{words['colon']}{words['comma'].join(told)}"


def not_reached(thresholds: Iterable[str], dimension: str, known: Iterable[str]) -> str:
    """Return that thresholds play no part in a dimension, and in which ones they do."""
    names, others = " nor ".join(f"`{one}`" for one in thresholds), ", ".join(known) or "none"
    return f"`{dimension}` does not hang on {names}; what does is {others}"


def _share(one: Sweep, share: Share, lang: Lang) -> str:
    if share.weight is None:
        return f"{share.customers:,}"
    money = one.weight_currency
    return f"{share.customers:,} ({value_text(share.weight, Type.MONEY if money else Type.DECIMAL, money, lang)})"


class Swept(Protocol):
    """What has a threshold that is swept."""

    @property
    def threshold(self) -> str:
        """Its name."""

    @property
    def type(self) -> Type:
        """Its type."""

    @property
    def low(self) -> Bound:
        """Its lowest value."""


def read_bound(one: Swept, value: Bound | str | int) -> Bound:
    """Return a value of the threshold from what a caller writes; raises ValueError."""
    if isinstance(value, Duration | date):
        bound: Bound = value
    else:
        try:
            bound = quantity_bound(read_quantity(value)) if isinstance(value, str) else read_number(value)
        except NumberTextError as error:
            raise ValueError(str(error)) from None
    if kind(bound) != kind(one.low):
        raise ValueError(f"`{value}` is no value of `{one.threshold}`, which is {said(one.low, one.type, None, 'en')}")
    return bound


def read_reach(middle: Bound, place: Fraction, within: str | int) -> Fraction:
    """Return how far from a value is near it: a share of the value, or days around a date. Raises ValueError."""
    if isinstance(middle, date):
        if isinstance(within, int):
            return Fraction(within)
        raise ValueError(f"near a date is a number of days, such as 30, not `{within}`")
    try:
        quantity = read_quantity(str(within))
    except NumberTextError as error:
        raise ValueError(str(error)) from None
    if quantity.kind != "percent":
        raise ValueError(f"near a value is a share of it, such as `5%`, not `{within}`")
    return abs(place) * quantity.number


def kind(bound: Bound) -> object:
    """Return what values must have in common to lie on one line: their type, of durations their unit."""
    return bound.unit if isinstance(bound, Duration) else type(bound)
