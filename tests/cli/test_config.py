"""`tierrules.toml`: where it is found, what it may say, and what goes before it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.command import AS_OF, rows_of, tierrules, written
from tierrules.cli.config import NAME, ConfigError, Settings, find_settings, read_settings

RULES = """\
tierrules: 1
name: by-staff
thresholds: {large_staff: 100}
dimensions:
  size:
    labels: [large, small]
    hit: first
    rules: [{label: large, when: employees >= large_staff}]
    otherwise: small
"""
OTHER = RULES.replace("by-staff", "by-more-staff").replace("large_staff: 100", "large_staff: 1000")
CUSTOMERS = "no,headcount\n7,500\n"
CONFIG = 'rules = "rules/own.yaml"\ncolumns = {employees = "headcount"}\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ruleset that only its `tierrules.toml` names, and customers whom only its columns fit."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    written(tmp_path, "rules/own.yaml", RULES)
    written(tmp_path, "other.yaml", OTHER)
    written(tmp_path, "customers.csv", CUSTOMERS)
    written(tmp_path, NAME, CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all examples of a property, and no other test's parent: settings there would reach it."""
    return tmp_path_factory.mktemp("settings")


def sizes(folder: Path, *arguments: object) -> list[str]:
    out = folder / "labels.csv"
    run = tierrules("classify", *arguments, *AS_OF, "--out", out)
    assert run.code == 0, run.err
    return [row["size"] for row in rows_of(out)]


# --- found, and relative to its folder


@pytest.mark.parametrize("here", [".", "sub", "sub/deep"])
def test_it_is_found_in_the_folders_above(project: Path, monkeypatch: pytest.MonkeyPatch, here: str) -> None:
    monkeypatch.chdir(project / here)
    assert sizes(project, project / "customers.csv") == ["large"]
    assert tierrules("check").out.endswith("rules/own.yaml: ok, by-staff with size\n")


def test_the_nearest_one_counts_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(project, f"sub/{NAME}", 'rules = "../other.yaml"\n')
    monkeypatch.chdir(project / "sub" / "deep")
    assert find_settings() == Settings(file=Path("..") / NAME, rules="../../other.yaml")


def test_a_folder_of_that_name_is_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, NAME, 'rules = "net-promoter"\n')
    (tmp_path / "sub" / NAME).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "sub")
    assert find_settings().rules == "net-promoter"


