"""The plan of a year: the day of 定评, and the office's own days for single steps.

Every change shows at once what it makes of the other steps and what does not fit; nothing is
kept before 保存. A step without days of its own follows the plan.
"""

from __future__ import annotations

import itertools
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluation.actions.planning import plan_year, set_step_dates
from evaluation.standard.model import Step, StepKind
from evaluation.steps.calendar import working_days
from evaluation.steps.records import StepDates
from evaluation.steps.year_plan import DateSource, StepPlan, YearPlan
from evaluation.views import YearBoard
from gui.dialogs.fitting import fit_to_screen
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.pages.overview_plan import plan_of, posted_until
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton
from gui.widgets.date_field import DateField
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.wording import step_number

__all__ = ["StepDatesDialog", "StepLine"]

_SOURCES = {
    DateSource.STANDARD: "按评定标准",
    DateSource.PLANNED: "按定评日倒排",
    DateSource.OWN: "本单位定",
}
_GRAVE = "#875A12"
_WEEKDAYS = "一二三四五六日"


class StepLine(QWidget):
    """One step: its name, its days, where they come from, and what does not fit."""

    changed = Signal()
    reset = Signal()

    def __init__(self, place: int, step: Step) -> None:
        super().__init__()
        self.step = step
        notice = step.kind is StepKind.NOTICE
        self.opens = DateField()
        self.closes = DateField()
        self.opens.editor.setAccessibleName(f"{step.short}{'张贴日' if notice else '第一天'}")
        self.closes.editor.setAccessibleName(f"{step.short}最后一天")
        self.source = Label("", TextSize.NOTE, Colour.SECONDARY)
        self.reset_button = LinkButton("恢复按计划")
        self.graves = Label("", TextSize.NOTE, _GRAVE, wrap=True)
        self.notes = Label("", TextSize.NOTE, Colour.SECONDARY, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(units(10))
        head.addWidget(Label(f"{step_number(place)} {step.name}", TextSize.BODY, bold=True))
        head.addWidget(self.source)
        head.addWidget(self.reset_button)
        head.addStretch(1)
        days = QHBoxLayout()
        days.setSpacing(units(6))
        days.addWidget(self.opens)
        days.addWidget(Label("张贴" if notice else "至", TextSize.BODY, Colour.SECONDARY))
        days.addWidget(self.closes)
        days.addStretch(1)
        # The notice ends with 定评, whose day stands at the top.
        self.closes.setVisible(not notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, units(4), 0, units(4))
        column.setSpacing(units(3))
        column.addLayout(head)
        column.addLayout(days)
        column.addWidget(self.graves)
        column.addWidget(self.notes)
        self.opens.value_changed.connect(lambda _: self.changed.emit())
        self.closes.value_changed.connect(lambda _: self.changed.emit())
        self.reset_button.clicked.connect(self.reset)

    def show_plan(self, dates: StepPlan, plan: YearPlan) -> None:
        """Show the days as they follow now."""
        for field, day in ((self.opens, dates.opens), (self.closes, dates.closes)):
            field.set_value(day.isoformat() if day is not None else "")
            if day is not None:
                field.set_near(day)
        length = _length_words(dates, plan)
        self.source.setText(" · ".join(part for part in (_SOURCES[dates.source], length) if part))
        self.reset_button.setVisible(dates.source is DateSource.OWN)
        warnings = plan.warnings_of(dates.step)
        turns = "，".join(f"{part.name}到{_day(part.closes)}" for part in dates.parts)
        notes = [f"{turns}。"] if turns else []
        notes += [item.text for item in warnings if not item.grave]
        graves = [item.text for item in warnings if item.grave]
        for label, texts in ((self.graves, graves), (self.notes, notes)):
            label.setText("\n".join(texts))
            label.setVisible(bool(texts))


class StepDatesDialog(FormDialog):
    """`lines` are the steps in the standard's order, `plan` what the fields make of the year."""

    def __init__(
        self, bridge: OfficeBridge, board: YearBoard, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "各步日程",
            "填上打算定评的日子，各步从这一天往前倒排；个别步骤要另定的，直接改它的日期。"
            "日期只用来提醒，不影响录入和签字。",
            accept="保存",
            parent=parent,
        )
        self._bridge = bridge
        self._head = board.head
        self._until = posted_until(board.notices)
        kept = bridge.reader.find(StepDates, round=board.head.round.id)
        self._kept = {item.step: item for item in kept}
        self._own: dict[str, StepDates] = dict(self._kept)
        self.decision = self.form.add(
            "planned_on",
            "定评日",
            DateField(near=date(board.head.year + 1, 1, 20)),
            note="空着就用评定标准里的日期。",
        )
        self.decision.set_value(board.head.round.planned_on)
        self.general = NoticeBar("info")
        self.lines = [StepLine(place, step) for place, step in enumerate(board.head.standard.steps)]
        place = self.inner.indexOf(self.form) + 1
        for line in reversed(self.lines):
            self.inner.insertWidget(place, line)
            line.changed.connect(lambda line=line: self._take(line))
            line.reset.connect(lambda line=line: self._give_back(line))
        self.inner.insertWidget(place, self.general)
        self.decision.value_changed.connect(lambda _: self._show())
        if board.head.published:
            for widget in (self.form, *self.lines):
                widget.setEnabled(False)
            self.accept_button.hide()
            self.cancel_button.setText("关闭")
            self.refusal.say("info", f"{board.head.year} 年度已经定评封存，日程不能再改。")
        self._order_tabs()
        self._show()
        fit_to_screen(self, 600, 640)
        self.decision.setFocus()

    @property
    def plan(self) -> YearPlan:
        """The plan with the days as they stand in the window."""
        return plan_of(
            self._bridge.reader,
            self._head,
            until=self._until,
            planned_on=self.decision.value(),
            dates=tuple(self._own.values()),
        )

    def submit(self) -> None:
        """Keep what is different, each as an entry of its own."""
        round_ = self._head.round
        if self.decision.value() != round_.planned_on:
            self._bridge.attempt(plan_year, round=round_.id, planned_on=self.decision.value())
        for step in self._head.standard.steps:
            own, kept = self._own.get(step.id), self._kept.get(step.id)
            if own == kept:
                continue
            self._bridge.attempt(
                set_step_dates,
                round=round_.id,
                step=step.id,
                opens=own.opens if own is not None else "",
                closes=own.closes if own is not None else "",
            )

    def try_to_submit(self) -> None:
        """Submit unless a date cannot be read or runs backwards."""
        for line in self.lines:
            for field in (line.opens, line.closes):
                field.editor.editingFinished.emit()
        if any(field.fault for line in self.lines for field in (line.opens, line.closes)):
            return
        super().try_to_submit()

    def _order_tabs(self) -> None:
        chain: list[QWidget] = [self.decision]
        for line in self.lines:
            chain += [line.reset_button, line.opens, line.closes]
        chain += [self.cancel_button, self.accept_button]
        for before, after in itertools.pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _take(self, line: StepLine) -> None:
        """A day was typed: the step has days of its own from now on."""
        opens, closes = line.opens.value(), line.closes.value()
        if not opens or not closes:
            # One day emptied: the step goes back to the plan.
            self._own.pop(line.step.id, None)
        elif closes < opens:
            field = line.opens if line.step.kind is StepKind.NOTICE else line.closes
            field.set_fault("张贴日晚于定评日。" if field is line.opens else "最后一天早于第一天。")
            return
        else:
            self._own[line.step.id] = StepDates(self._head.round.id, line.step.id, opens, closes)
        self._show()

    def _give_back(self, line: StepLine) -> None:
        self._own.pop(line.step.id, None)
        self._show()
        line.opens.setFocus()

    def _show(self) -> None:
        plan = self.plan
        for line in self.lines:
            line.show_plan(plan.step(line.step.id), plan)
        texts = [item.text for item in plan.warnings if not item.step]
        self.general.say("info", "\n".join(texts))


def _length_words(dates: StepPlan, plan: YearPlan) -> str:
    if dates.opens is None or dates.closes is None:
        return ""
    if dates.kind is StepKind.NOTICE:
        return f"{_day(dates.closes)}定评"
    return f"{working_days(dates.opens, dates.closes, plan.calendar)} 个工作日"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"
