"""Strategies for conditions in their core forms, also those that no text is lowered to today.

A new core form is one more strategy in `_plain_atoms` or in `conditions`. Strategies are built once and kept: building
one takes longer than drawing from it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Dated, Field, Origin, Scalar, Title, Type
from tierrules.meaning.model import (
    AtLeast,
    Atom,
    Choice,
    Comparison,
    Computed,
    Condition,
    Constant,
    CutOff,
    DateWindow,
    DerivedTerm,
    Dimension,
    FieldTerm,
    LabelTest,
    Membership,
    Not,
    Points,
    Presence,
    ScoreTerm,
    Term,
)
from tierrules.text.source import Span

NOWHERE = Span(0, 0)

FIELDS = {
    one.name: one
    for one in (
        Field("staff", Type.INTEGER, Title("员工数", "Staff"), minimum=Fraction(0)),
        Field("orders", Type.INTEGER, empty="none"),
        Field("spend", Type.MONEY, Title("年消费额", "Annual spend"), empty="none", currency="CNY"),
        Field("margin", Type.RATIO, Title("利润率", "Margin"), empty="none", maximum=Fraction(1)),
        Field("bought_on", Type.DATE, Title("最近购买日期", "Last purchase"), empty="none"),
        Field("signed_on", Type.DATE),
        Field("kind", Type.CATEGORY, empty="none", values=("company", "person")),
        Field("region", Type.TEXT, empty="none"),
        Field("vip", Type.BOOLEAN, Title("重要客户", "VIP"), empty="none"),
    )
}
"""The fields of every generated model: one or two of each type."""

_VALUES: dict[Type, tuple[Scalar, ...]] = {
    Type.INTEGER: (Fraction(10), Fraction(11), Fraction(5, 2)),
    Type.MONEY: (Fraction(100_000), Fraction(500_000)),
    Type.RATIO: (Fraction(1, 5), Fraction(1, 8)),
    Type.DATE: (date(2025, 12, 31), date(2026, 1, 1)),
    Type.CATEGORY: ("company", "person"),
    Type.TEXT: ("north", "south"),
    Type.BOOLEAN: (True, False),
}
NAMES: dict[Scalar, str] = {Fraction(10): "some_staff", Fraction(100_000): "mid_spend", Fraction(1, 5): "high_margin"}
DURATIONS = (Duration(6, "month"), Duration(1, "month"), Duration(90, "day"), Duration(0, "day"))
_SINCE = (date(2019, 1, 1), date(2026, 1, 1))
DATED = Dated(tuple(zip(_SINCE, (Fraction(10), Fraction(12)), strict=True)))
DATED_LENGTH = Dated(tuple(zip(_SINCE, (Duration(1, "month"), Duration(30, "day")), strict=True)))
_ORDERED, _EQUAL = ("<", "<=", "==", "!=", ">=", ">"), ("==", "!=")


@cache
def conditions() -> st.SearchStrategy[Condition]:
    """Core conditions over `models.FIELDS`: every kind of comparison, under `AtLeast`, `Not` and `Choice`."""
    return _trees(_atoms())


# --- conditions put together


def _trees(leaves: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        lists = st.lists(parts, max_size=4).map(tuple)
        counted = st.builds(AtLeast, st.none() | st.integers(1, 4), lists, _origin("at least"))
        return counted | counted | st.builds(Not, parts, _origin("not")) | _choices(parts)

    return st.recursive(leaves, joined, max_leaves=6)


def _choices(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Tables by a category and, by prefix, by a text; with `n/a` rows."""
    row, origin = st.none() | parts, _origin("a table")
    by_kind = st.tuples(row, row).map(lambda rows: tuple(zip(("company", "person"), rows, strict=True)))
    by_region = st.tuples(row, row).map(lambda rows: tuple(zip(("no", "north"), rows, strict=True)))
    return st.builds(Choice, st.just("kind"), by_kind, st.none(), row, st.just(False), origin) | st.builds(
        Choice, st.just("region"), by_region, row, row, st.booleans(), origin
    )


def label_tests(dimension: Dimension) -> st.SearchStrategy[Condition]:
    """Return tests for one label of a dimension, or for one of two."""
    labels = st.sampled_from([label.name for label in dimension.labels])
    asked = st.lists(labels, min_size=1, max_size=1 if dimension.reducer == "collect" else 2).map(tuple)
    return st.builds(LabelTest, st.just(dimension.name), asked, st.booleans(), _origin(f"{dimension.name} has a label"))


# --- comparisons: a strategy for each kind


def _atoms() -> st.SearchStrategy[Atom]:
    return _plain_atoms() | _plain_atoms() | _scores()


def _plain_atoms() -> st.SearchStrategy[Atom]:
    return _comparisons() | _between_fields() | _of_computed() | _windows() | _memberships() | _presences()


def _comparisons() -> st.SearchStrategy[Atom]:
    """A field against a constant, either way round."""

    @cache
    def of(field: Field) -> st.SearchStrategy[Atom]:
        term, constant = st.just(FieldTerm(field.name)), _constants(field.type)
        op, type, origin = _ops(field.type), st.just(field.type), _origin(f"{field.name} against a constant")
        return st.builds(Comparison, term, op, constant, type, origin) | st.builds(
            Comparison, constant, op, term, type, origin
        )

    return st.sampled_from(list(FIELDS.values())).flatmap(of)


