"""The grid of the scoring desk with a made-up town half entered."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.exchange.standards import read_preset
from evaluation.actions import sheets, signing, years
from evaluation.stars.sheets import Purpose
from gui.dialogs.ask import answering
from gui.dialogs.shared_figures import SharedFiguresDialog
from gui.grid.head import BY_INDICATOR
from gui.grid.panel import GridPanel
from gui.widgets.foot_bar import FootBar
from tests.gui.pages.answers import Answers
from tests.gui.pages.desk_year import ROUND, DeskYear, code_of, fill_assessment, open_desk_year
from tests.screens.desk import sample_year
from tests.screens.registry import screen

_LONG_NAMES = (
    "额尔敦高毕诺尔嘎查新村自然屯联合党支部嘎查",
    "阿拉坦敖包查干诺尔移民新村",
    "东泉嘎查",
)
_folders: list[tempfile.TemporaryDirectory[str]] = []


class _Framed(QWidget):
    """The grid above the foot of the window, as a page holds it."""

    def __init__(self, year: DeskYear, step: str, purpose: Purpose) -> None:
        super().__init__()
        self.panel = GridPanel(year.bridge)
        self.foot = FootBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.panel, 1)
        column.addWidget(self.foot)
        self.panel.foot_changed.connect(self.foot.show_foot)
        self.resize(1180, 700)
        self.show()
        self.panel.show_step(step, purpose)
        self.activateWindow()
        self.panel.table.setFocus()
        QTest.qWait(1)


def _grid(
    year: DeskYear | None = None,
    *,
    step: str = "assessment",
    purpose: Purpose = Purpose.ASSESSMENT,
    item: str = "",
) -> _Framed:
    framed = _Framed(year or sample_year(), step, purpose)
    if item:
        framed.panel.choose_layout(BY_INDICATOR)
        framed.panel.choose_item(f"i{item}")
    return framed


@screen("grid-star")
def star() -> QWidget:
    """一颗星 of 初评: some signed, one in the middle, the rest 未查."""
    framed = _grid()
    framed.panel.choose_star("s2")
    framed.panel.table.go_to(5, 1)
    return framed


@screen("grid-typing")
def typing() -> QWidget:
    """A deduction being typed in the cell of an indicator."""
    framed = _grid()
    framed.panel.choose_star("s2")
    framed.panel.table.go_to(2, 1)
    for key in (Qt.Key.Key_3, Qt.Key.Key_2):
        QTest.keyClick(framed.panel.table, key)
    return framed


@screen("grid-indicator")
def indicator() -> QWidget:
    """一项指标 with counts."""
    framed = _grid(item="2.1")
    framed.panel.table.go_to(8, 0)
    return framed


@screen("grid-figure")
def figure() -> QWidget:
    """A figure and its base; one base was refused."""
    framed = _grid(item="3.3")
    framed.panel.table.go_to(8, 1)
    QTest.keyClick(framed.panel.table, Qt.Key.Key_9)
    editor = framed.panel.table.editor()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return)
    return framed


@screen("grid-shared")
def shared() -> QWidget:
    """A figure of the year is missing; long names."""
    folder = tempfile.TemporaryDirectory()
    _folders.append(folder)
    year = open_desk_year(Path(folder.name), villages=10)
    year.act(
        years.add_villages,
        villages=[
            {"code": f"1599011002{20 + number}", "name": name, "town": "示例镇"}
            for number, name in enumerate(_LONG_NAMES[:2])
        ],
    )
    fill_assessment(year, 1, [])
    return _grid(year, item="7.1")


@screen("grid-long-names")
def long_names() -> QWidget:
    """Names that are longer than a third of the window."""
    folder = tempfile.TemporaryDirectory()
    _folders.append(folder)
    year = open_desk_year(Path(folder.name), villages=4)
    year.act(
        years.add_villages,
        villages=[
            {"code": f"1599011002{20 + number}", "name": name, "town": "示例镇"}
            for number, name in enumerate(_LONG_NAMES[:2])
        ],
    )
    return _grid(year)


@screen("grid-self")
def own() -> QWidget:
    """自评: points, typed to the right; one refused."""
    year = sample_year()
    year.act(signing.return_sheet, village=code_of(3), step="self", reason="得分与材料不符，请重填")
    framed = _grid(year, step="self", purpose=Purpose.OWN)
    framed.panel.table.go_to(2, 1)
    for key in (Qt.Key.Key_9, Qt.Key.Key_9):
        QTest.keyClick(framed.panel.table.editor() or framed.panel.table, key)
    editor = framed.panel.table.editor()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return)
    return framed


@screen("grid-review")
def review() -> QWidget:
    """复核 beside the 初评."""
    year = sample_year()
    year.act(
        sheets.enter_score,
        village=code_of(2),
        step="assessment",
        item="2.1",
        score="25",
        reason="补交了两次会议记录",
        purpose="review",
    )
    return _grid(year, purpose=Purpose.REVIEW, item="2.1")


@screen("grid-list")
def chooser() -> QWidget:
    """The list of indicators by department."""
    framed = _grid(item="6.4")
    framed.panel.open_list()
    return framed


@screen("grid-paste")
def paste() -> QWidget:
    """After a block was pasted by name."""
    framed = _grid(item="6.4")
    framed.panel.table.go_to(0, 0)
    block = "西岭嘎查\t2\n东泉嘎查\t0\n红石崖嘎查\t1\n白桦林嘎查\t3"
    QGuiApplication.clipboard().setText(block)
    with answering(Answers()):
        framed.panel.table.paste()
    return framed


@screen("dialog-shared-figures", whole=False)
def shared_figures() -> QWidget:
    """全年共用数据."""
    folder = tempfile.TemporaryDirectory()
    _folders.append(folder)
    year = open_desk_year(Path(folder.name))
    year.act(years.enter_shared_figure, round=ROUND, figure="county-income", value="16800")
    return SharedFiguresDialog(year.bridge)


@screen("grid-many")
def many() -> QWidget:
    """A star with 25 indicators: the columns scroll, the names stay."""
    standard = read_preset("shixing-moren")
    pattern = next(item for item in standard.indicators if item.code == "5.3")
    indicators = tuple(
        replace(
            pattern,
            id=f"i1.{number}",
            code=f"1.{number}",
            points=400,
            clauses=(replace(pattern.clauses[0], id=f"c1.{number}.1", points=100),),
        )
        for number in range(1, 26)
    )
    first = replace(standard.stars[0], indicators=indicators)
    folder = tempfile.TemporaryDirectory()
    _folders.append(folder)
    year = open_desk_year(
        Path(folder.name),
        standard=replace(standard, stars=(first, *standard.stars[1:])),
        villages=10,
    )
    framed = _grid(year)
    framed.panel.table.go_to(4, 20)
    return framed
