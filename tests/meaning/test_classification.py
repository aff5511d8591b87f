"""What a caller gets: frozen, comparable, picklable with its reasons, and plain in JSON."""

import copy
import json
import pickle
from dataclasses import FrozenInstanceError
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.errors import Problem
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.result import Missing
from tierrules.meaning.sentences import explain
from tierrules.meaning.truth import MISSING, NONE
from tierrules.testing import as_ofs, facts_for, rulesets

AS_OF = date(2026, 11, 1)
RULES = tr.load("size-and-dormancy")


def classified(**customer: object) -> tr.Classification:
    return RULES.classify(customer, as_of=AS_OF)


def classifications() -> st.SearchStrategy[tr.Classification]:
    def of(rules: tr.Ruleset, as_of: date) -> st.SearchStrategy[tr.Classification]:
        return facts_for(rules, as_of).map(lambda facts: rules.classify_facts(CustomerReading(facts), as_of=as_of))

    return st.tuples(rulesets().map(tr.loads), as_ofs()).flatmap(lambda drawn: of(*drawn))


def test_what_it_says() -> None:
    seen = classified(employees=120, annual_revenue="0.1亿", last_purchase_on="")
    assert (seen.ruleset, seen.version, seen.as_of, seen.language) == ("size-and-dormancy", None, AS_OF, "en")
    assert seen.inputs == {
        "employees": Fraction(120),
        "annual_revenue": Fraction(10_000_000),
        "last_purchase_on": NONE,
    }
    assert list(seen) == ["size", "dormancy"]
    assert len(seen) == 2
    assert seen.tags == {"size": "medium", "dormancy": None}
    assert seen.labels == {"size": ("medium",), "dormancy": ()}
    assert (seen["dormancy"].status, seen["dormancy"].candidates) == ("not-applicable", ("not-applicable",))


def test_it_is_readable_at_a_prompt() -> None:
    seen = classified(employees=120)
    assert repr(seen) == (
        "<Classification by size-and-dormancy as of 2026-11-01: size=undetermined, dormancy=undetermined>"
    )
    assert repr(classified(employees=1000, last_purchase_on="")) == (
        "<Classification by size-and-dormancy as of 2026-11-01: size=large, dormancy=not-applicable>"
    )
    assert repr(classified(employees=1000)["size"]) == (
        "Tag(dimension='size', label='large', labels=('large',), status='decided', rule='size.large', "
        "rules=('size.large',), candidates=('large',), missing=())"
    )


