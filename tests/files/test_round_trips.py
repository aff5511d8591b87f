"""One portfolio in all formats has one outcome, and results read back give the same classification."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.files.portfolios import AS_OF, FORMATS, texts, write_jsonl, write_parquet, write_xlsx
from tierrules.files.report import FileReport
from tierrules.files.results import added_columns
from tierrules.meaning.dates import Lang

RULES = tr.loads(
    """\
tierrules: 1
name: all-types
currency: CNY
fields:
  score: {type: decimal}
  code: {type: text}
  mood: {type: category, values: [good, "-", 未知]}
thresholds: {many: 1000, much: 50万, fat: 20%, high: 4.5, recent: 6 months}
dimensions:
  count: {labels: [many, few], hit: first, rules: [{label: many, when: employees >= many}], otherwise: few}
  spend: {labels: [much, little], hit: first, rules: [{label: much, when: annual_spend >= much}], otherwise: little}
  margin: {labels: [fat, thin], hit: first, rules: [{label: fat, when: profit_margin >= fat}], otherwise: thin}
  scored: {labels: [top, rest], hit: first, rules: [{label: top, when: score >= high}], otherwise: rest}
  sleep:
    labels: [awake, asleep]
    applies: present(last_purchase_on)
    hit: first
    rules: [{label: asleep, when: elapsed(last_purchase_on) >= recent}]
    otherwise: awake
  flags:
    labels: [unstable, coded, glad]
    hit: collect
    rules:
      - {label: unstable, when: unstable}
      - {label: coded, when: code == '0045'}
      - {label: glad, when: mood == 'good'}
"""
)
FIELDS = ("employees", "annual_spend", "profit_margin", "score", "last_purchase_on", "unstable", "code", "mood")
COLUMNS = ("customer_id", *FIELDS, "备注")
ADDED = added_columns(RULES.dimensions, with_reasons=True)

# Words for nothing stand in cells only, so a mapping has None for them.
MEMO = st.text(st.sampled_from(list("a员 ,;'\"\n\r\t=\u2028\0_x000A")), max_size=5)
TEXT_CELLS = {
    "employees": ["", "999", "1000", "1,000", "1千", "500-1500人", "无", "未知", "1,200人"],
    "annual_spend": ["", "499999.99", "500000", "50万", "50万元", "500,000", "¥500,000.00", "10-50万", "/"],
    "profit_margin": ["", "0.2", "20%", "19.99%", "-5%"],
    "score": ["", "4.5", "4.4999999999", "5"],
    "last_purchase_on": ["", "-", "不详", "2026-05-22", "2026/5/23", "2026年5月22日", "46164", "20260523"],
    "unstable": ["", "是", "无", "1", "no", "√"],
    "code": ["", "0045", "45", "无"],
    "mood": ["", "good", "-", "未知"],
}
UNREADABLE = ["x-y", "3/1/2026", "1,00"]


@dataclass
class Account:
    """The fields as a program's own class has them."""

    employees: int | None
    annual_spend: Annotated[float, tr.Money] | None
    profit_margin: Annotated[float, tr.Ratio] | None
    score: float | None
    last_purchase_on: date | None
    unstable: bool | None
    code: str | None
    mood: str | None


def cells(name: str) -> st.SearchStrategy[str]:
    good = st.sampled_from(TEXT_CELLS[name])
    return good if name in {"code", "mood"} else st.one_of(good, good, good, good, st.sampled_from(UNREADABLE))


def portfolios() -> st.SearchStrategy[list[dict[str, str]]]:
    row = st.fixed_dictionaries(
        {"customer_id": st.sampled_from(["C-1", "C-2", "007"]), **{name: cells(name) for name in FIELDS}, "备注": MEMO}
    )
    return st.lists(row.map(lambda one: {name: one[name] for name in COLUMNS}), min_size=1, max_size=6)


def given_as(folder: Path, ending: str, rows: Sequence[Mapping[str, object]]) -> Path:
    """The rows as a file, written by other means than ours; None is an empty cell."""
    path = folder / f"in.{ending}"
    match ending:
        case "csv":
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, quoting=csv.QUOTE_ALL)
                writer.writerows([COLUMNS, *(row.values() for row in rows)])
        case "jsonl":
            write_jsonl(path, rows)
        case "xlsx":
            write_xlsx(path, [COLUMNS, *(list(row.values()) for row in rows)])
        case _:
            write_parquet(path, {name: pa.array([row[name] for row in rows]) for name in COLUMNS})
    return path


def classified(source: Path, out: Path, lang: Lang = "en") -> tuple[FileReport, list[list[str]]]:
    """The report, and what was found for each row."""
    report = RULES.classify_file(source, out, as_of=AS_OF, reasons=True, lang=lang)
    assert report.rows == report.classified + report.set_aside
    return report, [[row[name] for name in ADDED] for row in texts(out)]


