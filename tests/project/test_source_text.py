"""What the text of the source must be, beyond what the linter holds."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
MOST_LINES = 400
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore)(:\s*[A-Z0-9, ]+|\[[a-z-, ]+\])?(?P<rest>.*)")


def too_long(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root).as_posix()}: {lines} lines"
        for path in sorted(root.rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]


def unreasoned(root: Path) -> list[str]:
    """Suppressions with no reason beside them."""
    return [
        f"{path.relative_to(root).as_posix()}:{number}"
        for path in sorted(root.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := SUPPRESSION.search(line)) and len(found["rest"].strip(" #-:")) < 10
    ]


def test_no_file_is_too_long() -> None:
    assert too_long(SOURCE) == []


def test_a_file_that_is_too_long_is_found(tmp_path: Path) -> None:
    (tmp_path / "short.py").write_text("x = 1\n" * 400)
    (tmp_path / "long.py").write_text("x = 1\n" * 401)
    assert too_long(tmp_path) == ["long.py: 401 lines"]


def test_every_suppression_has_its_reason() -> None:
    assert unreasoned(SOURCE) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("x = 1  # noqa", True),
        ("x = 1  # noqa: F401", True),
        ("x = 1  # type: ignore[arg-type]", True),
        ("x = 1  # type: ignore[arg-type]  # the stub lacks this overload", False),
        ("x = 1  # noqa: E402  after the path is set, which the import needs", False),
        ("x = 1  # nothing of the kind", False),
    ],
)
def test_a_suppression_without_reason_is_found(tmp_path: Path, line: str, found: bool) -> None:
    (tmp_path / "a.py").write_text(f"{line}\n")
    assert unreasoned(tmp_path) == (["a.py:1"] if found else [])
