"""`init`, `check`, `list`, `show`, and what `--help` says."""

from pathlib import Path

import pytest

import tierrules as tr
from tests.cli.command import HEADER, tierrules, written
from tierrules.cli.program import program

ROOT = Path(__file__).parents[2]
BROKEN = (
    "tierrules: 1\nname: broken\nthresholds: {many: 5x}\ndimensions:\n  size:\n    labels: [large, small]\n"
    "    hit: first\n    rules:\n      - {label: large, when: employes >= 5}\n      - {label: huge, when: always}\n"
)


def test_init_writes_what_the_other_commands_take(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "demo"
    run = tierrules("init", folder)
    names = ("rules.yaml", "rules.cases.yaml", "customers.csv", "ruleset.schema.json")
    first, second, third, last = (folder / name for name in names)
    assert (run.code, run.out) == (0, f"wrote {first}, {second}, {third} and {last}\n")
    assert (folder / "rules.yaml").read_bytes() == (ROOT / "rulesets" / "size-and-dormancy.yaml").read_bytes()
    assert (folder / "ruleset.schema.json").read_bytes() == (ROOT / "schemas" / "ruleset.schema.json").read_bytes()
    assert tierrules("check", folder / "rules.yaml").code == 0
    classified = tierrules("classify", folder / "rules.yaml", folder / "customers.csv", "--as-of", "2026-11-22")
    assert (classified.code, classified.err) == (0, "")
    assert classified.out.splitlines()[-1] == "4 rows = 4 classified + 0 set aside, as of 2026-11-22"


def test_init_keeps_what_is_there(tmp_path: Path) -> None:
    mine = written(tmp_path, "customers.csv", "mine\n")
    run = tierrules("init", tmp_path)
    assert run.code == 2
    assert run.err == f"tierrules: {mine} is there already; nothing was written (--force writes over it)\n"
    assert [path.name for path in tmp_path.iterdir()] == ["customers.csv"]
    assert mine.read_text() == "mine\n"
    assert tierrules("init", tmp_path, "--force").code == 0
    assert mine.read_bytes() == (ROOT / "rulesets" / "samples" / "customers.csv").read_bytes()


def test_init_where_a_file_stands(tmp_path: Path) -> None:
    run = tierrules("init", written(tmp_path, "demo", "a file\n"))
    assert (run.code, run.out) == (2, "")
    assert "is a file" in run.err


def test_check_shows_all_problems_of_all_files(tmp_path: Path) -> None:
    broken, empty = written(tmp_path, "broken.yaml", BROKEN), written(tmp_path, "empty.yaml", "")
    run = tierrules("check", broken, "size-and-dormancy", empty)
    assert (run.code, run.err) == (1, "")
    heads = [line.removeprefix(str(tmp_path)) for line in run.out.splitlines() if ": error[" in line]
    assert [head.split("]")[0] for head in heads] == [
        "/broken.yaml:3:21: error[bad-number",
        "/broken.yaml:9:30: error[unknown-name",
        "/broken.yaml:10:17: error[unknown-label",
        "/empty.yaml:1:1: error[empty-file",
    ]
    assert f"{broken}: 3 problems\n" in run.out
    assert "size-and-dormancy: ok, size-and-dormancy with size, dormancy\n" in run.out
    assert f"{empty}: 1 problem\n" in run.out


def test_check_of_a_path_that_is_not_there_keeps_what_was_found(tmp_path: Path) -> None:
    run = tierrules("check", written(tmp_path, "broken.yaml", BROKEN), "no-such.yaml")
    assert run.code == 2
    assert "broken.yaml: 3 problems" in run.out


@pytest.mark.parametrize(
    "command", [("classify", "{}", "{customers}"), ("explain", "{}", "employees=5"), ("show", "{}")]
)
def test_a_ruleset_that_does_not_load_is_a_finding(tmp_path: Path, command: tuple[str, ...]) -> None:
    broken = written(tmp_path, "broken.yaml", BROKEN)
    customers = written(tmp_path, "customers.csv", HEADER)
    run = tierrules(*(one.format(broken, customers=customers) for one in command))
    assert (run.code, run.out) == (1, "")
    assert run.err.count(": error[") == 3


def test_list_and_show_know_what_comes_along() -> None:
    listed = tierrules("list").out.splitlines()
    assert [line.split()[0] for line in listed] == list(tr.bundled())
    assert "net-promoter              group                     Net Promoter groups" in listed
    assert "净推荐值（NPS）分组" in tierrules("list", "--lang", "zh").out
    shown = tierrules("show", "size-and-dormancy")
    assert shown.out == (ROOT / "rulesets" / "size-and-dormancy.yaml").read_text(encoding="utf-8")
    assert tr.loads(shown.out).name == "size-and-dormancy"


def test_the_version_is_told() -> None:
    assert tierrules("--version").out == f"tierrules {tr.__version__}\n"


@pytest.mark.parametrize("name", sorted(program.commands))
def test_every_command_has_help_that_fits(name: str) -> None:
    told = tierrules(name, "--help")
    assert told.code == 0
    assert told.out.startswith(f"Usage: tierrules {name} ")
    summary = program.commands[name].get_short_help_str(limit=60)
    assert summary.endswith(".")
    assert not summary.endswith("...")
    assert summary in tierrules("--help").out


def test_every_option_is_explained() -> None:
    for name, command in program.commands.items():
        context = command.make_context(name, [], resilient_parsing=True)
        records = {
            param.name: param.get_help_record(context) for param in command.params if param.param_type_name == "option"
        }
        for option, record in records.items():
            assert record is not None, f"{name} {option}"
            assert record[1].split("  [")[0].endswith("."), f"{name} {option}"


def test_the_exit_codes_are_told() -> None:
    told = tierrules("--help").out
    assert [line.split()[0] for line in told.splitlines() if line.strip()[:2] in ("0 ", "1 ", "2 ")] == ["0", "1", "2"]
