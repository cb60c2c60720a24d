"""F2: the fact of a deduction, its wording for outside and its evidence, above the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.desk.committing import Facts
from gui.desk.shadow import paint_shadow
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from gui.widgets.card import paint_surface
from gui.widgets.key_hint import KeyHintRow
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.text_field import TextField

__all__ = ["FactEditor"]

_WIDTH = 470
_SHADOW = 5
_CAPTIONS = ("事实", "对外表述", "依据")


class FactEditor(QWidget):
    """`saved` carries Facts; `cancelled` on Escape. Stands until it is hidden."""

    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", TextSize.BODY, bold=True)
        self.fault = Label("", TextSize.NOTE, Colour.FAULT, wrap=True)
        self.fact = TextField("时间、事项、数量")
        self.outward = TextField("与对内不同时才填")
        self.evidence = TextField("查看了哪份材料")
        self._captions = [Label(words, TextSize.BODY, Colour.SECONDARY) for words in _CAPTIONS]
        grid = QGridLayout()
        grid.setHorizontalSpacing(units(12))
        grid.setVerticalSpacing(units(8))
        for row, (caption, field) in enumerate(
            zip(self._captions, (self.fact, self.outward, self.evidence), strict=True)
        ):
            caption.setBuddy(field)
            caption.setFixedHeight(units(32))
            field.editor.setAccessibleName(_CAPTIONS[row])
            grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        self._offered: tuple[Facts, ...] = ()
        self._links: list[LinkButton] = []
        self._offers = QVBoxLayout()
        self._offers.setSpacing(units(4))
        self._offers_title = Label("用过的事实", TextSize.NOTE, Colour.FAINT)
        self.save_button = PrimaryButton("保存")
        self.cancel_button = QuietButton("取消")
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        buttons.addWidget(KeyHintRow((("Tab", "下一格"), ("Esc", "取消"))), 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        edge = units(14) + units(_SHADOW)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(units(9))
        layout.addWidget(self.title)
        layout.addLayout(grid)
        layout.addWidget(self._offers_title)
        layout.addLayout(self._offers)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        for field in (self.fact, self.outward, self.evidence):
            field.editor.installEventFilter(self)
        self.hide()

    @property
    def offered(self) -> tuple[Facts, ...]:
        """The facts that can be taken over."""
        return self._offered

    def open_for(
        self, title: str, facts: Facts, offered: Sequence[Facts], *, only_fact: str = ""
    ) -> None:
        """Show the facts of one thing. `only_fact`: name of the one field that is wanted."""
        self.title.setText(title)
        self.fact.set_value(facts.fact)
        self.outward.set_value(facts.outward)
        self.evidence.set_value(facts.evidence)
        self._captions[0].setText(only_fact or _CAPTIONS[0])
        for widget in (*self._captions[1:], self.outward, self.evidence):
            widget.setVisible(not only_fact)
        self.show_fault("")
        self._offer(tuple(item for item in offered if item != facts))

    def place(self, line: QRect, within: QRect) -> None:
        """Stand below a line, or above it where there is no room."""
        width = min(units(_WIDTH), within.width()) + 2 * units(_SHADOW)
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None, "laid out when it was made"
        layout.activate()
        height = max(layout.totalSizeHint().height(), layout.heightForWidth(width))
        top = line.bottom() - units(_SHADOW)
        if top + height > within.bottom() + units(_SHADOW):
            above = line.top() - height + units(_SHADOW)
            top = above if above >= within.top() else max(within.bottom() - height, within.top())
        left = within.right() - width - units(20)
        self.setGeometry(QRect(max(left, within.left()), top, width, height))
        self.show()
        self.raise_()

    def take_keys(self) -> None:
        """Put the cursor into the first field."""
        self.fact.setFocus()
        self.fact.editor.selectAll()

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with it."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if watched in self._links and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # Chosen with the arrows and read: one key takes it over as it is.
                self._take(self._offered[self._links.index(watched)])
                self._save()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
                self._save()
                return True
            if key == Qt.Key.Key_Down and self._links and watched is self.fact.editor:
                self._links[0].setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        # Keys for the table must not reach the page while this is open.
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shadow = units(_SHADOW)
        inner = QRectF(self.rect()).adjusted(shadow, shadow, -shadow, -shadow)
        paint_shadow(painter, inner, shadow)
        paint_surface(painter, inner, edge=Colour.EDGE)

    def _offer(self, offered: tuple[Facts, ...]) -> None:
        for link in self._links:
            self._offers.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = []
        self._offered = offered
        self._offers_title.setVisible(bool(offered))
        for facts in offered:
            words = "；".join(part for part in (facts.fact, facts.evidence) if part)
            link = LinkButton(words if len(words) <= 34 else words[:33] + "…")
            link.setToolTip(words)
            link.clicked.connect(lambda _=False, facts=facts: self._take(facts))
            link.installEventFilter(self)
            self._offers.addWidget(link)
            self._links.append(link)

    def _take(self, facts: Facts) -> None:
        self.fact.set_value(facts.fact)
        self.outward.set_value(facts.outward)
        self.evidence.set_value(facts.evidence)
        self.fact.setFocus()

    def _save(self) -> None:
        self.saved.emit(
            Facts(
                self.fact.typed().strip(),
                self.outward.typed().strip(),
                self.evidence.typed().strip(),
            )
        )
