"""Documents as one page of HTML that needs nothing else: no scripts, no fonts, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tierrules.language.document.blocks import Block, Cell, Clause, Document, Items, Name, Paragraph, Section, Table
from tierrules.language.document.style import STYLE

_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def html(document: Document) -> str:
    """Return the document as a whole page of HTML."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{_LANGUAGES[document.lang]}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(document.title)}</title>"
    yield f"<style>{STYLE}</style></head>"
    yield f"<body><header><h1>{escape(document.title)}</h1><dl>"
    for key, value in document.facts:
        yield f"<div><dt>{escape(key)}</dt><dd>{_cell(value)}</dd></div>"
    yield "</dl>"
    for note in document.notes:
        yield f"<p>{escape(note)}</p>"
    yield "</header><main>"
    for section in document.sections:
        yield from _section(section)
    yield "</main></body></html>"


def _section(section: Section) -> Iterator[str]:
    name = f" <code>{escape(section.name)}</code>" if section.name else ""
    yield f"<section><h2>{escape(section.title)}{name}</h2>"
    for block in section.blocks:
        yield from _block(block)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield f"<p>{escape(text)}</p>"
        case Items(clauses):
            yield _list(clauses)
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    yield f'<div class="{table.kind}"><table><thead><tr>{heads}</tr></thead><tbody>'
    for row in table.rows:
        yield f"<tr>{''.join(_row(table, row))}</tr>"
    yield "</tbody></table></div>"


def _row(table: Table, row: tuple[Cell, ...]) -> Iterator[str]:
    """Yield the cells of a row; on a narrow screen each shows its column's heading before it."""
    first, *rest = row
    yield f'<th scope="row">{_cell(first)}</th>'
    for column, cell in zip(table.columns[1:], rest, strict=True):
        empty = "" if cell.text else ' class="empty"'
        yield f'<td data-head="{escape(column)}"{empty}>{_cell(cell)}</td>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Name):
        return f"<code>{escape(cell.text)}</code>"
    return escape(cell.text) + (_list(cell.parts) if cell.parts else "")


def _list(clauses: tuple[Clause, ...]) -> str:
    return f"<ul>{''.join(f'<li>{_cell(clause)}</li>' for clause in clauses)}</ul>"
