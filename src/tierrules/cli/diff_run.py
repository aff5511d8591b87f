"""What one run of `tierrules diff` has found, for all formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tierrules.meaning.dates import Lang
from tierrules.proof.compare.comparison import Comparison
from tierrules.proof.compare.comparison_text import summary
from tierrules.text.diagnostics import Diagnostic

State = Literal["same", "changed", "new", "gone", "broken"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One ruleset of a run: `old` and `new` are where its two versions lie, None where there is none.

    `problems` are what keeps one of the versions from loading. `lines` say where each dimension stands in the new one.
    """

    old: str | None
    new: str | None
    comparison: Comparison | None = None
    problems: tuple[Diagnostic, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()

    @property
    def place(self) -> str:
        """What the ruleset is called: where it lies now, else where it lay."""
        return self.new or self.old or ""

    @property
    def state(self) -> State:
        """What became of it."""
        if self.problems:
            return "broken"
        if self.comparison is None:
            return "new" if self.old is None else "gone"
        return "same" if self.comparison.is_same else "changed"

    def summary(self, lang: Lang) -> str:
        """Return the ruleset on one line."""
        match self.state:
            case "broken":
                count = len(self.problems)
                which = self.problems[0].file
                return f"{self.place}: {count} {'problem' if count == 1 else 'problems'}, {which} does not load"
            case "new" | "gone" as state:
                return f"{self.place}: {state}"
        assert self.comparison is not None
        return f"{self.place}: {summary(self.comparison, lang)}"


@dataclass(frozen=True, slots=True)
class DiffRun:
    """All rulesets of a run, told in one language; None is that of each ruleset."""

    compared: tuple[Compared, ...]
    lang: Lang | None

    def __iter__(self) -> Iterator[Compared]:
        return iter(self.compared)

    @property
    def same(self) -> bool:
        """Whether all rulesets are proven to mean the same."""
        return all(one.state == "same" for one in self.compared)

    def language(self, one: Compared) -> Lang:
        """Return the language in which a ruleset is told."""
        return self.lang or (one.comparison.language if one.comparison is not None else "en")
