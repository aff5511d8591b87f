"""The arrow between the wings holds, and each rule fails where it is broken."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.project.import_directions import violations

SOURCE = Path(__file__).parents[2] / "src" / "tierrules"


def plant(root: Path, files: dict[str, str]) -> Path:
    """A package of the wings' shape with the given files in it."""
    wings = ("text", "meaning", "language", "testing", "cli")
    modules = ("__init__.py", "errors.py", "ruleset.py", "resources.py", "meaning/numbers.py")
    skeleton = dict.fromkeys((*modules, *(f"{wing}/__init__.py" for wing in wings)), "")
    for name, text in {**skeleton, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_the_package_keeps_the_rules() -> None:
    assert violations(SOURCE) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("meaning/model.py", "from tierrules.text import source"),
        ("meaning/model.py", "from . import numbers"),
        ("meaning/model.py", "from ..errors import TierrulesError"),
        ("errors.py", "from .text import source"),
        ("language/resolve/fields.py", "from ...meaning.numbers import Number"),
        ("language/__init__.py", "from .resolve import fields"),
        ("ruleset.py", "from tierrules import resources, errors, language, testing"),
        ("resources.py", "from tierrules.ruleset import Ruleset"),
        ("__init__.py", "from tierrules.ruleset import Ruleset"),
        ("cli/classify.py", "import tierrules as tr\nfrom tierrules import load"),
        ("cli/classify.py", "from datetime import date\nx = date.today()"),
        ("cli/classify.py", "import os\nfrom pathlib import Path\nx = os.environ, Path.cwd()"),
        ("__main__.py", "from tierrules.cli import main"),
        ("text/source.py", "import decimal\nx = decimal.Decimal(1)"),
        ("text/source.py", "import datetime\nx = datetime.date(2026, 1, 1)"),
        ("text/source.py", "import timeit\nfrom os import fspath"),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, name: str, text: str) -> None:
    assert violations(plant(tmp_path, {name: text})) == []


@pytest.mark.parametrize(
    ("name", "text", "line", "wing", "module"),
    [
        ("text/a.py", "import tierrules.errors", 1, "text", "tierrules.errors"),
        ("errors.py", "from tierrules.meaning import x", 1, "errors", "tierrules.meaning.x"),
        ("meaning/a.py", "from ..language import keys", 1, "meaning", "tierrules.language.keys"),
        ("meaning/a.py", "from .. import language", 1, "meaning", "tierrules.language"),
        ("meaning/__init__.py", "from ..cli import x", 1, "meaning", "tierrules.cli.x"),
        ("meaning/deep/a.py", "from ...cli import x", 1, "meaning", "tierrules.cli.x"),
        ("meaning/a.py", "from tierrules import language", 1, "meaning", "tierrules.language"),
        ("meaning/a.py", "from tierrules import load", 1, "meaning", "tierrules.load"),
        ("meaning/a.py", "import tierrules", 1, "meaning", "tierrules"),
        ("language/a.py", "import tierrules.testing as t", 1, "language", "tierrules.testing"),
        ("testing/a.py", "from tierrules.ruleset import R", 1, "testing", "tierrules.ruleset.R"),
        ("testing/a.py", "from tierrules import resources", 1, "testing", "tierrules.resources"),
        ("ruleset.py", "from tierrules import load", 1, "ruleset", "tierrules.load"),
        ("ruleset.py", "from .cli import main", 1, "ruleset", "tierrules.cli.main"),
        ("__init__.py", "from tierrules.cli import main", 1, "tierrules", "tierrules.cli.main"),
        (
            "text/a.py",
            "def lazily():\n    from tierrules.cli import main",
            *(2, "text", "tierrules.cli.main"),
        ),
        (
            "text/a.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import tierrules.cli",
            *(3, "text", "tierrules.cli"),
        ),
        (
            "text/a.py",
            "import importlib\nimportlib.import_module('tierrules.cli')",
            *(2, "text", "tierrules.cli"),
        ),
    ],
)
def test_an_import_to_the_right_is_found(
    tmp_path: Path, name: str, text: str, line: int, wing: str, module: str
) -> None:
    found = violations(plant(tmp_path, {name: text}))
    assert found == [f"{name}:{line}: `{wing}` may not import `{module}`"]


