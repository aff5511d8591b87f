"""`--model pkg.mod:Class`: the caller's own class, imported when asked for. It runs the code of its module."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from tierrules.cli.config import model_problem
from tierrules.text.nearest import nearest


class ModelImportError(ValueError):
    """A class that cannot be had; `str` says why."""


def import_model(text: str, folder: Path) -> type[Any]:
    """Return the class that `module:Class` names, looked for in `folder` too; raises `ModelImportError`."""
    if problem := model_problem(text):
        raise ModelImportError(problem)
    name, _, path = text.partition(":")
    found: Any = _module(name, folder)
    for part in path.split("."):
        if not hasattr(found, part):
            near = nearest(part, (one for one in vars(found) if not one.startswith("_")))
            raise ModelImportError(f"`{name}` has no `{path}`" + (f"; did you mean `{near}`?" if near else ""))
        found = getattr(found, part)
    if not isinstance(found, type):
        raise ModelImportError(f"`{text}` is a {type(found).__name__}, not a class")
    return found


def _module(name: str, folder: Path) -> object:
    try:
        with _first_on_the_path(folder):
            return import_module(name)
    except ModuleNotFoundError as error:
        missing = error.name or name
        if name == missing or name.startswith(f"{missing}."):
            raise ModelImportError(
                f"there is no module `{missing}` in `{folder}` or among what is installed"
            ) from error
        raise ModelImportError(f"`{name}` needs the module `{missing}`, which is not installed") from error
    except (Exception, SystemExit) as error:  # the module is the caller's code and may raise anything
        told = " ".join(f"{type(error).__name__}: {error}".split())
        raise ModelImportError(f"`{name}` cannot be imported: {told}") from error


@contextmanager
def _first_on_the_path(folder: Path) -> Iterator[None]:
    """As `python -m` does, but only meanwhile: a `rich.py` beside the rules is not what our own commands mean."""
    entry = str(folder.resolve())
    sys.path.insert(0, entry)
    try:
        yield
    finally:
        if entry in sys.path:
            sys.path.remove(entry)
