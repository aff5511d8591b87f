"""What uses what: derived values, scores and dimensions in an order in which each stands behind what it uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tierrules.language.resolve.scope import Scope
from tierrules.language.syntax import Condition, DimensionEntry, Group, RulesetEntry, Single
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

_MOST_TOLD = 8


def in_order(entry: RulesetEntry, scope: Scope) -> list[str]:
    """Return the names of derived values, scores and dimensions, users behind the used.

    Names on a cycle are reported once for each cycle and left out, as are those that depend on them; they count
    as broken.
    """
    uses = dict(_uses(entry))
    named = [one.name for one in entry.derived] + [one.name for one in entry.scores]
    places = {name.value: name for name in [*named, *(one.name for one in entry.dimensions)]}
    order: dict[str, None] = {}
    for start in uses:
        _visit(start, uses, places, scope, order)
    return [name for name in order if name not in scope.broken]


def _visit(
    start: str, uses: Mapping[str, list[str]], places: Mapping[str, Scalar], scope: Scope, order: dict[str, None]
) -> None:
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
            # A cycle can be as long as the file; it is traced only where its problem may be shown.
            names = list(on_path) if len(scope.problems) < MAX_PROBLEMS else [used, name]
            _report(names[names.index(used) :], places, scope)
        else:
            path.append((used, iter(uses[used])))
            on_path[used] = None


def _report(cycle: list[str], places: Mapping[str, Scalar], scope: Scope) -> None:
    first = min(cycle, key=lambda name: places[name].span.start)
    at = cycle.index(first)
    around = [f"`{name}`" for name in (*cycle[at:], *cycle[:at], first)]
    told = " → ".join(around if len(around) <= _MOST_TOLD else [*around[: _MOST_TOLD - 2], "…", around[-1]])
    scope.problems.error(
        "cycle",
        places[first].span,
        f"`{first}` depends on itself: {told}",
        help="let one of them read fields instead of the other",
    )
    scope.broken.update(cycle)


def _uses(entry: RulesetEntry) -> Iterator[tuple[str, list[str]]]:
    for value in entry.derived:
        yield value.name.value, _names([value.value.tree])
    for score in entry.scores:
        named = [points.points.value for points in score.add]
        yield score.name.value, named + _names(_trees(points.when for points in score.add))
    for one in entry.dimensions:
        used = _names(_trees(rule.when for rule in one.rules or ()))
        used += _names(_trees([one.applies]))
        used += _names(term.tree for term in (*_bands(one), *(one.cells.of if one.cells else ())))
        yield one.name.value, used


def _bands(entry: DimensionEntry) -> tuple[Single, ...]:
    return () if entry.bands is None else (entry.bands.of,)


def _trees(conditions: Iterable[Condition | None]) -> Iterator[Expression]:
    for condition in conditions:
        match condition:
            case Single(_, tree):
                yield tree
            case Group(_, parts):
                yield from _trees(parts)


def _names(trees: Iterable[Expression]) -> list[str]:
    found: list[str] = []
    for tree in trees:
        _add_names(tree, found)
    return found


def _add_names(tree: Expression, found: list[str]) -> None:
    match tree:
        case Name(text):
            found.append(text)
        case Compare(parts) | Every(parts) | Some(parts) | Listing(parts) | Call(_, parts):
            for part in parts:
                _add_names(part, found)
        case Negation(part):
            _add_names(part, found)
        case Arithmetic(left, _, right):
            _add_names(right, found)
            if left is not None:
                _add_names(left, found)
