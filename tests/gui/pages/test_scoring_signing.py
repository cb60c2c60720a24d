"""Signing and returning on the desk, with what hinders and the way to it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from evaluation.actions import sheets, years
from evaluation.actions.signing import return_sheet
from evaluation.stars.sheets import Sheet, SheetState
from gui.dialogs.ask import answering
from gui.dialogs.return_dialog import ReturnDialog
from gui.dialogs.sign_dialog import SignDialog
from tests.gui.pages.answers import Answers
from tests.gui.pages.desk_keys import focused, keys, line_of, open_page, write
from tests.gui.pages.desk_year import (
    ROUND,
    code_of,
    fill_assessment,
    fill_ballot,
    fill_self,
    open_desk_year,
    write_into,
)

LOST = [{"item": "2.1", "clause": "1", "count": 4, "fact": "缺四次"}]


@pytest.fixture
def year(tmp_path):
    made = open_desk_year(tmp_path)
    made.act(years.enter_shared_figure, figure="county-income", value="16800")
    made.act(years.enter_shared_figure, figure="county-growth", value="6.5")
    yield made
    made.register.close()


def sheet(year, step="assessment") -> Sheet:
    found: tuple[Sheet, ...] = year.register.find(
        Sheet, round=ROUND, village=year.village(1), step=step
    )
    return max(found, key=lambda item: item.version)


def fill_without_consent(year, number: int) -> None:
    """A whole 初评 to which the village has not said anything yet, and its ballot."""
    year.act(
        sheets.fill_sheet,
        village=code_of(number),
        step="assessment",
        figures={"1.2": "40", "2.4": "95", "2.5": "90", "3.2": "30", "3.3": ["30", "20"],
                 "3.4": ["60", "180"], "7.1": "18200", "7.2": "8", "8.2": "96", "8.4": "91",
                 "10.3": "95"},
        check_rest=1,
    )  # fmt: skip
    fill_ballot(year, number)


def dialog_of(qtbot, page) -> SignDialog:
    dialog = SignDialog(page.bridge, page.panel.view, page)
    qtbot.addWidget(dialog)
    return dialog


def sign(dialog: SignDialog) -> None:
    write_into(dialog, "signer0", "组长甲")
    write_into(dialog, "day", "1月6日")
    dialog.try_to_submit()


def test_self_assessment_is_signed(qtbot, year):
    fill_self(year, 1, sealed=False)
    page = open_page(qtbot, year, "self/own")
    dialog = dialog_of(qtbot, page)
    assert dialog.hindrances.sentences == ()
    write_into(dialog, "signer0", "书记甲")
    write_into(dialog, "day", "12月12日")
    dialog.try_to_submit()
    signed = sheet(year, "self")
    assert signed.state is SheetState.SEALED
    assert (signed.signed_by, signed.act_date) == ("书记甲", "2026-12-12")
    assert page.panel.head.sign_button.isHidden()
    assert not page.panel.head.return_button.isHidden()


def test_all_hindrances_are_listed_before_anything_is_filled_in(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2⏎⏎")
    dialog = dialog_of(qtbot, page)
    said = "\n".join(dialog.hindrances.sentences)
    assert "班子坚强星还有未查的指标：1.2、1.3" in said or "班子坚强星还有未查的指标：1.3" in said
    assert "指标 1.1 有 1 处扣分没有写事实" in said
    assert "签字" not in said
    assert "意见" not in said
    assert sheet(year).state is SheetState.DRAFT


def test_a_hindrance_leads_to_its_place(qtbot, year):
    fill_self(year, 1)
    fill_assessment(year, 1, [{"item": "9.1", "clause": "1", "count": 2}])
    page = open_page(qtbot, year)
    dialog = dialog_of(qtbot, page)
    dialog.place_wanted.connect(page.panel.go_to)
    assert dialog.hindrances.sentences == ("指标 9.1 有 1 处扣分没有写事实。",)
    dialog.hindrances.links[0].click()
    assert not dialog.isVisible()
    assert page.panel.row is line_of(page, "9.1")


def test_assessment_needs_the_word_of_the_village(qtbot, year):
    fill_without_consent(year, 1)
    page = open_page(qtbot, year)
    dialog = dialog_of(qtbot, page)
    sign(dialog)
    assert sheet(year).state is SheetState.DRAFT
    assert any("负责人的意见" in sentence for sentence in dialog.hindrances.sentences)
    dialog.objects.setChecked(True)
    dialog.remark.editor.setText("对 2.1 有不同看法")
    dialog.try_to_submit()
    signed = sheet(year)
    assert signed.state is SheetState.SEALED
    assert (signed.village_consents, signed.remark) == (0, "对 2.1 有不同看法")


def test_names_and_day_are_asked_for_first(qtbot, year):
    fill_self(year, 1, sealed=False)
    page = open_page(qtbot, year, "self/own")
    dialog = dialog_of(qtbot, page)
    dialog.try_to_submit()
    assert dialog.form.field("signer0").fault
    assert dialog.form.field("day").fault
    assert sheet(year, "self").state is SheetState.DRAFT


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def open_dialog(qtbot, page) -> SignDialog:
    dialog = dialog_of(qtbot, page)
    dialog.show()
    dialog.activateWindow()
    QTest.qWait(1)
    return dialog


def test_names_and_day_are_offered_again_and_accepted_by_one_key(qtbot, year):
    for village in (1, 2):
        fill_without_consent(year, village)
    page = open_page(qtbot, year)
    first = open_dialog(qtbot, page)
    assert first.signing.signed_by() == ""
    assert first.signing.day.value() == ""
    write("组长甲")
    press(Qt.Key.Key_Return)
    keys(page, "1.6")
    press(Qt.Key.Key_Return)
    assert focused() is first.agrees
    assert first.consents is None
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert not first.isVisible()
    page.step_village(1)
    second = open_dialog(qtbot, page)
    assert (second.signing.signed_by(), second.signing.day.value()) == ("组长甲", "2027-01-06")
    assert second.consents is None
    assert focused() is second.agrees
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert any("负责人的意见" in sentence for sentence in second.hindrances.sentences)
    second.agrees.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not second.isVisible()
    signed = year.register.find(Sheet, village=year.village(2), step="assessment")
    assert [(item.signed_by, item.act_date, item.village_consents) for item in signed] == [
        ("组长甲", "2027-01-06", 1)
    ]


def test_no_village_is_offered_the_secretary_of_another(qtbot, year):
    for village in (1, 2):
        fill_self(year, village, sealed=False)
    page = open_page(qtbot, year, "self/own")
    first = open_dialog(qtbot, page)
    write_into(first, "signer0", "书记甲")
    write_into(first, "day", "12月12日")
    first.try_to_submit()
    page.step_village(1)
    second = open_dialog(qtbot, page)
    assert (second.signing.signed_by(), second.signing.day.value()) == ("", "2026-12-12")
    assert focused() is second.signing.names[0].editor
    second.reject()
    year.bridge.attempt(
        return_sheet, round=ROUND, village=year.village(1), step="self", reason="补签"
    )
    page.step_village(-1)
    assert open_dialog(qtbot, page).signing.signed_by() == "书记甲"


def test_who_only_looks_into_signing_leaves_nothing_behind(qtbot, year):
    fill_self(year, 1, sealed=False)
    page = open_page(qtbot, year, "self/own")
    dialog = open_dialog(qtbot, page)
    write_into(dialog, "signer0", "书记甲")
    write_into(dialog, "day", "12月12日")
    dialog.reject()
    assert open_dialog(qtbot, page).signing.signed_by() == ""


def test_after_signing_the_next_village_begins_at_its_first_star(qtbot, year):
    for village in (1, 2):
        fill_self(year, village, sealed=False)
    page = open_page(qtbot, year, "self/own")
    keys(page, ".9.4")
    dialog = dialog_of(qtbot, page)
    dialog.place_wanted.connect(page.panel.go_to_place)
    write_into(dialog, "signer0", "书记甲")
    write_into(dialog, "day", "12月12日")
    dialog.try_to_submit()
    page.step_village(1)
    assert page.panel.row is line_of(page, "1.1")


def test_returned_sheet_is_a_new_version_and_the_old_one_can_be_read(qtbot, year, monkeypatch):
    fill_self(year, 1)
    fill_ballot(year, 1)
    fill_assessment(year, 1, LOST, sealed=True)
    page = open_page(qtbot, year)

    def give_reason(dialog: ReturnDialog) -> int:
        dialog.field.set_value("补充★2 依据")
        return 1

    monkeypatch.setattr(ReturnDialog, "exec", give_reason)
    page.panel.head.return_button.click()
    assert sheet(year).version == 2
    assert "退回：补充★2 依据" in page.panel.head.note.text()
    keys(page, ".2.1")
    keys(page, "12⏎")
    page.panel.head.version_chosen.emit("1")
    view = page.panel.view
    assert view is not None
    assert not view.editable
    assert line_of(page, "2.1").deductions[0].count == 4
    keys(page, "15⏎")
    assert not page.panel.notice.isHidden()
    page.panel.head.version_chosen.emit("2")
    assert line_of(page, "2.1").deductions[0].count == 2


def test_difference_from_self_assessment_gets_its_word(qtbot, year):
    fill_self(year, 1)
    year.act(
        sheets.fill_sheet,
        village=code_of(1),
        step="assessment",
        deductions=[{"item": "5.1", "clause": "1", "fact": "没有村规民约"},
                    {"item": "5.2", "clause": "1", "count": 1, "fact": "少一次"}],
        check_rest=1,
    )  # fmt: skip
    page = open_page(qtbot, year)
    page.panel.go_to("5.1")
    pane = page.panel.pane
    assert "相差超过 10 分" in pane.word.text()
    with answering(Answers(text="按走访核定")):
        pane.word_link.click()
    assert pane.word.text() == "说明：按走访核定"


def test_half_a_star_asks_for_no_word(qtbot, year):
    fill_self(year, 1)
    page = open_page(qtbot, year)
    keys(page, ".3.1")
    assert page.panel.pane.word_link.isHidden()


def test_signing_shows_stars_and_total(qtbot, year):
    fill_self(year, 1)
    fill_ballot(year, 1)
    fill_assessment(year, 1, LOST)
    page = open_page(qtbot, year)
    assert page.panel.head.stars.isHidden()
    dialog = dialog_of(qtbot, page)
    sign(dialog)
    assert sheet(year).state is SheetState.SEALED
    assert not page.panel.head.stars.isHidden()
    assert page.panel.head.total_word.text() == ""
    assert "分" in page.panel.pane.heading.text()