def test_a_column_map_may_be_a_file_of_its_own(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(project, "sub/columns.yaml", "employees: headcount\n")
    written(project, NAME, 'rules = "rules/own.yaml"\ncolumns = "sub/columns.yaml"\n')
    monkeypatch.chdir(project / "sub" / "deep")
    assert sizes(project, project / "customers.csv") == ["large"]


def test_a_byte_order_mark_is_passed_over(project: Path) -> None:
    written(project, NAME, "\ufeff" + CONFIG)
    assert sizes(project, "customers.csv") == ["large"]


def test_a_carried_name_goes_before_a_file_of_that_name(project: Path) -> None:
    written(project, "net-promoter", RULES)
    written(project, NAME, 'rules = "net-promoter"\n')
    assert tierrules("check").out == "net-promoter: ok, net-promoter with group\n"


# --- how arguments are told apart


def test_each_command_takes_the_rules_from_it(project: Path) -> None:
    assert tierrules("show").out == RULES
    assert tierrules("docs").out.startswith("# by-staff\n")
    assert tierrules("check").out == "rules/own.yaml: ok, by-staff with size\n"
    for customer in (["customers.csv", "--row", 1], ["employees=500"]):
        run = tierrules("explain", *customer, *AS_OF, "--format", "json")
        assert json.loads(run.out)["ruleset"] == "by-staff", run.err
    assert sizes(project, "customers.csv") == ["large"]


def test_rules_that_are_given_go_before_it(project: Path) -> None:
    assert tierrules("show", "other.yaml").out == OTHER
    assert tierrules("docs", "other.yaml").out.startswith("# by-more-staff\n")
    assert tierrules("check", "other.yaml", "net-promoter").out.count(": ok, ") == 2
    for customer in (["customers.csv", "--row", 1], ["employees=500"], ["employees=500", "--unknown", "ignore"]):
        run = tierrules("explain", "other.yaml", *customer, *AS_OF, "--format", "json")
        assert json.loads(run.out)["ruleset"] == "by-more-staff", run.err
    assert sizes(project, "other.yaml", "customers.csv") == ["small"]


@given(st.lists(st.sampled_from(["employees=5", "employees =5", "annual_revenue=6亿"]), min_size=1, max_size=2))
def test_a_first_value_is_no_ruleset(values: list[str]) -> None:
    """Wherever a ruleset is named by the settings, a word with `=` is a value."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tierrules.cli.project.find_settings", lambda: Settings(rules="size-and-dormancy"))
        run = tierrules("explain", *dict.fromkeys(one.replace(" ", "") for one in values), *AS_OF)
    assert run.out.startswith("size-and-dormancy, as of 2026-11-22\n"), run.err


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("show",), "RULES"),
        (("docs",), "RULES"),
        (("classify",), "RULES"),
        (("explain",), "RULES"),
        (("check",), "RULES…"),
    ],
)
def test_without_it_the_rules_must_be_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    run = tierrules(*arguments)
    assert (run.code, run.out) == (2, "")
    told = f"Missing argument '{what}'. Give a path or a name, or write rules = \"…\" into a tierrules.toml."
    assert run.err.splitlines()[-1] == f"Error: {told}"


def test_without_it_one_word_is_the_rules_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert tierrules("classify", "net-promoter").err.splitlines()[-1] == "Error: Missing argument 'FILE'."
    written(tmp_path, "a=b.yaml", RULES)
    assert tierrules("explain", "a=b.yaml", "employees=500", *AS_OF).out.startswith("by-staff, ")


def test_with_it_the_customers_are_still_asked_for(project: Path) -> None:
    assert tierrules("classify").err.splitlines()[-1] == "Error: Missing argument 'FILE'."
    assert "Missing argument 'FILE | NAME=VALUE…'" in tierrules("explain").err


# --- options go before it, and --verbose tells


def test_options_go_before_it(project: Path) -> None:
    written(project, "wrong.csv", "no,staff\n7,500\n")
    written(project, "columns.yaml", "employees: staff\n")
    assert tierrules("classify", "wrong.csv", *AS_OF).code == 2
    assert sizes(project, "wrong.csv", "--columns", "columns.yaml") == ["large"]


def test_verbose_says_what_is_used_and_where_it_comes_from(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(project, "columns.yaml", "employees: headcount\n")
    first = tierrules("--verbose", "classify", "customers.csv", *AS_OF).err.splitlines()
    assert first[:3] == [
        "settings: tierrules.toml",
        "rules: rules/own.yaml (tierrules.toml)",
        "columns: a table (tierrules.toml)",
    ]
    monkeypatch.chdir(project / "sub")
    arguments = ("../other.yaml", "../customers.csv", "--columns", "../columns.yaml", *AS_OF)
    assert tierrules("--verbose", "classify", *arguments).err.splitlines()[:3] == [
        "settings: ../tierrules.toml",
        "rules: ../other.yaml (the command line)",
        "columns: ../columns.yaml (--columns)",
    ]
    assert tierrules("--verbose", "check", "--fail-on", "note").err.splitlines() == [
        "settings: ../tierrules.toml",
        "rules: ../rules/own.yaml (tierrules.toml)",
        "fail-on: note (--fail-on)",
    ]
    assert tierrules("check").err == ""


def test_verbose_says_that_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = tierrules("--verbose", "show", "net-promoter")
    assert run.err == "settings: no tierrules.toml here or above\nrules: net-promoter (the command line)\n"


# --- what is wrong with it


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rules = rules.yaml", ':1:9: not TOML: invalid value; texts stand in quotes: rules = "rules.yaml"'),
        ('rules = "a"\nrules = "b"', ": not TOML: cannot overwrite a value at the end of the file"),
        ("rules: a.yaml", ":1:6: not TOML: expected '=' after a key in a key/value pair; `=` stands between"),
        ('rule = "a"', ": there is no key `rule`; did you mean `rules`?"),
        ('fail_on = "error"', ": there is no key `fail_on`; did you mean `fail-on`?"),
        ("x = 1", ": there is no key `x`; the keys are `rules`, `model`, `columns`, `select`, `ignore`, `fail-on`"),
        (
            "[tool.x]\na = 1",
            ": there is no table `tool`; the keys `rules`, `model`, `columns`, `select`, `ignore`, `fail-on` stand",
        ),
        ("rules = 5", ': `rules` is the path or the name of a ruleset, not a number; write rules = "rules.yaml"'),
        ('rules = ["a", "b"]', ": `rules` is the path or the name of a ruleset, not this list; write"),
        ('rules = " "', ": `rules` is the path or the name of a ruleset, not empty; write"),
        ("rules = 2026-11-22", ": `rules` is the path or the name of a ruleset, not a date or a time; write"),
        ("model = true", ': `model` is the name of a class, not `true`; write model = "shop.models:Account"'),
        ('model = "shop.Account"', ": `model`: `shop.Account` is not `module:Class`, such as `shop.models:Account`"),
        ("columns = []", ": `columns` is a table or the path of a column map, not this list; write columns = {"),
        (
            'columns = {employees = "x", annual_revenue = "x"}',
            ": `columns`: the column `x` is given to both `employees` and `annual_revenue`",
        ),
        ("[columns]\nemployees = 5", ": `columns`: `employees` maps to neither a column name nor `{column: .., unit"),
        ("[columns]\nemployees = true", ": `columns`: `employees` maps to neither a column name nor"),
        (
            '[columns]\nemployees = {column = "x", unit = "万元"}',
            ": `columns`: `万元` is not a unit for `employees`; did you mean `万`?",
        ),
        ("select = []", ": `select` is a list of codes, not this list; write select = ["),
        (
            'select = ["unknown-name"]',
            ": `select`: `unknown-name` keeps a ruleset from loading, and is always looked for",
        ),
        ('ignore = "unused"', ": `ignore` is a list of codes, not `unused`; write ignore = ["),
        ("ignore = [1]", ": `ignore` is a list of codes, not this list; write"),
        (
            'ignore = ["unknown-nam", "too-many-problems"]',
            ": `ignore`: there is no check `unknown-nam`; did you mean `unknown-name`?",
        ),
        (
            'ignore = ["unknown-name"]',
            ": `ignore`: `unknown-name` keeps a ruleset from loading, and is never ignored; mend the ruleset",
        ),
        ('fail-on = "warn"', ': `fail-on` is one of `error`, `warning`, `note`, not `warn`; write fail-on = "warning"'),
        ("fail-on = {}", ': `fail-on` is one of `error`, `warning`, `note`, not a table; write fail-on = "warning"'),
        (
            '[columns]\na = "b"\nfail-on = "error"',
            ": `fail-on` stands below `[columns]` and belongs to that table; put",
        ),
        ("[columns]\nignore = []", ": `ignore` stands below `[columns]` and belongs to that table; put it above"),
        ('[columns]\nrules = "a.yaml"', ": `rules` stands below `[columns]` and belongs to that table; put it above"),
        ("a = " + "[" * 20_000, ": brackets are nested too deeply"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str) -> None:
    written(tmp_path, NAME, text)
    monkeypatch.chdir(tmp_path)
    run = tierrules("check")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"tierrules: {NAME}{told}")
    assert run.err.count("\n") == 1


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    file = written(tmp_path, NAME, 'rule = "a"\nmodel = 1\nfail-on = "never"\nignore = ["no-such", "cycle"]\n')
    with pytest.raises(ConfigError) as caught:
        read_settings(file)
    assert [line.removeprefix(f"{file}: ").split(";")[0] for line in str(caught.value).splitlines()] == [
        "there is no key `rule`",
        "`model` is the name of a class, not a number",
        "`fail-on` is one of `error`, `warning`, `note`, not `never`",
        "`ignore`: there is no check `no-such`",
    ]
    assert "`cycle` keeps a ruleset from loading" in str(caught.value)


def test_what_is_no_text_is_said(tmp_path: Path) -> None:
    file = written(tmp_path, NAME, 'rules = "规则.yaml"'.encode("gbk"))
    with pytest.raises(ConfigError, match=r"not UTF-8 text \(byte 10\); save it as UTF-8"):
        read_settings(file)


def test_files_that_it_names_and_are_not_there(project: Path) -> None:
    written(project, NAME, 'rules = "rules/on.yaml"\n')
    assert tierrules("check").err.startswith(
        "tierrules: rules/on.yaml: No such file or directory (`rules` of tierrules.toml); rulesets that come"
    )
    written(project, NAME, 'rules = "rules/own.yaml"\ncolumns = "no.yaml"\n')
    assert tierrules("classify", "customers.csv").err == (
        "tierrules: no.yaml: No such file or directory (`columns` of tierrules.toml)\n"
    )
    assert tierrules("classify", "customers.csv", "--columns", "no.yaml").err == (
        "tierrules: no.yaml: No such file or directory\n"
    )
    written(project, NAME, 'rules = "."\n')
    assert tierrules("classify", "customers.csv").err.endswith("(`rules` of tierrules.toml)\n")


def test_false_says_that_no_column_holds_a_field(project: Path) -> None:
    """TOML has no null."""
    written(project, NAME, 'rules = "rules/own.yaml"\ncolumns = {employees = false}\n')
    assert read_settings(project / NAME).columns == {"employees": None}


def test_columns_that_do_not_fit(project: Path) -> None:
    written(project, NAME, 'rules = "rules/own.yaml"\ncolumns = {employes = "headcount"}\n')
    run = tierrules("classify", "customers.csv")
    assert run.code == 2
    assert run.err.startswith("tierrules: tierrules.toml: `columns`: the column map names a field `employes`")
    assert tierrules("check").code == 0  # a ruleset is sound whatever the columns are called


@pytest.mark.parametrize("arguments", [("list",), ("--help",), ("classify", "--help"), ("schema", "ruleset")])
def test_commands_that_need_no_settings_do_not_mind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    written(tmp_path, NAME, "rules = \n")
    monkeypatch.chdir(tmp_path)
    assert tierrules(*arguments).code == 0


def test_no_result_is_written_over_what_it_names(project: Path) -> None:
    """The endings are such as would be written."""
    written(project, "map.csv", "employees: headcount\n")
    written(project, "rules.csv", RULES)
    written(project, NAME, 'rules = "rules.csv"\ncolumns = "map.csv"\n')
    for taken in ("map.csv", "rules.csv"):
        before = (project / taken).read_bytes()
        run = tierrules("classify", "customers.csv", *AS_OF, "--out", taken)
        assert (run.code, run.out) == (2, ""), taken
        assert "would write over" in run.err
        assert (project / taken).read_bytes() == before


# Anything that looks like TOML, and anything at all.
values = st.recursive(
    st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["rules.yaml", "a.b:C", "error", "cycle", "2026-11-22"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(["rules", "model", "columns", "ignore", "fail-on", "rule"]) | st.text(min_size=1)


def inline(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {inline(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(inline, value)) + "]"
        case _:
            return json.dumps(value)


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.dictionaries(keys, values).map(
        lambda document: "".join(f"{json.dumps(key)} = {inline(one)}\n" for key, one in document.items()).encode()
    )
)
def test_any_file_is_followed_or_refused_with_reasons(apart: Path, content: bytes) -> None:
    file = written(apart, NAME, content)
    told = ""
    found = Settings(file=file)
    try:
        found = read_settings(file)
    except ConfigError as error:
        told = str(error)
    assert found.file == file
    assert told == "" or told.startswith(f"{file}:")
    assert found.fail_on in (None, "error", "warning", "note")
    assert all(isinstance(code, str) for code in found.ignore or ())
