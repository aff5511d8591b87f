"""What a file declares and nothing reads: no dimension, claim or trigger, neither directly nor by way of a value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from tierrules.meaning.model import Model
from tierrules.meaning.written import Declaration, Kind
from tierrules.text.diagnostics import Related


class Unused(NamedTuple):
    """A declaration that nothing names, and those that are named by it or by one another, and by nothing else."""

    declaration: Declaration
    falling: tuple[Declaration, ...]

    def related(self, model: Model) -> tuple[Related, ...]:
        """Return the places of what nothing reads once the declaration is deleted."""
        return tuple(
            Related.at(model.source, one.span, f"nothing else reads the {one.kind} `{one.name}`")
            for one in self.falling
        )


def unused(model: Model, kinds: Collection[Kind]) -> Iterator[Unused]:
    """Yield what nothing names among the declarations of some kinds, in file order.

    What is named by such a declaration alone has the same cause, and is told beside it.
    """
    named_by: dict[str, list[str]] = defaultdict(list)
    for use in model.written.uses:
        named_by[use.by].append(use.name)
    named = {use.name for use in model.written.uses}
    read = _reached(named_by, ("", *model.dimensions))
    declared = model.written.declared
    for one in declared.values():
        if one.kind in kinds and one.name not in named:
            reached = _reached(named_by, (one.name,)) - read - {one.name}
            yield Unused(one, tuple(other for name, other in declared.items() if name in reached))


def _reached(named_by: Mapping[str, list[str]], start: Iterable[str]) -> set[str]:
    """All names that some things name, or that these name in turn; the things themselves too."""
    found: set[str] = set()
    ahead = list(start)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += named_by.get(name, ())
    return found
