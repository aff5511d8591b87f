"""Results as frames: what they hold is what the records hold, in each library."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pytest

import tierrules as tr
from tests.portfolio.edits import AS_OF
from tests.portfolio.test_grid import ENDS
from tests.portfolio.test_grid import PEOPLE as SPENDERS
from tests.portfolio.test_grid import TEXT as TWO
from tests.portfolio.test_what_if import PEOPLE, SLEEPERS, TEXT, TIMELY
from tierrules.language import frames
from tierrules.language.frames import Backend

BACKENDS: tuple[Backend, ...] = get_args(Backend)


def rows(found: Any) -> list[dict[str, Any]]:
    """The rows of a frame as plain data, by its own library's means."""
    match type(found).__module__.partition(".")[0]:
        case "polars":
            return found.to_dicts()  # type: ignore[no-any-return]
        case "pyarrow":
            return found.to_pylist()  # type: ignore[no-any-return]
    records = found.to_dict(orient="records")
    return [
        {key: None if value is None or value != value or str(value) == "<NA>" else value for key, value in one.items()}
        for one in records
    ]


def types(found: Any) -> list[str]:
    match type(found).__module__.partition(".")[0]:
        case "polars":
            return [str(one) for one in found.dtypes]
        case "pyarrow":
            return [str(one.type) for one in found.schema]
    return [str(one) for one in found.dtypes]


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> Backend:
    return request.param  # type: ignore[no-any-return]


def test_a_migration(backend: Backend) -> None:
    found = tr.loads(TEXT).what_if(PEOPLE, {"high_spend": "60万"}, as_of=AS_OF, weight="annual_spend")
    matrix = found.to_frame(backend=backend)
    assert type(matrix).__module__.startswith(backend)
    assert rows(matrix)[:2] == [
        {"dimension": "value", "before": "high", "after": "high", "customers": 1, "weight": 600_000.0},
        {"dimension": "value", "before": "high", "after": "low", "customers": 2, "weight": 1_099_999.0},
    ]
    assert sum(one["customers"] for one in rows(matrix)) == 5 * 3
    titled = rows(found.to_frame(backend=backend, lang="zh"))
    assert (titled[1]["dimension"], titled[1]["before"], titled[1]["after"]) == ("客户价值", "高价值", "低价值")
    moved = rows(found.to_frame("moved", backend=backend, lang="en", reasons=True))
    assert [(one["customer_id"], one["name"], one["dimension"], one["direction"]) for one in moved] == [
        ("C1", "甲", "Value", "down"),
        ("C1", "甲", "both", "down"),
        ("C3", None, "Value", "down"),
    ]
    assert moved[0]["reason"] == "the standard raised high_spend from CNY 500,000 to CNY 600,000"
    assert "reason" not in rows(found.to_frame("moved", backend=backend))[0]
    nobody = tr.loads(TEXT).what_if([], {"high_spend": "60万"}, as_of=AS_OF)
    assert rows(nobody.to_frame(backend=backend)) == rows(nobody.to_frame("moved", backend=backend)) == []
    assert types(nobody.to_frame(backend=backend)) == types(matrix)
    unweighed = tr.loads(TEXT).what_if(PEOPLE, {}, as_of=AS_OF).to_frame(backend=backend)
    assert {one["weight"] for one in rows(unweighed)} == {None}
    with pytest.raises(ValueError, match="not of `movers`"):
        found.to_frame("movers")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="lang is"):
        found.to_frame(lang="fr")  # type: ignore[arg-type]


def test_a_sweep(backend: Backend) -> None:
    rules = tr.loads(TWO)
    found = rules.sweep(SPENDERS, "high_spend", "40万", "80万", as_of=AS_OF, weight="annual_spend")
    frame = rows(found.to_frame("value", backend=backend))
    high = [one for one in frame if one["answer"] == "high"]
    assert [(one["low"], one["high"], one["from_low"], one["to_high"], one["customers"]) for one in high] == [
        (400_000, 450_000, True, True, 3),
        (450_000, 600_000, False, True, 2),
        (600_000, 700_000, False, True, 1),
        (700_000, 800_000, False, True, 1),
    ]
    assert [one["customers"] for one in frame if one["answer"] == "undetermined"] == [1, 1, 1, 0]
    assert [one["weight"] for one in frame if one["answer"] == "undetermined"] == [700_000, 700_000, 700_000, 0]
    assert {one["dimension"] for one in rows(found.to_frame(backend=backend))} == {"value", "both"}
    assert {one["dimension"] for one in rows(found.to_frame(backend=backend, lang="zh"))} == {"价值", "both"}
    with pytest.raises(KeyError):
        found.to_frame("size")
    months = rules.sweep([{"last_purchase_on": "2026-08-01"}], "asleep", "1 month", "9 months", as_of=AS_OF)
    told = rows(months.to_frame(backend=backend))
    assert [(one["low"], one["high"], one["customers"], one["weight"]) for one in told if one["answer"] == "x"] == [
        (1, 3, 1, None),
        (4, 9, 0, None),
    ]


def test_a_sweep_of_days(backend: Backend) -> None:
    found = tr.loads(TIMELY).sweep(SLEEPERS, "as_of", AS_OF, "+1 month", as_of=AS_OF)
    told = [one for one in rows(found.to_frame("sleep", backend=backend)) if one["answer"] == "y"]
    assert [(day(one["low"]), day(one["high"]), one["customers"]) for one in told] == [
        (AS_OF, date(2026, 12, 9), 0),
        (date(2026, 12, 10), date(2026, 12, 22), 1),
    ]


def day(seen: Any) -> date:
    """pandas has points in time and no days."""
    return seen.date() if hasattr(seen, "date") else seen


