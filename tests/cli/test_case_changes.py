"""Expected changes in case files: what a change record says passes, anything else fails by its dimension."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

import tierrules as tr
from tests.cli.command import tierrules
from tests.cli.test_case_files import quoted, run_text, told, written
from tierrules.cli.case_runs import FileRun
from tierrules.meaning import plain
from tierrules.meaning.change.parts import State
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.truth import NONE, Absent
from tierrules.testing import as_ofs, facts_for, rulesets

RULES = """\
tierrules: 1
name: care
language: zh
currency: CNY
thresholds: {high: 50万, old_after: 12 months}
dimensions:
  value:
    title: {zh: 客户价值, en: Value}
    labels: {high: {zh: 高价值, en: High value}, low: {zh: 低价值, en: Low value}}
    hit: first
    rules: [{label: high, when: annual_spend >= high}]
    otherwise: low
  stage:
    labels: [old, young]
    hit: first
    rules: [{label: old, when: elapsed(first_deal_on) >= old_after}]
    otherwise: young
triggers:
  won: {dimension: value, to: high, do: {assign: manager}}
  lost: {dimension: value, from: high}
"""
HEAD = "tierrules-cases: 1\nrules: rules.yaml\nas_of: 2026-11-22\ncases:\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def run_case(folder: Path, text: str) -> FileRun:
    return run_text(f"{HEAD}  - name: made\n{text}", folder / "made.cases.yaml")


# --- what stands in `previous`


@pytest.mark.parametrize(
    ("previous", "customer", "change"),
    [
        # What is not said is as it is now; `unknown` and `none` are said.
        ("{customer: {annual_spend: 49万}}", "{annual_spend: 50万}", "{value: low -> high, stage: none}"),
        ("{customer: {annual_spend: unknown}}", "{annual_spend: 50万}", "{value: undetermined -> high}"),
        ("{customer: {年消费额: 50万}}", "{annual_spend: unknown}", "{value: high -> undetermined}"),
        ("{customer: {first_deal_on: none}}", "{first_deal_on: 2025-11-22}", "{stage: young -> old, value: none}"),
        ("{as_of: 2026-11-21}", "{first_deal_on: 2025-11-22}", "{stage: young -> old}"),
        ("{as_of: 2026-11-22}", "{first_deal_on: 2025-11-22}", "none"),
        ("{rules: rules.yaml}", "{annual_spend: 50万}", "none"),
        ("none", "{annual_spend: 50万}", "{value: {to: high, triggers: won}, stage: {to: undetermined}}"),
    ],
)
def test_what_was_before(folder: Path, previous: str, customer: str, change: str) -> None:
    run = run_case(folder, f"    previous: {previous}\n    customer: {customer}\n    changes: {change}\n")
    assert list(map(str, told(run))) == []
    assert run.is_sound


def test_none_is_read_by_the_ruleset_of_before_as_it_reads_emptiness(folder: Path) -> None:
    """A date that may be none today, and of which nobody knew then."""
    old = RULES.replace("thresholds:", "fields: {first_deal_on: {type: date}}\nthresholds:")
    (folder / "old.yaml").write_text(old, encoding="utf-8")
    case = "    previous: {rules: old.yaml}\n    customer: {first_deal_on: none}\n    changes: {stage: %s -> young}\n"
    assert run_case(folder, case % "undetermined").is_sound
    assert not run_case(folder, case % "old").is_sound


def test_a_ruleset_of_before_that_does_not_load_tells_its_own_problems(folder: Path) -> None:
    (folder / "old.yaml").write_text(RULES.replace(">= high", ">= hihg"), encoding="utf-8")
    run = run_case(folder, "    previous: {rules: old.yaml}\n    customer: {}\n    changes: none\n")
    assert [(Path(one.file).name, one.code) for one in told(run)] == [("old.yaml", "unknown-name")]
    assert not run.is_sound
    assert run.runs == ()


# --- what a failure shows


CASE = """\
    previous: {customer: {annual_spend: 49万}}
    customer: {annual_spend: 50万}
    changes: {value: {direction: down, reason: 50万}, stage: none}
    labels: {stage: none}
