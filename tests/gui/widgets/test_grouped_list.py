"""The list under headings: keys pass over headings, what is chosen stays chosen."""

from PySide6.QtCore import Qt

from gui.widgets.grouped_list import GroupedItem, GroupedList

ITEMS = (
    GroupedItem("", "定评之后"),
    GroupedItem("certificate", "证书", "5 张", "star"),
    GroupedItem("", "评定过程"),
    GroupedItem("summary", "汇总表"),
)


def shown(qtbot):
    view = GroupedList()
    qtbot.addWidget(view)
    view.set_items(ITEMS)
    view.resize(264, 300)
    view.show()
    return view


def test_model(qtbot, qtmodeltester):
    qtmodeltester.check(shown(qtbot)._model)


def test_keys_pass_over_headings(qtbot):
    view = shown(qtbot)
    chosen: list[str] = []
    view.chosen.connect(chosen.append)
    view.choose("certificate")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen == ["certificate", "summary"]
    assert view.current == "summary"
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.current == "certificate"


def test_what_is_chosen_stays_and_nothing_is_said(qtbot):
    view = shown(qtbot)
    view.choose("summary")
    chosen: list[str] = []
    view.chosen.connect(chosen.append)
    view.set_items(ITEMS[:1] + ITEMS[2:])
    assert view.current == "summary"
    view.set_items(ITEMS[:2])
    assert view.current == ""
    assert chosen == []


def test_it_paints_names_of_any_length(qtbot):
    view = shown(qtbot)
    view.set_items((*ITEMS, GroupedItem("long", "名字" * 40, "12 份")))
    assert not view.grab().isNull()
