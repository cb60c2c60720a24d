"""What is to be sent out: which forms, as what, for whom, into which folder.

Only asks; the page writes what was wanted.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.exchange.feedback_forms import departments
from db.exchange.sheet_forms import scored_steps
from evaluation.faults import RatingFault
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import StepKind
from evaluation.views import VillageRow, YearBoard
from gui.dialogs.checked_list import CheckedItem, CheckedList
from gui.dialogs.form_dialog import FormDialog
from gui.exchange.recognition import SHEETS
from gui.exchange.sent import FEEDBACK, FileForm, FormsWanted, forms_name, unused_folder
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.paragraph import Paragraph

__all__ = ["FormsOutDialog"]

_BLANK, _FILLED = "blank", "filled"
_ALL, _UNFILLED, _SOME = "all", "unfilled", "some"
_WIDTH, _WITH_LIST = 540, 700


class FormsOutDialog(FormDialog):
    """Forms for villages (kind SHEETS) or departments (kind FEEDBACK).

    After it has been accepted `wanted` says what to write.
    """

    def __init__(
        self,
        board: YearBoard,
        kind: str,
        *,
        parent_folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """parent_folder: where folders are proposed, the documents without it.

        Raises RatingFault where there is nothing that could be sent."""
        sheets = kind == SHEETS
        super().__init__(
            "发打分表" if sheets else "发部门反馈表",
            "填好交回来，文件改了名字也认得是谁的：表头有代码。"
            if sheets
            else _department_words(board),
            accept="写出",
            label_width=64,
            parent=parent,
        )
        self._board = board
        self._kind = kind
        self._above = parent_folder
        self._chosen_folder: Path | None = None
        self._rated = tuple(row for row in board.rows if row.status is ParticipationStatus.RATED)
        if not self._rated:
            raise RatingFault(f"{board.head.year} 年度还没有参评的{board.head.unit}。")
        self._ticked: dict[str, bool] = dict.fromkeys((row.id for row in self._rated), False)
        self.step = self._step_field() if sheets else None
        self.file_form = self.form.add(
            "form", "做成", ChoiceField(_file_forms(board, kind), width=240)
        )
        self.file_form.set_value(FileForm.WORKBOOKS)
        self.content = self.form.add("content", "内容", ChoiceField(width=240))
        self.scope = (
            self.form.add("scope", board.head.unit, ChoiceField(width=240)) if sheets else None
        )
        self.villages = CheckedList()
        self.villages.setAccessibleName("选嘎查村")
        self.villages.ticked.connect(self._tick)
        self.folder_words = Paragraph("", TextSize.NOTE)
        self.folder_button = QuietButton("更改…")
        self.folder_button.clicked.connect(self.choose_folder)
        self.form.add_widget("存到", self._folder_line())
        self.count_words = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        self.form.add_widget("", self.count_words)
        if self.step is not None:
            self.step.value_changed.connect(lambda _: self._propose())
        self._lay_beside()
        for field in (self.step, self.file_form, self.content, self.scope):
            if field is not None:
                field.value_changed.connect(lambda _: self._follow())
        self._propose()
        self._follow()

    def _lay_beside(self) -> None:
        """Put the list of villages at the right of the form: below it would have to be scrolled
        to on a small screen."""
        place = self.inner.indexOf(self.form)
        self.inner.removeWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(units(14))
        row.addWidget(self.form, 3)
        row.addWidget(self.villages, 2)
        self.inner.insertLayout(place, row, 1)

    def _step_field(self) -> ChoiceField:
        steps = scored_steps(self._board.head.standard)
        field = self.form.add(
            "step", "步骤", ChoiceField([(step.id, step.name) for step in steps], width=240)
        )
        unfinished = [
            step.id
            for step in steps
            if any(self._state(row, step.id) != "done" for row in self._rated)
        ]
        field.set_value((unfinished or [steps[-1].id])[0])
        return field

    def _folder_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, units(5), 0, 0)
        row.setSpacing(units(10))
        column = QVBoxLayout()
        column.addWidget(self.folder_words)
        column.addStretch(1)
        row.addLayout(column, 1)
        row.addWidget(self.folder_button)
        return line

    @property
    def wanted(self) -> FormsWanted:
        """What is chosen now."""
        return FormsWanted(
            self._kind,
            self._step_id,
            self.content.value() == _FILLED,
            FileForm(self.file_form.value()),
            self._villages(),
            self.folder,
        )

    @property
    def folder(self) -> Path:
        """Where it is written: what was chosen, or what is proposed."""
        return self._chosen_folder or self._proposed

    def choose_folder(self) -> None:
        """Ask for another folder."""
        name = QFileDialog.getExistingDirectory(self, "存到哪个文件夹", str(self.folder.parent))
        if name:
            self.put_into(Path(name))

    def put_into(self, folder: Path) -> None:
        """Write into this folder; where it holds something, into a new one in it."""
        holds = folder.is_dir() and any(folder.iterdir())
        self._chosen_folder = unused_folder(self._name(), folder) if holds else folder
        self._follow()

    def required(self) -> dict[str, str]:
        if self._kind == SHEETS and not self._villages():
            return {"scope": "一个也没有选。"}
        return {}

    def submit(self) -> None:
        """Nothing is carried out here: the page writes what is wanted."""

    @property
    def _step_id(self) -> str:
        return "" if self.step is None else self.step.value()

    def _name(self) -> str:
        filled = self.content.value() == _FILLED
        return forms_name(self._board, self._kind, self._step_id, filled=filled)

    @staticmethod
    def _state(row: VillageRow, step: str) -> str:
        return next((part.state for part in row.progress if part.step == step), "none")

    def _villages(self) -> tuple[str, ...]:
        scope = self.scope.value() if self.scope is not None else _ALL
        if scope == _UNFILLED:
            return tuple(row.id for row in self._unfilled())
        return tuple(row.id for row in self._rated if scope == _ALL or self._ticked[row.id])

    def _unfilled(self) -> list[VillageRow]:
        return [row for row in self._rated if self._state(row, self._step_id) == "none"]

    def _propose(self) -> None:
        self.content.set_choices(((_BLANK, "空白"), (_FILLED, "带已有的数")))
        own = self._kind == SHEETS and self._step_kind() is StepKind.SELF
        self.content.set_value(_BLANK if own else _FILLED)

    def _step_kind(self) -> StepKind:
        return scored_steps(self._board.head.standard, self._step_id)[0].kind

    def _follow(self) -> None:
        """Show what follows from what is chosen."""
        if self.scope is not None:
            unfilled = len(self._unfilled())
            choices = [(_ALL, f"全部 {len(self._rated)} 个")]
            if 0 < unfilled < len(self._rated):
                choices.append((_UNFILLED, f"还没有填的 {unfilled} 个"))
            choices.append((_SOME, "自己选"))
            self.scope.set_choices(choices)
            if not self.scope.value():
                self.scope.set_value(_ALL)
        some = self.scope is not None and self.scope.value() == _SOME
        if some and not self.villages.items:
            self._list_villages()
        self.villages.setVisible(some)
        self.setMinimumWidth(units(_WITH_LIST if some else _WIDTH))
        self.resize(self.minimumWidth(), self.height())
        self._proposed = unused_folder(self._name(), self._above)
        self.folder_words.set_text(str(self.folder))
        self.count_words.set_text(self._count_words())
        self.fit()

    def _list_villages(self) -> None:
        several = len({row.town for row in self._rated}) > 1
        self.villages.set_items(
            [
                CheckedItem(
                    row.id, row.name, row.town_name if several else "", ticked=self._ticked[row.id]
                )
                for row in self._rated
            ]
        )

    def _tick(self, village: str, ticked: bool) -> None:
        self._ticked[village] = ticked
        self._follow()

    def _count_words(self) -> str:
        form = FileForm(self.file_form.value())
        if self._kind == FEEDBACK:
            count, what = len(departments(self._board.head.standard)), "部门"
        else:
            count, what = len(self._villages()), self._board.head.unit
        if form is FileForm.ONE_PDF:
            words = f"写出 1 个 PDF，{count} 个{what}都在里面。"
        else:
            words = f"写出 {count} 个文件，每个{what}一个。"
        if self.content.value() == _FILLED and self._kind == SHEETS:
            own = self._step_kind() is StepKind.SELF
            words += "带已经录入的得分。" if own else "带自评得分和已经录入的内容。"
        elif self.content.value() == _FILLED:
            words += "带初评已经录入的数据和次数。"
        if form is not FileForm.WORKBOOKS:
            words += "PDF 打印后手填，填好的要在评分页录入。"
        return words


def _file_forms(board: YearBoard, kind: str) -> tuple[tuple[str, str], ...]:
    each = f"每个{board.head.unit if kind == SHEETS else '部门'}一个"
    return (
        (FileForm.WORKBOOKS, f"{each} Excel 文件"),
        (FileForm.ONE_PDF, "一个 PDF，打印后手填"),
        (FileForm.PDF_EACH, f"{each} PDF"),
    )


def _department_words(board: YearBoard) -> str:
    named = departments(board.head.standard)
    if not named:
        raise RatingFault(
            "本年度的评定标准里没有写牵头部门，没有部门反馈表可写。请在评定标准里填“牵头部门”。"
        )
    return f"{len(named)} 个部门：{'、'.join(named)}。"
