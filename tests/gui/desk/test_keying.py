"""What the keys mean on one line, without a window."""

from __future__ import annotations

import pytest

from db.exchange.standards import read_preset
from evaluation.standard.model import Depth
from evaluation.stars.sheets import MarkState
from gui.desk.keying import Entry, EntryKind, Keying, begin
from gui.desk.sheet_view import IndicatorView

STANDARD = read_preset("shixing-moren")


def line(code: str) -> IndicatorView:
    indicator = next(item for item in STANDARD.indicators if item.code == code)
    return IndicatorView(
        indicator.id,
        code,
        indicator.text,
        indicator.points,
        indicator,
        None,
        MarkState.UNCHECKED,
        None,
    )


def typed(code: str, signs: str, depth: Depth = Depth.CLAUSE) -> Keying:
    keying = begin(line(code), depth)
    for sign in signs:
        keying = keying.press(sign)
    return keying


@pytest.mark.parametrize(
    ("code", "signs", "entry"),
    [
        ("1.1", "2", Entry(EntryKind.COUNT, "c1.1.2", "1")),
        ("1.1", "212", Entry(EntryKind.COUNT, "c1.1.2", "12")),
        ("1.2", "352.5", Entry(EntryKind.FIGURE, "c1.2.3", "52.5")),
        ("3.2", "12.5", Entry(EntryKind.FIGURE, "", "12.5")),
        ("3.3", "12;-3", Entry(EntryKind.FIGURE, "", "12", "-3")),
        ("7.2", "-0.5", Entry(EntryKind.FIGURE, "", "-0.5")),
    ],
)
def test_entries(code, signs, entry):
    assert typed(code, signs).entry() == entry


def test_points_where_clauses_are_not_entered():
    assert typed("1.1", "28.5", Depth.INDICATOR).entry() == Entry(EntryKind.POINTS, "", "28.5")


@pytest.mark.parametrize(
    ("code", "signs"), [("1.1", "9"), ("1.1", "0"), ("10.2", "1"), ("3.2", "12;")]
)
def test_what_is_not_there_is_said(code, signs):
    assert typed(code, signs).fault


def test_signs_without_meaning_change_nothing():
    assert typed("1.1", "2.-5") == typed("1.1", "25")
    assert typed("3.2", "1.2.5") == typed("3.2", "1.25")


def back(keying: Keying) -> Keying:
    before = keying.back()
    assert before is not None
    return before


def test_backspace_goes_back_to_where_it_began():
    without_count = back(typed("1.1", "21"))
    assert without_count.entry() == Entry(EntryKind.COUNT, "c1.1.2", "1")
    beginning = back(without_count)
    assert beginning.empty
    assert beginning.back() is None
    assert typed("3.2", "1").back() is None


def test_backspace_leads_from_the_base_to_the_figure():
    emptied = back(typed("3.3", "12;9"))
    assert emptied.entry() == Entry(EntryKind.FIGURE, "", "12", "")
    assert back(emptied).press("5").entry() == Entry(EntryKind.FIGURE, "", "125")
