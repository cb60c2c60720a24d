"""公示异议: posting with the last day reckoned live, objections, the decision."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from evaluation.actions.years import enter_holidays
from evaluation.rounds import Round, RoundState
from evaluation.steps.records import Notice, NoticeState, Objection, ObjectionState
from gui.dialogs.objection_dialogs import AnswerObjectionDialog, ReceiveObjectionDialog
from gui.dialogs.publish_dialog import PublishDialog
from gui.pages.notice import NoticePage
from gui.widgets.buttons import LinkButton
from gui.widgets.label import Label
from tests.gui.pages.answers import type_into
from tests.gui.pages.rated_year import ROUND, act, code_of


@pytest.fixture
def page_at(qtbot, bridge_at):
    def build(stage):
        page = NoticePage(bridge_at(stage))
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        page.shown()
        return page

    return build


def texts(widget):
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(Label) if not label.isHidden()]


def object_to(page, place, content="评分偏高"):
    act(
        page.bridge.office,
        "receive_objection",
        round=ROUND,
        village=code_of(place),
        received_on="2027-01-20",
        channel="电话",
        from_whom="匿名",
        content=content,
    )
    reread(page)


def reread(page):
    """What changes of another window look like: the board is read anew."""
    page.bridge.choose_round("")
    page.bridge.choose_round(ROUND)


def test_the_last_day_follows_the_first_while_typing(qtbot, page_at):
    page = page_at("deliberated")
    first = page.posting.first_field
    assert first.value() == "2027-01-18"
    assert page.posting.last_field.value() == "2027-01-22"
    first.editor.setText("1月20日")
    first.editor.editingFinished.emit()
    assert page.posting.last_field.value() == "2027-01-26"
    assert "最早 1月27日定评" in page.posting.last_words.text()


def test_holidays_lengthen_the_notice(page_at):
    page = page_at("deliberated")
    page.bridge.attempt(
        enter_holidays, days=[{"day": "2027-01-21", "kind": "holiday", "name": "示例节"}]
    )
    assert page.posting.last_field.value() == "2027-01-25"


def test_a_day_off_is_not_counted_and_said(page_at):
    page = page_at("deliberated")
    page.posting.first_field.editor.setText("2027-01-23")
    page.posting.first_field.editor.editingFinished.emit()
    assert page.posting.last_words.text().startswith("首日不是工作日")
    assert page.posting.last_field.value() == "2027-01-29"


def test_posting_all(page_at):
    page = page_at("deliberated")
    page.posting.place_field.set_value("村公开栏")
    assert page.posting.post_button.text() == "张贴公示（12 个）"
    page.posting.post_button.click()
    notices = page.bridge.reader.find(Notice, round=ROUND)
    assert len(notices) == 12
    assert {(item.first_day, item.last_day, item.place) for item in notices} == {
        ("2027-01-18", "2027-01-22", "村公开栏")
    }
    assert page.posting.post_card.isHidden()
    assert page.main_button.text() == "结束公示"


def test_a_shorter_notice_is_refused_with_the_reason(page_at):
    page = page_at("deliberated")
    page.posting.last_field.editor.setText("2027-01-20")
    page.posting.post()
    assert any("不满 5 个工作日" in words for words in texts(page.posting.refusal))
    assert page.bridge.reader.find(Notice, round=ROUND) == ()


def test_unsigned_villages_cannot_be_posted(page_at):
    page = page_at("assessed")
    page.posting.post()
    assert any("镇党委会还没有审签" in words for words in texts(page.posting.refusal))


def test_a_notice_ends_only_after_its_last_day(page_at):
    page = page_at("posted")
    page.main_button.click()
    assert any("次日起才能结束公示" in words for words in texts(page.posting.clear_refusal))
    page.bridge.office.clock.set_day(date(2027, 1, 26))
    page.main_button.click()
    states = {item.state for item in page.bridge.reader.find(Notice, round=ROUND)}
    assert states == {NoticeState.CLEARED}


def test_registering_an_objection(page_at):
    page = page_at("posted")
    page.receive_objection(page.board.rows[6].id)
    dialog = page.dialog
    assert isinstance(dialog, ReceiveObjectionDialog)
    dialog.form.set_values({"name": "村民甲"})
    type_into(dialog, "content", "卫生评分偏高")
    dialog.try_to_submit()
    found = page.bridge.reader.get(Objection, ROUND, 1)
    assert (found.content, found.from_whom) == ("卫生评分偏高", "实名：村民甲")
    assert page.tab_bar.accessibleName() == "公示"
    page.open_tab("objections")
    assert "第 1 号 · 西岭嘎查" in texts(page.objections.detail)


def test_an_anonymous_objection_keeps_no_name(page_at):
    page = page_at("posted")
    page.receive_objection(page.board.rows[6].id)
    page.dialog.form.set_values({"sender": "匿名", "name": "写了也不记"})
    type_into(page.dialog, "content", "偏高")
    page.dialog.try_to_submit()
    assert page.bridge.reader.get(Objection, ROUND, 1).from_whom == "匿名"


def test_handing_on_and_closing_with_a_changed_result(page_at):
    page = page_at("posted")
    object_to(page, 6)
    page.open_tab("objections")
    page.objections.assign_button.click()
    page.dialog.form.set_values({"assigned_to": "镇纪检委员乙"})
    page.dialog.try_to_submit()
    assert page.bridge.reader.get(Objection, ROUND, 1).state is ObjectionState.ASSIGNED
    page.objections.answer_button.click()
    dialog = page.dialog
    assert isinstance(dialog, AnswerObjectionDialog)
    dialog.form.set_values({"finding": "属实", "changes_result": "1", "reply": "已改正"})
    dialog.try_to_submit()
    assert dialog.form.field("effect").fault == "请写明结果要怎样改。"
    dialog.form.set_values({"effect": "4.1 补扣 6 分"})
    dialog.try_to_submit()
    assert page.bridge.reader.get(Objection, ROUND, 1).state is ObjectionState.CLOSED
    village = page.board.rows[6].id
    notices = page.bridge.reader.find(Notice, round=ROUND, village=village)
    assert notices[0].state is NoticeState.WITHDRAWN
    page.open_tab("posting")
    assert page.posting.post_button.text() == "张贴公示（1 个）"


def test_what_stands_against_the_decision_is_listed_with_ways_to_it(page_at):
    page = page_at("posted")
    object_to(page, 6)
    page.open_tab("decision")
    words = texts(page.decision)
    assert any("等 12 个公示还没有期满" in line for line in words)
    assert "· 第 1 号异议还没有办结" in words
    assert not page.main_button.isEnabled()
    links = {link.text(): link for link in page.decision.findChildren(LinkButton)}
    links["去办理"].click()
    assert page.tab_bar.current == "objections"


def test_publishing_seals_and_shows_the_short_code(page_at):
    page = page_at("posted")
    page.bridge.office.clock.set_day(date(2027, 1, 26))
    page.posting.clear()
    page.open_tab("decision")
    assert page.main_button.text() == "定评封存"
    assert page.main_button.isEnabled()
    page.main_button.click()
    dialog = page.dialog
    assert isinstance(dialog, PublishDialog)
    dialog.form.set_values({"decision_number": "示例旗组发〔2027〕3 号"})
    dialog.try_to_submit()
    round_ = page.bridge.reader.get(Round, ROUND)
    assert round_.state is RoundState.PUBLISHED
    assert page.decision.code.text() == page.bridge.head().code != ""
    assert page.main_button.text() == "去打印证书"


def test_a_refused_decision_lists_the_reasons(page_at):
    page = page_at("posted")
    page.publish()
    page.dialog.form.set_values({"decision_number": "3 号"})
    page.dialog.try_to_submit()
    words = texts(page.dialog.refusal)[0]
    assert words.count("还没有公示期满") == 4
    assert "另有" in words
    page.dialog.reject()


def test_a_published_year_opens_at_the_seal(page_at):
    page = page_at("published")
    assert page.tab_bar.current == "decision"
    assert not page.decision.code.isHidden()
    wanted = []
    page.page_wanted.connect(lambda key, subject: wanted.append((key, subject)))
    page.main_button.click()
    assert wanted == [("print", "certificate")]
