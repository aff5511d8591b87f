"""Which codes can be selected and passed over: those of checks, whatever their severity, and other warnings and notes.

What keeps a ruleset from loading is neither: it is always looked for, and always told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tierrules.text.catalogue import CATALOGUE
from tierrules.text.catalogue.checks import CHECKS
from tierrules.text.catalogue.ignores import IGNORES
from tierrules.text.nearest import nearest

OF_CHECKS: Final = tuple(check.slug for check in CHECKS)
UNDECIDED: Final = "undecided"
"""What any of the checks may find: a question that it could not answer."""

OF_LOADED: Final = (*OF_CHECKS, *(code.slug for code in IGNORES))
"""The codes of what is looked for in rulesets that load."""

OPTIONAL: Final = tuple(
    dict.fromkeys((*OF_LOADED, *(slug for slug, code in CATALOGUE.items() if code.severity != "error")))
)
"""The codes that can be selected and passed over."""


def unknown_code(code: str) -> str | None:
    """Why nothing has such a code, with the nearest that is one; None if it is in the catalogue.

    >>> unknown_code("gapp")
    'there is no check `gapp`; did you mean `gap`?'
    """
    if code in CATALOGUE:
        return None
    near = nearest(code, OPTIONAL) or nearest(code, CATALOGUE)
    return f"there is no check `{code}`" + (f"; did you mean `{near}`?" if near else "")


def not_ignored(code: str) -> str | None:
    """Why a code cannot be passed over, None if it can."""
    if code in OPTIONAL:
        return None
    return unknown_code(code) or f"`{code}` keeps a ruleset from loading, and is never ignored; mend the ruleset"


def not_selected(code: str) -> str | None:
    """Why a code cannot be selected, None if it can."""
    if code in OPTIONAL:
        return None
    return unknown_code(code) or f"`{code}` keeps a ruleset from loading, and is always looked for"


def chosen(select: Iterable[str] | None, ignore: Iterable[str]) -> frozenset[str]:
    """The codes that are looked for: those of `select`, all without it, but not those of `ignore`.

    What a selected check could not decide is told as well: silence would read as a proof. Raises ValueError for a code
    that cannot be selected or passed over.
    """
    wanted = OPTIONAL if select is None else _listed(select)
    if any(code in OF_CHECKS for code in wanted):
        wanted = (*wanted, UNDECIDED)
    unwanted = _listed(ignore)
    problems = [*map(not_selected, wanted), *map(not_ignored, unwanted)]
    if any(problems):
        raise ValueError("; ".join(problem for problem in problems if problem))
    return frozenset(wanted) - frozenset(unwanted)


def _listed(codes: Iterable[str]) -> tuple[str, ...]:
    return (codes,) if isinstance(codes, str) else tuple(codes)
