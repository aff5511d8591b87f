"""What is made from the code is as the code would make it; `make generate` writes it anew."""

import json
from pathlib import Path

from docs.generate import ROOT, example, generated, stale, write
from tierrules.language.reference import code_page
from tierrules.language.schema import OUTER_SHAPE
from tierrules.text.catalogue import CATALOGUE, OF_FILES
from tierrules.text.catalogue.checks import CHECKS


def test_generated_files_are_as_the_code_makes_them() -> None:
    assert list(map(str, stale())) == [], "run `make generate`"


def test_every_code_shows_an_example_and_what_is_right() -> None:
    shown = {slug: example(slug) for slug in OF_FILES}
    assert [slug for slug, one in shown.items() if one is None or one.right is None] == []


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
    for slug, code in OF_FILES.items():
        assert f"[`{slug}`]({slug}.md)" in index
        assert code.explain in pages[Path(f"docs/diagnostics/{slug}.md")]


def test_every_check_has_a_page_and_a_line_in_the_list() -> None:
    pages = generated()
    index = pages[Path("docs/checks.md")]
    for one in CHECKS:
        assert f"[`{one.slug}`](checks/{one.slug}.md)" in index
        page = pages[Path(f"docs/checks/{one.slug}.md")]
        assert one.explain in page
        assert one.hurts in page


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


def test_a_recipe_is_shown_as_it_stands_and_told_of_what_it_makes(tmp_path: Path) -> None:
    case = tmp_path / "tests/cases/bad/too-deep/brackets.recipe.yaml"
    case.parent.mkdir(parents=True)
    case.write_text("«# expect: ⟨n+2⟩:71 too-deep» × 1\ntitle: «[» × 64«]» × 64\n", encoding="utf-8")
    found = example("too-deep", tmp_path)
    assert found is not None
    assert found.wrong == "title: «[» × 64«]» × 64\n"
    assert found.told.startswith("rules.yaml:1:71: error[too-deep]: ")
    assert found.legend is not None
    assert found.legend in code_page(CATALOGUE["too-deep"], found)


def test_bytes_that_are_no_text_are_shown_as_an_editor_shows_them(tmp_path: Path) -> None:
    case = tmp_path / "tests/cases/bad/encoding/torn.yaml"
    case.parent.mkdir(parents=True)
    case.write_bytes(b"# expect: 1:1 encoding\ntitle: \xff\n")
    found = example("encoding", tmp_path)
    assert found is not None
    assert found.wrong == "title: \ufffd\n"
    assert "byte 8 cannot be read" in found.told


def test_the_published_schema_knows_every_top_level_key() -> None:
    published = json.loads((ROOT / "schemas/ruleset.schema.json").read_text(encoding="utf-8"))
    assert {"tierrules", "name", "dimensions"} == set(published["definitions"]["ruleset"]["required"])
    assert published["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_list_of_outer_shape_names_no_code_of_meaning() -> None:
    """Codes that need names, numbers or types are no matter of shape."""
    assert OUTER_SHAPE.isdisjoint({"unknown-name", "bad-number", "type-mismatch", "table-form", "duplicate-key"})
