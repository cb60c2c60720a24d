"""数据交换: what is written where, what dropped files are taken for, what cannot be done."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from db.exchange.exporting import write_results_xlsx
from db.exchange.feedback_forms import feedback_forms, write_feedback_forms
from db.exchange.members import Members
from db.exchange.sheet_forms import sheet_forms, write_sheet_forms
from db.exchange.tables import read_table
from evaluation.faults import RatingFault
from evaluation.gathering import pinned_standard, round_of
from gui.dialogs import ask
from gui.dialogs.forms_out import FormsOutDialog
from gui.dialogs.import_preview import ImportPreview
from gui.exchange.kind_question import KindQuestion
from gui.exchange.received import read_paths
from gui.exchange.recognition import SHEETS, recognise
from gui.exchange.sent import FEEDBACK, FileForm, prepare, unused_folder
from gui.jobs import SynchronousRunner
from gui.office_bridge import OfficeBridge
from gui.pages.exchange import ExchangePage
from tests.db.exchange.dirty.workbooks import Dirty, make, points
from tests.gui.pages.answers import Answers
from tests.gui.pages.registers import ROUND, opened, village_code


@pytest.fixture
def shown(qtbot, tmp_path):
    """Open a page on a register at a stage; `cancel_at` stops its jobs."""
    closing = []

    def open_at(stage, *, cancel_at=None):
        context = opened(stage, tmp_path)
        office = context.__enter__()
        closing.append(context)
        page = ExchangePage(OfficeBridge(office), runner=SynchronousRunner(cancel_at=cancel_at))
        qtbot.addWidget(page)
        page.show()
        page.shown()
        return page

    yield open_at
    for context in closing:
        context.__exit__(None, None, None)


@contextmanager
def told():
    answers = Answers()
    with ask.answering(answers):
        yield answers.shown


def dialog_for(page, kind, qtbot, folder):
    dialog = FormsOutDialog(page.board, kind, parent_folder=folder)
    qtbot.addWidget(dialog)
    return dialog


def pick(field, key):
    field.set_value(key)
    field.value_changed.emit(key)


def table_of(page, path):
    reader = page.bridge.reader
    round_ = round_of(reader, page.bridge.round)
    return recognise(read_table(path), pinned_standard(reader, round_), Members(reader, round_))


# Out


def test_forms_of_all_villages_are_written_and_told(shown, qtbot, tmp_path):
    page = shown("at work")
    dialog = dialog_for(page, SHEETS, qtbot, tmp_path)
    assert dialog.folder == tmp_path / "2026年度初评打分表", "自评 is signed everywhere"
    assert "写出 15 个文件" in dialog.count_words.text
    page.write_forms(dialog.wanted)
    written = sorted(dialog.folder.iterdir())
    assert len(written) == 15
    assert written[0].name == "001 西岭嘎查 初评.xlsx"
    assert page.notice._sentence.text() == f"已写出 15 个文件到 {dialog.folder}"
    assert dialog_for(page, SHEETS, qtbot, tmp_path).folder.name == "2026年度初评打分表（2）"


def test_only_some_villages(shown, qtbot, tmp_path):
    page = shown("at work")
    dialog = dialog_for(page, SHEETS, qtbot, tmp_path)
    pick(dialog.scope, "unfilled")
    assert dialog.wanted.villages == tuple(
        row.id for row in page.board.rows if row.code in map(village_code, (3, 13, 14, 15))
    )
    pick(dialog.scope, "some")
    dialog.try_to_submit()
    assert dialog.result() == 0
    assert dialog.scope.fault == "一个也没有选。"
    dialog.villages.tick(2)
    assert "写出 1 个文件" in dialog.count_words.text
    dialog.try_to_submit()
    assert dialog.result() == FormsOutDialog.DialogCode.Accepted
    page.write_forms(dialog.wanted)
    assert [path.name for path in dialog.wanted.folder.iterdir()] == ["003 东泉嘎查 初评.xlsx"]


def test_content_follows_the_step(shown, qtbot, tmp_path):
    dialog = dialog_for(shown("year"), SHEETS, qtbot, tmp_path)
    assert (dialog.step.value(), dialog.content.value()) == ("self", "blank")
    assert dialog.folder.name == "2026年度自评打分表（空白）"
    pick(dialog.step, "assessment")
    assert dialog.content.value() == "filled"


@pytest.mark.parametrize(("form", "count"), [(FileForm.ONE_PDF, 1), (FileForm.PDF_EACH, 2)])
def test_papers(shown, qtbot, tmp_path, form, count):
    page = shown("at work")
    dialog = dialog_for(page, SHEETS, qtbot, tmp_path)
    pick(dialog.file_form, form)
    pick(dialog.content, "blank")
    pick(dialog.scope, "some")
    dialog.villages.tick(0)
    dialog.villages.tick(1)
    page.write_forms(dialog.wanted)
    written = list(dialog.wanted.folder.iterdir())
    assert len(written) == count
    assert all(path.read_bytes().startswith(b"%PDF") for path in written)
    with told() as sentences:
        page.write_forms(dialog.wanted)
    assert "同名" in sentences[0], "nothing is written over what is there"


def test_tables_of_departments(shown, qtbot, tmp_path):
    page = shown("at work")
    dialog = dialog_for(page, FEEDBACK, qtbot, tmp_path)
    page.write_forms(dialog.wanted)
    names = sorted(path.name for path in dialog.wanted.folder.iterdir())
    assert len(names) == 9
    assert all(name.endswith("部门反馈表.xlsx") for name in names)


def test_results(shown, tmp_path):
    page = shown("at work")
    with ask.answering(Answers(folder=tmp_path)):
        page.results_out.click()
    assert (tmp_path / "2026年度评定结果.xlsx").exists()
    assert "9/15" in page.results_out_card.state.text


def test_stopping_tells_what_is_there(shown, qtbot, tmp_path):
    page = shown("at work", cancel_at=4)
    dialog = dialog_for(page, SHEETS, qtbot, tmp_path)
    page.write_forms(dialog.wanted)
    assert len(list(dialog.wanted.folder.iterdir())) == 4
    assert page.notice._sentence.text().startswith("已停止：2026年度初评打分表写出 4 个文件")


def test_the_chosen_folder(shown, qtbot, tmp_path):
    dialog = dialog_for(shown("year"), SHEETS, qtbot, tmp_path)
    empty = tmp_path / "空"
    empty.mkdir()
    dialog.put_into(empty)
    assert dialog.folder == empty
    dialog.put_into(tmp_path)
    assert dialog.folder == tmp_path / "2026年度自评打分表（空白）"


def test_an_unused_folder(tmp_path):
    (tmp_path / "表").mkdir()
    assert unused_folder("表", tmp_path) == tmp_path / "表"
    (tmp_path / "表" / "a").touch()
    (tmp_path / "表（2）").touch()
    assert unused_folder("表", tmp_path) == tmp_path / "表（3）"


def test_nobody_to_send_to(shown, tmp_path):
    page = shown("no villages")
    with pytest.raises(RatingFault, match="还没有参评"):
        FormsOutDialog(page.board, SHEETS, parent_folder=tmp_path)
    dialog_less = [page.sheets_out, page.feedback_out, page.results_out, page.folder_in]
    assert not any(button.isEnabled() for button in dialog_less)
    assert page.tables_card.buttons["roster"].isEnabled()
    assert not page.tables_card.buttons["scores"].isEnabled()
    assert "导入名册" in page.hindrance._sentence.text()


def test_without_a_year(shown):
    page = shown("empty")
    assert page.content.isHidden()
    assert page.empty.isVisible()


def test_a_sealed_year_takes_nothing_in(qtbot, bridge_at):
    page = ExchangePage(bridge_at("published"), runner=SynchronousRunner())
    qtbot.addWidget(page)
    page.show()
    page.shown()
    assert page.sheets_out.isEnabled()
    assert not page.folder_in.isEnabled()
    assert not any(button.isEnabled() for button in page.tables_card.buttons.values())
    assert page.drop_area.isHidden()
    assert "定评封存" in page.hindrance._sentence.text()


# In


def blank_forms(page, folder, step="自评"):
    return write_sheet_forms(
        sheet_forms(page.bridge.reader, page.board, step, filled=False), folder
    )


def test_a_folder_that_is_dropped(shown, qtbot, tmp_path):
    page = shown("year")
    (path,) = blank_forms(page, tmp_path / "空白")[:1]
    came = tmp_path / "收到"
    came.mkdir()
    make(Dirty("表", "自评", {points("1.1"): 28}), path, came)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(came))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    qtbot.addWidget(page.dialog)
    assert page.dialog.preview.ready
    page.dialog.apply_button.click()
    assert page.notice._sentence.text() == (
        "已导入打分表：自评 1 份，共 1 处改动。还没有收到 14 个嘎查村。"
    )
    assert "自评已录 1/15" in page.sheets_in_card.state.text


def test_dropped_files_go_where_they_belong(shown, qtbot, tmp_path, monkeypatch):
    page = shown("year")
    form = blank_forms(page, tmp_path / "空白")[0]
    facts = tmp_path / "甲.csv"
    facts.write_text("代码,户数\n159901100201,10\n159901100202,20\n", encoding="utf-8")
    previews = []

    def look(window):
        previews.append((window.preview.kind, window.windowTitle()))
        window.apply_button.click()
        return window.result()

    monkeypatch.setattr(ImportPreview, "exec", look)
    page.take_in([form, facts])
    qtbot.addWidget(page.dialog)
    assert [item.file for item in page.dialog.preview.files] == [form.name]
    assert previews == [("facts", "导入预览")]
    assert page.notice._sentence.text() == "已导入基本情况“甲.csv”：新增 2 行。"


def test_what_cannot_be_told_is_asked(shown, tmp_path, monkeypatch):
    page = shown("year")
    unclear = tmp_path / "乙.csv"
    unclear.write_text("嘎查村\n西岭嘎查\n东泉嘎查\n", encoding="utf-8")
    asked = []

    def answer(window):
        asked.append(window._kinds[0])
        return 0

    monkeypatch.setattr(KindQuestion, "exec", answer)
    page.take_in([unclear])
    assert asked == ["roster"]
    assert page.dialog is None


def test_kinds_are_recognised(shown, tmp_path):
    page = shown("at work")
    reader, board = page.bridge.reader, page.board
    for step in ("自评", "初评"):
        assert table_of(page, blank_forms(page, tmp_path / step, step)[0]).kind == SHEETS
    for path in write_feedback_forms(feedback_forms(reader, board), tmp_path / "反馈"):
        assert table_of(page, path).kind == "feedback"
    results = tmp_path / "结果.xlsx"
    write_results_xlsx(board, results)
    assert table_of(page, results).kind == "results"
    tables = {
        "ballots": "嘎查村,应到,实到,发出,收回,有效,满意,基本满意,不满意,不了解,未填",
        "vetoes": "嘎查村,否决事项,事实,认定文件",
        "facts": "嘎查村,户数,人口",
        "roster": "代码,嘎查村,乡镇",
        "scores": "2026 年度自评得分\n嘎查村,1.1,1.2,1.3",
    }
    for kind, head in tables.items():
        path = tmp_path / "表.csv"
        width = head.splitlines()[-1].count(",")
        rows = [f"{name}{',' * width}" for name in ("西岭嘎查", "东泉嘎查")]
        if kind == "roster":
            rows = [f"{village_code(number)},村{number},示例镇" for number in (1, 2)]
        path.write_text("\n".join([head, *rows]), encoding="utf-8")
        assert table_of(page, path).kind == kind, kind


def test_several_tables_of_departments_come_one_by_one(shown, tmp_path, monkeypatch):
    page = shown("at work")
    paths = write_feedback_forms(feedback_forms(page.bridge.reader, page.board), tmp_path / "反馈")[
        :2
    ]
    titles = []

    def told(window: ImportPreview) -> int:
        titles.append(window.windowTitle())
        return 0

    monkeypatch.setattr(ImportPreview, "exec", told)
    page._import_tables("feedback", paths)
    assert titles == ["导入预览（第 1 个，共 2 个）", "导入预览（第 2 个，共 2 个）"]
    assert page.notice.isHidden()


def test_names_of_files_read_together(tmp_path):
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "表.csv").write_text("a,b\n", encoding="utf-8")
    received = read_paths([tmp_path / "甲", tmp_path / "乙"])
    assert [file.name for file in received.files] == ["甲/表.csv", "乙/表.csv"]
    assert received.label == "甲 等 2 个"
    assert received.places["乙/表.csv"] == tmp_path / "乙" / "表.csv"


def test_a_step_that_is_not_scored_has_no_forms(shown, qtbot, tmp_path):
    page = shown("year")
    wanted = dialog_for(page, SHEETS, qtbot, tmp_path).wanted
    with pytest.raises(RatingFault, match="没有要打分的"):
        prepare(
            page.bridge.reader,
            page.board,
            type(wanted)(SHEETS, "ballot", False, FileForm.WORKBOOKS, wanted.villages, tmp_path),
        )
    assert page.bridge.round == ROUND
