"""公示 of the villages: who is posted from when to when, posting, ending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluation.actions.notices import clear_notice, open_notice
from evaluation.evidence import Subject, SubjectKind
from evaluation.faults import RatingFault
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import NoticeRules, StepKind
from evaluation.steps.calendar import (
    calendar_of,
    is_working_day,
    last_day_of_notice,
    next_working_day,
)
from evaluation.steps.records import Holiday, Notice, NoticeState, ObjectionState
from evaluation.views import VillageRow, YearBoard
from gui.dialogs.form_dialog import refusal_text, typed_value
from gui.evidence.button import EvidenceButton
from gui.evidence.dropping import PhotoDrop
from gui.evidence.places import Place
from gui.office_bridge import OfficeBridge
from gui.tables.base import Column, DataTable, RowsModel
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton
from gui.widgets.card import Card
from gui.widgets.date_field import DateField
from gui.widgets.form import Form
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import Label
from gui.widgets.leading_focus import LeadingFocus
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.split import Split
from gui.widgets.text_field import TextField
from gui.widgets.typed_dates import date_words
from gui.wording import outcome_tag, word

__all__ = ["PostedVillage", "PostingPane", "days_words", "posted_villages"]

_SIGNS: dict[NoticeState | None, tuple[str, str]] = {
    None: ("mark-empty", Colour.SECONDARY),
    NoticeState.POSTED: ("mark-half", Colour.DOING),
    NoticeState.WITHDRAWN: ("mark-fault", Colour.FAULT),
    NoticeState.CLEARED: ("mark-done", Colour.DONE),
}


@dataclass(frozen=True, slots=True)
class PostedVillage:
    """A 参评 village with its latest notice and the number of its open objections."""

    village: VillageRow
    notice: Notice | None
    objections: int

    @property
    def to_post(self) -> bool:
        """Not posted yet, or withdrawn after a change."""
        return self.notice is None or self.notice.state is NoticeState.WITHDRAWN


def posted_villages(board: YearBoard) -> list[PostedVillage]:
    """The 参评 villages in the office's own order."""
    latest: dict[str, Notice] = {}
    for notice in board.notices:
        known = latest.get(notice.village)
        if known is None or known.posting < notice.posting:
            latest[notice.village] = notice
    return [
        PostedVillage(
            row,
            latest.get(row.id),
            sum(
                1
                for item in board.objections
                if item.village == row.id and item.state is not ObjectionState.CLOSED
            ),
        )
        for row in board.rows
        if row.status is ParticipationStatus.RATED
    ]


def days_words(rules: NoticeRules) -> str:
    """The length of a notice: 5 个工作日."""
    return f"{rules.days} 个{'工作日' if rules.working_days else '自然日'}"


def _sign(notice: Notice | None) -> tuple[str, str]:
    return _SIGNS[None if notice is None else notice.state]


def _state_words(notice: Notice | None) -> str:
    return "未公示" if notice is None else word(notice.state)


def _period(notice: Notice | None) -> str:
    if notice is None:
        return ""
    first, last = date.fromisoformat(notice.first_day), date.fromisoformat(notice.last_day)
    return f"{first.month}月{first.day}日 至 {last.month}月{last.day}日"


