"""多人评分对照: what several assessors gave one village, star by star, and where they differ most.

Compares the sheets that the bridge's reader shows, drafts included; who is right is not said,
nor whether a star is won. Reads once when it opens.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from evaluation.cards import village_comparison
from evaluation.gathering import name_on
from evaluation.numbers import Score, show, show_plain
from evaluation.standard.model import StepKind
from evaluation.stars.spread import IndicatorSpread, StarSpread, VillageSpread
from evaluation.views import YearHead
from gui.dialogs.fitting import fit_to_screen
from gui.dialogs.scrolled_column import ScrolledColumn
from gui.office_bridge import OfficeBridge
from gui.tables.base import Column, DataTable, Row, RowsModel
from gui.theme import ROW_HEIGHT, Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.paragraph import Paragraph

__all__ = ["AssessorsDialog"]

_WIDTH = 880
_HEIGHT = 660
_MOST_INDICATORS = 12
"""More are counted but not listed: nobody reads on."""
_NAME_WIDTH = 92
"""Units of the column of an assessor; longer names are shortened and stand in full above."""


class AssessorsDialog(QDialog):
    """The comparison of one village; Escape closes it.

    In the table ↑ ↓ move from star to star, and Enter goes to the star's first disagreement.
    """

    def __init__(self, bridge: OfficeBridge, village: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = bridge.head()
        self.spread = village_comparison(bridge.reader, bridge.round, village)
        named = name_on(bridge.reader, village, f"{self.year.year}-12-31")
        self.village_name = village if named is None else named.name
        self.listed = self.spread.indicators[:_MOST_INDICATORS]
        self._blocks: dict[str, QWidget] = {}
        self.table: _StarTable | None = None
        self.setWindowTitle(f"多人评分对照：{self.village_name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(20), units(16), units(20), units(16))
        layout.setSpacing(units(8))
        layout.addWidget(ElidedLabel(self.village_name, TextSize.HEADING, bold=True))
        layout.addWidget(Label(self._sheets_told(), TextSize.NOTE, Colour.SECONDARY, wrap=True))
        if self.spread.comparable:
            layout.addWidget(self._comparison(), 1)
        else:
            layout.addWidget(self._nothing(), 1)
        layout.addLayout(self._buttons())
        fit_to_screen(self, _WIDTH, _HEIGHT)

    @classmethod
    def show_for(
        cls, bridge: OfficeBridge, village: str, parent: QWidget | None
    ) -> AssessorsDialog:
        """Open the comparison of a village above `parent`; returns at once."""
        dialog = cls(bridge, village, parent)
        dialog.open()
        return dialog

    def words(self) -> str:
        """Everything shown, as text for the clipboard."""
        lines = [f"{self.year.year} 年度　{self.village_name}　多人评分对照", self._sheets_told()]
        if self.table is not None:
            rows = self.table.rows
            lines.append("\t".join(column.header for column in rows.columns))
            for place in range(rows.rowCount()):
                entry = rows.entry(place)
                assert isinstance(entry, tuple)
                lines.append("\t".join(rows.cell_text(entry, item) for item in rows.columns))
        for item in self.listed:
            lines.append(f"{_indicator_head(self.year, item)}　{_apart(item.difference)}")
            lines.extend(
                f"　{entry.assessor} {show_plain(entry.score)} 分：{_entry_words(entry.words)}"
                for entry in item.entries
            )
        return "\n".join(lines)

    def go_to_star(self, star: str) -> None:
        """Show the first listed disagreement of a star, if there is one."""
        item = next((item for item in self.listed if item.star == star), None)
        if item is not None:
            top = self._blocks[item.indicator].mapTo(self.area.content, QPoint(0, 0))
            self.area.verticalScrollBar().setValue(top.y())

    def _sheets_told(self) -> str:
        """How many sheets are compared, and which are left out."""
        sheets = self.spread.assessors
        step = self.year.standard.step_of_kind(StepKind.ASSESSMENT)
        name = "初评" if step is None else step.short
        names = "、".join(
            sheet.name if sheet.signed else f"{sheet.name}（草稿）" for sheet in sheets
        )
        text = f"{name}对照 {len(sheets)} 张评分表{f'：{names}' if names else ''}。"
        if self.spread.comparable and not all(sheet.signed for sheet in sheets):
            text += "草稿按现在录入的算。"
        if self.year.round.blind and not self.year.published:
            text += "背靠背打分：别人还没有签字的表不在内。"
        return text

    def _nothing(self) -> QWidget:
        sentence = "只有一张评分表" if self.spread.assessors else "还没有评分表"
        card = Card(padding=0)
        card.add(EmptyState(sentence, "有两名以上考评人打分以后，在这里对照各人的分。"))
        return card

    def _comparison(self) -> QWidget:
        self.area = ScrolledColumn(spacing=8)
        self.area.setAccessibleName("多人评分对照")
        column = self.area.column
        self.table = _StarTable(self.year, self.spread)
        self.table.activated_row.connect(self._row_opened)
        self.table.current_row_changed.connect(self._row_reached)
        column.addWidget(self.table)
        column.addWidget(Label(self._legend(), TextSize.NOTE, Colour.SECONDARY, wrap=True))
        column.addSpacing(units(6))
        column.addWidget(Label(self._caption(), TextSize.TITLE, bold=True, wrap=True))
        for item in self.listed:
            self._blocks[item.indicator] = _Disagreement(self.year, item)
            column.addWidget(self._blocks[item.indicator])
        column.addStretch(1)
        self.area.setFocus()
        return self.area

    def _legend(self) -> str:
        limit = show_plain(self.year.standard.explained_difference)
        text = f"相差：最高分减最低分，超过 {limit} 分的标红，前面有惊叹号。"
        if any(star.dropped and star.difference for star in self.spread.stars):
            text += "有“去”字的是去掉的一个最高分、一个最低分，不计入平均。"
        return text

    def _caption(self) -> str:
        count = len(self.spread.indicators)
        if not count:
            if self.spread.by_indicator:
                return "各项指标打分一致，没有分歧。"
            return "每颗星整颗打分，没有按指标的对照。"
        if count > len(self.listed):
            return f"分歧最大的指标（{count} 项有分歧，列出前 {len(self.listed)} 项）"
        return f"有分歧的指标（{count} 项，从大到小）"

    def _row_opened(self, place: int) -> None:
        assert self.table is not None
        self.go_to_star(self.table.rows.key(place))

    def _row_reached(self, place: int) -> None:
        assert self.table is not None
        row = self.table.visualRect(self.table.rows.index(place, 0))
        middle = self.table.viewport().mapTo(self.area.content, row.center())
        self.area.ensureVisible(0, middle.y(), 0, units(ROW_HEIGHT * 2))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(units(10))
        row.addWidget(Label("只作对照，不改变得分。", TextSize.NOTE, Colour.FAINT), 1)
        self.copy_button = QuietButton("复制")
        self.copy_button.setEnabled(self.spread.comparable)
        self.copy_button.clicked.connect(self._copy)
        self.close_button = PrimaryButton("关闭")
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.copy_button)
        row.addWidget(self.close_button)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words())
        self.copy_button.setText("已复制")


def _apart(difference: Score) -> str:
    return f"相差 {show_plain(difference)} 分"


def _entry_words(words: tuple[str, ...]) -> str:
    return "".join(words) or "没有扣分。"


def _star_name(head: YearHead, number: int, name: str) -> str:
    return f"★{number} {name}" if head.counted else name


def _indicator_head(head: YearHead, item: IndicatorSpread) -> str:
    star = f"★{item.number}　" if head.counted else ""
    return f"{star}{item.code} {item.text}（满分 {show_plain(item.points)} 分）"


class _StarTable(DataTable):
    """Stars × assessors, with mean and difference; as high as its rows, so that it never
    scrolls within the page that scrolls."""

    def __init__(self, head: YearHead, spread: VillageSpread) -> None:
        limit = head.standard.explained_difference
        decimals = head.decimals
        columns = [
            Column("星", lambda row: _star_name(head, row[0].number, row[0].name), width="stretch")
        ]
        columns.extend(
            Column(
                sheet.name,
                partial(_score_words, place=place, decimals=decimals),
                "number",
                _NAME_WIDTH,
                colour=partial(_score_colour, place=place),
            )
            for place, sheet in enumerate(spread.assessors)
        )
        columns.append(
            Column(
                "平均",
                lambda row: "—" if row[0].mean is None else show(row[0].mean, decimals),
                "number",
            )
        )
        columns.append(
            Column(
                "相差",
                lambda row: show(row[0].difference, decimals),
                "number",
                96,
                colour=lambda row: Colour.FAULT if row[0].difference > limit else None,
                icon=lambda row: "warning" if row[0].difference > limit else None,
                sort_key=lambda row: row[0].difference,
                tooltip=lambda row: (
                    f"相差超过 {show_plain(limit)} 分" if row[0].difference > limit else ""
                ),
            )
        )
        super().__init__(RowsModel(columns, key_of=lambda row: str(row[0].star)))
        self.setAccessibleName("各考评人各星得分")
        self.set_rows([(star,) for star in spread.stars])
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as header, rows and, where the columns do not fit, the bar below them."""
        wide = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        rows = self.rows.rowCount() + 1
        self.setFixedHeight(rows * units(ROW_HEIGHT) + bar + 2)


