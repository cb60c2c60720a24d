"""A date: typed in any usual way or picked from a calendar, kept as ISO text."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, QSize, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from gui import theme
from gui.icons import icon
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import FlatButton
from gui.widgets.field import Field
from gui.widgets.typed_dates import date_words, read_date

__all__ = ["CalendarPopup", "DateField"]


class CalendarPopup(QFrame):
    """A month to pick a day from; closes after the choice, on Escape or on a click outside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.calendar = QCalendarWidget()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour(Colour.ACCENT))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, weekend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)
        self.resize(units(300), units(250))


class DateField(Field):
    """Emits ISO text such as "2027-01-18"; "" when emptied. Shows 2027年1月18日."""

    def __init__(self, *, near: date | None = None, parent: QWidget | None = None) -> None:
        """`near` settles the year of a date typed without one; today if not given."""
        super().__init__(parent=parent)
        self._value = ""
        self._near = near
        self.editor = QLineEdit()
        self.editor.setFont(theme.font(TextSize.BODY))
        self.editor.setPlaceholderText("如 1月18日")
        self.editor.setFixedWidth(units(136))
        self.editor.editingFinished.connect(self._finish)
        size = units(17)
        self.calendar_button = FlatButton("")
        self.calendar_button.setIcon(icon("calendar", size, Colour.SECONDARY))
        self.calendar_button.setIconSize(QSize(size, size))
        self.calendar_button.setToolTip("从日历中选")
        self.calendar_button.setAccessibleName("从日历中选")
        self.calendar_button.clicked.connect(self.open_calendar)
        self.popup: CalendarPopup | None = None
        self._set_editor(self.editor, stretch=False)
        self._add_beside(self.calendar_button)

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        """Show a date given as ISO text; "" shows none. Raises `ValueError` for other text."""
        self._value = value
        self.editor.setText(date_words(date.fromisoformat(value)) if value else "")
        self.set_fault("")

    def set_near(self, near: date) -> None:
        """Settle years of dates typed from now on by another day."""
        self._near = near

    def open_calendar(self) -> None:
        """Open the calendar below the field, on the date entered so far."""
        if self.popup is None:
            self.popup = CalendarPopup(self)
            self.popup.calendar.clicked.connect(self._pick)
            self.popup.calendar.activated.connect(self._pick)
        shown = date.fromisoformat(self._value) if self._value else self._near_day()
        self.popup.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.popup.move(self.editor.mapToGlobal(QPoint(0, self.editor.height() + units(2))))
        self.popup.show()
        self.popup.calendar.setFocus()

    def _near_day(self) -> date:
        if self._near is not None:
            return self._near
        today = QDate.currentDate()
        return date(today.year(), today.month(), today.day())

    def _pick(self, day: QDate) -> None:
        if self.popup is not None:
            self.popup.close()
        self._take(date(day.year(), day.month(), day.day()))

    def _finish(self) -> None:
        typed = self.editor.text().strip()
        if not typed:
            self._take(None)
            return
        day = read_date(typed, self._near_day())
        if day is None:
            self.set_fault(f"“{typed}”不是日期，请写成 1月18日、20270118 或 2027-1-18。")
            return
        self._take(day)

    def _take(self, day: date | None) -> None:
        value = day.isoformat() if day else ""
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.value_changed.emit(value)
