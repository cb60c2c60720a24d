"""签字 of a sheet: who signed on paper and when, what the village says, and what hinders.

What stands in the way is asked of the office before anything is filled in, so that nobody
signs in vain; each sentence leads to its place.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from evaluation.actions.sheets import enter_consent
from evaluation.actions.signing import seal_sheet
from evaluation.faults import Fault, RatingFault, RegisterFault
from evaluation.standard.model import StepKind
from evaluation.stars.scoring import SheetContent
from evaluation.steps.guards import consent_recorded, signed_and_dated
from gui.desk.sheet_view import SheetView
from gui.dialogs.form_dialog import FormDialog
from gui.dialogs.signing_fields import SigningFields
from gui.office_bridge import OfficeBridge
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton
from gui.widgets.label import Label
from gui.widgets.paragraph import Paragraph
from gui.widgets.text_field import TextField

__all__ = ["HindranceList", "SignDialog", "place_in"]

_LIST_WIDTH = 400
_MOST_HEIGHT = 150


def place_in(sentence: str, view: SheetView) -> str:
    """The indicator code or star id that a refusal speaks of; "" for none."""
    codes = [row.code for star in view.stars for row in star.rows]
    for found in re.findall(r"\d+(?:\.\d+)+|\d+", sentence):
        if found in codes and "." in found:
            return str(found)
    star = next((item for item in view.stars if sentence.startswith(item.star.name)), None)
    return "" if star is None else star.id


class HindranceList(QWidget):
    """Sentences, one below the other, each with a way to its place; scrolls when long."""

    place_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links: list[LinkButton] = []
        self.sentences: tuple[str, ...] = ()
        self._heading = Label("", TextSize.BODY, Colour.FAULT, bold=True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(6))
        column.addWidget(self._heading)
        column.addWidget(self._area)
        self.hide()

    def show_sentences(self, heading: str, sentences: list[tuple[str, str]]) -> None:
        """Show `(sentence, place)`; a place that is not empty gets a link."""
        self.links = []
        self.sentences = tuple(sentence for sentence, _ in sentences)
        self._heading.setText(heading)
        content = QWidget()
        lines = QVBoxLayout(content)
        lines.setContentsMargins(0, 0, units(12), 0)
        lines.setSpacing(units(6))
        for sentence, place in sentences:
            lines.addLayout(self._line(sentence, place))
        lines.addStretch(1)
        self._area.setWidget(content)
        content.setAutoFillBackground(False)
        height = lines.totalHeightForWidth(units(_LIST_WIDTH))
        self._area.setFixedHeight(min(height + 1, units(_MOST_HEIGHT)))
        self.setVisible(bool(sentences))

    def _line(self, sentence: str, place: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(units(10))
        row.addWidget(Paragraph(sentence, TextSize.NOTE), 1)
        if place:
            link = LinkButton("去处理")
            link.setAccessibleName(f"去处理：{sentence}")
            link.clicked.connect(lambda _=False, place=place: self.place_wanted.emit(place))
            row.addWidget(link)
            self.links.append(link)
        return row


class SignDialog(FormDialog):
    """`place_wanted` carries an indicator's code or a star's id; the dialog has closed. Once it
    is signed that is the first star: there the next village begins."""

    place_wanted = Signal(str)

    def __init__(
        self, bridge: OfficeBridge, view: SheetView, parent: QWidget | None = None
    ) -> None:
        paper = "复核" if view.review else view.step.short
        version = view.sheet.version if view.sheet is not None else 1
        super().__init__(
            f"{view.village_name} · {paper}表签字",
            f"第 {version} 版。请照纸质表填写签字人和签字日期；签字后不能再改，要改先退回。",
            accept="签字",
            parent=parent,
        )
        self._bridge = bridge
        self._view = view
        self.hindrances = HindranceList()
        self.hindrances.place_wanted.connect(self._go)
        self.insert(self.hindrances)
        self.signing = SigningFields(
            self,
            bridge,
            view.step,
            view.head.year,
            view.subject.village,
            str(view.subject.purpose),
        )
        self.agrees = QRadioButton("无异议")
        self.objects = QRadioButton("有异议")
        self.remark = TextField("有异议的，写明内容")
        self._asks_consent = view.step.kind is StepKind.ASSESSMENT and not view.review
        if self._asks_consent:
            self._add_consent()
        self._look_ahead()
        if view.stars:
            self.accepted.connect(lambda: self.place_wanted.emit(view.stars[0].id))
        if self._asks_consent and self.signing.offered:
            self._ask_consent()
        else:
            self.signing.focus()

    @property
    def consents(self) -> int | None:
        """1 无异议, 0 有异议, None not said yet."""
        if self.agrees.isChecked():
            return 1
        return 0 if self.objects.isChecked() else None

    def required(self) -> dict[str, str]:
        """Everybody signs, on a day."""
        return self.signing.missing()

    def submit(self) -> None:
        """Record what the village says, then sign; refusals come as a list with their places."""
        if self._asks_consent and self.consents is not None:
            self._enter_consent()
        try:
            self._bridge.attempt(
                seal_sheet,
                **self._view.subject.arguments,
                signed_by=self.signing.signed_by(),
                act_date=self.signing.day.value(),
            )
        except RegisterFault:
            raise
        except Fault as fault:
            if not fault.places:
                raise
            self._show(list(fault.places))
            raise RatingFault("还没有签字，请先处理上面列出的事项。") from fault
        self.signing.keep()

    def _add_consent(self) -> None:
        self._group = QButtonGroup(self)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, units(5), 0, 0)
        layout.setSpacing(units(18))
        for button in (self.agrees, self.objects):
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self.form.add_widget("嘎查村意见 *", row)
        self.form.add("remark", "意见内容", self.remark)
        QWidget.setTabOrder(self.signing.day, self.agrees)
        QWidget.setTabOrder(self.agrees, self.objects)
        QWidget.setTabOrder(self.objects, self.remark)
        self.signing.after = self._ask_consent
        sheet = self._view.sheet
        if sheet is not None and sheet.village_consents is not None:
            chosen = self.agrees if sheet.village_consents else self.objects
            chosen.setChecked(True)
            self.remark.set_value(sheet.remark)

    def _ask_consent(self) -> None:
        """Put the cursor to what the village says; nothing is chosen for it."""
        (self.objects if self.consents == 0 else self.agrees).setFocus()

    def _look_ahead(self) -> None:
        """Ask the office what hinders, without names and day: that never signs anything."""
        own = {*signed_and_dated(self._view.step, "", "")}
        if self._view.sheet is not None:
            own.update(consent_recorded(SheetContent(self._view.sheet)))
        try:
            self._bridge.office.act(
                seal_sheet, **self._view.subject.arguments, signed_by="", act_date=""
            )
        except Fault as fault:
            self._show([place for place in fault.places if place not in own])

    def _enter_consent(self) -> None:
        sheet = self._view.sheet
        said = (self.consents, self.remark.typed().strip())
        if sheet is not None and (sheet.village_consents, sheet.remark) == said:
            return
        about = {
            key: value for key, value in self._view.subject.arguments.items() if key != "purpose"
        }
        self._bridge.attempt(enter_consent, **about, consents=said[0], remark=said[1])

    def _show(self, sentences: list[str]) -> None:
        self.hindrances.show_sentences(
            "还不能签字：",
            [(sentence, place_in(sentence, self._view)) for sentence in sentences],
        )
        self.adjustSize()

    def _go(self, place: str) -> None:
        self.reject()
        self.place_wanted.emit(place)
