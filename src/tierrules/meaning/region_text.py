"""Regions as people read them: `年消费额达到50万元`, `Annual spend at least CNY 500,000`."""

from __future__ import annotations

from dataclasses import replace

from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Scalar, Type
from tierrules.meaning.regions import End, Region
from tierrules.meaning.value_text import value_text
from tierrules.meaning.words import WORDS

MOST_TOLD = 8
"""How many words of a region a sentence lists."""


def region_text(region: Region, lang: Lang, *, exact: bool = False) -> str:
    """Return a region as a statement about its field."""
    words, title = WORDS[lang], region.title.say(lang, region.field)
    if region.none:
        return words.no_such.format(title)
    if region.is_any:
        return words.any_value.format(title)
    if region.others or region.values or region.prefixes:
        return _layered_text(region, title, lang, exact=exact)
    return _between_text(region, title, lang, exact=exact)


def alternatives(told: list[str], lang: Lang) -> str:
    """Join as a sentence does, each once: a, b or c; of very many the first ones and how many more."""
    words, named = WORDS[lang], list(dict.fromkeys(told))
    if len(named) > MOST_TOLD:
        named = [*named[: MOST_TOLD - 1], words.further.format(len(named) - MOST_TOLD + 1)]
    *most, last = named
    return words.list_comma.join(most) + words.or_ + last if most else last


def _words_text(region: Region, title: str, lang: Lang, *, exact: bool) -> str:
    words = WORDS[lang]
    plain = [_word(one, region, lang, exact=exact) for one in region.values]
    told = [words.any_of.format(title, alternatives(plain, lang))] if plain else []
    if region.prefixes:
        told.append(words.starts.format(title, alternatives(list(region.prefixes), lang)))
    if not region.but and not region.but_prefixes:
        return words.or_.join(told)
    but = words.other_than.format("", _exceptions(region, lang)).strip()
    return words.or_.join(told) + words.brackets.format(but)


def _layered_text(region: Region, title: str, lang: Lang, *, exact: bool) -> str:
    """Return what belongs to a region, and apart from it what does so within a beginning that does not."""
    out = region.but_prefixes
    values = tuple(one for one in region.values if isinstance(one, str) and one.startswith(out))
    prefixes = tuple(one for one in region.prefixes if one.startswith(out))
    within, around = (
        replace(
            region,
            values=tuple(one for one in region.values if (one in values) is inside),
            prefixes=tuple(one for one in region.prefixes if (one in prefixes) is inside),
            but=tuple(one for one in region.but if one.startswith(prefixes) is inside),
            but_prefixes=tuple(one for one in out if one.startswith(prefixes) is inside),
        )
        for inside in (True, False)
    )
    if region.others:
        told = [WORDS[lang].other_than.format(title, _exceptions(around, lang))]
    else:
        told = [_words_text(around, title, lang, exact=exact)] if around.values or around.prefixes else []
    if values or prefixes:
        told.append(_words_text(within, title, lang, exact=exact))
    return WORDS[lang].or_.join(told)


def _word(value: Scalar, region: Region, lang: Lang, *, exact: bool = False) -> str:
    titles = dict(region.value_titles)
    if isinstance(value, str) and value in titles:
        return titles[value].say(lang, value)
    return value_text(value, region.type, region.currency, lang, exact=exact)


def _exceptions(region: Region, lang: Lang) -> str:
    return alternatives(
        [*(_word(one, region, lang) for one in region.but), *(f"{one}…" for one in region.but_prefixes)], lang
    )


def _between_text(region: Region, title: str, lang: Lang, *, exact: bool) -> str:
    words = WORDS[lang]

    def told(value: End | Scalar) -> str:
        return _word(value, region, lang, exact=exact)

    if region.low is not None and region.low == region.high:
        return words.is_.format(title, told(region.low))
    dated = region.type is Type.DATE
    above = words.not_before if dated else words.at_least if region.low_included else words.more_than
    below = words.not_after if dated else words.at_most if region.high_included else words.less_than
    low = above.format(title, told(region.low)) if region.low is not None else ""
    high = below.format("" if low else title, told(region.high)).strip() if region.high is not None else ""
    return words.both.format(low, high) if low and high else low or high
