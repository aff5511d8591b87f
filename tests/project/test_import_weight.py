"""`import tierrules` is cheap: what only some calls need is loaded by those calls."""

import subprocess
import sys

HEAVY = {"jsonschema", "rich", "click", "pandas", "polars", "hypothesis", "altair", "ipywidgets"}


def loaded_by(statement: str) -> set[str]:
    """Top-level modules in a fresh interpreter after a statement."""
    script = (
        f"import sys; sys.path[:0] = {sys.path!r}; {statement}; "
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    command = [sys.executable, "-c", script]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_the_package_loads_no_heavy_module() -> None:
    loaded = loaded_by("import tierrules")
    assert "tierrules" in loaded
    assert loaded & HEAVY == set()


def test_a_heavy_module_would_be_noticed() -> None:
    assert loaded_by("import rich") & HEAVY == {"rich"}
