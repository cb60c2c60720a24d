"""为什么: the reasons behind a village's result, star by star, as an official reads them.

Shows the lines of `VillageCard.reasons` in their order, each with its source, and adds nothing
to them. Once the year is published the 整改建议 stand below as a section of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluation.cards import village_advice
from evaluation.numbers import show
from evaluation.stars.reasons import RESULT_UNTOLD
from evaluation.views import Reason, StarLine, VillageCard
from gui import theme
from gui.dialogs.fitting import fit_to_screen
from gui.dialogs.scrolled_column import ScrolledColumn
from gui.icons import paint_icon
from gui.office_bridge import OfficeBridge
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.class_tag import ClassTag
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.paragraph import Paragraph
from gui.widgets.star_row import StarRow
from gui.wording import outcome_tag

__all__ = ["ReasonGroup", "WhyDialog", "group_reasons"]

_WIDTH = 760
_HEIGHT = 620


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """A heading with the sentences and details below it, all about one subject."""

    subject: str
    heading: str
    lines: tuple[Reason, ...]


def group_reasons(reasons: Sequence[Reason]) -> tuple[ReasonGroup, ...]:
    """The lines under their headings; total and class first, then the stars in order."""
    groups: list[ReasonGroup] = []
    for reason in reasons:
        if reason.level == 0:
            groups.append(ReasonGroup(reason.subject, reason.text, ()))
        elif groups:
            last = groups[-1]
            groups[-1] = ReasonGroup(last.subject, last.heading, (*last.lines, reason))
    overall = [group for group in groups if group.subject in ("class", "total")]
    overall.sort(key=lambda group: group.subject != "class")
    return (*overall, *(group for group in groups if group not in overall))


class _Line(QWidget):
    """A sentence with its source below; one of the third level has a small point before it."""

    def __init__(self, line: Reason) -> None:
        super().__init__()
        self._point = line.level > 1
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(14) if self._point else 0, 0, 0, 0)
        layout.setSpacing(0)
        if self._point:
            layout.addWidget(Paragraph(line.text, TextSize.NOTE, Colour.SECONDARY))
        else:
            layout.addWidget(Paragraph(line.text, TextSize.BODY))
        if line.source:
            layout.addWidget(Paragraph(f"依据：{line.source}", TextSize.SMALL, Colour.FAINT))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._point:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Colour.FAINT))
        side = units(4)
        painter.drawEllipse(QRectF(units(4), units(8.5), side, side))


class _Group(QWidget):
    """One heading with its lines; a mark at the left says whether the star is held."""

    def __init__(self, group: ReasonGroup, star: StarLine | None) -> None:
        super().__init__()
        self._icon, self._colour = "", ""
        if star is not None and star.held is not None:
            self._icon = "star" if star.held else "star-outline"
            self._colour = Colour.GOLD if star.held else Colour.FAULT
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(30), units(9), 0, units(9))
        layout.setSpacing(units(2))
        layout.addWidget(Label(group.heading, TextSize.TITLE, bold=True, wrap=True))
        for line in group.lines:
            layout.addWidget(_Line(line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(Colour.ROW_LINE))
        if self._icon:
            side = units(18)
            paint_icon(painter, QRectF(units(2), units(11), side, side), self._icon, self._colour)


class WhyDialog(QDialog):
    """The reasons of one village; Escape closes it.

    advice: the 整改建议, () before publication. Where the card does not tell the result yet,
    neither stars nor total nor class are shown.
    """

    def __init__(
        self,
        card: VillageCard,
        parent: QWidget | None = None,
        *,
        advice: Sequence[Reason] = (),
    ) -> None:
        super().__init__(parent)
        self.card = card
        self.told = RESULT_UNTOLD not in card.reasons
        self.groups = (*group_reasons(card.reasons), *group_reasons(advice))
        self.setWindowTitle(f"为什么：{card.row.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(20), units(16), units(20), units(16))
        layout.setSpacing(units(10))
        layout.addWidget(self._head())
        self.area = self._area()
        layout.addWidget(self.area, 1)
        layout.addLayout(self._buttons())
        fit_to_screen(self, _WIDTH, _HEIGHT)

    @classmethod
    def show_for(cls, bridge: OfficeBridge, village: str, parent: QWidget | None) -> WhyDialog:
        """Open the reasons of a village above `parent`, drafts included; returns at once."""
        card = bridge.card(village)
        dialog = cls(card, parent, advice=village_advice(bridge.reader, card))
        dialog.open()
        return dialog

    def words(self) -> str:
        """Everything shown, as text for the clipboard."""
        lines = [f"{self.card.head.year} 年度　{self.card.row.name}"]
        for group in self.groups:
            lines.append(group.heading)
            for line in group.lines:
                source = f"（依据：{line.source}）" if line.source else ""
                lines.append("　" * line.level + line.text + source)
        return "\n".join(lines)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(units(14))
        outcome, year = self.card.row.outcome, self.card.head
        name = ElidedLabel(self.card.row.name, TextSize.HEADING, bold=True)
        row.addWidget(name, 1)
        if not self.told:
            return head
        if year.standard.most_stars and outcome.stars:
            held = tuple(star.held for star in outcome.stars)
            won = held if year.counted else outcome.stars_held
            row.addWidget(StarRow(won, year.standard.most_stars, size=18))
        if outcome.total is not None:
            total = f"{show(outcome.total, year.decimals)} 分"
            row.addWidget(Label(total, TextSize.ROW, bold=True))
        shorts = {item.id: item.short for item in year.standard.classes}
        row.addWidget(ClassTag(*outcome_tag(outcome.state, outcome.rating_class, shorts)))
        return head

    def _area(self) -> ScrolledColumn:
        area = ScrolledColumn()
        lines = {star.id: star for star in self.card.stars}
        marked = self.card.head.counted and self.told
        for group in self.groups:
            area.column.addWidget(_Group(group, lines.get(group.subject) if marked else None))
        if not self.groups:
            area.column.addWidget(Label("还没有可以说明的结果。", colour=Colour.SECONDARY))
        area.column.addStretch(1)
        area.setAccessibleName("为什么")
        area.setFocus()
        return area

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(units(10))
        row.addWidget(
            Label("每一行都能在评分表、测评汇总表和日志里查到。", TextSize.NOTE, Colour.FAINT), 1
        )
        self.copy_button = QuietButton("复制")
        self.copy_button.clicked.connect(self._copy)
        self.close_button = PrimaryButton("关闭")
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.copy_button)
        row.addWidget(self.close_button)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words())
        self.copy_button.setText("已复制")
