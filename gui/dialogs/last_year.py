"""The roster of the year before as a proposal for a new one, with what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.exchange import divisions
from evaluation.gathering import name_on
from evaluation.places import VillageCode
from evaluation.ports import Reader
from evaluation.rounds import Participation, ParticipationStatus, Round
from evaluation.villages import Town, Village
from gui.dialogs.checked_list import CheckedItem, CheckedList
from gui.dialogs.roster_entries import roster_entry
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton
from gui.widgets.label import Label
from gui.wording import word

__all__ = ["CarriedVillage", "LastYearChoice", "carried_villages"]


@dataclass(frozen=True, slots=True)
class CarriedVillage:
    """A village proposed for the new year. `note`: what an official should know; `changed`:
    it differs from the year before and stands at the top of the list."""

    entry: dict[str, Any]
    note: str
    proposed: bool
    changed: bool


def carried_villages(reader: Reader, before: Round, year: int) -> tuple[CarriedVillage, ...]:
    """The roster of `before` as of 1 January of `year`, then what the official list has more.

    Merged and ended villages are not proposed; the official list's further units of the same
    towns are shown and not proposed either.
    """
    day = f"{year}-01-01"
    towns = {town.code: town for town in reader.find(Town)}
    members = sorted(
        reader.find(Participation, round=before.id), key=lambda member: member.position
    )
    found: list[CarriedVillage] = []
    for member in members:
        named = name_on(reader, member.village, day)
        if named is None:
            continue
        town = towns.get(member.town)
        entry = {
            "code": named.code,
            "name": named.official_name or named.name,
            "town": town.name if town else "",
            "county": town.county if town else "",
            "organisation": named.organisation,
            "category": member.category,
            "assessment_group": member.assessment_group,
        }
        note = _change(reader, member, named.code)
        ended = _has_ended(reader, member.village)
        found.append(CarriedVillage(entry, note, proposed=not ended, changed=bool(note)))
    known = {village.entry["code"] for village in found}
    for town_code in sorted({code[:9] for code in known if code[:1].isdigit()}):
        found.extend(
            CarriedVillage(
                roster_entry(unit), f"{before.year} 年度名册里没有", proposed=False, changed=True
            )
            for unit in divisions.units(town_code, before.unit)
            if unit.code not in known
        )
    return tuple(found)


def _has_ended(reader: Reader, village: str) -> bool:
    lasting = reader.get(Village, village)
    return lasting is not None and bool(lasting.merged_into or lasting.ended)


def _change(reader: Reader, member: Participation, code: str) -> str:
    lasting = reader.get(Village, member.village)
    if lasting is not None and lasting.merged_into:
        target = name_on(reader, lasting.merged_into, "9999-12-31")
        return f"已并入{target.name if target else '他村'}"
    if lasting is not None and lasting.ended:
        return f"{lasting.ended} 起撤销"
    if member.status is not ParticipationStatus.RATED:
        reason = f"：{member.reason}" if member.reason else ""
        return f"上年{word(member.status)}{reason}"
    checked = VillageCode(code)
    if checked.is_temporary:
        return "临时编码，有了正式代码请更换"
    if not checked.is_sample and divisions.by_code(code) is None:
        return "代码不在 2023 年区划名单里，请核对"
    return ""


class LastYearChoice(QWidget):
    """The proposal to tick; signal `changed` after every tick."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._villages: dict[str, CarriedVillage] = {}
        self._ticked: set[str] = set()
        self._before: Round | None = None
        self.list = CheckedList()
        self.list.setAccessibleName("上一年度的名册")
        self.count = Label("", TextSize.NOTE, Colour.SECONDARY)
        self.changes = Label("", TextSize.NOTE, Colour.SECONDARY, wrap=True)
        all_button = LinkButton("全选")
        none_button = LinkButton("全不选")
        all_button.clicked.connect(lambda: self._tick_all(ticked=True))
        none_button.clicked.connect(lambda: self._tick_all(ticked=False))
        head = QHBoxLayout()
        head.setSpacing(units(14))
        head.addWidget(self.changes, 1)
        head.addWidget(all_button)
        head.addWidget(none_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(units(8))
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.count)
        self.list.ticked.connect(self._tick)

    @property
    def before(self) -> Round | None:
        """The round whose roster is proposed."""
        return self._before

    def show_roster(self, reader: Reader, before: Round, year: int) -> None:
        """Propose the roster of another round."""
        self._before = before
        villages = carried_villages(reader, before, year)
        self._villages = {village.entry["code"]: village for village in villages}
        self._ticked = {village.entry["code"] for village in villages if village.proposed}
        changed = [village for village in villages if village.changed]
        self.changes.setText(
            f"{before.year} 年度名册，有变化的 {len(changed)} 个列在前面，请逐个核对。"
            if changed
            else f"{before.year} 年度名册，没有变化。"
        )
        self._show()

    def entries(self) -> list[dict[str, Any]]:
        """What is ticked, in last year's order."""
        return [village.entry for code, village in self._villages.items() if code in self._ticked]

    def _show(self) -> None:
        groups = (
            ("有变化，请核对", [item for item in self._villages.values() if item.changed]),
            ("没有变化", [item for item in self._villages.values() if not item.changed]),
        )
        items: list[CheckedItem] = []
        for caption, villages in groups:
            if villages and len(villages) < len(self._villages):
                items.append(CheckedItem("", f"{caption}（{len(villages)}）"))
            items.extend(
                CheckedItem(
                    village.entry["code"],
                    village.entry["name"],
                    village.note or village.entry["town"],
                    ticked=village.entry["code"] in self._ticked,
                )
                for village in villages
            )
        self.list.set_items(items)
        self._tell()

    def _tick(self, code: str, ticked: bool) -> None:
        if ticked:
            self._ticked.add(code)
        else:
            self._ticked.discard(code)
        self._tell()

    def _tick_all(self, *, ticked: bool) -> None:
        self._ticked = set(self._villages) if ticked else set()
        self._show()

    def _tell(self) -> None:
        self.count.setText(f"已选 {len(self._ticked)} 个")
        self.changed.emit()
