"""What lay in a repository at a revision, read by `git`: the only place that runs it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ENDINGS: Final = (".yaml", ".yml")


class RevisionError(Exception):
    """A revision that cannot be read; `str` says why, and what would help."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository of the current folder; `name` is how it was asked for."""

    name: str
    commit: str

    def files(self, places: Iterable[str]) -> list[str]:
        """Return the YAML files that it has at or below some places, as paths from the current folder."""
        listed = _git("ls-tree", "-r", "-z", "--name-only", self.commit, "--", *map(_relative, places))
        if listed.returncode:
            raise RevisionError(_said(listed))
        names = [os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
        return [name for name in names if name.lower().endswith(_ENDINGS)]

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, None if it is not there."""
        found = _git("show", f"{self.commit}:./{Path(_relative(path)).as_posix()}")
        return None if found.returncode else found.stdout


def revision(name: str) -> Revision:
    """Return a revision by the name that people give it; raises `RevisionError` if it cannot be had."""
    if ".." in name:
        raise RevisionError(f"`{name}` names two revisions; give one: it is compared with the files as they are now")
    inside = _git("rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        raise RevisionError(
            f"`{name}` is no ruleset, and this folder is in no git repository whose revision it could be"
        )
    found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode:
        raise RevisionError(_unknown(name))
    return Revision(name, found.stdout.decode().strip())


def _unknown(name: str) -> str:
    shallow = _git("rev-parse", "--is-shallow-repository")
    if shallow.stdout.strip() == b"true":
        return (
            f"this clone is shallow and does not hold the revision `{name}`; fetch it with `git fetch --unshallow`, "
            "or clone with the whole history (`fetch-depth: 0`)"
        )
    return f"`{name}` is neither a ruleset nor a revision of this repository"


def _relative(place: str) -> str:
    return os.path.relpath(place) if os.path.isabs(place) else place


def _git(*words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *words], capture_output=True, check=False)
    except FileNotFoundError:
        raise RevisionError("`git` is not installed, and a revision cannot be read without it") from None


def _said(run: subprocess.CompletedProcess[bytes]) -> str:
    return run.stderr.decode(errors="replace").strip().removeprefix("fatal: ") or "git failed"
