"""The indicators of a star as a table, and the strip of tabs that chooses the star."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from evaluation.numbers import show_plain
from evaluation.standard.model import Star
from evaluation.stars.reasons import clause_text
from gui.tables.base import Column, Row
from gui.theme import units
from gui.widgets.segment_bar import SegmentBar

__all__ = ["SegmentStrip", "indicator_columns", "indicator_rows"]


class SegmentStrip(QScrollArea):
    """Tabs that can be moved sideways where they are wider than the screen."""

    def __init__(self, bar: SegmentBar) -> None:
        super().__init__()
        self._bar = bar
        self.setWidget(bar)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self, place: int, count: int) -> None:
        """Bring the tab at `place` (from 0) of `count` into view."""
        self._fit()
        width = self._bar.sizeHint().width() / max(count, 1)
        self.ensureVisible(round(width * (place + 0.5)), 0, round(width / 2), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Room for the scroll bar only where there is one."""
        wide = self._bar.sizeHint().width() > self.width()
        self.setFixedHeight(units(44 if wide else 33))


def indicator_rows(star: Star) -> list[Row]:
    """One row for each clause; indicator, points and evidence stand in the first of them."""
    rows: list[Row] = []
    for indicator in star.indicators:
        marks = []
        if indicator.bottom_line:
            marks.append("底线：得 0 分不能得本星")
        if indicator.veto:
            marks.append(f"否决：{indicator.veto}")
        clauses = [clause_text(clause, indicator) for clause in indicator.clauses] or [""]
        for place, text in enumerate((*clauses, *marks)):
            first = place == 0
            rows.append(
                (
                    f"{indicator.id}/{place}",
                    indicator.code if first else "",
                    indicator.text if first else "",
                    show_plain(indicator.points) if first else "",
                    text,
                    indicator.evidence if first else "",
                    indicator.department if first else "",
                )
            )
    return rows


def indicator_columns(*, narrow: bool) -> tuple[Column, ...]:
    """`narrow` leaves evidence and department to the tooltip of the indicator."""
    columns = (
        Column("码", lambda row: row[1], "text", 46),
        Column(
            "考评内容",
            lambda row: row[2],
            "text",
            190 if narrow else 250,
            tooltip=_told if narrow else None,
        ),
        Column("分值", lambda row: row[3], "number", 56),
        Column("计分办法", lambda row: row[4], "text", "stretch"),
    )
    if narrow:
        return columns
    return (
        *columns,
        Column("查验依据", lambda row: row[5], "note", 170),
        Column("牵头部门", lambda row: row[6], "note", 96),
    )


def _told(row: Row) -> str:
    parts = (
        str(row[2]),
        f"查验依据：{row[5]}" if row[5] else "",
        f"牵头部门：{row[6]}" if row[6] else "",
    )
    return "\n".join(part for part in parts if part)
