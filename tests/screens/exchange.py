"""数据交换 and its windows: what goes out, the preview of a table, the preview of a folder."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from db.exchange.folders import FolderFile
from db.exchange.previews import (
    CellFault,
    Difference,
    Notice,
    Preview,
    PreviewRow,
    Question,
    RowState,
)
from db.exchange.sheet_forms import sheet_forms, write_sheet_forms
from db.exchange.tables import Sheet, Table, read_table
from db.store import open_register
from evaluation.office import Office
from gui.dialogs.folder_preview import FolderPreviewDialog
from gui.dialogs.forms_out import FormsOutDialog
from gui.dialogs.import_preview import ImportPreview
from gui.exchange.kind_question import KindQuestion
from gui.exchange.received import Received
from gui.exchange.recognition import SHEETS
from gui.exchange.sent import FEEDBACK
from gui.main_window import MainWindow
from gui.office_bridge import OfficeBridge
from gui.pages.exchange import ExchangePage
from tests.db.exchange.dirty.workbooks import Dirty, make, points
from tests.gui.pages.rated_year import ACTOR as RATED_ACTOR
from tests.gui.pages.rated_year import StandingClock, YearShelf
from tests.gui.pages.registers import (
    NAMES,
    empty_office,
    office_at_work,
    office_with_year,
)
from tests.screens.registry import screen

_kept: list[Office] = []
"""Registers must outlive the pictures of them."""
_owners: list[QWidget] = []
"""Windows below a dialog."""

_NAMES = ("西岭嘎查", "月亮泡嘎查", "东泉嘎查", "柳树沟村", "芦花渡村", "红石崖嘎查", "白鹭湾村")
_SUMMARY = "基本情况：新增 5 行，变更 2 行，相同 0 行，忽略 1 行。没有用到的列：“备注”。"


def _preview(**changes: Any) -> Preview:
    rows = tuple(
        PreviewRow(
            RowState.CHANGED if number in (2, 5) else RowState.ADDED,
            f"B{number + 3}",
            name,
            (
                Difference("户数", "204" if number in (2, 5) else "", str(211 + number * 7)),
                Difference("人口", "", str(583 + number * 19)),
                Difference("集体经营性收入", "", f"{12 + number}.50"),
            ),
        )
        for number, name in enumerate(_NAMES)
    )
    ignored = PreviewRow(RowState.IGNORED, "B10", "", note="合计行")
    values: dict[str, Any] = {
        "kind": "facts",
        "file_name": "2026年嘎查村基本情况.xlsx",
        "sha256": "0" * 64,
        "rows": (*rows, ignored),
        "summary": _SUMMARY,
        "action": "enter_facts",
    }
    return Preview(**{**values, **changes})


def _window(preview: Preview) -> QWidget:
    # Nothing is read or carried out for a picture.
    return ImportPreview(cast("Any", SimpleNamespace(reader=None)), preview)


@screen("dialog-import", whole=False)
def rows() -> QWidget:
    """Everything can be applied."""
    return _window(_preview())


@screen("dialog-import-problems", whole=False)
def problems() -> QWidget:
    """Faults with their cells, and a question."""
    question = Question(
        "village:B4",
        "B4",
        "名册里有 2 个“红星村”，这一行是哪一个？",
        (
            ("v1", "示例镇 红星村（159901100203）"),
            ("v2", "月亮苏木 红星村（159901101201）"),
        ),
    )
    faults = (
        CellFault("D5", "户数填的是“2000户”，这里要填不小于 0 的整数。"),
        CellFault(
            "F6",
            "集体经营性收入这一格是日期（2026-03-01）。表格软件会把“3-1”这样的内容自动改成日期；"
            "请把这一格设为文本格式，重新填写原来的内容。",
        ),
        CellFault("B8", "2026 年度名册里没有“无此村”。请核对名称，或先把它加入名册。"),
    )
    return _window(_preview(faults=faults, questions=(question,), asked=(question,)))


@screen("dialog-import-notices", whole=False)
def notices() -> QWidget:
    """How cells were read that do not stand there plainly."""
    told = (
        Notice("C4", "户数前后有空格或看不见的字符，已去掉，读作“218”。"),
        Notice("", "隐藏的工作表没有读：“底稿”。"),
    )
    window = _window(_preview(notices=told))
    assert isinstance(window, ImportPreview)
    window.segments.choose("notices")
    return window


def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="screens-"))


def _bridge(office: Office) -> OfficeBridge:
    _kept.append(office)
    return OfficeBridge(office)


def _window_of(office: Office) -> MainWindow:
    """The page in the frame, where it scrolls."""
    bridge = _bridge(office)
    window = MainWindow()
    window.add_page("exchange", ExchangePage, lambda: ExchangePage(bridge))
    window.open_page("exchange")
    return window


@screen("exchange")
def exchange() -> QWidget:
    """A year at work, after forms were written."""
    window = _window_of(office_at_work(_folder()))
    page = window.page("exchange")
    assert isinstance(page, ExchangePage)
    page.notice.say("done", "已写出 15 个文件到 D:/文档/2026年度初评打分表（空白）", "打开文件夹")
    return window


@screen("exchange-published")
def exchange_published() -> QWidget:
    """A year that is decided and sealed."""
    clock = StandingClock()
    path = YearShelf(_folder()).take("published", _folder() / "示例镇.xjdb")
    register = open_register(path, clock=clock, program="screens")
    return _window_of(Office(register, clock, RATED_ACTOR))


@screen("exchange-no-villages")
def exchange_without_villages() -> QWidget:
    """A year whose roster is empty."""
    return _window_of(office_with_year(_folder(), ()))


@screen("exchange-no-year")
def exchange_without_year() -> QWidget:
    """No year yet."""
    return _window_of(empty_office(_folder()))


@screen("dialog-forms-out", whole=False)
def forms_out() -> QWidget:
    """Score sheets for some of the villages."""
    bridge = _bridge(office_at_work(_folder()))
    dialog = FormsOutDialog(bridge.board(), SHEETS, parent_folder=Path("/文档"))
    assert dialog.scope is not None
    dialog.scope.set_value("some")
    dialog.scope.value_changed.emit("some")
    return dialog


@screen("dialog-forms-out-feedback", whole=False)
def forms_out_feedback() -> QWidget:
    """Tables of all departments."""
    bridge = _bridge(office_at_work(_folder()))
    return FormsOutDialog(bridge.board(), FEEDBACK, parent_folder=Path("/文档"))


@screen("dialog-kind", whole=False)
def kind() -> QWidget:
    """A dropped table of which it cannot be told what it is."""
    return KindQuestion("新建 Microsoft Excel 工作表（3）.xlsx", ("scores", "feedback"))


def _received(office: Office, filled: Mapping[int, Mapping[Any, Any]], *, late: int) -> Received:
    """Forms of 自评 that came back, all but the last `late`, under names of all kinds."""
    bridge = OfficeBridge(office)
    folder = _folder()
    forms = sheet_forms(bridge.reader, bridge.board(), "自评", filled=False)
    blank = write_sheet_forms(forms, folder / "空白")
    came = folder / "收到的表"
    came.mkdir()
    files = []
    places = {}
    for place, path in enumerate(blank[: len(blank) - late]):
        entered = filled.get(place, {points("1.1"): 28, points("2.1"): 25, points("3.1"): 12})
        name = f"自评表-{forms[place].file_name.split(' ')[1]}"
        made = make(Dirty(name, "自评", entered), path, came)[0]
        files.append(FolderFile(made.name, "0" * 64, read_table(made)))
        places[made.name] = made
    files.append(FolderFile("自评工作通知.docx", reason="不是表格文件，没有读"))
    files.append(
        FolderFile("扫描件转换.xls", reason="“扫描件转换.xls”已经损坏，打不开。", problem=True)
    )
    return Received("收到的表", tuple(files), (came,), places)


def _folder_window(
    names: tuple[str, ...], filled: Mapping[int, Mapping[Any, Any]], late: int
) -> FolderPreviewDialog:
    office = office_with_year(_folder(), names)
    return _above((911, 512), office, _received(office, filled, late=late))


def _above(size: tuple[int, int], office: Office, received: Received) -> FolderPreviewDialog:
    """The window as it opens above another one of that size."""
    owner = QWidget()
    owner.resize(*size)
    owner.show()
    _owners.append(owner)
    window = FolderPreviewDialog(_bridge(office), received, owner)
    # It was only there to be measured.
    owner.hide()
    return window


@screen("dialog-folder", whole=False)
def folder() -> QWidget:
    """Three files to be settled, two that are none, two villages late."""
    return _folder_window(
        NAMES,
        {
            2: {points("3.1"): "2000万", points("1.1"): 28, points("1.2"): "3-1"},
            4: {},
            6: {points("1.1"): 99},
        },
        2,
    )


@screen("dialog-folder-wide", whole=False, fits=False)
def folder_wide() -> QWidget:
    """Above a window of usual size, whatever the screen; with columns to be explained."""
    office = office_with_year(_folder(), NAMES)
    received = _received(office, {1: {points("3.1"): "约12"}}, late=2)
    own = FolderFile("我村打分.xlsx", "0" * 64, _own_table())
    return _above((1366, 768), office, replace(received, files=(*received.files, own)))


def _own_table() -> Table:
    """A sheet of an office's own making, whose columns have unknown names."""
    rows = (
        ("查干淖尔北嘎查 自评", "", "", ""),
        ("项次", "大家评的", "支书意见", "村里说明"),
        *((code, "20", "同意", "") for code in ("1.1", "1.2", "1.3", "1.4")),
    )
    return Table("我村打分.xlsx", "0" * 64, (Sheet("自评", rows),))


@screen("dialog-folder-long", whole=False)
def folder_long() -> QWidget:
    """Sixty-one villages with long names."""
    names = [f"{name[:-2]}南苏木乌兰察布{number}嘎查" for number, name in enumerate(NAMES * 5, 1)]
    return _folder_window(tuple(names[:61]), {3: {points("3.1"): "2000万"}}, 30)


@screen("dialog-folder-missing", whole=False)
def folder_missing() -> QWidget:
    """The list for the phone calls."""
    window = _folder_window(NAMES, {}, 4)
    window.segments.choose("missing")
    return window
