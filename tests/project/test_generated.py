"""What is made from the code is as the code would make it; `make generate` writes it anew."""

import json
from pathlib import Path

from docs.generate import ROOT, example, generated, stale, write
from tierrules.language.schema import OUTER_SHAPE
from tierrules.text.catalogue import CATALOGUE

# Codes that no page can show by a small text, and why.
WITHOUT_EXAMPLE = {
    "encoding": "the fault is in the bytes",
    "too-large": "the file has millions of characters",
    "too-deep": "one line of brackets says nothing",
    "too-many-nodes": "the file has hundreds of thousands of keys",
    "too-many-problems": "the file has a hundred faults",
    "scalar-too-long": "one value has thousands of characters",
    "schema-mismatch": "the loader says it in better words",
    "stacked-too-deep": "a hundred and fifty values stand on one another",
    "too-many-editions": "two tables have a thousand rows each",
    "too-many-parts": "one value has hundreds of parts",
}


def test_generated_files_are_as_the_code_makes_them() -> None:
    assert list(map(str, stale())) == [], "run `make generate`"


def test_every_code_shows_an_example() -> None:
    assert {slug for slug in CATALOGUE if example(slug) is None} - WITHOUT_EXAMPLE.keys() == set()


def test_no_code_is_excused_in_vain() -> None:
    assert {slug for slug in WITHOUT_EXAMPLE if slug not in CATALOGUE or example(slug) is not None} == set()


def test_stale_files_are_found_and_written(tmp_path: Path) -> None:
    """In a folder without cases: pages without examples."""
    write(tmp_path)
    assert list(stale(tmp_path)) == []
    page, left_over = Path("docs/diagnostics/cycle.md"), Path("docs/diagnostics/no-such-code.md")
    (tmp_path / page).write_text("# cycle\n", encoding="utf-8")
    (tmp_path / left_over).write_text("", encoding="utf-8")
    assert set(stale(tmp_path)) == {page, left_over}
    write(tmp_path)
    assert list(stale(tmp_path)) == []
    assert not (tmp_path / left_over).exists()


def test_every_code_has_a_page_and_a_line_in_the_list() -> None:
    pages = generated()
    index = pages[Path("docs/diagnostics/index.md")]
    for slug, code in CATALOGUE.items():
        assert f"[`{slug}`]({slug}.md)" in index
        assert code.explain in pages[Path(f"docs/diagnostics/{slug}.md")]


def test_an_example_shows_the_fault_without_the_head_of_its_case(tmp_path: Path) -> None:
    case = tmp_path / "tests/cases/bad/unknown-key/spelling.yaml"
    case.parent.mkdir(parents=True)
    rules = "tierrules: 1\nname: x\ndimensions: {d: {labels: [a], hit: first, rules: [{label: a, when: always}]}}\n"
    case.write_text(f"# expect: 6:1 unknown-key\n# says: titel\n{rules}titel: y\n", encoding="utf-8")
    case.with_name("spelling.ok.yaml").write_text(f"{rules}title: y\n", encoding="utf-8")
    found = example("unknown-key", tmp_path)
    assert found is not None
    assert found.wrong == f"{rules}titel: y\n"
    assert found.told.startswith("rules.yaml:4:1: error[unknown-key]: ")
    assert found.right == f"{rules}title: y\n"
    assert example("missing-key", tmp_path) is None


def test_the_published_schema_knows_every_top_level_key() -> None:
    published = json.loads((ROOT / "schemas/ruleset.schema.json").read_text(encoding="utf-8"))
    assert {"tierrules", "name", "dimensions"} == set(published["definitions"]["ruleset"]["required"])
    assert published["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_list_of_outer_shape_names_no_code_of_meaning() -> None:
    """Codes that need names, numbers or types are no matter of shape."""
    assert OUTER_SHAPE.isdisjoint({"unknown-name", "bad-number", "type-mismatch", "table-form", "duplicate-key"})
