"""The whole way from a file's bytes to a model: read, resolve, lower. One list of problems for all passes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from tierrules.errors import RulesetError
from tierrules.language.lower import lower
from tierrules.language.read import read_ruleset
from tierrules.language.resolve import resolve
from tierrules.language.resolve.scope import ModelFields
from tierrules.meaning.model import Model
from tierrules.text.diagnostics import Problems
from tierrules.text.source import Source
from tierrules.text.yaml_reader import Reading, read, read_bytes


def build(name: str, data: bytes | str, fields: ModelFields | None = None) -> Model:
    """Return the model of a ruleset; raises `RulesetError` with all problems of the file. `name` is shown in them.

    `fields` are those of the caller's own class of customers, for names that nothing else explains.
    """
    with _uncollected():
        return _built(name, data, fields)


def _built(name: str, data: bytes | str, fields: ModelFields | None) -> Model:
    source, problems, tree = read_bytes(name, data) if isinstance(data, bytes) else _read_text(name, data)
    if tree is not None:
        resolved = resolve(read_ruleset(tree, problems), problems, fields)
        if not problems.errors:
            return replace(lower(resolved, source), warnings=problems.in_order())
    raise RulesetError(problems.in_order())


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector off: trees without cycles only grow here, and it would walk them over and over."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_text(name: str, text: str) -> Reading:
    source = Source(name, text)
    problems = Problems(source)
    return Reading(source, problems, read(source, problems))
