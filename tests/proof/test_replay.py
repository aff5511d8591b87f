"""A dimension without the rules that what is known of a customer rules out answers as the whole dimension does."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.proof.small_tables import Drawn, small_tables
from tierrules.language.build import build
from tierrules.meaning import semantics
from tierrules.meaning.truth import MISSING
from tierrules.meaning.values import Case
from tierrules.proof.engine.search import UndecidedError
from tierrules.proof.engine.witness import witness
from tierrules.proof.findings.overlaps import rules_of
from tierrules.proof.findings.subject import Subject


@given(small_tables(), st.data())
def test_what_is_ruled_out_takes_no_part(drawn: Drawn, data: Any) -> None:
    model = build("small.yaml", drawn.text)
    subject = Subject(model)
    for dimension in model.dimensions.values():
        for rules in rules_of(subject, dimension)[:2]:
            try:
                found = rules.world.find(rules.applies)
            except UndecidedError:
                found = None
            if found is None:
                continue
            names = list(found.facts)
            lost = data.draw(st.sets(st.sampled_from(names))) if names else set()
            facts = {name: MISSING if name in lost else seen for name, seen in found.facts.items()}
            case = Case(model, {**dict.fromkeys(model.fields, MISSING), **facts}, rules.world.as_of)
            whole, few = semantics.outcome(case, dimension), rules.replay.outcome(case)
            assert (few.status, few.candidates, few.labels) == (whole.status, whole.candidates, whole.labels)
            asked = {rule.id for rule in rules.replay.left(case).rules}
            assert {rule.id for rule in dimension.rules if semantics.truth(case, rule.when) is semantics.TRUE} <= asked


def test_where_less_work_says_too_much_the_whole_is_asked() -> None:
    model = build(
        "one.yaml",
        "tierrules: 1\nname: one\ndimensions:\n  d:\n    labels: [x, y]\n    hit: first\n"
        "    rules:\n      - {label: x, when: employees >= 10 and satisfaction >= 3}\n    otherwise: y\n",
    )
    (rules,) = rules_of(Subject(model), model.dimensions["d"])
    found = rules.world.find(rules.matches[0])
    assert found is not None

    def is_x(case: Case) -> bool:
        return semantics.asked(case, "d").label == "x"

    seen = witness(model, found.facts, rules.world.as_of, is_x, lambda case: True)
    assert {*seen.facts} == {"employees", "satisfaction"}
    assert seen == witness(model, found.facts, rules.world.as_of, is_x)
