"""What every result over a portfolio says of it: how many were read, for which day, and who has no weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Protocol

from tierrules.meaning.dates import Lang, date_text
from tierrules.meaning.declared import Title
from tierrules.meaning.texts import one_line

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "rows": "{rows:,} rows = {customers:,} classified + {aside:,} set aside, as of {day}",
        "unweighed": "customers without {name}: {count:,}; they count as 0",
    },
    "zh": {
        "rows": "{rows:,} 行 = {customers:,} 行已分类 + {aside:,} 行搁置，截至{day}",
        "unweighed": "没有{name}的客户：{count:,}，按 0 计",
    },
}


class Counted(Protocol):
    """A result over a portfolio, as far as customers are counted."""

    @property
    def as_of(self) -> date:
        """The day of the answers."""

    @property
    def customers(self) -> int:
        """How many were read."""

    @property
    def set_aside(self) -> int:
        """How many could not be read."""

    @property
    def weight(self) -> str | None:
        """The name of the number that is added up, None without one."""

    @property
    def weight_title(self) -> Title:
        """What people call it."""

    @property
    def unweighed(self) -> int:
        """How many have no such number."""


def rows(one: Counted, lang: Lang, day: str | None = None) -> str:
    """Return how many were read and how many not, and for which `day` they are counted: that of the answers."""
    all_, told = one.customers + one.set_aside, day or date_text(one.as_of, lang)
    return _WORDS[lang]["rows"].format(rows=all_, customers=one.customers, aside=one.set_aside, day=told)


def unweighed(one: Counted, lang: Lang) -> Iterator[str]:
    """Yield a line about the customers who have no weight, if there are any."""
    if one.unweighed:
        yield _WORDS[lang]["unweighed"].format(count=one.unweighed, name=weight_name(one, lang))


def weight_name(one: Counted, lang: Lang) -> str:
    """Return what the weight is called: its title, else its name."""
    return one_line(one.weight_title.say(lang, one.weight or ""))
