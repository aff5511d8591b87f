"""Scalars, and the two ways in which a title is written."""

from __future__ import annotations

from tierrules.language import keys
from tierrules.language.read.records import read_record
from tierrules.meaning.declared import Title
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar


def title(node: Node | None, language: str, problems: Problems) -> Title:
    """Return a title: a plain text is in the ruleset's language."""
    match node:
        case Scalar():
            return Title(zh=node.value) if language == "zh" else Title(en=node.value)
        case Mapping():
            titles = read_record(keys.TITLE_RECORD, node, problems, "a title")
            return Title(zh=text(titles.get("zh")), en=text(titles.get("en")))
        case _:
            return Title()


def scalar(node: Node | None) -> Scalar | None:
    """Return the node if it is a scalar."""
    return node if isinstance(node, Scalar) else None


def text(node: Node | None) -> str | None:
    """Return the text of a scalar."""
    return node.value if isinstance(node, Scalar) else None
