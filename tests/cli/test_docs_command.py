"""`docs`: where the document goes, in which form and language."""

from pathlib import Path

from tests.cli.command import tierrules, written

RULES = (
    "tierrules: 1\nname: demo\nlanguage: zh\ntitle: {zh: 标准, en: Standard}\nthresholds: {many: 100}\ndimensions:\n"
    "  size: {labels: [large], hit: first, rules: [{label: large, when: employees >= many}]}\n"
)


def test_docs_speaks_the_language_of_the_ruleset(tmp_path: Path) -> None:
    run = tierrules("docs", written(tmp_path, "rules.yaml", RULES))
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("# 标准\n\n- **名称** `demo`\n")
    assert "| large | 员工数 ≥ 100 |\n" in run.out
    assert run.out.endswith("| `many` | 100 |\n")


def test_docs_in_another_language_and_form(tmp_path: Path) -> None:
    rules = written(tmp_path, "rules.yaml", RULES)
    assert tierrules("docs", rules, "--lang", "en").out.startswith("# Standard\n")
    page = tierrules("docs", rules, "--lang", "en", "--format", "html").out
    assert page.startswith('<!doctype html>\n<html lang="en">\n')
    assert page.endswith("</html>\n")
    assert "<h1>Standard</h1>" in page


def test_docs_writes_a_file_in_the_form_of_its_ending(tmp_path: Path) -> None:
    rules = written(tmp_path, "rules.yaml", RULES)
    page, text, forced = tmp_path / "a.html", tmp_path / "a.md", tmp_path / "b.html"
    assert tierrules("docs", rules, "--out", page).out == f"wrote {page}\n"
    assert page.read_bytes() == tierrules("docs", rules, "--format", "html").out.encode()
    tierrules("docs", rules, "--out", text)
    assert text.read_bytes() == tierrules("docs", rules).out.encode()
    tierrules("docs", rules, "--out", forced, "--format", "markdown")
    assert forced.read_bytes() == text.read_bytes()


def test_docs_that_cannot_be_written(tmp_path: Path) -> None:
    out = tmp_path / "none" / "a.md"
    run = tierrules("docs", written(tmp_path, "rules.yaml", RULES), "--out", out)
    assert (run.code, run.out) == (2, "")
    assert run.err == f"tierrules: {out}: No such file or directory\n"


def test_docs_does_not_write_over_the_ruleset(tmp_path: Path) -> None:
    rules = written(tmp_path, "rules.yaml", RULES)
    run = tierrules("docs", rules, "--out", rules)
    assert (run.code, run.out) == (2, "")
    assert run.err == f"tierrules: {rules} is the ruleset itself; nothing was written\n"
    assert rules.read_text(encoding="utf-8") == RULES


def test_docs_of_a_ruleset_that_does_not_load(tmp_path: Path) -> None:
    run = tierrules("docs", written(tmp_path, "rules.yaml", RULES.replace(">= many", ">= mny")))
    assert (run.code, run.out) == (1, "")
    assert "unknown-name" in run.err
    assert tierrules("docs", tmp_path / "none.yaml").code == 2
