"""Codes of comments that pass over findings: `# tierrules: ignore[gap] reason`."""

from typing import Final

from tierrules.text.catalogue.code import Code

IGNORES: Final = (
    Code(
        "ignore-form",
        "warning",
        "a comment that means to pass over a finding and cannot be read",
        "It reads `# tierrules: ignore[gap] reason`: the codes in square brackets, several with commas, then why. As "
        "it stands it passes over nothing.",
    ),
    Code(
        "ignore-without-reason",
        "warning",
        "a finding is to be passed over, and nobody says why",
        "Whoever reads the file next year needs the reason: `# tierrules: ignore[gap] the others are staff, 2026-03`. "
        "Without one the comment passes over nothing.",
    ),
    Code(
        "unknown-ignore",
        "warning",
        "a comment passes over a code that cannot be passed over",
        "The codes are those of checks, and of the other warnings and notes. What keeps a ruleset from loading is "
        "never passed over.",
    ),
    Code(
        "unused-ignore",
        "warning",
        "a comment passes over a finding that is not there",
        "Nothing is found where the comment speaks of, so it would hide only what goes wrong later. A comment speaks "
        "of its own line, alone on a line of the next line with text, and on the first line of a dimension, a rule or "
        "another entry of all its lines.",
    ),
)
