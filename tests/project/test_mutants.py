"""The mutants that `make mutate` judges: which changes are made, which are none, and what a report asks for."""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from mutation.mutants import Mutant, compiled, mutants_of
from mutation.report import Verdict, faults, reasons, table
from mutation.session import Measured, give_body, reaching


def mutants(source: str, folder: Path) -> list[Mutant]:
    (folder / "some.py").write_text(source)
    return mutants_of(folder / "some.py", folder)


def changes(source: str, folder: Path) -> list[str]:
    """What stands behind the arrow of each mutant."""
    return [one.text.split(" -> ")[1] for one in mutants(source, folder)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = a < b", ["x = a <= b", "x = a >= b"]),
        ("x = a is not b", ["x = a is b"]),
        ("x = a and b", ["x = a or b", "x = b", "x = a"]),
        ("x = not a", ["x = a"]),
        ("x = a + b", ["x = a - b"]),
        ("x = 5", ["x = 6", "x = 4"]),
        ("x = True", ["x = False"]),
        ("x = 'a'", ["x = 'a~'"]),
        ("x = UNKNOWN", ["x = TRUE", "x = FALSE"]),
        ("x = MISSING", ["x = NONE"]),
        ("x = Type.MONEY", ["x = Type.RATIO"]),
        ("x = max(a)", ["x = min(a)"]),
        ("x = sorted(a)", ["x = a"]),
        ("x = a.strip()", ["x = a"]),
        ("x = a if b else c", ["x = c if b else a"]),
        ("x = {a: b, c: d}", ["x = {c: d}", "x = {a: b}"]),
        ("x = a[b:]", ["x = a[:]"]),
        ("x = [a for a in b if c]", ["x = [a for a in b]"]),
        ("f(a)", ["pass"]),
        ("x += a", ["pass"]),
        ("raise a", ["pass"]),
    ],
)
def test_what_is_changed(line: str, expected: list[str], tmp_path: Path) -> None:
    assert changes(line, tmp_path) == expected


def test_cases_are_left_out_and_guards_set_aside(tmp_path: Path) -> None:
    source = "match a:\n    case b() | c() if d:\n        x = y\n"
    assert changes(source, tmp_path) == [
        "case b() | c() if False:",
        "case b() | c():",
        "case c() if d:",
        "case b() if d:",
    ]


def test_returned_values_and_defaults_are_changed(tmp_path: Path) -> None:
    found = mutants("def f(a=True):\n    return a\n", tmp_path)
    assert [(one.within, one.scope, one.text) for one in found] == [
        ("f", "", "def f(a=True): -> def f(a=False):"),
        ("f", "f", "return a -> return None"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "import a",
        "__all__ = ['a']",
        "assert a == 5, 'told'",
        "def f(a: 'A') -> 'B': ...",
        "@cached(5)\ndef f(): ...",
        "if TYPE_CHECKING:\n    x = 5",
        "Order: TypeAlias = Literal['a', 'b']",
        "Kind = Literal['a', 'b']",
    ],
)
def test_what_is_no_behaviour_is_left_alone(source: str, tmp_path: Path) -> None:
    assert [one for one in changes(source, tmp_path) if one != "pass"] == []


def test_alike_changes_of_a_function_are_told_apart(tmp_path: Path) -> None:
    found = mutants("def f():\n    if a:\n        return b\n    return b\n", tmp_path)
    assert [one.text for one in found[1:]] == ["return b -> return None", "return b -> return None (2)"]


SOURCE = """\
class Some:
    def count(self):
        return 5

    @property
    def half(self):
        return sum(one / 2 for one in (10,))
"""


def test_a_live_function_gets_the_changed_body(tmp_path: Path) -> None:
    found = mutants(SOURCE, tmp_path)
    module = ModuleType("some")
    sys.modules["some"] = module
    exec(compiled(tmp_path / "some.py", None), vars(module))
    there = module.Some()
    seen = set()
    for one in found:
        give_body(module, compiled(tmp_path / "some.py", one), one.scope)
        seen.add((one.text, there.count() == 5, there.half == 5))
        give_body(module, compiled(tmp_path / "some.py", None), one.scope)
        assert (there.count(), there.half) == (5, 5)
    assert ("return 5 -> return 6", False, True) in seen
    assert ("return sum((one / 2 for one in (10,))) -> return sum((one * 2 for one in (10,)))", True, False) in seen
    del sys.modules["some"]


def test_tests_that_reach_the_line_are_asked_own_first_then_examples_then_fast_ones(tmp_path: Path) -> None:
    (one,) = [one for one in mutants(SOURCE, tmp_path) if one.text.endswith("return 6")]
    here = str(Path(__file__).parents[2] / one.path)
    measured = [
        Measured("property", frozenset({(here, 3)}), 1.0, True),
        Measured("slow", frozenset({(here, 3)}), 5.0, False),
        Measured("elsewhere", frozenset({(here, 7)}), 1.0, False),
        Measured("fast", frozenset({(here, 3), (here, 7)}), 2.0, False),
        Measured("tests/meaning/test_some.py::test_own", frozenset({(here, 3)}), 9.0, True),
    ]
    expected = ["tests/meaning/test_some.py::test_own", "fast", "slow", "property"]
    assert [test.id for test in reaching(one, measured, Counter())] == expected
    noticed = Counter({("some.py", "slow"): 3, ("some.py", "property"): 2, ("other.py", "fast"): 9})
    assert [test.id for test in reaching(one, measured, noticed)][:2] == ["property", "slow"]


@dataclass(frozen=True)
class Run:
    """Forty mutants, of which the first ones survive."""

    folder: Path

    def verdicts(self, survivors: int) -> list[Verdict]:
        found = mutants("".join(f"x{at} = True\n" for at in range(40)), self.folder)
        return [Verdict(one, at < survivors) for at, one in enumerate(found)]

    def faults(self, survivors: int, reviewed: str) -> str:
        (self.folder / "survivors.toml").write_text(reviewed)
        return "\n".join(faults(self.verdicts(survivors), reasons(self.folder / "survivors.toml")))


FIRST = '[[survivor]]\nmodule = "some.py"\nmutation = ": x0 = True -> x0 = False"\nreason = "{}"\n'
SECOND = FIRST.replace("x0", "x1")


def test_survivors_need_a_reason(tmp_path: Path) -> None:
    run = Run(tmp_path)
    assert run.faults(0, "") == ""
    assert run.faults(1, "") == "some.py:1: survives without a reason\n    : x0 = True -> x0 = False"
    assert run.faults(1, FIRST.format(" ")) == run.faults(1, "")
    assert run.faults(1, FIRST.format("nobody reads it")) == ""


def test_a_reason_that_nothing_needs_is_stale(tmp_path: Path) -> None:
    stale = Run(tmp_path).faults(0, FIRST.format("nobody reads it"))
    assert stale == "some.py: a reason is stale, nothing of this name survives\n    : x0 = True -> x0 = False"


def test_more_than_three_in_a_hundred_are_too_many(tmp_path: Path) -> None:
    both = FIRST.format("nobody reads it") + SECOND.format("nobody reads it")
    assert Run(tmp_path).faults(2, both) == "2 of 40 mutants survive, more than 3%"
    assert [line.split() for line in table(Run(tmp_path).verdicts(2))][1:] == [
        ["some.py", "40", "38", "2", "5.0%"],
        ["all", "40", "38", "2", "5.0%"],
    ]
