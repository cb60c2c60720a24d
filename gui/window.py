"""The window of an open register: the frame, the office behind it, and every page.

Wires what leaves the frame as a signal to the office, and what the office changes to the
words of the frame. A page is imported when it is first opened. Closing, backups and help
belong to the program that made the window.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, SignalInstance

from evaluation.actions.years import enter_person
from evaluation.boards import open_villages
from evaluation.faults import RatingFault
from evaluation.office import Changes, Office
from evaluation.rounds import OfficeRecord
from evaluation.standard.model import StepKind
from evaluation.steps.records import ObjectionState
from evaluation.vetoes.cases import CaseState, VetoCase
from evaluation.views import YearBoard, YearHead
from gui.dialogs.ask import ask_text
from gui.dialogs.find_village import FindDialog
from gui.dialogs.new_year import NewYearDialog
from gui.frame import Choice, Frame
from gui.main_window import MainWindow
from gui.office_bridge import OfficeBridge
from gui.pages.base import Page
from gui.pages.overview_words import current_step

__all__ = ["PAGES", "OfficeWindow", "PageEntry"]

_NEW_YEAR = "new"
_NEW_PERSON = " new"
"""A key that no name can have: names are kept without blanks at their ends."""

_ENTRIES = frozenset({"mark", "deduction", "channel_count", "option_count", "evidence"})
"""Tables whose rows change no count of the sidebar; a sheet that is begun changes one."""

_FRAME_PAUSE_MILLISECONDS = 250
"""The counts in the sidebar follow a run of entries when it pauses, not after each one."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page in the sidebar: its key, how it is shown there, and where its class is."""

    key: str
    title: str
    icon: str
    module: str
    class_name: str
    section: str = ""

    def heading(self) -> type[Page]:
        """A page class that bears only the names, so that the sidebar needs no import."""
        names = {"title": self.title, "icon": self.icon, "section": self.section}
        return type(self.class_name, (Page,), names)

    def factory(self, bridge: OfficeBridge) -> Callable[[], Page]:
        """What builds the page, importing it then."""

        def build() -> Page:
            kind = getattr(importlib.import_module(self.module), self.class_name)
            page: Page = kind(bridge)
            return page

        return build


PAGES = (
    PageEntry("overview", "总览", "overview", "gui.pages.overview", "OverviewPage"),
    PageEntry("scoring", "评分", "scoring", "gui.pages.scoring", "ScoringPage"),
    PageEntry("ballot", "测评", "ballot", "gui.pages.ballot", "BallotPage"),
    PageEntry("checks", "数据校核", "checks", "gui.pages.checks", "ChecksPage"),
    PageEntry("proof", "校对", "proof", "gui.pages.proof", "ProofPage"),
    PageEntry("veto", "一票否决", "veto", "gui.pages.vetoes", "VetoPage"),
    PageEntry(
        "deliberation", "审核定级", "deliberation", "gui.pages.deliberation", "DeliberationPage"
    ),
    PageEntry("notice", "公示异议", "notice", "gui.pages.notice", "NoticePage"),
    PageEntry("print", "证书打印", "print", "gui.pages.printing", "PrintingPage", "成果"),
    PageEntry("charts", "图表分析", "charts", "gui.pages.charts", "ChartsPage", "成果"),
    PageEntry("exchange", "数据交换", "exchange", "gui.pages.exchange", "ExchangePage", "成果"),
    PageEntry("standard", "评定标准", "standard", "gui.pages.standard", "StandardPage", "基础"),
    PageEntry("history", "日志", "history", "gui.pages.log", "LogPage", "基础"),
    PageEntry("settings", "设置", "settings", "gui.pages.settings", "SettingsPage", "基础"),
)
"""All pages in the order of the sidebar."""


