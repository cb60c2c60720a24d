"""The tab 单位与人员: whose register this is, and who acts in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from evaluation.actions.years import enter_person, name_office
from evaluation.rounds import OfficeRecord, Person
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.pages.settings_part import SettingsPart, attempt_beside
from gui.tables.base import Column, DataTable, RowsModel
from gui.theme import Colour, units
from gui.widgets.buttons import QuietButton
from gui.widgets.card import Card
from gui.widgets.choice_field import ChoiceField
from gui.widgets.form import Form
from gui.widgets.text_field import TextField
from gui.wording import LEVEL_WORDS

__all__ = ["OfficeSettings", "PersonDialog"]


class PersonDialog(FormDialog):
    """A person who acts: new, or changed under the same name."""

    def __init__(
        self, bridge: OfficeBridge, person: Person | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "添加人员" if person is None else f"修改：{person.name}",
            "录入记在经办人名下；姓名在档案里不能重复。",
            parent=parent,
        )
        self._bridge = bridge
        self._person = person
        self._name = self.form.add("name", "姓名", TextField(), required=True)
        self._office = self.form.add("office", "部门", TextField("如 党建办"))
        self._role = self.form.add("role", "职务", TextField("如 组织委员"))
        if person is not None:
            self._name.set_value(person.name)
            self._name.set_read_only(True)
            self._office.set_value(person.office)
            self._role.set_value(person.role)
            self._office.setFocus()
        else:
            self._name.setFocus()

    def required(self) -> dict[str, str]:
        """A new person has a name that nobody else has."""
        name = self.value("name")
        if not name:
            return {"name": "请填姓名。"}
        if self._person is None and self._bridge.reader.get(Person, name) is not None:
            return {"name": "已经有叫这个名字的人；同名的请加上部门，例如“王某（财政所）”。"}
        return {}

    def submit(self) -> None:
        """Enter the person."""
        self._bridge.attempt(
            enter_person,
            name=self.value("name"),
            office=self.value("office"),
            role=self.value("role"),
            active=1 if self._person is None else self._person.active,
        )


class OfficeSettings(SettingsPart):
    """Name and level of the office; a table of people."""

    hints = (("Enter", "修改"),)

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.dialog: QDialog | None = None
        office = Card("本单位", "写在各种表册和证书上，请填全称。")
        self.form = Form()
        self.name = self.form.add("name", "单位全称", TextField(), required=True)
        self.level = self.form.add("level", "层级", ChoiceField(tuple(LEVEL_WORDS.items())))
        office.add(self.form)
        people = Card("人员", "换经办人在窗口右上角；停用的人不再出现在那里，以前的记录不变。")
        self.table = DataTable(
            RowsModel(
                (
                    Column("姓名", lambda row: row[0].name, "name", 150),
                    Column("部门", lambda row: row[0].office, "text", "stretch"),
                    Column("职务", lambda row: row[0].role, "text", "stretch"),
                    Column(
                        "状态",
                        lambda row: "在用" if row[0].active else "已停用",
                        "note",
                        80,
                        colour=lambda row: Colour.SECONDARY if row[0].active else Colour.FAINT,
                    ),
                ),
                key_of=lambda row: str(row[0].name),
            ),
            framed=False,
        )
        self.table.setAccessibleName("人员")
        self.table.setMinimumHeight(units(210))
        people.add(self.table, 1)
        self.add_button = QuietButton("添加人员…", icon_name="plus")
        self.edit_button = QuietButton("修改…")
        self.active_button = QuietButton("停用")
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        for button in (self.add_button, self.edit_button, self.active_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        people.add(buttons)
        self.column.addWidget(office)
        self.column.addWidget(people, 1)
        self.name.value_changed.connect(lambda _: self._name_office(self.name))
        self.level.value_changed.connect(lambda _: self._name_office(self.level))
        self.add_button.clicked.connect(lambda: self._open(None))
        self.edit_button.clicked.connect(self.edit)
        self.active_button.clicked.connect(self.toggle)
        self.table.activated_row.connect(lambda _: self.edit())
        self.table.current_row_changed.connect(lambda _: self._follow_row())

    def refresh(self) -> None:
        """Read office and people again."""
        office = self._bridge.reader.get(OfficeRecord, "office")
        if office is not None:
            for field, value in ((self.name, office.name), (self.level, office.level)):
                if not field.fault:
                    field.set_value(value)
        persons = sorted(self._bridge.persons(), key=lambda item: (not item.active, item.name))
        self.table.set_rows([(person,) for person in persons])
        if persons and self.table.current_row() is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._follow_row()

    def edit(self) -> None:
        """Change the current person."""
        person = self._current()
        if person is not None:
            self._open(person)

    def toggle(self) -> None:
        """Deactivate the current person, or take that back."""
        person = self._current()
        if person is not None:
            self._bridge.act(
                enter_person,
                name=person.name,
                office=person.office,
                role=person.role,
                active=0 if person.active else 1,
            )

    def _name_office(self, field: TextField | ChoiceField) -> None:
        office = self._bridge.reader.get(OfficeRecord, "office")
        attempt_beside(
            self._bridge,
            field,
            name_office,
            name=self.name.value(),
            level=self.level.value() or "town",
            sample=office.sample if office is not None else 0,
        )

    def _current(self) -> Person | None:
        entry = self.table.current_entry()
        person: Person | None = None if entry is None else entry[0]
        return person

    def _follow_row(self) -> None:
        person = self._current()
        self.edit_button.setEnabled(person is not None)
        acting = person is not None and person.name == self._bridge.actor
        # Whoever is at work cannot take himself off the list he is chosen from.
        self.active_button.setEnabled(person is not None and not acting)
        self.active_button.setToolTip("正在经办的人不能停用" if acting else "")
        self.active_button.setText("停用" if person is None or person.active else "恢复在用")

    def _open(self, person: Person | None) -> None:
        self.dialog = PersonDialog(self._bridge, person, self.window())
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()
