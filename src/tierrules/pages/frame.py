"""The frame of a page: its head, the switch between the languages, and a policy that lets nothing in or out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256

from tierrules.meaning.dates import Lang
from tierrules.pages.markup import LANGUAGES, TAGS, Markup, Say, both, element, in_both, joined
from tierrules.pages.script import SCRIPT
from tierrules.pages.style import STYLE
from tierrules.pages.words import words

_NAMES: dict[Lang, str] = {"zh": "中文", "en": "English"}

Fact = tuple[str, str]
"""What a fact is called, and what is the case."""


def page(title: Say, facts: Sequence[Fact], sections: Sequence[str], fingerprints: Sequence[str], lang: Lang) -> str:
    """Return a whole page that opens in `lang`; everything in it is said in both languages."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="format-detection", content="telephone=no"),
        element("title", title(lang), **in_both(title)),
        # Without one, browsers ask the server for an icon.
        element("link", rel="icon", href="data:,"),
        element("style", Markup(STYLE)),
    )
    body = element(
        "body",
        *(_switch(one, lang) for one in LANGUAGES),
        element("header", _choice(), element("h1", both(title)), fact_list(facts)),
        element("main", *sections),
        _foot(fingerprints),
        element("script", Markup(SCRIPT)),
    )
    return f"<!doctype html>\n{element('html', head, body, lang=TAGS[lang])}\n"


def section(title: str, *content: str, **attributes: str) -> Markup:
    """Return a part of a page with a heading."""
    return element("section", element("h2", title), *content, **attributes)


def _policy() -> str:
    """Return what the page may do: its own style and its own script, known by their digests, and nothing else."""
    style, script = (b64encode(sha256(one.encode()).digest()).decode() for one in (STYLE, SCRIPT))
    own = f"style-src 'sha256-{style}'; script-src 'sha256-{script}'; img-src data:"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _switch(one: Lang, chosen: Lang) -> Markup:
    """Return a button of the switch. It stands before all that it switches, so that style alone can do it."""
    own = {"id": f"to-{one}", "class_": "switch", "autocomplete": "off"}
    return element("input", type="radio", name="lang", value=one, checked=one == chosen, **own)


def _choice() -> Markup:
    labels = (element("label", _NAMES[one], for_=f"to-{one}", lang=TAGS[one]) for one in LANGUAGES)
    return element("div", *labels, class_="choice")


def fact_list(facts: Iterable[Fact]) -> Markup:
    """Return facts as a list."""
    told = (element("div", element("dt", key), element("dd", value)) for key, value in facts)
    return element("dl", *told)


def _foot(fingerprints: Sequence[str]) -> Markup:
    told = element("p", words("made"))
    if not fingerprints:
        return element("footer", told)
    digits = joined(element("code", one) for one in dict.fromkeys(fingerprints))
    return element("footer", told, element("p", words("fingerprint"), " ", digits))
