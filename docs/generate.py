"""Write what is made from the code: schemas/, the pages of keys, docs/diagnostics/. `make generate` runs this.

A test compares what lies there with what this module would write.
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
from tierrules.language.reference import Example, case_keys_page, code_page, codes_page, keys_page
from tierrules.language.schema import cases_schema, ruleset_schema
from tierrules.ruleset import loads
from tierrules.text.catalogue import CATALOGUE
from tierrules.text.catalogue.cases import CASES as OF_CASES

ROOT = Path(__file__).parents[1]
CASES = Path("tests/cases/bad")
# Codes of case files, which have faulty files of their own.
CASE_FILES = Path("tests/cases/cases-bad")
CASE_CODES = frozenset(code.slug for code in OF_CASES)

# The head of a case file speaks to the test that reads it: `# expect: 3:5 unknown-key`.
_HEAD = re.compile(r"(?:# \w+:.*\n)*")
_MOST_CHARACTERS = 4_000
_WIDEST_LINE = 160
_MOST_TOLD = 3


def generated(root: Path = ROOT) -> Mapping[Path, str]:
    """Every generated file by its path from the root of the repository."""
    pages = {
        Path("docs/diagnostics") / f"{slug}.md": code_page(code, example(slug, root))
        for slug, code in CATALOGUE.items()
    }
    return {
        Path("schemas/ruleset.schema.json"): json.dumps(ruleset_schema(), ensure_ascii=False, indent=2) + "\n",
        Path("schemas/cases.schema.json"): json.dumps(cases_schema(), ensure_ascii=False, indent=2) + "\n",
        Path("docs/keys.md"): keys_page(),
        Path("docs/case-keys.md"): case_keys_page(),
        Path("docs/diagnostics/index.md"): codes_page(),
        **pages,
    }


def example(slug: str, root: Path = ROOT) -> Example | None:
    """The shortest case of a code that can be shown, preferably one with a twin that is right."""
    folder = root / (CASE_FILES if slug in CASE_CODES else CASES) / slug
    shown = [one for path in sorted(folder.glob("*.yaml")) if (one := _example(slug, path)) is not None]
    return min(shown, key=lambda one: (one.right is None, len(one.wrong)), default=None)


def _example(slug: str, path: Path) -> Example | None:
    wrong = _text(path)
    told = None if wrong is None or path.name.endswith(".ok.yaml") else _told(slug, wrong)
    if wrong is None or told is None:
        return None
    twin = path.with_suffix(".ok.yaml")
    return Example(wrong, told, _text(twin) if twin.is_file() else None)


def _text(path: Path) -> str | None:
    """The text of a case without its head; None if a page could not show it."""
    try:
        text = _HEAD.sub("", path.read_bytes().decode("utf-8"), count=1)
    except UnicodeDecodeError:
        return None
    fits = len(text) <= _MOST_CHARACTERS and all(len(line) <= _WIDEST_LINE for line in text.splitlines())
    return text if fits and "\r" not in text and "```" not in text else None


def _told(slug: str, wrong: str) -> str | None:
    """What the loader says of a file; where it says much, only what is said with this code."""
    if slug in CASE_CODES:
        return _told_of_cases(slug, wrong)
    try:
        loads(wrong, name="rules.yaml")
    except RulesetError as error:
        of_code = [one for one in error.diagnostics if one.code == slug]
        shown = error.diagnostics if len(error.diagnostics) <= _MOST_TOLD else of_code
        return "\n\n".join(map(str, shown)) if of_code else None
    return None


def _told_of_cases(slug: str, wrong: str) -> str | None:
    """What is said of a case file: its diagnostics, or the failures of its cases with their grounds."""
    run = run_file(case_file(Path("rules.cases.yaml"), wrong.encode()))
    codes = {one.code for one in run.file.diagnostics} | ({"case-failed"} if run.failed else set())
    return "\n\n".join([*map(str, run.file.diagnostics), *map(failure_text, run.failed)]) if slug in codes else None


def stale(root: Path = ROOT) -> Iterator[Path]:
    """The generated files that are not there or not as they should be, and those that should not be there."""
    expected = generated(root)
    for path, text in expected.items():
        there = root / path
        if not there.is_file() or there.read_bytes() != text.encode():
            yield path
    for folder in ("schemas", "docs/diagnostics"):
        for there in sorted((root / folder).iterdir()):
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
