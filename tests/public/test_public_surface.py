"""The public face: its names, its exceptions, what `load` takes, and how things show themselves."""

from __future__ import annotations

import inspect
import pickle
from datetime import date
from pathlib import Path

import pytest

import tierrules as tr

AS_OF = date(2026, 11, 22)

TEXT = """\
tierrules: 1
name: tiny
version: "2026.1"
title: {en: Tiny standard, zh: 小标准}
language: zh
thresholds: {many: 10}
dimensions:
  size: {labels: [large, small], hit: first, rules: [{label: large, when: employees >= many}], otherwise: small}
"""

# Typed by hand: a name that comes or goes is a decision, and is recorded as one.
NAMES = [
    "ChangeRecord",
    "Classification",
    "ColumnMapError",
    "Comparison",
    "Customer",
    "CustomerError",
    "CustomerFileError",
    "Diagnostic",
    "FileReport",
    "Grid",
    "Justification",
    "Migration",
    "MissingExtraError",
    "Money",
    "NotInForce",
    "Ratio",
    "Report",
    "Ruleset",
    "RulesetError",
    "RulesetFileError",
    "Sweep",
    "Tag",
    "TierrulesError",
    "bundled",
    "load",
    "loads",
]


def test_the_public_names() -> None:
    assert tr.__all__ == NAMES
    assert all(hasattr(tr, name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_documented(name: str) -> None:
    documented = inspect.getdoc(getattr(tr, name))
    assert documented
    assert documented[0].isupper() or documented[0] == "`"
    assert documented.splitlines()[0].endswith((".", ":", ";")) or "." in documented


@pytest.mark.parametrize("name", [name for name in NAMES if inspect.isclass(getattr(tr, name))])
def test_every_public_method_and_property_is_documented(name: str) -> None:
    own = {key: value for key, value in vars(getattr(tr, name)).items() if not key.startswith("_")}
    for key, value in own.items():
        if callable(value) or isinstance(value, (property, classmethod)):
            assert inspect.getdoc(value), key


def test_every_parameter_and_result_is_typed() -> None:
    for value in (tr.load, tr.loads, tr.bundled, tr.Ruleset.classify, tr.Ruleset.classify_many, tr.Ruleset.__init__):
        signature = inspect.signature(value)
        assert signature.return_annotation is not inspect.Signature.empty
        for parameter in signature.parameters.values():
            assert parameter.name == "self" or parameter.annotation is not inspect.Parameter.empty


def test_defaults_are_keyword_only() -> None:
    for value in (tr.load, tr.loads, tr.Ruleset.classify, tr.Ruleset.classify_many):
        for parameter in inspect.signature(value).parameters.values():
            if parameter.default is not inspect.Parameter.empty:
                assert parameter.kind is inspect.Parameter.KEYWORD_ONLY


def test_the_exception_tree() -> None:
    tree = {name: getattr(tr, name).__bases__ for name in NAMES if name.endswith("Error")}
    assert tree == {
        "TierrulesError": (Exception,),
        "RulesetError": (tr.TierrulesError,),
        "RulesetFileError": (tr.TierrulesError, OSError),
        "ColumnMapError": (tr.TierrulesError, ValueError),
        "CustomerError": (tr.TierrulesError,),
        "CustomerFileError": (tr.TierrulesError, OSError, ValueError),
        "MissingExtraError": (tr.TierrulesError,),
    }
    assert tr.NotInForce.__bases__ == (tr.TierrulesError,)


def caught(text: str) -> tr.RulesetError:
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(text, name="r.yaml")
    return raised.value


def test_a_ruleset_error_is_its_diagnostics() -> None:
    error = caught(TEXT.replace("many: 10", "many: x1"))
    (only,) = error.diagnostics
    assert isinstance(only, tr.Diagnostic)
    assert (only.code, only.severity, only.file, only.line, only.column) == ("bad-number", "error", "r.yaml", 6, 20)
    assert str(error) == str(only)
    assert str(only).startswith("r.yaml:6:20: error[bad-number]: ")


def test_a_ruleset_error_of_several_shows_them_all() -> None:
    error = caught(TEXT.replace("many: 10", "many: x").replace("hit: first", "hit: last"))
    assert str(error) == "\n\n".join(str(one) for one in error.diagnostics)
    assert len(error.diagnostics) == 2


@pytest.mark.parametrize(
    "error",
    [
        caught(TEXT.replace("10", "x")),
        tr.RulesetFileError("rules.yaml", "No such file or directory"),
        tr.MissingExtraError("tierrules.testing", "testing"),
        tr.ColumnMapError(["one fault", "another"]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_survive_a_pickle(error: tr.TierrulesError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_a_missing_extra_names_its_remedy() -> None:
    error = tr.MissingExtraError("tierrules.testing", "testing")
    assert str(error) == "tierrules.testing needs the extra `testing`: pip install 'tierrules[testing]'"


# --- load and loads


def test_load_takes_a_name_a_path_or_the_text_of_one(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert tr.load(path).source == tr.load(str(path)).source == tr.loads(TEXT).source == TEXT
    assert tr.load("size-and-dormancy").name == "size-and-dormancy"


def test_every_bundled_name_loads() -> None:
    assert list(tr.bundled()) == sorted(tr.bundled())
    assert "size-and-dormancy" in tr.bundled()
    for name in tr.bundled():
        assert tr.load(name).name == name


@pytest.mark.parametrize("kind", [str, Path])
def test_a_missing_file_is_an_os_error_too(kind: type, tmp_path: Path) -> None:
    path = tmp_path / "missing.yaml"
    with pytest.raises(tr.RulesetFileError) as raised:
        tr.load(kind(path))
    assert isinstance(raised.value, OSError)
    assert raised.value.path == str(path)
    assert str(raised.value).startswith(f"{path}: ")


@pytest.mark.parametrize("name", ["no-such-ruleset", "size-and-dormancy.yaml", "../size-and-dormancy", ""])
def test_a_name_that_is_neither_bundled_nor_a_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(tr.RulesetFileError):
        tr.load(name)


def test_a_folder_is_no_ruleset(tmp_path: Path) -> None:
    with pytest.raises(tr.RulesetFileError):
        tr.load(tmp_path)


def test_a_broken_file_is_shown_under_its_path(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("tierrules: 1\n", encoding="utf-8")
    with pytest.raises(tr.RulesetError) as raised:
        tr.load(path)
    assert {one.file for one in raised.value.diagnostics} == {str(path)}


# --- the ruleset


def test_what_a_ruleset_tells() -> None:
    rules = tr.loads(TEXT)
    assert (rules.name, rules.version, rules.language) == ("tiny", "2026.1", "zh")
    assert (rules.title.zh, rules.title.en) == ("小标准", "Tiny standard")
    assert (list(rules.inputs), list(rules.thresholds), list(rules.dimensions)) == (["employees"], ["many"], ["size"])


@pytest.mark.parametrize("name", ["inputs", "thresholds", "dimensions"])
def test_a_ruleset_cannot_be_changed(name: str) -> None:
    rules = tr.loads(TEXT)
    with pytest.raises(TypeError):
        getattr(rules, name)["new"] = None
    with pytest.raises(AttributeError):
        setattr(rules, name, {})
    record = next(iter(getattr(rules, name).values()))
    with pytest.raises(AttributeError):
        record.name = "other"


def test_reprs() -> None:
    rules = tr.loads(TEXT)
    c = rules.classify({"employees": 10}, as_of=AS_OF)
    assert repr(rules) == "<Ruleset tiny 2026.1: size>"
    assert repr(tr.loads(TEXT.replace('version: "2026.1"\n', ""))) == "<Ruleset tiny: size>"
    assert "large" in repr(c)
    assert "large" in repr(c["size"])
    assert "0x" not in repr(c) + repr(c["size"])


@pytest.mark.parametrize("as_of", [None, "2026-11-22", 20261122])
def test_an_as_of_that_is_no_date_is_wrong_use(as_of: object) -> None:
    with pytest.raises(TypeError):
        tr.loads(TEXT).classify({}, as_of=as_of)  # type: ignore[arg-type]  # what is tested


def test_a_customer_error_lists_every_problem() -> None:
    text = TEXT.replace("employees >= many", "employees >= many and satisfaction > 4")
    with pytest.raises(tr.CustomerError) as raised:
        tr.loads(text).classify({"employees": "x", "satisfaction": 9}, as_of=AS_OF)
    assert [problem.field for problem in raised.value.problems] == ["employees", "satisfaction"]
    assert str(raised.value).count("\n") == 1
