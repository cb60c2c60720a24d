"""Long work off the GUI thread: printing batches, imports, merges, backups.

The runner lives on the GUI thread and owns the signals; the thread only gets bound
functions to call. (An object that owns signals and dies on a worker thread takes the
program with it.) The work itself must not touch widgets or the register's connection.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, QThread, Signal

__all__ = ["Job", "JobCancelledError", "JobRunner", "Progress", "SynchronousRunner", "ThreadRunner"]


class JobCancelledError(Exception):
    """Raised inside the work at its next report after the official pressed 取消."""


class Progress(Protocol):
    """What the work is given to tell how far it is."""

    def report(self, done: int, total: int, words: str = "") -> None:
        """Tell that `done` of `total` parts are finished. Raises `JobCancelledError`."""


@dataclass(frozen=True)
class Job:
    """Work with a name to show and what happens after it, on the GUI thread.

    `work` is called with a `Progress`; what it returns goes to `finished`, what it raises
    to `failed`. A cancelled job calls `cancelled`. Exactly one of the three is called.
    """

    name: str
    work: Callable[[Progress], Any]
    finished: Callable[[Any], None]
    failed: Callable[[Exception], None]
    cancelled: Callable[[], None]


class JobRunner(QObject):
    """Runs one job at a time. `started` carries its name, `progressed` done, total, words."""

    started = Signal(str)
    progressed = Signal(int, int, str)
    ended = Signal()

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        raise NotImplementedError

    def start(self, job: Job) -> None:
        """Begin a job. Raises `RuntimeError` while another one is running."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Ask the running job to stop at its next report."""
        raise NotImplementedError


class _WorkThread(QThread):
    """Runs one function; keeps its result for the GUI thread to fetch after the end."""

    def __init__(self, run_work: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._run_work = run_work

    def run(self) -> None:
        self._run_work()


class _ThreadProgress:
    """Passes reports on through a bound signal and stops cancelled work."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self.cancelled = False

    def report(self, done: int, total: int, words: str = "") -> None:
        if self.cancelled:
            raise JobCancelledError
        self._tell(done, total, words)


class ThreadRunner(JobRunner):
    """The runner of the program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: _WorkThread | None = None
        self._progress: _ThreadProgress | None = None
        self._after: Callable[[], None] | None = None

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def start(self, job: Job) -> None:
        if self.busy:
            raise RuntimeError(f"{job.name}: another job is running")
        progress = _ThreadProgress(self.progressed.emit)

        def run_work() -> None:
            self._after = _outcome(job, progress)

        self._progress = progress
        self._thread = _WorkThread(run_work, self)
        self._thread.finished.connect(self._end)
        self.started.emit(job.name)
        self._thread.start()

    def cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancelled = True

    def wait(self) -> None:
        """Cancel what runs and wait for its end, for closing the window."""
        self.cancel()
        if self._thread is not None:
            self._thread.wait()

    def _end(self) -> None:
        after, thread = self._after, self._thread
        self._thread = self._progress = self._after = None
        if thread is not None:
            thread.deleteLater()
        self.ended.emit()
        if after is not None:
            after()


class SynchronousRunner(JobRunner):
    """Runs each job at once, in the calling thread; for tests and for very short work.

    `cancel_at` cancels at the report with that number of parts done.
    """

    def __init__(self, parent: QObject | None = None, *, cancel_at: int | None = None) -> None:
        super().__init__(parent)
        self._cancel_at = cancel_at
        self._busy = False

    @property
    def busy(self) -> bool:
        return self._busy

    def start(self, job: Job) -> None:
        if self._busy:
            raise RuntimeError(f"{job.name}: another job is running")
        self._busy = True
        self.started.emit(job.name)
        after = _outcome(job, self)
        self._busy = False
        self.ended.emit()
        after()

    def cancel(self) -> None:
        self._cancel_at = 0

    def report(self, done: int, total: int, words: str = "") -> None:
        """Tell how far the work is. Raises `JobCancelledError` from `cancel_at` on."""
        if self._cancel_at is not None and done >= self._cancel_at:
            raise JobCancelledError
        self.progressed.emit(done, total, words)


def _outcome(job: Job, progress: Progress) -> Callable[[], None]:
    """Do the work and return what is to be called about it on the GUI thread."""
    try:
        result = job.work(progress)
    except JobCancelledError:
        return job.cancelled
    except Exception as fault:  # noqa: BLE001  whatever it is, the GUI thread decides about it
        kept = fault
        return lambda: job.failed(kept)
    return lambda: job.finished(result)
