"""The whole year typed at the real widgets, from 自评 to the printed sheets, key by key.

What is there before the first key is made by actions: the year with its standard, the roster,
the figures all villages share. Nothing else is called that a key could not have done; reading
what stands on the screen is no call in this sense. The window system's part (which window is in
front, the system's own file dialog) and the calendar (days that pass) are played here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from db.exchange.standards import preset_text
from evaluation.numbers import show, show_plain
from evaluation.office import Office
from evaluation.villages import VillageName
from gui.desk.indicator_model import ColumnKind, IndicatorModel
from gui.dialogs.ask import WindowAsker, answering
from gui.dialogs.ballot_sign_dialog import BallotSignDialog
from gui.dialogs.boxes import TextBox
from gui.dialogs.meeting_dialog import MeetingDialog
from gui.dialogs.publish_dialog import PublishDialog
from gui.dialogs.sign_dialog import SignDialog
from gui.dialogs.sign_off_dialog import SignOffDialog
from gui.pages.ballot import BallotPage
from gui.pages.deliberation import DeliberationPage
from gui.pages.notice import NoticePage
from gui.pages.printing import PrintingPage
from gui.pages.scoring import ScoringPage
from gui.window import PAGES, OfficeWindow
from tests.campaigns.keystrokes_clerk import Clerk, bring_to_front
from tests.campaigns.keystrokes_data import Deducted, VillageData, YearData

_STEPS = 4
"""So many indicators on, F3 is less than the code."""

__all__ = ["PAPERS", "ROUND", "TASKS", "Clock", "Typed", "prepare", "type_year"]

ROUND = "2026/嘎查村"
OWN, OWN_REST = "自评得分", "自评换村、签字"
BALLOT = "测评"
FIGURES = "初评数据"
DEDUCTIONS = "初评扣分、事实"
PASSING = "逐星查毕"
WORDS = "差异说明"
SIGNING = "初评换村、签字"
DELIBERATION, NOTICE = "审核（两级）", "公示、定评"
PRINTING = "打印"
TASKS = (
    OWN, OWN_REST, BALLOT, FIGURES, DEDUCTIONS, PASSING, WORDS, SIGNING, DELIBERATION, NOTICE,
    PRINTING,
)  # fmt: skip
PAPERS = ("annual", "summary", "self", "assessment", "proof-ballot")
"""Which papers are printed, in the order of the list of papers."""


class Clock:
    """The calendar of the office."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-12-15T09:00:00")

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, day: str) -> None:
        self.now = datetime.fromisoformat(f"{day}T09:00:00")


@dataclass
class Typed:
    """What was typed beyond the data, and what the screen showed. shown: step and village code →
    code of a line → words of its cells; ballots: village code → the fields; words: village code
    → star → the word on a difference; offered: facts that were chosen instead of typed."""

    shown: dict[tuple[str, str], dict[str, dict[str, str]]] = field(default_factory=dict)
    ballots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    offered: int = 0
    papers: dict[str, Path] = field(default_factory=dict)


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


def prepare(office: Office, year: YearData) -> None:
    """What is there before the clerk begins: year, roster, shared figures."""
    own = json.loads(preset_text("shixing-moren")) | {
        "name": "示例旗考评标准",
        "basis": "《示例旗嘎查村级组织星级管理办法》",
        "document": "示例旗组发〔2026〕0号",
        "template": False,
    }
    standard = json.dumps(own, ensure_ascii=False)
    office.perform("open_year", {"year": 2026, "unit": "嘎查村", "standard": standard})
    villages = [
        {"code": item.code, "name": item.name, "town": "示例镇"} for item in year.villages
    ]
    office.perform("add_villages", {"round": ROUND, "villages": villages})
    for figure, value in (("county-income", "21000"), ("county-growth", "6.5")):
        office.perform("enter_shared_figure", {"round": ROUND, "figure": figure, "value": value})


