"""Classified customers on a terminal or in a pipe: a table with notes, or every reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tierrules.files.plain import cell_text
from tierrules.files.rows import Classified
from tierrules.meaning.dates import Lang
from tierrules.meaning.sentences import explain, label_text, note
from tierrules.text.render import visible

_NOTE = {"en": "note", "zh": "备注"}
_LINE = {"en": "line", "zh": "行"}
_BETWEEN_NOTES = {"en": "; ", "zh": "；"}

Who = Mapping[str, str]
"""The columns that say who a customer is: of `customer_id` and `name`, as far as there are any."""


def customer_table(who: Who, dimensions: Iterable[str], rows: Sequence[Classified], lang: Lang) -> str:
    """Return a table: who, each dimension's answer, and a note where something is close or open."""
    from rich.table import Table

    names, shown = list(dimensions), _shown(who)
    drawn = Table(box=None, pad_edge=False)
    for head in (*(shown or [_LINE[lang]]), *names, _NOTE[lang]):
        drawn.add_column(on_one_line(head), no_wrap=True)
    for row in rows:
        reasons = [row.result[name].brief for name in names]
        told = _BETWEEN_NOTES[lang].join(filter(None, (note(one, lang) for one in reasons)))
        drawn.add_row(*_identity(row, shown), *(label_text(one, lang) for one in reasons), told)
    return _drawn(drawn)


def reason_lines(who: Who, rows: Iterable[Classified], lang: Lang) -> Iterator[str]:
    """Yield every customer with all grounds of all answers."""
    shown = _shown(who)
    for row in rows:
        yield " ".join(_identity(row, shown))
        for name in row.result:
            yield from (f"  {line}" for line in explain(row.result[name].justification, lang).splitlines())


def _shown(who: Who) -> list[str]:
    return [who[name] for name in ("customer_id", "name") if name in who]


def _identity(row: Classified, shown: list[str]) -> list[str]:
    return [on_one_line(" ".join(cell_text(row.row.cells.get(name)).split())) for name in shown] or [str(row.row.line)]


def on_one_line(text: str) -> str:
    """Return a text of a file on one line, with nothing in it that a terminal would obey."""
    return "".join(map(visible, text))


def _drawn(table: object) -> str:
    """Lay the table out without colour and as wide as it needs: a pipe and a terminal get the same text."""
    from rich.console import Console

    console = Console(width=100_000, color_system=None, highlight=False, markup=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())
