"""What a code of the catalogue is, and the limits that its texts name."""

from typing import Final, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]

MAX_CHARACTERS: Final = 4_000_000
MAX_DEPTH: Final = 64
MAX_NODES: Final = 400_000
MAX_SCALAR: Final = 20_000
MAX_PROBLEMS: Final = 100
# These count what names stand for: levels and parts of what is written out, not of the text.
MAX_LEVELS: Final = 150
MAX_VALUE_PARTS: Final = 200
MAX_PARTS: Final = 500_000
MAX_EDITIONS: Final = 1_000_000


class Code(NamedTuple):
    """One kind of problem; `explain` speaks to a rule owner."""

    slug: str
    severity: Severity
    title: str
    explain: str
