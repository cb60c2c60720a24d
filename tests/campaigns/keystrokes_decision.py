"""Steps ④ and ⑤ and the sheets on paper, at the real widgets, key by key.

The system's own file dialog, which no key of ours reaches, is answered here, and the calendar is
turned from day to day.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gui.dialogs.ask import WindowAsker, answering
from gui.dialogs.meeting_dialog import MeetingDialog
from gui.dialogs.publish_dialog import PublishDialog
from gui.dialogs.sign_off_dialog import SignOffDialog
from gui.pages.deliberation import DeliberationPage
from gui.pages.notice import NoticePage
from gui.pages.printing import PrintingPage
from tests.campaigns.keystrokes_steps import DELIBERATION, NOTICE, PAPERS, PRINTING, Steps

__all__ = ["Decision"]


class _Saving(WindowAsker):
    """The system's own file dialog, which no key of ours reaches: takes the proposed name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path: Path | None = None

    def save_file(
        self, parent: QWidget | None, title: str, proposal: str, filters: Any
    ) -> Path | None:
        self.path = self.folder / proposal
        return self.path


class Decision(Steps):
    """What is done once for all villages."""

    # ④ ⑤

    def deliberate(self) -> None:
        clerk = self.clerk
        self.clock.go_to("2027-01-18")
        with clerk.task(DELIBERATION):
            page: DeliberationPage = self.page("deliberation", DeliberationPage)
            for place, (minutes, day) in enumerate(
                (("示例镇党委纪要2号", "1.14"), ("示例旗委组织部纪要3号", "1.18"))
            ):
                if place:
                    clerk.reach(page.part_bar, back=True)
                    clerk.press(Qt.Key.Key_Right)
                clerk.reach(page.meeting_card.link)
                fields = {"minutes": minutes, "held_on": day, "expected": "9", "present": "8"}
                self.dialog(
                    MeetingDialog,
                    lambda: clerk.press(Qt.Key.Key_Space),
                    lambda dialog, fields=fields: self.fill(dialog, fields),  # type: ignore[misc]
                )
                clerk.reach(page.submit_button, back=True)
                self.dialog(
                    SignOffDialog,
                    lambda: clerk.press(Qt.Key.Key_Space),
                    lambda dialog: self.fill(dialog, {"signed_by": "罗某丁"}),
                )

    def post_and_decide(self) -> None:
        clerk = self.clerk
        with clerk.task(NOTICE):
            self.clock.go_to("2027-01-20")
            page: NoticePage = self.page("notice", NoticePage)
            clerk.reach(page.posting.contact_field)
            clerk.write("示例镇组织办0000-0000000")
            clerk.reach(page.posting.post_button)
            clerk.press(Qt.Key.Key_Space)
            assert not page.posting.waiting, page.posting.refusal
            self.clock.go_to("2027-01-27")
            self.page("overview", QWidget)
            page = self.page("notice", NoticePage)
            clerk.reach(page.main_button, back=True)
            clerk.press(Qt.Key.Key_Space)
            clerk.reach(page.tab_bar, back=True)
            clerk.press(Qt.Key.Key_Right, times=2)
            self.clock.go_to("2027-02-03")
            clerk.reach(page.main_button)
            self.dialog(
                PublishDialog,
                lambda: clerk.press(Qt.Key.Key_Space),
                lambda dialog: self.fill(dialog, {"decision_number": "示例旗组发〔2027〕3号"}),
            )

    # the sheets

    def print_papers(self, folder: Path) -> None:
        clerk = self.clerk
        asker = _Saving(folder)
        with clerk.task(PRINTING), answering(asker):
            page: PrintingPage = self.page("print", PrintingPage)
            clerk.reach(page.paper_list)
            for kind in PAPERS:
                while page.kind.value != kind:
                    clerk.press(Qt.Key.Key_Down)
                    while page.runner.busy:
                        QTest.qWait(5)
                assert page.data, f"{kind} has nothing to print"
                asker.path = None
                clerk.press(Qt.Key.Key_S, control=True)
                while asker.path is None:  # a button shows its press before it answers
                    QTest.qWait(5)
                self.typed.papers[kind] = asker.path
