"""`tierrules schema customer`: the schema of one customer, and customers held against the standard fields."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import tierrules, written

ROOT = Path(__file__).parents[2]


def test_it_prints_the_published_schema() -> None:
    run = tierrules("schema", "customer")
    assert (run.code, run.err) == (0, "")
    assert run.out == (ROOT / "schemas" / "customer.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "one.json",
            json.dumps({"employees": 60, "annual_spend": 5e-7, "last_purchase_on": None, "ownership": "state"}),
        ),
        ("one.yaml", "employees: 60\nannual_spend: 50万\nprofit_margin: 20%\nname: ''\nneed_confirmed: yes\n"),
        ("words.yaml", "员工数: 60\n年采购额: 50万\nLast purchase: 2026-10-01\n"),
        ("code.yaml", "industry_code: 6e5\nregion: 'null'\n"),
        ("two.jsonl", '{"employees": 60}\n\n{"uscc": "91110000600037341L"}\n'),
    ],
)
def test_customers_who_can_be_read(tmp_path: Path, name: str, text: str) -> None:
    path = written(tmp_path, name, text)
    run = tierrules("schema", "customer", "--validate", path)
    assert (run.code, run.out) == (0, f"{path}: meets the schema `customer`\n")


def test_every_fault_is_told_with_its_place(tmp_path: Path) -> None:
    text = "employes: 60\nsatisfaction: 9\nneed_confirmed: [yes]\nownership: ours\nuscc: 91110000600037341A\n"
    path = written(tmp_path, "one.yaml", text)
    run = tierrules("schema", "customer", "--validate", path)
    assert run.code == 1
    assert [line.removeprefix(f"{path}:") for line in run.out.splitlines() if str(path) in line] == [
        "1:1: error[schema-mismatch]: a customer has no field `employes`",
        "2:15: error[schema-mismatch]: satisfaction: `9` is above 5, the field's limit",
        "3:17: error[schema-mismatch]: a list stands here, expected a value of type boolean",
        "4:12: error[schema-mismatch]: ownership: `ours` is not a value of the category",
        "5:7: error[schema-mismatch]: uscc: `91110000600037341A` is not a unified social credit code: its check "
        "character does not fit",
        " 5 problems",
    ]
    assert "help: did you mean `employees`?" in run.out


def test_two_keys_for_one_field_are_told_at_the_second(tmp_path: Path) -> None:
    path = written(tmp_path, "one.yaml", "员工数: 60\nemployees: many\n员工数目: 3\n")
    run = tierrules("schema", "customer", "--validate", path)
    assert run.code == 1
    assert f"{path}:2:1: error[schema-mismatch]: `员工数` and `employees` are two keys for one field" in run.out
    assert f"{path}:2:12: error[schema-mismatch]: employees: `many` is not a number" in run.out
    assert f"{path}:3:1: error[schema-mismatch]: a customer has no field `员工数目`" in run.out
    assert "help: did you mean `employees`?" in run.out


@pytest.mark.parametrize("text", ['{"employees": "null"}', '{"annual_spend": "5e-7"}', '{"employees": {"a": 1}}'])
def test_a_text_in_quotes_is_a_text(tmp_path: Path, text: str) -> None:
    assert tierrules("schema", "customer", "--validate", written(tmp_path, "one.json", text)).code == 1


def test_of_json_lines_the_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "many.jsonl", '{"employees": 60}\n\n{"employees": -1}\n{"employees": 5\n')
    run = tierrules("schema", "customer", "--validate", path)
    assert run.code == 1
    assert f"{path}:3:15: error[schema-mismatch]: employees: `-1` is below 0, the field's limit" in run.out
    assert f"{path}:4:" in run.out
