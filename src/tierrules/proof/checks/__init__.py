"""The checks, one to a file that is named after its slug; each has `find`, which yields its findings for a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from tierrules.meaning.model import Model
from tierrules.proof.checks import (
    magic_number,
    mixed_units,
    open_window,
    threshold_order,
    unit_suspicion,
    unused_derived,
    unused_field,
    unused_threshold,
)
from tierrules.text.diagnostics import Diagnostic

Find = Callable[[Model], Iterator[Diagnostic]]

FINDERS: Final[Mapping[str, Find]] = MappingProxyType(
    {
        "threshold-order": threshold_order.find,
        "unused-threshold": unused_threshold.find,
        "unused-field": unused_field.find,
        "unused-derived": unused_derived.find,
        "magic-number": magic_number.find,
        "unit-suspicion": unit_suspicion.find,
        "open-window": open_window.find,
        "mixed-units": mixed_units.find,
    }
)
"""Every check by its slug."""
