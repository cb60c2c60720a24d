"""The lines of a star as a table model: 码 指标 满分 扣分 得分 事实·依据, by depth of entry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from evaluation.numbers import show, show_plain
from evaluation.standard.model import Depth
from evaluation.stars.sheets import MarkState, Purpose
from gui.desk.chips import Chip, chips_of, exhausted_words
from gui.desk.sheet_view import IndicatorView, SheetView
from gui.wording import word

__all__ = ["ColumnKind", "IndicatorModel", "TableColumn", "columns_of", "fact_text"]

AnyIndex = QModelIndex | QPersistentModelIndex


class ColumnKind(Enum):
    """What a column shows."""

    CODE = "code"
    TEXT = "text"
    POINTS = "points"
    OWN = "own"
    LOSSES = "losses"
    BEFORE = "before"
    SCORE = "score"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`width` in units; 0: shares what is left with weight `share`. `gives`: left out where
    room is short."""

    kind: ColumnKind
    header: str
    width: int = 0
    share: int = 0
    right: bool = False
    gives: bool = False


_CODE = TableColumn(ColumnKind.CODE, "码", 52)
_POINTS = TableColumn(ColumnKind.POINTS, "满分", 56, right=True)
_OWN = TableColumn(ColumnKind.OWN, "自评", 72, right=True, gives=True)


def columns_of(view: SheetView) -> tuple[TableColumn, ...]:
    """The columns that a sheet of this depth and purpose needs."""
    score = TableColumn(ColumnKind.SCORE, "得分", 82, right=True)
    wide_score = TableColumn(ColumnKind.SCORE, "复核" if view.review else "得分", 110, right=True)
    own = () if view.own_depth is None or not _own_of_lines(view) else (_OWN,)
    if view.review:
        return (
            _CODE,
            TableColumn(ColumnKind.TEXT, "指标", share=4),
            _POINTS,
            *own,
            TableColumn(ColumnKind.BEFORE, "初评", 82, right=True),
            wide_score,
            TableColumn(ColumnKind.FACT, "理由", share=4),
        )
    if view.depth is Depth.CLAUSE:
        return (
            _CODE,
            TableColumn(ColumnKind.TEXT, "指标", share=10),
            _POINTS,
            *own,
            TableColumn(ColumnKind.LOSSES, "扣分", share=14),
            score,
            TableColumn(ColumnKind.FACT, "事实 · 依据", share=10),
        )
    return (
        _CODE,
        TableColumn(ColumnKind.TEXT, "星" if view.depth is Depth.STAR else "指标", share=5),
        _POINTS,
        *own,
        wide_score,
        TableColumn(ColumnKind.FACT, "说明", share=4),
    )


def _own_of_lines(view: SheetView) -> bool:
    """Whether 自评 speaks of the same lines as this sheet."""
    return view.depth is Depth.STAR or view.own_depth is not Depth.STAR


def fact_text(row: IndicatorView) -> str:
    """Facts and evidence of a line in one sentence."""
    parts: list[str] = []
    for deduction in row.deductions:
        words = "；".join(part for part in (deduction.fact, deduction.evidence) if part)
        if words:
            parts.append(words)
    if row.fact:
        parts.append(row.fact)
    return "。".join(part.rstrip("。") for part in parts)


class IndicatorModel(QAbstractTableModel):
    """The lines shown; replaced all at once, or one by one where only values changed."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[TableColumn, ...] = ()
        self.rows: tuple[IndicatorView, ...] = ()
        self.chips: tuple[tuple[Chip, ...], ...] = ()
        self.decimals = 2
        self._facts_due = False

    def show_rows(self, view: SheetView, rows: tuple[IndicatorView, ...]) -> tuple[int, ...] | None:
        """Show lines of a sheet. None where they are other lines than before; else the
        positions of those that have changed."""
        columns, decimals = columns_of(view), view.head.decimals
        facts_due = view.subject.purpose is Purpose.ASSESSMENT
        same = (columns, decimals, facts_due) == (self.columns, self.decimals, self._facts_due)
        if not same or [row.item for row in rows] != [row.item for row in self.rows]:
            self.beginResetModel()
            self.columns, self.decimals, self._facts_due = columns, decimals, facts_due
            self.rows = rows
            self.chips = tuple(chips_of(row, facts_due=facts_due) for row in rows)
            self.endResetModel()
            return None
        pairs = enumerate(zip(rows, self.rows, strict=True))
        changed = tuple(place for place, (row, known) in pairs if row != known)
        chips = list(self.chips)
        for place in changed:
            chips[place] = chips_of(rows[place], facts_due=facts_due)
        self.rows, self.chips = rows, tuple(chips)
        for place in changed:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(columns) - 1))
        return changed

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            words = self.cell_text(index.row(), self.columns[index.column()].kind)
            return words or None if role == Qt.ItemDataRole.ToolTipRole else words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[index.column()].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        horizontal = orientation == Qt.Orientation.Horizontal
        if not horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].header if 0 <= section < len(self.columns) else None

    def score_text(self, row: IndicatorView) -> str:
        """The score as shown; "" while nothing may be shown for it."""
        if row.score is None:
            return ""
        if row.line is None and not row.typed:
            return ""
        if row.line is not None and not row.line.typed and self.only_typed:
            return ""
        return show(row.score, self.decimals)

    @property
    def only_typed(self) -> bool:
        """Whether points count only when typed: then an untouched line shows none."""
        return all(column.kind is not ColumnKind.LOSSES for column in self.columns)

    def cell_text(self, place: int, kind: ColumnKind) -> str:
        """The words of a cell, for painting, tooltips and screen readers."""
        row = self.rows[place]
        match kind:
            case ColumnKind.CODE:
                return row.code
            case ColumnKind.TEXT:
                return row.text
            case ColumnKind.POINTS:
                return show_plain(row.points)
            case ColumnKind.OWN:
                return "—" if row.own is None else show(row.own, self.decimals)
            case ColumnKind.BEFORE:
                return "—" if row.before is None else show(row.before, self.decimals)
            case ColumnKind.SCORE:
                return self.score_text(row)
            case ColumnKind.LOSSES:
                return self.losses_text(place)
            case _:
                return fact_text(row)

    def losses_text(self, place: int) -> str:
        """The chips in words, or the state where there are none."""
        chips = self.chips[place]
        if chips:
            words = [f"{chip.whole} {chip.price}".strip() for chip in chips]
            bite = exhausted_words(self.rows[place])
            return "；".join((*words, bite) if bite else words)
        return self.state_text(self.rows[place])

    @staticmethod
    def state_text(row: IndicatorView) -> str:
        """What stands where no deduction is: the state of the line."""
        if row.by_ballot and row.state is not MarkState.NOT_APPLICABLE:
            return "待测评结果" if row.score is None else "测评带入"
        return word(row.state)
