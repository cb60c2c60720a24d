"""The tab 备份: where copies of the register are kept beside the folder next to it, and one now."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from evaluation.actions.years import change_setting
from evaluation.faults import Fault
from evaluation.rounds import Setting
from gui.office_bridge import OfficeBridge
from gui.pages.overview_remarks import BACK_UP, LOOK_AGAIN, RemarkStrip, copy_remark
from gui.pages.settings_part import SettingsPart, attempt_beside
from gui.second_copies import SecondCopies
from gui.theme import TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.card import Card
from gui.widgets.form import Form
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.paragraph import Paragraph
from gui.widgets.text_field import TextField

__all__ = ["BACKUP_PLACE", "BackupSettings", "backup_place"]

BACKUP_PLACE = "backup_place"
"""Name of the setting that holds the second place for backups."""


def backup_place(bridge: OfficeBridge) -> str:
    """The folder chosen as second place, "" for none."""
    stored = bridge.reader.get(Setting, BACKUP_PLACE)
    return "" if stored is None else str(json.loads(stored.value))


def _ask_for_folder(parent: QWidget) -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, "备份的第二个地方")
    return Path(name) if name else None


class BackupSettings(SettingsPart):
    """A path to be typed or chosen; `ask_for_folder` is replaced in tests."""

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.ask_for_folder: Callable[[QWidget], Path | None] = _ask_for_folder
        card = Card("备份")
        card.add(
            Paragraph(
                "每次关闭时，有改动就自动备份到档案文件旁边的“备份”文件夹，定评封存前再备份一次。\n"
                "电脑坏了旁边的备份也会一起坏，所以请再选一个不在这台电脑上的地方，"
                "例如 U 盘或移动硬盘。",
                TextSize.BODY,
            )
        )
        self.form = Form()
        self.place = self.form.add("place", "第二个地方", TextField("如 E:\\星级评定备份"))
        row = QHBoxLayout()
        row.setSpacing(units(10))
        self.choose_button = QuietButton("选文件夹…", icon_name="folder")
        self.clear_button = QuietButton("不用第二个地方")
        row.addSpacing(units(108))
        row.addWidget(self.choose_button)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self.age = RemarkStrip()
        self.age.opened.connect(self._follow_remark)
        self.refusal = NoticeBar("fault")
        self._copies: SecondCopies | None = None
        card.add(self.form)
        card.add(row)
        card.add(self.age)
        card.add(self.refusal)
        self.column.addWidget(card)
        self.place.value_changed.connect(self._store)
        self.choose_button.clicked.connect(self._choose)
        self.clear_button.clicked.connect(lambda: self._store(""))

    def refresh(self) -> None:
        """Read the place again and say whether it is there now."""
        stored = backup_place(self._bridge)
        self.place.set_value(stored)
        self.clear_button.setEnabled(bool(stored))
        if stored and not Path(stored).is_dir():
            self.place.set_fault(
                "现在找不到这个文件夹，可能是 U 盘没有插上；插上后关闭程序时会备份过去。"
            )
        self.status = "" if stored else "还没有选备份的第二个地方"
        if self._copies is None:
            self._find_copies()
        if self._copies is not None:
            self._copies.look(stored)
        self._show_age()

    def _find_copies(self) -> None:
        """What the front door hands in about copies; nothing in a window without one."""
        self._copies = self._bridge.findChild(SecondCopies)
        if self._copies is not None:
            self._copies.changed.connect(self._show_age)
            self._copies.failed.connect(self._tell_refusal)

    def _show_age(self) -> None:
        """How old the newest copy there is; the choice itself stands above."""
        if self._copies is None or not self._copies.state.place:
            self.age.set_remarks(())
            return
        remark = copy_remark(self._copies.state, self._bridge.office.clock())
        self.age.set_remarks(() if remark is None else (remark,))

    def _follow_remark(self, key: str) -> None:
        self.refusal.clear()
        if self._copies is None:
            return
        if key == BACK_UP:
            self._copies.make()
        elif key == LOOK_AGAIN:
            self.refresh()

    def _tell_refusal(self, fault: Fault) -> None:
        self.refusal.say("fault", str(fault))

    def _choose(self) -> None:
        folder = self.ask_for_folder(self)
        if folder is not None:
            self._store(str(folder))

    def _store(self, place: str) -> None:
        if attempt_beside(self._bridge, self.place, change_setting, name=BACKUP_PLACE, value=place):
            self.refresh()
