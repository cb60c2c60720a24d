"""Whose register a new one is and where it is to lie. Making it is handed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.dialogs.ask import ask_save_file
from gui.dialogs.form_dialog import FormDialog
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.label import ElidedLabel
from gui.widgets.text_field import TextField
from gui.wording import LEVEL_WORDS

__all__ = ["NewRegisterDialog"]

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


class NewRegisterDialog(FormDialog):
    """Office, level and file; the file is proposed by the office's name."""

    def __init__(
        self,
        folder: Path,
        create: Callable[[Path, str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "新建档案",
            "一个单位一个档案文件，各年度都在里面。复制这个文件就是完整的备份。",
            accept="新建",
            parent=parent,
        )
        self._folder = folder
        self._create = create
        self._chosen: Path | None = None
        name = self.form.add("name", "单位全称", TextField("如 中共××镇委员会"), required=True)
        level = self.form.add(
            "level", "层级", ChoiceField(tuple(LEVEL_WORDS.items())), required=True
        )
        level.set_value("town")
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(units(10))
        self._place = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self.place_button = QuietButton("换个地方…")
        self.place_button.clicked.connect(self._ask_for_place)
        row.addWidget(self._place, 1)
        row.addWidget(self.place_button)
        self.form.add_widget("存放在", place)
        name.editor.textChanged.connect(self._show_place)
        self._show_place()
        name.setFocus()

    @property
    def path(self) -> Path:
        """Where the register will lie: as chosen, or named after the office."""
        if self._chosen is not None:
            return self._chosen
        field = self.form.field("name")
        assert isinstance(field, TextField)
        name = _NOT_IN_FILE_NAMES.sub("", field.typed()) or "星级评定"
        return self._folder / f"{name}.xjdb"

    def required(self) -> dict[str, str]:
        """An office has a name and a level."""
        found: dict[str, str] = {}
        if not self.value("name"):
            found["name"] = "请填本单位全称。"
        if not self.value("level"):
            found["level"] = "请选层级。"
        return found

    def submit(self) -> None:
        """Make the register."""
        self._create(self.path, self.value("name"), self.value("level"))

    def _ask_for_place(self) -> None:
        path = ask_save_file(self, "档案放在哪里", str(self.path), ("星级评定档案 (*.xjdb)",))
        if path is not None:
            self._chosen = path if path.suffix else path.with_suffix(".xjdb")
            self._show_place()

    def _show_place(self) -> None:
        self._place.setText(str(self.path))