class PostingPane(LeadingFocus):
    """The villages at the left; at the right the form for posting and the state of it all.

    `waiting`: how many are to be posted; `can_clear`: some notices are running.
    `objection_wanted` carries the id of a village to whose result somebody objects.
    """

    objection_wanted = Signal(str)

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._rules = NoticeRules()
        self._villages: list[PostedVillage] = []
        self._subject = Subject(SubjectKind.NOTICE)
        self.can_clear = False
        self.waiting = 0
        self.table = self._new_table()
        self.form = Form(label_width=60)
        self.first_field = self.form.add("first_day", "首日", DateField(), required=True)
        self.last_field = self.form.add("last_day", "末日", DateField())
        self.place_field = self.form.add("place", "地点", TextField("如 镇、村公开栏"))
        self.contact_field = self.form.add("contact", "联系", TextField("单位、电话，供群众反映"))
        self.first_field.editor.textEdited.connect(lambda _: self._follow_first())
        self.first_field.value_changed.connect(lambda _: self._follow_first())
        self.last_words = Label("", TextSize.NOTE, Colour.SECONDARY, wrap=True)
        self.refusal = NoticeBar("fault")
        self.post_button = PrimaryButton("张贴公示", icon_name="notice")
        self.post_button.clicked.connect(self.post)
        self.post_card = Card("张贴公示")
        post_parts: tuple[QWidget, ...] = (
            self.form,
            self.last_words,
            self.refusal,
            self.post_button,
        )
        for part in post_parts:
            self.post_card.add(part)
        self.state_card = Card("公示情况")
        self._state = KeyValueList()
        self.clear_refusal = NoticeBar("fault")
        self.state_card.add(self._state)
        self.state_card.add(self.clear_refusal)
        self.photo_button = EvidenceButton(bridge, "公示照片")
        self.village_button = EvidenceButton(bridge, "本村照片")
        photos = QHBoxLayout()
        photos.setSpacing(units(8))
        photos.addWidget(self.photo_button)
        photos.addWidget(self.village_button)
        photos.addStretch(1)
        self.state_card.add(photos)
        self._split = Split(self.table, side_width=316, stack_below=900)
        self._split.add_side(self.post_card)
        self._split.add_side(self.state_card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        self.setFocusProxy(self.table)
        self.table.current_row_changed.connect(lambda _row: self._show_photos())
        PhotoDrop(bridge, self, lambda: self.photo_button.place)

    def _new_table(self) -> DataTable:
        table = DataTable(
            RowsModel(
                (
                    Column("嘎查村", lambda row: row[0].village.name, "name", "stretch"),
                    Column("乡镇", lambda row: row[0].village.town_name, "note"),
                    Column("结果", lambda row: row[1], "tag", 80),
                    Column("星数", lambda row: row[2], "figure", 70),
                    Column(
                        "公示",
                        lambda row: _state_words(row[0].notice),
                        "note",
                        140,
                        icon=lambda row: _sign(row[0].notice)[0],
                        colour=lambda row: _sign(row[0].notice)[1],
                    ),
                    Column("起止（含首末两日）", lambda row: _period(row[0].notice), "note", 160),
                    Column("次数", lambda row: row[3], "number", 56),
                    Column(
                        "异议",
                        lambda row: f"{row[0].objections} 件未办结" if row[0].objections else "—",
                        "note",
                        100,
                        colour=lambda row: Colour.FAULT if row[0].objections else None,
                        icon=lambda row: "mark-warning" if row[0].objections else None,
                    ),
                ),
                key_of=lambda row: str(row[0].village.id),
            )
        )
        table.activated_row.connect(lambda _: self._object())
        return table

    @property
    def current(self) -> str:
        """Id of the village chosen in the table, "" for none."""
        entry = self.table.current_entry()
        return "" if entry is None else entry[0].village.id

    def show_board(self, board: YearBoard) -> None:
        """Show the notices of a round."""
        standard = board.head.standard
        self._rules = standard.notice
        self._villages = posted_villages(board)
        shorts = {item.id: item.outward for item in standard.classes}
        most = standard.most_stars
        self.table.set_rows(
            [
                (
                    item,
                    outcome_tag(
                        item.village.outcome.state, item.village.outcome.rating_class, shorts
                    ),
                    f"{item.village.outcome.stars_held}★" if most else None,
                    "" if item.notice is None else str(item.notice.posting),
                )
                for item in self._villages
            ]
        )
        published = board.head.published
        self.waiting = 0 if published else sum(1 for item in self._villages if item.to_post)
        self.post_card.setVisible(bool(self.waiting))
        self.post_button.setText(f"张贴公示（{self.waiting} 个）")
        self._propose()
        self._show_state(board)
        step = standard.step_of_kind(StepKind.NOTICE)
        self._subject = Subject(SubjectKind.NOTICE, "" if step is None else step.id)
        self._show_photos()

    def _show_photos(self) -> None:
        """The photos of the posted list, and those of the village chosen in the table."""
        self.photo_button.set_place(Place("", self._subject), "公示照片")
        entry = self.table.current_entry()
        village = None if entry is None else entry[0].village
        self.village_button.set_place(
            None if village is None else Place(village.id, self._subject),
            "" if village is None else f"{village.name}　公示照片",
        )

    def _propose(self) -> None:
        """Fill the empty form with what was used last, or with today."""
        earlier = [item.notice for item in self._villages if item.notice is not None]
        if earlier and not self.place_field.typed():
            self.place_field.set_value(earlier[-1].place)
            self.contact_field.set_value(earlier[-1].contact)
        today = self._bridge.office.clock().date()
        self.first_field.set_near(today)
        self.last_field.set_near(today)
        if not self.first_field.value():
            self.first_field.set_value(today.isoformat())
        self._follow_first()

    def _follow_first(self) -> None:
        """Reckon the last day as the first is typed."""
        typed = self.first_field.value()
        if not typed:
            self.last_words.setText("")
            return
        first = date.fromisoformat(typed)
        calendar = calendar_of(self._bridge.reader.find(Holiday))
        last = last_day_of_notice(first, self._rules, calendar)
        decided = next_working_day(last, calendar)
        self.last_field.set_value(last.isoformat())
        words = (
            f"{days_words(self._rules)}，首末两日都算；可以延长，不能缩短。"
            f"最早 {decided.month}月{decided.day}日定评。"
        )
        if self._rules.working_days and not is_working_day(first, calendar):
            words = f"首日不是工作日，不计入天数。{words}"
        self.last_words.setText(words)

    def _show_state(self, board: YearBoard) -> None:
        posted = [
            item.notice
            for item in self._villages
            if item.notice is not None and item.notice.state is NoticeState.POSTED
        ]
        cleared = sum(
            1
            for item in self._villages
            if item.notice is not None and item.notice.state is NoticeState.CLEARED
        )
        pairs = [
            ("未公示", f"{sum(1 for item in self._villages if item.notice is None)} 个"),
            ("公示中", f"{len(posted)} 个"),
            ("公示期满", f"{cleared} 个"),
        ]
        withdrawn = len(self._villages) - int(pairs[0][1].split()[0]) - len(posted) - cleared
        if withdrawn:
            pairs.append(("待重新张贴", f"{withdrawn} 个"))
        if posted:
            last = max(notice.last_day for notice in posted)
            pairs.append(("末日", date_words(date.fromisoformat(last))))
            left = (date.fromisoformat(last) - self._bridge.office.clock().date()).days
            pairs.append(("还有", f"{left + 1} 天" if left >= 0 else "已到期"))
        self._state.set_pairs(pairs)
        self.can_clear = bool(posted) and not board.head.published
        self.clear_refusal.clear()

    def post(self) -> None:
        """Post all villages that are not posted."""
        self.refusal.clear()
        for name in ("first_day", "last_day"):
            typed_value(self.form.field(name))
        if self.form.has_faults():
            return
        if not self.first_field.value():
            self.form.set_faults({"first_day": "请填公示首日。"})
            return
        try:
            self._bridge.attempt(
                open_notice,
                round=self._bridge.round,
                first_day=self.first_field.value(),
                last_day=self.last_field.value(),
                place=typed_value(self.place_field),
                contact=typed_value(self.contact_field),
            )
        except RatingFault as fault:
            self.refusal.say("fault", refusal_text(fault))

    def clear(self) -> None:
        """End the notice of all villages whose last day is past."""
        self.clear_refusal.clear()
        try:
            self._bridge.attempt(clear_notice, round=self._bridge.round)
        except RatingFault as fault:
            self.clear_refusal.say("fault", refusal_text(fault))

    def _object(self) -> None:
        if self.current:
            self.objection_wanted.emit(self.current)
