"""评定标准: the pinned standard to read, authorities and shared figures to enter."""

from __future__ import annotations

import pytest

from db.exchange.standards import preset_names, read_preset
from evaluation.rounds import SharedFigureValue
from gui.office_bridge import OfficeBridge
from gui.pages.standard import StandardPage
from gui.pages.standard_words import class_lines, rule_lines, step_lines, veto_effects
from tests.gui.pages.registers import ROUND, opened


@pytest.fixture
def bridge(qapp, tmp_path):
    with opened("year", tmp_path) as office:
        yield OfficeBridge(office)


@pytest.fixture
def page(qtbot, bridge):
    shown = StandardPage(bridge)
    qtbot.addWidget(shown)
    shown.resize(1180, 680)
    shown.show()
    shown.shown()
    yield shown
    if shown.dialog is not None:
        shown.dialog.reject()


def _texts(page, column):
    rows = page.table.rows
    return [rows.entry(place)[column] for place in range(rows.rowCount())]


def test_every_indicator_and_clause_of_a_star_is_shown(page, bridge):
    standard = bridge.head().standard
    for star in standard.stars:
        page.stars.choose(star.id)
        codes = [code for code in _texts(page, 1) if code]
        assert codes == [indicator.code for indicator in star.indicators]
        clauses = sum(max(len(indicator.clauses), 1) for indicator in star.indicators)
        assert page.table.rows.rowCount() >= clauses
        assert all(_texts(page, 4))


def test_a_template_without_a_document_says_draft(page):
    assert "草稿" in page.notice._sentence.text()
    assert "模板" in page.notice._sentence.text()


def test_a_veto_item_is_off_until_its_document_is_entered(page, bridge):
    page.parts.choose("vetoes")
    page.vetoes.choose_key("V8")
    assert "未登记" in page.vetoes.rows.columns[3].value(page.vetoes.current_entry())
    page.enter_authority()
    assert page.dialog is not None
    page.dialog.form.field("document").set_value("《××旗考评办法》（×党发〔2026〕3 号）")
    page.dialog.accept_button.click()
    item = bridge.head().standard.veto_item("V8")
    assert item.authority == "《××旗考评办法》（×党发〔2026〕3 号）"
    assert page.vetoes.current_entry()[3] == item.authority


def test_an_authority_without_a_document_is_not_entered(page, bridge):
    page.parts.choose("vetoes")
    page.vetoes.choose_key("V8")
    page.enter_authority()
    page.dialog.accept_button.click()
    assert page.dialog.form.field("document").fault
    assert not bridge.head().standard.veto_item("V8").authority


def test_an_item_of_old_years_says_so(page):
    page.vetoes.choose_key("V11")
    last = page.vetoes.rows.columns[3].value(page.vetoes.current_entry())
    assert last.startswith("只用于")


def test_a_shared_figure_is_entered_once_for_the_year(page, bridge, qtbot):
    page.parts.choose("figures")
    field = page.figures.field("county-income")
    field.editor.setText("２４６００")
    field.editor.editingFinished.emit()
    assert bridge.reader.get(SharedFigureValue, ROUND, "county-income").value == 2460000
    assert field.value() == "24600"


def test_a_figure_that_is_no_number_stays_with_a_sentence(page, bridge):
    field = page.figures.field("county-growth")
    field.editor.setText("约六")
    field.editor.editingFinished.emit()
    assert "不是数字" in field.fault
    assert bridge.reader.find(SharedFigureValue, round=ROUND) == ()


def test_a_narrow_page_keeps_the_clauses_and_drops_the_evidence(page):
    page.resize(800, 480)
    headers = [column.header for column in page.table.rows.columns]
    assert "计分办法" in headers
    assert "查验依据" not in headers
    tooltip = page.table.rows.columns[1].tooltip(page.table.rows.entry(0))
    assert "查验依据：任职文件、班子花名册" in tooltip


def test_without_a_year_the_page_leads_to_the_overview(qtbot, tmp_path):
    with opened("empty", tmp_path) as office:
        page = StandardPage(OfficeBridge(office))
        qtbot.addWidget(page)
        page.shown()
        with qtbot.waitSignal(page.page_wanted) as asked:
            page.empty.button.click()
        assert asked.args == ["overview", ""]


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_can_be_read_in_words(name):
    standard = read_preset(name)
    assert len(step_lines(standard)) == len(standard.steps)
    assert [line[0] for line in class_lines(standard)][: len(standard.classes)] == [
        item.name for item in standard.classes
    ]
    assert all(value for _name, value in rule_lines(standard))
    assert all(veto_effects(standard, item) for item in standard.vetoes)


def test_effects_name_stars_and_classes():
    standard = read_preset("shixing-moren")
    effects = {item.id: veto_effects(standard, item) for item in standard.vetoes}
    assert effects["V1"] == "列最低类别，当年不得星"
    assert effects["V6"] == "最高一般"
    assert effects["V7"] == "取消★4；最高一般"
    assert effects["V8"] == "取消★3、★9；降一类"
