"""`--model` and `model` of `tierrules.toml`: the caller's own class, imported from where it lies."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import AS_OF, tierrules, written

# `visits` is neither declared in the file nor a standard field: its type comes from the class.
RULES = """\
tierrules: 1
name: by-visits
model: account
thresholds: {many_visits: 100, some_staff: 5}
dimensions:
  size:
    labels: [large, small]
    hit: first
    rules: [{label: large, when: visits >= many_visits and employees >= some_staff}]
    otherwise: small
"""
ACCOUNTS = """\
from dataclasses import dataclass

@dataclass
class Account:
    visits: int
    employees: int

@dataclass
class TextAccount:
    visits: str
    employees: int

class Plain:
    class Inner:
        pass

def make(): ...
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a module that is nowhere on the path; what was imported from it is forgotten again."""
    before, path = set(sys.modules), list(sys.path)
    written(tmp_path, "rules.yaml", RULES)
    written(tmp_path, "accounts_here.py", ACCOUNTS)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    assert sys.path == path
    for name in set(sys.modules) - before:
        if name.startswith("accounts"):
            del sys.modules[name]


def test_without_the_model_a_field_of_it_is_unknown(folder: Path) -> None:
    run = tierrules("check", "rules.yaml")
    assert run.code == 1
    assert "error[unknown-name]" in run.out


@pytest.mark.parametrize("command", ["check", "show", "docs"])
def test_the_model_is_imported_from_the_current_folder(folder: Path, command: str) -> None:
    assert tierrules(command, "rules.yaml", "--model", "accounts_here:Account").code == 0


def test_values_are_read_by_the_model(folder: Path) -> None:
    arguments = ("visits=100", "employees=5", *AS_OF, "--model", "accounts_here:Account")
    run = tierrules("explain", "rules.yaml", *arguments)
    assert (run.code, run.err) == (0, "")
    assert "size: large" in run.out


def test_the_settings_name_it_relative_to_their_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sub").mkdir()
    written(folder, "tierrules.toml", 'rules = "rules.yaml"\nmodel = "accounts_here:Account"\n')
    written(folder, "customers.csv", "visits,employees\n100,5\n99,5\n")
    monkeypatch.chdir(folder / "sub")
    assert tierrules("check").out == "../rules.yaml: ok, by-visits with size\n"
    run = tierrules("classify", "../customers.csv", *AS_OF)
    assert run.out.splitlines()[-1] == "2 rows = 2 classified + 0 set aside, as of 2026-11-22"
    told = tierrules("--verbose", "check").err.splitlines()
    assert told[-1] == "model: accounts_here:Account (tierrules.toml)"


def test_a_ruleset_that_comes_along_needs_no_model(folder: Path) -> None:
    written(folder, "tierrules.toml", 'model = "no_such_module:Account"\n')
    assert tierrules("show", "net-promoter").code == 0
    assert tierrules("check", "rules.yaml").code == 2


def test_the_option_goes_before_the_settings(folder: Path) -> None:
    written(folder, "tierrules.toml", 'rules = "rules.yaml"\nmodel = "no_such_module:Account"\n')
    run = tierrules("--verbose", "check", "--model", "accounts_here:Account")
    assert run.code == 0
    assert "model: accounts_here:Account (--model)" in run.err.splitlines()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("accounts_here", "`accounts_here` is not `module:Class`, such as `shop.models:Account`"),
        ("accounts_here:", "`accounts_here:` is not `module:Class`, such as"),
        ("accounts_here.py:Account", "there is no module `accounts_here.py` in `.` or among what is installed"),
        ("accounts_her:Account", "there is no module `accounts_her` in `.` or among what is installed"),
        ("accounts_here:Acount", "`accounts_here` has no `Acount`; did you mean `Account`?"),
        ("accounts_here:Plain.Iner", "`accounts_here` has no `Plain.Iner`; did you mean `Inner`?"),
        ("accounts_here:make", "`accounts_here:make` is a function, not a class"),
        ("accounts_here:Plain", "a model is a pydantic model, a dataclass or a TypedDict, not"),
        ("accounts_needy:Account", "`accounts_needy` needs the module `no_such_package`, which is not installed"),
        ("accounts_broken:Account", "`accounts_broken` cannot be imported: ValueError: no database here"),
        ("accounts_wrong:Account", "`accounts_wrong` cannot be imported: SyntaxError: "),
        ("accounts_ending:Account", "`accounts_ending` cannot be imported: SystemExit: 0"),
    ],
)
def test_a_class_that_cannot_be_had(folder: Path, text: str, told: str) -> None:
    written(folder, "accounts_needy.py", "import no_such_package\n")
    written(folder, "accounts_broken.py", "raise ValueError('no database\\nhere')\n")
    written(folder, "accounts_wrong.py", "class Account(\n")
    written(folder, "accounts_ending.py", "raise SystemExit(0)\n")
    run = tierrules("check", "rules.yaml", "--model", text)
    assert (run.code, run.out) == (2, "")
    assert told in run.err
    assert run.err.startswith("tierrules: ")
    assert run.err.count("\n") == 1


def test_a_class_of_the_settings_that_cannot_be_had(folder: Path) -> None:
    written(folder, "tierrules.toml", 'rules = "rules.yaml"\nmodel = "accounts_here:Acount"\n')
    told = "tierrules: tierrules.toml: `model`: `accounts_here` has no `Acount`; did you mean `Account`?\n"
    assert tierrules("check").err == told
    written(folder, "tierrules.toml", 'rules = "rules.yaml"\nmodel = "decimal:Decimal"\n')
    assert tierrules("check").err.startswith("tierrules: tierrules.toml: `model`: a model is a pydantic model, a data")
    assert tierrules("check", "--model", "decimal:Decimal").err.startswith("tierrules: --model: a model is a pydantic")


def test_a_class_that_does_not_fit_the_rules(folder: Path) -> None:
    run = tierrules("check", "rules.yaml", "--model", "accounts_here:TextAccount")
    assert run.code in (1, 2)
    assert "visits" in run.out + run.err
