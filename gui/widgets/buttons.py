"""Buttons: one primary a page, quiet ones beside it, links inside sentences."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from gui import theme
from gui.icons import icon
from gui.theme import Colour, TextSize, units

__all__ = ["FlatButton", "LinkButton", "PrimaryButton", "QuietButton"]


class _Button(QPushButton):
    """A push button with one of the looks of the style sheet."""

    _look = ""
    _icon_colour = Colour.SECONDARY

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon_name: str = "",
        icon_after: bool = False,
        key: str = "",
    ) -> None:
        """`icon_name` is a file of resources/icons; `icon_after` puts it behind the words.

        `key` such as "Ctrl+P" presses the button from anywhere in its window.
        """
        super().__init__(text, parent)
        self.setProperty("look", self._look)
        self.setFont(theme.font(TextSize.BODY))
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon_name:
            size = units(16)
            self.setIcon(icon(icon_name, size, self._icon_colour))
            self.setIconSize(QSize(size, size))
        if icon_after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if key:
            # The button's own shortcut presses it only when it has been seen to go down, and
            # the key that follows at once would come before it.
            pressed = QShortcut(QKeySequence(key), self)
            pressed.setAutoRepeat(False)
            pressed.activated.connect(self.click)
            self.setToolTip(key.replace("+", " "))


class PrimaryButton(_Button):
    """What the official most likely wants next; one a page. Enter presses it in a dialog."""

    _look = "primary"
    _icon_colour = Colour.ON_ACCENT

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon_name: str = "",
        icon_after: bool = False,
        key: str = "",
    ) -> None:
        super().__init__(text, parent, icon_name=icon_name, icon_after=icon_after, key=key)
        self.setFont(theme.font(TextSize.BODY, bold=True))
        self.setAutoDefault(True)


class QuietButton(_Button):
    """Any other thing that can be done here."""

    _look = "quiet"


class FlatButton(_Button):
    """A button without a border, for bars and for icons alone."""

    _look = "flat"


class LinkButton(_Button):
    """A word that leads somewhere, underlined, inside a sentence or a list."""

    _look = "link"

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        underlined = theme.font(TextSize.NOTE)
        underlined.setUnderline(True)
        self.setFont(underlined)
