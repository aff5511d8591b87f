"""What a file declares and nothing reads: no dimension, claim or trigger, neither directly nor by way of a value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from tierrules.meaning.model import Model
from tierrules.meaning.written import Declaration, Kind, Use
from tierrules.text.diagnostics import Related


class Unused(NamedTuple):
    """A declaration that nothing reads, and the uses by others that nothing reads either."""

    declaration: Declaration
    idle_uses: tuple[Use, ...]

    def related(self, model: Model) -> tuple[Related, ...]:
        """Return where it is used in vain, each user once."""
        first = {use.by: use for use in reversed(self.idle_uses)}
        return tuple(
            Related.at(model.source, use.span, f"`{by}` uses it, and nothing reads `{by}`")
            for by, use in sorted(first.items(), key=lambda one: one[1].span.start)
        )


def unused(model: Model, kinds: Collection[Kind]) -> Iterator[Unused]:
    """Yield what nothing reads among the declarations of some kinds, in file order."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for use in model.written.uses:
        uses[use.name].append(use)
    read = _read(model)
    for one in model.written.declared.values():
        if one.kind in kinds and one.name not in read:
            yield Unused(one, tuple(uses[one.name]))


def _read(model: Model) -> set[str]:
    """The names that are read: those that stand in dimensions and claims, and those that these read."""
    of: dict[str, list[str]] = defaultdict(list)
    for use in model.written.uses:
        of[use.by].append(use.name)
    found: set[str] = set()
    ahead = ["", *model.dimensions]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += of[name]
    return found
