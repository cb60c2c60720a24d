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

__all__ = ["ReasonsPane", "own_words", "pane_words"]

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
    left = f"（还有 {star.open} 项未查，暂按）" if star.open else ""
    points = show(star.sheet_score, decimals)
    which = "复核后" if view.review else view.step.short
    return name, f"{which} {points} 分{left}{own_words(view, star)}。", lost


def own_words(view: SheetView, star: StarView) -> str:
    """How far the star is from 自评: "；自评 98.00 分，低 32.40 分"; "" where nothing is
    compared."""
    if star.own is None or star.sheet_score is None:
        return ""
    decimals = view.head.decimals
    claimed = f"；自评 {show(star.own, decimals)} 分"
    if star.sheet_score == star.own:
        return f"{claimed}，相同"
    lower = star.sheet_score < star.own
    apart = star.own - star.sheet_score if lower else star.sheet_score - star.own
    return f"{claimed}，{'低' if lower else '高'} {show(apart, decimals)} 分"


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


def _say(label: Label, words: str) -> None:
    # Setting the same words again would lay the whole desk out again.
    if label.text() != words:
        label.setText(words)


def _say_link(link: LinkButton, words: str) -> None:
    if link.text() != words:
        link.setText(words)


class ReasonsPane(Card):
    """`all_wanted` asks for the whole list of reasons (F4); `word_wanted` for the word that
    is due because of 自评 (F7); `files_wanted` for the files of the line at work (Ctrl+E),
    `scan_wanted` for those of the signed sheet (Ctrl+Shift+E)."""

    all_wanted = Signal()
    word_wanted = Signal()
    files_wanted = Signal()
    scan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._due = False
        self.heading = Label("", TextSize.BODY, bold=True)
        self.sentence = ElidedLabel("", TextSize.BODY)
        self.below = ElidedLabel("", TextSize.BODY)
        self.word = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self.word_link = LinkButton("写说明 F7")
        self.why_link = LinkButton("为什么 F4")
        self.word_link.clicked.connect(self.word_wanted)
        self.why_link.clicked.connect(self.all_wanted)
        self.files_link = LinkButton("附件 Ctrl E")
        self.scan_link = LinkButton("签字表扫描件")
        self.files_link.clicked.connect(self.files_wanted)
        self.scan_link.clicked.connect(self.scan_wanted)
        self.scan_link.setToolTip("添加或查看签了字的纸质表的扫描件（Ctrl Shift E）")
        first = QHBoxLayout()
        first.setSpacing(units(10))
        first.addWidget(self.heading)
        first.addWidget(self.sentence, 1)
        first.addWidget(self.scan_link)
        first.addWidget(self.files_link)
        first.addWidget(self.why_link)
        last = QHBoxLayout()
        last.setSpacing(units(10))
        last.addWidget(self.word, 1)
        last.addWidget(self.word_link)
        self.add(first)
        self.add(self.below)
        self.add(last)

    def show_files(self, code: str, count: int) -> None:
        """Tell how many files the line at work has."""
        _say_link(self.files_link, f"附件 {count} Ctrl E" if count else "附件 Ctrl E")
        self.files_link.setToolTip(f"{code} 的照片、扫描件")

    def show_star(self, view: SheetView, star: StarView) -> None:
        """Speak of another star."""
        heading, sentence, below = pane_words(view, star)
        for label, said in (
            (self.heading, heading),
            (self.sentence, sentence),
            (self.below, below),
        ):
            _say(label, said)
        self.below.setVisible(bool(below))
        self.why_link.setVisible(not view.rekey)
        self.files_link.setVisible(not view.rekey and view.sheet is not None)
        self.scan_link.setVisible(not view.rekey and view.sheet is not None and not view.draft)
        # Half a star differs from anything: the word is due when all of it has been seen.
        due = bool(star.difference) and not star.word and not star.open
        words = star.difference if due else ""
        if star.word:
            words = f"说明：{star.word}"
        elif not words and star.bonus is not None:
            words = f"加分 {show_plain(star.bonus.points)} 分：{star.bonus.basis}"
        if words != self.word.text() or due != self._due:
            self._due = due
            self.word.setText(words)
            self.word.set_colour(Colour.FAULT if due else Colour.SECONDARY)
            self.word_link.setText("写说明 F7" if due else "改说明 F7")
        self.word.setVisible(bool(words))
        self.word_link.setVisible(view.editable and (due or bool(star.word)))
