"""A classification as a page: Markdown for a pull request or an archive, HTML for a browser, a notebook or paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from tierrules.meaning.dates import Lang, date_text
from tierrules.meaning.justification import Justification
from tierrules.meaning.sentences import Line, better_lines, label_text, lines, reason
from tierrules.meaning.words import WORDS

_STYLE: Final = """
.tierrules { max-width: 62rem; line-height: 1.55;
  font-family: system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.tierrules h1 { font-size: 1.5rem; } .tierrules h2 { font-size: 1.1rem; margin: 1.5rem 0 .3rem; }
.tierrules p { opacity: .75; font-size: .85rem; overflow-wrap: anywhere; }
.tierrules table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums;
  color: inherit; table-layout: auto; }
.tierrules th, .tierrules td { border-bottom: 1px solid #8886; padding: .4rem .7rem; text-align: left;
  vertical-align: top; }
.tierrules th { white-space: nowrap; }
.tierrules ul { margin: .15rem 0; padding-left: 1.25rem; }
@media print {
  .tierrules { max-width: none; font-size: 10pt; }
  .tierrules h2 { break-after: avoid; }
  .tierrules tr, .tierrules li { break-inside: avoid; }
}
"""
# A page of its own has a ground; in a notebook letters and lines suit the one that is there.
_GROUND: Final = "color: #1c2430; background: #fff"
_LANGUAGES: Final[dict[Lang, str]] = {"zh": "zh-CN", "en": "en"}
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>|#&~])")


@dataclass(frozen=True, slots=True)
class Section:
    """One dimension: its answer, the lines of its justification, and what better labels lack."""

    title: str
    lines: tuple[Line, ...]
    better: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A classification in words: a table of answers with their grounds, then a section for each dimension."""

    lang: Lang
    title: str
    fingerprint: str
    columns: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]
    sections: tuple[Section, ...]
    problems: tuple[str, ...]
    better: str


def page(
    ruleset: str,
    version: str | None,
    fingerprint: str,
    as_of: date,
    justifications: Sequence[Justification],
    problems: Iterable[str],
    lang: Lang,
    *,
    exact: bool,
) -> Page:
    """Return the page of one classification."""
    words, name = WORDS[lang], f"{ruleset} {version}" if version else ruleset
    return Page(
        lang=lang,
        title=f"{name}{words.comma}{words.as_of.format(date_text(as_of, lang))}",
        fingerprint=fingerprint,
        columns=(words.dimension, words.answer, words.grounds.capitalize()),
        rows=tuple(_row(one, lang, exact=exact) for one in justifications),
        sections=tuple(_section(one, lang, exact=exact) for one in justifications),
        problems=tuple(problems),
        better=words.better,
    )


def _row(one: Justification, lang: Lang, *, exact: bool) -> tuple[str, str, str]:
    title = one.dimension.title.say(lang, one.dimension.name)
    return title, label_text(one, lang), reason(one, lang, exact=exact)


def _section(one: Justification, lang: Lang, *, exact: bool) -> Section:
    head, *rest = lines(one, lang, exact=exact)
    return Section(head.text, tuple(rest), tuple(better_lines(one, lang, exact=exact)))


# --- Markdown


def page_markdown(one: Page) -> str:
    """Return the page as Markdown; whatever stands in it is text and no mark-up."""
    return "\n".join(_markdown(one)) + "\n"


def _markdown(one: Page) -> Iterator[str]:
    yield f"# {_plain(one.title)}"
    yield ""
    yield _cells(one.columns)
    yield "|---|---|---|"
    yield from map(_cells, one.rows)
    for section in one.sections:
        yield from ("", f"## {_plain(section.title)}", "")
        yield from (f"{'    ' * (line.depth - 1)}- {_plain(line.text)}" for line in section.lines)
        if section.better:
            yield from ("", _plain(one.better), "")
            yield from (f"- {_plain(told)}" for told in section.better)
    if one.problems:
        yield from ("", *(f"- ! {_plain(problem)}" for problem in one.problems))
    yield from ("", f"`{one.fingerprint}`")


def _cells(row: Iterable[str]) -> str:
    return f"| {' | '.join(map(_plain, row))} |"


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


# --- HTML


def page_html(one: Page) -> str:
    """Return the page as a whole document without scripts, fonts or anything from elsewhere."""
    head = f'<head><meta charset="utf-8"><title>{escape(one.title)}</title></head>'
    body = f'<body style="{_GROUND}">\n{page_body(one)}\n</body>'
    return f'<!doctype html>\n<html lang="{_LANGUAGES[one.lang]}">\n{head}\n{body}\n</html>\n'


def page_body(one: Page) -> str:
    """Return the page as one element, for a notebook or a page of others."""
    return "\n".join(_html(one))


def _html(one: Page) -> Iterator[str]:
    yield f'<div class="tierrules" lang="{_LANGUAGES[one.lang]}"><style>{_STYLE}</style>'
    yield f"<h1>{escape(one.title)}</h1>"
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in one.columns)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for first, *rest in one.rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody></table>"
    for section in one.sections:
        yield f"<section><h2>{escape(section.title)}</h2>{_nested(section.lines)}"
        if section.better:
            told = "".join(f"<li>{escape(line)}</li>" for line in section.better)
            yield f"<p>{escape(one.better)}</p><ul>{told}</ul>"
        yield "</section>"
    if one.problems:
        yield f"<ul>{''.join(f'<li>! {escape(problem)}</li>' for problem in one.problems)}</ul>"
    yield f"<p>{escape(one.fingerprint)}</p></div>"


def _nested(told: Sequence[Line]) -> str:
    """Return lines as lists within lists."""
    parts, depth = [], 0
    for line in told:
        parts.append("<ul><li>" * (line.depth - depth) or "</li></ul>" * (depth - line.depth) + "</li><li>")
        parts.append(escape(line.text))
        depth = line.depth
    return "".join(parts) + "</li></ul>" * depth
