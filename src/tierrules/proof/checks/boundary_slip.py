"""A bound on which two rules meet, or on which neither matches, where beside it exactly one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from tierrules.meaning import semantics
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.model import DateWindow, Dimension
from tierrules.meaning.result import UNLABELLED, Outcome
from tierrules.meaning.semantics import matches
from tierrules.meaning.truth import FALSE, TRUE
from tierrules.meaning.value_text import value_text
from tierrules.meaning.values import Case
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import Formula, some
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.search import SpentError, UndecidedError
from tierrules.proof.engine.witness import Witness, witness
from tierrules.proof.engine.world import World
from tierrules.proof.findings.gaps import has_gaps_to_find
from tierrules.proof.findings.groups import MOST_LISTED
from tierrules.proof.findings.overlaps import both_match, replay_of, rules_of
from tierrules.proof.findings.parts import ALWAYS, NEVER
from tierrules.proof.findings.slips import Bound, End, Slip, Slips
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, undecided
from tierrules.text.diagnostics import Diagnostic

SLUG = "boundary-slip"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the bounds of each dimension that two rules claim, or leave out; each bound once, for all rules on it."""
    for dimension in subject.model.dimensions.values():
        seen = _Seen(subject, dimension)
        for world in subject.worlds(dimension):
            for slips in _slips(world, dimension):
                seen.look(world, slips)
        yield from (_told(subject, together) for together in seen.shown.values() if together)
        if seen.open:
            yield undecided(subject.model, SLUG, dimension.span, _question(seen.open))


@dataclass(slots=True)
class _Seen:
    """The bounds of a dimension that two rules claim, or leave out, by what is written; and where it cannot be told."""

    subject: Subject
    dimension: Dimension
    shown: dict[tuple[object, ...], list[_Shown]] = field(default_factory=dict)
    open: list[tuple[End, End]] = field(default_factory=list)

    def look(self, world: World, slips: Slips) -> None:
        """Look for the customers of one day."""
        answers = world.answers
        asked = world.part(
            answers.applies(self.dimension) if slips.included else answers.nothing_matches(self.dimension)
        )
        for bound, pairs in self._near(world, slips):
            if not pairs or not _may_be(world, asked, slips.anywhere(bound)):
                continue  # it is proven of all pairs at once that no customer shows them
            for lower, upper in pairs:
                together = self.shown.setdefault(_key(lower, upper), [])
                if len(together) == MOST_LISTED or any(one.pair == _pair(lower, upper) for one in together):
                    continue
                try:
                    together += self._found(world, asked, slips.slip(lower, upper))
                except SpentError:
                    self.open.append((lower, upper))
                    return
                except UndecidedError:
                    self.open.append((lower, upper))

    def _near(self, world: World, slips: Slips) -> Iterator[tuple[Bound, list[tuple[End, End]]]]:
        """Yield the bounds that somebody may show, and the pairs of ends that matter there."""
        if not slips.included:
            for bound in _left_out(world, self.dimension, slips):
                yield bound, [pair for pair in bound.pairs() if _matters(self.dimension, *pair)]
            return
        rules = next(one for one in rules_of(self.subject, self.dimension) if one.world is world)
        for bound in slips.bounds():
            pairs = [pair for pair in bound.pairs() if _matters(self.dimension, *pair)]
            yield bound, [(lower, upper) for lower, upper in pairs if rules.could_meet(lower.rule, upper.rule)]

    def _found(self, world: World, asked: Part, slip: Slip) -> list[_Shown]:
        found = world.find(asked, slip.where)
        if found is None:
            return []
        return [_Shown(slip, _witness(self.subject, world, self.dimension, slip, found.facts))]


@dataclass(frozen=True, slots=True)
class _Shown:
    slip: Slip
    witness: Witness

    @property
    def pair(self) -> tuple[int, int]:
        """The two comparisons, by where they stand."""
        return _pair(self.slip.lower, self.slip.upper)


def _question(open_: list[tuple[End, End]]) -> str:
    lower, upper = open_[0]
    further = f", and {len(open_) - 1:,} further pairs of rules," if len(open_) > 1 else ""
    return f"`{lower.rule.id}` and `{upper.rule.id}`{further} meet at one bound"


def _key(lower: End, upper: End) -> tuple[object, ...]:
    """The bound as written: a cut-off is another date every day."""
    return lower.field, lower.included, _written_bound(upper)


def _written_bound(end: End) -> object:
    one = end.place.condition
    return (one.cut_off.function, one.cut_off.duration) if isinstance(one, DateWindow) else end.bound


def _pair(lower: End, upper: End) -> tuple[int, int]:
    return lower.place.condition.origin.span.start, upper.place.condition.origin.span.start


