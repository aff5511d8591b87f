"""A comparison with a portfolio: the matrix of both rulesets, and how many customers lie in each region."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

import tierrules as tr
from tests.oracles.tables import MISSING, NONE, People
from tests.portfolio.edits import AS_OF
from tests.portfolio.test_what_if import PEOPLE, TEXT, told
from tests.proof.membership import is_in
from tests.proof.small_pairs import DrawnPair, small_pairs
from tierrules.language.results import comparison_of_rulesets
from tierrules.meaning.change.parts import State
from tierrules.portfolio.migration import Migration
from tierrules.proof.compare.comparison import Difference

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
    assert pickle.loads(pickle.dumps(found)) == found


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


def test_an_edition_that_follows_another() -> None:
    old = tr.loads(DATED.replace("fields:", "effective: {from: 2025-01-01, until: 2026-12-31}\nfields:", 1))
    text = DATED.replace("fields:", "effective: {from: 2027-01-01}\nfields:", 1).replace("6 months", "5 months")
    people = [
        {"last_purchase_on": one} for one in ("2026-07-31", "2026-08-01", "2026-08-02", "2026-07-01", "2026-06-30")
    ]
    found = old.compare(tr.loads(text), people, as_of=AS_OF)
    assert found.follow
    assert isinstance(found.migration, Migration)
    assert (found.migration.as_of, found.migration.as_of_after) == (AS_OF, date(2027, 1, 1))
    # On 22 November six months have not passed for any of them; on 1 January five have for all up to 1 August.
    assert [one.who.place for one in found.migration.movers("sleep")] == [f"position {at}" for at in (0, 1, 3, 4)]
    assert "as of 2026-11-22 → 2027-01-01" in str(found)
    later = old.compare(tr.loads(text), people, as_of=date(2027, 2, 1))
    assert isinstance(later.migration, Migration)
    assert (later.migration.as_of, later.migration.as_of_after) == (date(2026, 12, 31), date(2027, 2, 1))
    both = tr.loads(text.replace("2027-01-01", "2026-12-31"))
    with pytest.raises(tr.NotInForce):
        old.compare(both, people, as_of=AS_OF)


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
    assert [one.kind for one in moved.labels] == ["renamed"]
    assert moved.matrix["value"].moved.customers == 2


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


def test_calculations_and_scores_are_counted() -> None:
    text = DATED.replace("annual_spend > lifetime_spend", "annual_spend - lifetime_spend > 0")
    other = text.replace("annual_spend - lifetime_spend > 0", "annual_spend - lifetime_spend >= 0")
    people = [{"annual_spend": one, "lifetime_spend": 3} for one in (2, 3, 3, 4, None)]
    found = tr.loads(text).compare(tr.loads(other), people, as_of=AS_OF)
    assert [(one.dimension.name, one.customers) for one in found] == [("rich", 2)]
    scored = """\
tierrules: 1
name: scored
thresholds: {warm: 50, recent: 1 month}
scores:
  heat:
    add:
      - {points: 40, when: annual_spend >= 10}
      - {points: 20, when: employees >= 5}
      - {points: 30, when: elapsed(last_purchase_on) < recent}
dimensions:
  lead: {labels: [hot, cold], hit: first, rules: [{label: hot, when: heat >= warm}], otherwise: cold}
