"""A grid in words: a table for each answer, the first threshold across, the second downwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from tierrules.meaning.dates import Lang, check_lang
from tierrules.meaning.declared import Bound
from tierrules.portfolio import counts_text
from tierrules.portfolio.answers import in_order, title_of
from tierrules.portfolio.sweep_text import read_bound
from tierrules.text.render import cells as cells_of

if TYPE_CHECKING:
    from tierrules.portfolio.grid import Axis, Cell, Grid

MOST_SHOWN: Final = (12, 12)
"""So many rows and columns a table has; pictures show more."""

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "head": "{ruleset}: {one} across, {other} downwards",
        "nothing": "nothing hangs on them",
        "nobody": "no customers",
        "some": "{across:,} × {down:,} steps, of which {shown_across:,} × {shown_down:,} are shown; each number holds"
        " for the values at which it stands",
        "colon": ": ",
    },
    "zh": {
        "head": "{ruleset}：{one}为列，{other}为行",
        "nothing": "没有结果取决于它们",
        "nobody": "没有客户",
        "some": "共 {across:,} × {down:,} 步，显示 {shown_across:,} × {shown_down:,} 步；每个数字对其所在的取值成立",
        "colon": "：",
    },
}


def language(one: Grid, lang: Lang | None) -> Lang:
    """Return the language that was asked for, else the ruleset's; raises ValueError for one that is not spoken."""
    return check_lang(lang) or one.language


def text(one: Grid, lang: Lang) -> str:
    """Return the tables as lines."""
    lines = list(_head(one, lang))
    for title, note, table in _tables(one, lang):
        lines += ["", title, *note]
        widths = [max(map(cells_of, column)) for column in zip(*table, strict=True)]
        lines += ["".join(map(_right, row, widths)) for row in table]
    return "\n".join(lines)


def _right(cell: str, width: int) -> str:
    return " " * (2 + width - cells_of(cell)) + cell


def html(one: Grid, lang: Lang) -> str:
    """Return the tables as HTML without anything from elsewhere."""
    parts = [escape(line) for line in _head(one, lang)]
    for title, note, table in _tables(one, lang):
        parts += [f"<b>{escape(title)}</b>", *map(escape, note), _html_table(table)]
    return f'<div lang="{lang}">{"".join(f"<div>{part}</div>" for part in parts)}</div>'


def _head(one: Grid, lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    yield words["head"].format(ruleset=one.ruleset, one=one.axes[0].threshold, other=one.axes[1].threshold)
    yield counts_text.rows(one, lang)
    yield from counts_text.unweighed(one, lang)
    if not one.dimensions:
        yield words["nothing"]
    elif not one.customers:
        yield words["nobody"]


def _tables(one: Grid, lang: Lang) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield a title, what is left out, and the cells for each answer of each dimension."""
    words = _WORDS[lang]
    for name, dimension in one.dimensions.items():
        cells = list(one.cells(name, MOST_SHOWN))
        across, down = (len(steps) for steps in one.steps(name, MOST_SHOWN))
        all_across, all_down = one.count(name)
        some = words["some"].format(across=all_across, down=all_down, shown_across=across, shown_down=down)
        note = [] if (across, down) == (all_across, all_down) else [some]
        for answer in in_order([dimension], (answer for cell in cells for answer in cell.shares)):
            title = f"{dimension.title.say(lang, name)}{words['colon']}{title_of([dimension], answer, lang)}"
            yield title, note, _table(one, cells, down, answer, lang)


def _table(one: Grid, cells: Sequence[Cell], steps: int, answer: str, lang: Lang) -> list[list[str]]:
    across, down = one.axes
    lines = [cells[start : start + steps] for start in range(0, len(cells), steps)]
    table = [["", *(across.say(line[0].at[0], lang) for line in lines)]]
    for row in zip(*lines, strict=True):
        counts = [f"{cell.shares[answer].customers:,}" if answer in cell.shares else "0" for cell in row]
        table.append([down.say(row[0].at[1], lang), *counts])
    return table


def _html_table(table: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in table[0])
    body = "".join(
        f"<tr><th>{escape(row[0])}</th>{''.join(f'<td>{escape(one)}</td>' for one in row[1:])}</tr>"
        for row in table[1:]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def read_value(axis: Axis, value: Bound | str | int) -> Bound:
    """Return a value of a threshold from what a caller writes; raises ValueError beyond the ends."""
    bound = read_bound(axis, value)
    if not axis.swept.place(axis.low) <= axis.swept.place(bound) <= axis.swept.place(axis.high):
        ends = f"from {axis.say(axis.low)} to {axis.say(axis.high)}"
        raise ValueError(f"the grid has `{axis.threshold}` {ends}, not at {value}")
    return bound
