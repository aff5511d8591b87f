"""`tierrules schema`: the published schema, and files held against it."""

import json
from datetime import date
from pathlib import Path

import tierrules as tr
from tests.cli.command import tierrules, written

ROOT = Path(__file__).parents[2]
GOOD = "tierrules: 1\nname: x\ndimensions: {d: {labels: [a], hit: first, rules: [{label: a, when: always}]}}\n"


def test_it_prints_the_published_schema() -> None:
    run = tierrules("schema", "ruleset")
    assert (run.code, run.err) == (0, "")
    assert run.out == (ROOT / "schemas" / "ruleset.schema.json").read_text(encoding="utf-8")
    assert json.loads(run.out)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_a_name_that_is_not_there_is_answered_with_the_nearest() -> None:
    run = tierrules("schema", "rulesets")
    assert (run.code, run.out) == (2, "")
    assert run.err == "tierrules: there is no schema `rulesets`; did you mean `ruleset`?\n"
    names = "cases, change, classification, comparison, customer, migration, report, ruleset"
    told = f"tierrules: there is no schema `x`; the schemas are {names}\n"
    assert tierrules("schema", "x").err == told


def test_a_good_file_meets_the_schema(tmp_path: Path) -> None:
    path = written(tmp_path, "rules.yaml", GOOD)
    run = tierrules("schema", "ruleset", "--validate", path)
    assert (run.code, run.out) == (0, f"{path}: meets the schema `ruleset`\n")


def test_every_fault_is_told_with_its_place(tmp_path: Path) -> None:
    path = written(
        tmp_path, "rules.yaml", GOOD.replace("hit: first", "hit: frist") + "titel: {zh: 甲, fr: A}\ntitle: []\n"
    )
    run = tierrules("schema", "ruleset", "--validate", path)
    assert run.code == 1
    assert [line for line in run.out.splitlines() if str(path) in line] == [
        f"{path}:3:36: error[schema-mismatch]: the text `frist` is not a hit policy",
        f"{path}:4:1: error[schema-mismatch]: the key `titel` does not belong here",
        f"{path}:5:8: error[schema-mismatch]: a list stands here, expected a text, or a mapping with `zh` and `en`",
        f"{path}: 3 problems",
    ]


def test_json_is_validated_as_well(tmp_path: Path) -> None:
    rule = {"label": "a", "when": "always"}
    document = {"tierrules": 1, "name": "x", "dimensions": {"d": {"labels": ["a"], "hit": "first", "rules": [rule]}}}
    path = written(tmp_path, "rules.json", json.dumps(document, indent=2))
    assert tierrules("schema", "ruleset", "--validate", path).code == 0
    document["name"] = ["x"]
    run = tierrules("schema", "ruleset", "--validate", written(tmp_path, "rules.json", json.dumps(document, indent=2)))
    assert run.code == 1
    assert "rules.json:3:11: error[schema-mismatch]: a list stands here, expected a name" in run.out


def test_what_is_no_yaml_or_not_there(tmp_path: Path) -> None:
    run = tierrules("schema", "ruleset", "--validate", written(tmp_path, "rules.yaml", "a: [\n"))
    assert run.code == 1
    assert "error[yaml-syntax]" in run.out
    run = tierrules("schema", "ruleset", "--validate", tmp_path / "none.yaml")
    assert (run.code, run.err) == (2, f"tierrules: {tmp_path / 'none.yaml'}: No such file or directory\n")


def test_results_are_held_against_their_schemas(tmp_path: Path) -> None:
    rules = tr.load("size-and-dormancy")
    before, after = (rules.classify({"employees": count}, as_of=date(2026, 11, 22)) for count in (10, 1000))
    (record,) = after.changes_from(before)
    for name, data in (("classification", after.to_dict()), ("change", record.to_dict())):
        path = written(tmp_path, f"{name}.json", json.dumps(data))
        run = tierrules("schema", name, "--validate", path)
        assert (run.code, run.out) == (0, f"{path}: meets the schema `{name}`\n")
        assert tierrules("schema", name).code == 0
    wrong = written(tmp_path, "wrong.json", json.dumps(record.to_dict() | {"direction": "sideways"}))
    run = tierrules("schema", "change", "--validate", wrong)
    assert run.code == 1
    assert run.out.splitlines()[0].startswith(f"{wrong}: $.direction: 'sideways' is not one of")
    torn = tierrules("schema", "change", "--validate", written(tmp_path, "torn.json", "{"))
    assert (torn.code, torn.out.splitlines()[0].partition(" not JSON")[1]) == (1, " not JSON")