"""


def test_a_failure_shows_the_change_and_the_grounds(folder: Path) -> None:
    path = folder / "made.cases.yaml"
    path.write_text(f"{HEAD}  - name: made\n{CASE}", encoding="utf-8")
    lines = tierrules("test", path).out.splitlines()
    change = "  2026-11-22:因年消费额由49万元升至50万元，正好等于high,将'低价值'调整为'高价值'"
    assert lines[0] == "failed: made, as of 2026-11-22"
    at = lines.index(change)
    assert lines[at - 3].endswith("error[case-failed]: the direction of `value` is `up`, expected `down`")
    assert lines[at + 1] == "  客户价值：高价值（value.high）"
    assert sum(line.startswith("  2026-11-22") for line in lines) == 1
    english = tierrules("test", path, "--lang", "en").out
    assert "  2026-11-22: 'Low value' became 'High value' because Annual spend rose" in english


def test_a_failure_as_data_holds_the_change(folder: Path) -> None:
    path = folder / "made.cases.yaml"
    path.write_text(f"{HEAD}  - name: made\n{CASE}", encoding="utf-8")
    (failed,) = json.loads(tierrules("test", path, "--format", "json").out)["files"][0]["cases"]
    changes = {one["dimension"]: one["change"] for one in failed["failures"]}
    assert changes["stage"] is None
    record = tr.ChangeRecord.from_dict(changes["value"])
    assert (record.direction, record.cause) == ("up", (("data",),))
    assert record.after == State("decided", record.after.labels if record.after else ())
    assert "低价值" in tierrules("test", path, "--format", "junit").out


# --- cases made of a ruleset's own changes


def customer_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as a case writes them."""
    made: dict[str, Any] = {}
    for name, fact in facts.items():
        shown = plain.value(fact)
        absent = "none" if fact is NONE else "unknown"
        made[name] = absent if isinstance(fact, Absent) else str(shown).lower() if isinstance(shown, bool) else shown
    return made


def state_of(state: State | None) -> list[str] | str:
    assert state is not None
    return [one.name for one in state.labels] if state.status in ("decided", "unlabelled") else state.status


def change_of(record: tr.ChangeRecord) -> dict[str, Any]:
    change: dict[str, Any] = {"direction": record.direction}
    if record.before is not None:
        change["from"] = state_of(record.before)
    if record.after is not None:
        change["to"] = state_of(record.after)
    change["cause"] = " or ".join(" and ".join(one) for one in record.cause) or "undetermined"
    change["drivers"] = list(dict.fromkeys(one.name for one in record.drivers))
    change["triggers"] = [one.name for one in record.triggers]
    change["reason"] = record.reason("zh")
    if state_of(record.before) == state_of(record.after) if record.before and record.after else False:
        del change["from"]
    return change


def text_of(previous: dict[str, str], customer: dict[str, Any], changes: dict[str, Any]) -> str:
    lines = [f"{name}: {written(one) if isinstance(one, dict) else quoted(one)}" for name, one in changes.items()]
    parts = [f"{name}: {one}" for name, one in previous.items()]
    previous_text, changes_text = (f"{{{', '.join(one)}}}" for one in (parts, lines))
    keys = (f"previous: {previous_text}", f"customer: {written(customer)}", f"changes: {changes_text}")
    return "".join(f"    {one}\n" for one in ("language: zh", *keys))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


OTHERWISE = {
    "from": "conflict",
    "to": "conflict",
    "cause": "undetermined",
    "drivers": [],
    "reason": "what nobody says",
    "direction": "none",
}


@given(data=st.data(), text=rulesets())
def test_own_changes_pass_and_one_that_is_altered_fails_by_its_dimension(
    made: Path, data: st.DataObject, text: str
) -> None:
    other = data.draw(st.none() | rulesets(), label="the ruleset of before")
    rules, old = tr.loads(text), tr.loads(other or text)
    (made / "rules.yaml").write_text(text, encoding="utf-8")
    (made / "old.yaml").write_text(other or text, encoding="utf-8")
    then, now = sorted((data.draw(as_ofs()), data.draw(as_ofs())))
    facts, before = data.draw(facts_for(rules, now)), data.draw(facts_for(old, then))
    seen = rules.classify_facts(CustomerReading(facts), as_of=now)
    records = seen.changes_from(old.classify_facts(CustomerReading(before), as_of=then))
    assume(records)
    changed = {one.dimension.name: change_of(one) for one in records}
    changes = {name: changed.get(name, "none") for name in dict.fromkeys((*rules.dimensions, *old.dimensions))}
    previous = {
        "as_of": str(then),
        "customer": written(customer_of(before)),
        **({"rules": "old.yaml"} if other else {}),
    }

    def run(changes: dict[str, Any]) -> FileRun:
        case = text_of(previous, customer_of(facts), changes)
        return run_text(f"{HEAD}  - name: made\n    as_of: {now}\n{case}", made / "made.cases.yaml")

    sound = run(changes)
    assert list(map(str, told(sound))) == []
    assert sound.is_sound
    name = data.draw(st.sampled_from(list(changed)))
    key = data.draw(st.sampled_from([one for one in OTHERWISE if one in changed[name]]))
    assume(changed[name][key] != OTHERWISE[key])
    event(f"altered: {key}")
    assume(key not in ("from", "to") or changed[name].get("to" if key == "from" else "from") != "conflict")
    altered = {**changes, name: {**changed[name], key: OTHERWISE[key]}}
    (failed,) = run(altered).failed
    (failure,) = failed.failures
    assert failure.change is not None
    assert failure.change.dimension.name == name
    (problem,) = failure.diagnostics
    assert f"`{name}`" in problem.message
    stays = {**changes, name: "none"}
    (failure,) = run(stays).failed[0].failures
    assert f"`{name}` changes from " in failure.diagnostics[0].message
