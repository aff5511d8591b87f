"""The two sides of `tierrules diff`: how each is loaded, and the portfolio that both are put to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tierrules.cli import options
from tierrules.cli.portfolio import match_columns, stopping
from tierrules.errors import NotInForce, RulesetError
from tierrules.files.table import Table
from tierrules.language.customers import Unknown
from tierrules.proof.compare.comparison import Comparison
from tierrules.ruleset import Ruleset

if TYPE_CHECKING:
    from tierrules.cli.diff_run import Compared
    from tierrules.cli.revisions import Revision


@dataclass(frozen=True, slots=True)
class Ours:
    """A portfolio, and how it is to be counted."""

    table: Table
    as_of: date
    weight: str | None
    unknown: Unknown


@dataclass(frozen=True, slots=True)
class Asked:
    """What both sides of every pair are read and compared with."""

    columns: Path | None
    ours: Ours | None

    def loaded(self, place: str) -> Ruleset | RulesetError:
        """Load a ruleset, or return what keeps it from loading."""
        try:
            return options.open_rules(place, self.columns)
        except RulesetError as error:
            return error

    def since(self, rev: Revision, before: str, data: bytes, path: str) -> Compared:
        """Compare what lies at a path now with what lay at a path then."""
        old = f"{rev.name}:{before}"
        try:
            then: Ruleset | RulesetError = options.rules_from(data, old, path, self.columns)
        except RulesetError as error:
            then = error
        return self.compared(old, then, path, self.loaded(path))

    def has_name(self, data: bytes, path: str) -> bool:
        """Whether data of another place are a ruleset of the name that the one at a path has."""
        try:
            there, here = options.rules_from(data, path, path, self.columns), options.open_rules(path, self.columns)
        except RulesetError:
            return False
        return there.name == here.name

    def compared(self, old: str, then: Ruleset | RulesetError, new: str, now: Ruleset | RulesetError) -> Compared:
        """Compare two rulesets, if both load."""
        from tierrules.cli.diff_run import Compared

        if isinstance(then, RulesetError) or isinstance(now, RulesetError):
            problems = [one for side in (then, now) if isinstance(side, RulesetError) for one in side.diagnostics]
            return Compared(old, new, problems=tuple(problems))
        model = now.definition
        lines = tuple((name, model.source.position(one.span.start).line) for name, one in model.dimensions.items())
        return Compared(old, new, self._comparison(then, now, (old, new)), lines=lines)

    def _comparison(self, then: Ruleset, now: Ruleset, places: tuple[str, str]) -> Comparison:
        if self.ours is None:
            return then.compare(now)
        table, day, weight, unknown = self.ours.table, self.ours.as_of, self.ours.weight, self.ours.unknown
        for side in (then, now):
            match_columns(table.name, table.columns, side, unknown)
        with stopping():
            try:
                return then.compare(now, table, as_of=day, weight=weight, unknown=unknown)
            except NotInForce as error:
                options.stop(f"{places[1]}: {error}; --as-of gives another day")
            except ValueError as error:  # the weight
                if isinstance(error, OSError):
                    raise
                options.stop(str(error))
