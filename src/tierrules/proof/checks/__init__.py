"""The checks, one to a file that is named after its slug; each has `find`, which yields its findings for a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from tierrules.meaning.model import Model
from tierrules.text.diagnostics import Diagnostic

Find = Callable[[Model], Iterator[Diagnostic]]

FINDERS: Final[Mapping[str, Find]] = MappingProxyType({})
"""Every check by its slug."""
