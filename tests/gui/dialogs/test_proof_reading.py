"""唱校: one line after another, back again, what the paper has besides, and what it comes to."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.faults import RatingFault
from evaluation.stars.proofs import Difference
from gui.dialogs.ask import answering
from gui.dialogs.proof_paper import differences_in
from gui.dialogs.proof_reading import ReadingDialog
from gui.dialogs.proof_words import ReadingLine, difference_of, paper_value
from tests.gui.pages.answers import Answers

FIRST, SECOND = "录入员甲", "校对员乙"


def _line(value: str) -> ReadingLine:
    return ReadingLine("i2-1", "2.1 第 1 条", "★2", "2.1", "每缺 1 次扣 3 分", value)


@pytest.mark.parametrize(
    ("value", "typed", "told"),
    [
        ("3 次", "", "3 次"),
        ("3 次", "3", "3 次"),
        ("3 次", "３", "3 次"),
        ("3 次", "3次", "3 次"),
        ("3 次", "2", "2 次"),
        ("12.5万元", "12.50", "12.5万元"),
        ("12.5万元", "1.25", "1.25万元"),
        ("扣 3 分", "5", "扣 5 分"),
        ("3 次", "没有这一条", "没有这一条"),
        ("已查，不扣分", "2", "2"),
        ("12.5万元，待数据", "12.5", "12.5"),
        ("不涉及", "不涉及", "不涉及"),
    ],
)
def test_what_the_paper_says_is_put_in_the_form_of_the_value(value, typed, told):
    assert paper_value(_line(value), typed) == told
    difference = difference_of(_line(value), typed)
    assert (difference is None) == (told == value)


def test_a_difference_without_its_value_is_asked_for_again():
    with pytest.raises(RatingFault, match=r"第 2 行“2\.2”没有写清楚"):
        differences_in("2.1：3\n\n2.2\n", (_line("3 次"),))


@pytest.fixture
def dialog(qapp):
    registered: list[tuple[Any, ...]] = []
    lines = [
        ReadingLine("i1", "1.1", "★1", "1.1", "书记在岗", "30 分"),
        ReadingLine("i2", "2.1 第 1 条", "★2", "2.1", "每缺 1 次", "3 次"),
    ]

    def register(*outcome: Any) -> None:
        if outcome[1] == FIRST:
            raise RatingFault("不能由本人校对。")
        registered.append(outcome)

    made = ReadingDialog("东泉嘎查", lines, register, checked_by=SECOND, day="2027-01-08")
    made.registered = registered  # type: ignore[attr-defined]
    made.show()
    yield made
    # Closing one that was begun would ask.
    made.hide()
    made.deleteLater()


def test_one_can_go_back_and_change_what_was_said(dialog):
    dialog.reading.field.set_value("28")
    assert dialog.go_button.text() == "不一致"
    dialog.go_on()
    assert len(dialog.differences) == 1
    dialog.back()
    assert dialog.reading.field.typed() == "28"
    dialog.reading.field.set_value("")
    dialog.go_on()
    dialog.go_on()
    assert dialog.finished_reading
    assert dialog.differences == ()
    dialog.back()
    assert not dialog.finished_reading
    assert dialog.line.name == "2.1 第 1 条"


def test_what_the_paper_has_besides_is_a_difference(dialog):
    dialog.go_on()
    with answering(Answers(text="第 2 条 1 次")):
        dialog.add_more()
    dialog.go_on()
    dialog.go_on()
    ((found, _, _),) = dialog.registered
    assert found == (Difference("i2", "2.1", "", "第 2 条 1 次"),)


def test_a_refusal_is_shown_and_nothing_is_lost(dialog):
    dialog.go_on()
    dialog.go_on()
    dialog.signing.form.set_values({"checked_by": FIRST})
    dialog.go_on()
    assert dialog.summary.refusal.isVisible()
    assert dialog.isVisible()
    dialog.signing.form.set_values({"checked_by": ""})
    dialog.go_on()
    assert dialog.signing.form.has_faults()
    dialog.signing.form.set_values({"checked_by": "校对员丙", "act_date": "2027-01-07"})
    dialog.go_on()
    assert dialog.registered == [((), "校对员丙", "2027-01-07")]
    assert not dialog.isVisible()


def test_leaving_says_that_unfinished_reading_is_not_kept(dialog):
    asked = Answers(yes=False)
    with answering(asked):
        dialog.go_on()
        dialog.reject()
    assert asked.shown == ["离开唱校？"]
    assert dialog.isVisible()
    with answering(Answers()):
        dialog.reject()
    assert not dialog.isVisible()
    assert not dialog.registered
