"""README and docs show what happens: every block is run and compared."""

import sys
from pathlib import Path

import pytest

from tests.project.console_blocks import (
    DocumentError,
    Walkthrough,
    blocks,
    commands,
    difference,
    is_set_up,
    matches,
)

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def run(folder: Path, text: str) -> list[str]:
    work = folder / "work"
    work.mkdir()
    return Walkthrough(work, ROOT, SCRIPTS).run(text)


def run_again(folder: Path, text: str) -> list[str]:
    """Run another document in the work folder that `run` left."""
    return Walkthrough(folder / "work", ROOT, SCRIPTS).run(text)


def console(*lines: str) -> str:
    return "\n".join(["```console", *lines, "```", ""])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_document_shows_what_happens(tmp_path: Path, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "$ tierrules" in text:
        assert (SCRIPTS / "tierrules").exists(), "install the package first: pip install -e ."
    faults = run(tmp_path, text)
    assert not faults, "\n\n".join(f"{path.name}: {fault}" for fault in faults)


def test_right_output_passes(tmp_path: Path) -> None:
    assert run(tmp_path, console("$ echo one; echo two >&2", "one", "two", "$ true")) == []


def test_wrong_output_is_shown_as_a_diff(tmp_path: Path) -> None:
    text = "Some prose.\n\n" + console("$ printf 'a\\nb\\n'", "a", "c")
    assert run(tmp_path, text) == [
        "line 4: `printf 'a\\nb\\n'`\n--- in the document\n+++ in fact\n@@ -1,2 +1,2 @@\n a\n-c\n+b"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("$ echo more",),
        ("$ echo one; echo two", "one"),
        ("$ true", "never printed"),
        ("$ echo one >&2",),
        ("$ no-such-command-here",),
    ],
)
def test_output_that_is_not_shown_in_full_fails(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert len(run(tmp_path, console(*lines))) == 1


@pytest.mark.parametrize(
    ("expected", "actual", "equal"),
    [
        (["..."], [], True),
        (["..."], ["a", "b"], True),
        (["a", "...", "d"], ["a", "b", "c", "d"], True),
        (["a", "...", "d"], ["a", "d"], True),
        (["a", "...", "d"], ["a", "b", "c"], False),
        (["...", "b", "..."], ["a", "b"], True),
        (["a", "..."], ["b"], False),
        (["a.c"], ["abc"], False),
        (["a  "], ["a"], True),
        (["  a"], ["a"], False),
        (["a", ""], ["a"], True),
        (["a", "", "b"], ["a", "b"], False),
        ([], [""], True),
    ],
)
def test_matching(expected: list[str], actual: list[str], equal: bool) -> None:
    assert matches(expected, actual) is equal
    assert (difference(expected, actual) == "") is equal


def test_a_command_is_continued_and_its_output_may_look_like_it(tmp_path: Path) -> None:
    text = console("$ cat <<'END'", "> one", ">", "> > two", "> END", "one", "", "> two")
    assert run(tmp_path, text) == []


def test_blocks_share_a_folder_that_is_empty_at_the_start(tmp_path: Path) -> None:
    first = console("$ ls", "$ mkdir sub", "$ cd sub", "$ echo text > file")
    second = console("$ ls", "file", "$ cd ..", "$ ls", "sub", "$ basename $(pwd)", "work")
    assert run(tmp_path, first + "\nThen:\n\n" + second) == []


@pytest.mark.parametrize("target", ["missing", "..", "/"])
def test_cd_stays_in_the_folder(tmp_path: Path, target: str) -> None:
    assert run(tmp_path, console(f"$ cd {target}")) == [f"line 2: `cd {target}`: no such folder here"]


def test_the_status_of_the_command_before_can_be_shown(tmp_path: Path) -> None:
    assert run(tmp_path, console("$ (exit 3)", "$ echo $?", "3", "$ echo $?", "0")) == []


def test_commands_see_a_plain_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SETTING_OF_MINE", "1")
    shown = "$ echo $COLUMNS $NO_COLOR $LANG $PYTHONUTF8 $SOME_SETTING_OF_MINE"
    assert run(tmp_path, console(shown, "100 1 C.UTF-8 1")) == []
    python = "$ python -c 'import sys; print(sys.prefix)'"
    assert run_again(tmp_path, console(python, sys.prefix)) == []


@pytest.mark.parametrize("command", ["pip install .", "make demo", "make test"])
def test_a_set_up_line_is_left_to_the_test_that_runs_it(tmp_path: Path, command: str) -> None:
    assert is_set_up(command)
    assert run(tmp_path, console(f"$ {command}", "Successfully installed")) == []


@pytest.mark.parametrize(
    "command",
    ["pip install tierrules", "python -m pip install .", "make clean", "make", "git clone x"],
)
def test_a_set_up_line_that_no_test_runs_is_an_error(tmp_path: Path, command: str) -> None:
    with pytest.raises(DocumentError, match="no test runs"):
        run(tmp_path, console(f"$ {command}"))


def test_a_clone_is_a_copy_of_this_checkout(tmp_path: Path) -> None:
    clone = "$ git clone https://example.org/tierrules.git"
    text = console(clone, "$ cd tierrules", "$ ls pyproject.toml .venv 2> errors", "pyproject.toml")
    assert run(tmp_path, text) == []


def test_a_doctest_sees_the_folder_and_earlier_names(tmp_path: Path) -> None:
    here = Path.cwd()
    text = console("$ echo 41 > number") + (
        "```python\n>>> from pathlib import Path\n>>> n = int(Path('number').read_text())\n```\n"
        "```python\n>>> n + 1\n42\n```\n"
    )
    assert run(tmp_path, text) == []
    assert Path.cwd() == here


def test_a_wrong_doctest_fails_with_what_came_out(tmp_path: Path) -> None:
    (fault,) = run(tmp_path, "```python\n>>> 1 + 1\n3\n```\n")
    assert fault.startswith("line 2: ")
    assert "Expected:\n    3\nGot:\n    2\n" in fault


def test_a_block_under_a_file_name_is_that_file(tmp_path: Path) -> None:
    write = console("$ printf 'a: 1\\nb: 2\\n' > r.yaml")
    assert run(tmp_path, write + "<!-- file: r.yaml -->\n```yaml\na: 1\nb: 2\n```\n") == []
    again = "<!-- file: r.yaml -->\n\n```yaml\na: 1\nb: 3\n```\n"
    assert run_again(tmp_path, again) == [
        "line 4: `r.yaml` differs\n--- in the document\n+++ r.yaml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 3\n+b: 2"
    ]
    missing = "<!-- file: s.yaml -->\n```yaml\na: 1\n```\n"
    assert run_again(tmp_path, missing) == ["line 3: there is no file `s.yaml`"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("```console\n$ true\n", "line 1: the block is never closed"),
        ("```console\ntrue\n```\n", r"line 2: a console block starts with `\$ `"),
        ("<!-- file: a -->\nprose\n```yaml\n```\n", "line 2: a block should follow"),
        ("<!-- file: a -->\n", "a block should follow"),
    ],
)
def test_a_document_that_cannot_be_read_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        run(tmp_path, text)


def test_fences_of_every_kind_are_read() -> None:
    text = "1. item\n\n   ~~~console\n   $ a\n   b\n   ~~~\n\n````python\n```\n````\n```text\n```\n"
    found = blocks(text)
    assert [(block.language, block.lines, block.line) for block in found] == [
        ("console", ("$ a", "b"), 4),
        ("python", ("```",), 9),
        ("text", (), 12),
    ]
    assert [(c.text, c.expected, c.line) for c in commands(found[0])] == [("a", ("b",), 4)]