@settings(max_examples=15)
@given(portfolios(), st.sampled_from(["en", "zh"]))
def test_formats_agree_and_results_read_back_alike(rows: list[dict[str, str]], lang: Lang) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        first, expected = classified(given_as(folder, "csv", rows), folder / "expected.csv", lang)
        for ending in FORMATS:
            report, found = classified(given_as(folder, ending, rows), folder / f"out.{ending}", lang)
            assert found == expected
            told = [(one.column, one.value) for one in report.notes]
            assert told == [(one.column, one.value) for one in first.notes]
            direct = RULES.classify_file(folder / f"out.{ending}", as_of=AS_OF, unknown="ignore")
            assert (direct.counts, direct.set_aside) == (first.counts, 0)
            again = folder / f"again.{ending}"
            back = RULES.classify_file(without(folder / f"out.{ending}"), again, as_of=AS_OF, reasons=True, lang=lang)
            assert (back.rows, back.set_aside) == (first.classified, 0)
            assert [[row[name] for name in ADDED] for row in texts(again)] == expected


def without(path: Path) -> Path:
    """The results with the added columns under other names, so that they are only passed on."""
    columns = [name if name not in ADDED else f"was {name}" for name in (*COLUMNS, *ADDED)]
    rows = [[row.get(name, "") for name in (*COLUMNS, *ADDED)] for row in texts(path)]
    plain = path.with_name(f"back{path.suffix}")
    match path.suffix:
        case ".csv":
            with plain.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, quoting=csv.QUOTE_ALL).writerows([columns, *rows])
        case ".jsonl":
            write_jsonl(plain, [dict(zip(columns, row, strict=True)) for row in rows])
        case ".xlsx":
            write_xlsx(plain, [columns, *rows])
        case _:
            values = zip(*rows, strict=True) if rows else [()] * len(columns)
            write_parquet(plain, {name: pa.array(of, pa.string()) for name, of in zip(columns, values, strict=True)})
    return plain


@pytest.mark.parametrize("ending", FORMATS)
def test_mappings_models_and_files_agree(tmp_path: Path, ending: str) -> None:
    """Values with types, as far as a format has them; csv has their texts."""
    rows: list[dict[str, object]] = [
        {"customer_id": "a", "employees": 1000, "annual_spend": 499999.99, "profit_margin": 0.2, "score": 4.5,
         "last_purchase_on": date(2026, 5, 22), "unstable": True, "code": "0045", "mood": "good", "备注": None},
        {"customer_id": "b", "employees": 999, "annual_spend": 500000, "profit_margin": 0.1999, "score": 4.4,
         "last_purchase_on": date(2026, 5, 23), "unstable": False, "code": "45", "mood": "-", "备注": "x"},
        {"customer_id": "c", "employees": None, "annual_spend": None, "profit_margin": None, "score": None,
         "last_purchase_on": None, "unstable": None, "code": None, "mood": None, "备注": None},
    ]  # fmt: skip
    plain = [{key: one.isoformat() if isinstance(one, date) else one for key, one in row.items()} for row in rows]
    given_rows = plain if ending in {"csv", "jsonl"} else rows
    _, found = classified(given_as(tmp_path, ending, given_rows), tmp_path / f"out.{ending}")
    mappings = [RULES.classify(row, as_of=AS_OF, unknown="ignore") for row in rows]
    models = [RULES.classify(Account(**{name: row[name] for name in FIELDS}), as_of=AS_OF) for row in rows]
    assert [one.tags for one in models] == [one.tags for one in mappings]
    labels = [["; ".join(tag.labels) for tag in one.by_dimension.values()] for one in mappings]
    statuses = [[tag.status for tag in one.by_dimension.values()] for one in mappings]
    assert [row[::4] for row in found] == labels
    assert [row[1::4] for row in found] == statuses
    assert labels[0] == ["many", "little", "fat", "top", "asleep", "unstable; coded; glad"]


@pytest.mark.parametrize("source", FORMATS)
@pytest.mark.parametrize("target", FORMATS)
def test_every_format_becomes_every_other(tmp_path: Path, source: str, target: str) -> None:
    rows = [{**dict.fromkeys(COLUMNS), "customer_id": "007", "employees": 1000, "annual_spend": 0.5, "unstable": True}]
    report, found = classified(given_as(tmp_path, source, rows), tmp_path / f"out.{target}")
    assert (report.classified, found[0][0], found[0][4]) == (1, "many", "little")
    (row,) = texts(tmp_path / f"out.{target}")
    assert (row["customer_id"], Decimal(row["employees"]), row["unstable"].casefold()) == ("007", 1000, "true")


@pytest.mark.parametrize("target", FORMATS)
def test_an_absent_key_stays_unknown_in_every_format(tmp_path: Path, target: str) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", [{"customer_id": "a"}, {"customer_id": "b", "last_purchase_on": None}])
    out = tmp_path / f"out.{target}"
    rules = tr.load("size-and-dormancy")
    rules.classify_file(source, out, as_of=AS_OF)
    own = tr.load("size-and-dormancy", columns={"last_purchase_on": "last_purchase_on"})
    statuses = [row["dormancy_status"] for row in texts(out)]
    assert statuses == ["undetermined", "not-applicable"]
    kept = [{"customer_id": row["customer_id"], **last(row)} for row in texts(out)]
    again = write_jsonl(tmp_path / "again.jsonl", kept)
    report = own.classify_file(again, as_of=AS_OF)
    assert dict(report.counts["dormancy"]) == {"awake": 0, "dormant": 0, "undetermined": 1, "not-applicable": 1}


def last(row: Mapping[str, str]) -> dict[str, str]:
    return {"last_purchase_on": row["last_purchase_on"]} if "last_purchase_on" in row else {}
