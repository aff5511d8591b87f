"""Rules in force: loaded from a file, and again when the file has changed for the better."""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import tierrules as tr

log = logging.getLogger("rulebook")


class Rulebook:
    """A ruleset that follows its file. A file that is wrong is logged once, and the old rules stay in force."""

    def __init__(self, path: Path, load: Callable[[Path], tr.Ruleset]) -> None:
        """Load the file; a service whose first rules are wrong does not start."""
        self.problem: str | None = None
        self._path, self._load, self._lock = path, load, Lock()
        self._stamp, self._content = _stamp(path), _content(path)
        self._rules = load(path)

    @property
    def current(self) -> tr.Ruleset:
        """The rules for this moment: a look at the file costs microseconds, and it is read only when it changed."""
        with self._lock:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._stamp = stamp
                self._reload()
            return self._rules

    def _reload(self) -> None:
        try:
            content = _content(self._path)
            if content != self._content:
                self._rules, self._content = self._load(self._path), content
                log.info("new rules in force: %s", self._rules.fingerprint)
            self.problem = None
        except (tr.TierrulesError, OSError) as error:
            self.problem = str(error)
            log.error("the old rules stay in force, since the new ones are wrong\n%s", error)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written or replaced; None while there is no file."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
