"""Long work: results, faults, cancelling, one at a time, signals on the GUI thread."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread

from gui.dialogs.progress_window import ProgressWindow
from gui.jobs import Job, JobRunner, Progress, SynchronousRunner, ThreadRunner


class Outcome:
    """Collects what happened after a job, and on which thread."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.threads: set[object] = set()

    def job(self, work) -> Job:
        return Job("打印", work, self.note("finished"), self.note("failed"), self.stopped)

    def note(self, word):
        def keep(value):
            self.heard.append((word, value))
            self.threads.add(QThread.currentThread())

        return keep

    def stopped(self) -> None:
        self.heard.append("cancelled")


@pytest.fixture(params=[ThreadRunner, SynchronousRunner])
def runner(request, qapp) -> JobRunner:
    kind: type[JobRunner] = request.param
    return kind()


def wait_for(qtbot, outcome: Outcome) -> None:
    qtbot.waitUntil(lambda: bool(outcome.heard))


def test_a_result_comes_back(qtbot, runner):
    outcome = Outcome()
    told: list[tuple[int, int, str]] = []
    runner.progressed.connect(lambda *report: told.append(report))

    def work(progress: Progress) -> int:
        progress.report(1, 2, "西岭嘎查")
        return 42

    runner.start(outcome.job(work))
    wait_for(qtbot, outcome)
    assert outcome.heard == [("finished", 42)]
    assert outcome.threads == {QThread.currentThread()}
    assert told == [(1, 2, "西岭嘎查")]
    assert not runner.busy


def test_a_fault_comes_back(qtbot, runner):
    outcome = Outcome()
    fault = ValueError("缺字")

    def work(progress: Progress) -> None:
        raise fault

    runner.start(outcome.job(work))
    wait_for(qtbot, outcome)
    assert outcome.heard == [("failed", fault)]


def test_the_next_job_may_start_from_the_end_of_the_first(qtbot, runner):
    outcome = Outcome()
    first = Job(
        "甲",
        lambda progress: None,
        lambda result: runner.start(outcome.job(lambda progress: "乙")),
        outcome.note("failed"),
        outcome.stopped,
    )
    runner.start(first)
    wait_for(qtbot, outcome)
    assert outcome.heard == [("finished", "乙")]


def test_cancelling_stops_at_the_next_report(qtbot):
    runner, outcome = ThreadRunner(), Outcome()
    begun = threading.Event()
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(10)
        progress.report(1, 2)
        raise AssertionError("went on after cancelling")

    runner.start(outcome.job(work))
    assert begun.wait(10)
    with pytest.raises(RuntimeError):
        runner.start(outcome.job(work))
    runner.cancel()
    go_on.set()
    wait_for(qtbot, outcome)
    assert outcome.heard == ["cancelled"]


def test_the_runner_for_tests_can_cancel(qapp):
    runner, outcome = SynchronousRunner(cancel_at=2), Outcome()
    done: list[int] = []

    def work(progress: Progress) -> None:
        for part in range(1, 5):
            progress.report(part, 4)
            done.append(part)

    runner.start(outcome.job(work))
    assert outcome.heard == ["cancelled"]
    assert done == [1]


def test_the_window_shows_and_closes(qtbot):
    runner, outcome = ThreadRunner(), Outcome()
    window = ProgressWindow(runner)
    qtbot.addWidget(window)
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        progress.report(23, 61, "红石崖嘎查")
        go_on.wait(10)
        progress.report(24, 61)

    runner.start(outcome.job(work))
    assert window.isVisible()
    qtbot.waitUntil(lambda: window._count.text() == "23 / 61")
    window.close()
    assert window.isVisible()
    assert not window.cancel_button.isEnabled()
    go_on.set()
    wait_for(qtbot, outcome)
    assert outcome.heard == ["cancelled"]
    assert not window.isVisible()
