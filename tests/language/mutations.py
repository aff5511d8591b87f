"""Good rulesets as plain data, and ways to spoil their outer shape."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
GOOD = sorted([*(ROOT / "rulesets").glob("*.yaml"), *(ROOT / "tests/cases/good").glob("*.yaml")])
"""Files that load, or are meant to."""

KEYS = (
    *("label", "when", "any", "all", "not", "at_least", "of", "title", "zh", "value", "by", "rows", "dated"),
    *("default", "hit", "rules", "bands", "cells", "otherwise", "from", "below", "up_to", "above", "labels"),
    *("never", "always", "rises_with", "dimension", "settle", "missing", "hitt", "x"),
)
REPLACEMENTS: tuple[Any, ...] = ("x", "true", "no-match", "1", "first", [], {}, ["x"], [["x"]], {"x": "x"}, None)


class _Dumper(yaml.SafeDumper):
    """Writes None as an empty value, which is how a person leaves one out."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out: one subtree may stand in two places."""
        return True


_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def texts(path: Path) -> Any:
    """A file with every scalar as its text."""
    return yaml.load(path.read_bytes(), yaml.BaseLoader)


def yaml_1_1(path: Path) -> Any:
    """A file as an editor reads it, with the types of YAML 1.1; JSON has no dates and no other keys than texts."""
    return _json(yaml.safe_load(path.read_bytes()))


def dumped(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


def mutated(data: Any, random: Random) -> Any:
    """A copy with one or two nodes dropped, renamed, retyped, duplicated or nested."""
    copy = deepcopy(data)
    for _ in range(random.choice((1, 1, 2))):
        places = list(_places(copy))
        parent, key = random.choice(places)
        random.choice((_drop, _rename, _retype, _duplicate, _nest, _transplant))(parent, key, random, places)
    return copy


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    for key, child in node.items() if isinstance(node, dict) else enumerate(node):
        yield node, key
        if isinstance(child, (dict, list)):
            yield from _places(child)


def _drop(parent: Any, key: Any, random: Random, places: list[tuple[Any, Any]]) -> None:
    del parent[key]


def _rename(parent: Any, key: Any, random: Random, places: list[tuple[Any, Any]]) -> None:
    if isinstance(parent, dict):
        parent[random.choice(KEYS)] = parent.pop(key)


def _retype(parent: Any, key: Any, random: Random, places: list[tuple[Any, Any]]) -> None:
    parent[key] = deepcopy(random.choice(REPLACEMENTS))


def _duplicate(parent: Any, key: Any, random: Random, places: list[tuple[Any, Any]]) -> None:
    if isinstance(parent, dict):
        parent[random.choice(KEYS)] = deepcopy(parent[key])
    else:
        parent.insert(key, deepcopy(parent[key]))


def _nest(parent: Any, key: Any, random: Random, places: list[tuple[Any, Any]]) -> None:
    parent[key] = random.choice(([parent[key]], {random.choice(KEYS): parent[key]}))


def _transplant(parent: Any, key: Any, random: Random, places: list[tuple[Any, Any]]) -> None:
    """Another subtree of the file in this place."""
    other, there = random.choice(places)
    parent[key] = deepcopy(other[there])


def _json(value: Any) -> Any:
    match value:
        case dict():
            return {str(key): _json(one) for key, one in value.items()}
        case list():
            return [_json(one) for one in value]
        case date():
            return value.isoformat()
    return value
