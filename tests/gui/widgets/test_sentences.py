"""Bars, cards and labels: shown when they have something to say, never as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.next_card import NextCard
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.paragraph import Paragraph
from gui.widgets.search_field import SearchField
from gui.widgets.split import Split


def test_a_notice_hides_when_it_has_nothing_to_say(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.say("fault", "缺 1 处事实。", "去处理")
    assert not bar.isHidden()
    with qtbot.waitSignal(bar.link_opened):
        bar.link.click()
    bar.clear()
    assert bar.isHidden()


def test_names_are_not_markup(qtbot):
    label = Label("<b>红星村</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_shortened_line_tells_the_whole(qtbot):
    label = ElidedLabel("很长很长的嘎查村名称很长很长的嘎查村名称")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    assert label.toolTip() == ""


def test_a_paragraph_grows_as_it_narrows(qtbot):
    text = Paragraph("退回后生成第 3 版草稿，第 2 版保留备查。\n其他村不受影响。")
    qtbot.addWidget(text)
    wide, narrow = text.heightForWidth(600), text.heightForWidth(120)
    assert narrow > wide
    text.set_text("一行")
    assert text.heightForWidth(600) < wide


def test_the_next_card_starts_and_warns(qtbot):
    card = NextCard()
    qtbot.addWidget(card)
    card.set_next("东泉嘎查", "自评 962 分", "开始录入", warning="2 处要处理")
    with qtbot.waitSignal(card.started):
        card.button.click()
    with qtbot.waitSignal(card.warning_opened):
        card.warning_button.click()
    card.set_next("全部完成", "", "")
    assert card.button.isHidden()
    assert card.warning_button.isHidden()


def test_an_empty_page_leads_on(qtbot):
    state = EmptyState("还没有嘎查村", button="导入名册")
    qtbot.addWidget(state)
    with qtbot.waitSignal(state.acted):
        state.button.click()


def test_pairs_are_replaced(qtbot):
    pairs = KeyValueList((("一类", "5 个"), ("二类", "9 个")))
    qtbot.addWidget(pairs)
    pairs.set_pairs((("三类", "1 个"),))
    words = [label.text() for label in pairs.findChildren(Label) if not label.isHidden()]
    assert words == ["三类", "1 个"]


def test_a_card_without_a_title_gives_its_room(qtbot):
    card = Card()
    qtbot.addWidget(card)
    low = card.sizeHint().height()
    card.set_title("本镇结果")
    assert card.sizeHint().height() > low


def test_searching_waits_for_a_pause(qtbot):
    field = SearchField()
    qtbot.addWidget(field)
    heard: list[str] = []
    field.searched.connect(heard.append)
    for typed in ("月", "月亮", "月亮泡"):
        field.setText(typed)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["月亮泡"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_the_side_column_goes_below_where_the_window_is_narrow(qtbot):
    main, card = Label("表"), Card("本镇结果")
    split = Split(main)
    split.add_side(card)
    qtbot.addWidget(split)
    split.resize(1150, 600)
    split.show()
    assert not split.stacked
    assert card.mapTo(split, card.rect().topLeft()).x() > main.x() + main.width()
    split.resize(800, 600)
    qtbot.waitUntil(lambda: split.stacked)
    QApplication.processEvents()
    assert card.mapTo(split, card.rect().topLeft()).y() > main.y() + main.height()
