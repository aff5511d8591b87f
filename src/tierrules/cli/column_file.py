"""`--columns FILE`: a column map in YAML, read as strictly as a ruleset."""

from __future__ import annotations

from pathlib import Path

from tierrules.text.nodes import Mapping, Node, Scalar
from tierrules.text.yaml_reader import read_bytes


class ColumnFileError(ValueError):
    """A column map that cannot be read; `str` says where and why."""


def read_column_file(path: Path) -> dict[str, object]:
    """Return the map of a file; raises `ColumnFileError`."""
    try:
        reading = read_bytes(str(path), path.read_bytes())
    except OSError as error:
        raise ColumnFileError(f"{path}: {error.strerror or 'cannot be read'}") from error
    if reading.tree is None or reading.problems.errors:
        raise ColumnFileError("\n\n".join(str(one) for one in reading.problems.in_order()))
    return {name.value: _plain(node) for name, node in reading.tree.pairs}


def _plain(node: Node) -> object:
    match node:
        case Scalar(value="null", style="plain"):
            return None
        case Scalar():
            return node.value
        case Mapping():
            return {name.value: _plain(child) for name, child in node.pairs}
        case _:
            return [_plain(child) for child in node.items]
