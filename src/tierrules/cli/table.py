"""Classified customers on a terminal or in a pipe: a table with notes, or every reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tierrules.cli.portfolio import Classified
from tierrules.meaning.dates import Lang
from tierrules.meaning.sentences import explain, label_text, note
from tierrules.text.render import visible

ID_COLUMNS = ("customer_id", "客户编号", "id")
NAME_COLUMNS = ("name", "客户名称")
_NOTE = {"en": "note", "zh": "备注"}
_LINE = {"en": "line", "zh": "行"}
_BETWEEN_NOTES = {"en": "; ", "zh": "；"}


def id_column(columns: Sequence[str]) -> str | None:
    """Return the column that names a customer, None where the file has none."""
    return next((name for name in ID_COLUMNS if name in columns), None)


def customer_table(columns: Sequence[str], dimensions: Iterable[str], rows: Sequence[Classified], lang: Lang) -> str:
    """Return a table: who, each dimension's answer, and a note where something is close or open."""
    from rich.table import Table

    names, who = list(dimensions), _who(columns)
    drawn = Table(box=None, pad_edge=False)
    for head in (*(who or [_LINE[lang]]), *names, _NOTE[lang]):
        drawn.add_column(head, no_wrap=True)
    for row in rows:
        reasons = [row.result[name].justification for name in names]
        told = _BETWEEN_NOTES[lang].join(filter(None, (note(one, lang) for one in reasons)))
        drawn.add_row(*_identity(row, who), *(label_text(one, lang) for one in reasons), told)
    return _drawn(drawn)


def reason_lines(columns: Sequence[str], rows: Iterable[Classified], lang: Lang) -> Iterator[str]:
    """Yield every customer with all grounds of all answers."""
    who = _who(columns)
    for row in rows:
        yield " ".join(_identity(row, who))
        for name in row.result:
            yield from (f"  {line}" for line in explain(row.result[name].justification, lang).splitlines())


def _who(columns: Sequence[str]) -> list[str]:
    by_name = next((name for name in NAME_COLUMNS if name in columns), None)
    return [name for name in (id_column(columns), by_name) if name is not None]


def _identity(row: Classified, who: list[str]) -> list[str]:
    return [_one_line(row.row.cells[name]) for name in who] or [str(row.row.line)]


def _one_line(cell: str) -> str:
    """A cell on one line, with nothing in it that a terminal would obey."""
    return "".join(map(visible, " ".join(cell.split())))


def _drawn(table: object) -> str:
    """Lay the table out without colour and as wide as it needs: a pipe and a terminal get the same text."""
    from rich.console import Console

    console = Console(width=100_000, color_system=None, highlight=False, markup=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())
