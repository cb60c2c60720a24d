"""Choosing the villages of a year: from the official list of divisions, or from last year.

Gives entries as the action `add_villages` takes them; the dialog at the end adds them to the
round looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.exchange import divisions
from evaluation.actions.years import add_villages
from evaluation.faults import Fault
from evaluation.gathering import name_on
from evaluation.places import COMMUNITY_UNIT, Division, class_of_code
from evaluation.rounds import Participation
from gui.dialogs.checked_list import CheckedItem, CheckedList
from gui.dialogs.fitting import fit_to_screen
from gui.dialogs.roster_entries import ROSTER_SOURCE, roster_entry
from gui.office_bridge import OfficeBridge
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.notice_bar import NoticeBar

__all__ = ["RosterChoice", "RosterDialog"]


class RosterChoice(QWidget):
    """盟市 → 旗县 → 苏木乡镇 → ticked units; the ticks of other towns are kept.

    Signal `changed` after every tick. Farms and the like stand apart and are never ticked
    by 全选.
    """

    changed = Signal()

    def __init__(self, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = unit
        self._taken: frozenset[str] = frozenset()
        self._ticked: dict[str, Division] = {}
        self._town = ""
        self.league = ChoiceField(placeholder="盟市", width=0)
        self.county = ChoiceField(placeholder="旗县市区", width=0)
        self.towns = CheckedList(checkable=False)
        self.villages = CheckedList()
        self.all_button = LinkButton("全选")
        self.none_button = LinkButton("全不选")
        self.county_button = LinkButton("全旗县都选")
        self.count = Label("", TextSize.NOTE, Colour.SECONDARY)
        self._town_name = ElidedLabel("", TextSize.BODY, bold=True)
        self._arrange()
        self.league.value_changed.connect(self._league_chosen)
        self.county.value_changed.connect(self._county_chosen)
        self.towns.chosen.connect(self._town_chosen)
        self.villages.ticked.connect(self._tick)
        self.all_button.clicked.connect(lambda: self._tick_town(ticked=True))
        self.none_button.clicked.connect(lambda: self._tick_town(ticked=False))
        self.county_button.clicked.connect(self._tick_county)
        self.set_unit(unit)

    def set_unit(self, unit: str) -> None:
        """Offer units of another type; the ticks fall."""
        self._unit = unit
        self._ticked = {}
        counties = divisions.counties(unit)
        leagues = tuple(dict.fromkeys(county.league_name for county in counties))
        self.league.set_choices([(name, name) for name in leagues])
        self._league_chosen(self.league.value())

    def set_taken(self, codes: Sequence[str]) -> None:
        """Codes that are in the roster already: shown, but not to be ticked."""
        self._taken = frozenset(codes)
        self._show_villages()

    def open_county(self, county_code: str, town_code: str = "") -> None:
        """Show a county (six digits), and a town of it (nine digits) if it has that one."""
        known = next(
            (item for item in divisions.counties(self._unit) if item.code == county_code), None
        )
        if known is None:
            return
        self.league.set_value(known.league_name)
        self._league_chosen(known.league_name)
        self.county.set_value(county_code)
        self._county_chosen(county_code)
        self.towns.choose(town_code)

    def entries(self) -> list[dict[str, Any]]:
        """What is ticked, in the order of the codes."""
        return [roster_entry(self._ticked[code]) for code in sorted(self._ticked)]

    def summary(self) -> str:
        """What is ticked, in words."""
        towns = len({code[:9] for code in self._ticked})
        if not towns:
            return f"还没有勾选{self._unit}"
        return f"已选 {towns} 个苏木乡镇街道的 {len(self._ticked)} 个{self._unit}"

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(units(8))
        left.addWidget(self.league)
        left.addWidget(self.county)
        left.addWidget(self.towns, 1)
        right = QVBoxLayout()
        right.setSpacing(units(8))
        head = QHBoxLayout()
        head.setSpacing(units(14))
        head.addWidget(self._town_name, 1)
        for button in (self.all_button, self.none_button, self.county_button):
            head.addWidget(button)
        right.addLayout(head)
        right.addWidget(self.villages, 1)
        right.addWidget(self.count)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(units(14))
        layout.addLayout(left, 2)
        layout.addLayout(right, 3)
        self.villages.setAccessibleName("嘎查村")
        self.towns.setAccessibleName("苏木乡镇街道")

    def _league_chosen(self, league: str) -> None:
        found = [item for item in divisions.counties(self._unit) if item.league_name == league]
        self.county.set_choices([(item.code, item.name) for item in found])
        if len(found) == 1:
            self.county.set_value(found[0].code)
        self._county_chosen(self.county.value())

    def _county_chosen(self, county_code: str) -> None:
        self._town = ""
        self._show_towns()
        self._show_villages()

    def _town_chosen(self, town_code: str) -> None:
        self._town = town_code
        self._show_villages()

    def _show_towns(self) -> None:
        ticked: dict[str, int] = {}
        for code in self._ticked:
            ticked[code[:9]] = ticked.get(code[:9], 0) + 1
        items = []
        for town in divisions.towns(self.county.value(), self._unit):
            whole = town.communities if self._unit == COMMUNITY_UNIT else town.villages
            count = ticked.get(town.code, 0)
            note = f"{count}/{whole}" if count else str(whole)
            items.append(CheckedItem(town.code, town.name, note, ticked=bool(count)))
        self.towns.set_items(items, self._town)

    def _show_villages(self) -> None:
        items: list[CheckedItem] = []
        farms: list[CheckedItem] = []
        found = divisions.units(self._town, self._unit, with_farms=True) if self._town else ()
        for unit in found:
            taken = unit.code in self._taken
            item = CheckedItem(
                unit.code,
                unit.name,
                "已在名册" if taken else unit.code,
                ticked=taken or unit.code in self._ticked,
                enabled=not taken,
            )
            (farms if class_of_code(unit.code) == "farm" else items).append(item)
        if farms:
            items.append(CheckedItem("", "农场、园区等（一般不参评，需要时勾选）"))
        self.villages.set_items([*items, *farms])
        name = next(
            (item.name for item in divisions.towns(self.county.value()) if item.code == self._town),
            "",
        )
        self._town_name.setText(name or "先在左边选苏木乡镇街道")
        for button in (self.all_button, self.none_button):
            button.setVisible(bool(self._town))
        self.county_button.setVisible(bool(self.county.value()))
        self.count.setText(self.summary())

    def _tick(self, code: str, ticked: bool) -> None:
        unit = divisions.by_code(code)
        if unit is None:
            return
        if ticked:
            self._ticked[code] = unit
        else:
            self._ticked.pop(code, None)
        self._tell()

    def _tick_units(self, town_code: str, *, ticked: bool) -> None:
        """All of a town, farms only to be taken away."""
        for unit in divisions.units(town_code, self._unit, with_farms=not ticked):
            if unit.code in self._taken:
                continue
            if ticked:
                self._ticked[unit.code] = unit
            else:
                self._ticked.pop(unit.code, None)

    def _tick_town(self, *, ticked: bool) -> None:
        self._tick_units(self._town, ticked=ticked)
        self._show_villages()
        self._tell()

    def _tick_county(self) -> None:
        for town in divisions.towns(self.county.value(), self._unit):
            self._tick_units(town.code, ticked=True)
        self._show_villages()
        self._tell()

    def _tell(self) -> None:
        self._show_towns()
        self.count.setText(self.summary())
        self.changed.emit()


class RosterDialog(QDialog):
    """Adds villages of the official list to the round looked at."""

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        head = bridge.head()
        self.setWindowTitle(f"加入{head.unit}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(20), units(16), units(20), units(16))
        layout.setSpacing(units(10))
        layout.addWidget(Label(f"{head.year} 年度　加入{head.unit}", TextSize.HEADING, bold=True))
        self.choice = RosterChoice(head.unit)
        layout.addWidget(self.choice, 1)
        self.notice = NoticeBar()
        layout.addWidget(self.notice)
        self.add_button = PrimaryButton("加入")
        self.add_button.clicked.connect(self.add)
        cancel = QuietButton("取消")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.add_button)
        layout.addLayout(buttons)
        fit_to_screen(self, 720, 560)
        self._show_place()
        self.choice.changed.connect(self._follow)
        self._follow()

    def add(self) -> None:
        """Add what is ticked; a fault stands above the buttons."""
        try:
            self._bridge.attempt(
                add_villages,
                round=self._bridge.round,
                villages=self.choice.entries(),
                source=ROSTER_SOURCE,
            )
        except Fault as fault:
            self.notice.say("fault", str(fault))
            return
        self.accept()

    def _show_place(self) -> None:
        """Open at the place of the villages that are there already."""
        reader = self._bridge.reader
        year = self._bridge.head().year
        named = [
            name_on(reader, member.village, f"{year}-12-31")
            for member in reader.find(Participation, round=self._bridge.round)
        ]
        codes = [found.code for found in named if found is not None]
        self.choice.set_taken(codes)
        if codes:
            self.choice.open_county(codes[-1][:6], codes[-1][:9])

    def _follow(self) -> None:
        self.add_button.setEnabled(bool(self.choice.entries()))
