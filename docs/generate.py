"""Write what is made: schemas/, the pages of keys, diagnostics, checks and notebooks. `make generate` runs this.

A test compares what lies there with what this module would write. The examples are the cases of `tests/cases/bad`;
what such a file is, and what is said of it, stands here once for the pages and for the tests. Those of a check are
`tests/cases/checks/SLUG/wrong.yaml` and `right.yaml`; its further cases have longer names.

A case whose fault is its size is written as a recipe, `NAME.recipe.yaml`, in which a repeated stretch stands once:

    title: «[» × 64«]» × 64             the stretch, so many times
    «  step_⟨n⟩: step_⟨n-1⟩ + 1» × 150  alone on its line: so many lines; `⟨n⟩` counts them from 1
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tierrules.cli.case_files import case_file
from tierrules.cli.case_report import failure_text
from tierrules.cli.case_runs import run_file
from tierrules.errors import RulesetError
from tierrules.language.build import build
from tierrules.language.customer_schema import customer_schema
from tierrules.language.reference import (
    Example,
    case_keys_page,
    check_page,
    checks_page,
    code_page,
    codes_page,
    keys_page,
)
from tierrules.language.results import (
    change_schema,
    classification_schema,
    comparison_schema,
    migration_schema,
    report_schema,
)
from tierrules.language.schema import Schema, cases_schema, ruleset_schema
from tierrules.language.validate import validate
from tierrules.proof.reports.checking import findings
from tierrules.proof.reports.report import check_model
from tierrules.text.catalogue import OF_FILES
from tierrules.text.catalogue.cases import CASES as OF_CASES
from tierrules.text.catalogue.checks import CHECKS
from tierrules.text.catalogue.ignores import IGNORES
from tierrules.text.diagnostics import Diagnostic
from tierrules.text.source import decode
from tierrules.text.yaml_reader import read_bytes

ROOT = Path(__file__).parents[1]
CASES = Path("tests/cases/bad")
# Codes of case files, which have faulty files of their own.
CASE_FILES = Path("tests/cases/cases-bad")
CASE_CODES = frozenset(code.slug for code in OF_CASES)
CHECK_CASES = Path("tests/cases/checks")
# Codes of comments in rulesets that load.
IGNORE_CODES = frozenset(code.slug for code in IGNORES)

NOTEBOOKS = Path("docs/notebooks")
_LINKED = re.compile(r"\]\(([\w-]+)\.ipynb\)")

# The head of a case file speaks to the test that reads it: `# expect: 3:5 unknown-key`. In a recipe it may repeat.
HEAD = re.compile("(?:(?:«)?# \\w+:.*\n)*".encode())
_LINES = re.compile(r"^«([^»\n]*)» × (\d+(?:,\d{3})*)\n", re.MULTILINE)
_STRETCH = re.compile(r"«([^»\n]*)» × (\d+(?:,\d{3})*)")
_TURN = re.compile(r"⟨n([+-]\d+)?⟩")
_LEGEND = "`«…» × 3` stands for a stretch that is written 3 times, `⟨n⟩` for the numbers 1, 2, 3 in it."
_MOST_CHARACTERS = 4_000
_WIDEST_LINE = 160
_MOST_TOLD = 3


def generated(root: Path = ROOT) -> Mapping[Path, str]:
    """Every generated file by its path from the root of the repository."""
    pages = {
        Path("docs/diagnostics") / f"{slug}.md": code_page(code, example(slug, root)) for slug, code in OF_FILES.items()
    }
    checks = {Path("docs/checks") / f"{one.slug}.md": check_page(one, check_example(one.slug, root)) for one in CHECKS}
    return {
        Path("schemas/ruleset.schema.json"): _json(ruleset_schema()),
        Path("schemas/customer.schema.json"): _json(customer_schema()),
        Path("schemas/cases.schema.json"): _json(cases_schema()),
        Path("schemas/classification.schema.json"): _json(classification_schema()),
        Path("schemas/change.schema.json"): _json(change_schema()),
        Path("schemas/report.schema.json"): _json(report_schema()),
        Path("schemas/comparison.schema.json"): _json(comparison_schema()),
        Path("schemas/migration.schema.json"): _json(migration_schema()),
        Path("docs/keys.md"): keys_page(),
        Path("docs/case-keys.md"): case_keys_page(),
        Path("docs/diagnostics/index.md"): codes_page(),
        **pages,
        Path("docs/checks.md"): checks_page(),
        **checks,
        **{path.with_suffix(".md"): notebook_page(path, root) for path in notebooks(root)},
    }


def notebooks(root: Path = ROOT) -> list[Path]:
    """Every notebook by its path from the root of the repository."""
    return [path.relative_to(root) for path in sorted((root / NOTEBOOKS).glob("*.ipynb"))]


def notebook_page(path: Path, root: Path = ROOT) -> str:
    """What a notebook says and asks, as a page; what it answers is seen where it is run."""
    cells = json.loads((root / path).read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    parts = [
        _LINKED.sub(r"](\1.md)", text) if cell["cell_type"] == "markdown" else f"```python\n{text}\n```"
        for cell, text in zip(cells, texts, strict=True)
    ]
    title, _, first = parts[0].partition("\n\n")
    file = f"The notebook behind this page, to be run: [{path.name}]({path.name})."
    return "\n\n".join([title, file, first, *parts[1:]]) + "\n"


def _json(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def example(slug: str, root: Path = ROOT) -> Example | None:
    """The shortest case of a code that can be shown, preferably one with a twin that is right."""
    folder = root / (CASE_FILES if slug in CASE_CODES else CASES) / slug
    broken = [path for path in sorted(folder.glob("*.yaml")) if not path.name.endswith(".ok.yaml")]
    pages = [(path, wrong, _right(path)) for path in broken if (wrong := _shown(path)) is not None]
    for path, wrong, right in sorted(pages, key=lambda page: (page[2] is None, len(page[1]))):
        told = _told(slug, path)
        if told is not None:
            return Example(wrong, told, right, _LEGEND if is_recipe(path) else None)
    return None


def check_example(slug: str, root: Path = ROOT) -> Example | None:
    """The case of a check that its page shows, with what the check says; None while there is none."""
    folder = root / CHECK_CASES / slug
    if not (folder / "wrong.yaml").is_file():
        return None
    wrong, right = (_without_head(folder / f"{name}.yaml").decode() for name in ("wrong", "right"))
    told = "\n\n".join(map(str, findings(build("rules.yaml", wrong), {slug})))
    return Example(wrong, told, right)


def is_recipe(path: Path) -> bool:
    """Whether a case file is a recipe of its text, not the text."""
    return ".recipe" in path.suffixes


def expanded(recipe: bytes) -> bytes:
    r"""The text of which a recipe speaks.

    >>> expanded("title: «x» × 5\n«  - step_⟨n⟩ + step_⟨n-1⟩» × 2\n".encode())
    b'title: xxxxx\n  - step_1 + step_0\n  - step_2 + step_1\n'
    """
    text = _LINES.sub(lambda found: _repeated(f"{found[1]}\n", found[2]), recipe.decode("utf-8"))
    return _STRETCH.sub(lambda found: _repeated(found[1], found[2]), text).encode("utf-8")


def _repeated(stretch: str, times: str) -> str:
    count = int(times.replace(",", ""))
    if _TURN.search(stretch) is None:
        return stretch * count
    return "".join(_of_turn(stretch, turn) for turn in range(1, count + 1))


def _of_turn(stretch: str, turn: int) -> str:
    return _TURN.sub(lambda found: str(turn + int(found[1] or 0)), stretch)


def diagnostics(slug: str, data: bytes, name: str) -> tuple[Diagnostic, ...]:
    """What is said of a case: by the loader, or where it is about a schema or a comment, by what reads that."""
    if slug == "schema-mismatch":
        reading = read_bytes(name, data)
        if reading.tree is not None:
            validate(reading.tree, ruleset_schema(), reading.problems)
        return reading.problems.in_order()
    try:
        model = build(name, data)
    except RulesetError as error:
        return error.diagnostics
    return tuple(one for one in check_model(model) if one.code == slug) if slug in IGNORE_CODES else ()


def _right(path: Path) -> str | None:
    twin = path.with_suffix(".ok.yaml")
    return _shown(twin) if twin.is_file() else None


def _shown(path: Path) -> str | None:
    """A case without its head, as an editor for UTF-8 shows its bytes; None if a page could not show it."""
    data = _without_head(path)
    decoded = decode(data)
    text = decoded if isinstance(decoded, str) else data.decode("utf-8", errors="replace")
    fits = len(text) <= _MOST_CHARACTERS and all(len(line) <= _WIDEST_LINE for line in text.splitlines())
    return text if fits and not re.search("[\r\0]|```", text) else None


def _without_head(path: Path) -> bytes:
    return HEAD.sub(b"", path.read_bytes(), count=1)


def _told(slug: str, path: Path) -> str | None:
    """What is said of a file; where that is much, only what is said with this code."""
    data = _without_head(path)
    if slug in CASE_CODES:
        return _told_of_cases(slug, data)
    found = diagnostics(slug, expanded(data) if is_recipe(path) else data, "rules.yaml")
    of_code = [one for one in found if one.code == slug]
    shown = found if len(found) <= _MOST_TOLD else of_code
    return "\n\n".join(map(str, shown)) if of_code else None


def _told_of_cases(slug: str, data: bytes) -> str | None:
    """What is said of a case file: its diagnostics, or the failures of its cases with their grounds."""
    run = run_file(case_file(Path("rules.cases.yaml"), data))
    codes = {one.code for one in run.file.diagnostics} | ({"case-failed"} if run.failed else set())
    return "\n\n".join([*map(str, run.file.diagnostics), *map(failure_text, run.failed)]) if slug in codes else None


def stale(root: Path = ROOT) -> Iterator[Path]:
    """The generated files that are not there or not as they should be, and those that should not be there."""
    expected = generated(root)
    for path, text in expected.items():
        there = root / path
        if not there.is_file() or there.read_bytes() != text.encode():
            yield path
    for pattern in ("schemas/*", "docs/diagnostics/*", "docs/checks/*", "docs/notebooks/*.md"):
        for there in sorted(root.glob(pattern)):
            if there.relative_to(root) not in expected:
                yield there.relative_to(root)


def write(root: Path = ROOT) -> None:
    """Write every generated file, and delete those that are made no longer."""
    expected = generated(root)
    for path, text in expected.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    for path in stale(root):
        (root / path).unlink()


if __name__ == "__main__":
    write()
    sys.stdout.write(f"wrote {len(generated())} files\n")