@pytest.mark.parametrize("attribute", ["label", "status", "candidates", "rule", "missing", "dimension", "new"])
def test_a_tag_is_frozen(attribute: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(classified(employees=1000)["size"], attribute, None)


@pytest.mark.parametrize("attribute", ["ruleset", "as_of", "inputs", "by_dimension", "tags", "new"])
def test_a_classification_is_frozen(attribute: str) -> None:
    with pytest.raises((FrozenInstanceError, AttributeError)):
        setattr(classified(employees=1000), attribute, None)


def test_what_a_property_hands_out_is_the_callers_own() -> None:
    seen = classified(employees=1000)
    seen.tags["size"] = "small"
    seen.to_dict()["tags"]["size"]["label"] = "small"
    assert seen["size"].label == seen.tags["size"] == seen.to_dict()["tags"]["size"]["label"] == "large"


def test_the_callers_record_may_change_afterwards() -> None:
    customer: dict[str, object] = {"employees": 1000}
    seen = RULES.classify(customer, as_of=AS_OF)
    customer["employees"] = 1
    assert seen.inputs["employees"] == 1000
    assert seen["size"].justification.rules[0].comparisons[0].value == 1000


@given(classifications())
def test_it_survives_a_pickle_with_its_reasons(seen: tr.Classification) -> None:
    for again in (pickle.loads(pickle.dumps(seen)), copy.deepcopy(seen)):
        assert again == seen
        assert all(again[name].justification == seen[name].justification for name in seen)
        assert again.explain() == seen.explain()
        assert again.to_dict() == seen.to_dict()


def test_a_pickle_takes_the_reasons_along_and_not_the_ruleset() -> None:
    data = pickle.dumps(classified(employees=1000))
    assert b"large_employees" in data
    assert b"best first" not in data  # a comment of the file
    assert "best first" in RULES.source


def test_two_are_equal_if_they_say_the_same() -> None:
    assert classified(employees=1000) == classified(employees="1_000")
    assert classified(employees=1000) != classified(employees=1001)
    assert classified(employees=1000) != RULES.classify({"employees": 1000}, as_of=date(2026, 11, 2))


def plain_parts(data: Any) -> set[type]:
    if isinstance(data, dict):
        return {type(key) for key in data} | {part for value in data.values() for part in plain_parts(value)}
    return {part for value in data for part in plain_parts(value)} if isinstance(data, list) else {type(data)}


@given(classifications())
def test_it_is_plain_in_json(seen: tr.Classification) -> None:
    data = seen.to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert plain_parts(data) <= {str, bool, type(None)}  # no number: each would be rounded somewhere on its way
    assert data["inputs"].keys() == {name for name, fact in seen.inputs.items() if fact is not MISSING}
    for name, fact in seen.inputs.items():
        if isinstance(fact, Fraction):
            assert Fraction(data["inputs"][name]) == fact
    assert {name: tag["label"] for name, tag in data["tags"].items()} == seen.tags


def test_in_json() -> None:
    data = classified(employees=1000, last_purchase_on="")
    tags = data.to_dict()["tags"]
    assert data.to_dict()["inputs"] == {"employees": "1000", "last_purchase_on": None}
    assert tags["size"] == {
        "label": "large",
        "labels": ["large"],
        "status": "decided",
        "rule": "size.large",
        "rules": ["size.large"],
        "candidates": ["large"],
        "missing": [],
        "justification": {
            "applies": None,
            "rules": [
                {
                    "id": "size.large",
                    "label": "large",
                    "truth": "true",
                    "comparisons": [
                        {
                            "text": "employees >= large_employees",
                            "field": "employees",
                            "value": "1000",
                            "value_is": "known",
                            "op": ">=",
                            "bound": "1000",
                            "truth": "true",
                            "threshold": "large_employees",
                            "distance": "0",
                            "decisive": True,
                        },
                        {
                            "text": "annual_revenue >= large_revenue",
                            "field": "annual_revenue",
                            "value": None,
                            "value_is": "missing",
                            "op": ">=",
                            "bound": "500000000",
                            "truth": "unknown",
                            "threshold": "large_revenue",
                            "currency": "CNY",
                            "decisive": False,
                        },
                    ],
                }
            ],
            "better": [],
            "deciders": [],
        },
    }
    assert classified(annual_revenue="5亿").to_dict()["tags"]["dormancy"]["missing"] == [
        {"name": "last_purchase_on", "reason": "missing"}
    ]


def test_the_whole_in_json() -> None:
    data = classified(employees=1000).to_dict()
    assert list(data.pop("tags")) == ["size", "dormancy"]
    assert data == {
        "ruleset": "size-and-dormancy",
        "version": None,
        "fingerprint": RULES.fingerprint,
        "as_of": "2026-11-01",
        "problems": [],
        "language": "en",
        "inputs": {"employees": "1000"},
        "kinds": {"employees": "number", "annual_revenue": "missing", "last_purchase_on": "missing"},
    }


def test_what_it_holds_is_read_only() -> None:
    seen: Any = classified(employees=1000)
    for mapping in (seen.inputs, seen.by_dimension):
        with pytest.raises(TypeError):
            mapping["size"] = None


@given(classifications())
def test_equal_ones_have_one_hash(seen: tr.Classification) -> None:
    assert len({seen, copy.deepcopy(seen)}) == 1


def test_different_ones_have_different_hashes() -> None:
    other_rules = tr.loads(RULES.source.replace("1000", "1001", 1))
    assert other_rules.fingerprint != RULES.fingerprint
    different = {
        classified(employees=1000),
        classified(employees=1001),
        RULES.classify({"employees": 1000}, as_of=date(2026, 11, 2)),
        other_rules.classify({"employees": 1000}, as_of=AS_OF),
    }
    assert len({hash(one) for one in different}) == 4


def test_each_dimension_is_explained_on_lines_of_its_own() -> None:
    seen = classified(employees=1000, last_purchase_on="2026-10-31")
    size, dormancy = (explain(seen[name].justification, "en") for name in seen)
    assert seen.explain() == seen.explain(lang="en") == f"{size}\n{dormancy}"


def test_another_language_is_refused() -> None:
    other: Any = "de"
    with pytest.raises(ValueError, match=r"^lang is `en` or `zh`, not `de`$"):
        classified(employees=1000).explain(lang=other)


def test_another_way_with_unknown_keys_is_refused() -> None:
    other: Any = "eror"
    with pytest.raises(ValueError, match="unknown is `near-miss`, `error` or `ignore`, not `eror`"):
        RULES.classify({"employees": 1000}, as_of=AS_OF, unknown=other)


# --- read back

OTHER = tr.loads(RULES.source.replace("1000", "1001", 1))


def test_a_tag_read_back_from_a_pickle_has_its_reasons_and_no_rules() -> None:
    seen = classified(employees=1000)
    again = pickle.loads(pickle.dumps(seen))
    assert again["size"].justification == again["size"].brief == seen["size"].justification
    with pytest.raises(ValueError, match=r"read back has no rules to search; classify the customer again$"):
        again.path_to("size", "large")


def test_a_classification_read_back_from_json_is_the_same_and_tells_reasons_by_its_ruleset() -> None:
    seen = classified(employees=120)
    data = json.loads(json.dumps(seen.to_dict()))
    bare, whole = tr.Classification.from_dict(data), tr.Classification.from_dict(data, RULES)
    assert bare == whole == seen
    assert bare["size"].missing == (Missing("annual_revenue", "missing"),)
    assert bare.to_dict() == whole.to_dict() == data
    assert whole.explain() == seen.explain()
    with pytest.raises(tr.RulesetError) as raised:
        bare.explain()
    assert str(raised.value) == (
        "the classification was read back from JSON without its ruleset; "
        "give it to `from_dict`, and reasons are made anew"
    )


def test_another_ruleset_than_its_own_is_refused_with_both_fingerprints() -> None:
    data = classified(employees=120).to_dict()
    with pytest.raises(tr.RulesetError) as raised:
        tr.Classification.from_dict(data, OTHER)
    assert str(raised.value) == (
        f"the classification is by `size-and-dormancy` {RULES.fingerprint[:12]}, "
        f"and `rules` is {OTHER.fingerprint[:12]}"
    )
    now = classified(employees=1000)
    with pytest.raises(tr.RulesetError) as raised:
        now.changes_from(tr.Classification.from_dict(data), OTHER)
    assert str(raised.value) == (
        f"the previous classification is by `size-and-dormancy` {RULES.fingerprint[:12]}, "
        f"and `previous_rules` is {OTHER.fingerprint[:12]}"
    )
    with pytest.raises(tr.RulesetError) as raised:
        tr.Classification.from_dict(now.to_dict()).changes_from(tr.Classification.from_dict(data))
    assert str(raised.value) == (
        "the classification by `size-and-dormancy` was read back and holds no ruleset; classify the customer again"
    )


def test_problems_are_read_back_as_they_were() -> None:
    text = RULES.source.replace("dimensions:", "assume: [employees >= 1]\ndimensions:", 1)
    seen = tr.loads(text).classify({"employees": 0}, as_of=AS_OF)
    (problem,) = tr.Classification.from_dict(seen.to_dict()).problems
    assert problem == seen.problems[0]
    assert problem == Problem(
        "employees",
        "employees",
        "",
        "the customer contradicts the assumption `employees >= 1`",
        "check the data, or the assumption",
    )
    assert seen.explain().split("\n")[-1] == (
        "! employees: the customer contradicts the assumption `employees >= 1`; check the data, or the assumption"
    )


def test_fields_that_no_rule_reads_cannot_move() -> None:
    with pytest.raises(ValueError, match=r"^no rule reads `colour`, `shape`$"):
        classified(employees=1).path_to("size", "large", movable=["colour", "employees", "shape"])
