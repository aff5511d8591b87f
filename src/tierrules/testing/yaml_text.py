"""Plain data → YAML text in block style: scalars stand as they are given, so that the text shows what was meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_NOT_PLAIN = re.compile(r"""^['"\[{&*!|>%@`#-](?![0-9])|: | #|:$""")


def block(data: Mapping[str, Any]) -> str:
    """Return the YAML text of nested mappings, lists and texts; an entry that is None is left out.

    >>> print(block({"rules": [{"label": "no", "when": {"any": ["a >= b", "c"]}}], "title": None}), end="")
    rules:
      - label: no
        when:
          any:
            - a >= b
            - c
    """
    return "".join(f"{line}\n" for line in _lines(data))


def _lines(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            if value is not None:
                yield from _entry(f"{key}:", value)
    else:
        for item in data:
            yield from _item(item)


def _entry(head: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{head} {_scalar(value)}"
    else:
        yield head
        yield from (f"  {line}" for line in _lines(value))


def _item(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield f"- {_scalar(item)}"
    else:
        first, *others = _lines(item)
        yield f"- {first}"
        yield from (f"  {line}" for line in others)


def _scalar(text: str) -> str:
    """The text itself, in quotes only where YAML would read something else."""
    return json.dumps(text, ensure_ascii=False) if _NOT_PLAIN.search(text) else text
