"""README and reference keep their word about what the package shows."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

import tierrules as tr
from tests.cli.command import tierrules
from tierrules import errors
from tierrules.cli.program import program
from tierrules.language import keys
from tierrules.resources import examples

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
STANDARDS = (ROOT / "docs" / "standards.md").read_text(encoding="utf-8")
LANGUAGE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (ROOT / "docs" / "language.md", *sorted((ROOT / "docs" / "language").glob("*.md")))
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
# What commands need of a ruleset, and what a tag makes its justification from.
NOT_FOR_USERS = {"reader", "classify_facts", "definition", "grounds", "brief"}


def section(text: str, title: str) -> str:
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def test_the_readme_says_what_it_is_within_forty_lines() -> None:
    lines = README.splitlines()
    assert next(number for number, line in enumerate(lines) if line.startswith("## ")) <= 40


def test_the_reference_lists_the_public_names() -> None:
    assert sorted(first_cells(section(REFERENCE, "Public names"))) == sorted(tr.__all__)


def test_the_reference_draws_the_exceptions_as_they_are() -> None:
    drawn = section(REFERENCE, "Exceptions").partition("```text\n")[2].partition("```")[0]
    assert drawn.strip() in (errors.__doc__ or "")
    kinds = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, tr.TierrulesError)}
    assert {drawn.split()[0], *re.findall(r"── (\w+)", drawn)} == kinds


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("A ruleset", tr.Ruleset),
        ("A report", tr.Report),
        ("A classification", tr.Classification),
        ("A tag", tr.Tag),
        ("A change record", tr.ChangeRecord),
        ("A comparison", tr.Comparison),
    ],
)
def test_the_reference_lists_every_member(title: str, kind: type) -> None:
    told = section(REFERENCE, "Members").partition(f"### {title}\n")[2].partition("\n### ")[0]
    cells = [line.split(" | ")[0] for line in told.splitlines() if line.startswith("| `")]
    named = {name for cell in cells for name in re.findall(r"`(\w+)", cell)} - {"c", "len"}
    held = {one.name for one in fields(kind)} if hasattr(kind, "__dataclass_fields__") else set()
    public = {name for name in {*dir(kind), *held} if not name.startswith("_")}
    assert named == public - NOT_FOR_USERS


def test_the_language_pages_show_every_key_word_and_function() -> None:
    words = {key.name for record in keys.RECORDS.values() for key in record.keys}
    words |= {function.name for function in keys.FUNCTIONS}
    words |= {"first", "unique", "any", "priority", "collect", "n/a", "always"}
    words |= {"missing", "zero-divisor", "conflict", "undetermined"}
    assert {word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", LANGUAGE)} == set()


def test_every_ruleset_that_comes_along_is_told_of() -> None:
    for name in (*tr.bundled(), *examples()):
        assert f"`{name}`" in STANDARDS or f"\n## {name}\n" in STANDARDS, name
    worked = set(re.findall(r"^\$ tierrules (?:explain|classify) (\S+)", STANDARDS, re.MULTILINE))
    assert set(tr.bundled()) - worked == {"size-and-dormancy"}  # the README works that one through


def test_decisions_are_numbered_and_short() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{at:04}" for at in range(1, len(numbers) + 1)]
    for path in DECISIONS:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {path.name[:4]} "), path.name
        assert len(lines) <= 25, path.name


def test_the_reference_lists_every_command_and_option() -> None:
    told = section(REFERENCE, "Commands")
    assert {cell.split()[1] for cell in first_cells(told)} == set(program.commands)
    for name, command in program.commands.items():
        rows = "\n".join(line for line in told.splitlines() if f"`tierrules {name}" in line)
        options = {one for param in command.params for one in param.opts if one.startswith("--")} - {"--help"}
        assert options == set(re.findall(r"--[\w-]+", rows)), name


def test_every_exit_code_is_told_in_the_same_words() -> None:
    told = re.findall(r"^\| (\d) \| (.+) \|$", README, re.MULTILINE)
    assert [code for code, _ in told] == ["0", "1", "2"]
    assert re.findall(r"^\| (\d) \| (.+) \|$", section(REFERENCE, "Commands"), re.MULTILINE) == told
    codes = {tierrules(*words).code for words in (["list"], ["explain", "size-and-dormancy", "employees=x"], ["no"])}
    assert codes == {0, 1, 2}
