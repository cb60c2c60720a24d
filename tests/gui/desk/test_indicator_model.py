"""The table's model, and the short words of clauses."""

from __future__ import annotations

import pytest

from db.exchange.standards import preset_names, read_preset
from evaluation.stars.sheets import Purpose
from gui.desk.indicator_model import IndicatorModel
from gui.desk.sheet_reading import read_sheet
from gui.desk.sheet_view import Subject
from gui.desk.words import clause_price, short_clause
from tests.gui.pages.desk_year import ROUND, fill_self, open_desk_year


@pytest.mark.parametrize("purpose", [Purpose.ASSESSMENT, Purpose.REVIEW])
def test_model_keeps_the_rules_of_qt(qtmodeltester, qapp, tmp_path, purpose):
    year = open_desk_year(tmp_path)
    fill_self(year, 1)
    subject = Subject(ROUND, year.village(1), "assessment", purpose)
    view = read_sheet(year.register, year.bridge.head(), subject)
    model = IndicatorModel()
    model.show_rows(view, view.stars[0].rows)
    qtmodeltester.check(model)
    assert model.rowCount() == 5
    year.register.close()


def test_every_clause_has_words_and_a_price():
    for name in preset_names():
        for indicator in read_preset(name).indicators:
            for clause in indicator.clauses:
                assert short_clause(clause)
                assert clause_price(clause)


def test_price_is_cut_off_the_words():
    clauses = {
        clause.id: clause
        for indicator in read_preset("shixing-moren").indicators
        for clause in indicator.clauses
    }
    assert short_clause(clauses["c2.2.1"]) == "当年无积极分子"
    assert clause_price(clauses["c2.2.1"]) == "−6"
    assert clause_price(clauses["c2.2.3"]) == "−2 × 次数"
    assert short_clause(clauses["c2.5.1"]) == "有能力党员参与率"
