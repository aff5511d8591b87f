"""What a notebook shows of a ruleset: its name, its dimensions with their labels, its thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Threshold
from tierrules.meaning.model import Dimension, Model
from tierrules.meaning.texts import one_line

_WORDS: Final[Mapping[Lang, Mapping[str, Sequence[str]]]] = {
    "en": {
        "dimensions": ("dimension", "title", "labels"),
        "thresholds": ("threshold", "title", "value", "source"),
        "comma": (", ",),
    },
    "zh": {
        "dimensions": ("维度", "名称", "标签"),
        "thresholds": ("阈值", "名称", "取值", "来源"),
        "comma": ("、",),
    },
}
_LEFT: Final = 'style="text-align:left"'  # notebooks put text to the right, as numbers


def overview(model: Model) -> str:
    """Return the overview as HTML without anything from elsewhere, in the ruleset's language."""
    lang = model.language
    name = f"{model.name} {model.version}" if model.version else model.name
    title = model.title.say(lang, "")
    head = f"<b>{_text(name)}</b>{f' · {_text(title)}' if title else ''}"
    parts = [head, _table("dimensions", [_dimension(one, lang) for one in model.dimensions.values()], lang)]
    if model.thresholds:
        parts.append(_table("thresholds", [_threshold(one, lang) for one in model.thresholds.values()], lang))
    return f'<div lang="{lang}">{"".join(f"<div>{part}</div>" for part in parts)}</div>'


def _dimension(one: Dimension, lang: Lang) -> Iterator[str]:
    yield one.name
    yield one.title.say(lang, "")
    yield _WORDS[lang]["comma"][0].join(label.title.say(lang, label.name) for label in one.labels)


def _threshold(one: Threshold, lang: Lang) -> Iterator[str]:
    yield from (one.name, one.title.say(lang, ""), one.text, one.source or "")


def _table(key: str, rows: Sequence[Iterator[str]], lang: Lang) -> str:
    heads = "".join(f'<th scope="col" {_LEFT}>{one}</th>' for one in _WORDS[lang][key])
    lines = "".join(f"<tr>{''.join(f'<td {_LEFT}>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table style="margin-left:0"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'


def _text(told: str) -> str:
    return escape(one_line(told))
