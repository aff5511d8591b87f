"""Every code a diagnostic may carry, once: its severity, what is wrong, and how to mend it.

The pages of the documentation are made from this table. A code that is not here cannot be reported. A slug names
the fault that is found, never the repair.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tierrules.text.catalogue.cases import CASES
from tierrules.text.catalogue.checks import CHECKS
from tierrules.text.catalogue.code import Code
from tierrules.text.catalogue.expressions import EXPRESSIONS
from tierrules.text.catalogue.ignores import IGNORES
from tierrules.text.catalogue.names import NAMES
from tierrules.text.catalogue.reading import READING
from tierrules.text.catalogue.sections import SECTIONS
from tierrules.text.catalogue.values import VALUES

OF_FILES: Final[Mapping[str, Code]] = MappingProxyType(
    {code.slug: code for code in (*READING, *EXPRESSIONS, *SECTIONS, *NAMES, *VALUES, *CASES, *IGNORES)}
)
"""The codes of files that do not load, or of which loading says something."""

CATALOGUE: Final[Mapping[str, Code]] = MappingProxyType({**OF_FILES, **{check.slug: check.code for check in CHECKS}})
"""Every code: those of files, and those of the checks of a ruleset that loads."""
