"""证书打印: the preview is the very PDF, numbering, saving, printing, files for each village."""

import threading

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from evaluation.actions.notices import issue_certificates
from evaluation.faults import RegisterFault
from evaluation.steps.records import Certificate
from gui.dialogs.ask import answering
from gui.dialogs.certificate_dialog import CertificateDialog
from gui.jobs import SynchronousRunner
from gui.pages import printing
from gui.pages.printing import PrintingPage
from gui.widgets.label import Label
from tests.gui.pages.answers import Answers
from tests.gui.pages.rated_year import ROUND


@pytest.fixture
def page_at(qtbot, bridge_at):
    def build(stage, *, issued=False, cancel_at=None):
        bridge = bridge_at(stage)
        if issued:
            bridge.attempt(issue_certificates, round=ROUND)
        page = PrintingPage(bridge, runner=SynchronousRunner(cancel_at=cancel_at))
        page.runner.setParent(page)
        qtbot.addWidget(page)
        page.resize(1166, 680)
        page.show()
        page.shown()
        return page

    return build


def texts(widget):
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(Label) if not label.isHidden()]


def pdf_text(data, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_before_the_decision_certificates_are_specimens(page_at):
    page = page_at("deliberated")
    assert page.specimen
    assert page.preview.page_count == 5
    assert "样张" in page.foot[0]
    assert "定评后编号" in texts(page.certificate_card)
    assert page.certificate_card.number_button.isHidden()
    assert page.problems


def test_numbering_after_the_decision(page_at):
    page = page_at("published")
    assert page.certificate_card.number_button.text() == "编号发证（5 张）…"
    page.certificate_card.number_button.click()
    dialog = page.dialog
    assert isinstance(dialog, CertificateDialog)
    assert dialog.value("dated") == "2027-01-26"
    dialog.try_to_submit()
    numbers = [item.number for item in page.bridge.reader.find(Certificate, round=ROUND)]
    assert sorted(numbers) == [f"XJ2026-{number}" for number in range(1, 6)]
    assert "XJ2026-1 至 5" in texts(page.certificate_card)
    assert not page.specimen
    assert page.problems == ()
    assert page.check_button.text() == "打印前检查通过"


def test_a_day_that_is_refused_stays_in_the_window(page_at):
    page = page_at("published")
    page.number_certificates()
    page.dialog.form.set_values({"dated": "2027-01-30"})
    page.dialog.try_to_submit()
    assert page.dialog.isVisible()
    assert any("不是工作日" in words for words in texts(page.dialog.refusal))
    page.dialog.reject()


def test_what_is_saved_is_what_is_shown(page_at, tmp_path):
    page = page_at("published", issued=True)
    with answering(Answers(folder=tmp_path)):
        page.save_card.pdf_button.click()
    saved = (tmp_path / "2026年度星级评定证书.pdf").read_bytes()
    assert saved == page.data
    assert "已存为" in page.foot[0]
    words = pdf_text(saved, tmp_path)
    assert "白鹭湾村党支部" in words
    assert "XJ2026-1" in words


def test_every_paper_of_a_rated_year_can_be_shown(page_at):
    page = page_at("published", issued=True)
    keys = [item.key for item in page.paper_list._model.items if item.key]
    assert keys[0] == "certificate"
    for key in keys:
        page.open_subject(key)
        assert page.preview.page_count > 0, key
        assert page.paper_list.current == key


def test_the_range_narrows_the_paper(page_at, tmp_path):
    page = page_at("published", issued=True)
    page.open_subject("annual")
    assert page.preview.page_count == 12
    row = page.board.rows[4]
    page.printer_card.choose_village(row.id)
    page.rebuild()
    assert page.preview.page_count == 1
    assert row.name in pdf_text(page.data, tmp_path)


def test_a_village_without_certificate_says_so(page_at):
    page = page_at("published", issued=True)
    page.printer_card.choose_village(page.board.rows[11].id)
    page.rebuild()
    assert page.data == b""
    assert not page.print_button.isEnabled()
    assert any("不在发放范围内" in words for words in texts(page.nothing))


def test_papers_that_cannot_be_made_yet_say_why(page_at):
    page = page_at("deliberated")
    page.open_subject("notice")
    assert any("还没有登记公示日期" in words for words in texts(page.nothing))
    assert not page.save_card.pdf_button.isEnabled()


def test_printing_on_prepared_stock_shifts_the_words(page_at):
    page = page_at("published", issued=True)
    before = page.data
    card = page.certificate_card
    assert card.shift.isHidden()
    card.overprint.editor.setCurrentIndex(1)
    card.overprint.editor.activated.emit(1)
    assert not card.shift.isHidden()
    plain = page.data
    assert len(plain) < len(before)
    card.right.editor.setText("2.5")
    card.right.editor.editingFinished.emit()
    assert card.form_of(specimen=False).right == 2.5
    assert page.data not in (plain, before)


def test_nothing_is_made_anew_without_a_reason(page_at, monkeypatch):
    page = page_at("published", issued=True)
    made = []
    monkeypatch.setattr(printing, "prepare_paper", lambda *a: made.append(a))
    page.refresh()
    page.rebuild()
    assert made == []


def test_voiding_the_certificate_shown(page_at):
    page = page_at("published", issued=True)
    page.preview.go_to(1)
    answers = Answers(text="名称写错")
    with answering(answers):
        page.certificate_card.void_link.click()
    assert answers.shown == ["作废月亮泡嘎查的证书 XJ2026-2"]
    void = [item.number for item in page.bridge.reader.find(Certificate, round=ROUND) if item.void]
    assert void == ["XJ2026-2"]
    assert "已作废" in texts(page.certificate_card)
    assert page.certificate_card.number_button.text() == "编号发证（1 张）…"


def test_printing_sends_the_bytes_shown(page_at, monkeypatch):
    monkeypatch.setattr(printing, "printer_names", lambda: ("办公室", "走廊"))
    monkeypatch.setattr(printing, "standard_printer", lambda: "走廊")
    sent = []

    def send(data, name, copies, *, two_sided, progress):
        sent.append((data, name, copies, two_sided))
        return 5

    monkeypatch.setattr(printing, "send_to_printer", send)
    page = page_at("published", issued=True)
    assert page.print_button.isEnabled()
    page.printer_card.copies.editor.setText("2")
    page.printer_card.copies.editor.editingFinished.emit()
    page.print_button.click()
    assert sent == [(page.data, "走廊", 2, False)]
    assert page.foot[0] == "已送到打印机“走廊”：5 页 × 2 份"


def test_printing_in_spite_of_problems_is_asked_about(page_at, monkeypatch):
    monkeypatch.setattr(printing, "printer_names", lambda: ("走廊",))
    sent = []
    monkeypatch.setattr(printing, "send_to_printer", lambda *a, **b: sent.append(a))
    page = page_at("deliberated")
    answers = Answers(yes=False)
    with answering(answers):
        page.print_button.click()
    assert sent == []
    assert "仍要打印" in answers.shown[0]


def test_a_printer_that_refuses_is_told_about(page_at, monkeypatch):
    monkeypatch.setattr(printing, "printer_names", lambda: ("走廊",))

    def refuse(*arguments, **named):
        raise RegisterFault("打印机没有接收。")

    monkeypatch.setattr(printing, "send_to_printer", refuse)
    page = page_at("published", issued=True)
    answers = Answers()
    with answering(answers):
        page.print_button.click()
    assert "打印机没有接收。" in answers.shown[0]


def test_without_a_printer_the_other_ways_are_named(page_at):
    page = page_at("published", issued=True)
    assert not page.print_button.isEnabled()
    assert any("没有找到打印机" in words for words in texts(page.printer_card))
    assert page.save_card.reader_button.isEnabled()


def test_a_file_for_each_village(page_at, tmp_path):
    page = page_at("published", issued=True)
    assert page.save_card.apart_button.isHidden()
    page.open_subject("annual")
    assert not page.save_card.apart_button.isHidden()
    page.write_apart(tmp_path)
    files = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert len(files) == 12
    assert "2026年度评定表 西岭嘎查.pdf" in files
    assert "已写 12/12 个文件" in page.foot[0]


def test_stopping_keeps_what_is_written_and_says_so(page_at, tmp_path):
    page = page_at("published", issued=True)
    page.open_subject("annual")
    page.runner._cancel_at = 3
    page.write_apart(tmp_path)
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    assert page.foot[0] == "已写 3/12 个文件，已停止"


def test_papers_of_the_scoring_season_are_offered_before_the_decision(page_at, tmp_path):
    page = page_at("assessed")
    kinds = ("self-blank", "assessment-blank", "self", "assessment")
    for kind in (*kinds, "proof-self", "proof-ballot", "proof-assessment"):
        page.open_subject(kind)
        assert page.preview.page_count >= 12, kind
        assert page.check_button.text().startswith("打印前检查"), kind
    page.printer_card.choose_village(page.board.rows[4].id)
    page.rebuild()
    words = pdf_text(page.data, tmp_path)
    assert page.board.rows[4].name in words
    assert page.board.rows[5].name not in words


def test_a_village_alone_is_not_a_range_of_the_departments_form(page_at, tmp_path):
    page = page_at("assessed")
    page.open_subject("feedback-blank")
    texts_of_range = [
        page.printer_card.range.editor.itemText(number)
        for number in range(page.printer_card.range.editor.count())
    ]
    assert texts_of_range == ["全部", "示例镇", "样板苏木"]
    assert page.save_card.apart_button.text() == "每部门一个文件…"
    page.write_apart(tmp_path)
    assert (tmp_path / "2026年度部门反馈表（空白） 纪检部门.pdf").exists()


def test_a_slip_of_nothing_says_why(page_at):
    page = page_at("opened")
    page.open_subject("proof-self")
    assert page.data == b""
    assert any("还没有录入自评" in words for words in texts(page.nothing))


@pytest.mark.parametrize("kind", ["certificate", "summary", "reasons", "proof-self", "charts"])
def test_making_a_paper_never_touches_the_register(page_at, kind):
    page = page_at("published", issued=True)
    page.open_subject(kind)
    prepared = page._prepared
    made: list[bytes] = []

    def make() -> None:
        made.append(prepared.build(None))
        prepared.check()

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    assert made == [page.data]


def test_working_papers_are_made_as_a_job(page_at, monkeypatch):
    monkeypatch.setattr(printing, "_BUILT_AT_ONCE", 3)
    page = page_at("assessed")
    started: list[str] = []
    page.runner.started.connect(started.append)
    page.open_subject("proof-assessment")
    assert started == ["正在生成2026年度初评校对单"]
    assert page.preview.page_count >= 12


def test_long_papers_are_made_as_a_job(page_at, monkeypatch):
    monkeypatch.setattr(printing, "_BUILT_AT_ONCE", 3)
    page = page_at("published", issued=True)
    names: list[str] = []
    page.runner.started.connect(names.append)
    page.open_subject("annual")
    assert names == ["正在生成2026年度评定表"]
    assert page.preview.page_count == 12


def test_what_the_check_found_can_be_read(page_at):
    page = page_at("deliberated")
    answers = Answers()
    with answering(answers):
        page.check_button.click()
    assert answers.shown[0].startswith("打印前检查\n· ")


def test_other_pages_open_their_paper(page_at):
    page = page_at("published", issued=True)
    page.open_subject("summary")
    assert page.kind == "summary"
    assert page.certificate_card.isHidden()


def test_a_narrow_page_offers_the_papers_in_a_field(page_at):
    page = page_at("published", issued=True)
    assert page.paper_field.isHidden()
    page.resize(820, 480)
    QApplication.processEvents()
    assert page.paper_list.isHidden()
    assert not page.paper_field.isHidden()
    assert page.paper_field.value() == "certificate"