"""
    rules = tr.loads(scored)
    scores = [(1, 5, "2026-11-01"), (10, 5, "2026-01-01"), (10, 1, "2026-11-01"), (10, 5, "2026-10-23"), (1, 1, None)]
    leads = [dict(zip(("annual_spend", "employees", "last_purchase_on"), one, strict=True)) for one in scores]
    # They have 50, 60, 70, 90 and 0 points.
    cooler = rules.compare(rules.edit(warm=65), leads, as_of=AS_OF)
    assert cooler.matrix is not None
    assert cooler.matrix["lead"].moved.customers == 2
    assert [(one.dimension.name, one.customers) for one in cooler] == [("lead", 2)]


def test_a_language_that_is_not_spoken_is_refused() -> None:
    rules = tr.load("size-and-dormancy")
    found = rules.compare(rules.edit(large_employees=800))
    (one,) = found
    asks = (found.text, one.sentence, one.reason, lambda lang: found.to_frame(lang=lang))
    for ask in asks:
        with pytest.raises(ValueError, match="lang is `en` or `zh`, not `fr`"):
            ask("fr")  # type: ignore[arg-type]


@pytest.mark.parametrize("other", ["net-promoter", Path("new.yaml")])
def test_a_ruleset_is_compared_with_a_loaded_one(other: object) -> None:
    with pytest.raises(TypeError, match=r"compared with a loaded one: `tierrules.load\('"):
        tr.load("net-promoter").compare(other)  # type: ignore[arg-type]


@given(small_pairs(), st.data())
def test_every_region_holds_those_who_lie_in_it(drawn: DrawnPair, data: st.DataObject) -> None:
    day, people, records = some_customers(drawn, data)
    found = tr.loads(drawn.old).compare(tr.loads(drawn.new), records, as_of=day)
    assert isinstance(found.migration, Migration)
    assert found.migration.set_aside == 0
    moved = movers(found)
    for one in found:
        if any(each.terms for each in one.region) or one.gained or one.lost or one.but:
            continue
        count = sum(is_in(one, people[at], day) for at in moved.get(key_of(one, found), []))
        event("somebody lies in a region" if count else "nobody does")
        assert one.customers == count, one


@given(small_pairs(calculates=True) | small_pairs(), st.data())
def test_whoever_moves_on_complete_data_lies_in_a_region(drawn: DrawnPair, data: st.DataObject) -> None:
    day, people, records = some_customers(drawn, data)
    found = tr.loads(drawn.old).compare(tr.loads(drawn.new), records, as_of=day)
    assume(not found.undecided and all(one.only_on is None for one in found))
    regions: dict[object, list[int]] = {}
    for one in found:
        assert one.customers is not None
        regions.setdefault(key_of(one, found), []).append(one.customers)
    for key, places in movers(found).items():
        complete = sum(MISSING not in people[at].values() for at in places)
        counts = regions.get(key, [])
        assert all(one <= len(places) for one in counts)
        if not any(one.gained or one.lost for one in found):
            assert sum(counts) >= complete
            assert len(counts) != 1 or counts[0] >= complete
            event("somebody moves" if complete else "nobody moves on complete data")


def some_customers(drawn: DrawnPair, data: st.DataObject) -> tuple[date, list[dict[str, Any]], list[dict[str, object]]]:
    """A day, and some of all the customers that there are: as facts, and as data brings them."""
    day = data.draw(st.sampled_from(drawn.before.days))
    everybody = [facts for on, facts in People(drawn.before, missing=data.draw(st.booleans())).all if on == day]
    people = data.draw(st.lists(st.sampled_from(everybody), max_size=8)) if everybody else []
    return day, people, [{name: plain(seen) for name, seen in one.items() if seen != MISSING} for one in people]


def movers(found: tr.Comparison) -> dict[object, list[int]]:
    """The places of those who move, by how they do."""
    places: dict[object, list[int]] = {}
    for one in found.moved or ():
        places.setdefault((one.dimension.name, one.before, one.after), []).append(int(one.who.place.split()[1]))
    return places


def key_of(one: Difference, found: tr.Comparison) -> object:
    return one.dimension.name, word(one.before, new_names(found, one.dimension.name)), word(one.after, {})


def new_names(found: tr.Comparison, dimension: str) -> dict[str, str]:
    """What labels are called now that were called otherwise."""
    there = [one for one in found.labels if one.dimension.name == dimension]
    return {one.before.name: one.after.name for one in there if one.before is not None and one.after is not None}


def word(state: State, names: dict[str, str]) -> str:
    labels = [names.get(one.name, one.name) for one in state.labels]
    return " + ".join(labels if state.status == "decided" else [*labels, state.status])


@given(small_pairs(), st.data())
def test_the_matrix_is_that_of_both_rulesets(drawn: DrawnPair, data: st.DataObject) -> None:
    old, new = tr.loads(drawn.old), tr.loads(drawn.new)
    day, _, records = some_customers(drawn, data)
    found = old.compare(new, records, as_of=day)
    answers = [(old.classify(one, as_of=day), new.classify(one, as_of=day)) for one in records]
    for dimension in drawn.before.dimensions:
        known = new_names(found, dimension.name)
        pairs = Counter(
            (renamed(told(then[dimension.name]), known), told(now[dimension.name])) for then, now in answers
        )
        assert found.matrix is not None
        assert {key: one.customers for key, one in found.matrix[dimension.name].cells.items()} == pairs


def renamed(answer: str, names: dict[str, str]) -> str:
    return " + ".join(names.get(part, part) for part in answer.split(" + "))


def plain(seen: Any) -> object:
    if seen == NONE:
        return None
    return seen if isinstance(seen, bool | str | date) else Fraction(seen)
