"""Work in forked processes: each starts as a copy of this one, so nothing has to be imported again."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Job(Generic[T]):
    """What to do in a process of its own: `work` returns the exit status."""

    of: T
    work: Callable[[], int]


@dataclass(frozen=True)
class Ended(Generic[T]):
    """How a job ended: its status, or None where the process was ended by a signal, as by its time limit."""

    of: T
    status: int | None
    by_signal: int


def run(jobs: Iterator[Job[T]], at_once: int) -> Iterator[Ended[T]]:
    """Run jobs, so many at once, and yield each as it ends."""
    running: dict[int, Job[T]] = {}
    for job in jobs:
        if len(running) == at_once:
            yield _ended(running)
        running[_started(job)] = job
    while running:
        yield _ended(running)


def limit(seconds: float) -> None:
    """End this process after so many seconds of computing from now; a busy machine makes no difference."""
    # Without a handler the signal ends the process, whatever it is doing.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _started(job: Job[T]) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    if child := os.fork():
        return child
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    status = 70
    try:
        status = job.work()
    except SystemExit as asked:
        status = asked.code if isinstance(asked.code, int) else 1
    finally:
        os._exit(status)


def _ended(running: dict[int, Job[T]]) -> Ended[T]:
    child, found = os.waitpid(-1, 0)
    job = running.pop(child)
    if os.WIFSIGNALED(found):
        return Ended(job.of, None, os.WTERMSIG(found))
    return Ended(job.of, os.WEXITSTATUS(found), 0)
