"""Declarative customer classification, checked like code.

>>> from datetime import date
>>> import tierrules as tr
>>> rules = tr.load("size-and-dormancy")
>>> rules.classify({"employees": 60}, as_of=date(2026, 11, 22))["size"].status
'undetermined'

The public names are loaded when they are first used: a program that only imports tierrules at its start, or only
catches its errors, does not pay for the loader of the rule language.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tierrules.errors import (
        ColumnMapError,
        CustomerError,
        CustomerFileError,
        MissingExtraError,
        NotInForce,
        RulesetError,
        RulesetFileError,
        TierrulesError,
    )
    from tierrules.files.report import FileReport
    from tierrules.language.customer import Customer
    from tierrules.language.model_types import Money, Ratio
    from tierrules.meaning.change.record import ChangeRecord
    from tierrules.meaning.classification import Classification, Tag
    from tierrules.meaning.justification import Justification
    from tierrules.portfolio.grid import Grid
    from tierrules.portfolio.migration import Migration
    from tierrules.portfolio.sweep import Sweep
    from tierrules.proof.compare.comparison import Comparison
    from tierrules.proof.reports.report import Report
    from tierrules.resources import bundled
    from tierrules.ruleset import Ruleset, load, loads
    from tierrules.text.diagnostics import Diagnostic

__version__ = "0.1.0"

__all__ = [
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

_HOMES = {
    "tierrules.errors": (
        "ColumnMapError",
        "CustomerError",
        "CustomerFileError",
        "MissingExtraError",
        "NotInForce",
        "RulesetError",
        "RulesetFileError",
        "TierrulesError",
    ),
    "tierrules.files.report": ("FileReport",),
    "tierrules.language.customer": ("Customer",),
    "tierrules.language.model_types": ("Money", "Ratio"),
    "tierrules.meaning.change.record": ("ChangeRecord",),
    "tierrules.meaning.classification": ("Classification", "Tag"),
    "tierrules.meaning.justification": ("Justification",),
    "tierrules.portfolio.grid": ("Grid",),
    "tierrules.portfolio.migration": ("Migration",),
    "tierrules.portfolio.sweep": ("Sweep",),
    "tierrules.proof.compare.comparison": ("Comparison",),
    "tierrules.proof.reports.report": ("Report",),
    "tierrules.resources": ("bundled",),
    "tierrules.ruleset": ("Ruleset", "load", "loads"),
    "tierrules.text.diagnostics": ("Diagnostic",),
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use, and keep it."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
