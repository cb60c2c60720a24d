"""一票否决 from the first document to the lifting, with who would move."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from evaluation.actions import vetoes, years
from evaluation.vetoes.cases import CaseState, VetoCase
from gui.dialogs.authority_dialog import AuthorityDialog
from gui.dialogs.veto_dialogs import DecideVetoDialog, LiftVetoDialog, RecordVetoDialog
from gui.pages.veto_words import CaseRow
from gui.pages.vetoes import VetoPage
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
    yield made
    made.register.close()


def authorise(year, item: str = "V8") -> None:
    year.act(years.authorise_veto, item=item, document="示例镇党发〔2026〕4 号")


def record(year, village: int = 1, item: str = "V8") -> None:
    year.act(
        vetoes.record_veto,
        village=code_of(village),
        item=item,
        fact="新增借款未经民主程序",
        document="示例旗审〔2026〕11 号",
    )


def rate(year) -> None:
    """Two villages with a whole result, the first one ahead."""
    year.act(years.enter_shared_figure, figure="county-income", value="16800")
    year.act(years.enter_shared_figure, figure="county-growth", value="6.5")
    for number in (1, 2):
        fill_self(year, number)
        fill_ballot(year, number)
        fill_assessment(year, number, LOST if number == 2 else [], sealed=True)


def open_page(qtbot, year) -> VetoPage:
    page = VetoPage(year.bridge)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.shown()
    return page


def case(year) -> VetoCase:
    found: tuple[VetoCase, ...] = year.register.find(VetoCase, round=ROUND)
    assert len(found) == 1
    return found[0]


def chosen(page: VetoPage) -> CaseRow:
    assert page.case is not None
    return page.case


def test_without_documents_nothing_can_be_recorded(qtbot, year, monkeypatch):
    page = open_page(qtbot, year)
    assert page.none_yet.isVisible()
    opened: list[RecordVetoDialog] = []

    def cancel(dialog: RecordVetoDialog) -> int:
        opened.append(dialog)
        return 0

    monkeypatch.setattr(RecordVetoDialog, "exec", cancel)
    page.record_button.click()
    assert opened == []
    assert page.tabs.current == "items"
    assert not page.notice.isHidden()


def test_document_of_an_item_is_entered_from_its_line(qtbot, year, monkeypatch):
    page = open_page(qtbot, year)
    page.tabs.choose("items")
    page.items.choose_key("V8")

    def enter(dialog: AuthorityDialog) -> int:
        write_into(dialog, "document", "示例镇党发〔2026〕4 号")
        dialog.try_to_submit()
        return 1

    monkeypatch.setattr(AuthorityDialog, "exec", enter)
    page.authorise_button.click()
    assert year.bridge.head().standard.veto_item("V8").authority == "示例镇党发〔2026〕4 号"
    entry = page.items.current_entry()
    assert entry is not None
    assert entry[3]


def test_recording_offers_only_items_that_are_on(qtbot, year, monkeypatch):
    authorise(year)
    page = open_page(qtbot, year)

    def enter(dialog: RecordVetoDialog) -> int:
        items = dialog.form.field("item").focusProxy()
        assert isinstance(items, QComboBox)
        assert [items.itemText(place)[:2] for place in range(items.count())] == ["V8"]
        dialog.try_to_submit()
        assert dialog.form.field("document").fault
        dialog.form.field("village").set_value(year.village(2))
        dialog.form.field("item").set_value("V8")
        write_into(dialog, "fact", "新增借款未经民主程序")
        write_into(dialog, "document", "示例旗审〔2026〕11 号")
        write_into(dialog, "starts", "2026-10-20")
        dialog.try_to_submit()
        return 1

    monkeypatch.setattr(RecordVetoDialog, "exec", enter)
    page.record_button.click()
    found = case(year)
    assert (found.village, found.item, found.starts) == (year.village(2), "V8", "2026-10-20")
    assert chosen(page).village == "月亮泡嘎查"
    assert page.decide_button.isVisible()


def test_deciding_tells_who_moves_before_it_is_done(qtbot, year):
    rate(year)
    authorise(year)
    record(year)
    page = open_page(qtbot, year)
    dialog = DecideVetoDialog(page.bridge, chosen(page), "取消★3、★9；降一类", page)
    qtbot.addWidget(dialog)
    words = dialog.moved.text.text
    assert "西岭嘎查：10★ → 8★，先进 → 一般，第 1 名 → 第 2 名" in words
    assert "月亮泡嘎查：第 2 名 → 第 1 名" in words
    before = year.bridge.board().row(year.village(1)).outcome
    assert before.stars_held == 10
    write_into(dialog, "approved_by", "示例镇党委")
    write_into(dialog, "decided_on", "2027-01-07")
    dialog.try_to_submit()
    assert "请选认定或不予认定" in dialog.refusal.findChildren(QLabel)[0].text()
    dialog.confirm.setChecked(True)
    dialog.try_to_submit()
    assert case(year).state is CaseState.CONFIRMED
    assert year.bridge.board().row(year.village(1)).outcome.stars_held == 8


def test_dismissing_changes_nothing(qtbot, year):
    rate(year)
    authorise(year)
    record(year)
    page = open_page(qtbot, year)
    dialog = DecideVetoDialog(page.bridge, chosen(page), "", page)
    qtbot.addWidget(dialog)
    dialog.dismiss.setChecked(True)
    assert dialog.moved.isHidden()
    write_into(dialog, "approved_by", "示例镇党委")
    write_into(dialog, "decided_on", "2027-01-07")
    dialog.try_to_submit()
    assert case(year).state is CaseState.DISMISSED
    assert not page.decide_button.isVisible()
    assert not page.lift_button.isVisible()


def test_lifting_tells_who_moves_and_gives_the_stars_back(qtbot, year):
    rate(year)
    authorise(year)
    record(year)
    year.act(
        vetoes.decide_veto,
        village=code_of(1),
        number=1,
        confirmed=1,
        approved_by="示例镇党委",
        decided_on="2027-01-05",
    )
    page = open_page(qtbot, year)
    assert page.lift_button.isVisible()
    dialog = LiftVetoDialog(page.bridge, chosen(page), page)
    qtbot.addWidget(dialog)
    assert "西岭嘎查：8★ → 10★" in dialog.moved.text.text
    dialog.try_to_submit()
    assert case(year).state is CaseState.CONFIRMED
    write_into(dialog, "lifted_on", "2027-01-08")
    write_into(dialog, "reason", "复查后认定与该村无关")
    write_into(dialog, "document", "示例旗审〔2027〕1 号")
    dialog.try_to_submit()
    assert case(year).state is CaseState.LIFTED
    assert year.bridge.board().row(year.village(1)).outcome.stars_held == 10


def test_case_without_effect_on_signed_results_says_so(qtbot, year):
    authorise(year)
    record(year)
    page = open_page(qtbot, year)
    dialog = DecideVetoDialog(page.bridge, chosen(page), "", page)
    qtbot.addWidget(dialog)
    assert "没有村" in dialog.moved.text.text


def test_subject_of_another_page_is_chosen(qtbot, year):
    authorise(year)
    record(year, 1)
    record(year, 3)
    page = VetoPage(year.bridge)
    qtbot.addWidget(page)
    page.show()
    page.open_subject(year.village(3))
    page.shown()
    assert chosen(page).case.village == year.village(3)
    assert "2 条线索待认定" in page.notice.findChildren(QLabel)[0].text()


def test_cases_to_be_decided_come_first(qtbot, year):
    authorise(year)
    record(year, 1)
    record(year, 2)
    year.act(
        vetoes.decide_veto,
        village=code_of(1),
        number=1,
        confirmed=0,
        approved_by="示例镇党委",
        decided_on="2027-01-05",
    )
    page = open_page(qtbot, year)
    assert chosen(page).village == "月亮泡嘎查"
