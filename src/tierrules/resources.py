"""The files that tierrules carries: in the package, or beside the source tree it runs from."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

_SCHEMA: Final = ".schema.json"


@cache
def folder(name: str) -> Traversable:
    """Return a carried folder, `rulesets` or `schemas`; raises FileNotFoundError if the installation lacks it."""
    packaged = files("tierrules") / name
    if packaged.is_dir():
        return packaged
    # Where symbolic links are off, a checkout holds a plain file in the link's place.
    beside = Path(__file__).parents[2] / name
    if beside.is_dir():
        return beside
    raise FileNotFoundError(f"this installation of tierrules has no folder {name!r}")


@cache
def bundled() -> tuple[str, ...]:
    """Return the names of the rulesets that come with tierrules; `load` takes each of them.

    >>> "size-and-dormancy" in bundled()
    True
    """
    return _rulesets_in(folder("rulesets"))


def bundled_file(name: str) -> Traversable | None:
    """Return the file of a bundled ruleset, or None if `name` names none."""
    if name in bundled() or name in examples():
        return folder("rulesets") / f"{name}.yaml"
    return None


@cache
def schemas() -> tuple[str, ...]:
    """Return the names of the JSON Schemas that come with tierrules."""
    return tuple(sorted(entry.name.removesuffix(_SCHEMA) for entry in folder("schemas").iterdir()))


def schema_text(name: str) -> str:
    """Return the text of a JSON Schema; raises FileNotFoundError if there is none of this name."""
    return (folder("schemas") / f"{name}{_SCHEMA}").read_text(encoding="utf-8")


@cache
def examples() -> tuple[str, ...]:
    """Return the names of the faulty and illustrative rulesets, which `load` takes too: `examples/..`."""
    return tuple(f"examples/{name}" for name in _rulesets_in(folder("rulesets") / "examples"))


def _rulesets_in(place: Traversable) -> tuple[str, ...]:
    if not place.is_dir():
        return ()
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in place.iterdir() if entry.name.endswith(".yaml")))
