"""What is told of a whole file: counts, columns, notes, duplicates, codes, and rows set aside."""

from __future__ import annotations

import pickle
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.files.portfolios import AS_OF, FORMATS, texts, write_jsonl, written
from tierrules.files.header import match_header
from tierrules.files.identities import Identities
from tierrules.files.rows import Note
from tierrules.files.run import Job, classify_table
from tierrules.files.table import open_table, open_writer

RULES = tr.load("size-and-dormancy")
HEAD = "customer_id,name,employees,annual_revenue,last_purchase_on\n"


def test_a_report_tells_what_came_of_the_file(tmp_path: Path) -> None:
    text = (
        "客户编号;员工数;年营收;last_purchase_on;memo;rejected_line\n"
        "C-1;1,000;;;x;9\nC-2;500-1000人;1;无;;\nC-1;few;;;;\nC-3;5\n;5;1;2026/5/22;;\n-;6;1;;;\n"
    )
    report = RULES.classify_file(written(tmp_path, "in.csv", text.encode("gb18030")), as_of=AS_OF)
    assert str(report) == "6 rows = 4 classified + 2 set aside, as of 2026-11-22"
    assert report.told == ("GB18030, separated by `;`",)
    assert dict(report.matched) == {
        "customer_id": "客户编号",
        "employees": "员工数",
        "annual_revenue": "年营收",
        "last_purchase_on": "last_purchase_on",
    }
    assert (report.ignored, report.lacking) == (("memo", "rejected_line"), ())
    assert {name: dict(counts) for name, counts in report.counts.items()} == {
        "size": {"large": 1, "medium": 0, "small": 2, "undetermined": 1},
        "dormancy": {"awake": 0, "dormant": 1, "not-applicable": 3},
    }
    assert report.notes == (
        Note("bound", 3, "员工数", "500-1000人", "`500-1000人` is no single number; it counts as unknown"),
    )
    assert [(one.id, one.rows, one.lines) for one in report.duplicates] == [("C-1", 2, (2, 4))]
    assert [(one.line, len(one.reasons)) for one in report.rejected] == [(4, 1), (5, 1)]


def test_the_way_a_file_was_read_is_told_where_it_was_a_choice(tmp_path: Path) -> None:
    told = {
        "utf-8": (),
        "utf-8-sig": (),
        "gb18030": ("GB18030, separated by commas",),
        "utf-16": ("UTF-16, separated by commas",),
    }
    for encoding, expected in told.items():
        path = written(tmp_path, "in.csv", "员工数,memo\n5,é\n".encode(encoding))
        assert RULES.classify_file(path, as_of=AS_OF).told == expected
    latin = written(tmp_path, "in.csv", "employees|memo\n5|é\n".encode("latin-1"))
    report = RULES.classify_file(latin, as_of=AS_OF, encoding="latin-1", delimiter="|")
    assert report.told == ("iso8859-1, separated by `|`",)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "big5"])
def test_text_of_another_encoding_is_not_taken_for_chinese(tmp_path: Path, encoding: str) -> None:
    """Every pair of its bytes is some character of GB18030, and hardly one that people write."""
    words = "電子業務,臺灣銀行,國際貿易" if encoding == "big5" else "Müller,Société Générale,São João"
    path = written(tmp_path, "in.csv", f"employees,a,b,c\n5,{words}\n".encode(encoding))
    with pytest.raises(tr.CustomerFileError, match=r"as GB18030 it has too many rare characters|neither UTF-8 text"):
        RULES.classify_file(path, as_of=AS_OF)
    assert RULES.classify_file(path, as_of=AS_OF, encoding=encoding).classified == 1


def test_a_report_is_plain_and_frozen(tmp_path: Path) -> None:
    report = RULES.classify_file(written(tmp_path, "in.csv", "id,employees\na,1-2\na,x\n"), as_of=AS_OF)
    assert pickle.loads(pickle.dumps(report)) == report
    with pytest.raises(TypeError):
        report.counts["size"]["large"] = 5  # type: ignore[index]  # that is the point
    expected = "rows=2, classified=1, set_aside=1)"
    assert repr(report).endswith(expected)


