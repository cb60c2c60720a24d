"""What a count gives while it is typed: turnout, balance, score, 满意率; older counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluation.numbers import share_text, show
from evaluation.standard.model import Standard
from evaluation.stars.ballots import balance_faults, count_ballot, turnout_met
from evaluation.stars.outcome import BallotContent
from gui.theme import Colour, TextSize, units
from gui.widgets.card import Card
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import Label
from gui.widgets.paragraph import Paragraph

__all__ = ["BallotResults", "OlderCounts", "balance_words", "result_pairs", "turnout_words"]


def turnout_words(standard: Standard, content: BallotContent) -> tuple[str, bool]:
    """(how many took part, and whether that is enough); no words before 应到 is there."""
    rules = standard.ballot
    assert rules is not None, "only a standard with a ballot is counted"
    met, took_part = turnout_met(content.ballot, content.channels, rules)
    part, whole = rules.turnout
    expected = content.ballot.expected
    share = share_text(took_part, expected)
    words = f"参加 {took_part} 人，应到 {expected} 人，{share}%"
    if not expected:
        return "", False
    if met:
        return f"{words}，够 {whole} 分之 {part}。", True
    return f"{words}，不足 {whole} 分之 {part}：可以保存，不能签字，须重新测评。", False


def balance_words(standard: Standard, content: BallotContent) -> tuple[str, bool]:
    """(what does not add up, or that all does; whether it does)."""
    rules = standard.ballot
    assert rules is not None, "only a standard with a ballot is counted"
    faults = balance_faults(content.ballot, content.channels, content.counts, rules)
    if not faults:
        return "票数平衡：各项合计等于有效票。", True
    return "\n".join(faults), False


def result_pairs(standard: Standard, content: BallotContent) -> tuple[tuple[str, str], ...]:
    """(name, value) of score, 满意率, 有效票 and those stars that have their own question."""
    result = count_ballot(standard, content.ballot, content.channels, content.counts)
    decimals = standard.shown_decimals
    pairs = [
        ("测评得分", "—" if result.overall is None else show(result.overall, decimals)),
        ("满意率", "—" if result.satisfaction is None else f"{show(result.satisfaction, 2)}%"),
        ("有效票", f"{result.valid} 张"),
    ]
    for star_id, score in result.by_star.items():
        star = standard.star(star_id)
        name = star.name if star is not None else star_id
        pairs.append((name, "—" if score is None else show(score, decimals)))
    return tuple(pairs)


class BallotResults(QWidget):
    """Two cards: the result so far, and what is in order or not. `in_order`: both checks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.in_order = False
        self.pairs = KeyValueList()
        self.turnout = Paragraph("", TextSize.NOTE)
        self.balance = Paragraph("", TextSize.NOTE)
        result = Card("测评结果")
        result.add(self.pairs)
        self.checks = Card("核对")
        self.checks.add(self.turnout)
        self.checks.add(self.balance)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(13))
        column.addWidget(result)
        column.addWidget(self.checks)

    def show_content(self, standard: Standard, content: BallotContent | None) -> None:
        """Show what a count gives; None: something typed cannot be read."""
        self.in_order = content is not None
        if content is None:
            self.turnout.hide()
            self.balance.show()
            self.balance.set_text("有一格填的不是数字，请先改正。")
            self.balance.set_colour(Colour.FAULT)
            return
        self.pairs.set_pairs(result_pairs(standard, content))
        for paragraph, (words, right) in (
            (self.turnout, turnout_words(standard, content)),
            (self.balance, balance_words(standard, content)),
        ):
            paragraph.set_text(f"{'✓' if right else '！'} {words}" if words else "")
            paragraph.setVisible(bool(words))
            self.in_order = self.in_order and right
            paragraph.set_colour(Colour.DONE if right else Colour.FAULT)


class OlderCounts(Card):
    """Counts before the last: why they were repeated and what they gave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("以前的测评", parent=parent)
        self._lines: list[QWidget] = []
        self.hide()

    def show_counts(self, standard: Standard, contents: Sequence[BallotContent]) -> None:
        """Show them, the newest first; without any the card takes no room."""
        for old in self._lines:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = []
        self.setVisible(bool(contents))
        for content in contents:
            ballot = content.ballot
            head = Label(f"第 {ballot.version} 次", TextSize.BODY, bold=True)
            values = "，".join(f"{name} {value}" for name, value in result_pairs(standard, content))
            words = f"应到 {ballot.expected} 人，实到 {ballot.present} 人；{values}。"
            if ballot.return_reason:
                words += f"\n重新测评的原因：{ballot.return_reason}"
            text = Paragraph(words, TextSize.NOTE, Colour.SECONDARY)
            for widget in (head, text):
                self.add(widget)
                self._lines.append(widget)
