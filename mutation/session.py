"""One pytest session that stays open: it measures what each test reaches, then judges mutants in forks of itself.

A mutant of a function is made by giving the functions that exist another body, so a fork has nothing to import. It
runs the tests that reach the changed lines up to the first failure: those that have noticed most in the module before
others, then those named after it, examples before properties, fast before slow.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.doctest import DoctestItem
from _pytest.runner import runtestprotocol

from mutation import forks
from mutation.mutants import Mutant, compiled

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
OPTIONS = (
    *("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "_hypothesis_pytestplugin", "--assert=plain"),
    *("-o", "addopts=", "--import-mode=importlib", "--doctest-modules"),
)
GRACE = 10.0
"""Seconds that a test may compute beyond three times of what it took before."""

Lines = frozenset[tuple[str, int]]
Noticed = Counter[tuple[str, str]]
"""How many mutants of a module a test has noticed."""


@dataclass(frozen=True)
class Measured:
    """What one test reaches, and how long it takes while it is watched."""

    id: str
    lines: Lines
    seconds: float
    is_property: bool


@dataclass(frozen=True)
class Test:
    """A test as a fork runs it: its place among all tests, from 1, and how long it took."""

    place: int
    item: pytest.Item
    seconds: float


@dataclass
class Session:
    """The plugin. It tells each verdict as it is found; the rest is there afterwards.

    `unreached` are the mutants that no test reaches: it may be that importing the module does.
    """

    mutants: Sequence[Mutant]
    at_once: int
    told: Callable[[Mutant, bool], None]
    measured: list[Measured] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    unreached: list[Mutant] = field(default_factory=list)
    noticed: Noticed = field(default_factory=Counter)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure all tests, then judge all mutants."""
        if session.testsfailed:
            raise session.Interrupted("some tests cannot be collected")
        watched = frozenset(str(ROOT / one.path) for one in self.mutants)
        for at, item in enumerate(session.items):
            self.measured.append(self._measure(item, _next(session.items, at), watched))
        if not self.failed:
            self._try_a_fork(session.items)
        if not self.failed:
            self._judge_all(session.items)
        return True

    def _judge_all(self, items: list[pytest.Item]) -> None:
        failed = RawArray("i", len(self.mutants))  # shared with the forks: the test that failed, by its place from 1
        for ended in forks.run(self._jobs(items, failed), self.at_once):
            mutant = self.mutants[ended.of]
            if failed[ended.of]:
                self.noticed[mutant.path, items[failed[ended.of] - 1].nodeid] += 1
            self.told(mutant, ended.status == 0)

    def _try_a_fork(self, items: list[pytest.Item]) -> None:
        """Run all tests in a fork with nothing changed: what fails there would seem to notice every mutant."""
        failed = RawArray("i", 1)
        tests = [Test(place, item, self.measured[place - 1].seconds) for place, item in enumerate(items, 1)]
        control = forks.Job(0, partial(_ask, 0, tests, failed))
        for ended in forks.run(iter([control]), 1):
            if ended.status != 0:
                where = items[failed[0] - 1].nodeid if failed[0] else f"{ended}"
                self.failed.append(f"{where}, in a fork of the session")

    def _measure(self, item: pytest.Item, after: pytest.Item | None, watched: frozenset[str]) -> Measured:
        reached: set[tuple[str, int]] = set()
        since = time.process_time()
        sys.settrace(_tracer(reached, watched))
        try:
            passed = _passes(item, after)
        finally:
            sys.settrace(None)
        if not passed:
            self.failed.append(item.nodeid)
        test = getattr(item, "obj", None)
        is_property = getattr(test, "is_hypothesis_test", False)
        return Measured(item.nodeid, frozenset(reached), time.process_time() - since, is_property)

    def _jobs(self, items: list[pytest.Item], failed: MutableSequence[int]) -> Iterator[forks.Job[int]]:
        by_id = {item.nodeid: item for item in items}
        places = {item.nodeid: at for at, item in enumerate(items, 1)}
        for number, mutant in enumerate(self.mutants):
            chosen = reaching(mutant, self.measured, self.noticed)
            if not chosen:
                self.unreached.append(mutant)
                continue
            tests = [Test(places[one.id], by_id[one.id], one.seconds) for one in chosen]
            yield forks.Job(number, partial(_judge, number, mutant, tests, failed))