def _between_fields() -> st.SearchStrategy[Atom]:
    pairs = (("staff", "orders", Type.INTEGER), ("bought_on", "signed_on", Type.DATE))
    return st.sampled_from(pairs).flatmap(
        lambda pair: st.builds(
            Comparison,
            st.just(FieldTerm(pair[0])),
            _ops(pair[2]),
            st.just(FieldTerm(pair[1])),
            st.just(pair[2]),
            _origin(f"{pair[0]} against {pair[1]}"),
        )
    )


def _computed() -> st.SearchStrategy[Term]:
    """Arithmetic of every kind, among it division by a field that may be nought."""
    field = st.sampled_from((FieldTerm("staff"), FieldTerm("orders")))
    side = field | _constants(Type.INTEGER)
    two = st.tuples(side, field)
    text = st.just("staff and orders")
    of_two = st.builds(Computed, st.sampled_from(("+", "-", "*", "/", "/", "min", "max")), two, text)
    of_one = st.builds(Computed, st.sampled_from(("neg", "abs")), st.tuples(field | of_two), text)
    plain = of_two | of_one
    nested = st.builds(Computed, st.sampled_from(("+", "/", "max")), st.tuples(plain, plain), text)
    return plain | nested | st.builds(DerivedTerm, st.just("staff_per_order"), plain)


def _of_computed() -> st.SearchStrategy[Atom]:
    term, type, origin = _computed(), st.just(Type.DECIMAL), _origin("a computed value")
    bound = _constants(Type.INTEGER) | st.just(FieldTerm("staff"))
    return st.builds(Comparison, term, _ops(Type.DECIMAL), bound, type, origin)


@st.composite
def _scores(draw: st.DrawFn) -> Atom:
    """A score, and a score that adds another, against a number; one comparison of a score may hang on many."""
    return draw(_of_scores())


@cache
def _of_scores() -> st.SearchStrategy[Atom]:
    when = _trees(_plain_atoms())
    limits = st.none() | st.builds(Constant, st.sampled_from((Fraction(-10), Fraction(0))), st.just("low"))
    points = st.builds(Constant, st.sampled_from([Fraction(one) for one in (60, 40, -30, 0)]), st.just("points"))

    def score(name: str, points: st.SearchStrategy[Constant | ScoreTerm]) -> st.SearchStrategy[ScoreTerm]:
        entries = st.lists(st.builds(Points, points, when), min_size=1, max_size=3).map(tuple)
        high = st.none() | st.just(Constant(Fraction(60), "60"))
        return st.builds(ScoreTerm, st.just(name), limits, high, entries, st.just(Title("得分", "Score")))

    inner = score("engagement", points)
    bound = st.sampled_from([Constant(Fraction(one), str(one)) for one in (-30, 0, 40, 60, 100)])
    op, type, origin = st.sampled_from(("<", "<=", ">=", ">")), st.just(Type.INTEGER), _origin("a score")
    return st.builds(Comparison, inner | score("total", points | inner), op, bound, type, origin)


def _windows() -> st.SearchStrategy[Atom]:
    cut_offs = st.builds(
        lambda function, op, length, named: CutOff(
            function, op, length, str(length), duration_name(length) if named else None
        ),
        st.sampled_from(("elapsed", "until")),
        st.sampled_from(("<", "<=", ">=", ">")),
        st.sampled_from(DURATIONS),
        st.booleans(),
    )
    dated = st.builds(
        CutOff,
        st.sampled_from(("elapsed", "until")),
        st.sampled_from(("<", "<=", ">=", ">")),
        *map(st.just, (DATED_LENGTH, "1 month, then 30 days", "dated_length")),
    )
    fields = st.sampled_from(("bought_on", "signed_on"))
    return st.builds(DateWindow, fields, cut_offs | cut_offs | dated, _origin("a window"))


def _memberships() -> st.SearchStrategy[Atom]:
    @cache
    def of(field: Field) -> st.SearchStrategy[Atom]:
        values = st.lists(_constants(field.type), min_size=1, max_size=3).map(tuple)
        term, type = st.just(FieldTerm(field.name)), st.just(field.type)
        prefix = st.booleans() if field.type is Type.TEXT else st.just(False)
        return st.builds(Membership, term, values, st.booleans(), prefix, type, _origin(f"{field.name} in a list"))

    return st.sampled_from(list(FIELDS.values())).flatmap(of)


def _presences() -> st.SearchStrategy[Atom]:
    functions = st.sampled_from(("known", "present"))
    return st.builds(Presence, st.sampled_from([FieldTerm(one) for one in FIELDS]), functions, _origin("presence"))


def _constants(type: Type) -> st.SearchStrategy[Constant]:
    constants = [Constant(value, str(value), NAMES.get(value)) for value in _VALUES[type]]
    if type is Type.INTEGER:
        constants.append(Constant(DATED, "10, then 12", "dated_staff"))
    return st.sampled_from(constants)


def _ops(type: Type) -> st.SearchStrategy[str]:
    return st.sampled_from(_EQUAL if type in (Type.CATEGORY, Type.TEXT, Type.BOOLEAN) else _ORDERED)


def _origin(text: str) -> st.SearchStrategy[Origin]:
    return st.just(Origin(text, NOWHERE))


def duration_name(length: Duration) -> str:
    """Return what a generated model calls a duration."""
    return f"after_{length.count}_{length.unit}"
