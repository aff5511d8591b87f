"""The wheel and the editable install carry the bundled rulesets and the command, once each."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.project.console_blocks import (
    NOT_IN_A_CLONE,
    SET_UP_RUN_BY_PACKAGING_TESTS,
    blocks,
    commands,
    difference,
)

ROOT = Path(__file__).parents[2]
VERSION = "0.1.0"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LOAD = """
import tierrules as tr
assert "size-and-dormancy" in tr.bundled()
from tierrules.resources import schema_text
assert schema_text("ruleset").startswith("{")
print(type(tr.load("size-and-dormancy")).__name__)
print(tr.__file__)
"""


def run(*command: object, cwd: Path, path: Path | None = None) -> str:
    """What a command prints; its errors are the failure's message."""
    # An inherited PYTHONPATH would let the source tree stand in for an installed package.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    words = [str(word) for word in command]
    finished = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert finished.returncode == 0, f"{' '.join(words)}\n{finished.stdout}{finished.stderr}"
    return finished.stdout


def copy_of_the_checkout(folder: Path) -> Path:
    shutil.copytree(ROOT, folder, symlinks=True, ignore=NOT_IN_A_CLONE)
    return folder


def build(kind: str, source: Path, out: Path) -> Path:
    """The one archive that a build leaves; without isolation, which saves an environment each."""
    run(*(sys.executable, "-m", "build", "--no-isolation", kind, "-o", out, source), cwd=source)
    (archive,) = out.iterdir()
    return archive


def digests(wheel: Path) -> dict[str, int]:
    """Name and checksum of each member; a name that is there twice is a failure."""
    with zipfile.ZipFile(wheel) as archive:
        members = archive.infolist()
    twice = [name for name, n in Counter(member.filename for member in members).items() if n > 1]
    assert twice == []
    return {member.filename: member.CRC for member in members}


def check_installed(environment: Path, elsewhere: Path) -> Path:
    """Load by name and ask for the version from another folder; gives where the package lies."""
    kind, place = run(environment / "bin" / "python", "-c", LOAD, cwd=elsewhere).splitlines()
    assert kind == "Ruleset"
    assert VERSION in run(environment / "bin" / "tierrules", "--version", cwd=elsewhere)
    return Path(place)


def shown_in_documents(command: str) -> list[tuple[str, ...]]:
    """The outputs that the documents show under a command."""
    return [
        found.expected
        for path in DOCUMENTS
        for block in blocks(path.read_text(encoding="utf-8"))
        if block.language == "console"
        for found in commands(block)
        if found.text == command
    ]


def check_documents_show(command: str, printed: str) -> None:
    for expected in shown_in_documents(command):
        if expected:  # set-up may be shown without what it prints
            assert difference(expected, printed.splitlines()) == ""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    return build("--wheel", copy_of_the_checkout(folder / "source"), folder / "out")


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    return build("--sdist", copy_of_the_checkout(folder / "source"), folder / "out")


@pytest.mark.packaging
@pytest.mark.xdist_group("archives")
def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = set(digests(wheel))
    metadata = f"tierrules-{VERSION}.dist-info/"
    assert {name for name in names if not name.startswith(("tierrules/", metadata))} == set()
    assert {"tierrules/py.typed", "tierrules/__init__.py", f"{metadata}licenses/LICENSE"} <= names
    with zipfile.ZipFile(wheel) as archive:
        entry_points = archive.read(f"{metadata}entry_points.txt").decode()
    assert "[pytest11]\ntierrules = tierrules.cli.pytest_plugin\n" in entry_points
    bundled = {
        f"tierrules/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "rulesets").rglob("*") if path.is_file()
    }
    assert "tierrules/rulesets/size-and-dormancy.yaml" in bundled
    assert {name for name in names if "rulesets" in name} == bundled
    assert {name for name in names if "schemas" in name} == {
        "tierrules/schemas/cases.schema.json",
        "tierrules/schemas/change.schema.json",
        "tierrules/schemas/comparison.schema.json",
        "tierrules/schemas/migration.schema.json",
        "tierrules/schemas/report.schema.json",
        "tierrules/schemas/classification.schema.json",
        "tierrules/schemas/customer.schema.json",
        "tierrules/schemas/ruleset.schema.json",
    }


@pytest.mark.packaging
@pytest.mark.xdist_group("archives")
def test_the_wheel_of_the_sdist_is_the_wheel_of_the_checkout(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    run("tar", "-xzf", sdist, "-C", tmp_path, cwd=tmp_path)
    again = build("--wheel", tmp_path / f"tierrules-{VERSION}", tmp_path / "out")
    assert digests(again) == digests(wheel)


@pytest.mark.packaging
@pytest.mark.xdist_group("archives")
def test_a_checkout_without_links_serves_as_well(wheel: Path, tmp_path: Path) -> None:
    source = copy_of_the_checkout(tmp_path / "source")
    for carried in ("rulesets", "schemas"):
        link = source / "src" / "tierrules" / carried
        target = os.readlink(link)
        link.unlink()
        link.write_text(target, encoding="utf-8")  # what git leaves where links are off
    assert digests(build("--wheel", source, tmp_path / "out")) == digests(wheel)
    kind, place = run(sys.executable, "-c", LOAD, cwd=tmp_path, path=source / "src").splitlines()
    assert kind == "Ruleset"
    assert Path(place).is_relative_to(source)


@pytest.mark.packaging
@pytest.mark.xdist_group("installed")
def test_an_installed_package_needs_no_checkout(tmp_path: Path) -> None:
    source = copy_of_the_checkout(tmp_path / "source")
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    pip = (environment / "bin" / "python", "-m", "pip", "--disable-pip-version-check")
    printed = run(*pip, "install", ".", cwd=source)  # builds the wheel, in isolation
    shutil.rmtree(source)
    assert check_installed(environment, tmp_path).is_relative_to(environment)
    check_documents_show("pip install .", printed)


@pytest.mark.packaging
@pytest.mark.xdist_group("editable")
def test_an_editable_install_serves_the_checkout(tmp_path: Path) -> None:
    """`make install` is `pip install -e .` in a fresh environment; `make demo` follows it."""
    source = copy_of_the_checkout(tmp_path / "source")
    make = ("make", "--no-print-directory", f"PYTHON={sys.executable}")
    printed = run(*make, "install", cwd=source)
    place = check_installed(source / ".venv", tmp_path)
    assert place.is_relative_to(source / "src")
    bundled = source / "rulesets" / "size-and-dormancy.yaml"
    text = bundled.read_text(encoding="utf-8").replace("size-and-dormancy", "added-later")
    bundled.with_name("added-later.yaml").write_text(text, encoding="utf-8")
    ask = "import tierrules as tr; print('added-later' in tr.bundled())"
    assert run(source / ".venv" / "bin" / "python", "-c", ask, cwd=tmp_path) == "True\n"
    check_documents_show("make install", printed)
    check_documents_show("pip install -e .", printed)
    check_documents_show("make demo", run(*make, "demo", cwd=source))


def test_every_set_up_line_is_run_above() -> None:
    above = {"pip install .", "make install", "pip install -e .", "make demo"}
    assert set(SET_UP_RUN_BY_PACKAGING_TESTS) == above