def _slips(world: World, dimension: Dimension) -> Iterator[Slips]:
    if has_gaps_to_find(dimension):
        yield Slips(world, dimension, included=False)
    if dimension.hit in ("unique", "any", "first"):
        yield Slips(world, dimension, included=True)


def _left_out(world: World, dimension: Dimension, slips: Slips) -> Iterator[Bound]:
    """Yield the bounds on which somebody has no label: mostly none, which takes one question for all together."""
    nobody, bounds = world.part(world.answers.nothing_matches(dimension)), list(slips.bounds())
    if _may_be(world, nobody, some(map(slips.on, bounds))):
        yield from (bound for bound in bounds if _may_be(world, nobody, slips.on(bound)))


def _may_be(world: World, *asked: Part | Formula) -> bool:
    """Whether a customer may show all that is asked: it is not proven that there is none."""
    try:
        return world.find(*asked) is not None
    except UndecidedError:
        return True


def _matters(dimension: Dimension, lower: End, upper: End) -> bool:
    """Two rules of one label may meet wherever not even these may match together."""
    return not lower.included or dimension.reducer == "unique" or lower.rule.label != upper.rule.label


def _told(subject: Subject, shown: list[_Shown]) -> Diagnostic:
    first, *more = shown
    slip, both = first.slip, first.slip.lower.included
    lower, upper = (end.place.condition.origin for end in (slip.lower, slip.upper))
    bound = f"`{slip.lower.field}` {_bound(subject.model.fields[slip.lower.field], slip)}"
    said = f"{_rules(slip)} both claim {bound}" if both else f"neither {_rules(slip, 'nor')} has {bound}"
    others = [
        (one.slip.upper.place.condition.origin.span, f"so do {_rules(one.slip)}" if both else f"nor {_rules(one.slip)}")
        for one in more
    ]
    return finding(
        subject.model,
        SLUG,
        upper.span,
        f"{said}: a customer with {first.witness.text} {'meets both rules' if both else 'gets no label'}",
        help=f"let the bound belong to one of the two: {_mended(lower.text, both)} or {_mended(upper.text, both)}"
        + ("; no further pairs of rules are looked for at this bound" if len(shown) == MOST_LISTED else ""),
        rules=dict.fromkeys(end.rule.id for one in shown for end in (one.slip.lower, one.slip.upper)),
        witness=first.witness,
        related=[(lower.span, "the other end"), *others],
    )


def _rules(slip: Slip, word: str = "and") -> str:
    return f"`{slip.lower.rule.id}` {word} `{slip.upper.rule.id}`"


def _witness(subject: Subject, world: World, dimension: Dimension, slip: Slip, facts: Facts) -> Witness:
    if slip.lower.included:
        return witness(world.model, facts, world.as_of, partial(_is_claimed, dimension, slip))
    replay = replay_of(subject, dimension, world)
    whole = partial(_is_left_out, slip, lambda case: semantics.asked(case, dimension.name))
    return witness(world.model, facts, world.as_of, whole, partial(_is_left_out, slip, replay.outcome))


def _is_claimed(dimension: Dimension, slip: Slip, case: Case) -> bool:
    """Whether a customer meets both rules, and but for the bound neither: these two alone are asked."""
    by_the_bound = all(matches(case, dimension, one.without(NEVER)) is FALSE for one in (slip.lower, slip.upper))
    applies = dimension.applies is None or matches(case, dimension, dimension.applies) is TRUE
    return applies and by_the_bound and both_match(case, slip.lower.rule, slip.upper.rule)


def _is_left_out(slip: Slip, answer: Callable[[Case], Outcome], case: Case) -> bool:
    """Whether a customer has no label, and but for the bound both rules would have the customer."""
    by_the_bound = all(semantics.truth(case, one.without(ALWAYS)) is TRUE for one in (slip.lower, slip.upper))
    return by_the_bound and answer(case).status == UNLABELLED


def _bound(field: Field, slip: Slip) -> str:
    first, last = (value_text(one, field.type, field.currency, "en") for one in (slip.lower.start, slip.lower.bound))
    if field.type is not Type.DATE:
        return last
    return f"on {last}" if first == last else f"from {first} to {last}"


def _mended(text: str, both: bool) -> str:
    """Return a comparison with its bound left out, or taken in."""
    told = " ".join(text.split())
    for sign in ("<", ">"):
        if both and f"{sign}=" in told:
            return f"`{sign}` instead of `{sign}=` in `{told}`"
        if not both and sign in told and f"{sign}=" not in told:
            return f"`{sign}=` instead of `{sign}` in `{told}`"
    return f"another end of `{told}`"
