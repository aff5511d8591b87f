"""Comparisons as plain data for JSON: exact numbers as text, dates as ISO text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tierrules.meaning.change.as_json import driver, named, state
from tierrules.proof.compare.comparison_text import field_value

if TYPE_CHECKING:
    from tierrules.proof.compare.comparison import Comparison, Difference


def comparison(one: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON holds it."""
    return {
        "before": one.before,
        "after": one.after,
        "language": one.language,
        "same": one.is_same,
        "equal_on_complete": one.equal_on_complete,
        "equal_on_all": one.equal_on_all,
        "differences": [difference(each) for each in one.differences],
        "when_missing": [difference(each) for each in one.when_missing],
        "dimensions": {
            "added": [named(each) for each in one.dimensions_added],
            "removed": [named(each) for each in one.dimensions_removed],
        },
        "labels": [
            {
                "kind": each.kind,
                "dimension": named(each.dimension),
                "from": None if each.before is None else named(each.before),
                "to": None if each.after is None else named(each.after),
            }
            for each in one.labels
        ],
        "fields": [
            {
                "field": named(each.field),
                "key": each.key,
                "from": field_value(each.before, each.key, "en"),
                "to": field_value(each.after, each.key, "en"),
            }
            for each in one.fields
        ],
        "apart": [{"side": each.side, "since": _day(each.since), "until": _day(each.until)} for each in one.apart],
        "follow": one.follow,
        "assumptions_differ": one.assumptions_differ,
        "undecided": [{"dimension": named(each.dimension), "fields": list(each.strange)} for each in one.undecided],
        "portfolio": None if one.migration is None else one.migration.to_dict(),
    }


def difference(one: Difference) -> dict[str, Any]:
    """Return one difference."""
    return {
        "dimension": named(one.dimension),
        "region": [each.to_dict() for each in one.region],
        "but": [[each.to_dict() for each in part] for part in one.but],
        "from": state(one.before),
        "to": state(one.after),
        "gained": [named(label) for label in one.gained],
        "lost": [named(label) for label in one.lost],
        "direction": one.direction,
        "witness": {name: _plain(seen) for name, seen in one.witness.items()},
        "because": [driver(each) for each in one.because],
        "only_on": None if one.only_on is None else [day.isoformat() for day in one.only_on],
        "since": _day(one.since),
        "until": _day(one.until),
        "text": {"zh": one.sentence("zh"), "en": one.sentence("en")},
        "reason": {"zh": one.reason("zh"), "en": one.reason("en")},
        "customers": one.customers,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(seen: object) -> Any:
    """Numbers are text, so that nothing is lost; what is neither text nor yes or no has one."""
    if seen is None or isinstance(seen, bool | str):
        return seen
    return f"{seen:f}" if isinstance(seen, Decimal) else str(seen)
