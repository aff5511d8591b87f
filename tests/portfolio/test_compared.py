"""A comparison with a portfolio: the matrix of both rulesets, and how many customers lie in each region."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.oracles.tables import MISSING, NONE, People
from tests.portfolio.edits import AS_OF
from tests.portfolio.test_what_if import PEOPLE, TEXT, told
from tests.proof.membership import is_in
from tests.proof.small_pairs import DrawnPair, small_pairs
from tierrules.language.results import comparison_of_rulesets
from tierrules.portfolio.migration import Migration

DATED = """\
tierrules: 1
name: dated
fields: {channel: {type: text, empty: none}, vip: {type: boolean}}
thresholds: {asleep: 6 months}
dimensions:
  sleep: {labels: [x, y], hit: first, rules: [{label: x, when: elapsed(last_purchase_on) >= asleep}], otherwise: y}
  where:
    labels: [net, shop]
    hit: first
    rules: [{label: net, when: "starts_with(channel, 'w') and vip"}]
    otherwise: shop
  rich: {labels: [x, y], hit: first, rules: [{label: x, when: annual_spend > lifetime_spend}], otherwise: y}
"""


def test_regions_say_how_many_of_ours_they_are() -> None:
    rules = tr.loads(TEXT)
    found = rules.compare(rules.edit(high_spend="60万", many=90), PEOPLE, as_of=AS_OF, weight="annual_spend")
    assert isinstance(found.migration, Migration)
    assert found.matrix is found.migration.matrix
    assert found.moved is found.migration.moved
    assert found.matrix["value"].moved.customers == 2
    counted = Counter((one.dimension.name, one.customers) for one in found)
    assert counted == {("value", 2): 1, ("size", 0): 1, ("both", 1): 1, ("both", 0): 1}
    assert (found.migration.set_aside, found.migration.unweighed) == (1, 1)
    assert found.matrix["value"].undetermined[0].customers == 1
    text = str(found).splitlines()
    assert text.count("    in the portfolio: 2") == 1
    assert "customers: 6 rows = 5 classified + 1 set aside, as of 2026-11-22" in text
    assert "客户名单中：2个" in found.text("zh")
    assert "<td" in found._repr_html_()
    assert "in the portfolio: 2" in found._repr_html_()
    data = json.loads(json.dumps(found.to_dict()))
    jsonschema.validate(data, comparison_of_rulesets(), cls=jsonschema.Draft7Validator)
    assert data["differences"][0]["customers"] == 2
    assert data["portfolio"]["moved"][0]["customer_id"] == "C1"


def test_without_a_portfolio_nothing_is_counted() -> None:
    rules = tr.loads(TEXT)
    found = rules.compare(rules.edit(high_spend="60万"))
    assert (found.migration, found.matrix, found.moved) == (None, None, None)
    assert {one.customers for one in found} == {None}
    assert found.to_dict()["portfolio"] is None
    assert "portfolio" not in str(found)
    with pytest.raises(TypeError, match="give `as_of`"):
        rules.compare(rules, PEOPLE)
    with pytest.raises(TypeError, match="are of a portfolio, and none is given"):
        rules.compare(rules, as_of=AS_OF)
    with pytest.raises(TypeError, match="are of a portfolio, and none is given"):
        rules.compare(rules, weight="annual_spend")


def test_a_label_that_is_called_otherwise_moves_nobody() -> None:
    rules = tr.loads(TEXT)
    renamed = TEXT.replace("high: {zh", "top: {zh").replace("label: high,", "label: top,").replace("'high'", "'top'")
    found = rules.compare(tr.loads(renamed), PEOPLE, as_of=AS_OF)
    assert [one.kind for one in found.labels] == ["renamed"]
    assert found.moved == ()
    assert found.matrix is not None
    assert found.matrix["value"].cells["top", "top"].customers == 3
    moved = rules.compare(tr.loads(renamed).edit(high_spend="60万"), PEOPLE, as_of=AS_OF)
    assert moved.matrix is not None
    assert moved.matrix["value"].moved.customers == 3  # not just the same customers any more


def test_dates_words_and_fields_side_by_side() -> None:
    before = tr.loads(DATED)
    text = DATED.replace("6 months", "3 months").replace("'w'", "'we'").replace("annual_spend > ", "annual_spend >= ")
    people = [
        {"last_purchase_on": "2026-08-22", "channel": "web", "vip": True, "annual_spend": 3, "lifetime_spend": 3},
        {"last_purchase_on": "2026-08-23", "channel": "wx", "vip": True, "annual_spend": 3, "lifetime_spend": 4},
        {"last_purchase_on": "2026-05-23", "channel": "wx", "vip": False, "annual_spend": 4, "lifetime_spend": 3},
        {"last_purchase_on": "2026-05-22", "channel": None, "vip": True, "annual_spend": None, "lifetime_spend": 3},
    ]
    found = before.compare(tr.loads(text), people, as_of=AS_OF)
    counted = {(one.dimension.name, one.before.label.name): one.customers for one in found if one.before.label}  # type: ignore[union-attr]
    assert counted == {("sleep", "y"): 2, ("where", "net"): 1, ("rich", "y"): 1}


def test_a_calculation_is_not_counted() -> None:
    text = DATED.replace("annual_spend > lifetime_spend", "annual_spend - lifetime_spend > 0")
    other = text.replace("annual_spend - lifetime_spend > 0", "annual_spend - lifetime_spend >= 0")
    people = [{"annual_spend": 3, "lifetime_spend": 3}]
    found = tr.loads(text).compare(tr.loads(other), people, as_of=AS_OF)
    assert found.matrix is not None
    assert found.matrix["rich"].moved.customers == 1
    assert {one.customers for one in found} <= {None, 1}


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(small_pairs(), st.data())
def test_every_region_holds_those_who_lie_in_it(drawn: DrawnPair, data: st.DataObject) -> None:
    old, new = tr.loads(drawn.old), tr.loads(drawn.new)
    day = data.draw(st.sampled_from(drawn.before.days))
    everybody = [facts for on, facts in People(drawn.before, missing=data.draw(st.booleans())).all if on == day]
    people = data.draw(st.lists(st.sampled_from(everybody), max_size=8)) if everybody else []
    records = [{name: plain(seen) for name, seen in one.items() if seen != MISSING} for one in people]
    found = old.compare(new, records, as_of=day)
    assert isinstance(found.migration, Migration)
    assert found.migration.set_aside == 0
    answers = [(old.classify(one, as_of=day), new.classify(one, as_of=day)) for one in records]
    names = {one.dimension.name: {} for one in found.labels}
    for one in found.labels:
        if one.kind == "renamed" and one.before is not None and one.after is not None:
            names[one.dimension.name][one.before.name] = one.after.name
    for dimension in drawn.before.dimensions:
        known = names.get(dimension.name, {})
        pairs = Counter(
            (renamed(told(then[dimension.name]), known), told(now[dimension.name])) for then, now in answers
        )
        assert {key: one.customers for key, one in found.matrix[dimension.name].cells.items()} == pairs  # type: ignore[index]
    for one in found:
        count = sum(
            (then[one.dimension.name].status, then[one.dimension.name].labels) == says(one.before)
            and (now[one.dimension.name].status, now[one.dimension.name].labels) == says(one.after)
            and is_in(one, facts, day)
            for (then, now), facts in zip(answers, people, strict=True)
        )
        event("somebody lies in a region" if count else "nobody does")
        assert one.customers == count, one


def says(state: Any) -> tuple[str, tuple[str, ...]]:
    return state.status, tuple(label.name for label in state.labels)


def renamed(answer: str, names: dict[str, str]) -> str:
    return " + ".join(names.get(part, part) for part in answer.split(" + "))


def plain(seen: Any) -> object:
    if seen == NONE:
        return None
    return seen if isinstance(seen, bool | str | date) else Fraction(seen)
