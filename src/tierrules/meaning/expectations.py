"""What a case expects of a classification, and where the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tierrules.meaning.change.expected import ExpectedChange
from tierrules.meaning.classification import Tag
from tierrules.meaning.dates import Lang
from tierrules.meaning.sentences import explain
from tierrules.text.source import Span

Aspect = Literal["labels", "status", "rule", "missing", "reason"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that is expected of one dimension: labels, a status, rules, what is missing, or words of the reason.

    `settled` labels are all that there may be; else further ones may be open, because the case says so by its status.
    """

    aspect: Aspect
    dimension: str
    wanted: tuple[str, ...]
    span: Span
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Previous:
    """The customer before a change, all raw values; without a day there was no classification before.

    `rules` is the ruleset of that time as the case names it, None for the same as now.
    """

    as_of: date | None
    customer: Mapping[str, object]
    places: Mapping[str, Span]
    rules: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Case:
    """A customer on a day with the answers that must come.

    `customer` holds raw values by field name, `places` where they stand. `problems` are the fields for which the
    customer must be refused, None for one who must be accepted. `changes` are those expected since `previous`.
    """

    name: str
    span: Span
    as_of: date
    language: Lang
    customer: Mapping[str, object]
    places: Mapping[str, Span]
    expected: tuple[Expectation, ...]
    problems: tuple[str, ...] | None
    problems_span: Span
    previous: Previous | None = None
    changes: tuple[ExpectedChange, ...] = ()


def difference(expected: Expectation, tag: Tag, lang: Lang) -> str | None:
    """Return what is seen instead of what is expected, as a sentence; None if it is as expected."""
    match expected.aspect:
        case "labels":
            return _labels(expected, tag)
        case "status":
            (wanted,) = expected.wanted
            return None if tag.status == wanted else _sentence(expected, "is", answer_text(tag), f"`{wanted}`")
        case "rule":
            return _same(expected, tag.rules, "is decided by", "no rule")
        case "missing":
            return _same(expected, tuple(one.name for one in tag.missing), "waits for", "nothing")
        case "reason":
            told = explain(tag.justification, lang)
            lacking = [words for words in expected.wanted if words not in told]
            return f"the reason of `{tag.dimension}` does not say {_listed(lacking)}" if lacking else None


def answer_text(tag: Tag) -> str:
    """Return the answer of one dimension in a message: its labels, or the status with the candidates."""
    if tag.status == "decided":
        return _listed(tag.labels)
    if tag.status != "undetermined":
        return f"`{tag.status}`"
    sure = f"{_listed(tag.labels)} and " if tag.labels else ""
    return f"{sure}`undetermined` (possible: {_listed(tag.candidates)})"


def _labels(expected: Expectation, tag: Tag) -> str | None:
    due = "decided" if expected.wanted else "unlabelled"
    if set(tag.labels) == set(expected.wanted) and (tag.status == due or not expected.settled):
        return None
    return _sentence(expected, "is", answer_text(tag), _listed(expected.wanted) or "no label")


def _same(expected: Expectation, seen: tuple[str, ...], verb: str, nothing: str) -> str | None:
    if set(seen) == set(expected.wanted):
        return None
    return _sentence(expected, verb, _listed(seen) or nothing, _listed(expected.wanted) or nothing)


def _sentence(expected: Expectation, verb: str, seen: str, wanted: str) -> str:
    return f"`{expected.dimension}` {verb} {seen}, expected {wanted}"


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
