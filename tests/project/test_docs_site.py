"""The documentation builds without a warning, and its pages fetch nothing from elsewhere."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What a browser loads by itself; a link that a reader may follow is not among it.
REMOTE = r"\s*[\"']?(?:https?:)?//"
LOADED = re.compile(
    rf"<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc\s*={REMOTE}[^>]*"
    rf"|<link\b[^>]*\bhref\s*={REMOTE}[^>]*"
    rf"|@import\s+(?:url\()?{REMOTE}[^;]*"
    rf"|url\({REMOTE}[^)]*",
    re.IGNORECASE,
)


def remote_loads(text: str) -> list[str]:
    return [found.group() for found in LOADED.finditer(text)]


def build(root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    # Never with --quiet: it hides warnings from --strict as well.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(out)]
    return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")


def test_the_site_builds_and_stands_alone(tmp_path: Path) -> None:
    built = build(ROOT, tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    pages = [path for path in tmp_path.rglob("*") if path.suffix in {".html", ".css"}]
    assert len(pages) > 1
    found = {
        path.relative_to(tmp_path).as_posix(): loads
        for path in pages
        if (loads := remote_loads(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_a_dead_link_fails_the_build(tmp_path: Path) -> None:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A page\n\n[nowhere](nowhere.md)\n")
    built = build(tmp_path, tmp_path / "out")
    assert built.returncode != 0
    assert "nowhere.md" in built.stderr


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ('<script src="https://cdn.example.org/a.js"></script>', True),
        ('<script async src="//cdn.example.org/a.js"></script>', True),
        ('<img alt="x" src=https://example.org/a.png>', True),
        ('<link rel="stylesheet" href="https://fonts.example.org/css">', True),
        ("@import url('https://fonts.example.org/css');", True),
        ("@font-face {src: url(//fonts.example.org/f.woff2)}", True),
        ('<script src="js/base.js"></script>', False),
        ('<a href="https://example.org/">a page</a>', False),
        ("@font-face {src: url(../fonts/f.woff2)}", False),
    ],
)
def test_what_a_page_would_fetch_is_found(text: str, remote: bool) -> None:
    assert bool(remote_loads(text)) is remote
