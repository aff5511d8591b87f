"""Jsonl: an object in a line, numbers exact, keys that are absent, and lines that are no objects."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import tierrules as tr
from tests.files.portfolios import AS_OF, texts, written
from tierrules.files.table import Row, open_table

RULES = tr.load("size-and-dormancy")


def rows(folder: Path, content: str | bytes) -> list[Row]:
    return list(open_table(written(folder, "in.jsonl", content)).rows())


def test_keys_are_columns_in_the_order_in_which_they_appear(tmp_path: Path) -> None:
    path = written(tmp_path, "in.ndjson", '\ufeff{"b": 1}\n\n{"a": {"x": 2, "y": null}, "b": 0.10}\r\n  \n')
    table = open_table(path)
    assert table.columns == ("b", "a.x", "a.y")
    expected = [Row(1, {"b": 1}), Row(3, {"a.x": 2, "a.y": None, "b": Decimal("0.10")})]
    assert list(table.rows()) == list(table.rows()) == expected
    assert table.done == table.size == path.stat().st_size


def test_a_text_may_hold_what_others_take_for_a_line_break(tmp_path: Path) -> None:
    assert [row.cells for row in rows(tmp_path, '{"a": "x\u2028y\u0085"}\n')] == [{"a": "x\u2028y\u0085"}]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[1]", "the line is JSON, and not an object `{…}`"),
        ("5", "the line is JSON, and not an object `{…}`"),
        ('{"a": 1', "the line is not JSON: expecting ',' delimiter (character 8)"),
        ('{"a": NaN}', "`NaN` is not a number of JSON"),
        ('{"a": -Infinity}', "`-Infinity` is not a number of JSON"),
        ('{"a": 1, "a": 1}', "the key `a` stands twice"),
        ('{"b": {"a": 1, "a": 2}}', "the key `a` stands twice"),
        ('{"a": "\\ud800"}', "the line holds half a character, which no text can hold"),
        ('{"a": ' + "[" * 100_000, "the line is nested too deep"),
        ('{"a": ' + "9" * 5_000 + "}", "the line holds a number of thousands of digits"),
        (b'{"a": "\xff"}', "the line is not UTF-8 text (byte 8 of the line)"),
    ],
)
def test_a_line_that_is_no_object_is_set_aside_whole(tmp_path: Path, line: str | bytes, problem: str) -> None:
    raw = line if isinstance(line, bytes) else line.encode()
    path = written(tmp_path, "in.jsonl", b'{"employees": 1000}\n' + raw + b"\n" + b'{"employees": 5}\n')
    report = RULES.classify_file(path, as_of=AS_OF, rejects=tmp_path / "r.jsonl")
    assert (report.rows, report.classified) == (3, 2)
    assert [(one.line, one.reasons) for one in report.rejected] == [(2, (problem,))]
    (reject,) = texts(tmp_path / "r.jsonl")
    assert reject == {
        "rejected_line": "2",
        "rejected_column": "",
        "rejected_value": raw.decode("utf-8", "backslashreplace"),
        "rejected_because": problem,
    }


def test_an_emoji_in_two_halves_is_one_character(tmp_path: Path) -> None:
    assert [row.cells for row in rows(tmp_path, '{"a": "\\ud83d\\ude00"}')] == [{"a": "😀"}]


def test_absent_is_less_than_empty(tmp_path: Path) -> None:
    """Without a key nobody knows of a purchase; null says that there was none."""
    lines = '{"customer_id": "a"}\n{"customer_id": "b", "last_purchase_on": null}\n'
    source = written(tmp_path, "in.jsonl", lines)
    RULES.classify_file(source, tmp_path / "out.jsonl", as_of=AS_OF)
    assert [row["dormancy_status"] for row in texts(tmp_path / "out.jsonl")] == ["undetermined", "not-applicable"]


def test_too_many_keys_are_no_columns(tmp_path: Path) -> None:
    content = "".join(f'{{"k{at}": 1}}\n' for at in range(10_001))
    with pytest.raises(tr.CustomerFileError, match="more than 10,000 different keys"):
        open_table(written(tmp_path, "in.jsonl", content))


def test_values_that_no_field_can_be_are_problems(tmp_path: Path) -> None:
    source = written(tmp_path, "in.jsonl", '{"employees": [1]}\n{"employees": true}\n{"employees": 1e500}\n')
    report = RULES.classify_file(source, as_of=AS_OF)
    assert (report.rows, report.set_aside) == (3, 3)
    assert [one.reasons[0].split(": ")[1] for one in report.rejected] == [
        "this value is not a number",
        "a boolean stands where a number is meant",
        "this number has too many digits",
    ]


def test_a_key_with_a_dot_and_the_same_within_an_object_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "in.jsonl", '{"employees": 5, "a": {"b": 1}, "a.b": 2}\n{"employees": 5, "a": {"b": 1}}\n')
    report = RULES.classify_file(path, as_of=AS_OF)
    assert (report.classified, report.set_aside) == (1, 1)
    told = "the key `a.b` stands twice, once with its dot and once within an object"
    assert report.rejected[0].reasons == (told,)


def test_an_excel_file_under_another_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(tr.CustomerFileError, match="this is an Excel file, not jsonl; give it a name that ends in"):
        RULES.classify_file(written(tmp_path, "in.jsonl", b"PK\x03\x04\n\n"), as_of=AS_OF)
