"""审核定级: what the page shows and what its buttons and keys do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evaluation.actions.deliberation import override_star
from evaluation.steps.records import Meeting, Override, SignOff
from gui.dialogs.ask import answering
from gui.dialogs.meeting_dialog import MeetingDialog
from gui.dialogs.override_dialog import OverrideDialog
from gui.dialogs.sign_off_dialog import SignOffDialog
from gui.dialogs.why import WhyDialog
from gui.pages.deliberation import DeliberationPage
from gui.tables.base import Separator
from gui.widgets.buttons import LinkButton
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import Label
from tests.gui.pages.answers import Answers, type_into
from tests.gui.pages.rated_year import ROUND, act, code_of, record_meeting


@pytest.fixture
def page_at(qtbot, bridge_at):
    def build(stage):
        page = DeliberationPage(bridge_at(stage))
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        page.shown()
        return page

    return build


def texts(widget):
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(Label) if not label.isHidden()]


def village(page, name):
    return next(row for row in page.board.rows if row.name == name)


def test_table_and_cards(page_at):
    page = page_at("assessed")
    model = page.table.rows
    lines = [model.entry(place) for place in range(model.rowCount())]
    captions = [line.caption for line in lines if isinstance(line, Separator)]
    assert [caption[:3] for caption in captions] == ["一类线", "三类线"]
    assert "4 个 · 33.33%" in texts(page.result_card)
    assert "70.83%（85/120）" in texts(page.result_card)
    assert "一类 参考≤30%" in texts(page.result_card)
    assert page.submit_button.text() == "提交拟定结果"
    assert page.foot[0] == "并列第 9 名 2 个，不涉及分类线"


def test_the_missing_meeting_stands_in_the_way_and_its_link_records_it(qtbot, page_at):
    page = page_at("assessed")
    assert not page.hindrance_card.isHidden()
    assert "· 还没有登记镇党委会的会议纪要" in texts(page.hindrance_card)
    page.hindrance_card.findChild(LinkButton).click()
    dialog = page.dialog
    assert isinstance(dialog, MeetingDialog)
    dialog.form.set_values({"minutes": "纪要〔2027〕2 号", "held_on": "2027-01-18"})
    type_into(dialog, "expected", "9")
    type_into(dialog, "present", "8")
    dialog.accept_button.click()
    assert not dialog.isVisible()
    meeting = page.bridge.reader.find(Meeting, round=ROUND)[0]
    assert (meeting.minutes, meeting.expected, meeting.present) == ("纪要〔2027〕2 号", 9, 8)
    assert page.hindrance_card.isHidden()
    assert "9 / 8" in texts(page.meeting_card)


def test_a_refused_meeting_stays_open_with_the_reason(page_at):
    page = page_at("assessed")
    page.edit_meeting()
    dialog = page.dialog
    dialog.form.set_values({"minutes": "2 号", "held_on": "2027-01-18"})
    dialog.form.set_values({"expected": "9", "present": "4"})
    dialog.try_to_submit()
    assert dialog.isVisible()
    assert not dialog.refusal.isHidden()
    assert any("不到应到" in words for words in texts(dialog.refusal))
    dialog.reject()


def test_required_fields_are_asked_for_first(page_at):
    page = page_at("assessed")
    page.edit_meeting()
    page.dialog.try_to_submit()
    assert page.dialog.form.field("minutes").fault == "请填会议纪要号。"
    page.dialog.reject()


def test_missing_steps_and_reported_cases_are_named_with_their_pages(qtbot, bridge_at):
    bridge = bridge_at("opened")
    act(bridge.office, "authorise_veto", round=ROUND, item="V9", document="文件")
    act(
        bridge.office,
        "record_veto",
        round=ROUND,
        village=code_of(11),
        item="V9",
        fact="材料造假",
        document="举报信",
        found_on="2026-12-20",
    )
    page = DeliberationPage(bridge)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    words = texts(page.hindrance_card)
    assert "· 白鹭湾村、月亮泡嘎查、石榴坡村等 12 个还没有完成自评" in words
    assert "· 芦花渡村有一票否决线索未认定" in words
    wanted = []
    page.page_wanted.connect(lambda key, subject: wanted.append((key, subject)))
    for link in page.hindrance_card.findChildren(LinkButton):
        if link.text() == "去处理":
            link.click()
    assert [key for key, _ in wanted] == ["scoring", "ballot", "scoring", "veto"]
    assert wanted[-1][1] == village(page, "芦花渡村").id


def test_changing_a_class(page_at):
    page = page_at("assessed")
    row = village(page, "西岭嘎查")
    page.open_subject(row.id)
    page.change_current()
    dialog = page.dialog
    assert isinstance(dialog, OverrideDialog)
    dialog.form.set_values({"target": "first", "document": "纪要 2 号"})
    type_into(dialog, "reason", "承担全旗现场会")
    dialog.try_to_submit()
    assert not dialog.isVisible()
    override = page.bridge.reader.find(Override, round=ROUND)[0]
    assert (override.rating_class, override.reason) == ("first", "承担全旗现场会")
    assert page.changes_card.title_label.text() == "改动 1 处"
    titles = [link.text() for link in page.changes_card.findChildren(LinkButton)]
    assert titles == ["西岭嘎查：二类 → 一类"]
    assert "5 个 · 41.67%" in texts(page.result_card)


def test_f6_opens_the_changes_of_the_chosen_village(qtbot, page_at):
    page = page_at("assessed")
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.open_subject(village(page, "小河口村").id)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F6)
    assert page.dialog is not None
    assert page.dialog.windowTitle() == "改拟定：小河口村"
    page.dialog.reject()


def test_a_standing_veto_refuses_a_higher_class(page_at):
    page = page_at("assessed")
    page.change_village(village(page, "柳树沟村").id)
    dialog = page.dialog
    dialog.form.set_values({"target": "first", "reason": "表现突出", "document": "纪要"})
    dialog.try_to_submit()
    assert dialog.isVisible()
    assert any("未解除的一票否决" in words for words in texts(dialog.refusal))
    dialog.reject()


def test_giving_a_star_offers_only_those_not_held(page_at):
    page = page_at("assessed")
    page.change_village(village(page, "月亮泡嘎查").id)
    dialog = page.dialog
    kind, target = (dialog.form.field(name).focusProxy() for name in ("kind", "target"))
    kind.setCurrentIndex(1)
    kind.activated.emit(1)
    assert [target.itemText(i) for i in range(target.count())] == ["★9 制度完善星"]
    dialog.form.set_values({"reason": "整改到位", "document": "纪要"})
    dialog.try_to_submit()
    assert village(page, "月亮泡嘎查").proposed.stars_held == 10


def test_a_change_can_be_taken_back(page_at):
    page = page_at("assessed")
    row = village(page, "西岭嘎查")
    page.bridge.attempt(
        override_star,
        round=ROUND,
        village=row.id,
        part="town",
        star="2",
        given=1,
        reason="整改到位",
        document="纪要",
    )
    page.change_village(row.id)
    link = next(
        link for link in page.dialog.findChildren(LinkButton) if link.text().startswith("撤回")
    )
    with answering(Answers(text="填错了村")):
        link.click()
    assert page.bridge.reader.find(Override, round=ROUND) == ()


def test_submitting_signs_every_village(page_at):
    page = page_at("assessed")
    record_meeting(page.bridge.office, "town")
    page.bridge.choose_round("")
    page.bridge.choose_round(ROUND)
    page.submit()
    dialog = page.dialog
    assert isinstance(dialog, SignOffDialog)
    assert dialog.value("document") == "镇党委纪要〔2027〕2 号"
    dialog.form.set_values({"signed_by": "镇党委书记"})
    dialog.try_to_submit()
    assert len(page.bridge.reader.find(SignOff, round=ROUND, part="town")) == 12
    assert page.submit_button.text() == "已审签"
    assert not page.submit_button.isEnabled()
    assert "12 / 12" in texts(page.signed_card)


def test_what_the_office_refuses_is_said_in_the_window(page_at):
    page = page_at("assessed")
    page.submit()
    page.dialog.form.set_values({"signed_by": "镇党委书记", "act_date": "2027-01-18"})
    page.dialog.try_to_submit()
    assert page.dialog.isVisible()
    assert any("还没有登记镇党委会的会议纪要" in words for words in texts(page.dialog.refusal))
    page.dialog.reject()


def test_the_second_body_waits_for_the_first(page_at):
    page = page_at("assessed")
    page.part_bar.choose("county")
    assert page.submit_button.text() == "登记审核意见"
    words = texts(page.hindrance_card)
    assert "· 镇党委会还有 12 个没有审签" in words
    link = next(
        link for link in page.hindrance_card.findChildren(LinkButton) if link.text() == "去看"
    )
    link.click()
    assert page.part.id == "town"


def test_a_signed_village_is_changed_only_after_taking_back(page_at):
    page = page_at("deliberated")
    row = village(page, "西岭嘎查")
    page.open_subject(row.id)
    answers = Answers(text="会后更正")
    with answering(answers):
        page.change_current()
        assert answers.shown[0].startswith("西岭嘎查已经审签")
        page.signed_card.link.click()
    assert len(page.bridge.reader.find(SignOff, round=ROUND, village=row.id)) == 0
    assert page.submit_button.isEnabled()


def test_a_published_year_only_shows(page_at):
    page = page_at("published")
    assert not page.submit_button.isEnabled()
    assert page.meeting_card.link.isHidden()
    assert page.signed_card.link.isHidden()
    answers = Answers()
    with answering(answers):
        page.change_current()
    assert answers.shown[0].startswith("已经定评")


def test_one_town_at_a_time(page_at):
    page = page_at("assessed")
    page.town_field.editor.setCurrentIndex(2)
    page.town_field.editor.activated.emit(2)
    assert page.town == page.board.head.towns[1][0]
    assert page.result_card.title_label.text() == "样板苏木结果"
    pairs = page.result_card.findChild(KeyValueList)
    assert "0 个 · 0.00%" in texts(pairs)
    page.submit()
    facts = [label.text() for label in page.dialog.findChildren(Label)]
    assert "样板苏木结果，本次提交" in facts
    page.dialog.reject()


def test_without_a_round_the_page_says_so(qtbot, bridge_at):
    bridge = bridge_at("opened")
    bridge.choose_round("")
    page = DeliberationPage(bridge)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    assert not page.empty.isHidden()
    assert page.content.isHidden()
    page.change_current()
    assert page.dialog is None


def test_enter_tells_why(qtbot, page_at, monkeypatch):
    shown = []
    monkeypatch.setattr(
        WhyDialog, "show_for", lambda bridge, village, parent: shown.append(village)
    )
    page = page_at("assessed")
    row = village(page, "东泉嘎查")
    page.open_subject(row.id)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shown == [row.id]


def test_the_cursor_begins_in_the_first_field(qtbot, page_at):
    page = page_at("assessed")
    page.edit_meeting()
    dialog = page.dialog
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.focusWidget() is dialog.form.field("minutes").focusProxy()
    dialog.reject()


def test_ctrl_p_leads_to_the_summary_on_narrow_screens_too(qtbot, page_at):
    page = page_at("assessed")
    page.resize(800, 600)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    assert page.summary_button.isHidden()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["print", "summary"]
