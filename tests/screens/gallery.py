"""Every widget and every small window once, to compare their looks side by side."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.dialogs.boxes import FaultBox, QuestionBox, TextBox
from gui.dialogs.fault_window import FaultWindow
from gui.dialogs.progress_window import ProgressWindow
from gui.jobs import SynchronousRunner
from gui.theme import units
from gui.widgets.buttons import FlatButton, LinkButton, PrimaryButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.choice_field import ChoiceField
from gui.widgets.class_tag import ClassTag
from gui.widgets.date_field import DateField
from gui.widgets.empty_state import EmptyState
from gui.widgets.form import Form
from gui.widgets.key_hint import KeyHintRow
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.number_field import NumberField
from gui.widgets.paper_preview import PaperPreview
from gui.widgets.search_field import SearchField
from gui.widgets.star_row import StarRow
from gui.widgets.stat_card import StatCard
from gui.widgets.step_dots import StepDots, StepMark
from gui.widgets.text_field import TextArea, TextField
from tests.screens.registry import screen


def _form() -> Form:
    form = Form()
    number = form.add("number", "集体收入", NumberField(unit="万元"), required=True)
    number.set_value("18.60")
    wrong = form.add("wrong", "实到人数", NumberField(decimals=0))
    wrong.editor.setText("三十")
    wrong.editor.editingFinished.emit()
    form.add("day", "会议日期", DateField(near=date(2027, 1, 1))).set_value("2027-01-18")
    choice = form.add("class", "考核类别", ChoiceField((("a", "牧区"), ("b", "农区"))))
    choice.set_value("a")
    form.add("open", "包联领导", ChoiceField((("a", "甲"),)), note="在设置中维护名单。")
    form.add("name", "事实", TextField("写明时间、事项和数量"))
    reason = form.add("reason", "理由", TextArea(), required=True)
    reason.set_fault("请写明理由：改动结果必须留下依据。")
    return form


@screen("gallery", fits=False)
def gallery() -> QWidget:
    """Fields, buttons, marks and bars."""
    page = QWidget()
    columns = QHBoxLayout(page)
    columns.setContentsMargins(units(20), units(16), units(20), units(16))
    columns.setSpacing(units(14))
    left = QVBoxLayout()
    left.setSpacing(units(14))
    fields = Card("表单", "标签在左，问题写在旁边。")
    fields.add(_form())
    left.addWidget(fields)
    left.addStretch(1)
    right = QVBoxLayout()
    right.setSpacing(units(14))
    figures = QHBoxLayout()
    figures.setSpacing(units(14))
    for name, figure, note in (
        ("获星率", "72.62%", "443/610"),
        ("先进", "21", "34.43%"),
        ("平均", "7.26", "颗 / 村"),
    ):
        figures.addWidget(StatCard(name, figure, note))
    right.addLayout(figures)
    marks = Card("标记")
    row = QHBoxLayout()
    row.addWidget(StarRow(7, 10))
    row.addWidget(StarRow((True, False, True, True, False), 5, size=22))
    row.addWidget(StepDots(tuple(StepMark)))
    for word, tone in (("先进", "top"), ("一般", "middle"), ("后进", "low"), ("待评", "none")):
        row.addWidget(ClassTag(word, tone))  # type: ignore[arg-type]
    row.addStretch(1)
    marks.add(row)
    buttons = QHBoxLayout()
    buttons.addWidget(PrimaryButton("提交拟定结果"))
    buttons.addWidget(QuietButton("上会材料", icon_name="printer"))
    buttons.addWidget(FlatButton("更多", icon_name="chevron-down"))
    buttons.addWidget(LinkButton("去处理"))
    off = PrimaryButton("不能提交")
    off.setEnabled(False)
    buttons.addWidget(off)
    buttons.addStretch(1)
    marks.add(buttons)
    marks.add(SearchField())
    marks.add(
        KeyHintRow((("1-9", "选条款"), ("Enter", "下一项"), ("F2", "事实"), ("Ctrl+Z", "撤销")))
    )
    right.addWidget(marks)
    for kind, sentence, link in (
        ("fault", "芦花渡村的 V10 线索还没有认定，不能提交。", "去处理"),
        ("warning", "最近一次备份是 21 天前，请插入 U 盘再备份一份。", "现在备份"),
        ("info", "本年度已定评，只能查看。", ""),
        ("done", "打印前检查通过。", ""),
    ):
        right.addWidget(NoticeBar(kind, sentence, link))  # type: ignore[arg-type]
    card = Card(padding=0)
    card.add(
        EmptyState("还没有嘎查村", "先录入名册，或从表格导入。", "导入名册", icon_name="roster")
    )
    right.addWidget(card, 1)
    columns.addLayout(left, 1)
    columns.addLayout(right, 1)
    return page


def _blank_page(page: int, resolution: float) -> QImage:
    image = QImage(
        round(842 * resolution / 72), round(595 * resolution / 72), QImage.Format.Format_RGB32
    )
    image.fill(QColor("#FFFAF0") if page == 0 else QColor("#FFFFFF"))
    return image


@screen("preview")
def preview() -> QWidget:
    """A landscape page."""
    shown = PaperPreview()
    shown.set_pages([QSizeF(842, 595)] * 5, _blank_page, "月亮泡嘎查　XJ2026-2　A4 横")
    return shown


@screen("dialog-question", whole=False)
def question() -> QWidget:
    """A question before something that cannot be taken back."""
    return QuestionBox(
        "退回 西岭嘎查 的初评表？",
        "退回后生成第 3 版草稿，第 2 版保留备查。该村的审核意见和公示会作废，其他村不受影响。",
        "退回",
        "取消",
        danger=True,
    )


@screen("dialog-text", whole=False)
def text() -> QWidget:
    """A reason to be written."""
    return TextBox("退回的理由", "理由写入日志，嘎查村可以看到。", lines=3)


@screen("dialog-fault", whole=False)
def fault() -> QWidget:
    """The file's fault."""
    return FaultBox(
        "数据文件或电脑有问题",
        "磁盘已满，刚才的录入没有保存。\n请清理磁盘后重试；已经保存的内容没有受影响。",
        grave=True,
    )


@screen("dialog-crash", whole=False)
def crash() -> QWidget:
    """What nobody foresaw."""
    return FaultWindow("Traceback (most recent call last):\n  …\nValueError: …")


@screen("dialog-progress", whole=False)
def progress() -> QWidget:
    """A job under way."""
    runner = SynchronousRunner()
    window = ProgressWindow(runner)
    runner.started.emit("正在生成 61 份年度评定表")
    runner.progressed.emit(23, 61, "红石崖嘎查")
    runner.setParent(window)
    return window
