"""What was chosen for each of many files, and what it comes to in words and in arguments.

Knows no widgets and writes nothing; the window of sorting shows it and asks for the action.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from db.exchange.evidence_files import day_in_name
from evaluation.faults import RatingFault
from evaluation.steps.records import Evidence
from evaluation.views import YearBoard
from gui.evidence.picture_list import PictureItem
from gui.evidence.pictures import is_picture
from gui.evidence.places import Place, place_words
from gui.evidence.reading import ReadFile
from gui.evidence.sorting_kinds import HERE, Kind, Sorted, kinds_of, place_of, summary
from gui.office_bridge import OfficeBridge
from gui.theme import Colour
from gui.widgets.typed_dates import date_words

__all__ = ["PhotoSorting"]

_YEAR = "全年度"


class PhotoSorting:
    """`read`: the files in the order of the days taken; `chosen`: what was chosen for each.

    here: where they were dropped, proposed for all that are not guessed to be elsewhere.
    """

    def __init__(self, bridge: OfficeBridge, board: YearBoard, here: Place | None = None) -> None:
        self._bridge = bridge
        self._here = here
        self._names = {row.id: row.name for row in board.rows}
        self.standard = board.head.standard
        self.kinds = kinds_of(self.standard, here)
        self.read: tuple[ReadFile, ...] = ()
        self.chosen: list[Sorted] = []

    def take(self, read: Sequence[ReadFile]) -> None:
        """Begin with these files; doubles and what is kept already are left out at first."""
        self.read = tuple(read)
        seen: dict[str, str] = {}
        self.chosen = []
        for item in self.read:
            sha256 = item.file.sha256
            self.chosen.append(self._proposal(item, seen.get(sha256, "")))
            seen.setdefault(sha256, item.file.name)

    def _proposal(self, item: ReadFile, same: str) -> Sorted:
        kept = self._bridge.reader.find(Evidence, round=self._bridge.round, sha256=item.file.sha256)
        reason = ""
        if same:
            reason = f"与“{same}”内容相同"
        elif kept:
            reason = f"已经添加在{self._village_word(kept[0].village)}"
        here = self._here
        if here is None:
            return Sorted(item.guess or None, bool(item.guess), left_out=reason)
        village = item.guess or here.village
        elsewhere = village != here.village and bool(self.kind(HERE).only)
        kind = "" if elsewhere else HERE
        return Sorted(village, village != here.village, kind, left_out=reason)

    def kind(self, key: str) -> Kind:
        """The kind with that key."""
        return next(kind for kind in self.kinds if kind.key == key)

    def kind_of(self, row: int) -> Kind | None:
        """The kind chosen for a file, None while none is."""
        return next((kind for kind in self.kinds if kind.key == self.chosen[row].kind), None)

    def change(self, rows: Sequence[int], **changed: Any) -> None:
        """Choose something else for some files; names as in `Sorted`."""
        for row in rows:
            self.chosen[row] = replace(self.chosen[row], **changed)

    def fault(self, row: int) -> str:
        """What is missing for a file, "" where nothing is."""
        try:
            self.place(row)
        except RatingFault as fault:
            return fault.message
        return ""

    def place(self, row: int) -> Place:
        """Where a file would be attached; raises RatingFault for what is missing."""
        return place_of(self._bridge, self.standard, self.kinds, self.chosen[row])

    @property
    def wanted(self) -> list[int]:
        """The files that are not left out."""
        return [row for row, chosen in enumerate(self.chosen) if not chosen.left_out]

    @property
    def unit(self) -> str:
        """张 while all are photos."""
        return "张" if all(is_picture(self.read[row].file.media) for row in self.wanted) else "个"

    def sentence(self) -> str:
        """How many go where: 12 张：东泉嘎查 5、西岭嘎查 7；1 个不添加."""
        if not self.chosen:
            return ""
        wanted = [self.chosen[row] for row in self.wanted]
        order = [*self._names, ""]
        settled = sorted(
            (chosen.village for chosen in wanted if chosen.village is not None), key=order.index
        )
        waiting = len(wanted) - len(settled)
        left_out = len(self.chosen) - len(wanted)
        parts = (
            summary([self._village_word(village) for village in settled], self.unit)
            if settled
            else "",
            f"{waiting} {self.unit}还没有选村" if waiting else "",
            f"{left_out} 个不添加" if left_out else "",
        )
        return "；".join(part for part in parts if part)

    def detail(self) -> str:
        """One line for each place, and how many villages are guesses."""
        lines: dict[str, int] = {}
        for place in (self.place(row) for row in self.wanted):
            where = self._village_word(place.village)
            key = f"{where}　{place_words(self.standard, place.subject)}"
            lines[key] = lines.get(key, 0) + 1
        words = [f"{key}　{count} {self.unit}" for key, count in lines.items()]
        guessed = sum(1 for row in self.wanted if self.chosen[row].guessed)
        if guessed:
            words.append(f"其中 {guessed} {self.unit}的嘎查村是按文件名或文件夹猜的，请核对。")
        return "\n".join(words)

    def arguments(self) -> list[dict[str, Any]]:
        """The files that are wanted, as `attach_files` takes them; RatingFault as `place`."""
        return [
            {
                **self.place(row).arguments(),
                "name": self.read[row].file.name,
                "media": self.read[row].file.media,
                "data": self.read[row].file.data,
                "taken_on": self.read[row].file.taken_on,
            }
            for row in self.wanted
        ]

    def items(self) -> list[PictureItem]:
        """The files as the list shows them."""
        return [self._item(row) for row in range(len(self.read))]

    def _item(self, row: int) -> PictureItem:
        item, chosen, kind = self.read[row], self.chosen[row], self.kind_of(row)
        village = "未选嘎查村" if chosen.village is None else self._village_word(chosen.village)
        open_ = chosen.guessed or chosen.village is None
        first = (
            f"猜的：{village}，请核对" if chosen.guessed else village,
            Colour.DOING if open_ else Colour.TEXT,
        )
        parts = ("未选种类" if kind is None else kind.short, chosen.code, _day_words(item))
        second = ("　".join(part for part in parts if part), Colour.SECONDARY)
        mark = ("mark-half", Colour.DOING) if self.fault(row) else ("mark-done", Colour.DONE)
        if chosen.left_out:
            first, mark = (f"不添加：{chosen.left_out}", Colour.SECONDARY), ("", "")
        return PictureItem(
            str(item.path), item.file.name, item.picture, first, second, mark, bool(chosen.left_out)
        )

    def _village_word(self, village: str) -> str:
        return self._names.get(village, _YEAR)


def _day_words(item: ReadFile) -> str:
    """The day of a photo; where only its name has one, that is said."""
    if item.file.taken_on:
        return date_words(date.fromisoformat(item.file.taken_on))
    day = day_in_name(item.file.name)
    return f"{date_words(date.fromisoformat(day))}（按文件名）" if day else "日期不详"
