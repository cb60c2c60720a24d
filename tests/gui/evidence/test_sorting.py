"""A dozen photos sorted by keyboard: guesses, villages, kinds, 同上, one entry or nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from evaluation.actions.evidence import attach_evidence
from evaluation.actions.sheets import enter_deduction
from evaluation.actions.vetoes import record_veto
from evaluation.actions.years import authorise_veto
from evaluation.evidence import Subject, SubjectKind
from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.steps.records import Evidence
from gui.dialogs.ask import answering
from gui.evidence.dropping import PhotoDrop
from gui.evidence.photo_list import PhotoList
from gui.evidence.places import Place
from gui.evidence.sorting import SortPhotosDialog
from gui.evidence.sorting_kinds import HERE, PHOTO, typed_code
from gui.evidence.village_field import WHOLE_YEAR, matching
from gui.jobs import SynchronousRunner
from tests.db.exchange.pictures import jpeg, pdf, view
from tests.gui.pages.answers import Answers

TALLY = Subject(SubjectKind.TALLY, "ballot")


def opened(qtbot, year, files, **how) -> SortPhotosDialog:
    how.setdefault("runner", SynchronousRunner())
    dialog = SortPhotosDialog(year.bridge, files, **how)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    QTest.qWait(1)
    return dialog


def villages_of(year) -> dict[str, int]:
    names = {row.id: row.name for row in year.bridge.board().rows}
    found = year.register.find(Evidence)
    return dict(Counter(names.get(item.village, "全年度") for item in found))


def keys(widget: QWidget, *pressed: Qt.Key | str) -> None:
    """Keys and letters, each to whatever has the focus by then."""
    for key in pressed:
        target = QApplication.focusWidget() or widget
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def finish(dialog: SortPhotosDialog, *, yes: bool = True) -> Answers:
    answers = Answers(yes=yes)
    with answering(answers):
        QTest.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return answers


def said(dialog: SortPhotosDialog) -> str:
    return dialog.notice.findChildren(QLabel)[0].text() if dialog.notice.isVisible() else ""


def choose_all(dialog: SortPhotosDialog, **chosen: str) -> None:
    dialog.sorting.change(range(len(dialog.sorting.read)), **chosen)
    dialog.list.go_to(0)


# Reading


def test_photos_stand_by_day_with_the_guesses_marked(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos])
    assert len(dialog.sorting.read) == 12
    days = [item.file.taken_on for item in dialog.sorting.read]
    assert days == sorted(days)
    guessed = [chosen.village for chosen in dialog.sorting.chosen if chosen.guessed]
    assert Counter(guessed) == {year.village(3): 5, year.village(1): 3}
    assert dialog.list.items[0].first[0] == "猜的：东泉嘎查，请核对"
    assert dialog.list.items[11].first[0] == "未选嘎查村"
    assert dialog.sentence.text() == "8 张：西岭嘎查 3、东泉嘎查 5；4 张还没有选村"
    assert not year.register.find(Evidence)


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(qtbot, year, photos):
    (photos / "断.jpg").write_bytes(jpeg()[:200])
    (photos / "a.HEIC").write_bytes(b"\0")
    dialog = opened(qtbot, year, [photos])
    assert len(dialog.sorting.read) == 12
    assert said(dialog).startswith("2 个文件没有读成，其余照常：")
    answers = Answers()
    with answering(answers):
        dialog.notice.link.click()
    assert all(part in answers.shown[0] for part in ("断.jpg", "HEIC"))


def test_cancelling_the_reading_closes_the_window(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos], runner=SynchronousRunner(cancel_at=3))
    assert not dialog.isVisible()
    assert not year.register.find(Evidence)


def test_a_folder_of_very_many_files_is_refused_in_words(qtbot, year, photos, monkeypatch):
    monkeypatch.setattr("db.exchange.evidence_files.MOST_FILES", 5)
    dialog = opened(qtbot, year, [photos])
    assert "一次最多添加 5 个文件" in said(dialog)
    assert not dialog.add_button.isEnabled()


def test_doubles_and_what_is_kept_already_are_left_out(qtbot, year, photos, tmp_path):
    one = photos / "IMG_90.jpg"
    (photos / "又一份.jpg").write_bytes(one.read_bytes())
    first = opened(qtbot, year, [one])
    year.act(
        attach_evidence, name="a.jpg", media="image/jpeg",
        data=first.sorting.read[0].file.data, **Place(year.village(), TALLY).arguments(),
    )  # fmt: skip
    dialog = opened(qtbot, year, [photos])
    left_out = {
        item.file.name: chosen.left_out
        for item, chosen in zip(dialog.sorting.read, dialog.sorting.chosen, strict=True)
        if chosen.left_out
    }
    assert left_out == {"IMG_90.jpg": "已经添加在西岭嘎查", "又一份.jpg": "与“IMG_90.jpg”内容相同"}
    assert dialog.sentence.text().endswith("；2 个不添加")


# By keyboard


def test_letters_choose_a_village_and_go_on(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos / "IMG_90.jpg", photos / "IMG_91.jpg"])
    keys(dialog.list, "y", "l", Qt.Key.Key_Return)
    assert dialog.sorting.chosen[0].village == year.village(2)
    assert dialog.list.current_row == 1
    assert dialog.focusWidget() is dialog.list
    keys(dialog.list, "3", Qt.Key.Key_Return)
    assert dialog.sorting.chosen[1].village == year.village(3)
    keys(dialog.list, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert dialog.sentence.text().startswith("2 张：")


def test_enter_twice_confirms_a_guess_and_escape_changes_nothing(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos])
    keys(dialog.list, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert (dialog.sorting.chosen[0].village, dialog.sorting.chosen[0].guessed) == (
        year.village(3),
        False,
    )
    assert dialog.list.current_row == 1
    keys(dialog.list, "x", Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.sorting.chosen[1].guessed
    dialog.list.go_to(11)
    keys(dialog.list, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert dialog.sorting.chosen[11].village is None
    assert dialog.focusWidget() is dialog.list


def test_k_chooses_the_kind_and_a_photo_asks_for_its_code(qtbot, year, photos, monkeypatch):
    dialog = opened(qtbot, year, [photos / "IMG_90.jpg", photos / "IMG_91.jpg"])
    keys(dialog.list, "1", Qt.Key.Key_Return)
    dialog.list.go_to(0)
    opened_at: list[QPoint] = []
    monkeypatch.setattr(dialog.menu, "popup", opened_at.append)
    keys(dialog.list, "k")
    assert len(opened_at) == 1
    first = dialog.menu.actions()[0]
    assert first.text() == "&1　现场照片（按指标）"
    first.trigger()
    assert dialog.sorting.chosen[0].kind == PHOTO
    assert dialog.focusWidget() is dialog.code_field
    keys(dialog.list, "99", Qt.Key.Key_Return)
    assert "没有编号为“99”的指标" in dialog.code_words.text()
    assert dialog.sorting.chosen[0].code == ""
    dialog.code_field.clear()
    keys(dialog.list, "4.1-2")
    assert "第 2 条扣分" in dialog.code_words.text()
    keys(dialog.list, Qt.Key.Key_Return)
    assert dialog.sorting.chosen[0].code == "4.1-2"
    assert dialog.list.current_row == 1
    keys(dialog.list, Qt.Key.Key_Space)
    assert dialog.sorting.chosen[1] == dialog.sorting.chosen[0]


def test_several_at_once_and_the_same_as_above(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos / f"IMG_9{n}.jpg" for n in range(4)])
    dialog.sorting.change([0], village=year.village(2), kind="tally")
    dialog.list.go_to(1)
    for _ in range(2):
        QTest.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.list.chosen_rows == (1, 2, 3)
    keys(dialog.list, Qt.Key.Key_Space)
    assert {(item.village, item.kind) for item in dialog.sorting.chosen} == {
        (year.village(2), "tally")
    }
    dialog.list.go_to(0)
    keys(dialog.list, Qt.Key.Key_Space)
    assert dialog.list.current_row == 0


def test_delete_leaves_out_and_takes_in_again(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos])
    keys(dialog.list, Qt.Key.Key_Delete)
    assert dialog.add_button.text() == "添加 11 张"
    assert dialog.list.items[0].faded
    keys(dialog.list, Qt.Key.Key_Delete)
    assert dialog.add_button.text() == "添加 12 张"


def test_a_dozen_become_one_entry(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos])
    choose_all(dialog, kind="tally")
    dialog.sorting.change(range(8, 12), village=year.village(1))
    before = year.register.last_entry()
    answers = finish(dialog)
    assert answers.shown == ["12 张：西岭嘎查 7、东泉嘎查 5"]
    assert not dialog.isVisible()
    assert villages_of(year) == {"西岭嘎查": 7, "东泉嘎查": 5}
    assert year.register.last_entry() == before + 1
    (entry,) = year.register.history(limit=1)
    assert (entry.event, entry.subject) == (HistoryEvent.EVIDENCE_ATTACHED, "附件 12 个")
    assert {item.taken_on for item in year.register.find(Evidence)} >= {"2027-01-02"}


def test_no_leaves_everything_as_it_is(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos])
    choose_all(dialog, kind="tally", village=year.village(1))
    finish(dialog, yes=False)
    assert dialog.isVisible()
    assert not year.register.find(Evidence)


def test_the_first_that_lacks_something_is_shown(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos])
    finish(dialog)
    assert "还有 12 张没有归好" in said(dialog)
    assert "没有选种类" in said(dialog)
    choose_all(dialog, kind="tally")
    finish(dialog)
    assert "还有 4 张没有归好" in said(dialog)
    assert dialog.list.current_row == 8
    choose_all(dialog, kind=PHOTO, village=year.village(1))
    finish(dialog)
    assert "没有填指标编号" in said(dialog)
    choose_all(dialog, kind="tally", village="")
    finish(dialog)
    assert "计票单要选嘎查村" in said(dialog)
    assert not year.register.find(Evidence)


def test_one_that_the_office_refuses_keeps_all_out(qtbot, year, photos):
    dialog = opened(qtbot, year, [photos])
    choose_all(dialog, kind="tally", village=year.village(1))
    data = dialog.sorting.read[5].file.data
    year.act(attach_evidence, name="先到.jpg", media="image/jpeg", data=data,
             **Place(year.village(1), TALLY).arguments())  # fmt: skip
    before = year.register.last_entry()
    finish(dialog)
    assert dialog.isVisible()
    assert "已经添加在这里" in said(dialog)
    assert len(year.register.find(Evidence)) == 1
    assert year.register.last_entry() == before


# What they become


def test_photos_of_an_indicator_lie_on_the_sheet_the_desk_would_open(qtbot, year, photos):
    year.act(
        enter_deduction, village=year.village(1), step="assessment", assessor="考评二组",
        item="4.1", clause="1", count=1, fact="一处脏乱",
    )  # fmt: skip
    dialog = opened(qtbot, year, [photos / "IMG_90.jpg", photos / "IMG_91.jpg"])
    dialog.sorting.change([0], village=year.village(1), kind=PHOTO, code="4.1")
    dialog.sorting.change([1], village=year.village(2), kind=PHOTO, code="4.1 2")
    finish(dialog)
    subjects = {item.village: Subject.of(item.subject) for item in year.register.find(Evidence)}
    first, second = subjects[year.village(1)], subjects[year.village(2)]
    assert (first.kind, first.assessor, first.clause) == (SubjectKind.INDICATOR, "考评二组", "")
    assert (second.kind, second.assessor) == (SubjectKind.DEDUCTION, "")
    assert second.item == first.item
    assert second.clause


def test_every_kind_of_the_standard_can_be_attached(qtbot, year, tmp_path):
    probe = opened(qtbot, year, [])
    kinds = [kind.key for kind in probe.sorting.kinds]
    assert {PHOTO, "tally", "sign-in", "own-sheet", "assessment-sheet", "notice", "other"} <= {
        *kinds
    }
    for number in range(len(kinds)):
        (tmp_path / f"{number}.jpg").write_bytes(jpeg(view(shade=number * 9)))
    dialog = opened(qtbot, year, [tmp_path / f"{n}.jpg" for n in range(len(kinds))])
    for row, key in enumerate(kinds):
        village = "" if dialog.sorting.kind(key).of_year else year.village(2)
        dialog.sorting.change([row], village=village, kind=key, code="4.1")
    finish(dialog)
    assert len(year.register.find(Evidence)) == len(kinds)


def test_where_they_were_dropped_is_proposed(qtbot, year, photos):
    here = Place(year.village(2), TALLY)
    dialog = opened(qtbot, year, [photos], here=here)
    chosen = dialog.sorting.chosen
    assert {item.kind for item in chosen} == {HERE}
    assert [item.village for item in chosen[8:]] == [year.village(2)] * 4
    assert chosen[0].guessed
    assert not chosen[11].guessed
    assert [kind.key for kind in dialog.sorting.kinds].count("tally") == 0
    finish(dialog)
    assert villages_of(year) == {"东泉嘎查": 5, "西岭嘎查": 3, "月亮泡嘎查": 4}


def test_a_case_of_one_village_is_not_proposed_for_another(qtbot, year, photos):
    year.act(authorise_veto, item="V3", document="示例发〔2026〕3号")
    year.act(record_veto, village=year.village(2), item="V3", fact="事故", document="认定书")
    here = Place(year.village(2), Subject(SubjectKind.VETO, item="1"))
    dialog = opened(qtbot, year, [photos], here=here)
    assert (dialog.sorting.chosen[0].village, dialog.sorting.chosen[0].kind) == (
        year.village(3),
        "",
    )
    assert dialog.sorting.chosen[11].kind == HERE
    dialog.sorting.change([0], kind=HERE)
    assert "是别的村的" in dialog.sorting.fault(0)
    assert dialog.sorting.fault(11) == ""


def test_a_pdf_among_them_is_no_photo(qtbot, year, tmp_path):
    (tmp_path / "纪要.pdf").write_bytes(pdf())
    dialog = opened(qtbot, year, [tmp_path / "纪要.pdf"])
    dialog.village_field.village_chosen.emit(WHOLE_YEAR)
    dialog.choose_kind(next(k.key for k in dialog.sorting.kinds if k.key.startswith("minutes")))
    assert dialog.sentence.text() == "1 个：全年度 1"
    finish(dialog)
    assert villages_of(year) == {"全年度": 1}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [1, 2, 3]),
        ("x", [1]),
        ("dqgc", [3]),
        ("YLP", [2]),
        ("2", [2]),
        ("159901100202", [3]),
        ("202", [3]),
        ("泉", [3]),
        ("嘎查", [1, 2, 3]),
        ("没有", []),
    ],
)
def test_a_village_is_found_by_letters_number_code_or_name(year, words, found):
    rows = matching(year.bridge.board().rows, words)
    assert [row.id for row in rows] == [year.village(number) for number in found]


@pytest.mark.parametrize("text", ["", "4", "4.1-9", "四点一", "4.1-0"])
def test_codes_that_are_none_are_refused(year, text):
    with pytest.raises(RatingFault):
        typed_code(year.bridge.board().head.standard, text)


@pytest.mark.parametrize("text", ["4.1-2", "4.1 2", "4．1－2", "4.1第2条", "4.1 第 2 条"])
def test_codes_are_taken_as_people_write_them(year, text):
    indicator, clause = typed_code(year.bridge.board().head.standard, text)
    assert (indicator.code, clause) == ("4.1", indicator.clauses[1].id)


def test_letters_never_compose(qtbot):
    shown = PhotoList()
    qtbot.addWidget(shown)
    assert not shown.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


# Dropped on a page


def drop(target: QWidget, *paths: Path, text: str = "") -> bool:
    """Drag onto a widget and let go; whether it was taken."""
    mime = QMimeData()
    if paths:
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if text:
        mime.setText(text)
    what = (
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPointF(3, 3).toPoint(), *what)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(3, 3), *what))
    return enter.isAccepted()


def test_photos_dropped_on_a_page_or_a_field_of_it_open_the_window(
    qtbot, year, photos, monkeypatch
):
    page = QWidget()
    qtbot.addWidget(page)
    field = QLineEdit()
    QVBoxLayout(page).addWidget(field)
    watch = PhotoDrop(year.bridge, page, lambda: Place(year.village(2), TALLY))
    page.show()
    sorted_: list[tuple[Path, ...]] = []
    monkeypatch.setattr(PhotoDrop, "sort", lambda _self, files: sorted_.append(tuple(files)))
    photo = photos / "IMG_90.jpg"
    for target in (page, field):
        assert drop(target, photo)
        QTest.qWait(1)
    assert sorted_ == [(photo,), (photo,)]
    assert field.text() == ""
    (photos / "表.xlsx").write_bytes(b"x")
    assert not drop(page, photos / "表.xlsx")
    assert drop(field, text="文字")
    assert field.text() == "文字"
    assert drop(page, photos)
    QTest.qWait(1)
    assert sorted_[2] == (photos,)
    assert watch.parent() is page


def test_the_window_of_a_drop_knows_the_place(qtbot, year, photos):
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    PhotoDrop(year.bridge, page, lambda: Place(year.village(2), TALLY)).sort(
        [photos / "IMG_90.jpg"]
    )
    (dialog,) = page.findChildren(SortPhotosDialog)
    qtbot.waitUntil(lambda: len(dialog.sorting.read) == 1)
    assert dialog.sorting.chosen[0].village == year.village(2)
    assert dialog.sorting.chosen[0].kind == HERE
    dialog.reject()