def test_a_quote_within_a_name_of_the_header_is_a_sign_like_others(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "in.csv", '5" disk;employees\n1,2,3,4;5\n'))
    assert table.columns == ('5" disk', "employees")


def test_the_header_decides_the_delimiter_outside_quotes(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", '"a,b,c";"x\n,";employees\n1,2;3,4;5\n')
    table = open_table(path)
    assert table.columns == ("a,b,c", "x\n,", "employees")
    assert [(row.line, row.cells["employees"]) for row in table.rows()] == [(3, "5")]


def test_a_line_that_declares_the_delimiter_is_no_header(tmp_path: Path) -> None:
    """As Excel writes it: it goes before the header's own look, and the lines count on."""
    report = RULES.classify_file(written(tmp_path, "in.csv", "sep=;\nemployees;a,b,c\nx;1\n1000;2\n"), as_of=AS_OF)
    assert (report.rows, report.counts["size"]["large"], report.ignored) == (2, 1, ("a,b,c",))
    assert [one.line for one in report.rejected] == [3]
    table = open_table(written(tmp_path, "in.csv", "sep=\n1\n"))
    assert table.columns == ("sep=",)
    with pytest.raises(tr.CustomerFileError, match="names the columns"):
        open_table(written(tmp_path, "in.csv", "sep=,\n"))


def test_an_undecodable_byte_is_told_with_its_line_however_far(tmp_path: Path) -> None:
    """Also behind the first piece that is read, and where a character lies across two pieces."""
    line = "员工数,备注\n"
    good = (line * 120_000).encode()
    path = written(tmp_path, "in.csv", good + b"\xff\xff\n")
    with pytest.raises(tr.CustomerFileError) as caught:
        RULES.classify_file(path, as_of=AS_OF)
    assert (caught.value.line, caught.value.path) == (120_001, str(path))
    assert f"(byte {len(good) + 1:,})" in caught.value.why


@given(st.lists(st.tuples(st.sampled_from(["a", "b", " a ", "é", "e\u0301", "", "-", "7"])), max_size=40))
def test_duplicates_are_exact(ids: list[tuple[str]]) -> None:
    """By code point: that one customer has one text is the business of the run."""
    with Identities() as identities:
        for line, (one,) in enumerate(ids, 2):
            identities.add(one, line)
        count, found = identities.duplicates(100)
    several = {one: times for one, times in Counter(one for (one,) in ids).items() if times > 1}
    assert count == len(several)
    assert {one.id: one.rows for one in found} == several
    firsts = [one.lines[0] for one in found]
    assert firsts == sorted(firsts)


def test_ids_of_one_customer_in_two_forms_are_one(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "id,employees\ne\u0301,1\n é ,2\n-,3\n-,4\n,5\n,6\n")
    report = RULES.classify_file(path, as_of=AS_OF)
    assert [(one.id, one.lines) for one in report.duplicates] == [("é", (2, 3))]
    assert report.duplicate_ids == 1


def test_the_id_is_found_by_map_name_title_and_alias(tmp_path: Path) -> None:
    for column, columns in (("no", {"customer_id": "no"}), ("customer_id", None), ("客户编号", None), ("客户ID", None)):
        rules = tr.load("size-and-dormancy", columns=columns)
        report = rules.classify_file(written(tmp_path, "in.csv", f"{column},employees\na,1\na,2\n"), as_of=AS_OF)
        assert (report.matched["customer_id"], report.duplicate_ids) == (column, 1)


def test_codes_with_a_wrong_check_character_are_noted(tmp_path: Path) -> None:
    """The code of a public example, once right and once with its last two characters exchanged."""
    rows = "91110000600037341L,1\n9111000060003734L1,2\n123,3\n,4\n无,5\n91110000600037342L,6\n"
    path = written(tmp_path, "in.csv", "统一社会信用代码,employees\n" + rows)
    report = RULES.classify_file(path, as_of=AS_OF)
    assert (report.classified, dict(report.note_counts)) == (6, {"uscc": 3})
    assert [(one.line, one.message.partition(":")[2].partition(";")[0]) for one in report.notes] == [
        (3, " its check character does not fit"),
        (4, " it has 3 signs"),
        (7, " its check character does not fit"),
    ]


def test_a_contradicted_assumption_is_noted_and_classified(tmp_path: Path) -> None:
    rules = tr.loads(
        "tierrules: 1\nname: t\nassume: [first_deal_on <= last_purchase_on]\nthresholds: {many: 10}\ndimensions:\n"
        "  d: {labels: [a, b], hit: first, rules: [{label: a, when: employees >= many}], otherwise: b}\n"
    )
    path = written(tmp_path, "in.csv", "employees,first_deal_on,last_purchase_on\n10,2026-02-01,2026-01-01\n")
    report = rules.classify_file(path, as_of=AS_OF)
    assert (report.classified, [(one.kind, one.line) for one in report.notes]) == (1, [("assumption", 2)])


def test_what_a_report_holds_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", HEAD + "C-1,a,x,,\n" * 150 + "C-2,a,1-2,,\n" * 150)
    report = RULES.classify_file(path, as_of=AS_OF)
    assert (report.set_aside, len(report.rejected)) == (150, 100)
    assert (report.note_counts["bound"], len(report.notes)) == (150, 100)
    assert [(one.rows, len(one.lines)) for one in report.duplicates] == [(150, 20), (150, 20)]


@pytest.mark.parametrize("ending", FORMATS)
def test_rejects_can_be_mended_and_fed_back(tmp_path: Path, ending: str) -> None:
    """With their added columns, which are passed over and written anew."""
    source = write_jsonl(
        tmp_path / "in.jsonl",
        [{"customer_id": "a", "employees": 5}, {"customer_id": "b", "employees": "few", "last_purchase_on": "someday"}],
    )
    rejects = tmp_path / f"r.{ending}"
    report = RULES.classify_file(source, as_of=AS_OF, rejects=rejects)
    assert (report.rows, report.set_aside) == (2, 1)
    (row,) = texts(rejects)
    because = row.pop("rejected_because").split(" | ")
    assert [one.partition(":")[0] for one in because] == ["employees", "last_purchase_on"]
    assert row == {
        "customer_id": "b",
        "employees": "few",
        "last_purchase_on": "someday",
        "rejected_line": "2",
        "rejected_column": "employees | last_purchase_on",
        "rejected_value": "few | someday",
    }
    again = tmp_path / f"again.{ending}"
    same = RULES.classify_file(rejects, as_of=AS_OF, rejects=again)
    assert (same.rows, same.set_aside, same.ignored) == (1, 1, ())
    assert list(texts(again)[0]) == list(texts(rejects)[0])
    table = open_table(rejects)
    mended = tmp_path / f"mended.{ending}"
    with open_writer(mended, table.columns) as writer:
        for one in table.rows():
            fixed = {**one.cells, "employees": "1000", "last_purchase_on": None}
            writer.write([fixed[name] for name in table.columns])
    report = RULES.classify_file(mended, tmp_path / f"out.{ending}", as_of=AS_OF)
    assert (report.classified, report.counts["size"]["large"]) == (1, 1)
    assert "rejected_line" not in texts(tmp_path / f"out.{ending}")[0]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_run_that_breaks_off_leaves_what_was_there(tmp_path: Path, ending: str) -> None:
    """The quote that is left open stands far behind rows that were written already."""
    source = written(tmp_path, "in.csv", HEAD + "C-1,a,5,1,\nC-2,a,x,1,\n" * 5_000 + '"open,1\n')
    out, rejects = written(tmp_path, f"out.{ending}", "old"), tmp_path / f"r.{ending}"
    with pytest.raises(tr.CustomerFileError, match="is a quote left open"):
        RULES.classify_file(source, out, as_of=AS_OF, rejects=rejects)
    assert out.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == sorted([source, out])


@pytest.mark.parametrize("ending", FORMATS)
def test_a_run_that_is_interrupted_leaves_nothing(tmp_path: Path, ending: str) -> None:
    source = written(tmp_path, "in.csv", HEAD + "C-1,a,5,1,\nC-2,a,x,1,\n")
    table = open_table(source)
    header = match_header(table.columns, RULES.reader)
    job = Job(tmp_path / f"out.{ending}", tmp_path / f"r.{ending}", as_of=AS_OF)

    def stop(row: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        classify_table(RULES, table, header, job, [source], stop)
    assert list(tmp_path.iterdir()) == [source]


def test_nothing_is_written_over_what_is_read(tmp_path: Path) -> None:
    source = written(tmp_path, "in.csv", HEAD)
    out = tmp_path / "out.csv"
    for targets in ({"out": source}, {"rejects": source}, {"out": out, "rejects": out}):
        with pytest.raises(tr.CustomerFileError, match="would write over"):
            RULES.classify_file(source, as_of=AS_OF, **targets)
    assert (source.read_text(), out.exists()) == (HEAD, False)


def test_two_dimensions_whose_columns_would_have_one_name(tmp_path: Path) -> None:
    form = "{labels: [a, b], hit: first, rules: [{label: a, when: unstable}], otherwise: b}"
    rules = tr.loads(f"tierrules: 1\nname: t\ndimensions:\n  d: {form}\n  d_status: {form}\n")
    source = written(tmp_path, "in.csv", "unstable\n1\n")
    assert rules.classify_file(source, as_of=AS_OF).classified == 1
    with pytest.raises(tr.CustomerFileError, match="the result would have two columns `d_status`"):
        rules.classify_file(source, tmp_path / "out.csv", as_of=AS_OF)


def test_errors_of_use_are_those_of_classify(tmp_path: Path) -> None:
    source = written(tmp_path, "in.csv", "employes\n5\n")
    with pytest.raises(tr.CustomerError, match="did you mean `employees`"):
        RULES.classify_file(source, as_of=AS_OF)
    with pytest.raises(tr.ColumnMapError, match="which is not there; did you mean `employes`"):
        tr.load("size-and-dormancy", columns={"employees": "employe"}).classify_file(source, as_of=AS_OF)
    with pytest.raises(ValueError, match="as_of lies within"):
        RULES.classify_file(source, as_of=date(1, 1, 1))
    with pytest.raises(ValueError, match="lang is `en` or `zh`, not `fr`"):
        RULES.classify_file(source, as_of=AS_OF, lang="fr")  # type: ignore[arg-type]  # that is the point
    with pytest.raises(OSError, match="No such file"):
        RULES.classify_file(tmp_path / "none.csv", as_of=AS_OF)


@pytest.mark.parametrize(
    ("module", "ending", "extra", "feature"),
    [
        ("python_calamine", "xlsx", "excel", "reading an xlsx file"),
        ("pyarrow", "parquet", "frames", "reading a parquet file"),
    ],
)
def test_a_format_whose_package_is_not_installed_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, ending: str, extra: str, feature: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(tr.MissingExtraError) as caught:
        open_table(written(tmp_path, f"in.{ending}", "x"))
    assert str(caught.value) == f"{feature} needs the extra `{extra}`: pip install 'tierrules[{extra}]'"


@pytest.mark.parametrize(("module", "ending"), [("xlsxwriter", "xlsx"), ("pyarrow", "parquet")])
def test_a_result_whose_package_is_not_installed_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, ending: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    source = written(tmp_path, "in.csv", HEAD)
    with pytest.raises(tr.MissingExtraError, match=f"writing an? {ending} file needs the extra"):
        RULES.classify_file(source, tmp_path / "o.csv", as_of=AS_OF, rejects=tmp_path / f"r.{ending}")
    assert list(tmp_path.iterdir()) == [source]
