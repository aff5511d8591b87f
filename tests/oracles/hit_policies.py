"""Outcomes by trying: every open rule matches and does not match, in all combinations."""

import itertools
from collections.abc import Sequence

KINDS = ["unlabelled", "conflict", "not-applicable"]
Outcome = str | frozenset[str]


def outcome(hit: str, labels: Sequence[str], matched: list[str], default: str) -> Outcome:
    """The one outcome of a dimension whose matching rules, in order, have these labels."""
    match hit, matched:
        case "collect", _:
            return frozenset(matched or [default])
        case _, []:
            return default
        case "priority", _:
            return min(matched, key=list(labels).index)
        case "unique", [_, _, *_]:
            return "conflict"
        case "any", _ if len(set(matched)) > 1:
            return "conflict"
    return matched[0]


def reached(
    hit: str, labels: Sequence[str], rules: list[tuple[str, bool | None]], default: str, applies: bool | None
) -> dict[tuple[bool, ...], Outcome]:
    """The outcome of each way of settling the guard, which stands first, and the rules."""

    def one(guard: bool, *hits: bool) -> Outcome:
        matched = [label for (label, _), hit in zip(rules, hits, strict=True) if hit]
        return outcome(hit, labels, matched, default) if guard else "not-applicable"

    truths = [applies, *(truth for _, truth in rules)]
    ways = itertools.product(*([True, False] if truth is None else [truth] for truth in truths))
    return {way: one(*way) for way in ways}


def matter(ways: dict[tuple[bool, ...], Outcome]) -> set[int]:
    """The places whose settling, with all others held, can change the outcome."""
    found = set()
    for way, outcome in ways.items():
        for at in range(len(way)):
            turned = (*way[:at], not way[at], *way[at + 1 :])
            if ways.get(turned, outcome) != outcome:
                found.add(at)
    return found


def told(ways: dict[tuple[bool, ...], Outcome], labels: Sequence[str]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Status, the labels that are certain, and the candidates, in order."""
    order = [*labels, *KINDS].index
    sets = [{one} if isinstance(one, str) else set(one) for one in ways.values()]
    certain, possible = set.intersection(*sets) - set(KINDS), set.union(*sets)
    collects = any(isinstance(one, frozenset) for one in ways.values())
    if len(set(ways.values())) > 1:
        kept = possible - certain if collects else possible
        return "undetermined", tuple(sorted(certain, key=order)) if collects else (), tuple(sorted(kept, key=order))
    if possible <= set(KINDS):
        return possible.pop(), (), tuple(next(iter(sets)))
    return "decided", tuple(sorted(possible, key=order)), () if collects else tuple(possible)
