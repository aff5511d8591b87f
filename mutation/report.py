"""What is printed, and the survivors that were reviewed."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mutation.mutants import Mutant

MOST_SURVIVORS = 0.03
REVIEWED = Path(__file__).with_name("survivors.toml")

Key = tuple[str, str]


@dataclass(frozen=True)
class Verdict:
    """A mutant, and whether all tests passed with it."""

    mutant: Mutant
    survived: bool

    @property
    def key(self) -> Key:
        """What a reviewed reason is found by."""
        return self.mutant.path, self.mutant.name


def reasons(path: Path = REVIEWED) -> dict[Key, str]:
    """Read the reviewed survivors: for each the reason why no input can tell it apart."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {(one["module"], one["mutation"]): one["reason"] for one in read.get("survivor", [])}


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield a line for each module, and one for all."""
    by_module: dict[str, list[Verdict]] = {}
    for one in verdicts:
        by_module.setdefault(one.mutant.path, []).append(one)
    yield f"{'module':<44}{'mutants':>9}{'killed':>9}{'survived':>10}{'share':>9}"
    for module, found in [*sorted(by_module.items()), ("all", list(verdicts))]:
        survived = sum(one.survived for one in found)
        told = f"{len(found):>9,}{len(found) - survived:>9,}{survived:>10,}{survived / len(found):>9.1%}"
        yield f"{module:<44}{told}"


def faults(verdicts: Sequence[Verdict], reviewed: Mapping[Key, str]) -> Iterator[str]:
    """Yield what makes a run fail: survivors without a reason, stale reasons, too many survivors."""
    survivors = [one for one in verdicts if one.survived]
    yield from (_unreviewed(one) for one in survivors if not reviewed.get(one.key, "").strip())
    yield from _stale(reviewed, {one.key for one in survivors}, {one.mutant.path for one in verdicts})
    if len(survivors) > MOST_SURVIVORS * len(verdicts):
        yield f"{len(survivors)} of {len(verdicts)} mutants survive, more than {MOST_SURVIVORS:.0%}"


def _unreviewed(one: Verdict) -> str:
    return f"{one.mutant.path}:{one.mutant.lines.start}: survives without a reason\n    {one.mutant.name}"


def _stale(reviewed: Iterable[Key], survived: set[Key], run: set[str]) -> Iterator[str]:
    for module, mutation in reviewed:
        if module in run and (module, mutation) not in survived:
            yield f"{module}: a reason is stale, nothing of this name survives\n    {mutation}"
