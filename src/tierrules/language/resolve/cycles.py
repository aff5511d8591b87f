"""What uses what: derived values, scores and dimensions in an order in which each stands behind what it uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from tierrules.language.resolve.scope import Scope
from tierrules.language.syntax import Condition, DimensionEntry, Group, RulesetEntry, ScoreEntry, Single
from tierrules.text.catalogue.code import MAX_PROBLEMS
from tierrules.text.expressions import (
    Arithmetic,
    Call,
    Compare,
    Every,
    Expression,
    Listing,
    Name,
    Negation,
    Some,
)
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span

_MOST_TOLD = 8


class _Reference(NamedTuple):
    """A name where something uses it; its place is looked up only for a problem."""

    name: str
    scalar: Scalar
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.scalar.locate(self.start, self.end)


_Uses = Mapping[str, Mapping[str, _Reference]]


def in_order(entry: RulesetEntry, scope: Scope) -> list[str]:
    """Return the names of derived values, scores and dimensions, users behind the used.

    Names on a cycle are reported once for each cycle and left out, as are those that depend on them; they count
    as broken.
    """
    uses = {name: _named(references) for name, references in _uses(entry)}
    named = [one.name for one in entry.derived] + [one.name for one in entry.scores]
    places = {name.value: name for name in [*named, *(one.name for one in entry.dimensions)]}
    order: dict[str, None] = {}
    for start in uses:
        _visit(start, uses, places, scope, order)
    return [name for name in order if name not in scope.broken]


def _visit(start: str, uses: _Uses, places: Mapping[str, Scalar], scope: Scope, order: dict[str, None]) -> None:
    """Walk depth first without recursion, since a chain of uses may be as long as the file."""
    path: list[tuple[str, Iterator[str]]] = []
    on_path: dict[str, None] = {}
    if start not in order:
        path.append((start, iter(uses[start])))
        on_path[start] = None
    while path:
        name, rest = path[-1]
        used = next((one for one in rest if one in uses and one not in order), None)
        if used is None:
            path.pop()
            on_path.pop(name)
            order[name] = None
        elif used in on_path:
            if len(scope.problems) < MAX_PROBLEMS:
                names = list(on_path)
                _report(names[names.index(used) :], uses, places, scope)
            else:
                # A cycle can be as long as the file, so that the last of many are not traced.
                _tell(scope, uses[name][used].span, f"`{used}` depends on itself, by way of `{name}`")
            scope.broken.update((used, name))
        else:
            path.append((used, iter(uses[used])))
            on_path[used] = None


def _report(cycle: list[str], uses: _Uses, places: Mapping[str, Scalar], scope: Scope) -> None:
    """Report a cycle at the reference that closes it, read from the name that stands first in the file."""
    at = cycle.index(min(cycle, key=lambda name: places[name].span.start))
    around = [*cycle[at:], *cycle[: at + 1]]
    *others, (last, first) = pairwise(around)
    names = [f"`{name}`" for name in around]
    told = " → ".join(names if len(names) <= _MOST_TOLD else [*names[: _MOST_TOLD - 2], "…", names[-1]])
    related = tuple((uses[user][used].span, f"`{user}` uses `{used}`") for user, used in others[:_MOST_TOLD])
    _tell(scope, uses[last][first].span, f"`{first}` depends on itself: {told}", related)
    scope.broken.update(cycle)


def _tell(scope: Scope, place: Span, message: str, related: tuple[tuple[Span, str], ...] = ()) -> None:
    help = "let one of them read fields instead of the other"
    scope.problems.error("cycle", place, message, help=help, related=related)


def _named(references: Iterable[_Reference]) -> dict[str, _Reference]:
    """The first reference to each name."""
    found: dict[str, _Reference] = {}
    for one in references:
        found.setdefault(one.name, one)
    return found


def _uses(entry: RulesetEntry) -> Iterator[tuple[str, Iterator[_Reference]]]:
    for value in entry.derived:
        yield value.name.value, _references([value.value])
    for score in entry.scores:
        yield score.name.value, _used_by_score(score)
    for one in entry.dimensions:
        conditions = (*(rule.when for rule in one.rules or ()), one.applies)
        yield one.name.value, _references((*_singles(conditions), *_bands(one), *(one.cells.of if one.cells else ())))


def _used_by_score(score: ScoreEntry) -> Iterator[_Reference]:
    for one in score.add:
        yield _Reference(one.points.value, one.points, 0, len(one.points.value))
    yield from _references(_singles(one.when for one in score.add))


def _bands(entry: DimensionEntry) -> tuple[Single, ...]:
    return () if entry.bands is None else (entry.bands.of,)


def _singles(conditions: Iterable[Condition | None]) -> Iterator[Single]:
    for condition in conditions:
        match condition:
            case Single():
                yield condition
            case Group(_, parts):
                yield from _singles(parts)


def _references(expressions: Iterable[Single]) -> Iterator[_Reference]:
    for one in expressions:
        yield from (_Reference(name.text, one.scalar, name.start, name.end) for name in _names(one.tree))


def _names(tree: Expression) -> Iterator[Name]:
    match tree:
        case Name():
            yield tree
        case Compare(parts) | Every(parts) | Some(parts) | Listing(parts) | Call(_, parts):
            for part in parts:
                yield from _names(part)
        case Negation(part):
            yield from _names(part)
        case Arithmetic(left, _, right):
            if left is not None:
                yield from _names(left)
            yield from _names(right)
