"""A dimension's form → rules with their truths → every outcome that is possible."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.oracles.hit_policies import Outcome, matter, reached, told
from tests.oracles.truths import joined
from tests.oracles.values import NA, NONE, Seen, union

if TYPE_CHECKING:
    from tests.oracles.customer import Customer

Given = Mapping[str, Any]


class Answer(NamedTuple):
    """What a classification says of one dimension."""

    status: str
    label: str | None
    labels: tuple[str, ...]
    candidates: tuple[str, ...]
    rule: str | None
    rules: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


class Judged(NamedTuple):
    id: str
    label: str
    seen: Seen


def answer(customer: Customer, name: str, given: Given) -> Answer:
    tried, guard, rules = ways(customer, name, given)
    status, labels, candidates = told(tried, list(given["labels"]))
    missing = union([guard, *(rule.seen for rule in rules)][at] for at in matter(tried))
    label = labels[0] if status == "decided" and given.get("hit") != "collect" else None
    if label is not None:
        candidates = (label,)
    cited = [rule.id for rule in rules if rule.seen.value is True and rule.label in labels]
    cited = (cited or [default_id(name, given)]) if status == "decided" else []
    if label is not None:
        cited = cited[:1]
    return Answer(status, label, labels, candidates, cited[0] if label else None, tuple(cited), tuple(sorted(missing)))


def ways(customer: Customer, name: str, given: Given) -> tuple[dict[tuple[bool, ...], Outcome], Seen, list[Judged]]:
    strict = given.get("missing") == "no-match"
    guard = settled(joined(guards(customer, given), all), strict)
    rules = [Judged(id, label, settled(seen, strict)) for id, label, seen in judged(customer, name, given)]
    default = rest(given).replace("none", "unlabelled")
    truths = [(rule.label, rule.seen.value) for rule in rules]
    return reached(given.get("hit", "first"), list(given["labels"]), truths, default, guard.value), guard, rules


def settled(seen: Seen, strict: bool) -> Seen:
    """What is absent never matches; under `no-match` neither does what is unknown."""
    return Seen(False) if seen.value == NA or (strict and seen.value is None) else seen


def guards(customer: Customer, given: Given) -> Iterator[Seen]:
    """What is NONE is in no band."""
    yield settled(customer.truth(given.get("applies", "always")), strict=False)
    if "bands" in given:
        seen = customer.value(ast.parse(given["bands"]["of"], mode="eval").body)
        asked = set(customer.fields(ast.parse(given["bands"]["of"], mode="eval").body)) & customer.empty_is_none
        if asked:
            yield Seen(False if seen.value == NONE else None if seen.why else True, seen.why)


def rest(given: Given) -> str:
    bands = given.get("bands", {})
    return bands.get("below") or bands.get("above") or given.get("otherwise", "none")


def default_id(name: str, given: Given) -> str:
    return f"{name}.{rest(given)}" if "bands" in given else f"{name}.otherwise"


def judged(customer: Customer, name: str, given: Given) -> Iterator[tuple[str, str, Seen]]:
    match given:
        case {"rules": rules}:
            for id, rule in zip(rule_ids(name, rules), rules, strict=True):
                yield id, rule["label"], customer.truth(rule["when"])
        case {"bands": bands}:
            op = ">=" if "from" in bands else "<="
            for label, bound in (bands.get("from") or bands["up_to"]).items():
                yield f"{name}.{label}", label, customer.truth(f"{bands['of']} {op} {bound}")
        case {"cells": {"of": of, "rows": rows}}:
            for label, cells in rows.items():
                yield f"{name}.{label}", label, joined((cell(customer, of, one) for one in cells), any)


def cell(customer: Customer, of: list[str], values: list[str]) -> Seen:
    pairs = zip(of, values, strict=True)
    return joined((customer.truth(f"{one} == {written(one, value, customer)}") for one, value in pairs), all)


def written(field: str, value: str, customer: Customer) -> str:
    """A value as an expression has it: words in quotes."""
    is_word = value not in customer.thresholds and not value.replace(".", "").isdigit()
    return f"'{value}'" if is_word else value


def rule_ids(name: str, rules: list[dict[str, Any]]) -> list[str]:
    """`size.large`, then `size.large.2`; a rule with an id of its own does not count."""
    ids: list[str] = []
    for rule in rules:
        count = sum(other["label"] == rule["label"] and "id" not in other for other in rules[: len(ids)]) + 1
        own = rule["label"] if count == 1 else f"{rule['label']}.{count}"
        ids.append(f"{name}.{rule.get('id', own)}")
    return ids