def test_a_grid(backend: Backend) -> None:
    found = tr.loads(TWO).grid(SPENDERS, ENDS, as_of=AS_OF, weight="annual_spend")
    told = [one for one in rows(found.to_frame("value", backend=backend)) if one["answer"] == "high"]
    assert [one["customers"] for one in told] == [4, 3, 2, 3, 2, 1, 1, 1, 1, 1, 1, 1]
    first = {name: one for name, one in told[0].items() if name.startswith("high_")}
    assert first == {
        "high_spend": 450_000,
        "high_spend_low": 400_000,
        "high_spend_high": 450_000,
        "high_margin": 0.15,
        "high_margin_low": 0.1,
        "high_margin_high": 0.15,
    }
    assert told[0]["weight"] == 2_550_000
    assert {one["answer"] for one in rows(found.to_frame(backend=backend, lang="zh"))} >= {"高", "待定"}
    with pytest.raises(KeyError):
        found.to_frame("size")


def test_a_comparison_and_a_report(backend: Backend) -> None:
    rules = tr.loads(TEXT)
    edited = rules.edit(high_spend="60万")
    alone = rows(rules.compare(edited).to_frame(backend=backend))
    assert {one["customers"] for one in alone} == {None}
    told = rows(rules.compare(edited, PEOPLE, as_of=AS_OF).to_frame(backend=backend, lang="en"))
    assert told[0] == {
        "dimension": "Value",
        "who": str(told[0]["who"]),
        "example": str(told[0]["example"]),
        "because": "the standard raised high_spend from CNY 500,000 to CNY 600,000",
        "direction": "down",
        "before": "high",
        "after": "low",
        "customers": 2,
    }
    assert told[0]["who"].endswith(": high → low")
    report = tr.loads(TEXT.replace("- {label: low", "").replace("otherwise: low", "otherwise: none", 1)).check()
    found = rows(report.to_frame(backend=backend))
    assert found
    assert [(one["line"], one["code"], one["message"]) for one in found] == [
        (one.line, one.code, one.message) for one in report
    ]


def test_which_library_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    found = tr.loads(TEXT).what_if(PEOPLE, {}, as_of=AS_OF)
    assert type(found.to_frame()).__module__.startswith("polars")
    with pytest.raises(ValueError, match="a frame is of polars, pandas or pyarrow, not of `spark`"):
        found.to_frame(backend="spark")  # type: ignore[arg-type]
    there: Callable[[str], object] = {"pandas": object(), "pyarrow": object()}.get
    monkeypatch.setattr(frames, "find_spec", there)
    assert type(found.to_frame()).__module__.startswith("pandas")
    monkeypatch.setattr(frames, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(tr.MissingExtraError, match="a result as a frame needs the extra `frames`: pip install"):
        found.to_frame()


def test_no_library_is_loaded_before_a_frame_is_asked_for() -> None:
    code = (
        "import sys, tierrules as tr; from datetime import date;"
        "tr.loads(sys.stdin.read()).what_if([], {}, as_of=date(2026, 1, 1));"
        "print([one for one in ('polars', 'pandas', 'pyarrow') if one in sys.modules])"
    )
    asked = [sys.executable, "-c", code]
    run = subprocess.run(asked, input=TEXT, capture_output=True, text=True, check=True, encoding="utf-8")
    assert run.stdout.strip() == "[]"


# --- customers from a frame


def framed(backend: Backend, records: list[dict[str, Any]]) -> Any:
    if backend == "polars":
        import polars as pl

        return pl.DataFrame(records)
    if backend == "pandas":
        import pandas as pd

        return pd.DataFrame(records)
    import pyarrow as pa

    return pa.Table.from_pylist(records)


def test_a_frame_is_a_portfolio(backend: Backend) -> None:
    rules = tr.load("size-and-dormancy")
    people = [
        {"customer_id": "C1", "employees": 900, "last_purchase_on": date(2026, 6, 1), "annual_revenue": 1.5},
        {"customer_id": "C2", "employees": None, "last_purchase_on": None, "annual_revenue": 0.1},
        {"customer_id": "C3", "employees": 850, "last_purchase_on": date(2025, 6, 1), "annual_revenue": None},
    ]
    wanted = rules.what_if(people, {"large_employees": 800}, as_of=AS_OF)
    found = rules.what_if(framed(backend, people), {"large_employees": 800}, as_of=AS_OF)
    assert (found.customers, found.set_aside) == (3, 0)
    assert found == wanted
    assert [one.customer_id for one in found.moved] == ["C1", "C3"]
    swept = rules.sweep(framed(backend, people), "large_employees", 500, 1000, as_of=AS_OF)
    assert [one.customers for step in swept.steps("size") for one in step.shares.values()]
    assert rules.freeze(framed(backend, people), top={"employees": "50%"}, as_of=AS_OF).frozen[0].value == 900


def test_what_pandas_has_for_nothing_is_nothing() -> None:
    import pandas as pd

    rules = tr.load("size-and-dormancy")
    columns = {
        "employees": pd.array([1000, None], dtype="Int64"),
        "annual_revenue": [float("nan"), 1.0],
        "last_purchase_on": pd.to_datetime(["2026-11-01", None]),
    }
    found = rules.what_if(pd.DataFrame(columns), {"large_employees": 1001}, as_of=AS_OF)
    assert (found.customers, found.set_aside, len(found.moved)) == (2, 0, 1)


def test_a_frame_that_is_not_read_yet_is_none() -> None:
    import polars as pl

    with pytest.raises(TypeError, match="not a `LazyFrame`"):
        tr.load("size-and-dormancy").what_if(pl.LazyFrame({"employees": [1]}), {}, as_of=AS_OF)
