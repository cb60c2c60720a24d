"""The files of a folder as a table: whose each is, how that was found, its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from db.exchange.folders import FilePreview
from gui.exchange.folder_words import file_key, file_words
from gui.tables.base import Column, DataTable, RowsModel

__all__ = ["FileTable"]


class FileTable(DataTable):
    """The list of files; Delete asks to leave the current one out, or to take it back."""

    delete_pressed = Signal()

    def __init__(self, unit: str, *, narrow: bool) -> None:
        columns = _columns(unit, narrow=narrow)
        super().__init__(RowsModel(columns, key_of=lambda row: file_key(row[0])))
        self.setAccessibleName("收到的文件")

    def show_files(self, files: Sequence[FilePreview], everything: Sequence[FilePreview]) -> None:
        """Show some of all files; a sheet is named where a file has several."""
        several = Counter(item.file for item in everything)
        self.set_rows(
            [
                (item, file_words(item), item.place if several[item.file] > 1 else item.file)
                for item in files
            ]
        )

    def current_file(self) -> FilePreview | None:
        """The file of the current line."""
        entry = self.current_entry()
        return None if entry is None else entry[0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _columns(unit: str, *, narrow: bool) -> tuple[Column, ...]:
    file = Column("文件", lambda row: row[2], "text", "stretch", tooltip=lambda row: row[0].place)
    village = Column(unit, lambda row: row[0].village_name or "—", "name", 112 if narrow else 170)
    found_by = Column("认出自", lambda row: row[0].found_by, "note", 92)
    step = Column("步骤", lambda row: row[0].step_name, "note", 60)
    state = Column(
        "状态",
        lambda row: row[1].word,
        "text",
        128 if narrow else 150,
        icon=lambda row: row[1].icon,
        colour=lambda row: row[1].colour,
    )
    return (file, village, state) if narrow else (file, village, found_by, step, state)
