"""为什么, beneath the table: how the star at work stands, and what took points."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from evaluation.numbers import Score, show, show_plain
from gui.desk.sheet_view import SheetView, StarView
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton
from gui.widgets.card import Card
from gui.widgets.label import ElidedLabel, Label

__all__ = ["ReasonsPane", "pane_words"]

_LOSSES = 3


def pane_words(view: SheetView, star: StarView) -> tuple[str, str, str]:
    """(heading, sentence behind it, sentence below) about a star.

    Before the sheet is signed only this sheet is spoken of, unless the year shows more.
    """
    decimals = view.head.decimals
    name = f"★{star.number} {star.star.name}" if view.head.counted else star.star.name
    lost = _losses(star)
    if view.revealed and star.score is not None:
        reasons = view.reasons(star)
        lines = [reason.text for reason in reasons if reason.level == 1]
        heading = next((reason.text for reason in reasons if reason.level == 0), name)
        return heading, lines[0] if lines else "", "".join(lines[1:]) + lost
    if star.sheet_score is None:
        return name, f"{view.step.short}还算不出得分，待测评结果或数据。", lost
    left = f"，还有 {star.open} 项未查，暂按" if star.open else ""
    points = show(star.sheet_score, decimals)
    return name, f"{view.step.short if not view.review else '复核后'} {points} 分{left}。", lost


def _losses(star: StarView) -> str:
    """The lines that lost most: "失分最多：2.1（−14）；2.5（−9）。"."""
    lost: list[tuple[Score, str]] = []
    for row in star.rows:
        if row.score is None or row.score >= row.points or not row.done:
            continue
        points = row.points - row.score
        lost.append((points, f"{row.code} {row.text}（−{show_plain(points)}）"))
    if not lost:
        return ""
    lost.sort(key=lambda item: -item[0])
    return "失分：" + "；".join(words for _, words in lost[:_LOSSES]) + "。"


class ReasonsPane(Card):
    """`all_wanted` asks for the whole list of reasons (F4); `word_wanted` for the word that
    is due because of 自评 (F7)."""

    all_wanted = Signal()
    word_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading = Label("", TextSize.BODY, bold=True)
        self.sentence = ElidedLabel("", TextSize.BODY)
        self.below = ElidedLabel("", TextSize.BODY)
        self.word = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self.word_link = LinkButton("写说明 F7")
        self.why_link = LinkButton("为什么 F4")
        self.word_link.clicked.connect(self.word_wanted)
        self.why_link.clicked.connect(self.all_wanted)
        first = QHBoxLayout()
        first.setSpacing(units(10))
        first.addWidget(self.heading)
        first.addWidget(self.sentence, 1)
        first.addWidget(self.why_link)
        last = QHBoxLayout()
        last.setSpacing(units(10))
        last.addWidget(self.word, 1)
        last.addWidget(self.word_link)
        self.add(first)
        self.add(self.below)
        self.add(last)

    def show_star(self, view: SheetView, star: StarView) -> None:
        """Speak of another star."""
        heading, sentence, below = pane_words(view, star)
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.below.setText(below)
        self.below.setVisible(bool(below))
        # Half a star differs from anything: the word is due when all of it has been seen.
        due = bool(star.difference) and not star.word and not star.open
        words = star.difference if due else ""
        if star.word:
            words = f"说明：{star.word}"
        elif not words and star.bonus is not None:
            words = f"加分 {show_plain(star.bonus.points)} 分：{star.bonus.basis}"
        self.word.setText(words)
        self.word.set_colour(Colour.FAULT if due else Colour.SECONDARY)
        self.word.setVisible(bool(words))
        self.word_link.setVisible(view.editable and (due or bool(star.word)))
        self.word_link.setText("写说明 F7" if due else "改说明 F7")
