"""Strategies for rulesets in their core forms, also those that no text is lowered to today.

They need no text, so they are quick, and they shrink to the least model that shows a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from tierrules.meaning.declared import Field, Scalar, Threshold, Title, Type
from tierrules.meaning.model import Condition, Dimension, Effective, Label, Model, Reducer, Rule
from tierrules.testing.core_conditions import (
    DATED,
    DATED_LENGTH,
    DURATIONS,
    FIELDS,
    NAMES,
    NOWHERE,
    conditions,
    duration_name,
    label_tests,
)
from tierrules.text.source import Source

_LABELS = ("gold", "silver", "bronze", "iron")


@st.composite
def models(draw: st.DrawFn, *, most_rules: int = 5) -> Model:
    """Whole models of one or two dimensions under every reducer, the second of which may ask about the first."""
    names = draw(st.lists(st.sampled_from(("size", "tier")), min_size=1, max_size=2, unique=True))
    first = draw(_dimension(names[0], most_rules, conditions()))
    dimensions = [first]
    if len(names) > 1:
        dimensions.append(draw(_dimension(names[1], most_rules, conditions() | conditions() | label_tests(first))))
    return replace(model_of(dimensions), language=draw(st.sampled_from(("zh", "en"))))


def model_of(dimensions: Iterable[Dimension], fields: Mapping[str, Field] = FIELDS) -> Model:
    """Return a model of the dimensions that reads all of the fields."""
    return Model(
        name="generated",
        version=None,
        title=Title(),
        language="zh",
        currency="CNY",
        effective=Effective(),
        fields=fields,
        inputs=tuple(fields),
        assume=(),
        thresholds={threshold.name: threshold for threshold in _thresholds()},
        derived=("staff_per_order",),
        scores={},
        dimensions={one.name: one for one in dimensions},
        triggers=(),
        invariants=(),
        source=Source("<generated>", ""),
    )


@st.composite
def _dimension(draw: st.DrawFn, name: str, most_rules: int, condition: st.SearchStrategy[Condition]) -> Dimension:
    labels = draw(st.lists(st.sampled_from(_LABELS), min_size=1, unique=True))
    given = draw(st.lists(st.tuples(st.sampled_from(labels), condition), max_size=most_rules))
    hit: Reducer = draw(st.sampled_from(("first", "first", "unique", "any", "collect")))
    return Dimension(
        name=name,
        title=draw(st.sampled_from((Title(), Title("规模", "Size")))),
        labels=tuple(Label(label, Title(zh=f"{label}级")) for label in labels),
        hit=hit,
        reducer=hit,
        rules=tuple(Rule(f"{name}.r{at}", label, when, NOWHERE) for at, (label, when) in enumerate(given)),
        otherwise=draw(st.none() | st.sampled_from(labels)),
        default_id=f"{name}.otherwise",
        applies=draw(st.none() | condition),
        no_match=draw(st.sampled_from((False, False, False, True))),
        ordered=True,
        span=NOWHERE,
        silent=False,
    )


def _thresholds() -> list[Threshold]:
    counts = {"some_staff": Type.DECIMAL, "mid_spend": Type.MONEY, "high_margin": Type.RATIO}
    plain = [Threshold(name, _number(value), counts[name], str(value)) for value, name in NAMES.items()]
    changing = [Threshold("dated_staff", DATED, Type.DECIMAL, "10, then 12")]
    changing.append(Threshold("dated_length", DATED_LENGTH, Type.DURATION, "1 month, then 30 days"))
    return plain + changing + [Threshold(duration_name(one), one, Type.DURATION, str(one)) for one in DURATIONS]


def _number(value: Scalar) -> Fraction:
    assert isinstance(value, Fraction)
    return value
