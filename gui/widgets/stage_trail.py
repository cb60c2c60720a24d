"""Names of stages with arrows between them, one of them being where one is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.theme import Colour, TextSize, units
from gui.widgets.label import Label

__all__ = ["StageTrail"]


class StageTrail(QWidget):
    """初评建议 → 拟定 → 评定."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[Label] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(units(4))

    def set_stages(self, names: Sequence[str], current: str) -> None:
        """Show other stages; `current` is written larger."""
        for old in self._labels:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        for number, name in enumerate(names):
            if number:
                self._add(Label("→", TextSize.NOTE, Colour.FAINT))
            here = name == current
            size = TextSize.HEADING if here else TextSize.NOTE
            colour = Colour.TEXT if here else Colour.SECONDARY
            self._add(Label(name, size, colour, bold=here))
        self.setAccessibleName(f"{' → '.join(names)}，现在是{current}")

    def _add(self, label: Label) -> None:
        self._labels.append(label)
        self._row.addWidget(label)
