"""Choosing the standard of a new year: a shipped one, last year's, or a file.

Shows name, version, 依据 and what the standard is made of; a bad file is refused with all
its faults, each with its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.exchange.standards import preset_names, preset_text, read_standard_file
from evaluation.faults import Fault
from evaluation.ports import Reader
from evaluation.rounds import PinnedStandard, Round
from evaluation.standard.model import Standard
from evaluation.standard.reading import read_standard
from gui.dialogs.ask import ask_open_file
from gui.dialogs.checked_list import CheckedItem, CheckedList
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.paragraph import Paragraph
from gui.wording import word

__all__ = ["StandardChoice", "StandardOffer", "standard_facts"]


@dataclass(frozen=True, slots=True)
class StandardOffer:
    """A standard that can be chosen; `text` is what the year pins."""

    key: str
    source: str
    standard: Standard
    text: str


def standard_facts(standard: Standard) -> tuple[tuple[str, str], ...]:
    """What a standard is made of, as name and value."""
    stars = f"{len(standard.stars)} 颗" if standard.most_stars else f"{len(standard.stars)} 项"
    weights = "　".join(
        f"{step.short} {step.weight}%" for step in standard.steps if step.weight > 0
    )
    return (
        ("版本", f"第 {standard.version} 版"),
        ("依据", standard.basis or "未填"),
        ("文号", standard.document or "未填，正式文件一律标注“草稿”"),
        ("适用", standard.unit),
        ("定星方式", word(standard.award)),
        ("星（项目）", stars),
        ("指标", f"{len(standard.indicators)} 项"),
        ("步骤", " → ".join(step.short for step in standard.steps)),
        ("权重", weights or "—"),
        ("类别", "、".join(item.name for item in standard.classes)),
        ("一票否决", f"{len(standard.vetoes)} 项"),
    )


class StandardChoice(QWidget):
    """The list at the left, the chosen standard at the right; signal `changed`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: dict[str, StandardOffer] = {}
        self._current = ""
        self.list = CheckedList(checkable=False)
        self.list.setAccessibleName("评定标准")
        self.file_button = QuietButton("从文件读入…", icon_name="folder")
        self.file_button.clicked.connect(self._ask_for_file)
        self.notice = NoticeBar()
        self._name = Label("", TextSize.TITLE, bold=True, wrap=True)
        self._note = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        self._facts = KeyValueList(bold=False)
        self._faults = Paragraph("", TextSize.NOTE, Colour.FAULT)
        self._arrange()
        self.list.chosen.connect(self._choose)

    @property
    def offer(self) -> StandardOffer | None:
        """What is chosen, None for nothing."""
        return self._offers.get(self._current)

    def show_offers(self, reader: Reader, unit: str, before: Round | None) -> None:
        """Offer what fits a unit type; last year's standard comes first."""
        self._offers = {
            key: offer for key, offer in self._offers.items() if key.startswith("file:")
        }
        offers: list[StandardOffer] = []
        if before is not None and before.standard:
            pinned = reader.get(PinnedStandard, before.standard)
            if pinned is not None:
                standard = read_standard(pinned.text)
                offers.append(
                    StandardOffer("before", f"沿用 {before.year} 年度", standard, pinned.text)
                )
        for name in preset_names():
            text = preset_text(name)
            standard = read_standard(text)
            if standard.unit == unit:
                offers.append(StandardOffer(name, "预置", standard, text))
        own = tuple(offer for offer in self._offers.values() if offer.standard.unit == unit)
        self._offers = {offer.key: offer for offer in (*own, *offers)}
        if self._current not in self._offers:
            self._current = next(iter(self._offers), "")
        self._show()

    def read_file(self, path: Path) -> None:
        """Offer the standard in a file and choose it; a bad one is refused with its faults."""
        try:
            standard, text = read_standard_file(path)
        except Fault as fault:
            self.notice.say("fault", f"“{path.name}”：{fault.message}")
            self._faults.set_text("\n".join(fault.places))
            self._faults.setVisible(bool(fault.places))
            return
        key = f"file:{path}"
        self._offers = {key: StandardOffer(key, path.name, standard, text), **self._offers}
        self._current = key
        self._show()

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(units(8))
        left.addWidget(self.list, 1)
        left.addWidget(self.file_button)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, units(8), 0)
        inner.setSpacing(units(8))
        for part in (self.notice, self._faults, self._name, self._note, self._facts):
            inner.addWidget(part)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        content.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setFrameShape(QFrame.Shape.NoFrame)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(units(18))
        row.addLayout(left, 2)
        row.addWidget(area, 3)
        self._faults.hide()

    def _choose(self, key: str) -> None:
        self._current = key
        self._show_chosen()

    def _show(self) -> None:
        self.list.set_items(
            [
                CheckedItem(offer.key, offer.standard.name, offer.source)
                for offer in self._offers.values()
            ],
            self._current,
        )
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.notice.clear()
        self._faults.hide()
        offer = self.offer
        for part in (self._name, self._note, self._facts):
            part.setVisible(offer is not None)
        if offer is not None:
            standard = offer.standard
            self._name.setText(standard.name)
            note = standard.note
            if standard.template and not note:
                note = "这是模板，不是任何地方的正式办法；请按本地《办法》修改后使用。"
            self._note.set_text(note)
            self._note.setVisible(bool(note))
            self._facts.set_pairs(standard_facts(standard))
        self.changed.emit()

    def _ask_for_file(self) -> None:
        path = ask_open_file(self, "读入评定标准", ("评定标准 (*.json)", "所有文件 (*)"))
        if path is not None:
            self.read_file(path)
