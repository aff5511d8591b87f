"""The notebooks run from top to bottom without an error, hold what their texts say, and carry nothing of a machine."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
# A notebook types `tierrules`; on Windows a script without an ending is no command.
COMMAND = f'#!/bin/sh\nexec "{sys.executable}" -c "from tierrules.cli import main; main()" "$@"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in; the kernel finds this checkout as package and as command."""
    command = tmp_path / "bin" / "tierrules"
    command.parent.mkdir()
    command.write_text(COMMAND, encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(command.parent), os.environ["PATH"]]))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def run(name: str, folder: Path) -> list[Any]:
    """The code cells of a notebook after it has run; a cell that fails is raised."""
    notebook = nbformat.read(ROOT / "docs" / "notebooks" / f"{name}.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    client.execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell: Any) -> str:
    return "".join(one.text for one in cell.outputs if one.output_type == "stream")


def shown(cell: Any, kind: str = "text/plain") -> str:
    return "".join(one.data.get(kind, "") for one in cell.outputs if one.output_type == "execute_result")


def cell_with(cells: list[Any], code: str) -> Any:
    (found,) = [cell for cell in cells if code in cell.source]
    return found


pytestmark = pytest.mark.skipif(os.name == "nt", reason="the notebooks type `tierrules`, found by a shell script")


@pytest.mark.xdist_group("notebooks")
def test_first_look(folder: Path) -> None:
    cells = run("first-look", folder)
    assert "<b>customer-standard" in shown(cell_with(cells, "\nrules"), "text/html")
    assert shown(cell_with(cells, "answer.tags")) == "{'size': 'medium', 'stage': None, 'value': 'high', 'tier': None}"
    assert printed(cell_with(cells, "path_to")) == "Satisfaction at least 4\n"
    assert printed(cell_with(cells, "classify_file")) == "340 rows, 340 classified, 0 set aside\n"
    assert "nothing found" in shown(cell_with(cells, "rules.check()"))
    assert "4 errors" in shown(cell_with(cells, "s0-standards-table"))


@pytest.mark.xdist_group("notebooks")
def test_moving_a_threshold(folder: Path) -> None:
    cells = run("moving-a-threshold", folder)
    pictures = [cell for cell in cells if ".plot(" in cell.source]
    assert len(pictures) >= 3
    for cell in pictures:
        assert "vegaEmbed" in shown(cell, "text/html")
    assert "C-000035" in printed(cell_with(cells, "movers"))
    assert "W-07 恰为五十万" in shown(cell_with(cells, "near("))
    assert printed(cell_with(cells, "at_most")).endswith("at most 20 customers `high`\n")
    assert "model_id" in str(cell_with(cells, "\nslider").outputs[0].data["application/vnd.jupyter.widget-view+json"])
    assert shown(cell_with(cells, "slider.value =")) == "'550000'"


@pytest.mark.xdist_group("notebooks")
def test_reviewing_a_pull_request(folder: Path) -> None:
    cells = run("reviewing-a-pull-request", folder)
    told = printed(cell_with(cells, "one.sentence"))
    assert told.count("\n- ") == 1  # two differences, of three edits
    assert "Employees 1,000" in told
    assert "'employees': 1000" in shown(cell_with(cells, "witness"))
    assert "Company size: 4 of 1,040 customers move" in printed(cell_with(cells, "summaries"))
    assert "nothing found" in shown(cell_with(cells, "new.check()"))
    assert "### Tier: 23 of 1,040 customers move" in shown(cell_with(cells, "comment.md"), "text/markdown")


def test_every_notebook_is_run_here() -> None:
    tested = {name.removeprefix("test_").replace("_", "-") for name in globals()}
    assert [path.stem for path in NOTEBOOKS if path.stem not in tested] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_carries_neither_results_nor_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    assert text == json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    assert [cell["id"] for cell in notebook["cells"]] == [
        f"cell-{at:02}" for at in range(1, len(notebook["cells"]) + 1)
    ]
    for cell in notebook["cells"]:
        assert cell["metadata"] == {}
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
    assert notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert re.search(r"/(home|Users|tmp|root|work)/|[A-Z]:\\\\", text) is None
