"""Reads a page back as a tree, and refuses what is not well formed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "input", "link", "meta"}
RAW = {"style", "script"}


@dataclass
class Node:
    """An element: its children are elements and texts."""

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Node]:
        """All elements below, in order."""
        for one in self.children:
            if isinstance(one, Node):
                yield one
                yield from one

    def find(self, name: str, **attributes: str) -> list[Node]:
        return [one for one in self if one.name == name and one.has(attributes)]

    def has(self, attributes: dict[str, str]) -> bool:
        for name, value in attributes.items():
            held = self.attributes.get(name.rstrip("_").replace("_", "-")) or ""
            if value not in (held.split() if name == "class_" else [held]):
                return False
        return True

    def text(self, lang: str = "en") -> str:
        """What a reader of one language sees."""
        other = {"en": "zh-CN", "zh": "en"}[lang]
        told = []
        for one in self.children:
            if isinstance(one, str):
                told.append(one)
            elif not (one.name == "span" and one.attributes.get("lang") == other) and one.name not in RAW:
                told.append(one.text(lang))
        return "".join(told)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> says an attribute twice: {attrs}"
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> ends <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read_page(text: str) -> Node:
    """Return a page as a tree."""
    assert text.startswith("<!doctype html>\n")
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].name}> has no end"
    ids = [one.attributes["id"] for one in reader.root if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    labelled = {one.attributes["for"] for one in reader.root.find("label") if "for" in one.attributes}
    linked = {str(one.attributes["href"]).removeprefix("#") for one in reader.root.find("a")}
    assert labelled | linked <= set(ids)
    return reader.root


def table_rows(table: Node, lang: str = "en") -> list[list[str]]:
    """Return the texts of a table's cells."""
    return [[cell.text(lang) for cell in row.children if isinstance(cell, Node)] for row in table.find("tr")]
