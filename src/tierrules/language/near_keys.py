"""Keys that are probably meant to be a field: slips in a name or a title, and titles with a unit behind them.

A near miss costs a question and an overlooked one costs every answer, but what is a thing of its own must not be
asked about: `近30天互动次数` is not `近90天互动次数`, and `最近登录日期` is no slip for `最近购买日期`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Final

from tierrules.language.field_words import folded, meanings, standard_name, words_of
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.declared import NUMERIC, Field
from tierrules.meaning.numbers import SCALES
from tierrules.text.nearest import is_misspelt, nearest

_BRACKET: Final = re.compile(r"(?P<head>.*?[^\s/:_-])[\s/:_-]*[(\[{【〔<](?P<inside>[^()]*)[)\]}】〕>]\s*", re.DOTALL)
_BARE_UNIT: Final = re.compile(
    r"(?P<head>.*?[^\s/:_-])[\s/:_-]*(?P<inside>(?:百万|千万|万亿|万|亿|千)?(?:元|美元|欧元|人民币)|百万|千万|万亿|万|亿)\s*",
    re.DOTALL,
)
_FIGURES: Final = re.compile(r"[0-9〇零一二两三四五六七八九十半]+")
_SCALE_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("thousand", "thousands", "k"), "千"),
    **dict.fromkeys(("million", "millions", "mn", "mio", "mln"), "million"),
    **dict.fromkeys(("billion", "billions", "bn"), "billion"),
}
_PLAIN: Final = re.compile(r"\w[\w()（）./+-]*(?: [\w()（）./+-]+)*")
_NO_TEXTS: Final = frozenset({"null", "true", "false", "yes", "no"})
_SHORT: Final = 3
_LONG: Final = 5
_LONGEST: Final = 64


def meant(key: str, names: Collection[str], fields: Mapping[str, Field], wanted: Mapping[str, Field]) -> str | None:
    """Return which of the `wanted` fields a key is probably meant to be, None for none.

    `names` are the `fields` that the key speaks of as it is.
    """
    if names:
        return next((name for name in names if name in wanted), None)
    if standard_name(key) is not None:  # what is known to be one field is no slip for another
        return None
    head, _ = _parts(key)
    if head != key:
        names = meanings(head, fields)
        if names or standard_name(head) is not None:
            return next((name for name in names if name in wanted), None)
    return nearest(head, (name for name in wanted if _may_agree(head, name))) or _by_words(folded(head), wanted)


def near_standard(key: str) -> str | None:
    """Return the standard field that a key which names none is probably meant to be."""
    return meant(key, (), STANDARD_FIELDS, STANDARD_FIELDS)


def map_line(name: str, field: Field, key: str) -> str:
    """Return the line of a column map that gives a field a key, with the unit that stands in the key.

    >>> from tierrules.language.fields import STANDARD_FIELDS
    >>> map_line("annual_revenue", STANDARD_FIELDS["annual_revenue"], "年营收(万元)")
    'annual_revenue: {column: 年营收(万元), unit: 万}'
    """
    _, inside = _parts(key)
    unit = unit_in(inside) if field.type in NUMERIC else None
    column = key if _PLAIN.fullmatch(key) and key.casefold() not in _NO_TEXTS else json.dumps(key, ensure_ascii=False)
    return f"{name}: {{column: {column}, unit: {unit}}}" if unit else f"{name}: {column}"


def unit_in(text: str) -> str | None:
    """Return the unit of a column map that a text speaks of.

    >>> unit_in("万元"), unit_in("in thousands of EUR"), unit_in("元")
    ('万', '千', None)
    """
    told = folded(text)
    scale = next((scale for scale in SCALES if not scale.isascii() and scale in told), None)
    return scale or next((_SCALE_WORDS[word] for word in re.findall("[a-z]+", told) if word in _SCALE_WORDS), None)


def _parts(key: str) -> tuple[str, str]:
    """A key without its unit, and what the unit says; the key as it is where it has none."""
    told = folded(key)
    if len(told) > _LONGEST:
        return key, ""
    found = _BRACKET.fullmatch(told) or _BARE_UNIT.fullmatch(told)
    return (found["head"], found["inside"]) if found else (key, "")


def _by_words(told: str, wanted: Mapping[str, Field]) -> str | None:
    ranked = [
        (edits, name)
        for name, field in wanted.items()
        for word in words_of(field)
        if (edits := _edits(told, word)) is not None
    ]
    return min(ranked)[1] if ranked else None


def _edits(told: str, word: str) -> int | None:
    """How many characters lie between two words that may be one, None where they are two."""
    if not _may_agree(told, word):
        return None
    if told.isascii() or word.isascii():
        return 1 if told.isascii() and word.isascii() and is_misspelt(told, word) else None
    short, long = sorted((told, word), key=len)
    more = len(long) - len(short)
    # Chinese words differ in one character and are things of their own, so a longer word has to hold the shorter.
    if more == 0:
        return 1 if len(short) >= _LONG and sum(map(str.__ne__, short, long)) == 1 else None
    is_close = len(short) >= _SHORT and more <= (1 if len(short) < _LONG else 2)
    return more if is_close and _holds(long, short) else None


def _may_agree(one: str, other: str) -> bool:
    """Whether two words do not speak of different figures: of 30 days and of 90, of three months and of six."""
    figures, others = _FIGURES.findall(one), _FIGURES.findall(other)
    return not figures or not others or figures == others


def _holds(long: str, short: str) -> bool:
    """Whether all characters of the shorter word stand in the longer one in their order."""
    rest = iter(long)
    return all(char in rest for char in short)