def reaching(mutant: Mutant, measured: Iterable[Measured], noticed: Noticed) -> list[Measured]:
    """Return the tests that reach a mutant, in the order in which they are asked."""
    lines = {(str(ROOT / mutant.path), line) for line in mutant.lines}
    return in_order((one for one in measured if lines & one.lines), mutant, noticed)


def in_order(measured: Iterable[Measured], mutant: Mutant, noticed: Noticed) -> list[Measured]:
    """Sort tests: what noticed most for its time, the module's own, examples before properties, fast before slow."""
    own = f"/test_{Path(mutant.path).stem}.py::"

    def place(one: Measured) -> tuple[float, bool, bool, float]:
        return -noticed[mutant.path, one.id] / max(one.seconds, 0.001), own not in one.id, one.is_property, one.seconds

    return sorted(measured, key=place)


def module_name(path: str) -> str:
    """Return the dotted name of a module by its path in the repository."""
    return ".".join((ROOT / path).relative_to(SOURCE).with_suffix("").parts)


def _judge(number: int, mutant: Mutant, tests: list[Test], failed: MutableSequence[int]) -> int:
    give_body(sys.modules[module_name(mutant.path)], compiled(ROOT / mutant.path, mutant), mutant.scope)
    return _ask(number, tests, failed)


def _ask(number: int, tests: list[Test], failed: MutableSequence[int]) -> int:
    """Run tests up to the first that fails or takes too long, leave its place in `failed`, return 1 if there is one."""
    items = [one.item for one in tests]
    for at, one in enumerate(tests):
        failed[number] = one.place  # what a test leaves behind that does not end
        forks.limit(GRACE + 3 * one.seconds)
        if not _passes(one.item, _next(items, at)):
            return 1
    failed[number] = 0
    return 0


def _passes(item: pytest.Item, after: pytest.Item | None) -> bool:
    names = item.dtest.globs if isinstance(item, DoctestItem) else {}
    kept = dict(names)
    passed = not any(report.failed for report in runtestprotocol(item, log=False, nextitem=after))
    names.update(kept)  # a doctest that has run has lost the names that it needs
    return passed


def _next(items: list[pytest.Item], at: int) -> pytest.Item | None:
    return items[at + 1] if at + 1 < len(items) else None


def _tracer(reached: set[tuple[str, int]], watched: frozenset[str]) -> Callable[[FrameType, str, Any], Any]:
    def of_line(frame: FrameType, event: str, argument: Any) -> Any:
        reached.add((frame.f_code.co_filename, frame.f_lineno))
        return of_line

    def of_call(frame: FrameType, event: str, argument: Any) -> Any:
        return of_line(frame, event, argument) if frame.f_code.co_filename in watched else None

    return of_call


def give_body(module: ModuleType, code: CodeType, scope: str) -> None:
    """Give each function named `scope` the body that the changed code has for it."""
    bodies = dict(_bodies(code))
    changed = [one for one in _functions(vars(module), module.__name__) if one.__qualname__ == scope]
    assert changed, f"{module.__name__} has no function {scope}"
    for function in changed:
        function.__code__ = bodies[scope]


def _bodies(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one.co_qualname, one
            yield from _bodies(one)


def _functions(names: Mapping[str, Any], module: str) -> Iterator[FunctionType]:
    for one in names.values():
        match one:
            case FunctionType(__module__=home) if home == module:
                yield one
            case property(fget=FunctionType() as getter):
                yield getter
            case staticmethod(__func__=FunctionType() as function) | classmethod(__func__=FunctionType() as function):
                yield function
            case type(__module__=home) if home == module:
                yield from _functions(vars(one), module)
