"""Mutants of what a module does when it is imported: each is judged by a process that imports everything anew."""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from mutation import forks
from mutation.mutants import Mutant, compiled
from mutation.session import GRACE, OPTIONS, ROOT, Measured, Noticed, in_order, module_name


class _Finder(MetaPathFinder):
    """Gives one module another code."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return spec_from_loader(fullname, _ChangedLoader(fullname, str(self.path), self.code))


class _ChangedLoader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self.changed = code

    def get_code(self, fullname: str) -> CodeType:
        return self.changed


class _Ordered:
    """The plugin that sorts the tests as they were measured."""

    def __init__(self, order: list[str]) -> None:
        self.order = {id: at for at, id in enumerate(order)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: self.order.get(item.nodeid, len(self.order)))


def passes_unchanged(measured: Sequence[Measured], tests: Sequence[str]) -> bool:
    """Whether a process that imports everything anew fails no test: else every mutant would seem to be noticed."""
    control = forks.Job(None, partial(_limited, partial(_run, tests, []), measured))
    return all(ended.status == 0 for ended in forks.run(iter([control]), 1))


def jobs(
    mutants: Sequence[Mutant], measured: Sequence[Measured], noticed: Noticed, tests: Sequence[str]
) -> Iterator[forks.Job[Mutant]]:
    """Yield a job for each mutant: the tests of its own module first, then all others."""
    for mutant in mutants:
        order = [one.id for one in in_order(measured, mutant, noticed)]
        yield forks.Job(mutant, partial(_limited, partial(_judge, mutant, tests, order), measured))


def _limited(work: Callable[[], int], measured: Sequence[Measured]) -> int:
    forks.limit(GRACE + sum(one.seconds for one in measured))
    return work()


def _judge(mutant: Mutant, tests: Sequence[str], order: list[str]) -> int:
    path = ROOT / mutant.path
    code = compiled(path, mutant)
    sys.meta_path.insert(0, _Finder(module_name(mutant.path), path, code))
    own = ROOT / "tests" / "meaning" / f"test_{path.stem}.py"
    if own.exists() and _run([str(own)], order):
        return 1
    return _run(tests, order)


def _run(tests: Sequence[str], order: list[str]) -> int:
    return int(pytest.main(["-x", *OPTIONS, *tests], plugins=[_Ordered(order)]))
