"""The pane of 校对: one signed paper, what differs on it, and what can be done now."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from evaluation.stars.proofs import ProofWay, read_differences
from gui.pages.proof_items import ProofItem, ProofStage
from gui.pages.proof_table import WAYS, day_words
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.paragraph import Paragraph
from gui.widgets.plain_scroll import plain_scroll

__all__ = ["ProofDetail"]

_ADVICE = (
    "请两人对着原始纸表看：档案录错的，退回改原表，改好签字以后再校对；"
    "校对看错、录错的，改好再比对。"
)
_WAYS = (
    "重录：照原表再录一遍，由程序比对。\n"
    "唱校：一人念，一人看原表。\n"
    "纸质校对单：打印核对，签名后附扫描件。"
)


class ProofDetail(Card):
    """Shows an item. Which buttons there are follows from its stage; the page connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.main_button = PrimaryButton("重录")
        self.read_button = QuietButton("唱校")
        self.paper_button = QuietButton("纸质校对单")
        self.rekey_button = QuietButton("接着重录")
        self.compare_button = QuietButton("再比对")
        self.why = NoticeBar("warning")
        self.facts = KeyValueList(bold=False)
        self.found = Paragraph("", TextSize.BODY)
        self.advice = Paragraph(_ADVICE, TextSize.NOTE, Colour.SECONDARY)
        self.ways = Paragraph(_WAYS, TextSize.NOTE, Colour.SECONDARY)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, units(8), 0)
        inner.setSpacing(units(10))
        for part in (self.why, self.found, self.advice, self.facts, self.ways):
            inner.addWidget(part)
        inner.addStretch(1)
        area = plain_scroll(content)
        self.title_label.setWordWrap(True)
        self.add(area, 1)
        again = QHBoxLayout()
        again.setSpacing(units(8))
        again.addWidget(self.rekey_button, 1)
        again.addWidget(self.compare_button, 1)
        buttons = QGridLayout()
        buttons.setSpacing(units(8))
        buttons.addWidget(self.main_button, 0, 0, 1, 2)
        buttons.addLayout(again, 1, 0, 1, 2)
        buttons.addWidget(self.read_button, 2, 0)
        buttons.addWidget(self.paper_button, 2, 1)
        self.add(buttons)

    def show_item(self, item: ProofItem, actor: str, *, closed: bool) -> None:
        """Show an item to `actor`; `closed`: the year is published and nothing can be done."""
        self.set_title(f"{item.row.name} · {item.paper}")
        self.facts.set_pairs(_pairs(item))
        differences = () if item.proof is None else read_differences(item.proof)
        self.found.set_text(
            "\n".join(f"{number}. {each.sentence}" for number, each in enumerate(differences, 1))
        )
        self.found.setVisible(bool(differences))
        self.advice.setVisible(item.stage is ProofStage.DIFFERS)
        self.ways.setVisible(item.stage is ProofStage.WAITING)
        own = item.own_of(actor)
        self.why.say("warning", _own_words(item, actor) if own and not closed else "")
        if item.stage is ProofStage.DONE:
            self.why.clear()
        self._show_buttons(item, own=own, closed=closed)

    def _show_buttons(self, item: ProofItem, *, own: bool, closed: bool) -> None:
        begun = item.rekeyed is not None
        differs = item.stage is ProofStage.DIFFERS
        shown = item.stage is not ProofStage.DONE and not closed
        for button in (self.main_button, self.read_button, self.paper_button):
            button.setVisible(shown)
        if differs:
            self.main_button.setText("重新测评" if item.of_ballot else "退回改原表")
            self.rekey_button.setText("再录一遍" if item.of_ballot else "改重录")
        else:
            self.main_button.setText("比对" if begun else "重录")
            self.rekey_button.setText("接着重录")
        # Comparing is the program's work and anybody may ask for it.
        self.main_button.setEnabled(differs or begun or not own)
        again = shown and (differs or begun) and not item.review
        self.rekey_button.setVisible(again)
        self.rekey_button.setEnabled(not own)
        self.compare_button.setVisible(shown and differs and begun)
        self.read_button.setEnabled(not own)
        if item.review and not differs:
            # A review is typed by indicator and has no second sheet.
            self.main_button.setVisible(False)


def _pairs(item: ProofItem) -> list[tuple[str, str]]:
    proof = item.proof
    typed = item.rekeyed
    checked = ""
    if proof is not None:
        way, day = WAYS[ProofWay(proof.way)], day_words(proof.act_date)
        checked = f"{proof.checked_by}，{way}，{day}"
    pairs = [
        ("考评人", item.assessor),
        ("版次", item.version_words),
        ("录入", item.entered_by),
        ("签字", day_words(item.act_date)),
        ("重录", f"{typed.entered_by}，{typed.done}/{typed.total} 项" if typed else ""),
        ("校对", checked),
        ("登记", proof.entered_by if proof and proof.entered_by != proof.checked_by else ""),
    ]
    return [pair for pair in pairs if pair[1]]


def _own_words(item: ProofItem, actor: str) -> str:
    if item.stage is ProofStage.DIFFERS:
        return f"{actor} 录过这张表：可以退回改原表，重录、唱校要由另一个人做。"
    return (
        f"{actor} 录过这张表，不能由本人重录或唱校。请另一名经办人在右上角换成自己的名字。"
        "纸质校对单由别人签名，可以在这里登记。"
    )
