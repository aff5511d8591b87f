"""Do the columns of a file fit the ruleset? Asked once for a file, before any row is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tierrules.cli import options
from tierrules.errors import CustomerError
from tierrules.language.columns import Matching
from tierrules.language.customers import Unknown
from tierrules.ruleset import Ruleset
from tierrules.text.nearest import nearest

ADVICE = "rename the column, say with --columns what it holds, or pass such columns over with --unknown ignore"
ADVICE_ON_TWO = "say with --columns which of them holds the field, or take the other out of the file"


def match_header(what: str, columns: Sequence[str], rules: Ruleset, unknown: Unknown) -> Matching:
    """Return how the columns fit, or end the command; `what` is the file's name."""
    # A customer in a program may lack a key; a column of a file that was named and is not there is a slip.
    faults = list(_map_faults(columns, rules))
    if faults:
        options.stop("\n".join(f"{what}: {fault}" for fault in faults))
    # Where unknown columns are passed over, two columns for one field are the only fault left.
    _match(what, columns, rules, "ignore", ADVICE_ON_TWO)
    return _match(what, columns, rules, unknown, ADVICE)


def lacking_note(matching: Matching) -> str | None:
    """Return one sentence about the fields that the file has no column for, None if it has all."""
    if not matching.lacking:
        return None
    return f"no column for {_told(matching.lacking)}; unknown for every customer"


def _match(what: str, columns: Sequence[str], rules: Ruleset, unknown: Unknown, advice: str) -> Matching:
    try:
        return rules.reader.match(columns, unknown=unknown)
    except CustomerError as error:
        options.stop(f"{what}: the columns do not fit the ruleset\n{error}\nhelp: {advice}")


def _map_faults(columns: Sequence[str], rules: Ruleset) -> Iterator[str]:
    """Yield what is wrong with the column map in view of this file."""
    for name, column in rules.reader.columns.items():
        if name in rules.inputs and column.name not in columns:
            near = nearest(column.name, columns)
            hint = f"did you mean `{near}`?" if near else f"the columns are {_told(columns)}"
            yield f"the column map gives `{name}` the column `{column.name}`, which is not there; {hint}"


def _told(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
