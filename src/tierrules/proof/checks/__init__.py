"""The checks, one to a file that is named after its slug; each has `find`, which yields its findings for a ruleset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from tierrules.proof.checks import (
    always_true,
    boundary_slip,
    broken_invariant,
    dead_trigger,
    gap,
    incomplete_data,
    never_true,
    not_monotone,
    order_dependent,
    overlap,
    redundant_comparison,
    unreachable_label,
    unreachable_rule,
    weaker_hit_policy,
)
from tierrules.proof.subject import Subject
from tierrules.text.diagnostics import Diagnostic

Find = Callable[[Subject], Iterator[Diagnostic]]

_CHECKS: Final = (
    (gap.SLUG, gap.find),
    (overlap.SLUG, overlap.find),
    (boundary_slip.SLUG, boundary_slip.find),
    (order_dependent.SLUG, order_dependent.find),
    (unreachable_rule.SLUG, unreachable_rule.find),
    (unreachable_label.SLUG, unreachable_label.find),
    (never_true.SLUG, never_true.find),
    (always_true.SLUG, always_true.find),
    (redundant_comparison.SLUG, redundant_comparison.find),
    (not_monotone.SLUG, not_monotone.find),
    (broken_invariant.SLUG, broken_invariant.find),
    (incomplete_data.SLUG, incomplete_data.find),
    (weaker_hit_policy.SLUG, weaker_hit_policy.find),
    (dead_trigger.SLUG, dead_trigger.find),
)

FINDERS: Final[Mapping[str, Find]] = MappingProxyType(dict(_CHECKS))
"""Every check by its slug."""
