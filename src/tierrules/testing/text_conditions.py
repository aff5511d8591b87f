"""Strategies for conditions as YAML holds them: a function for each form.

All speak of the fields and thresholds of `stock`, by the names that `texts.rulesets` gives: `count_1` and `count_2` are
plain or dated, `count_t` is a table, `d_count` is derived.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from tierrules.testing.stock import ARITHMETIC, FIELDS, IN_PLACE, WORDS

Texts = st.SearchStrategy[str]
Conditions = st.SearchStrategy[Any]

_UP, _DOWN = ("<", "<="), (">", ">=")
_ORDERED, _EQUAL = (*_UP, *_DOWN, "==", "!="), ("==", "!=")
_kinds = st.sampled_from(("count", "count", "money", "euro", "ratio", "date"))
_SCORES: Final = ("engagement", "total")


@cache
def conditions(*, presence: bool, scores: bool) -> Conditions:
    """Conditions over the stock: lines, and trees of `all`, `any`, `not`, `at_least`.

    Without `presence` none asks `known(x)` or `present(x)`, without `scores` none speaks of a score.
    """
    forms = [form for form in _FORMS if (presence or form is not _presence) and (scores or form is not _score)]
    leaf = st.one_of([form() for form in forms])
    return st.recursive(_lines(leaf), _trees, max_leaves=4)


# --- comparisons


@cache
def _bound(kind: str) -> Texts:
    """A threshold of the kind, another field of it, a number in place."""
    named = st.sampled_from((f"{kind}_1", f"{kind}_2", f"{kind}_t"))
    return named | named | st.sampled_from((*IN_PLACE.get(kind, ()), *FIELDS[kind]))


@cache
def _value(kind: str) -> Texts:
    """A field of the kind, a derived value or arithmetic."""
    field = st.sampled_from(FIELDS[kind])
    if kind == "date":
        return field
    derived = ("d_count", "d_twice") if kind == "count" else (f"d_{kind}",)
    return field | field | st.sampled_from((*derived, *ARITHMETIC[kind]))


def _comparison() -> Texts:
    """`employees >= count_1`, either way round."""

    @cache
    def sides(kind: str) -> Texts:
        sides = st.tuples(_value(kind), st.sampled_from(_ORDERED), _bound(kind))
        return st.tuples(sides, st.booleans()).map(lambda drawn: " ".join(drawn[0][:: -1 if drawn[1] else 1]))

    return _kinds.flatmap(sides)


def _chain() -> Texts:
    """`count_1 <= employees < count_2`: two links, in one direction."""

    @cache
    def links(kind: str) -> Texts:
        return st.sampled_from((_UP, _DOWN)).flatmap(
            lambda ops: st.tuples(
                _bound(kind), st.sampled_from(ops), _value(kind), st.sampled_from(ops), _bound(kind)
            ).map(" ".join)
        )

    return _kinds.flatmap(links)


def _list() -> Texts:
    """`employees in [0, count_1]`, `paid_on not in [date_1]`, `d_count in [3]`."""

    @cache
    def listing(kind: str) -> Texts:
        items = st.sampled_from((f"{kind}_1", f"{kind}_2", *IN_PLACE.get(kind, ())))
        return st.tuples(_value(kind), _joined(items)).flatmap(_in)

    return _kinds.flatmap(listing)


def _word() -> Texts:
    """`channel == 'web'`, `region not in ['North', '045']`, `code in code_t`, `starts_with(code, 'I65')`."""

    @cache
    def about(field: str) -> Texts:
        quoted = st.sampled_from([f"'{word}'" for word in WORDS[field]])
        beginning = st.sampled_from([f"'{word[:2]}'" for word in WORDS[field]])
        equal = st.tuples(st.just(field), st.sampled_from(_EQUAL), quoted).map(" ".join)
        table = st.tuples(st.just(field), st.sampled_from(("in", "not in")), st.just(f"{field}_t")).map(" ".join)
        begins = _joined(beginning).map(lambda starts: f"starts_with({field}, {starts})")
        return equal | _joined(quoted).flatmap(lambda items: _in((field, items))) | table | begins

    return st.sampled_from(FIELDS["word"]).flatmap(about)


def _window() -> Texts:
    """`elapsed(paid_on) >= duration_1`, and chains `0 <= until(paid_on) < duration_2`."""
    asked = st.sampled_from([f"{word}({field})" for word in ("elapsed", "until") for field in FIELDS["date"]])
    bound = st.sampled_from(("duration_1", "duration_2", "duration_t", "0"))

    @cache
    def directed(ops: tuple[str, ...]) -> Texts:
        op = st.sampled_from(ops)
        link = st.tuples(asked, op, bound) | st.tuples(bound, op, asked) | st.tuples(bound, op, asked, op, bound)
        return link.map(" ".join)

    return st.sampled_from((_UP, _DOWN)).flatmap(directed)


def _score() -> Texts:
    """`engagement >= 60`, `0 < total <= bonus`."""
    bound = st.sampled_from(("0", "-30", "40", "60", "100", "bonus"))
    score = st.sampled_from(_SCORES)

    @cache
    def directed(ops: tuple[str, ...]) -> Texts:
        op = st.sampled_from(ops)
        return (st.tuples(score, op, bound) | st.tuples(bound, op, score) | st.tuples(bound, op, score, op, bound)).map(
            " ".join
        )

    return st.sampled_from((_UP, _DOWN)).flatmap(directed)


def _flag() -> Texts:
    """`vip`, `vip == true`, `vip != need_confirmed`."""
    field = st.sampled_from(FIELDS["boolean"])
    side = st.sampled_from(("true", "false", *FIELDS["boolean"]))
    return field | st.tuples(field, st.sampled_from(_EQUAL), side).map(" ".join)


def _presence() -> Texts:
    """`known(vip)`, `present(last_purchase_on)`, `known(d_euro)`."""
    fields = [*(field for stock in FIELDS.values() for field in stock), "d_euro"]
    return st.tuples(st.sampled_from(("known", "present")), st.sampled_from(fields)).map(
        lambda drawn: f"{drawn[0]}({drawn[1]})"
    )


_FORMS: Final[tuple[Callable[[], Texts], ...]] = (
    *(_comparison, _comparison, _comparison, _chain, _list, _word, _word),
    *(_window, _window, _score, _flag, _presence),
)


def label_tests(dimension: str, labels: tuple[str, ...], *, collects: bool) -> Texts:
    """`size == 'large'`, `size not in ['large', 'small']`; of several labels `has(flags, 'vip')`."""
    quoted = st.sampled_from([f"'{label}'" for label in labels])
    if collects:
        return quoted.map(lambda label: f"has({dimension}, {label})")
    equal = st.tuples(st.just(dimension), st.sampled_from(_EQUAL), quoted).map(" ".join)
    return equal | _joined(quoted).flatmap(lambda items: _in((dimension, items)))


def _joined(items: Texts) -> Texts:
    return st.lists(items, min_size=1, max_size=3).map(", ".join)


def _in(drawn: tuple[str, str]) -> Texts:
    asked, items = drawn
    return st.sampled_from((f"{asked} in [{items}]", f"{asked} not in [{items}]"))


# --- conditions put together


def _lines(leaf: Texts) -> Texts:
    """One line: `a and b or not c`, with and without brackets."""
    sign = st.sampled_from((" and ", " or "))
    word = st.sampled_from(("", "", "not "))
    flat = st.tuples(word, leaf, sign, word, leaf, sign, word, leaf).map("".join)
    nested = st.tuples(word, st.just("("), leaf, sign, word, leaf, st.just(")"), sign, leaf).map("".join)
    return leaf | leaf | flat | nested | leaf.map(lambda line: f"not {line}")


def _trees(part: Conditions) -> Conditions:
    lists = st.lists(part, min_size=1, max_size=3)
    counted = st.lists(part, min_size=2, max_size=3).flatmap(
        lambda parts: st.sampled_from(("1", "2", str(len(parts)))).map(lambda k: {"at_least": k, "of": parts})
    )
    return (
        lists.map(lambda parts: {"all": parts})
        | lists.map(lambda parts: {"any": parts})
        | counted
        | part.map(lambda one: {"not": one})
    )
