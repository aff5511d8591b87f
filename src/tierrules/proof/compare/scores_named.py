"""What the scores of two rulesets are called where both are spoken of: one that they add up differently is two."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.declared import Title
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Comparison, Dimension, Model, ScoreTerm
from tierrules.proof.compare.comparison_words import COMPARISON_WORDS, LANGS
from tierrules.proof.engine.pair import SIDES, Pair, SideName
from tierrules.proof.engine.world import conditions_of


def names_of_scores(pair: Pair) -> dict[ScoreTerm, Named]:
    """Return what each score is called that a dimension of either ruleset compares."""
    titles: dict[SideName, dict[str, Title]] = {
        side: {one.name: one.title for one in _compared(pair.side(side))} for side in SIDES
    }
    sides: dict[ScoreTerm, set[SideName]] = {}
    for name, dimension in pair.model.dimensions.items():
        of = name.partition(" ")[0]
        for one in _scores(dimension):
            sides.setdefault(one, set()).update(side for side in SIDES if of in (side, "both"))
    return {one: _named(one, found, titles) for one, found in sides.items()}


def _named(one: ScoreTerm, sides: set[SideName], titles: dict[SideName, dict[str, Title]]) -> Named:
    side: SideName = "after" if "after" in sides else "before"
    title = titles[side].get(one.name, Title())
    if len(sides) > 1 or any(one.name not in known for known in titles.values()):
        return Named(one.name, title)
    zh, en = (COMPARISON_WORDS[lang].scores[side].format(title.say(lang, one.name)) for lang in LANGS)
    return Named(f"{side} {one.name}", Title(zh, en))


def _compared(model: Model) -> Iterator[ScoreTerm]:
    for dimension in model.dimensions.values():
        yield from _scores(dimension)


def _scores(dimension: Dimension) -> Iterator[ScoreTerm]:
    for condition in conditions_of(dimension):
        for atom in atoms_in(condition):
            if isinstance(atom, Comparison) and isinstance(atom.left, ScoreTerm):
                yield atom.left
