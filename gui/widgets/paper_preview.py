"""Shows the pages of a paper, one at a time, from pictures somebody else makes.

Knows nothing of PDF: it is given the size of each page and a function that draws one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import FlatButton
from gui.widgets.card import paint_surface
from gui.widgets.label import ElidedLabel
from gui.widgets.segment_bar import SegmentBar

__all__ = ["PageDrawing", "PaperPreview", "Zoom"]

PageDrawing = Callable[[int, float], QImage]
"""Draws page number (from 0) at a resolution in dots per inch."""

Zoom = Literal["page", "width", "full"]

_ZOOMS: dict[str, Zoom] = {"page": "page", "width": "width", "full": "full"}
_POINTS_PER_INCH = 72
_SCREEN_RESOLUTION = 96
_KEPT_IMAGES = 6
_MARGIN = 24


class _Sheet(QWidget):
    """The page itself with its shadow."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.paper = QSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(Colour.PREVIEW))
        if self.image is None:
            return
        corner = QPoint(
            max((self.width() - self.paper.width()) // 2, 0),
            max((self.height() - self.paper.height()) // 2, 0),
        )
        place = QRect(corner, self.paper)
        for spread, alpha in ((4, 8), (3, 10), (2, 14), (1, 20)):
            shadow = theme.colour(Colour.TEXT)
            shadow.setAlpha(alpha)
            painter.fillRect(place.adjusted(-spread, -spread + 2, spread, spread + 2), shadow)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self.image)


class PaperPreview(QWidget):
    """Pages with zoom and turning: PgUp/PgDn and ←→ turn, Home and End go to the ends.

    `page_changed` carries the number of the page shown, from 0.
    """

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: tuple[QSizeF, ...] = ()
        self._draw: PageDrawing | None = None
        self._page = 0
        self._zoom: Zoom = "page"
        self._note = ""
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet = _Sheet()
        self._area = QScrollArea()
        self._area.setWidget(self._sheet)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._caption = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self._caption.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.zoom_bar = SegmentBar((("page", "整页"), ("width", "页宽"), ("full", "100%")))
        self.zoom_bar.chosen.connect(self._zoom_chosen)
        self.back_button = FlatButton("", icon_name="chevron-left")
        self.forward_button = FlatButton("", icon_name="chevron-right")
        for button, words in ((self.back_button, "上一页"), (self.forward_button, "下一页")):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.back_button.clicked.connect(lambda: self.turn(-1))
        self.forward_button.clicked.connect(lambda: self.turn(1))
        foot = QHBoxLayout()
        foot.setContentsMargins(units(10), units(6), units(10), units(8))
        foot.setSpacing(units(6))
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self._caption)
        foot.addWidget(self.forward_button)
        foot.addStretch(1)
        foot.addWidget(self.zoom_bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(4), units(4), units(4), 0)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)
        self._show_page()

    @property
    def page(self) -> int:
        """The number of the page shown, from 0."""
        return self._page

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def caption(self) -> str:
        """The line below the page."""
        return self._caption.text()

    def set_pages(self, sizes: Sequence[QSizeF], draw: PageDrawing, note: str = "") -> None:
        """Show a paper: the size of each page in points, and how to draw one.

        `note` follows the page number in the caption. The first page is shown.
        """
        self._sizes = tuple(sizes)
        self._draw = draw
        self._note = note
        self._page = 0
        self._images.clear()
        self._show_page()

    def clear(self) -> None:
        """Show nothing."""
        self._sizes, self._draw, self._note, self._page = (), None, "", 0
        self._images.clear()
        self._show_page()

    def go_to(self, page: int) -> None:
        """Show a page by number from 0; a number outside goes to the nearest end."""
        chosen = min(max(page, 0), max(self.page_count - 1, 0))
        if chosen != self._page:
            self._page = chosen
            self._show_page()
            self._area.verticalScrollBar().setValue(0)
            self.page_changed.emit(chosen)

    def turn(self, count: int) -> None:
        """Go `count` pages on (back if negative)."""
        self.go_to(self._page + count)

    def set_zoom(self, zoom: Zoom) -> None:
        """Fit the page, fit its width, or show it at its real size."""
        self.zoom_bar.choose(zoom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right):
            self.turn(1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Left):
            self.turn(-1)
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(self.page_count - 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar = self._area.verticalScrollBar()
            step = units(48) if key == Qt.Key.Key_Down else -units(48)
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_page()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_surface(QPainter(self), self.rect().toRectF(), ground=Colour.PREVIEW)

    def _zoom_chosen(self, key: str) -> None:
        self._zoom = _ZOOMS[key]
        self._show_page()

    def _resolution(self, size: QSizeF) -> float:
        """Return the dots per inch (logical pixels) at which the page is shown."""
        if self._zoom == "full":
            return _SCREEN_RESOLUTION
        room = self._area.maximumViewportSize()
        margin = 2 * units(_MARGIN)
        bar = self._area.verticalScrollBar().sizeHint().width() if self._zoom == "width" else 0
        across = max(room.width() - margin - bar, margin) / size.width()
        down = max(room.height() - margin, margin) / size.height()
        scale = across if self._zoom == "width" else min(across, down)
        return scale * _POINTS_PER_INCH

    def _show_page(self) -> None:
        self.back_button.setEnabled(self._page > 0)
        self.forward_button.setEnabled(self._page < self.page_count - 1)
        self.zoom_bar.setEnabled(self.page_count > 0)
        if self._draw is None or not self._sizes:
            self._sheet.image = None
            self._sheet.setMinimumSize(0, 0)
            self._caption.setText("")
            self._sheet.update()
            return
        size = self._sizes[self._page]
        resolution = self._resolution(size)
        self._sheet.image = self._image(self._draw, resolution * self.devicePixelRatioF())
        self._sheet.paper = (size * (resolution / _POINTS_PER_INCH)).toSize()
        margin = 2 * units(_MARGIN)
        wanted = self._sheet.paper + QSize(margin, margin)
        least = {"page": QSize(0, 0), "width": QSize(0, wanted.height()), "full": wanted}
        self._sheet.setMinimumSize(least[self._zoom])
        percent = round(resolution / _SCREEN_RESOLUTION * 100)
        words = (f"第 {self._page + 1} / {self.page_count} 页", self._note, f"{percent}%")
        self._caption.setText("　".join(word for word in words if word))
        self._sheet.update()

    def _image(self, draw: PageDrawing, resolution: float) -> QImage:
        key = (self._page, round(resolution))
        if key not in self._images:
            self._images[key] = draw(self._page, resolution)
        self._images.move_to_end(key)
        if len(self._images) > _KEPT_IMAGES:
            self._images.popitem(last=False)
        return self._images[key]
