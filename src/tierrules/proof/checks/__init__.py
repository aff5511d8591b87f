"""The checks, one to a file that is named after its slug; each has `find`, which yields its findings for a ruleset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from tierrules.meaning.model import Model
from tierrules.proof.checks import (
    always_true,
    boundary_slip,
    broken_invariant,
    dead_trigger,
    gap,
    incomplete_data,
    magic_number,
    mixed_units,
    never_true,
    not_monotone,
    open_window,
    order_dependent,
    overlap,
    redundant_comparison,
    threshold_order,
    unit_suspicion,
    unreachable_label,
    unreachable_rule,
    unused_derived,
    unused_field,
    unused_threshold,
    weaker_hit_policy,
)
from tierrules.proof.findings.subject import Subject
from tierrules.text.diagnostics import Diagnostic

Find = Callable[[Subject], Iterator[Diagnostic]]


def _reading(find: Callable[[Model], Iterator[Diagnostic]]) -> Find:
    """Return a check that reads the ruleset alone, and asks nothing of its customers."""
    return lambda subject: find(subject.model)


FINDERS: Final[Mapping[str, Find]] = MappingProxyType(
    {
        "gap": gap.find,
        "overlap": overlap.find,
        "boundary-slip": boundary_slip.find,
        "order-dependent": order_dependent.find,
        "unreachable-rule": unreachable_rule.find,
        "unreachable-label": unreachable_label.find,
        "never-true": never_true.find,
        "always-true": always_true.find,
        "redundant-comparison": redundant_comparison.find,
        "not-monotone": not_monotone.find,
        "broken-invariant": broken_invariant.find,
        "incomplete-data": incomplete_data.find,
        "weaker-hit-policy": weaker_hit_policy.find,
        "dead-trigger": dead_trigger.find,
        "threshold-order": _reading(threshold_order.find),
        "unused-threshold": _reading(unused_threshold.find),
        "unused-field": _reading(unused_field.find),
        "unused-derived": _reading(unused_derived.find),
        "magic-number": _reading(magic_number.find),
        "unit-suspicion": _reading(unit_suspicion.find),
        "open-window": _reading(open_window.find),
        "mixed-units": _reading(mixed_units.find),
    }
)
"""Every check by its slug."""
