"""Hit policies: the truths of a dimension's rules → all outcomes that are possible.

Let every UNKNOWN rule be TRUE and FALSE in all combinations: these closed forms give the outcomes that are
reached, without trying them. `priority` is `first` over rules sorted by the rank of their labels.
"""

from __future__ import annotations

from collections.abc import Callable

from tierrules.meaning.model import Dimension, Rule
from tierrules.meaning.result import CONFLICT, NOT_APPLICABLE, UNLABELLED, UNLABELLED_KINDS, Outcome
from tierrules.meaning.truth import FALSE, TRUE, UNKNOWN, Truth

Truths = list[tuple[Rule, Truth]]
"""The rules of a dimension in order, each with its truth for one customer."""


def answer(dimension: Dimension, applies: Truth, truths: Truths) -> Outcome:
    """Return the outcome of a dimension, without what is missing."""
    if applies is FALSE:
        return _alone(NOT_APPLICABLE)
    if dimension.reducer == "collect":
        return _collected(dimension, applies, truths)
    possible = REDUCERS[dimension.reducer](truths, dimension.otherwise or UNLABELLED)
    if applies is UNKNOWN:
        possible = possible | {NOT_APPLICABLE}
    if len(possible) > 1:
        return Outcome("undetermined", None, (), None, (), _in_order(dimension, possible))
    (only,) = possible
    return _alone(only) if only in UNLABELLED_KINDS else _decided(dimension, only, truths)


def first(truths: Truths, default: str) -> set[str]:
    """The labels of the UNKNOWN rules above the first TRUE rule, and that rule's label or the default."""
    decided = next((rule.label for rule, one in truths if one is TRUE), default)
    return {decided} | {rule.label for rule in _above_the_first(truths)}


def unique(truths: Truths, default: str) -> set[str]:
    """At most one rule may match; two, even of one label, are a conflict."""
    sure, maybe = _labels(truths, TRUE), _labels(truths, UNKNOWN)
    if len(sure) > 1:
        return {CONFLICT}
    if sure:
        return set(sure) | ({CONFLICT} if maybe else set())
    return {default, *maybe} | ({CONFLICT} if len(maybe) > 1 else set())


def any_(truths: Truths, default: str) -> set[str]:
    """Several rules may match if they agree on the label."""
    sure, maybe = set(_labels(truths, TRUE)), set(_labels(truths, UNKNOWN))
    if len(sure) > 1:
        return {CONFLICT}
    if sure:
        return sure | ({CONFLICT} if maybe - sure else set())
    return {default} | maybe | ({CONFLICT} if len(maybe) > 1 else set())


REDUCERS: dict[str, Callable[[Truths, str], set[str]]] = {"first": first, "unique": unique, "any": any_}


def undecided(dimension: Dimension, truths: Truths) -> list[Rule]:
    """Return the UNKNOWN rules on which the outcome may hang: those that add a candidate."""
    default, sure = dimension.otherwise, _labels(truths, TRUE)
    open_ = [rule for rule, one in truths if one is UNKNOWN]
    match dimension.reducer:
        case "first":
            found = _above_the_first(truths)
            decided = sure[0] if sure else default
            while found and found[-1].label == decided:  # below it nothing else can match
                found.pop()
            return found
        case "unique":
            alone = not sure and [rule.label for rule in open_] == [default]
            return [] if alone or len(sure) > 1 else open_
        case "any" if len(set(sure)) > 1:
            return []
        case _:
            return _that_differ(open_, sure, default)


def _that_differ(open_: list[Rule], sure: list[str], default: str | None) -> list[Rule]:
    """Rules of a label that is certain add nothing, nor do rules that all give the default where none is certain."""
    if sure:
        return [rule for rule in open_ if rule.label not in sure]
    return [] if {rule.label for rule in open_} == {default} else open_


def _above_the_first(truths: Truths) -> list[Rule]:
    until = next((at for at, (_, one) in enumerate(truths) if one is TRUE), len(truths))
    return [rule for rule, one in truths[:until] if one is UNKNOWN]


def _collected(dimension: Dimension, applies: Truth, truths: Truths) -> Outcome:
    """`collect`: the TRUE labels with any subset of the other UNKNOWN ones, the default for the empty set."""
    sure = set(_labels(truths, TRUE))
    maybe = set(_labels(truths, UNKNOWN)) - sure
    default = {dimension.otherwise or UNLABELLED}
    if applies is TRUE and (not maybe or (not sure and maybe == default)):
        return _all_of(dimension, sure or default, truths)
    further = maybe | (set() if sure else default)
    if applies is UNKNOWN:
        # Where the guard fails there is no label at all, so none is certain.
        sure, further = set(), sure | further | {NOT_APPLICABLE}
    return Outcome("undetermined", None, _in_order(dimension, sure), None, (), _in_order(dimension, further))


def _all_of(dimension: Dimension, labels: set[str], truths: Truths) -> Outcome:
    if labels == {UNLABELLED}:
        return _alone(UNLABELLED)
    rules = tuple(rule.id for rule, one in truths if one is TRUE) or (dimension.default_id,)
    return Outcome("decided", None, _in_order(dimension, labels), None, rules, ())


def _decided(dimension: Dimension, label: str, truths: Truths) -> Outcome:
    deciding = (rule.id for rule, one in truths if one is TRUE)  # of one label, or the first alone counts
    rule = next(deciding, dimension.default_id)
    return Outcome("decided", label, (label,), rule, (rule,), (label,))


def _alone(status: str) -> Outcome:
    kind = next(one for one in UNLABELLED_KINDS if one == status)
    return Outcome(kind, None, (), None, (), (kind,))


def _labels(truths: Truths, wanted: Truth) -> list[str]:
    return [rule.label for rule, one in truths if one is wanted]


def _in_order(dimension: Dimension, possible: set[str]) -> tuple[str, ...]:
    order = [label.name for label in dimension.labels] + list(UNLABELLED_KINDS)
    return tuple(sorted(possible, key=order.index))
