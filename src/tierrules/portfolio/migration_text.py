"""A migration in words: lines for a terminal, Markdown for a pull request, HTML for a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from tierrules.meaning.dates import Lang, check_lang, date_text
from tierrules.meaning.declared import Type
from tierrules.meaning.number_text import share_text
from tierrules.meaning.texts import one_line
from tierrules.meaning.value_text import value_text
from tierrules.portfolio import counts_text
from tierrules.portfolio.answers import title_of

if TYPE_CHECKING:
    from tierrules.portfolio.migration import Matrix, Migration, Share

MOST_NAMED: Final = 20

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "moved": "{moved:,} of {all:,} customers move ({share})",
        "moved_one": "1 of {all:,} customers moves ({share})",
        "weight": "{share} of {name}",
        "nobody": "nobody moves",
        "apart": "no dimension is in both rulesets",
        "undetermined": "undetermined: {before} before, {after} after",
        "customers": "customers",
        "more": "and {count:,} more",
        "corner": "before / after",
        "who": "customer",
        "dimension": "dimension",
        "before": "before",
        "after": "after",
        "why": "why",
        "colon": ": ",
        "comma": ", ",
    },
    "zh": {
        "moved": "{all:,} 个客户中有 {moved:,} 个变动（{share}）",
        "moved_one": "{all:,} 个客户中有 1 个变动（{share}）",
        "weight": "占{name}的 {share}",
        "nobody": "无客户变动",
        "apart": "两套规则没有共同的维度",
        "undetermined": "待定：之前 {before}，之后 {after}",
        "customers": "个客户",
        "more": "另有 {count:,} 个",
        "corner": "之前 / 之后",
        "who": "客户",
        "dimension": "维度",
        "before": "之前",
        "after": "之后",
        "why": "原因",
        "colon": "：",
        "comma": "，",
    },
}


def language(one: Migration, lang: Lang | None) -> Lang:
    """Return the language that was asked for, else the ruleset's; raises ValueError for one that is not spoken."""
    return check_lang(lang) or one.language


def text(one: Migration, lang: Lang) -> str:
    """Return what moves, as lines."""
    return "\n".join([*opening(one, lang), *_lines(one, lang)])


def markdown(one: Migration, lang: Lang) -> str:
    """Return what moves, as Markdown: a table for each dimension, then the customers by name."""
    words = _WORDS[lang]
    parts = ["  \n".join(map(_escaped, opening(one, lang)))]
    for matrix in _moving(one):
        parts.append(f"### {_escaped(summary(one, matrix, lang))}")
        parts.append(_markdown_table(_table(one, matrix, lang)))
        parts.extend(_undetermined(matrix, lang))
    if one.moved:
        head = [words[key] for key in ("who", "dimension", "before", "after", "why")]
        parts.append(_markdown_table([head, *_movers(one, lang)]))
        parts.extend(_more(one, lang))
    else:
        parts.append(nobody(one, lang))
    return "\n\n".join(parts) + "\n"


def html(one: Migration, lang: Lang) -> str:
    """Return what moves, as HTML without anything from elsewhere."""
    words = _WORDS[lang]
    parts = ["<br>".join(map(escape, opening(one, lang)))]
    for matrix in _moving(one):
        parts.append(f"<b>{escape(summary(one, matrix, lang))}</b>")
        parts.append(_html_table(_table(one, matrix, lang), "right"))
        parts.extend(_undetermined(matrix, lang))
    if one.moved:
        head = [words[key] for key in ("who", "dimension", "before", "after", "why")]
        parts.append(_html_table([head, *_movers(one, lang)], "left"))
        parts.extend(map(escape, _more(one, lang)))
    else:
        parts.append(nobody(one, lang))
    return f'<div lang="{lang}">{"".join(f"<div>{part}</div>" for part in parts)}</div>'


def summaries(one: Migration, lang: Lang) -> dict[str, str]:
    """Return how many move, one line for each dimension in which somebody does."""
    return {matrix.name: one_line(summary(one, matrix, lang)) for matrix in _moving(one)}


def nobody(one: Migration, lang: Lang) -> str:
    """Return that nobody moves, or that there is nothing in which anybody could."""
    return _WORDS[lang]["nobody" if one.matrix else "apart"]


def _moving(one: Migration) -> list[Matrix]:
    return [matrix for matrix in one.matrix.values() if matrix.moved.customers]


def opening(one: Migration, lang: Lang) -> Iterator[str]:
    """Yield what is compared, for which day, and how many were read, a line each."""
    words = _WORDS[lang]
    counted = counts_text.rows(one, lang, days(one, lang))
    if one.edits:
        told = words["comma"].join(f"{name} {old} → {new}" for name, (old, new) in one.edits.items())
        yield f"{one.ruleset}{words['colon']}{told}"
        yield counted
    else:
        yield f"{one_line(one.source)}{words['colon']}{counted}"
    yield from counts_text.unweighed(one, lang)


