"""Paths as servers write them: from the current folder, with `/`."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def path_of(file: str) -> str:
    """A path from the current folder if the file lies below it; else as it was given."""
    relative = os.path.relpath(file) if os.path.isabs(file) else os.path.normpath(file)
    return Path(file if relative.startswith("..") else relative).as_posix()


def uri_of(file: str) -> str:
    """The same as a reference of a URI: letters beyond ASCII are escaped, as its standard asks."""
    path = path_of(file)
    return Path(path).as_uri() if os.path.isabs(path) else quote(path)
