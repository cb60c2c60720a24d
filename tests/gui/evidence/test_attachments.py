"""The files of one place: added, pasted, dropped, looked at, copied, taken off, checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from db.exchange.evidence_files import read_evidence
from evaluation.actions.evidence import attach_evidence
from evaluation.actions.sheets import enter_deduction
from evaluation.actions.years import set_round_details
from evaluation.evidence import Subject, SubjectKind
from evaluation.history import HistoryEvent
from evaluation.steps.records import Evidence
from gui.dialogs.ask import answering
from gui.evidence import attachments, places
from gui.evidence.attachments import AttachmentsDialog
from gui.evidence.button import EvidenceButton
from gui.evidence.pictures import open_pages, small_picture
from gui.evidence.places import Place, place_words, size_words, total_size
from gui.evidence.viewer import EvidenceViewer
from gui.jobs import SynchronousRunner
from tests.db.exchange.pictures import exif_of, jpeg, pdf, png, view
from tests.gui.pages.answers import Answers

TALLY = Subject(SubjectKind.TALLY, "ballot")
LOCKED = b"%PDF-1.4 locked %%EOF"


@pytest.fixture
def dialog(qtbot, year):
    made = AttachmentsDialog(
        year.bridge, year.village(), TALLY, "西岭嘎查　计票单", runner=SynchronousRunner()
    )
    qtbot.addWidget(made)
    made.show()
    return made


def said(dialog: AttachmentsDialog) -> str:
    return dialog.notice.findChildren(QLabel)[0].text() if dialog.notice.isVisible() else ""


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def entries(year) -> list[HistoryEvent]:
    return [entry.event for entry in year.register.history()]


def test_an_empty_place_says_how_to_fill_it(dialog):
    assert dialog.empty.isVisible()
    assert not dialog.list.isVisible()
    assert not dialog.open_button.isVisible()
    assert dialog.add_button.isVisible()


def test_files_are_added_as_one_entry_and_shown_by_day(year, dialog, tmp_path):
    before = len(entries(year))
    dialog.add_files([
        write(tmp_path, "乙.jpg", jpeg(view(shade=5), exif=exif_of("2026:12:21 09:00:00"))),
        write(tmp_path, "甲.jpg", jpeg(exif=exif_of("2026:12:20 09:00:00"))),
        write(tmp_path, "签到册.pdf", pdf(2)),
    ])  # fmt: skip
    assert [item.name for item in dialog.kept] == ["甲.jpg", "乙.jpg", "签到册.pdf"]
    assert entries(year)[0] is HistoryEvent.EVIDENCE_ATTACHED
    assert len(entries(year)) == before + 1
    first = dialog.list.items[0]
    assert "2026年12月20日拍摄" in first.first[0]
    assert "录入员甲添加" in first.first[0]
    assert all(item.picture is not None and item.mark == ("", "") for item in dialog.list.items)
    assert said(dialog) == "添加了 3 个附件。"
    assert "这里 3 个" in dialog.total.text()


def test_what_cannot_be_read_is_told_and_the_rest_is_added(year, dialog, tmp_path):
    dialog.add_files([
        write(tmp_path, "好.jpg", jpeg()),
        write(tmp_path, "断.jpg", jpeg()[:300]),
        write(tmp_path, "a.heic", b"\0"),
        tmp_path / "没有.jpg",
    ])  # fmt: skip
    assert [item.name for item in dialog.kept] == ["好.jpg"]
    words = said(dialog)
    assert words.startswith("添加了 1 个，另有 3 个没有添加")
    assert all(part in words for part in ("断.jpg", "HEIC", "没有.jpg"))
    dialog.add_files([write(tmp_path, "又.jpg", jpeg())])
    assert "“又.jpg”已经在这里" in said(dialog)
    assert len(dialog.kept) == 1


def test_very_many_that_cannot_be_read_leave_room_for_the_list(dialog, tmp_path):
    dialog.add_files([tmp_path / f"没有{number}.jpg" for number in range(20)])
    assert said(dialog).count("找不到了") == 3
    answers = Answers()
    with answering(answers):
        dialog.notice.link.click()
    assert answers.shown[0].count("找不到了") == 20


def test_cancelling_the_reading_adds_nothing(qtbot, year, tmp_path):
    made = AttachmentsDialog(
        year.bridge, year.village(), TALLY, "计票单", runner=SynchronousRunner(cancel_at=1)
    )
    qtbot.addWidget(made)
    made.show()
    made.add_files([write(tmp_path, f"{n}.jpg", jpeg(view(shade=n))) for n in range(3)])
    assert not year.register.find(Evidence)


def test_files_are_chosen_by_the_system(dialog, tmp_path, monkeypatch):
    path = write(tmp_path, "a.png", png())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path)], ""))
    dialog.add_button.click()
    assert [item.media for item in dialog.kept] == ["image/png"]


def test_a_picture_is_pasted(qtbot, dialog):
    QGuiApplication.clipboard().setImage(QImage.fromData(jpeg()))
    qtbot.keyClick(dialog.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (kept,) = dialog.kept
    assert (kept.media, kept.name) == ("image/png", "粘贴的图片 2027-01-08 10.42.00.png")
    QGuiApplication.clipboard().setText("文字")
    qtbot.keyClick(dialog.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said(dialog) == "剪贴板里没有图片或能添加的文件。"


def test_files_are_dropped_onto_it_and_tables_are_not_taken(dialog, tmp_path):
    for name, taken in (("a.jpg", True), ("表.xlsx", False)):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(write(tmp_path, name, jpeg())))])
        what = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier)  # fmt: skip
        enter = QDragEnterEvent(QPointF(5, 5).toPoint(), *what)
        enter.ignore()
        QApplication.sendEvent(dialog, enter)
        assert enter.isAccepted() is taken
        if taken:
            QApplication.sendEvent(dialog, QDropEvent(QPointF(5, 5), *what))
    assert [item.name for item in dialog.kept] == ["a.jpg"]


def test_changed_bytes_are_told_and_neither_shown_nor_copied(year, dialog, tmp_path):
    dialog.add_files(
        [write(tmp_path, "a.jpg", jpeg()), write(tmp_path, "b.jpg", jpeg(view(shade=9)))]
    )
    broken = dialog.kept[1]
    year.register.connection.execute("DROP TRIGGER blob_no_update")
    year.register.connection.execute(
        "UPDATE blob SET data = zeroblob(size) WHERE sha256 = ?", (broken.sha256,)
    )
    dialog.refresh()
    sound, row = dialog.list.items
    assert sound.mark == ("", "")
    assert row.mark[0] == "mark-fault"
    assert "内容与校验码不符" in row.second[0]
    assert row.picture is None
    dialog.list.go_to(1)
    with answering(Answers(folder=tmp_path)):
        dialog.save_current()
    assert "内容与校验码不符" in said(dialog)
    dialog.open_current()
    viewer = dialog.dialog
    assert isinstance(viewer, EvidenceViewer)
    assert viewer.nothing.isVisible()
    viewer.accept()


def test_looking_goes_from_file_to_file(qtbot, year, dialog, tmp_path):
    dialog.add_files([write(tmp_path, "a.jpg", jpeg()), write(tmp_path, "b.pdf", pdf(3))])
    year.act(attach_evidence, village=year.village(), kind="tally", step="ballot", name="密.pdf",
             media="application/pdf", data=LOCKED)  # fmt: skip
    dialog.refresh()
    assert dialog.list.items[-1].picture is None
    dialog.list.go_to(0)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    viewer = dialog.dialog
    assert isinstance(viewer, EvidenceViewer)
    viewer.activateWindow()
    QTest.qWait(1)
    assert viewer.preview.page_count == 1
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(viewer.preview, Qt.Key.Key_PageDown, control)
    assert (viewer.place, viewer.preview.page_count) == (1, 3)
    qtbot.keyClick(viewer.preview, Qt.Key.Key_PageDown)
    assert viewer.preview.page == 1
    viewer.forward_button.click()
    assert viewer.nothing.isVisible()
    qtbot.keyClick(viewer, Qt.Key.Key_PageUp, control)
    assert viewer.preview.isVisible()
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    assert dialog.list.current_row == 1


def test_a_copy_has_the_kept_bytes_and_its_suffix(dialog, tmp_path):
    view().save(tmp_path / "扫描.bmp")
    dialog.add_files([tmp_path / "扫描.bmp"])
    (kept,) = dialog.kept
    target = tmp_path / "出"
    target.mkdir()
    with answering(Answers(folder=target)):
        dialog.save_current()
    (copy,) = target.iterdir()
    assert copy.name == "扫描.jpg"
    assert read_evidence("x.jpg", copy.read_bytes()).media == kept.media


def test_taking_off_asks_for_a_reason(qtbot, year, dialog, tmp_path):
    dialog.add_files([write(tmp_path, "a.jpg", jpeg())])
    with answering(Answers(text=None)):
        dialog.remove_current()
    assert len(dialog.kept) == 1
    with answering(Answers(text="传错了村")) as _:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert dialog.kept == ()
    assert dialog.empty.isVisible()
    (entry,) = year.register.history(limit=1)
    assert (entry.event, entry.reason) == (HistoryEvent.EVIDENCE_REMOVED, "传错了村")


def test_very_many_bytes_are_warned_of(dialog, tmp_path, monkeypatch):
    dialog.add_files([write(tmp_path, "a.jpg", jpeg())])
    assert "复制" not in dialog.total.text()
    monkeypatch.setattr(attachments, "WARNING_FROM", 1000)
    dialog.refresh()
    assert "U 盘可能装不下" in dialog.total.text()


def test_nobody_sees_what_is_marked_apart(qtbot, year, tmp_path):
    year.act(set_round_details, blind=1)
    at = {"village": year.village(), "step": "assessment", "assessor": "录入员甲"}
    year.act(enter_deduction, **at, item="4.1", clause="1", count=1, fact="一处脏乱")
    place = Subject(SubjectKind.INDICATOR, "assessment", "assessment", "录入员甲", "i4.1")
    photo = {"name": "a.jpg", "media": "image/jpeg", "data": jpeg()}
    year.bridge.attempt(
        attach_evidence,
        round=year.bridge.round,
        **Place(year.village(), place).arguments(),
        **photo,
    )
    counted = []
    for person in ("录入员甲", "录入员乙"):
        year.bridge.choose_person(person)
        made = AttachmentsDialog(year.bridge, year.village(), place, "4.1")
        qtbot.addWidget(made)
        counted.append((len(made.kept), total_size(year.bridge.reader) > 0))
    assert counted == [(1, True), (0, False)]


def test_the_button_counts_and_follows_the_year(qtbot, year):
    button = EvidenceButton(year.bridge, "计票单")
    qtbot.addWidget(button)
    assert (button.text(), button.isEnabled()) == ("计票单", False)
    button.set_place(Place(year.village(), TALLY), "西岭嘎查　计票单")
    assert (button.text(), button.isEnabled()) == ("计票单", True)
    photo = {"name": "a.jpg", "media": "image/jpeg", "data": jpeg()}
    year.bridge.attempt(
        attach_evidence,
        round=year.bridge.round,
        **Place(year.village(), TALLY).arguments(),
        **photo,
    )
    assert button.text() == "计票单 1"
    button.set_place(Place(year.village(2), TALLY))
    assert button.text() == "计票单"
    button.show()
    button.click()
    opened = [
        item for item in QApplication.topLevelWidgets() if isinstance(item, AttachmentsDialog)
    ]
    assert [item.isVisible() for item in opened] == [True]
    opened[0].accept()


def test_places_have_their_words(year):
    standard = year.bridge.board().head.standard
    clause = next(item for item in standard.indicators if item.code == "4.1").clauses[1].id
    sheet = ("assessment", "assessment", "")
    part = standard.steps[3].parts[0]
    kind = SubjectKind
    for subject, words in (
        (Subject(kind.DEDUCTION, *sheet, "i4.1", clause), "初评 4.1 第 2 条扣分"),
        (Subject(kind.INDICATOR, *sheet, "i4.1"), "初评 4.1 查验材料"),
        (Subject(kind.SHEET, "self", "own"), "签字的自评表"),
        (Subject(kind.SHEET, *sheet), "签字的初评表"),
        (Subject(kind.MINUTES, "deliberation", item=part.id), f"{part.name}会议纪要"),
        (Subject(kind.VETO, item="2"), "第 2 号否决的认定文件"),
        (TALLY, "计票单"),
        (Subject(kind.OTHER), "其他材料"),
    ):
        assert place_words(standard, subject) == words
    assert all(places.kind_word(item) for item in kind)


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (88_064, "86 KB"), (1_468_006, "1.4 MB"), (3_435_973_836, "3.2 GB")],
)
def test_sizes_have_their_words(size, words):
    assert size_words(size) == words


def test_small_pictures_fit_their_room(qapp):
    for media, data in (("image/jpeg", jpeg(view((1200, 400)))), ("application/pdf", pdf())):
        small = small_picture(media, data, 100)
        assert small is not None
        assert 90 <= max(small.width(), small.height()) <= 100
    assert small_picture("image/jpeg", b"no picture", 100) is None
    assert small_picture("application/pdf", LOCKED, 100) is None
    tiny = small_picture("image/png", png(view((20, 10))), 100)
    assert tiny is not None
    assert (tiny.width(), tiny.height()) == (20, 10)
    assert open_pages("image/png", png(view((96, 48)))).sizes[0].width() == 72
