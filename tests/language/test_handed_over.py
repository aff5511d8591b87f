"""One customer, one outcome: as a mapping, a dataclass, a pydantic model, flat or nested, with `model=` or without."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

import tierrules as tr
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.truth import Absent
from tierrules.testing import as_ofs, facts_for, handed_over, records_of, rulesets

# Every standard field is read, in a condition that its type allows.
EVERY_FIELD = "\n".join(
    [
        "tierrules: 1",
        "name: all",
        "dimensions:",
        *(
            f"  d_{name}: {{labels: [a, b], hit: first, otherwise: b, "
            f"rules: [{{label: a, when: present({name})}}, {{label: b, when: known({name})}}]}}"
            for name in STANDARD_FIELDS
        ),
    ]
)
RULES = tr.loads(EVERY_FIELD)
OF_MODEL = tr.loads(EVERY_FIELD, model=tr.Customer)
CODE = "91110000600037341L"
DAY = date(2026, 11, 22)


def outcome(rules: tr.Ruleset, customer: object, as_of: date) -> dict[str, Any]:
    return rules.classify(customer, as_of=as_of).to_dict()


@given(rulesets(), as_ofs(), st.data())
def test_the_way_in_which_a_customer_is_handed_over_changes_nothing(
    text: str, as_of: date, data: st.DataObject
) -> None:
    rules = tr.loads(text)
    facts = data.draw(facts_for(rules, as_of))
    plain = outcome(rules, facts, as_of)
    customer = data.draw(handed_over(rules.inputs, facts))
    assert outcome(rules, customer, as_of) == plain
    if isinstance(customer, BaseModel) or is_dataclass(customer):
        assert outcome(tr.loads(text, model=type(customer)), customer, as_of) == plain


@given(rulesets(), as_ofs(), st.data())
def test_nor_does_a_place_within_another_object(text: str, as_of: date, data: st.DataObject) -> None:
    rules = tr.loads(text)
    facts = data.draw(facts_for(rules, as_of))
    nested = tr.loads(text, columns={name: f"company.{name}" for name in rules.inputs})
    customer = data.draw(handed_over(rules.inputs, facts, nested=True))
    assert outcome(nested, customer, as_of) == outcome(rules, facts, as_of)


@given(facts_for(RULES, DAY), st.data())
def test_the_customer_model_means_what_the_mapping_means(facts: dict[str, Any], data: st.DataObject) -> None:
    """For every value that data can bring; what stands for a fact itself is no data. Codes have to be right."""
    facts |= {} if isinstance(facts["uscc"], Absent) else {"uscc": CODE}
    record = data.draw(records_of(RULES.inputs, facts))
    record = {name: raw for name, raw in record.items() if not isinstance(raw, Absent)}
    customer = tr.Customer.model_validate(record)
    assert outcome(RULES, customer, DAY) == outcome(RULES, record, DAY)
    assert outcome(OF_MODEL, customer, DAY) == outcome(RULES, record, DAY)
    again = tr.Customer.model_validate_json(customer.model_dump_json())
    assert (again, again.model_fields_set) == (customer, customer.model_fields_set)
    assert tr.Customer.model_validate(customer.model_dump()) == customer