def days(one: Migration, lang: Lang) -> str:
    """Return the day of the old answers, with that of the new ones where it is another and no edit says so."""
    day = date_text(one.as_of, lang)
    if one.as_of_after is None or one.edits:
        return day
    return f"{day} → {date_text(one.as_of_after, lang)}"


def _lines(one: Migration, lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    if not one.moved:
        yield nobody(one, lang)
    for matrix in _moving(one):
        yield summary(one, matrix, lang)
        for old in matrix.rows:
            for new in matrix.columns:
                if old != new and (share := matrix.cells.get((old, new))) is not None:
                    titles = (title_of(matrix.dimensions, answer, lang) for answer in (old, new))
                    yield f"  {' → '.join(titles)}{words['colon']}{_share(one, share, lang)}"
        yield from (f"  {line}" for line in _undetermined(matrix, lang))
    for who, dimension, old, new, why in _movers(one, lang):
        yield f"{who}{words['colon']}{dimension} {old} → {new}{words['comma']}{why}"
    yield from _more(one, lang)


def _undetermined(matrix: Matrix, lang: Lang) -> list[str]:
    """Return a line about those whose answer is open, if there are any."""
    shares = matrix.undetermined
    if not any(part.customers for part in shares):
        return []
    before, after = (share_text(part.customers, matrix.whole.customers) for part in shares)
    return [_WORDS[lang]["undetermined"].format(before=before, after=after)]


def summary(one: Migration, matrix: Matrix, lang: Lang) -> str:
    """Return how many move in one dimension, as one line."""
    words, moved, whole = _WORDS[lang], matrix.moved, matrix.whole
    share = share_text(moved.customers, whole.customers)
    form = words["moved_one" if moved.customers == 1 else "moved"]
    told = form.format(moved=moved.customers, all=whole.customers, share=share)
    if moved.weight is not None and whole.weight:
        part = words["weight"].format(
            share=share_text(moved.weight, whole.weight), name=counts_text.weight_name(one, lang)
        )
        told = f"{told}{words['comma']}{part}"
    return f"{matrix.dimensions[1].title.say(lang, matrix.name)}{words['colon']}{told}"


def _share(one: Migration, share: Share, lang: Lang) -> str:
    told = f"{share.customers:,}"
    if share.weight is None:
        return told
    amount = value_text(share.weight, Type.MONEY if one.weight_currency else Type.DECIMAL, one.weight_currency, lang)
    return f"{told} ({amount})"


def _table(one: Migration, matrix: Matrix, lang: Lang) -> list[list[str]]:
    head = [title_of(matrix.dimensions, answer, lang) for answer in matrix.columns]
    rows = [[_WORDS[lang]["corner"], *head]]
    for old in matrix.rows:
        cells = [matrix.cells.get((old, new)) for new in matrix.columns]
        told = ["" if cell is None else _share(one, cell, lang) for cell in cells]
        rows.append([title_of(matrix.dimensions, old, lang), *told])
    return rows


def _movers(one: Migration, lang: Lang) -> list[list[str]]:
    rows = []
    for move in one.moved[:MOST_NAMED]:
        dimensions = one.matrix[move.dimension.name].dimensions
        titles = [title_of(dimensions, answer, lang) for answer in (move.before, move.after)]
        rows.append([str(move.who), move.dimension.title.say(lang, move.dimension.name), *titles, move.reason(lang)])
    return rows


def _more(one: Migration, lang: Lang) -> list[str]:
    more = len(one.moved) - MOST_NAMED
    return [_WORDS[lang]["more"].format(count=more)] if more > 0 else []


def _escaped(told: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in one_line(told))


def _markdown_table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = [f"| {' | '.join(map(_escaped, row))} |" for row in rows]
    return "\n".join([head, f"|{'---|' * len(rows[0])}", *body])


def _html_table(rows: Sequence[Sequence[str]], align: str) -> str:
    head, *body = rows
    columns = "".join(f'<th scope="col" style="text-align:{align}">{escape(one)}</th>' for one in head)
    lines = "".join(f"<tr>{_html_row(row, align)}</tr>" for row in body)
    return f'<table style="margin-left:0"><thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>'


def _html_row(row: Sequence[str], align: str) -> str:
    first, *rest = row
    cells = "".join(f'<td style="text-align:{align}">{escape(one)}</td>' for one in rest)
    return f'<th scope="row" style="text-align:left">{escape(first)}</th>{cells}'