def _star_of(row: Row) -> StarSpread:
    star = row[0]
    assert isinstance(star, StarSpread)
    return star


def _score_words(row: Row, *, place: int, decimals: int) -> str:
    """The score of one assessor; one that falls out says so."""
    star = _star_of(row)
    score = star.scores[place]
    if score is None:
        return "—"
    shown = show(score, decimals)
    if _falls_out(star, place):
        return f"去 {shown}"
    return shown


def _score_colour(row: Row, *, place: int) -> str | None:
    return Colour.FAINT if _falls_out(_star_of(row), place) else None


def _falls_out(star: StarSpread, place: int) -> bool:
    """Whether a score is marked as dropped; among equal ones it makes no difference which."""
    return bool(star.difference) and place in star.dropped


class _Disagreement(Card):
    """One indicator: how far they are apart, and what each one wrote."""

    def __init__(self, head: YearHead, item: IndicatorSpread) -> None:
        super().__init__()
        top = QHBoxLayout()
        top.setSpacing(units(12))
        top.addWidget(Paragraph(_indicator_head(head, item), TextSize.BODY, bold=True), 1)
        apart = Label(_apart(item.difference), TextSize.BODY, Colour.ACCENT, bold=True)
        top.addWidget(apart, 0, Qt.AlignmentFlag.AlignTop)
        self.add(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(units(12))
        grid.setVerticalSpacing(units(2))
        grid.setColumnStretch(2, 1)
        for place, entry in enumerate(item.entries):
            name = ElidedLabel(entry.assessor, TextSize.NOTE, Colour.SECONDARY)
            name.setFixedWidth(units(92))
            score = Label(f"{show(entry.score, head.decimals)} 分", TextSize.NOTE)
            score.setAlignment(Qt.AlignmentFlag.AlignRight)
            words = Paragraph(_entry_words(entry.words), TextSize.NOTE, Colour.SECONDARY)
            grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(score, place, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, place, 2)
        self.add(grid)