def test_every_step_of_the_arrow_points_one_way(tmp_path: Path) -> None:
    """The steps are typed here once more, so that a reordering is noticed."""
    arrow = [
        "text",
        "errors",
        "meaning",
        "language",
        "files",
        "machine",
        "proof",
        "history",
        "pictures",
        "portfolio",
        "testing",
        "sample",
    ]
    for left, right in pairwise([*arrow, "ruleset", "cli"]):
        modules = {"errors": "errors.py", "ruleset": "ruleset.py"}
        importer = modules.get(left, f"{left}/a.py")
        imports = {
            modules.get(right, f"{right}/a.py"): f"import tierrules.{left}",
            importer: f"import tierrules.{right}",
        }
        found = violations(plant(tmp_path / left, imports))
        assert found == [f"{importer}:1: `{left}` may not import `tierrules.{right}`"]


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("import datetime\ndatetime.datetime.now()", "datetime.datetime.now"),
        ("import datetime as dt\ndt.datetime.today()", "datetime.datetime.today"),
        ("from datetime import datetime\ndatetime.utcnow()", "datetime.datetime.utcnow"),
        ("from datetime import date as D\nx = D.today", "datetime.date.today"),
        ("import time\ntime.time()", "time.time"),
        ("import os\nos.environ['HOME']", "os.environ"),
        ("import os\nos.getenv('HOME')", "os.getenv"),
        ("import os\nos.getcwd()", "os.getcwd"),
        ("import pathlib\npathlib.Path.cwd()", "pathlib.Path.cwd"),
        ("from pathlib import Path\nPath.cwd()", "pathlib.Path.cwd"),
        ("as_of = 1\nas_of.today()", "?.today"),
        ("import decimal\ndecimal.getcontext()", "decimal.getcontext"),
        ("import decimal as d\nd.setcontext(1)", "decimal.setcontext"),
    ],
)
def test_a_use_of_the_surroundings_is_found(tmp_path: Path, text: str, used: str) -> None:
    found = violations(plant(tmp_path, {"text/a.py": text}))
    assert found == [f"text/a.py:2: `text` may not use `{used}`"]


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("from os import environ", "os.environ"),
        ("from time import time", "time.time"),
        ("from decimal import localcontext", "decimal.localcontext"),
    ],
)
def test_an_import_of_the_surroundings_is_found(tmp_path: Path, text: str, used: str) -> None:
    found = violations(plant(tmp_path, {"text/a.py": text}))
    assert found == [f"text/a.py:1: `text` may not use `{used}`"]


def test_not_even_the_command_line_touches_the_decimal_context(tmp_path: Path) -> None:
    found = violations(plant(tmp_path, {"cli/a.py": "from decimal import getcontext"}))
    assert found == ["cli/a.py:1: `cli` may not use `decimal.getcontext`"]


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "manager", "_utils", "Helper"])
def test_a_name_that_says_nothing_is_found(tmp_path: Path, name: str) -> None:
    module = violations(plant(tmp_path / "module", {f"text/{name}.py": ""}))
    assert module == [f"text/{name}.py: the name `{name}` says nothing"]
    folder = violations(plant(tmp_path / "folder", {f"text/{name}/a.py": ""}))
    assert folder == [f"text/{name}/a.py: the name `{name}` says nothing"]


def test_a_module_outside_the_wings_is_found(tmp_path: Path) -> None:
    found = violations(plant(tmp_path, {"stray.py": "", "extra/a.py": ""}))
    assert found == [
        "extra/a.py: `extra` belongs to no wing",
        "stray.py: `stray` belongs to no wing",
    ]
