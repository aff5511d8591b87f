"""The strategies themselves: all they make can be used, and nothing that they should make is never made."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import tierrules as tr
from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.facts import read_facts
from tierrules.meaning.model import (
    AtLeast,
    Choice,
    Comparison,
    Computed,
    DateWindow,
    DerivedTerm,
    FieldTerm,
    LabelTest,
    Membership,
    Model,
    Not,
    Presence,
    ScoreTerm,
)
from tierrules.meaning.truth import MISSING, NONE
from tierrules.testing import (
    LeftOut,
    as_ofs,
    boundary_values,
    conditions,
    facts_for,
    handed_over,
    models,
    records_for,
    records_of,
    rulesets,
    ways,
)
from tierrules.testing.bounds import comparisons_of

AS_OF = date(2026, 11, 1)
RULES = tr.load("size-and-dormancy")

# What is drawn once is shared by the tests of one process.
pytestmark = pytest.mark.xdist_group("strategies")


@cache
def drawn(make: Callable[[], st.SearchStrategy[Any]], count: int = 200) -> list[Any]:
    """What a strategy makes, the same on every run; `make` is its name so that all tests share the examples."""
    seen: list[Any] = []

    @settings(max_examples=count, database=None, derandomize=True, phases=[Phase.generate])
    @given(make())
    def collect(one: object) -> None:
        seen.append(one)

    collect()
    return seen


def customers() -> st.SearchStrategy[Any]:
    return facts_for(RULES, AS_OF)


def records() -> st.SearchStrategy[Any]:
    return records_for(RULES, AS_OF)


def classified() -> st.SearchStrategy[Any]:
    def of(rules: tr.Ruleset) -> st.SearchStrategy[Any]:
        return records_for(rules, AS_OF).map(lambda record: rules.classify(record, as_of=AS_OF))

    return rulesets().map(tr.loads).flatmap(of)


def handed() -> st.SearchStrategy[Any]:
    return customers().flatmap(lambda facts: handed_over(RULES.inputs, facts))


def nested() -> st.SearchStrategy[Any]:
    return customers().flatmap(lambda facts: handed_over(RULES.inputs, facts, nested=True))


@pytest.mark.parametrize("make", [handed, nested], ids=["flat", "nested"])
def test_customers_are_handed_over_in_every_way(make: Callable[[], st.SearchStrategy[Any]]) -> None:
    made = drawn(make)
    outer = [one["company"] if isinstance(one, dict) and make is nested else one for one in made]
    assert any(isinstance(one, dict) for one in outer)
    assert any(isinstance(one, BaseModel) for one in made)
    assert any(is_dataclass(one) for one in made)
    assert make is nested or any(
        isinstance(value, Enum) for one in made if isinstance(one, dict) for value in one.values()
    )


# --- rulesets


@given(rulesets())
def test_every_generated_text_loads(text: str) -> None:
    rules = tr.loads(text)
    assert rules.dimensions
    assert yaml.load(text, Loader=yaml.BaseLoader)["dimensions"].keys() == rules.dimensions.keys()


@pytest.mark.parametrize(
    "form",
    [
        *(" and ", " or ", "not ", "elapsed(", "until(", "known(", "present(", " in [", " not in [", "always"),
        *("== true", "== 'no'", "0 <= until(", "all:", "any:", "not:", "applies:", "id: r", "otherwise: none"),
        *("source:", "language: zh", "_1 >= ", "title:", "version: 1", "effective:", "assume:", "overrides:"),
        *("hit: first", "hit: unique", "hit: any", "hit: priority", "hit: collect", "ordered: false", "no-match"),
        *("bands:", "from:", "up_to:", "cells:", "at_least: 2", "dated:", "prefix: true", "n/a", "default:"),
        *("      - channel", "within:", "points: -30", "points: engagement", "starts_with(", "has(", "in channel_t"),
        *("size == ", "tier in [", "d_count", "employees / orders_12m", "count_t >", "<= total", "duration_t", "max("),
    ],
)
def test_every_form_is_generated(form: str) -> None:
    assert any(form in text for text in drawn(rulesets, 500))


@pytest.mark.parametrize("kind", [Comparison, DateWindow, Membership, Presence, AtLeast, Not, Choice])
def test_every_core_form_is_generated(kind: type) -> None:
    assert any(isinstance(one, kind) for one in drawn(conditions, 500))


@pytest.mark.parametrize("kind", [Computed, DerivedTerm, ScoreTerm])
def test_every_kind_of_value_is_compared(kind: type) -> None:
    atoms = [atom for one in drawn(conditions) for atom in atoms_in(one)]
    assert any(isinstance(one.left, kind) for one in atoms if isinstance(one, Comparison))


@pytest.mark.parametrize("reducer", ["first", "unique", "any", "collect"])
def test_every_reducer_is_generated(reducer: str) -> None:
    assert any(one.reducer == reducer for model in drawn(models) for one in model.dimensions.values())


def test_a_dimension_asks_for_the_labels_of_another() -> None:
    dimensions = [dimension for model in drawn(models) for dimension in model.dimensions.values()]
    assert any(isinstance(one, LabelTest) for dimension in dimensions for one in comparisons_of(dimension))


def test_two_fields_are_compared() -> None:
    atoms = [atom for one in drawn(conditions) for atom in atoms_in(one)]
    terms = [(one.left, one.right) for one in atoms if isinstance(one, Comparison)]
    assert any(isinstance(left, FieldTerm) and isinstance(right, FieldTerm) for left, right in terms)


@given(rulesets(presence=False))
def test_without_presence_no_rule_asks_for_it(text: str) -> None:
    assert "known(" not in text
    assert "present(" not in text
    assert "no-match" not in text


@pytest.mark.parametrize("status", ["decided", "undetermined", "unlabelled", "conflict", "not-applicable"])
def test_every_outcome_is_reached(status: str) -> None:
    assert sum(tag.status == status for one in drawn(classified) for tag in one.by_dimension.values()) >= 3


# --- customers


@given(models(), as_ofs(), st.data())
def test_facts_are_facts_of_the_fields(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    reading = read_facts(model.fields, facts)
    assert (reading.facts, reading.problems) == (facts, ())


@given(models(), as_ofs(), st.data())
def test_complete_facts_lack_nothing(model: Model, as_of: date, data: st.DataObject) -> None:
    for name, fact in data.draw(facts_for(model, as_of, complete=True)).items():
        assert fact is not MISSING
        assert fact is not NONE or model.fields[name].empty == "none"


@pytest.mark.parametrize("name", RULES.inputs)
def test_every_boundary_value_and_both_kinds_of_absence_are_drawn(name: str) -> None:
    seen = {facts[name] for facts in drawn(customers, 600)}
    absent = {MISSING, NONE} if RULES.inputs[name].empty == "none" else {MISSING}
    assert {*boundary_values(RULES, AS_OF)[name], *absent} <= seen
    assert len(seen) > len(boundary_values(RULES, AS_OF)[name]) + 2  # and some that are no boundary value


@given(facts_for(RULES, AS_OF), st.data())
def test_a_record_means_its_facts(facts: dict[str, object], data: st.DataObject) -> None:
    record = data.draw(records_of(RULES.inputs, facts))
    assert RULES.classify(record, as_of=AS_OF).inputs == facts


@pytest.mark.parametrize(
    "condition",
    [
        lambda record: "employees" not in record,
        lambda record: record.get("employees", 0) is None,
        lambda record: record.get("last_purchase_on") == "",
        lambda record: isinstance(record.get("employees"), int),
        lambda record: isinstance(record.get("annual_revenue"), float),
        lambda record: str(record.get("annual_revenue")).endswith("亿"),
        lambda record: str(record.get("annual_revenue")).endswith("元"),
    ],
    ids=["left out", "None", "empty", "int", "float", "scaled", "currency"],
)
def test_every_way_of_writing_is_drawn(condition: Callable[[dict[str, object]], bool]) -> None:
    assert any(condition(record) for record in drawn(records, 600))


def test_the_ways_of_writing_a_number() -> None:
    seen = ways(Field("spend", Type.MONEY, currency="CNY"), Fraction(500_000_000))
    texts = {one for one in seen if isinstance(one, str)}
    assert {type(one).__name__ for one in seen} == {"Fraction", "int", "float", "Decimal", "str"}
    assert {"500000000", "500000000.00", "500_000_000", "5亿", "50000万", "0.5 billion", "500000000元"} <= texts
    share = ways(Field("share", Type.RATIO), Fraction(1, 5))
    assert {"0.2", "20%", "０．２"} <= {one for one in share if isinstance(one, str)}
    # No float is this number, so none is given for it.
    assert not any(isinstance(one, float) for one in ways(Field("x", Type.DECIMAL), 10**8 + Fraction(1, 10**10)))


def test_the_ways_of_writing_nothing() -> None:
    unknown, none = Field("a", Type.DATE), Field("b", Type.DATE, empty="none")
    assert set(ways(unknown, MISSING)) == {MISSING, LeftOut.KEY, None, "", "  "}
    assert set(ways(unknown, NONE)) == {NONE}
    assert set(ways(none, MISSING)) == {MISSING, LeftOut.KEY}
    assert set(ways(none, NONE)) == {NONE, None, "", "  "}


# --- without Hypothesis


def in_a_fresh_interpreter(statements: str) -> str:
    script = f"import sys; sys.path[:0] = {sys.path!r}; sys.modules['hypothesis'] = None\n{statements}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("module", ["tierrules.testing", "tierrules.testing.bounds"])
def test_without_hypothesis_the_import_says_what_to_install(module: str) -> None:
    shown = in_a_fresh_interpreter(
        f"import tierrules\ntry:\n    import {module}\nexcept tierrules.MissingExtraError as error:\n    print(error)"
    )
    assert shown == "tierrules.testing needs the extra `testing`: pip install 'tierrules[testing]'\n"


def test_without_hypothesis_the_package_itself_works() -> None:
    shown = in_a_fresh_interpreter("import tierrules as tr; print(tr.load('size-and-dormancy').name)")
    assert shown == "size-and-dormancy\n"
