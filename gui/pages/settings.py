"""设置: the office and its people, the year's details, calendar, roster, backups, about.

Each tab is a widget of its own that reads and acts through the bridge; this page only
chooses among them.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui.office_bridge import OfficeBridge
from gui.pages.base import Page, page_column
from gui.pages.settings_about import AboutSettings
from gui.pages.settings_backup import BackupSettings
from gui.pages.settings_calendar import CalendarSettings
from gui.pages.settings_office import OfficeSettings
from gui.pages.settings_roster import RosterSettings
from gui.pages.settings_year import YearSettings
from gui.widgets.page_head import PageHead
from gui.widgets.segment_bar import SegmentBar

__all__ = ["SettingsPage"]

_TABS = (
    ("office", "单位与人员"),
    ("year", "年度"),
    ("calendar", "日历"),
    ("roster", "名册与情况"),
    ("backup", "备份"),
    ("about", "关于"),
)


class SettingsPage(Page):
    """Tabs over the parts; each is read again when it is shown."""

    title, icon, section = "设置", "settings", "基础"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.tabs = SegmentBar(_TABS)
        self.office = OfficeSettings(bridge)
        self.year = YearSettings(bridge)
        self.calendar = CalendarSettings(bridge)
        self.roster = RosterSettings(bridge)
        self.backup = BackupSettings(bridge)
        self.about = AboutSettings(bridge)
        self._parts = (
            self.office, self.year, self.calendar, self.roster, self.backup, self.about,
        )  # fmt: skip
        self._places = QStackedWidget()
        for part in self._parts:
            if part in (self.roster, self.calendar):
                # Their tables scroll by themselves.
                self._places.addWidget(part)
            else:
                self._places.addWidget(self._scrolling(part))
        column = page_column(self)
        head = PageHead("设置")
        head.add_left(self.tabs)
        column.addWidget(head)
        column.addWidget(self._places, 1)
        self.tabs.chosen.connect(lambda _: self.refresh())
        bridge.changed.connect(self._refresh_if_shown)
        self.setFocusProxy(self.tabs)

    def refresh(self) -> None:
        """Read the part that is shown again."""
        place = [key for key, _ in _TABS].index(self.tabs.current)
        self._places.setCurrentIndex(place)
        part = self._parts[place]
        part.refresh()
        self.set_foot(part.status, (*part.hints, ("←→", "换一栏")))

    def open_subject(self, subject: str) -> None:
        """Show a tab by its key."""
        self.tabs.choose(subject)

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    @staticmethod
    def _scrolling(part: QWidget) -> QScrollArea:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(holder)
        area.setWidgetResizable(True)
        holder.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setFrameShape(QFrame.Shape.NoFrame)
        return area
