"""`python -m mutation [MODULE ...]`: the mutants of `src/tierrules/meaning/`, or of some of its modules, are judged.

Prints each survivor as it is found, then a table. Ends with status 1 if a mutant survives without a reason in
`survivors.toml`, if a reason there is stale, or if more than 3 % survive.
"""

import importlib
import multiprocessing
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from mutation import forks, imports
from mutation.mutants import Mutant, mutants_of
from mutation.report import Verdict, faults, reasons, table
from mutation.session import OPTIONS, ROOT, SOURCE, Measured, Noticed, Session

MEANING = SOURCE / "tierrules" / "meaning"
TESTS = ("tests/meaning", "src/tierrules/meaning")
# What is imported here need not be imported by each fork.
WARM = ("click", "hypothesis.strategies", "jsonschema", "rich", "yaml")


@dataclass(frozen=True)
class Found:
    """What the session hands on: tests that fail without any change, and what the next step needs."""

    failed: Sequence[str]
    measured: Sequence[Measured]
    unreached: Sequence[Mutant]
    noticed: Noticed


def main(named: Sequence[str]) -> int:
    """Judge the mutants of the modules named, of all if none is."""
    os.chdir(ROOT)
    os.environ["HYPOTHESIS_PROFILE"] = "mutate"
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # a plugin that imports the package would import it unchanged
    sys.path[:0] = [str(SOURCE), str(ROOT)]
    paths = [Path(one).resolve() for one in named] or sorted(MEANING.glob("*.py"))
    mutants = [mutant for path in paths for mutant in mutants_of(path, ROOT)]
    verdicts = judged(mutants)
    print("\n".join(table(verdicts)))
    found = list(faults(verdicts, reasons()))
    print("\n".join(found))
    return 1 if found else 0


def judged(mutants: Sequence[Mutant]) -> list[Verdict]:
    """Return a verdict for each mutant."""
    at_once = int(os.environ.get("MUTATE_JOBS", os.cpu_count() or 1))
    for name in WARM:
        importlib.import_module(name)
    verdicts, found = _of_functions([one for one in mutants if one.scope], at_once)
    of_imports = [*(one for one in mutants if not one.scope), *found.unreached]
    if of_imports and not imports.passes_unchanged(found.measured, TESTS):
        sys.exit("without any change the tests fail in a process of their own")
    for ended in forks.run(imports.jobs(of_imports, found.measured, found.noticed, TESTS), at_once):
        verdicts.append(_told(Verdict(ended.of, ended.status == 0)))
        _count(verdicts, mutants)
    return verdicts


def _of_functions(mutants: Sequence[Mutant], at_once: int) -> tuple[list[Verdict], Found]:
    """Judge in a process of its own, so that this one never imports what is changed."""
    forking = multiprocessing.get_context("fork")
    ours, theirs = forking.Pipe(duplex=False)
    session = forking.Process(target=_session, args=(mutants, at_once, theirs))
    session.start()
    theirs.close()
    verdicts: list[Verdict] = []
    while isinstance(found := ours.recv(), Verdict):
        verdicts.append(_told(found))
        _count(verdicts, mutants)
    session.join()
    if found.failed:
        sys.exit("\n".join(["without any change these tests fail:", *found.failed]))
    return verdicts, found


def _session(mutants: Sequence[Mutant], at_once: int, pipe: Connection) -> None:
    plugin = Session(mutants, at_once, lambda mutant, survived: pipe.send(Verdict(mutant, survived)))
    status = pytest.main([*OPTIONS, *TESTS], plugins=[plugin])
    failed = plugin.failed or ([] if status == 0 else [f"pytest ends with {status!r}"])
    pipe.send(Found(failed, plugin.measured, plugin.unreached, plugin.noticed))


def _told(one: Verdict) -> Verdict:
    if one.survived:
        print(f"{one.mutant.path}:{one.mutant.lines.start}: {one.mutant.name}", flush=True)
    return one


def _count(verdicts: Sequence[Verdict], mutants: Sequence[Mutant]) -> None:
    if len(verdicts) % 100 == 0:
        print(f"{len(verdicts):,} of {len(mutants):,}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
