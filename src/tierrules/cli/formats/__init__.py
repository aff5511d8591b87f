"""The formats of `tierrules check`, a file for each: a run goes in, a text comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tierrules.cli.check_run import CheckRun
from tierrules.cli.formats.github import github
from tierrules.cli.formats.junit import junit
from tierrules.cli.formats.markdown import markdown
from tierrules.cli.formats.plain import plain
from tierrules.cli.formats.sarif import sarif
from tierrules.cli.formats.text import text

FORMATS: Final[Mapping[str, Callable[[CheckRun], str]]] = {
    "text": text,
    "json": plain,
    "sarif": sarif,
    "github": github,
    "junit": junit,
    "markdown": markdown,
}
"""Each ends without a line break."""
