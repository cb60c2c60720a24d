"""The scoring desk by keyboard, on a real register."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from db.exchange.standards import read_preset
from evaluation.actions import evidence, sheets, years
from evaluation.history import HistoryEvent
from evaluation.rounds import Participation
from evaluation.standard.model import Clause, ClauseKind, Depth
from evaluation.stars.sheets import Bonus, Mark, MarkState, Sheet, SheetState
from gui.dialogs.ask import answering
from gui.pages.scoring import ScoringPage
from tests.gui.pages.answers import Answers
from tests.gui.pages.desk_keys import (
    deductions,
    enter,
    keys,
    line_of,
    open_page,
    said,
    write,
)
from tests.gui.pages.desk_year import (
    NOW,
    ROUND,
    DeskYear,
    code_of,
    fill_assessment,
    fill_ballot,
    fill_self,
    open_desk_year,
)


@pytest.fixture
def year(tmp_path):
    made = open_desk_year(tmp_path)
    yield made
    made.register.close()


def mark_of(year: DeskYear, item: str) -> Mark:
    (mark,) = year.register.find(Mark, round=ROUND, item=item)
    return mark


def code(page: ScoringPage) -> str:
    assert page.panel.row is not None
    return page.panel.row.code


def test_nothing_is_entered_by_looking(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "↓↓↑→")
    assert year.register.find(Sheet, round=ROUND) == ()
    assert page.panel.table.indicators.cell_text(0, columns(page)["扣分"]) == "未查"


def columns(page):
    return {column.header: column.kind for column in page.panel.table.indicators.columns}


def test_first_digit_picks_next_digits_count_enter_goes_on(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "23⏎")
    (entered,) = deductions(year).values()
    assert (entered.clause, entered.count) == ("c1.1.2", 3)
    assert code(page) == "1.2"
    assert line_of(page, "1.1").score == 600


def test_without_a_count_it_is_once_and_space_begins_another(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2 3⏎")
    assert {key[1]: item.count for key, item in deductions(year).items()} == {
        "c1.1.2": 1,
        "c1.1.3": 1,
    }
    assert code(page) == "1.2"


def test_full_width_digits_are_taken(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "２１２⏎")
    (entered,) = deductions(year).values()
    assert (entered.clause, entered.count) == ("c1.1.2", 12)


def test_input_method_is_off_on_the_table(qtbot, year):
    page = open_page(qtbot, year)
    assert not page.panel.table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_what_is_refused_stays_typed_with_its_sentence(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "12⏎")
    assert deductions(year) == {}
    assert "最多只能是 1 次" in page.panel.overlays.popup.fault
    assert "−60（实扣 30）" in page.panel.overlays.editor.words
    assert code(page) == "1.1"
    keys(page, "⌫⏎")
    assert deductions(year)["i1.1", "c1.1.1"].count == 1


def test_enter_alone_marks_as_seen_and_goes_on(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "⏎")
    mark = mark_of(year, "i1.1")
    assert mark.state is MarkState.CHECKED
    assert code(page) == "1.2"


def test_enter_behind_the_last_line_goes_to_the_next_star(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, ".1.5⏎")
    assert code(page) == "2.1"


def test_figure_is_typed_directly_with_its_base(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, ".3.2")
    keys(page, "12.5⏎")
    mark = mark_of(year, "i3.2")
    assert mark.figure == 1250
    assert code(page) == "3.3"
    keys(page, "12⇥10⏎")
    mark = mark_of(year, "i3.3")
    assert (mark.figure, mark.base) == (1200, 1000)
    keys(page, "60;180⏎")
    mark = mark_of(year, "i3.4")
    assert (mark.figure, mark.base) == (6000, 18000)


def test_correcting_a_figure_keeps_its_base(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, ".3.3")
    keys(page, "12⇥10⏎↑15⏎")
    mark = mark_of(year, "i3.3")
    assert (mark.figure, mark.base) == (1500, 1000)


def test_a_clause_that_reads_a_figure_takes_it_after_its_number(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, ".1.2")
    keys(page, "352.5⏎")
    mark = mark_of(year, "i1.2")
    assert mark.figure == 5250


def test_enter_on_a_missing_figure_is_refused(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, ".3.2")
    keys(page, "⏎")
    assert code(page) == "3.2"
    assert "要先填" in page.panel.overlays.popup.fault


def test_jump_waits_where_a_longer_code_is_possible(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, ".10.3")
    assert code(page) == "10.3"
    keys(page, ".9.9")
    assert "没有编号" in page.panel.overlays.popup.fault
    keys(page, "⌫1")
    assert code(page) == "9.1"


@pytest.mark.parametrize(
    ("key", "state"), [("n", MarkState.NOT_APPLICABLE), ("d", MarkState.AWAITING)]
)
def test_letters_mark_the_state(qtbot, year, key, state):
    page = open_page(qtbot, year)
    keys(page, key)
    mark = mark_of(year, "i1.1")
    assert mark.state is state


def test_delete_removes_the_chosen_chip(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2 3⏎↑")
    keys(page, "⌦")
    assert len(deductions(year)) == 2
    assert not page.panel.notice.isHidden()
    keys(page, "→→⌦")
    assert [key[1] for key in deductions(year)] == ["c1.1.2"]


def test_delete_on_a_line_without_chips_makes_it_unseen(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "n⌦")
    mark = mark_of(year, "i1.1")
    assert mark.state is MarkState.UNCHECKED


def test_fact_is_written_and_offered_again(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2⏎↑")
    QTest.keyClick(page.panel.table, Qt.Key.Key_F2)
    assert page.panel.facts.shown
    write("缺妇联主任一人")
    enter()
    assert not page.panel.facts.shown
    entered = deductions(year)["i1.1", "c1.1.2"]
    assert (entered.fact, entered.count) == ("缺妇联主任一人", 1)
    # Correcting the count keeps the fact.
    keys(page, "24⏎↑")
    entered = deductions(year)["i1.1", "c1.1.2"]
    assert (entered.fact, entered.count) == ("缺妇联主任一人", 4)
    page.step_village(1)
    keys(page, "2⏎↑")
    page.panel.write_facts()
    offered = page.panel.facts.editor.offered
    assert [facts.fact for facts in offered] == ["缺妇联主任一人"]
    keys(page, "⎋")
    assert not page.panel.facts.shown


def test_outward_wording_and_evidence_are_kept_apart(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2⏎↑")
    page.panel.write_facts()
    editor = page.panel.facts.editor
    editor.fact.editor.setText("某某未到岗")
    editor.outward.editor.setText("一个岗位空缺")
    editor.evidence.editor.setText("花名册")
    page.panel.facts.save()
    entered = deductions(year)["i1.1", "c1.1.2"]
    assert (entered.fact, entered.outward, entered.evidence) == (
        "某某未到岗",
        "一个岗位空缺",
        "花名册",
    )


def test_stars_and_villages_by_key(qtbot, year):
    page = open_page(qtbot, year)
    QTest.keyClick(page.panel.table, Qt.Key.Key_F3)
    assert code(page) == "2.1"
    QTest.keyClick(page.panel.table, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert code(page) == "1.1"
    QTest.keyClick(page.panel.table, Qt.Key.Key_PageDown)
    assert year.bridge.village == year.village(2)
    assert page.panel.view is not None
    assert page.panel.view.village_name == "月亮泡嘎查"
    QTest.keyClick(page.panel.table, Qt.Key.Key_PageUp)
    assert year.bridge.village == year.village(1)


def test_going_to_another_village_enters_what_is_typed(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "22")
    QTest.keyClick(page.panel.table, Qt.Key.Key_PageDown)
    assert deductions(year)["i1.1", "c1.1.2"].count == 2
    assert year.bridge.village == year.village(2)


def test_going_to_another_village_waits_for_what_is_refused(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "12")
    page.villages.choose(year.village(2))
    assert page.villages.current == year.village(1)
    assert page.panel.entering.keying is not None


def test_rest_of_a_star_is_seen_with_one_key(qtbot, year):
    page = open_page(qtbot, year)
    QTest.keyClick(page.panel.table, Qt.Key.Key_F3)
    QTest.keyClick(page.panel.table, Qt.Key.Key_F3)
    QTest.keyClick(page.panel.table, Qt.Key.Key_F6)
    star = page.panel.star
    assert star is not None
    assert [row.code for row in star.rows if not row.done] == ["3.2", "3.3"]
    assert not page.panel.notice.isHidden()


def test_a_star_passed_leads_to_the_next(qtbot, year):
    page = open_page(qtbot, year)
    QTest.keyClick(page.panel.table, Qt.Key.Key_F6)
    assert code(page) == "2.1"
    page.panel.go_to("3.1")
    QTest.keyClick(page.panel.table, Qt.Key.Key_F6)
    assert code(page) == "3.2"


def test_the_last_star_passed_says_what_is_left(qtbot, year):
    page = open_page(qtbot, year, "self/own")
    page.panel.go_to("9.1")
    QTest.keyClick(page.panel.table, Qt.Key.Key_F6)
    assert "班子坚强星" in said(page)
    for star in range(1, 9):
        page.panel.go_to(f"{star}.1")
        QTest.keyClick(page.panel.table, Qt.Key.Key_F6)
    page.panel.go_to("9.1")
    QTest.keyClick(page.panel.table, Qt.Key.Key_F6)
    assert "Ctrl Enter" in said(page)


def test_a_key_held_down_passes_nothing(qtbot, year):
    page = open_page(qtbot, year)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        held = QKeyEvent(
            QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", autorep=True
        )
        QApplication.sendEvent(page.panel.table, held)
    assert year.register.find(Mark, round=ROUND) == ()
    assert code(page) == "1.1"


def test_full_points_by_one_key(qtbot, year):
    page = open_page(qtbot, year, "self/own")
    keys(page, "+")
    assert mark_of(year, "i1.1").score == 3000
    assert code(page) == "1.2"
    page.choose_step("assessment/assessment")
    keys(page, "+")
    assert year.register.find(Mark, round=ROUND, step="assessment") == ()


def test_self_assessment_stands_beside_the_assessment(qtbot, year):
    fill_self(year, 1)
    page = open_page(qtbot, year)
    assert list(columns(page)) == ["码", "指标", "满分", "自评", "扣分", "得分", "事实 · 依据"]
    model = page.panel.table.indicators
    page.panel.go_to("2.1")
    assert model.cell_text(0, columns(page)["自评"]) == "28.00"
    keys(page, "14⏎")
    assert "自评 98.00 分，低 10.00 分" in page.panel.pane.sentence.text()
    page.panel.go_to("10.1")
    assert model.cell_text(0, columns(page)["自评"]) == "—"


def test_self_assessment_by_star_has_no_column(qtbot, tmp_path):
    standard = read_preset("shixing-moren")
    steps = tuple(
        replace(step, depth=Depth.STAR) if step.id == "self" else step for step in standard.steps
    )
    year = open_desk_year(tmp_path, standard=replace(standard, steps=steps))
    year.act(sheets.fill_sheet, village=code_of(1), step="self", scores={"1": "96"})
    page = open_page(qtbot, year)
    assert "自评" not in columns(page)
    assert "自评 96.00 分，高 4.00 分" in page.panel.pane.sentence.text()
    year.register.close()


def test_review_stands_beside_both_scores(qtbot, year):
    fill_self(year, 1)
    fill_assessment(year, 1, [{"item": "2.1", "clause": "1", "count": 4, "fact": "缺四次"}])
    page = open_page(qtbot, year, "assessment/review")
    assert list(columns(page)) == ["码", "指标", "满分", "自评", "初评", "复核", "理由"]
    page.panel.go_to("2.1")
    model = page.panel.table.indicators
    assert [model.cell_text(0, columns(page)[name]) for name in ("自评", "初评", "复核")] == [
        "28.00",
        "18.00",
        "",
    ]


def test_where_nothing_is_left_to_take_it_says_so(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "23")
    assert "实扣" not in page.panel.overlays.editor.words
    keys(page, "⎋24")
    assert "−32（实扣 30）" in page.panel.overlays.editor.words
    keys(page, "⏎")
    line = page.panel.table.indicators.losses_text(0)
    assert line.endswith("扣完为止，实扣 30")
    assert line_of(page, "1.1").score == 0
    # The words behind the chips are no chip: they cannot be chosen and taken away.
    keys(page, "↑→→")
    assert page.panel.entering.chip is None


def test_the_grid_is_opened_and_left_by_key(qtbot, year):
    page = open_page(qtbot, year)
    assert page.grid is None
    QTest.keyClick(page.panel.table, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert page.grid is not None
    assert page.grid.isVisible()
    assert not page.panel.isVisible()
    QTest.keyClick(page.grid.table, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert page.panel.isVisible()
    assert page.panel.table.hasFocus()


def test_blind_year_gives_everybody_a_sheet_of_his_own(qtbot, year):
    year.act(years.set_round_details, blind=1)
    page = open_page(qtbot, year)
    keys(page, "2⏎")
    (sheet,) = year.register.find(Sheet, round=ROUND)
    assert sheet.assessor == "录入员甲"


def test_steps_by_key_and_points_at_self_assessment(qtbot, year):
    page = open_page(qtbot, year)
    QTest.keyClick(page.panel.table, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    view = page.panel.view
    assert view is not None
    assert view.depth is Depth.INDICATOR
    assert [star.number for star in view.stars] == list(range(1, 10))
    keys(page, "28⏎")
    mark = mark_of(year, "i1.1")
    assert mark.score == 2800
    assert code(page) == "1.2"
    keys(page, "16⏎")
    assert "应在 0 到 15" in page.panel.overlays.popup.fault
    keys(page, "⌫⏎")
    assert mark_of(year, "i1.2").score == 100


def test_enter_without_points_enters_nothing(qtbot, year):
    page = open_page(qtbot, year, "self/own")
    keys(page, "⏎")
    assert code(page) == "1.2"
    assert year.register.find(Mark, round=ROUND) == ()


def test_points_by_star(qtbot, tmp_path):
    standard = read_preset("shixing-moren")
    steps = tuple(
        replace(step, depth=Depth.STAR) if step.id == "self" else step for step in standard.steps
    )
    year = open_desk_year(tmp_path, standard=replace(standard, steps=steps))
    page = open_page(qtbot, year, "self/own")
    assert len(page.panel.table.indicators.rows) == 9
    keys(page, "96⏎88.5⏎")
    assert code(page) == "★3"
    assert mark_of(year, "s1").score == 9600
    assert mark_of(year, "s2").score == 8850
    assert page.panel.strip.current == "s3"
    year.register.close()


def test_discretion_needs_its_reason(qtbot, tmp_path):
    standard = read_preset("shixing-moren")
    star = standard.stars[0]
    first = star.indicators[0]
    free = Clause("c1.1.9", ClauseKind.DISCRETION, "其他情形酌情扣分")
    changed = replace(first, clauses=(*first.clauses, free))
    star = replace(star, indicators=(changed, *star.indicators[1:]))
    year = open_desk_year(tmp_path, standard=replace(standard, stars=(star, *standard.stars[1:])))
    page = open_page(qtbot, year)
    keys(page, "02.5⏎")
    assert deductions(year) == {}
    assert page.panel.facts.shown
    enter()
    assert page.panel.facts.shown
    write("班子不和，影响工作")
    enter()
    entered = deductions(year)["i1.1", "c1.1.9"]
    assert (entered.amount, entered.fact) == (250, "班子不和，影响工作")
    year.register.close()


def test_discretion_where_there_is_none_is_said(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "0")
    assert "酌情" in page.panel.overlays.popup.fault


def test_growth_from_nothing_is_settled_by_discretion(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, ".3.3")
    keys(page, "5⇥0⏎")
    assert code(page) == "3.3"
    assert "按 0 填酌情" in page.panel.overlays.popup.fault
    keys(page, "05⏎")
    write("上年没有收入")
    enter()
    assert deductions(year)["i3.3", "c3.3.1"].amount == 500


def test_own_veto_of_an_indicator_asks_for_its_fact(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, ".8.3")
    keys(page, "v")
    write("瞒报一起疫情")
    enter()
    mark = mark_of(year, "i8.3")
    assert (mark.vetoed, mark.fact) == (1, "瞒报一起疫情")


def test_review_takes_points_with_a_reason(qtbot, year):
    year.act(years.enter_shared_figure, figure="county-income", value="16800")
    year.act(years.enter_shared_figure, figure="county-growth", value="6.5")
    fill_self(year, 1)
    fill_ballot(year, 1)
    lost = [{"item": "2.1", "clause": "1", "count": 4, "fact": "缺四次"}]
    fill_assessment(year, 1, lost, sealed=True)
    page = open_page(qtbot, year, "assessment/review")
    keys(page, ".2.1")
    assert line_of(page, "2.1").before == 1800
    keys(page, "24⏎")
    assert page.panel.facts.shown
    write("补交两次记录")
    enter()
    mark = next(item for item in year.register.find(Mark, item="i2.1") if item.purpose == "review")
    assert (mark.score, mark.fact) == (2400, "补交两次记录")
    assert line_of(page, "2.1").score == 2400


def test_bonus_by_key(qtbot, year, monkeypatch):
    page = open_page(qtbot, year)

    def fill(dialog) -> int:
        dialog.points.editor.setText("6")
        dialog.basis.editor.setText("示例表彰文件")
        dialog.try_to_submit()
        assert dialog.refusal.isVisibleTo(dialog)
        dialog.points.editor.setText("3")
        dialog.try_to_submit()
        return 1

    monkeypatch.setattr("gui.desk.sheet_dialogs.BonusDialog.exec", fill)
    QTest.keyClick(page.panel.table, Qt.Key.Key_F8)
    (bonus,) = year.register.find(Bonus, round=ROUND)
    assert (bonus.points, bonus.basis) == (300, "示例表彰文件")


def test_another_assessor_has_a_sheet_of_his_own(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "⏎")
    with answering(Answers(text="考评人乙")):
        page.panel.head.assessor_chosen.emit("\n新增")
    keys(page, "2⏎")
    assert {sheet.assessor for sheet in year.register.find(Sheet, round=ROUND)} == {
        "",
        "考评人乙",
    }
    assert page.panel.head.assessors.menu_words() == (
        "考评组",
        "考评人乙",
        "多人评分对照…",
        "新增考评人…",
    )


def test_group_of_the_village_is_the_assessor(qtbot, tmp_path):
    year = open_desk_year(tmp_path, assessment_group="一组")
    page = open_page(qtbot, year)
    keys(page, "⏎")
    (sheet,) = year.register.find(Sheet, round=ROUND)
    assert sheet.assessor == "一组"
    year.register.close()


def test_entry_does_not_read_the_whole_round(qtbot, year, monkeypatch):
    page = open_page(qtbot, year)

    def refuse() -> None:
        raise AssertionError("the whole round was read for one entry")

    village = page.villages.current
    monkeypatch.setattr(year.bridge, "board", refuse)
    keys(page, "2⏎")
    assert page.villages.current == village
    assert len(deductions(year)) == 1


def test_distance_and_class_are_hidden_until_signed(qtbot, year):
    fill_self(year, 1)
    fill_ballot(year, 1)
    year.act(sheets.fill_sheet, village=code_of(1), step="assessment", check_rest=1)
    page = open_page(qtbot, year)
    assert page.panel.head.stars.isHidden()
    assert page.panel.head.tag.isHidden()
    assert all(card.won is None for card in page.panel.strip.cards)
    year.bridge.attempt(years.set_round_details, round=ROUND, show_early=1)
    assert not page.panel.head.stars.isHidden()
    assert any("差" in card.note for card in page.panel.strip.cards)


def test_village_list_follows_an_entry(qtbot, year):
    page = open_page(qtbot, year)
    view = page.villages.findChild(QListView)
    assert view is not None
    line = view.model().index(0, 0)
    assert "未开始" in line.data(Qt.ItemDataRole.ToolTipRole)
    keys(page, "⏎")
    assert "进行中" in view.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_village_that_does_not_take_part_is_not_entered(qtbot, year):
    year.act(years.set_participation, village=code_of(1), status="excluded", reason="整村搬迁")
    page = open_page(qtbot, year)
    keys(page, "2⏎")
    assert year.register.find(Sheet, round=ROUND) == ()
    assert not page.panel.notice.isHidden()


def test_register_without_a_year(qtbot, year):
    year.bridge.choose_round("")
    page = ScoringPage(year.bridge)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    assert page.empty.isVisible()


def test_sealed_sheet_is_only_read(qtbot, year):
    fill_self(year, 1)
    page = open_page(qtbot, year, "self/own")
    keys(page, "5⏎")
    assert mark_of(year, "i1.1").score == 3000
    assert not page.panel.notice.isHidden()
    (sheet,) = year.register.find(Sheet, round=ROUND)
    assert sheet.state is SheetState.SEALED


def test_a_sheet_that_is_there_is_shown_before_an_empty_one_of_the_group(qtbot, year):
    fill_assessment(year, 1, [])
    member = year.register.get(Participation, ROUND, year.village(1))
    with year.register.unit_of_work("录入员甲", NOW) as work:
        work.put(replace(member, assessment_group="考评一组"))
        work.log(HistoryEvent.ROSTER_CHANGED, round=ROUND)
    page = open_page(qtbot, year)
    assert page.subject is not None
    assert page.subject.assessor == ""
    assert page.panel.view is not None
    assert page.panel.view.sheet is not None


def test_a_place_of_another_page_is_a_line_of_a_sheet(qtbot, year):
    fill_assessment(year, 2, [])
    page = open_page(qtbot, year, "self/own")
    page.open_place(year.village(2), "assessment/i4.3")
    view = page.panel.view
    assert view is not None
    assert (view.subject.village, view.step.id) == (year.village(2), "assessment")
    assert page.panel.row is not None
    assert page.panel.row.code == "4.3"
    page.open_place(year.village(3), "nowhere")
    assert page.bridge.village == year.village(3)


def test_the_files_of_the_line_at_work_are_counted_and_opened(qtbot, year, monkeypatch):
    fill_assessment(year, 1, [{"item": "2.1", "clause": "1", "fact": "缺一次"}])
    place = {"village": year.village(1), "step": "assessment", "item": "2.1", "clause": "1"}
    photo = {"kind": "deduction", "name": "照片.jpg", "media": "image/jpeg", "data": b"1"}
    year.act(evidence.attach_evidence, **place, **photo)
    page = open_page(qtbot, year)
    opened: list[str] = []
    monkeypatch.setattr(
        "gui.evidence.attachments.AttachmentsDialog.exec",
        lambda dialog: opened.append(dialog.windowTitle()),
    )
    page.panel.go_to("2.2")
    assert page.panel.pane.files_link.text() == "附件 Ctrl E"
    page.panel.go_to("2.1")
    assert page.panel.pane.files_link.text() == "附件 1 Ctrl E"
    QTest.keyClick(page.panel.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert len(opened) == 1
