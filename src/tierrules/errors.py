"""Every exception that tierrules raises on purpose.

TierrulesError
├── RulesetError        a ruleset does not load            .diagnostics
├── RulesetFileError    a ruleset's file cannot be opened  .path         (an OSError too)
├── ColumnMapError      a column map or model does not fit .problems     (a ValueError too)
├── CustomerError       a customer's data cannot be read   .problems .position
├── CustomerFileError   a file of customers fails          .path .why .line .help  (an OSError and a ValueError too)
├── NotInForce          there are no figures for the day   .what .as_of .since .until
└── MissingExtraError   an optional package is not there   .extra
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tierrules.text.diagnostics import Diagnostic


class TierrulesError(Exception):
    """The root of all of them."""


class RulesetError(TierrulesError):
    """A ruleset does not load, or has findings. `diagnostics` holds them in file order; `str` shows them.

    `why` says instead what is wrong where no place in a file can: a ruleset that is needed is not the one at hand.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic], why: str = "") -> None:
        self.diagnostics, self.why = tuple(diagnostics), why
        super().__init__(self.diagnostics, why)

    def __str__(self) -> str:
        return self.why or "\n\n".join(str(one) for one in self.diagnostics)


class RulesetFileError(TierrulesError, OSError):
    """The file of a ruleset cannot be opened: there is none, or the system refuses it."""

    def __init__(self, path: str, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(path, why)

    def __str__(self) -> str:
        return f"{self.path}: {self.why}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A customer's value that cannot be read.

    `field` is the field's name, `path` where the data holds it (a key or a column), `value` the value as text.
    """

    field: str
    path: str
    value: str
    message: str
    help: str = ""

    def __str__(self) -> str:
        place = self.path if self.path == self.field else f"{self.field} (in `{self.path}`)"
        told = f"{place}: {self.message}"
        return f"{told}; {self.help}" if self.help else told


class ColumnMapError(TierrulesError, ValueError):
    """A column map or a model does not fit the ruleset. `problems` is a sentence for each fault; `str` lists them."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "; ".join(self.problems)


class CustomerError(TierrulesError):
    """A customer's data cannot be read. `problems` holds one entry for each field; `str` lists them.

    `position` is the customer's place among many, counted from 0; None for one customer alone.
    """

    position: int | None = None

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        told = "\n".join(str(one) for one in self.problems)
        return told if self.position is None else f"the customer at position {self.position}: {told}"


class CustomerFileError(TierrulesError, OSError, ValueError):
    """A file of customers cannot be opened, read or written. `line` is where it breaks off, if that has a line."""

    def __init__(self, path: str, why: str, *, line: int | None = None, help: str = "") -> None:
        self.path, self.why, self.line, self.help = path, why, line, help
        super().__init__(path, why)

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        told = f"{place}: {self.why}"
        return f"{told}; {self.help}" if self.help else told

    def __reduce__(self) -> tuple[Any, ...]:
        return _customer_file_error, (self.path, self.why, self.line, self.help)


def _customer_file_error(path: str, why: str, line: int | None, help: str) -> CustomerFileError:
    return CustomerFileError(path, why, line=line, help=help)


class NotInForce(TierrulesError):
    """The day lies outside a ruleset's `effective`, or before the first row of a dated threshold."""

    def __init__(self, what: str, as_of: date, since: date | None, until: date | None) -> None:
        self.what, self.as_of, self.since, self.until = what, as_of, since, until
        super().__init__(what, as_of, since, until)

    def __str__(self) -> str:
        spans = {"from": self.since, "until": self.until}
        told = " ".join(f"{word} {day}" for word, day in spans.items() if day is not None)
        return f"{self.what} is in force {told}, not on {self.as_of}"


class MissingExtraError(TierrulesError):
    """A feature needs a package that is not installed; `extra` is what brings it."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature, self.extra = feature, extra
        super().__init__(feature, extra)

    def __str__(self) -> str:
        return f"{self.feature} needs the extra `{self.extra}`: pip install 'tierrules[{self.extra}]'"
