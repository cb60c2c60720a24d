"""The recovery page: a damaged register and the verified backups it can be restored from.

There is never an empty start: the damaged file is kept aside, and nothing happens until the
official has chosen a backup.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.dialogs.boxes import Box
from gui.tables.base import DataTable
from gui.tables.rows_model import Column, RowsModel
from gui.theme import Colour, units
from gui.widgets.buttons import PrimaryButton, QuietButton

__all__ = ["BackupChoice", "RecoveryDialog"]


class BackupChoice(NamedTuple):
    """A verified backup: when it was taken, whose it is, its years and number of villages."""

    path: Path
    taken: datetime
    office: str
    years: tuple[int, ...]
    villages: int


_COLUMNS = (
    Column("备份时间", lambda row: f"{BackupChoice(*row).taken:%Y-%m-%d %H:%M}", width=150),
    Column("年度", lambda row: "、".join(map(str, BackupChoice(*row).years)), width=110),
    Column("嘎查村", lambda row: f"{BackupChoice(*row).villages} 个", width=90),
    Column("位置", lambda row: str(BackupChoice(*row).path), kind="note", width="stretch"),
)


class RecoveryDialog(Box):
    """Lists the backups; `chosen` carries the path of the one to restore."""

    chosen = Signal(object)

    def __init__(
        self,
        register: Path,
        sentence: str,
        choices: tuple[BackupChoice, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            f"“{register.name}”损坏，可以从备份恢复",
            f"{sentence}\n下面是核对过的备份。恢复时原文件会改名留在原处，不会删除；"
            "备份之后的录入需要重新补上。",
            icon_name="warning",
            icon_colour=Colour.ACCENT,
            parent=parent,
        )
        self._table = DataTable(RowsModel(_COLUMNS, key_of=lambda row: str(row[0])))
        self._table.set_rows(list(choices))
        self._table.setMinimumHeight(units(160))
        self.inner.insertWidget(self.inner.count() - 1, self._table, 1)
        cancel = QuietButton("暂不恢复", key="Esc")
        cancel.clicked.connect(self.reject)
        restore = PrimaryButton("恢复所选备份", key="Enter")
        restore.setDefault(True)
        restore.clicked.connect(self._restore)
        self._table.activated_row.connect(self._restore)
        self.add_button(cancel)
        self.add_button(restore)
        self.resize(units(820), units(420))
        self._table.choose_key(str(choices[0].path))
        self._table.setFocus()

    def _restore(self) -> None:
        entry = self._table.current_entry()
        if entry is not None:
            self.accept()
            self.chosen.emit(entry[0])
