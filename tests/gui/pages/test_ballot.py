"""The count of a ballot by keyboard, reckoned while typed, saved field by field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView

from db.exchange.standards import read_preset
from evaluation.actions import ballots, years
from evaluation.standard.model import Measure, StepKind, VoterGroup
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.sheets import SheetState
from gui.dialogs.ask import answering
from gui.dialogs.ballot_sign_dialog import BallotSignDialog
from gui.pages.ballot import BallotPage
from gui.pages.ballot_form import BallotForm
from tests.gui.pages.answers import Answers
from tests.gui.pages.desk_keys import focused
from tests.gui.pages.desk_year import (
    BALLOT,
    ROUND,
    code_of,
    fill_ballot,
    open_desk_year,
    write_into,
)

FIELDS = 2 + 9 + 5
# One Enter passes a channel that was not used.
WHOLE = ["60", "52", "52", "50", "50", "", "", "36", "10", "3", "1", ""]


@pytest.fixture
def year(tmp_path):
    made = open_desk_year(tmp_path)
    yield made
    made.register.close()


def open_page(qtbot, year) -> BallotPage:
    page = BallotPage(year.bridge)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.shown()
    page.activateWindow()
    QTest.qWait(1)
    form_of(page).setFocus()
    return page


def form_of(page: BallotPage) -> BallotForm:
    assert page.form is not None
    return page.form


def fill(values: list[str]) -> None:
    """Type into one field after the other; Enter goes on."""
    for value in values:
        field = focused()
        QTest.keyClicks(field, value)
        QTest.keyClick(field, Qt.Key.Key_Return)


def ballot(year, village: int = 1) -> Ballot:
    found: tuple[Ballot, ...] = year.register.find(
        Ballot, round=ROUND, village=year.village(village)
    )
    return max(found, key=lambda item: item.version)


def pairs(page: BallotPage) -> dict[str, str]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    texts = [label.text() for label in page.results.pairs.findChildren(QLabel)]
    return dict(zip(texts[::2], texts[1::2], strict=True))


def test_form_has_a_field_for_everything_and_begins_empty(qtbot, year):
    page = open_page(qtbot, year)
    assert len(form_of(page).fields) == FIELDS
    assert all(item.editor.text() == "" for item in form_of(page).fields)
    assert year.register.find(Ballot) == ()


def test_typing_through_the_form_saves_reckons_and_leads_to_signing(qtbot, year, monkeypatch):
    opened: list[BallotSignDialog] = []

    def cancel(dialog: BallotSignDialog) -> int:
        opened.append(dialog)
        return 0

    monkeypatch.setattr(BallotSignDialog, "exec", cancel)
    page = open_page(qtbot, year)
    fill(WHOLE)
    saved = ballot(year)
    assert (saved.expected, saved.present, saved.state) == (60, 52, SheetState.DRAFT)
    (channel,) = year.register.find(ChannelCount)
    assert (channel.channel, channel.issued, channel.returned, channel.valid) == (
        "meeting",
        52,
        50,
        50,
    )
    counts = {item.option: item.count for item in year.register.find(OptionCount)}
    assert counts == {"satisfied": 36, "fairly": 10, "dissatisfied": 3, "unknown": 1}
    assert pairs(page) == {"测评得分": "90.61", "满意率": "93.88%", "有效票": "50 张"}
    assert "86.67%" in page.results.turnout.text
    assert page.results.balance.text.startswith("✓")
    assert len(opened) == 1


def test_score_follows_every_stroke_before_anything_is_saved(qtbot, year):
    page = open_page(qtbot, year)
    QTest.keyClicks(form_of(page).expected.editor, "60")
    assert "应到 60 人" in page.results.turnout.text
    assert year.register.find(Ballot) == ()


def test_enter_passes_an_unused_channel_but_not_one_with_figures(qtbot, year):
    page = open_page(qtbot, year)
    form = form_of(page)
    box = form.papers["box", ""]
    form.papers["visit", ""][1].editor.setText("6")
    fill(["60", "52", "52", "50", "50", ""])
    assert focused() is form.papers["visit", ""][1].editor
    fill(["", ""])
    assert focused() is box[0].editor
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert focused() is box[1].editor
    fill(["", ""])
    assert focused() is form.ticks["q0", "", "satisfied"].editor


def test_full_width_digits_are_taken(qtbot, year):
    page = open_page(qtbot, year)
    form_of(page).expected.editor.setText("６０")
    form_of(page).expected.editor.textEdited.emit("６０")
    form_of(page).expected.editor.editingFinished.emit()
    assert ballot(year).expected == 60


def test_what_does_not_balance_is_said_and_still_saved(qtbot, year):
    page = open_page(qtbot, year)
    fill([*WHOLE[:4], "51", *WHOLE[5:]])
    assert "有效 51 张多于收回 50 张" in page.results.balance.text
    assert ballot(year).present == 52
    page.sign()
    assert "还不能签字" in page.notice.findChildren(QLabel)[0].text()
    assert ballot(year).state is SheetState.DRAFT


def test_letters_stand_with_their_sentence_and_are_not_saved(qtbot, year):
    page = open_page(qtbot, year)
    fill(["6o"])
    assert form_of(page).expected.fault
    assert year.register.find(Ballot) == ()
    assert "不是数字" in page.results.balance.text


def test_signing(qtbot, year, monkeypatch):
    page = open_page(qtbot, year)
    fill(WHOLE[:-1])

    def sign(dialog: BallotSignDialog) -> int:
        dialog.try_to_submit()
        assert dialog.form.has_faults()
        write_into(dialog, "signer0", "监票人甲")
        write_into(dialog, "signer1", "计票人乙")
        write_into(dialog, "day", "12月28日")
        dialog.try_to_submit()
        return 1

    monkeypatch.setattr(BallotSignDialog, "exec", sign)
    page.sign_button.click()
    signed = ballot(year)
    assert signed.state is SheetState.SEALED
    assert (signed.signed_by, signed.act_date) == ("监票人甲、计票人乙", "2026-12-28")
    assert form_of(page).expected.editor.isReadOnly()
    assert page.sign_button.isHidden()
    (view,) = page.villages.findChildren(QListView)
    assert "93.88%" in view.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_tellers_and_day_are_offered_but_enter_alone_does_not_sign(qtbot, year, monkeypatch):
    seen: list[tuple[str, str]] = []

    def sign(dialog: BallotSignDialog) -> int:
        dialog.show()
        dialog.activateWindow()
        QTest.qWait(1)
        seen.append((dialog.signing.signed_by(), dialog.signing.day.value()))
        if len(seen) == 1:
            write_into(dialog, "signer0", "监票人甲")
            write_into(dialog, "signer1", "计票人乙")
            write_into(dialog, "day", "12月28日")
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        assert dialog.isVisible()
        QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert not dialog.isVisible()
        return 1

    monkeypatch.setattr(BallotSignDialog, "exec", sign)
    page = open_page(qtbot, year)
    fill(WHOLE)
    page.activateWindow()
    QTest.qWait(1)
    QTest.keyClick(focused(), Qt.Key.Key_PageDown)
    fill(WHOLE)
    assert seen == [("", ""), ("监票人甲、计票人乙", "2026-12-28")]
    assert ballot(year, 2).signed_by == "监票人甲、计票人乙"


def test_low_turnout_is_saved_and_repeated(qtbot, year):
    page = open_page(qtbot, year)
    fill(["60", "30"])
    page.sign()
    assert ballot(year).state is SheetState.DRAFT
    assert "不足 3 分之 2" in page.results.turnout.text
    with answering(Answers(text="到会人数不够")):
        page.return_button.click()
    assert ballot(year).version == 2
    assert page.older.isVisible()
    assert form_of(page).present.editor.text() == ""
    assert form_of(page).expected.editor.text() == "60"


def test_older_counts_stay_readable(qtbot, year):
    fill_ballot(year, 1)
    year.act(ballots.return_ballot, village=code_of(1), reason="计票单与签到册不符")
    page = open_page(qtbot, year)
    words = " ".join(text.accessibleName() for text in page.older._lines)
    assert "90.61" in words
    assert "计票单与签到册不符" in words


def test_next_village_by_key_saves_the_field(qtbot, year):
    page = open_page(qtbot, year)
    QTest.keyClicks(focused(), "60")
    QTest.keyClick(focused(), Qt.Key.Key_PageDown)
    assert ballot(year).expected == 60
    assert year.bridge.village == year.village(2)
    assert form_of(page).expected.editor.text() == ""
    QTest.keyClick(focused(), Qt.Key.Key_PageUp)
    assert form_of(page).expected.editor.text() == "60"


def test_groups_are_counted_apart(qtbot, tmp_path):
    standard = read_preset("shixing-moren")
    assert standard.ballot is not None
    groups = (VoterGroup("members", "党员", 40), VoterGroup("people", "群众代表", 60))
    year = open_desk_year(
        tmp_path, standard=replace(standard, ballot=replace(standard.ballot, groups=groups))
    )
    page = open_page(qtbot, year)
    assert len(form_of(page).fields) == 2 + 18 + 10
    form_of(page).papers["meeting", "people"][2].editor.setText("30")
    form_of(page).papers["meeting", "people"][2].editor.editingFinished.emit()
    (channel,) = year.register.find(ChannelCount)
    assert (channel.voters, channel.valid) == ("people", 30)
    assert "群众代表" in page.results.balance.text or page.results.balance.text
    year.register.close()


def test_standard_without_a_ballot(qtbot, tmp_path):
    standard = read_preset("shixing-moren")
    without = replace(
        standard,
        ballot=None,
        steps=tuple(step for step in standard.steps if step.kind is not StepKind.BALLOT),
        stars=standard.stars[:-1],
        ranking=(Measure.STARS, Measure.TOTAL),
        classes=tuple(
            replace(
                item,
                conditions=tuple(
                    condition for condition in item.conditions if condition.measure is Measure.STARS
                ),
            )
            for item in standard.classes
        ),
    )
    year = open_desk_year(tmp_path, standard=without)
    page = BallotPage(year.bridge)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    assert page.empty.isVisible()
    year.register.close()


def test_village_that_does_not_take_part(qtbot, year):
    year.act(years.set_participation, village=code_of(1), status="excluded", reason="整村搬迁")
    page = open_page(qtbot, year)
    assert form_of(page).expected.editor.isReadOnly()
    assert page.sign_button.isHidden()


def test_a_change_elsewhere_is_shown(qtbot, year):
    page = open_page(qtbot, year)
    year.bridge.attempt(ballots.count_ballot, round=ROUND, village=code_of(1), **BALLOT)
    assert form_of(page).expected.editor.text() == "60"
    assert form_of(page).ticks["q0", "", "satisfied"].editor.text() == "36"
