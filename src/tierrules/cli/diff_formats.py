"""The formats of `tierrules diff`: a run goes in, a text comes out, without a line break at its end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tierrules.cli.diff_run import Compared, DiffRun
from tierrules.cli.formats.github import MOST, command
from tierrules.cli.formats.markdown import LONGEST, fitting, plain_text
from tierrules.cli.formats.places import path_of
from tierrules.meaning.dates import Lang
from tierrules.proof.compare.comparison import Comparison, Difference
from tierrules.proof.compare.comparison_text import by_dimension, example, notes, ours, reason, sentence

MARK: Final = "<!-- tierrules diff -->"
"""The first line of a comment, by which a workflow finds the one that it wrote before."""

_HEADS: Final[dict[Lang, tuple[str, ...]]] = {
    "en": ("who changes", "for example", "because"),
    "zh": ("变化", "例如", "原因"),
}
_COUNTED: Final[dict[Lang, str]] = {"en": "customers in the portfolio", "zh": "客户名单中的客户数"}
_ARROWS: Final = {"up": "▲ ", "down": "▼ ", "across": "◆ ", "none": ""}


def text(run: DiffRun) -> str:
    """Return every ruleset with all of its differences."""
    return "\n\n".join(_text(one, run.language(one)) for one in run)


def _text(one: Compared, lang: Lang) -> str:
    if one.comparison is None:
        return "\n\n".join((*map(str, one.problems), one.summary(lang)))
    return f"{one.place}: {one.comparison.text(lang)}"


def plain(run: DiffRun) -> str:
    """Return plain data, as the schema `comparison` has it."""
    rulesets = [
        {
            "old": one.old,
            "new": one.new,
            "state": one.state,
            "problems": [each.to_dict() for each in one.problems],
            "comparison": None if one.comparison is None else one.comparison.to_dict(),
        }
        for one in run
    ]
    return json.dumps({"same": run.same, "rulesets": rulesets}, ensure_ascii=False, indent=2)


def markdown(run: DiffRun) -> str:
    """Return a part for each ruleset, with a table for each dimension, fit for a comment on a pull request."""
    lines = [MARK, "### tierrules diff"]
    for one in run:
        lines += ["", f"**{plain_text(one.summary(run.language(one)))}**"]
        lines += [f"- `{each.code}` {plain_text(each.message)}" for each in one.problems]
        if one.comparison is not None:
            lines += _tables(one.comparison, run.language(one))
    shown = list(fitting(lines, LONGEST))
    if len(shown) < len(lines):
        shown += ["", "There is more than a comment can hold; `tierrules diff` shows all."]
    return "\n".join(shown)


def _tables(one: Comparison, lang: Lang) -> Iterator[str]:
    if told := notes(one, lang):
        yield from ("", *(f"- {plain_text(line)}" for line in told))
    has_portfolio = one.migration is not None
    heads = (*_HEADS[lang], *([_COUNTED[lang]] if has_portfolio else []))
    for named, found in by_dimension(one):
        yield from ("", f"{plain_text(named.title.say(lang, named.name))}:", "", f"| {' | '.join(heads)} |")
        yield f"|{'---|' * len(heads)}"
        yield from (_row(each, lang, has_portfolio) for each in found)
    if one.when_missing:
        yield ""
        yield from (f"- {plain_text(sentence(each, lang))}" for each in one.when_missing)
    if one.migration is not None:
        yield from ("", *one.migration.to_markdown(lang).splitlines())


def _row(one: Difference, lang: Lang, has_portfolio: bool) -> str:
    cells = [_ARROWS[one.direction] + sentence(one, lang), example(one, lang), reason(one, lang)]
    if has_portfolio:
        cells.append("?" if one.customers is None else f"{one.customers:,}")
    return f"| {' | '.join(map(plain_text, cells))} |"


def github(run: DiffRun) -> str:
    """Return a notice for each difference, beside the dimension that it is in; an error for what does not load."""
    told = [line for one in run for line in _commands(one, run.language(one))]
    rest = len(told) - MOST
    more = (
        [f"::notice title=tierrules::{rest:,} more are not shown here; `tierrules diff` shows all"] if rest > 0 else []
    )
    return "\n".join((*told[:MOST], *more, *(one.summary(run.language(one)) for one in run)))


def _commands(one: Compared, lang: Lang) -> Iterator[str]:
    for each in one.problems:
        yield command("error", {"file": path_of(each.file), "line": each.line, "title": each.code}, each.message)
    if one.comparison is None or one.new is None:
        return
    lines = dict(one.lines)
    for found in (*one.comparison.differences, *one.comparison.when_missing):
        name = found.dimension.name
        place = {"file": path_of(one.new), "line": lines.get(name, 1), "title": f"tierrules: {name}"}
        told = (sentence(found, lang), example(found, lang), reason(found, lang), ours(found, lang))
        yield command("notice", place, "\n".join(filter(None, told)))
    for name, moved in ({} if one.comparison.migration is None else one.comparison.migration.summaries(lang)).items():
        place = {"file": path_of(one.new), "line": lines.get(name, 1), "title": f"tierrules: {name}"}
        yield command("notice", place, moved)


FORMATS: Final[Mapping[str, Callable[[DiffRun], str]]] = {
    "text": text,
    "json": plain,
    "markdown": markdown,
    "github": github,
}
