"""A dimension put to the definition without the rules that what is known of a customer rules out.

A rule that does not match takes no part in any hit policy, so that the outcome is the same; and of a long table
hardly a rule is left. Which rules these are is read off the cells, not off the definition: so whatever is shown to
people is put to the whole dimension once more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tierrules.meaning import semantics
from tierrules.meaning.model import Dimension
from tierrules.meaning.result import Outcome
from tierrules.meaning.truth import MISSING
from tierrules.meaning.values import Case
from tierrules.proof.engine.search import Boxes, bits
from tierrules.proof.engine.world import World


@dataclass(frozen=True, slots=True)
class Replay:
    """A dimension on one day, and its rules as boxes outside of which they match nobody."""

    world: World
    dimension: Dimension
    may_match: Boxes

    def outcome(self, case: Case) -> Outcome:
        """Return what the dimension answers, by the rules that a customer may meet."""
        return semantics.outcome(case, self.left(case))

    def left(self, case: Case) -> Dimension:
        """Return the dimension with the rules that a customer may meet."""
        lines, rules = self.world.space.lines, self.dimension.rules
        cells = {
            lines[name].variable: lines[name].set_of(seen)
            for name, seen in case.facts.items()
            if name in lines and seen is not MISSING
        }
        return replace(self.dimension, rules=tuple(rules[at] for at in bits(self.may_match.meeting(cells))))
