"""The two sides of `tierrules diff`: how each is loaded, and the portfolio that both are put to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tierrules.cli import options
from tierrules.cli.portfolio import match_columns, say_who_is_unread, stopping
from tierrules.errors import NotInForce, RulesetError
from tierrules.files.table import Table
from tierrules.language.customers import Unknown
from tierrules.ruleset import Ruleset

if TYPE_CHECKING:
    from tierrules.cli.diff_run import Compared
    from tierrules.cli.revisions import Revision
    from tierrules.proof.compare.comparison import Comparison


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
        return self.compared(old, then, path, self.loaded(path), always=False)

    def has_name(self, data: bytes, path: str) -> bool:
        """Whether data of another place are a ruleset of the name that the one at a path has."""
        try:
            there, here = options.rules_from(data, path, path, self.columns), options.open_rules(path, self.columns)
        except RulesetError:
            return False
        return there.name == here.name

    def compared(
        self,
        old: str,
        then: Ruleset | RulesetError,
        new: str,
        now: Ruleset | RulesetError,
        *,
        always: bool = True,
    ) -> Compared:
        """Compare two rulesets, if both load; `always` puts those that mean the same to the portfolio too."""
        from tierrules.cli.diff_run import Compared

        if isinstance(then, RulesetError) or isinstance(now, RulesetError):
            problems = [one for side in (then, now) if isinstance(side, RulesetError) for one in side.diagnostics]
            return Compared(old, new, problems=tuple(problems))
        model = now.definition
        lines = tuple((name, model.source.position(one.span.start).line) for name, one in model.dimensions.items())
        found = then.compare(now)
        if self.ours is not None and (always or not found.is_same):
            found = _with_portfolio(found, then, now, self.ours, (old, new))
        return Compared(old, new, found, lines=lines)


def _with_portfolio(found: Comparison, then: Ruleset, now: Ruleset, ours: Ours, places: tuple[str, str]) -> Comparison:
    from tierrules.portfolio.compared import with_portfolio
    from tierrules.portfolio.migration import Migration

    table, day = ours.table, ours.as_of
    for place, side in zip(places, (then, now), strict=True):
        match_columns(f"{table.name}, by {place}", table.columns, side, ours.unknown)
        _check_in_force(found, place, side, day)
    with stopping():
        try:
            counted = with_portfolio(found, then, now, table, as_of=day, weight=ours.weight, unknown=ours.unknown)
        except NotInForce as error:
            options.stop(f"{error}; --as-of gives another day")
        except ValueError as error:  # the weight
            if isinstance(error, OSError):
                raise
            options.stop(str(error))
    if isinstance(counted.migration, Migration):
        say_who_is_unread(counted.migration)
    return counted


def _check_in_force(found: Comparison, place: str, side: Ruleset, day: date) -> None:
    """End the command where a side has no figures for the day, unless the two follow each other."""
    if found.follow:
        return
    try:
        side.check_in_force(day)
    except NotInForce as error:
        options.stop(f"{place}: {error}; --as-of gives another day")
