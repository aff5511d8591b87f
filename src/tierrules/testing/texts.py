"""A strategy for whole rulesets as YAML text, in every form of the language.

A new form of condition is one more function in `text_conditions`, a new form of dimension one in `text_dimensions`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from tierrules.testing.stock import ARITHMETIC, BOUNDS, DECLARED, MEMBERS, TITLES, dated, tables, tables_of, thresholds
from tierrules.testing.text_conditions import Conditions, conditions
from tierrules.testing.text_dimensions import dimensions, maybe
from tierrules.testing.yaml_text import block

Draw = st.DrawFn

_BONUS: Final = ("15", "-20", "0", *dated("10", "-10", "60"))
_LOW: Final = ("2", "1.5", *dated("1", "2", "3"), *tables_of("1", "2", "3"))
_HIGH: Final = ("4", "5", *dated("4", "5", "10"), *tables_of("4", "5", "10"))
_ASSUMED: Final = (
    *("first_deal_on <= last_purchase_on", "employees >= 0", "annual_spend <= annual_revenue"),
    *("not (vip and discount > ratio_1)", "d_money >= 0"),
)


@st.composite
def rulesets(draw: Draw, *, presence: bool = True) -> str:
    """Rulesets of all forms of the language, as YAML text that loads and is in force from 2019 to 2029.

    Without `presence` no rule asks `known(x)` or `present(x)`, and no dimension has `missing: no-match`: then nothing
    that is decided can change when missing values arrive.

        rulesets().map(tierrules.loads)
    """
    made = draw(dimensions(conditions(presence=presence, scores=True)))
    if not presence:
        made = {name: one | {"missing": None} for name, one in made.items()}
    scores = draw(_scores(conditions(presence=presence, scores=False)))
    return block(draw(_headings()) | draw(_values()) | {"scores": scores, "dimensions": made})


@cache
def _headings() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "tierrules": st.just("1"),
            "name": st.sampled_from(("generated", "客户分类", "no")),
            "version": st.sampled_from((None, '"2026.10"', "1")),
            "language": st.sampled_from((None, "zh", "en")),
            "currency": st.just("CNY"),
            "title": st.sampled_from((None, *TITLES)),
            "effective": st.sampled_from((None, {"from": "2019-01-01", "until": "2029-12-31"})),
            "fields": st.just(DECLARED),
            "assume": st.sampled_from((None, *([one] for one in _ASSUMED), _ASSUMED[:2])),
        }
    )


@cache
def _values() -> st.SearchStrategy[dict[str, Any]]:
    """Two thresholds of each kind and a table, named by their kind: `money_1`, `money_t`; and derived values."""
    pools = {f"{kind}_{number}": thresholds(kind) for kind in BOUNDS for number in (1, 2)}
    pools |= {f"{kind}_t": tables(kind) for kind in BOUNDS}
    pools |= {name: (table,) for name, table in MEMBERS.items()}
    pools |= {"bonus": _BONUS, "band_low": _LOW, "band_high": _HIGH}
    derived = {f"d_{kind}": st.sampled_from(texts) for kind, texts in ARITHMETIC.items()}
    return st.fixed_dictionaries(
        {
            "thresholds": st.fixed_dictionaries({name: st.sampled_from(pool) for name, pool in pools.items()}),
            "derived": st.fixed_dictionaries(derived | {"d_twice": st.just("d_count * 2")}),
        }
    )


@cache
def _scores(condition: Conditions) -> st.SearchStrategy[dict[str, Any]]:
    """Two scores, the second of which adds the first."""
    within = st.sampled_from((None, ["0", "100"], ["-10", "60"], ["bonus", "100"]))
    when = maybe(condition)
    entry = st.fixed_dictionaries({"points": st.sampled_from(("60", "40", "-30", "bonus")), "when": when})
    whole = st.fixed_dictionaries({"points": st.just("engagement"), "when": when})
    added = st.tuples(st.lists(entry, max_size=1), whole).map(lambda drawn: [*drawn[0], drawn[1]])
    return st.fixed_dictionaries(
        {
            "engagement": st.fixed_dictionaries({"within": within, "add": st.lists(entry, min_size=1, max_size=3)}),
            "total": st.fixed_dictionaries({"within": within, "add": added}),
        }
    )
