"""Finds which village of a round a row of a foreign table means: by its code, else by its name.

A name is only looked for among the villages of the round, in the row's town where one is
written; where several remain the official is asked, and where none is found it is a fault.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from db.exchange.headings import CODE, NAME, TOWN, DataRow
from db.exchange.previews import Collector
from db.exchange.tables import Cell, CellKind
from evaluation.faults import RatingFault
from evaluation.gathering import name_on
from evaluation.places import (
    VillageCode,
    compact,
    plain_name,
    tidy_name,
    without_ending,
    without_notes,
)
from evaluation.ports import Reader
from evaluation.rounds import Participation, Round
from evaluation.villages import Town, VillageName

__all__ = ["Member", "Members"]

_ABOVE = ("镇", "乡", "苏木", "街道", "旗", "县", "市", "区", "的", "年度", "年")
_OTHER_ENDINGS = ("村", "嘎查")


@dataclass(frozen=True, slots=True)
class Member:
    """A village of the round with its code and names that year."""

    participation: Participation
    code: str
    name: str
    official_name: str
    town_name: str

    @property
    def id(self) -> str:
        return self.participation.village


class Members:
    """The villages of a round, to be found by what stands in a row; each row only once."""

    def __init__(self, reader: Reader, round_: Round) -> None:
        towns = {town.code: town.name for town in reader.find(Town)}
        self.round = round_
        self.all: list[Member] = []
        self._by_code: dict[str, Member] = {}
        self._by_name: dict[str, list[Member]] = defaultdict(list)
        self._seen: dict[str, str] = {}
        for participation in reader.find(Participation, round=round_.id):
            named = name_on(reader, participation.village, f"{round_.year}-12-31")
            member = Member(
                participation,
                named.code if named else "",
                named.name if named else participation.village,
                named.official_name if named else "",
                towns.get(participation.town, participation.town),
            )
            self.all.append(member)
            for fact in reader.find(VillageName, village=participation.village):
                self._by_code[fact.code] = member
            for form in _forms(member.name) | _forms(member.official_name):
                self._by_name[form].append(member)

    def find(self, collector: Collector, row: DataRow) -> Member | None:
        """The village a row means, or None where the reason has been told to the collector."""
        found = self._found(collector, row)
        if found is None:
            return None
        before = self._seen.get(found.id)
        if before is not None:
            collector.fault(
                row.address, f"{found.name}在表里出现了两次，前一次在 {before}。请只留一行。"
            )
            return None
        self._seen[found.id] = row.address
        return found

    def by_code(self, code: str) -> Member | None:
        """The village that has, or once had, this code."""
        return self._by_code.get(code)

    def named(self, name: str, town: str) -> list[Member]:
        """Villages of that name, of that town where one is given."""
        return [
            member
            for member in self._named(name)
            if not town
            or plain_name(town) in (plain_name(member.town_name), member.participation.town)
        ]

    def is_named_by(self, cell: Cell) -> bool:
        """Whether a cell holds a village's code, or the name of one or more."""
        if cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
            return False
        return compact(cell.text) in self._by_code or bool(self._named(cell.text))

    def mentioned(self, text: str, around: str = "") -> tuple[list[Member], list[Member]]:
        """(villages whose name stands in a text, those whose name may be part of a longer one).

        A name counts where a town's name, a blank, a sign or nothing stands before it. around:
        a longer text in which the town may be named.
        """
        plain = plain_name(text)
        seen: dict[str, bool] = {}
        for form in self._by_name:
            for place in _places(plain, form):
                seen[form] = seen.get(form, False) or _begins_here(plain[:place])
        longest = {
            form: sure
            for form, sure in seen.items()
            if not any(form != other and form in other for other in seen)
        }
        where = plain_name(around or text)
        named: list[Member] = []
        doubtful: list[Member] = []
        for form, sure in longest.items():
            found = self._by_name[form]
            in_town = [item for item in found if plain_name(item.town_name) in where]
            for member in in_town if len(found) > 1 and in_town else found:
                kept = named if sure and len(in_town or found) == 1 else doubtful
                if member not in kept:
                    kept.append(member)
        return named, [member for member in doubtful if member not in named]

    def may_repeat(self) -> None:
        """Let the next row be about a village that was spoken of before."""
        self._seen.clear()

    def _found(self, collector: Collector, row: DataRow) -> Member | None:
        name = collector.text(row, NAME, "名称")
        if not row.cell(CODE).empty:
            return self._by_its_code(collector, row, name)
        if not name:
            collector.fault(row.address, "这一行没有写嘎查村的名称或代码，不知道是谁的数据。")
            return None
        town = row.text(TOWN)
        found = self.named(name, town)
        if len(found) == 1:
            return found[0]
        if not found:
            where = f"{town}的" if town else ""
            collector.fault(
                row.address,
                f"{self.round.year} 年度名册里没有{where}“{name}”。请核对名称，或先把它加入名册。",
            )
            return None
        answer = collector.ask(
            f"village:{row.address}",
            row.address,
            f"名册里有 {len(found)} 个“{name}”，这一行是哪一个？",
            tuple((item.id, f"{item.town_name} {item.name}（{item.code}）") for item in found),
        )
        return next((item for item in found if item.id == answer), None)

    def _named(self, name: str) -> list[Member]:
        """Villages of that name; a missing or other ending is taken where it names only one."""
        plain = plain_name(name)
        for form in (plain, tidy_name(plain)):
            if form in self._by_name:
                return self._by_name[form]
        bare = without_ending(without_notes(tidy_name(plain)))
        if bare != plain and not plain.endswith(_OTHER_ENDINGS):
            return []
        return [member for member in self.all if without_ending(without_notes(member.name)) == bare]

    def _by_its_code(self, collector: Collector, row: DataRow, name: str) -> Member | None:
        cell = row.cell(CODE)
        written = collector.text(row, CODE, "代码")
        if not written:
            return None
        try:
            code = VillageCode.parse(written).text
        except RatingFault as fault:
            collector.fault(cell.address, fault.message)
            return None
        member = self._by_code.get(code)
        if member is None:
            collector.fault(
                cell.address,
                f"{self.round.year} 年度名册里没有代码为 {code} 的{self.round.unit}。"
                "请核对代码，或先把它加入名册。",
            )
            return None
        if name and member not in self._named(name):
            collector.fault(
                row.cell(NAME).address,
                f"代码 {code} 在名册里是“{member.name}”，表里写的是“{name}”，对不上。"
                "请核对是代码错了还是名称错了。",
            )
            return None
        return member


def _places(text: str, form: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(form, place)]


def _begins_here(before: str) -> bool:
    """Whether a village's name can begin after these words: not within a longer name."""
    return not before or not ("\u4e00" <= before[-1] <= "\u9fff") or before.endswith(_ABOVE)


def _forms(name: str) -> set[str]:
    return {form for form in (plain_name(name), tidy_name(name)) if form}
