"""Documents in Markdown, as GitHub and common site makers read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tierrules.language.document.blocks import Block, Cell, Clause, Document, Items, Name, Paragraph, Table

# `_` inside of a word marks nothing; HTML has no backslash in every dialect, and begins without a blank.
_MARKS = re.compile(r"[\\`*\[\]|]|(?<![^\W_])_|_(?![^\W_])")
_PLAIN = re.compile(r"[\w.:/-]+")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=\S)")
_LIKE_A_LIST = re.compile(r"(?=[-+#>=])|(?P<number>[0-9]+)(?=[.)])")


def markdown(document: Document) -> str:
    """Return the document as Markdown, with a line break at its end."""
    return "\n\n".join(_parts(document)) + "\n"


def _parts(document: Document) -> Iterator[str]:
    yield f"# {_text(document.title)}"
    yield "\n".join(f"- **{_text(key)}** {_cell(value)}" for key, value in document.facts)
    yield from (_start(_text(note)) for note in document.notes)
    for section in document.sections:
        name = f" ({_name(section.name)})" if section.name else ""
        yield f"## {_text(section.title)}{name}"
        yield from map(_block, section.blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return _start(_text(text))
        case Items(clauses):
            return "\n".join(line for clause in clauses for line in _item(clause, ""))
        case Table():
            return "\n".join(_table(block))


def _table(table: Table) -> Iterator[str]:
    yield _row(map(_text, table.columns))
    yield _row("---" for _ in table.columns)
    for row in table.rows:
        yield _row(map(_cell, row))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    """Return what stands in one cell: a table has no lists, so their lines are set off by dashes."""
    if isinstance(cell, Name):
        return _name(cell.text)
    return "<br>".join(_lines(cell, 0))


def _lines(clause: Clause, depth: int) -> Iterator[str]:
    yield ("&emsp;" * (depth - 1) + "– " if depth else "") + _text(clause.text)
    for part in clause.parts:
        yield from _lines(part, depth + 1)


def _item(clause: Clause, indent: str) -> Iterator[str]:
    yield f"{indent}- {_start(_text(clause.text))}"
    for part in clause.parts:
        yield from _item(part, indent + "  ")


def _name(text: str) -> str:
    """Set a name as code, unless it holds what would end the code."""
    return f"`{text}`" if _PLAIN.fullmatch(text) else _text(text)


def _text(text: str) -> str:
    """Escape what would be read as a mark; line breaks become blanks."""
    plain = " ".join(text.split())
    plain = _TAG.sub("&lt;", _ENTITY.sub("&amp;", plain)).replace("~", "&#126;")
    return _MARKS.sub(r"\\\g<0>", plain)


def _start(text: str) -> str:
    """Escape what would be read as a list or heading at the start of a line."""
    return _LIKE_A_LIST.sub(r"\g<number>\\", text, count=1) if _LIKE_A_LIST.match(text) else text
