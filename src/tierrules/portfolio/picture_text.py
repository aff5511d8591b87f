"""What pictures of a portfolio write: amounts short enough for a cell, and the units of what is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.number_text import people_text
from tierrules.meaning.value_text import value_text
from tierrules.portfolio.migration import Share
from tierrules.portfolio.solutions import Of

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {"customers": "customers", "colon": ": ", "comma": ", ", "brackets": "{} ({})"},
    "zh": {"customers": "客户数", "colon": "：", "comma": "，", "brackets": "{}（{}）"},
}
_CURRENCY_ZH: Final = {"CNY": "元", "EUR": "欧元", "USD": "美元", "GBP": "英镑", "JPY": "日元"}
_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted in a picture: customers, or the weight of that name."""

    of: Of
    name: str | None
    title: Title
    currency: str | None
    lang: Lang

    def amount(self, share: Share) -> Fraction:
        """Return how much a share is."""
        return Fraction(share.customers) if self.of == "customers" else share.weight or Fraction(0)

    def short(self, share: Share) -> str:
        """Return how much a share is, rounded to a few digits where it is a weight, without its unit."""
        return f"{share.customers:,}" if self.of == "customers" else rounded(self.amount(share), self.lang)

    def exact(self, share: Share) -> str:
        """Return the weight of a share as it is."""
        type_ = Type.MONEY if self.currency else Type.DECIMAL
        return value_text(share.weight or Fraction(0), type_, self.currency, self.lang)

    @property
    def customers(self) -> str:
        """What customers are called."""
        return _WORDS[self.lang]["customers"]

    @property
    def weight(self) -> str:
        """What the weight is called."""
        return self.title.say(self.lang, self.name or "")

    @property
    def unit(self) -> str:
        """What is counted, with its unit."""
        if self.of == "customers":
            return self.customers
        return bracketed(self.weight, [], unit_text(self.currency, self.lang), self.lang)


def measure(of: Of, name: str | None, title: Title, currency: str | None, lang: Lang) -> Measure:
    """Return what is counted; raises ValueError for what cannot be."""
    if of not in ("customers", "weight"):
        raise ValueError(f"`of` is `customers` or `weight`, not `{of}`")
    if of == "weight" and name is None:
        raise ValueError("there is no weight; name one when the portfolio is read, `weight=...`")
    return Measure(of, name, title, currency, lang)


def rounded(value: Fraction, lang: Lang) -> str:
    """Return a number with three digits that count, as people write it.

    >>> rounded(Fraction(1_234_567), "zh"), rounded(Fraction(12_345), "en"), rounded(Fraction(2, 3), "en")
    ('123万', '12,300', '0.667')
    """
    if value == 0:
        return people_text(value, lang)
    places = _DIGITS
    while abs(value) * Fraction(10) ** places < 10 ** (_DIGITS - 1):
        places += 1
    while abs(value) * Fraction(10) ** places >= 10**_DIGITS:
        places -= 1
    scale = Fraction(10) ** places
    return people_text(round(value * scale) / scale, lang)


def unit_text(currency: str | None, lang: Lang) -> str:
    """Return what a currency is called, empty for none."""
    return _CURRENCY_ZH.get(currency or "", currency or "") if lang == "zh" else currency or ""


def bracketed(title: str, names: Sequence[str], unit: str, lang: Lang) -> str:
    """Return a title with what stands in brackets behind it, if anything: a name that rules use, a unit."""
    told = _WORDS[lang]["comma"].join([*names, *([unit] if unit else [])])
    return _WORDS[lang]["brackets"].format(title, told) if told else title


def colon(lang: Lang) -> str:
    """Return what stands behind the name of what follows."""
    return _WORDS[lang]["colon"]
