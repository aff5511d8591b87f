"""Whether the sides of a comparison agree: one type, an order if one is asked for, known categories, one currency."""

from __future__ import annotations

import re
from itertools import pairwise

from tierrules.language.resolve.operand import SUMS, WRITTEN, Operand
from tierrules.language.resolve.place import Place
from tierrules.meaning.declared import NUMERIC, WORDS, Type
from tierrules.text.expressions import COMPARISONS, Compare
from tierrules.text.nearest import hint


def common_type(place: Place, tree: Compare, sides: list[Operand]) -> Type | None:
    """Return the type that all sides have; plain numbers take that of the others."""
    named = [side for side in sides if side.type is not None]
    if not named:
        return Type.DECIMAL
    first = next((side for side in named if side.field is not None), named[0])
    for other in named:
        if not _alike(first, other):
            message = f"these two do not compare: {first.shown}, {other.shown}"
            place.error("type-mismatch", tree, message, _remedy(place, tree, first, other))
            return None
    if first.type is Type.DURATION:
        help = "ask `elapsed(date)` or `until(date)` on one side"
        place.error("type-mismatch", tree, f"durations alone do not compare: {first.shown}", help)
        return None
    types = {side.type for side in named}
    return Type.DECIMAL if len(types) > 1 and types <= SUMS else first.type


def suits(place: Place, tree: Compare, sides: list[Operand], type: Type) -> bool:
    """Whether the sides go with their common type: no order among words, known categories, one currency."""
    wordy = type in WORDS or type is Type.BOOLEAN
    if wordy and not _only_equality(place, tree, type):
        return False
    number = next((side for side in sides if side.type is None), None)
    if type not in NUMERIC and number is not None:
        _refuse_number(place, sides, number)
        return False
    settled = [place.settle(leaf, type) for side in sides if side.type is None for leaf in side.leaves]
    if not all(settled):
        return False
    if any(side.score for side in sides):
        return _score_stands_alone(place, tree, sides)
    if wordy:
        values = next((side.field.values for side in sides if side.field and side.field.values), None)
        return not [side for side in sides if not is_a_value(place, side, values)]
    return type is not Type.MONEY or _one_currency(place, tree, sides)


def _refuse_number(place: Place, sides: list[Operand], number: Operand) -> None:
    """A number among words, booleans or dates."""
    other = next((side for side in sides if side.field is not None), None) or _typed(sides)
    text, values = place.written(number.tree), other.field.values if other.field is not None else ()
    if other.type in WRITTEN:
        help = WRITTEN[other.type]
    elif number.threshold is None and (not values or text in values):
        help = f"quote it: `'{text}'`"
    else:
        left = other.field.name if other.field is not None else place.written(other.tree)
        help = f"compare it with a quoted value: `{left} == '{values[0] if values else 'north'}'`"
    place.error("type-mismatch", number.tree, f"these two do not compare: {other.shown}, {number.shown}", help)


def _typed(sides: list[Operand]) -> Operand:
    return next(side for side in sides if side.type is not None)


def is_a_value(place: Place, side: Operand, values: tuple[str, ...] | None) -> bool:
    """Whether a quoted side is one of the category's values, if it has a fixed set."""
    if side.word is None or values is None or side.word in values:
        return True
    place.error(
        "unknown-category",
        side.tree,
        f"`{side.word}` is not a value of the category",
        hint(side.word, values, f"the values are {', '.join(f'`{value}`' for value in values[:8])}"),
        absent=(side.word,),
    )
    return False


def _only_equality(place: Place, tree: Compare, type: Type) -> bool:
    wrong = next((op for op in tree.ops if op not in ("==", "!=", "in", "not in")), None)
    if wrong is None:
        return True
    place.error("no-order", tree, f"`{wrong}` needs an order, and a {type} has none", "use `==`, `!=` or `in [..]`")
    return False


def _score_stands_alone(place: Place, tree: Compare, sides: list[Operand]) -> bool:
    if any(op in ("==", "!=", "in", "not in") for op in tree.ops):
        place.error(
            "score-equality",
            tree,
            "a score is held against bounds, not against one value",
            "use `>=` or `<`, or a chain",
        )
    elif any(one.score and two.score for one, two in pairwise(sides)):
        place.error("score-in-arithmetic", tree, "two scores are compared with each other", "compare each with a bound")
    else:
        return True
    return False


def _one_currency(place: Place, tree: Compare, sides: list[Operand]) -> bool:
    currencies = {side.currency for side in sides if side.currency}
    unstated = any(side.type is Type.MONEY and side.currency is None for side in sides)
    if len(currencies) > 1:
        told = " and ".join(sorted(currencies))
        named = next((side.threshold.name for side in sides if side.threshold is not None), None)
        remedy = (
            f"state `{named}` in the currency of the field" if named else "no rate is applied: compare one currency"
        )
        place.error("two-currencies", tree, f"amounts in {told} are compared", remedy)
        return False
    if currencies and unstated:
        place.error(
            "two-currencies",
            tree,
            f"an amount in {next(iter(currencies))} is compared with a field that has no currency",
            "say `currency:` at the top of the file, or at the field",
        )
        return False
    return True


def _alike(one: Operand, other: Operand) -> bool:
    types = {one.type, other.type}
    return len(types) == 1 or types <= SUMS or types <= WORDS


def _remedy(place: Place, tree: Compare, one: Operand, other: Operand) -> str | None:
    types = {one.type, other.type}
    if types == {Type.DATE, Type.DURATION}:
        return "ask how long ago a date is with `elapsed(date) >= 6 months`, given as a threshold"
    fixed, kept = (one, other) if one.field is None else (other, one)
    if kept.type is None:
        return None
    if fixed.word is not None:
        return _unquoted(place, tree, kept, fixed.word)
    if fixed.threshold is not None or fixed.quantity is not None:
        return WRITTEN.get(kept.type, "compare it with a quoted value: `'north'`")
    if Type.MONEY in types and types & SUMS:
        return "an amount for each of many is a division: `annual_spend / employees`"
    return "compare each with a threshold of its own"


def _unquoted(place: Place, tree: Compare, kept: Operand, word: str) -> str | None:
    """What stands where something that is no text was held against the quoted `word`."""
    if kept.type is Type.DATE:
        return "give the date a name under `thresholds:` and compare with the name"
    if kept.type not in NUMERIC:
        return WRITTEN.get(kept.type) if kept.type is not None else None
    left = f"{place.written(kept.tree)} {tree.ops[0]} " if tree.ops[0] in COMPARISONS else ""
    if word in place.scope.thresholds or word in place.scope.fields:
        return f"a name stands without quotes: `{left}{word}`"
    number = word if _NUMBER.fullmatch(word) else "0.2" if kept.type is Type.RATIO else "1000"
    return f"a number stands without quotes: `{left}{number}`"


_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
