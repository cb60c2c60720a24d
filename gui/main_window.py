"""The frame: sidebar, top bar, one page at a time, foot. It knows no village and no standard.

Pages register with a key; each is built when it is first opened. Everything that happens in
the frame leaves it as a signal.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.frame import Frame
from gui.pages.base import Page
from gui.theme import units
from gui.widgets.foot_bar import FootBar
from gui.widgets.key_hint import KeyHint
from gui.widgets.sidebar import Sidebar
from gui.widgets.top_bar import TopBar

__all__ = ["MainWindow"]

_NARROW_BELOW = 1000
_NUMBERED_PAGES = 9

PageFactory = Callable[[], Page]


class MainWindow(QMainWindow):
    """The one window of the program.

    Signals: `year_chosen`, `person_chosen` carry the key chosen; `office_opened`,
    `find_requested`; `help_requested` carries the key of the page shown; `page_opened` the
    key of the page that has just been opened; `closing` comes before the window closes.
    """

    year_chosen = Signal(str)
    person_chosen = Signal(str)
    office_opened = Signal()
    find_requested = Signal()
    help_requested = Signal(str)
    page_opened = Signal(str)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("星级评定")
        self.setMinimumSize(units(640), units(400))
        self._factories: dict[str, PageFactory] = {}
        self._pages: dict[str, Page] = {}
        self._places: dict[str, QScrollArea] = {}
        self._current = ""
        self.sidebar = Sidebar()
        self.top_bar = TopBar()
        self.foot_bar = FootBar()
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()

    @property
    def current(self) -> str:
        """The key of the page shown, empty before the first."""
        return self._current

    def page(self, key: str) -> Page | None:
        """Return a page if it has been opened already."""
        return self._pages.get(key)

    def add_page(self, key: str, kind: type[Page], page_factory: PageFactory | None = None) -> None:
        """Enter a page in the sidebar; `page_factory` builds it when it is first opened.

        Title, icon and section are read from the class `kind`, which also builds the page
        if there is no factory.
        """
        self._factories[key] = page_factory or kind
        number = len(self._factories)
        shortcut = f"Alt+{number}" if number <= _NUMBERED_PAGES else ""
        self.sidebar.add_entry(key, kind.title, kind.icon, kind.section, shortcut.replace("+", " "))
        if shortcut:
            QShortcut(QKeySequence(shortcut), self).activated.connect(lambda: self.open_page(key))

    def open_page(self, key: str, subject: str = "") -> None:
        """Show a page, building it if need be. Raises `KeyError` for an unknown key."""
        page = self._pages.get(key) or self._build(key)
        self._current = key
        self.sidebar.set_current(key)
        focused = QApplication.focusWidget()
        if self._stack.currentWidget() is not self._places[key] and focused is not None:
            # Else the stack would give the keys to the first field of the page, whichever it is.
            if self._stack.isAncestorOf(focused):
                focused.clearFocus()
        self._stack.setCurrentWidget(self._places[key])
        if subject:
            page.open_subject(subject)
        page.shown()
        if not self._has_focus_inside(page):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.foot_bar.show_foot(*page.foot)
        self.page_opened.emit(key)

    def open_place(self, key: str, village: str, place: str) -> None:
        """Show a page at a place of a village."""
        self.open_page(key)
        self._pages[key].open_place(village, place)

    def show_frame(self, frame: Frame) -> None:
        """Show other words in the top bar and other counts in the sidebar."""
        self.top_bar.show_frame(frame)
        self.sidebar.set_badges(frame.badges)
        words = [word for word in ("星级评定", frame.year_word, frame.office) if word]
        self.setWindowTitle(" · ".join(words))

    def refresh(self) -> None:
        """Let the page shown read its view again; others do so when they are opened."""
        if self._current:
            self._pages[self._current].refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < units(_NARROW_BELOW)
        self.sidebar.set_narrow(narrow)
        self.top_bar.set_narrow(narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self._stack, 1)
        right.addWidget(self.foot_bar)
        centre = QWidget()
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addLayout(right, 1)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        bar = self.top_bar
        bar.year_chosen.connect(self.year_chosen)
        bar.person_chosen.connect(self.person_chosen)
        bar.office_opened.connect(self.office_opened)
        bar.find_requested.connect(self.find_requested)
        bar.help_requested.connect(self._ask_for_help)
        self.sidebar.chosen.connect(self.open_page)
        for key, receiver in (("Ctrl+K", self.find_requested), ("F1", self._ask_for_help)):
            QShortcut(QKeySequence(key), self).activated.connect(receiver)

    @staticmethod
    def _has_focus_inside(page: Page) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and page.isAncestorOf(focused)

    def _ask_for_help(self) -> None:
        self.help_requested.emit(self._current)

    def _build(self, key: str) -> Page:
        page = self._factories[key]()
        page.foot_changed.connect(lambda status, hints: self._foot_changed(key, status, hints))
        page.page_wanted.connect(self.open_page)
        page.place_wanted.connect(self.open_place)
        # Every page may scroll: on a small screen with large type nothing is out of reach.
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack.addWidget(area)
        self._pages[key] = page
        self._places[key] = area
        return page

    def _foot_changed(self, key: str, status: str, hints: tuple[KeyHint, ...]) -> None:
        if key == self._current:
            self.foot_bar.show_foot(status, hints)
