"""The service in `examples/service` runs: a real server, a real client, and rules that change under it."""

import importlib
import json
import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
import uvicorn

SERVICE = Path(__file__).parents[2] / "examples" / "service"
PATIENCE = 30
WRONG = "when: annual_spend >= key_spnd}"


@pytest.fixture
def app_module(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(SERVICE)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield importlib.import_module("app")
    for name in ("app", "rulebook"):
        sys.modules.pop(name, None)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copy(SERVICE / "rules.yaml", tmp_path))


@pytest.fixture
def client(app_module: ModuleType, rules: Path, caplog: pytest.LogCaptureFixture) -> Iterator[httpx.Client]:
    """A client of a server that really listens, on a port that was free."""
    caplog.set_level(logging.INFO)
    config = uvicorn.Config(app_module.create_app(rules), port=0, log_config=None, ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started or not thread.is_alive())
    assert server.started
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as asking:
        yield asking
    server.should_exit = True
    thread.join(PATIENCE)
    assert not thread.is_alive()


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < end:
        time.sleep(0.01)


def replace(path: Path, old: str, new: str) -> None:
    """Edit the rules as editors do: another file takes the name."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    beside = path.with_suffix(".new")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    os.replace(beside, path)


def classified(client: httpx.Client, **account: object) -> dict[str, Any]:
    answer = client.post("/classify", params={"as_of": "2026-11-22"}, json={"account_no": "8001", **account})
    assert answer.status_code == 200, answer.text
    decision: dict[str, Any] = answer.json()
    return decision


def health(client: httpx.Client) -> dict[str, Any]:
    answer = client.get("/health")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def decisions(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [json.loads(record.message) for record in caplog.records if record.name == "decisions"]


def test_an_account_is_classified_and_the_decision_logged(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    decision = classified(
        client,
        company={"staff": 1000, "revenue": "49999999.99"},
        spend_12m="500000",
        last_order="2026-05-22",
        visits_30d=3,
    )
    assert decision.pop("lacking") == {}
    fingerprint = decision.pop("fingerprint")
    assert decision == {
        "account_no": "8001",
        "as_of": "2026-11-22",
        "tags": {"size": "large", "value": "key", "dormancy": "dormant"},
        "rule": {"size": "size.large", "value": "value.key", "dormancy": "dormancy.dormant"},
    }
    assert decisions(caplog) == [{**decision, "fingerprint": fingerprint}]
    assert health(client) == {"status": "ok", "fingerprint": fingerprint, "problem": None}


def test_what_an_account_lacks_is_said_and_nothing_guessed(client: httpx.Client) -> None:
    decision = classified(client, company={"staff": 40}, visits_30d=20)
    assert decision["tags"] == {"size": None, "value": None, "dormancy": None}
    assert decision["lacking"] == {
        "size": ["annual_revenue"],
        "value": ["annual_spend"],
        "dormancy": ["last_purchase_on"],
    }


def test_without_a_day_it_is_today(client: httpx.Client) -> None:
    before = date.today()
    answer = client.post("/classify", json={"account_no": "8001"}).json()
    assert answer["as_of"] in {before.isoformat(), date.today().isoformat()}


def test_new_rules_are_in_force_at_the_next_request(client: httpx.Client, rules: Path) -> None:
    old = classified(client, spend_12m="600000")
    replace(rules, "key_spend: 50万", "key_spend: 80万")
    new = classified(client, spend_12m="600000", visits_30d=3)
    assert (old["tags"]["value"], new["tags"]["value"]) == ("key", "regular")
    assert old["fingerprint"] != new["fingerprint"] == health(client)["fingerprint"]


def test_wrong_rules_leave_the_old_ones_in_force_until_they_are_mended(
    client: httpx.Client, rules: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = classified(client, spend_12m="600000")
    replace(rules, "when: annual_spend >= key_spend}", WRONG)
    assert classified(client, spend_12m="600000") == before
    told = health(client)
    assert (told["status"], told["fingerprint"]) == ("old rules in force", before["fingerprint"])
    assert "error[unknown-name]" in told["problem"]
    assert "did you mean `key_spend`?" in told["problem"]
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1, "asked three times, logged once"
    assert "error[unknown-name]" in errors[0].message

    replace(rules, WRONG, "when: annual_spend > key_spend}")
    mended = classified(client, spend_12m="500000", visits_30d=0)
    assert mended["tags"]["value"] == "regular"
    assert health(client) == {"status": "ok", "fingerprint": mended["fingerprint"], "problem": None}


def test_a_ruleset_that_our_model_does_not_fit_is_wrong_too(client: httpx.Client, rules: Path) -> None:
    replace(rules, "many_visits: 20", "many_visits: 5万元")
    assert health(client)["status"] == "old rules in force"


def test_a_file_that_is_gone_and_comes_back(client: httpx.Client, rules: Path) -> None:
    before = classified(client, spend_12m="600000")
    text = rules.read_bytes()
    rules.unlink()
    assert classified(client, spend_12m="600000") == before
    assert "No such file" in health(client)["problem"]
    rules.write_bytes(text)
    assert health(client) == {"status": "ok", "fingerprint": before["fingerprint"], "problem": None}


def test_a_file_that_is_only_touched_is_not_loaded_again(
    client: httpx.Client, rules: Path, caplog: pytest.LogCaptureFixture
) -> None:
    os.utime(rules, ns=(1, 1))
    assert health(client)["status"] == "ok"
    assert [record for record in caplog.records if record.name == "rulebook"] == []


@pytest.mark.parametrize(
    ("account", "places"),
    [
        ({}, [["body", "account_no"]]),
        (
            {"account_no": "1", "company": {"staff": 2.5}, "last_order": "soon"},
            [["body", "company", "staff"], ["body", "last_order"]],
        ),
        # Our model takes it; the rules know that nobody has -5 employees.
        ({"account_no": "1", "company": {"staff": -5}}, [["body", "company", "staff"]]),
    ],
)
def test_bad_data_is_refused_field_by_field(
    client: httpx.Client, caplog: pytest.LogCaptureFixture, account: dict[str, Any], places: list[list[str]]
) -> None:
    answer = client.post("/classify", json=account)
    assert answer.status_code == 422
    assert [one["loc"] for one in answer.json()["detail"]] == places
    assert all(one["msg"] for one in answer.json()["detail"])
    assert decisions(caplog) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('{"account_no": "1", "company": {"staff": 1e400}}', ["body", "company", "staff"]),
        ('{"account_no": "1", "company": {"revenue": 1e400}}', ["body", "company", "revenue"]),
        ('{"account_no": "1", "company": {"revenue": -1e400}}', ["body", "company", "revenue"]),
        ('{"account_no": "1", "company": {"revenue": NaN}}', ["body", "company", "revenue"]),
        ('{"account_no": "1", "company": {"revenue": "1e999999"}}', ["body", "company", "revenue"]),
        ('{"account_no": "1\\ud800"}', ["body", "account_no"]),
        ("[1e400]", ["body"]),
    ],
)
def test_data_that_json_itself_cannot_write_is_refused_like_any_other(
    client: httpx.Client, body: str, place: list[str]
) -> None:
    answer = client.post("/classify", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, [one["loc"] for one in answer.json()["detail"]]) == (422, [place])


@pytest.mark.parametrize("day", ["1999-12-31", "3000-01-01", "8999-12-31", "9999-12-31", "soon"])
def test_a_day_that_nobody_means_is_refused(client: httpx.Client, day: str) -> None:
    answer = client.post("/classify", params={"as_of": day}, json={"account_no": "1"})
    assert (answer.status_code, [one["loc"] for one in answer.json()["detail"]]) == (422, [["query", "as_of"]])


def test_a_day_without_figures_is_refused(client: httpx.Client, rules: Path) -> None:
    replace(rules, "currency: CNY", "currency: CNY\neffective: {from: 2026-01-01}")
    answer = client.post("/classify", params={"as_of": "2025-12-31"}, json={"account_no": "1"})
    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "the ruleset `account-standard` is in force from 2026-01-01, not on 2025-12-31",
    )


def test_a_service_does_not_start_with_wrong_rules(app_module: ModuleType, rules: Path) -> None:
    replace(rules, "when: annual_spend >= key_spend}", WRONG)
    with pytest.raises(app_module.tr.RulesetError, match="unknown-name"):
        app_module.create_app(rules)
