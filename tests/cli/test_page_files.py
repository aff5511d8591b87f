"""`--html`: a page is written whole or not at all, beside what is printed, and never over what was read."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import AS_OF, HEADER, tierrules, written
from tests.pages.reading import read_page

CUSTOMERS = HEADER + "C-1,on the bound,1000,1,2026-11-01\nC-2,far above,5000,1,2026-05-23\n"
EDIT = ("--set", "large_employees=1001")


@pytest.fixture
def customers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return written(tmp_path, "customers.csv", CUSTOMERS)


@pytest.fixture
def rulesets(tmp_path: Path) -> tuple[Path, Path]:
    text = tierrules("show", "size-and-dormancy").out
    new = text.replace("large_employees: 1000", "large_employees: 800")
    assert new != text
    return written(tmp_path, "old.yaml", text), written(tmp_path, "new.yaml", new)


def page_in(path: Path) -> str:
    return read_page(path.read_text(encoding="utf-8")).text("en")


def test_what_is_printed_stays_as_it_is(customers: Path, tmp_path: Path) -> None:
    plain = tierrules("whatif", "size-and-dormancy", customers, *EDIT, *AS_OF)
    run = tierrules("whatif", "size-and-dormancy", customers, *EDIT, *AS_OF, "--html", tmp_path / "page.html")
    assert (run.code, run.out) == (0, plain.out)
    assert run.err == f"wrote {tmp_path / 'page.html'}\n"
    assert "on the boundC-1▼down large → medium" in page_in(tmp_path / "page.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["customers.csv", "page.html"]


def test_json_stays_json(customers: Path, tmp_path: Path) -> None:
    page = ("--html", tmp_path / "page.html", "--format", "json")
    run = tierrules("whatif", "size-and-dormancy", customers, *EDIT, *AS_OF, *page)
    assert json.loads(run.out)["moved"][0]["customer_id"] == "C-1"


@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_opens_in_the_language_that_is_asked_for(customers: Path, tmp_path: Path, lang: str, tag: str) -> None:
    page = tmp_path / "page.html"
    tierrules("whatif", "size-and-dormancy", customers, *EDIT, *AS_OF, "--lang", lang, "--html", page)
    root = read_page(page.read_text(encoding="utf-8"))
    assert root.find("html")[0].attributes["lang"] == tag
    assert [one.attributes["value"] for one in root.find("input", class_="switch") if "checked" in one.attributes] == [
        lang
    ]


def test_a_day_that_passes(customers: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run = tierrules("whatif", "size-and-dormancy", customers, "--set", "as_of=+6 months", *AS_OF, "--html", page)
    assert run.code == 0
    told = page_in(page)
    assert "The day as_of2026-11-222027-05-22" in told


def test_a_portfolio_is_not_written_over(customers: Path) -> None:
    run = tierrules("whatif", "size-and-dormancy", customers, *EDIT, *AS_OF, "--html", "customers.csv")
    assert (run.code, run.out) == (2, "")
    assert f"would write over `{customers}`" in run.err
    assert customers.read_text() == CUSTOMERS


@pytest.mark.parametrize("taken", ["old.yaml", "columns.yaml", "tierrules.toml", "customers.csv"])
def test_nothing_that_is_read_is_written_over(
    customers: Path, rulesets: tuple[Path, Path], tmp_path: Path, taken: str
) -> None:
    written(tmp_path, "columns.yaml", "employees: employees\n")
    written(tmp_path, "tierrules.toml", 'columns = "columns.yaml"\n')
    before = (tmp_path / taken).read_bytes()
    for words in (
        ("whatif", "old.yaml", customers, *EDIT),
        ("diff", "old.yaml", "new.yaml", "--portfolio", customers),
    ):
        run = tierrules(*words, *AS_OF, "--html", taken)
        assert (run.code, run.out) == (2, ""), words
        assert "would write over" in run.err
        assert (tmp_path / taken).read_bytes() == before


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("-", "`-` is no file to write a page to"),
        ("none/page.html", "there is no folder `none`"),
        (".", "is a directory"),
    ],
)
def test_places_that_take_no_page(customers: Path, page: str, told: str) -> None:
    run = tierrules("whatif", "size-and-dormancy", customers, *EDIT, *AS_OF, "--html", page)
    assert (run.code, run.out) == (2, "")
    assert told in run.err


def test_a_page_replaces_the_one_before(customers: Path, tmp_path: Path) -> None:
    page = written(tmp_path, "page.html", "old")
    tierrules("whatif", "size-and-dormancy", customers, *EDIT, *AS_OF, "--html", page)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_two_rulesets(customers: Path, rulesets: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = rulesets
    plain = tierrules("diff", old, new)
    run = tierrules("diff", old, new, "--html", tmp_path / "page.html")
    assert (run.code, run.out) == (1, plain.out)
    assert "Employees at least 800 and at most 999" in page_in(tmp_path / "page.html")
    ours = tierrules("diff", old, new, "--portfolio", customers, *AS_OF, "--html", tmp_path / "ours.html")
    assert ours.code == 1
    assert "2 = 2 classified + 0 set aside" in page_in(tmp_path / "ours.html")
    same = tierrules("diff", old, old, "--html", tmp_path / "same.html")
    assert same.code == 0
    assert "mean the same" in page_in(tmp_path / "same.html")


def test_a_revision(rulesets: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    old, new = rulesets
    text = new.read_text(encoding="utf-8")
    new.unlink()
    who = ("-c", "user.name=Rule owner", "-c", "user.email=owner@example.org")
    for words in (["init", "--quiet"], ["add", "old.yaml"], [*who, "commit", "--quiet", "--message", "first"]):
        subprocess.run(["git", *words], check=True, capture_output=True)
    old.write_text(text, encoding="utf-8")
    over = tierrules("diff", "HEAD", "--html", "old.yaml")
    assert (over.code, over.out, old.read_text(encoding="utf-8")) == (2, "", text)
    assert "would write over `old.yaml`" in over.err
    run = tierrules("diff", "HEAD", "--html", "page.html")
    assert (run.code, run.err) == (1, "wrote page.html\n")
    assert "old.yamlChanged" in page_in(tmp_path / "page.html")


def test_a_ruleset_that_does_not_load(rulesets: tuple[Path, Path], tmp_path: Path) -> None:
    broken = written(tmp_path, "broken.yaml", "tierrules: 1\nname: <b>\n")
    run = tierrules("diff", rulesets[0], broken, "--html", tmp_path / "page.html")
    assert run.code == 1
    told = page_in(tmp_path / "page.html")
    assert "One of the two versions does not load." in told
    assert f"{broken}:1: " in told


def test_a_page_that_cannot_be_finished_is_not_there(
    customers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tierrules.files.whole_file.os.replace", full)
    page = written(tmp_path, "page.html", "the one before")
    run = tierrules("whatif", "size-and-dormancy", customers, *EDIT, *AS_OF, "--html", page)
    assert run.code == 2
    assert "No space left on device" in run.err
    assert page.read_text() == "the one before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["customers.csv", "page.html"]
