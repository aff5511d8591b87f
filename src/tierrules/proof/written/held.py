"""Values held against bounds: every ordered comparison in one form, whichever way round it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from tierrules.meaning.declared import NUMERIC, Origin, Type
from tierrules.meaning.model import (
    Atom,
    Comparison,
    Computed,
    Constant,
    CutOff,
    DateWindow,
    DerivedTerm,
    FieldTerm,
    ScoreTerm,
    Term,
)

MIRRORED = {"<": ">", "<=": ">=", ">=": "<=", ">": "<"}


class Asked(NamedTuple):
    """What is held against a bound, and how a message names it."""

    kind: Literal["field", "derived", "score", "computed", "elapsed", "until"]
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """`asked op bound`. The bound is one number of the file, by name or written out, never arithmetic."""

    asked: Asked
    op: str
    bound: Constant | CutOff
    type: Type
    origin: Origin

    @property
    def is_lower(self) -> bool:
        """Whether the value must lie above the bound."""
        return self.op in (">", ">=")

    @property
    def shown(self) -> str:
        """How a message names the bound."""
        return self.bound.text if self.bound.name is None else f"`{self.bound.name}`"


def held(atom: Atom) -> Held | None:
    """Return an ordered comparison with a bound, None for any other comparison."""
    match atom:
        case DateWindow(field, cut_off, origin):
            return Held(
                Asked(cut_off.function, f"{cut_off.function}({field})"), cut_off.op, cut_off, Type.DURATION, origin
            )
        case Comparison(left, op, right, type, origin) if op in MIRRORED and type in NUMERIC | {Type.DATE}:
            if isinstance(left, Constant):
                left, op, right = right, MIRRORED[op], left
            asked = _asked(left)
            if asked is not None and isinstance(right, Constant):
                return Held(asked, op, right, type, origin)
    return None


def _asked(term: Term) -> Asked | None:
    match term:
        case FieldTerm(field):
            return Asked("field", field)
        case DerivedTerm(name):
            return Asked("derived", name)
        case ScoreTerm(name):
            return Asked("score", name)
        case Computed(text=text):
            return Asked("computed", text)
        case Constant():
            return None
