"""HTML put together of elements: whatever is no mark-up already is text, and is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Final, get_args

from tierrules.meaning.dates import Lang

TAGS: Final[dict[Lang, str]] = {"zh": "zh-CN", "en": "en"}
"""What HTML calls the languages."""

LANGUAGES: Final[tuple[Lang, ...]] = get_args(Lang)
MOST_CHARACTERS: Final = 160
_VOID: Final = frozenset({"br", "input", "link", "meta"})

Say = Callable[[Lang], str]
"""Says something in a language."""


class Markup(str):
    """Text that is HTML already: it is not escaped again."""

    __slots__ = ()


Attribute = str | int | bool | None


def element(name: str, /, *content: str, **attributes: Attribute) -> Markup:
    """Return an element; of names that Python has taken, and of those with a hyphen, the underscores tell.

    >>> print(element("td", "a < b", class_="more", data_key=1, hidden=False))
    <td class="more" data-key="1">a &lt; b</td>
    """
    told = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{told}>")
    return Markup(f"<{name}{told}>{joined(content)}</{name}>")


def joined(parts: Iterable[str]) -> Markup:
    """Return parts side by side."""
    return Markup("".join(one if isinstance(one, Markup) else escape(one) for one in parts))


def both(say: Say) -> Markup:
    """Return what is said in both languages, of which the page shows one; what is the same in both stands once."""
    told = {lang: say(lang) for lang in LANGUAGES}
    if len(set(told.values())) == 1:
        return joined(list(told.values())[:1])
    return joined(element("span", text, lang=TAGS[lang]) for lang, text in told.items())


def named(say: Say, name: str) -> Markup:
    """Return a title, with the name that it has in the rules where that is another one."""
    title = both(say)
    return title if title == escape(name) else joined([title, " ", element("code", name)])


def in_both(say: Say, prefix: str = "data") -> dict[str, Attribute]:
    """Return attributes that say something in each language, for what can hold no elements."""
    return {f"{prefix}_{lang}": say(lang) for lang in LANGUAGES}


def apart(text: str) -> Markup:
    """Return a text that came with the data: of bounded length, and its direction of writing moves nothing else.

    >>> print(apart("<b>"))
    <bdi>&lt;b&gt;</bdi>
    """
    return element("bdi", text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…")


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