def type_year(office: Office, clerk: Clerk, year: YearData, clock: Clock, folder: Path) -> Typed:
    """Type everything at a window of its own, which is closed at the end."""
    window = OfficeWindow(office)
    window.resize(1366, 768)
    window.show()
    bring_to_front(window)
    clerk.home = window
    script = _Script(window, clerk, year, clock)
    try:
        script.self_assessment()
        script.count_ballots()
        script.figures()
        script.assessment()
        script.deliberate()
        script.post_and_decide()
        script.print_papers(folder)
    finally:
        window.close()
    return script.typed


class _Script:
    """The window at work and what was typed so far."""

    def __init__(
        self, window: OfficeWindow, clerk: Clerk, year: YearData, clock: Clock
    ) -> None:
        self.window, self.clerk, self.year, self.clock = window, clerk, year, clock
        self.typed = Typed()
        names = window.bridge.reader.find(VillageName)
        self.ids = {name.code: name.village for name in names}

    def page(self, key: str, kind: type[Any]) -> Any:
        """Alt and the number of a page."""
        number = [entry.key for entry in PAGES].index(key) + 1
        bring_to_front(self.window)
        self.clerk.alt(getattr(Qt.Key, f"Key_{number}"))
        found = self.window.page(key)
        assert isinstance(found, kind), f"{key} did not open"
        return found

    def dialog(
        self, kind: type[Any], key: Callable[[], None], work: Callable[[Any], None]
    ) -> None:
        self.clerk.dialog(kind, key, work)
        bring_to_front(self.window)

    def remember(self, page: ScoringPage, village: VillageData, step: str) -> None:
        """Keep what the table of the desk shows of every line of this village."""
        view = page.panel.view
        assert view is not None, "no sheet is on the desk"
        assert view.village_name == village.name, "another village is on the desk"
        lines: dict[str, dict[str, str]] = {}
        for star in view.stars:
            model = IndicatorModel()
            model.show_rows(view, star.rows)
            for place, row in enumerate(star.rows):
                kinds = (ColumnKind.OWN, ColumnKind.SCORE, ColumnKind.LOSSES, ColumnKind.FACT)
                lines[row.code] = {kind.value: model.cell_text(place, kind) for kind in kinds}
            words = "" if star.sheet_score is None else show(star.sheet_score, 2)
            lines[star.id] = {"score": words, "fact": star.word}
        self.typed.shown[step, village.code] = lines

    # ① 自评

    def self_assessment(self) -> None:
        clerk = self.clerk
        with clerk.task(OWN_REST):
            page: ScoringPage = self.page("scoring", ScoringPage)
            clerk.press(Qt.Key.Key_1, control=True)
            if QApplication.focusWidget() is not page.panel.table:
                clerk.enter()  # from the field that filters the villages to the desk
        day = ""
        for place, village in enumerate(self.year.villages):
            with clerk.task(OWN_REST, village.code):
                if place:
                    clerk.press(Qt.Key.Key_PageDown)
            with clerk.task(OWN, village.code):
                self._own_points(page, village)
            with clerk.task(OWN_REST, village.code):
                typed = "" if village.days["self"] == day else village.days["self"]
                self._sign_own(village.secretary, typed)
            day = village.days["self"]
            self.remember(page, village, "self")

    def _own_points(self, page: ScoringPage, village: VillageData) -> None:
        for code, points in village.own.items():
            row = page.panel.row
            assert row is not None and row.code == code, f"{code} is not at work"
            if points == show_plain(row.points):
                self.clerk.type("+")
            else:
                self.clerk.type(points)
                self.clerk.enter()

    def _sign_own(self, name: str, day: str) -> None:
        def fill(_: SignDialog) -> None:
            self.clerk.type(name)
            if day:
                self.clerk.enter()
                self.clerk.type(day)
            self.clerk.sign()

        self.dialog(SignDialog, self.clerk.sign, fill)

    # ② 测评

    def count_ballots(self) -> None:
        clerk = self.clerk
        self.clock.go_to("2026-12-30")
        with clerk.task(BALLOT):
            page: BallotPage = self.page("ballot", BallotPage)
            villages = page.villages.findChild(QListView)
            assert villages is not None
            clerk.reach(villages, back=True)  # the village at work is the last one
            clerk.press(Qt.Key.Key_Home, Qt.Key.Key_Return)
        day = ""
        for place, village in enumerate(self.year.villages):
            with clerk.task(BALLOT, village.code):
                if place:
                    clerk.press(Qt.Key.Key_PageDown)
                self._count(page, village, new_day=village.days["ballot"] != day)
            day = village.days["ballot"]

    def _count(self, page: BallotPage, village: VillageData, *, new_day: bool) -> None:
        clerk = self.clerk
        assert page.villages.current == self.ids[village.code], "another village is shown"
        for figure in village.ballot[:5]:
            clerk.type(figure)
            clerk.enter()
        clerk.press(Qt.Key.Key_Return, times=2)  # 入户 and 流动票箱 were not used
        options = village.ballot[5:]
        last = max(place for place, count in enumerate(options) if count)
        for place, count in enumerate(options[: last + 1]):
            if place:
                clerk.enter()
            clerk.type(count)

        def fill(dialog: BallotSignDialog) -> None:
            if not dialog.signing.names[0].value():
                for name in self.year.tellers:
                    clerk.type(name)
                    clerk.enter()
                clerk.type(village.days["ballot"])
            elif new_day:
                clerk.press(Qt.Key.Key_Return, times=2)
                clerk.type(village.days["ballot"])
            clerk.sign()

        self.dialog(BallotSignDialog, clerk.sign, fill)
        assert page.form is not None
        self.typed.ballots[village.code] = tuple(
            item.editor.text() for item in page.form.fields
        )

    # ③ 初评

    def figures(self) -> None:
        """The lists of the departments: one indicator down all villages, in the grid."""
        clerk, key = self.clerk, Qt.Key
        self.clock.go_to("2027-01-12")
        with clerk.task(FIGURES):
            page: ScoringPage = self.page("scoring", ScoringPage)
            clerk.press(key.Key_2, control=True)
            clerk.press(key.Key_G, control=True)
            clerk.press(key.Key_F4)
            clerk.press(key.Key_Home, control=True)
            grid = page.grid
            assert grid is not None
            codes = tuple(self.year.villages[0].figures)
            listed = [item.code for item in grid.choice.order]
            at = ""
            for code in sorted(codes, key=listed.index):
                on = listed.index(code) - listed.index(at) if at else 0
                if 0 < on <= _STEPS:
                    clerk.press(key.Key_F3, times=on)
                else:
                    if at:
                        clerk.press(key.Key_Left)  # off the column of facts, which takes words
                    clerk.jump(code)
                at = code
                column = grid.column
                while column is not None and column.kind.value != "figure":
                    clerk.press(key.Key_Right)
                    column = grid.column
                for part in range(2):
                    for village in self.year.villages:
                        if village.figures[code][part]:
                            with clerk.task(FIGURES, village.code):
                                clerk.type(village.figures[code][part])
                                clerk.enter()
            clerk.press(key.Key_Left)
            clerk.press(key.Key_G, control=True)

    def assessment(self) -> None:
        clerk = self.clerk
        page = self.window.page("scoring")
        assert isinstance(page, ScoringPage)
        day = ""
        for place, village in enumerate(self.year.villages):
            with clerk.task(SIGNING, village.code):
                if place:
                    clerk.press(Qt.Key.Key_PageDown)
            view = page.panel.view
            assert view is not None and view.village_name == village.name
            for star in [item.star.id for item in view.stars]:
                self._assess_star(page, village, star)
            with clerk.task(SIGNING, village.code):
                self._sign_assessment(village, new_day=village.days["assessment"] != day)
            day = village.days["assessment"]
            self.remember(page, village, "assessment")

    def _assess_star(self, page: ScoringPage, village: VillageData, star: str) -> None:
        clerk = self.clerk
        panel = page.panel
        assert panel.star is not None and panel.star.id == star, f"{star} is not at work"
        codes = [row.code for row in panel.star.rows]
        with clerk.task(DEDUCTIONS, village.code):
            for item in village.deductions:
                if item.code in codes:
                    clerk.press(
                        Qt.Key.Key_Down, times=codes.index(item.code) - panel.table.place
                    )
                    self._deduct(page, item)
        if panel.star.difference and not panel.star.word:
            with clerk.task(WORDS, village.code):
                self._explain(village, star)
        with clerk.task(PASSING, village.code):
            clerk.press(Qt.Key.Key_F6)
        found = panel.view.star(star) if panel.view is not None else None
        assert found is not None and not found.open, f"{village.name} {star} was not passed"

    def _deduct(self, page: ScoringPage, item: Deducted) -> None:
        clerk = self.clerk
        row = page.panel.row
        assert row is not None and row.code == item.code, f"{item.code} is not at work"
        clerk.choose(item.clause)
        if item.count > 1:
            clerk.type(str(item.count))
        clerk.press(Qt.Key.Key_F2)
        facts = [facts.fact for facts in page.panel.facts.editor.offered]
        if item.fact in facts:
            clerk.press(Qt.Key.Key_Down, times=facts.index(item.fact) + 1)
            clerk.press(Qt.Key.Key_Space)
            self.typed.offered += 1
        else:
            clerk.type(item.fact)
        clerk.enter()

    def _explain(self, village: VillageData, star: str) -> None:
        words = self.typed.words.setdefault(village.code, {})
        word = self.year.words[len(self.typed.words) % len(self.year.words)]
        words[star] = word

        def write(box: TextBox) -> None:
            self.clerk.type(word)
            self.clerk.reach(box.yes_button)
            self.clerk.press(Qt.Key.Key_Space)

        self.dialog(TextBox, lambda: self.clerk.press(Qt.Key.Key_F7), write)

    def _sign_assessment(self, village: VillageData, *, new_day: bool) -> None:
        clerk = self.clerk

        def fill(dialog: SignDialog) -> None:
            if not dialog.signing.names[0].value():
                clerk.type(self.year.leader)
                clerk.enter()
                clerk.type(village.days["assessment"])
                clerk.enter()
            elif new_day:
                clerk.reach(dialog.signing.day, back=True)
                clerk.type(village.days["assessment"])
                clerk.enter()
            clerk.press(Qt.Key.Key_Space)  # 无异议
            clerk.sign()

        self.dialog(SignDialog, clerk.sign, fill)

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
                    lambda dialog, fields=fields: self._fill(dialog, fields),  # type: ignore[misc]
                )
                clerk.reach(page.submit_button, back=True)
                self.dialog(
                    SignOffDialog,
                    lambda: clerk.press(Qt.Key.Key_Space),
                    lambda dialog: self._fill(dialog, {"signed_by": "罗某丁"}),
                )

    def _fill(self, dialog: Any, fields: dict[str, str]) -> None:
        for name, text in fields.items():
            self.clerk.reach(dialog.form.field(name))
            self.clerk.type(text)
        self.clerk.enter()

    def post_and_decide(self) -> None:
        clerk = self.clerk
        with clerk.task(NOTICE):
            self.clock.go_to("2027-01-20")
            page: NoticePage = self.page("notice", NoticePage)
            clerk.reach(page.posting.contact_field)
            clerk.type("示例镇组织办0000-0000000")
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
                lambda dialog: self._fill(dialog, {"decision_number": "示例旗组发〔2027〕3号"}),
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