class OfficeWindow(MainWindow):
    """The window round an `Office`. `bridge` is what its pages share."""

    def __init__(self, office: Office, *, saved_at: datetime | None = None) -> None:
        """`saved_at`: when the last entry was made, if it was made today."""
        super().__init__()
        self.bridge = OfficeBridge(office, self)
        self._saved_at = saved_at
        self._frame: Frame | None = None
        self.dialog: NewYearDialog | FindDialog | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_FRAME_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.show_office)
        for entry in PAGES:
            self.add_page(entry.key, entry.heading(), entry.factory(self.bridge))
        self.year_chosen.connect(self._choose_year)
        self.person_chosen.connect(self._choose_person)
        self.office_opened.connect(self._open_settings)
        self.find_requested.connect(self.open_find)
        self.bridge.changed.connect(self._follow)
        self.bridge.round_changed.connect(self._round_changed)
        self.bridge.saved.connect(self._saved)
        # The register is given back on closing: nothing may be read after it.
        self.closing.connect(self._pause.stop)
        self.show_office()
        self.open_page(PAGES[0].key)

    def new_year(self) -> None:
        """Open the window for a new year."""
        self.dialog = NewYearDialog(self.bridge, self)
        self.dialog.open()

    def open_find(self) -> None:
        """Open the window that goes to a village or a page by its name."""
        self.dialog = FindDialog(self.bridge, [(entry.key, entry.title) for entry in PAGES], self)
        self.dialog.page_chosen.connect(self.open_page)
        self.dialog.village_chosen.connect(self._show_village)
        self.dialog.open()

    def show_office(self) -> None:
        """Show year, office, person and counts as they are now."""
        rounds = self.bridge.rounds()
        several = len({round_.unit for round_ in rounds}) > 1
        years: tuple[Choice, ...] = (
            *(
                (round_.id, _year_word(round_.year, round_.unit, several=several))
                for round_ in rounds
            ),
            (_NEW_YEAR, "新建年度…"),
        )
        persons = sorted(
            {person.name for person in self.bridge.persons() if person.active} | {self.bridge.actor}
        )
        board, head = self._board()
        year_word = ""
        if head is not None:
            year_word = _year_word(head.year, head.unit, several=several)
        elif not rounds:
            year_word = "还没有年度"
        self._frame = Frame(
            year=self.bridge.round,
            years=years,
            year_word=year_word,
            office=self._office_word(board, head),
            standard=_standard_word(head),
            person=self.bridge.actor,
            persons=(*((name, name) for name in persons), (_NEW_PERSON, "添加经办人…")),
            person_word=self.bridge.actor,
            saved=self._saved_word(),
            badges={} if board is None else _badges(board, self._cases()),
        )
        self.show_frame(self._frame)

    def _board(self) -> tuple[YearBoard | None, YearHead | None]:
        if not self.bridge.round:
            return None, None
        try:
            board = self.bridge.board()
        except RatingFault:
            # A year that is still being prepared has no standard to show anything by.
            return None, None
        return board, board.head

    def _cases(self) -> tuple[VetoCase, ...]:
        return self.bridge.reader.find(VetoCase, round=self.bridge.round)

    def _office_word(self, board: YearBoard | None, head: YearHead | None) -> str:
        office = self.bridge.reader.get(OfficeRecord, "office")
        name = office.name if office is not None else ""
        if board is None or head is None:
            return name
        if len(head.towns) == 1:
            name = head.towns[0][1] or name
        sample = "示例 · " if head.sample else ""
        return f"{sample}{name} · {len(board.rows)} 个{head.unit}"

    def _saved_word(self) -> str:
        if self._saved_at is None:
            return ""
        return f"已保存 {self._saved_at:%H:%M}"

    def _build(self, key: str) -> Page:
        page = super()._build(key)
        if key == "proof":
            wanted: SignalInstance = page.rekey_wanted  # type: ignore[attr-defined]
            wanted.connect(self._open_rekey)
        elif key == "scoring":
            finished: SignalInstance = page.rekey_finished  # type: ignore[attr-defined]
            finished.connect(self._rekey_finished)
        return page

    def _open_rekey(self, village: str, step: str, assessor: str) -> None:
        """校对: the desk, empty, for the second person."""
        self.open_page("scoring")
        page: Any = self.page("scoring")
        page.open_rekey(village, step, assessor)

    def _rekey_finished(self) -> None:
        """Back to where the two are compared."""
        self.open_page("proof", self.bridge.village)

    def _choose_year(self, key: str) -> None:
        if key == _NEW_YEAR:
            self.new_year()
        else:
            self.bridge.choose_round(key)

    def _choose_person(self, name: str) -> None:
        if name == _NEW_PERSON:
            added = ask_text(self, "添加经办人", "写姓名。此后的录入都记在这个人名下。")
            if added is None or not self.bridge.act(enter_person, name=added, role="经办人"):
                return
            name = added
        self.bridge.choose_person(name)
        self.show_office()
        # What may be done, and under 背靠背 what may be seen, depends on who is at work.
        self.refresh()

    def _open_settings(self) -> None:
        self.open_page("settings")

    def _show_village(self, village: str) -> None:
        """On a page that follows the village looked at this is enough; others open theirs."""
        self.bridge.choose_village(village)
        self.open_page(self.current, village)

    def _round_changed(self, round_id: str) -> None:
        self.show_office()
        self.refresh()

    def _follow(self, changes: Changes) -> None:
        if not changes.tables <= _ENTRIES:
            self._pause.start()

    def _saved(self, time: datetime) -> None:
        """Say when; the counts are read anew only where an entry can have changed them."""
        self._saved_at = time
        if self._frame is not None and self._frame.saved != self._saved_word():
            self._frame = replace(self._frame, saved=self._saved_word())
            self.top_bar.show_saved(self._frame)


def _year_word(year: int, unit: str, *, several: bool) -> str:
    return f"{year} 年度 · {unit}" if several else f"{year} 年度"


def _standard_word(head: YearHead | None) -> str:
    if head is None:
        return ""
    draft = "（草稿）" if head.draft else ""
    return f"{head.standard.name} 第 {head.standard.version} 版{draft}"


def _badges(board: YearBoard, cases: tuple[VetoCase, ...]) -> dict[str, int]:
    """What is open on each page: villages of the step at work, cases, objections."""
    badges = {
        "veto": sum(case.state is CaseState.REPORTED for case in cases),
        "notice": sum(item.state is not ObjectionState.CLOSED for item in board.objections),
    }
    step = current_step(board)
    if step is None or board.head.published:
        return badges
    waiting = len(open_villages(board, step.kind))
    match step.kind:
        case StepKind.SELF | StepKind.ASSESSMENT:
            badges["scoring"] = waiting
        case StepKind.BALLOT:
            badges["ballot"] = waiting
        case StepKind.DELIBERATION:
            badges["deliberation"] = waiting
        case StepKind.NOTICE:
            badges["notice"] = badges["notice"] or waiting
    return badges
