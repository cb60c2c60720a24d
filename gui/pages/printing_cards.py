"""The cards at the right of 证书打印: printer and range, the certificates, saving."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.choice_field import ChoiceField
from gui.widgets.form import Form
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import Label
from gui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from evaluation.reports.certificate import CertificateForm

__all__ = ["CertificateCard", "PrinterCard", "SaveCard"]

_WHOLE = "*"
_YES, _NO = "1", "0"
_LIMIT = "30"


class PrinterCard(Card):
    """Which printer, which villages, how many copies. `range_changed` asks for a new paper."""

    range_changed = Signal()

    def __init__(self) -> None:
        super().__init__("打印")
        self.form = Form(label_width=44)
        self.printer = self.form.add("printer", "打印机", ChoiceField(width=0))
        self.range = self.form.add("range", "范围", ChoiceField(width=0))
        self.copies = self.form.add(
            "copies", "份数", NumberField(decimals=0, minimum="1", maximum="99", width=52)
        )
        self.copies.set_value("1")
        self._sheets = Form(label_width=44)
        self.sides = self._sheets.add(
            "sides", "单双面", ChoiceField(((_NO, "单面"), (_YES, "双面")), width=0)
        )
        self.sides.set_value(_NO)
        self._none = Label(
            "这台电脑没有找到打印机，可以存为 PDF 或用阅读器打开。",
            TextSize.NOTE,
            Colour.SECONDARY,
            wrap=True,
        )
        self.add(self.form)
        self.add(self._sheets)
        self.add(self._none)
        self.range.value_changed.connect(lambda _: self.range_changed.emit())

    def set_printers(self, names: Sequence[str], standard: str) -> None:
        """Offer other printers."""
        self.printer.set_choices([(name, name) for name in names])
        if not self.printer.value():
            self.printer.set_value(standard if standard in names else next(iter(names), ""))
        self.printer.setEnabled(bool(names))
        self._none.setVisible(not names)

    def set_ranges(
        self, words: str, towns: Sequence[tuple[str, str]], villages: Sequence[tuple[str, str]]
    ) -> None:
        """Offer everything (`words`), each of several towns, each village: (key, name)."""
        choices = [(_WHOLE, words)]
        if len(towns) > 1:
            choices += [(f"town:{code}", name) for code, name in towns]
        choices += [(f"village:{key}", name) for key, name in villages]
        self.range.set_choices(choices)
        if not self.range.value():
            self.range.set_value(_WHOLE)

    def chosen_range(self) -> tuple[str, str]:
        """Return (town code, village id), both "" for everything."""
        kind, _, key = self.range.value().partition(":")
        return (key if kind == "town" else "", key if kind == "village" else "")

    def choose_village(self, village: str) -> None:
        """Narrow the range to one village."""
        self.range.set_value(f"village:{village}")

    @property
    def has_printer(self) -> bool:
        """Whether there is a printer to send a paper to."""
        return bool(self.printer.value())

    def offer_sides(self, offered: bool) -> None:
        """Ask for one side or two, or not: certificates have one."""
        self._sheets.setVisible(offered)

    @property
    def two_sided(self) -> bool:
        """Whether both sides of the paper are printed on."""
        return not self._sheets.isHidden() and self.sides.value() == _YES


class CertificateCard(Card):
    """套打 with its shift, and the numbers that were given. `changed` asks for a new paper,
    `numbering_wanted` for numbers, `voiding_wanted` for taking one back."""

    changed = Signal()
    numbering_wanted = Signal()
    voiding_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("证书")
        self.form = Form(label_width=44)
        self.overprint = self.form.add(
            "overprint",
            "套打",
            ChoiceField(((_NO, "否，连底纹一起打"), (_YES, "是，只打文字")), width=0),
        )
        self.overprint.set_value(_NO)
        self.shift = Form(label_width=44)
        self.right = self.shift.add("right", "右移", _shift())
        self.down = self.shift.add("down", "下移", _shift())
        self.test = self.shift.add(
            "test", "测试页", ChoiceField(((_NO, "否"), (_YES, "是，带标尺")), width=0)
        )
        self.test.set_value(_NO)
        for field in (self.right, self.down):
            field.set_value("0.0")
        self._pairs = KeyValueList()
        self.number_button = QuietButton("编号发证…")
        self.number_button.clicked.connect(self.numbering_wanted)
        self.void_link = LinkButton("作废所选证书…")
        self.void_link.clicked.connect(self.voiding_wanted)
        self.add(self.form)
        self.add(self.shift)
        self.add(self._pairs)
        self.add(self.number_button)
        row = QHBoxLayout()
        row.addWidget(self.void_link)
        row.addStretch(1)
        self.add(row)
        for choice in (self.overprint, self.test):
            choice.value_changed.connect(lambda _: self._follow())
        for field in (self.right, self.down):
            field.value_changed.connect(lambda _: self.changed.emit())
        self._follow(quietly=True)

    def show_numbers(
        self, pairs: Sequence[tuple[str, str]], *, to_number: int, can_void: bool
    ) -> None:
        """Show what is known; `to_number`: certificates that can be numbered now."""
        self._pairs.set_pairs(pairs)
        self.number_button.setText(f"编号发证（{to_number} 张）…")
        self.number_button.setVisible(bool(to_number))
        self.void_link.setVisible(can_void)

    def form_of(self, *, specimen: bool) -> CertificateForm:
        """Return how the certificates are drawn; of a specimen the seal's place is shown."""
        from evaluation.reports.certificate import CertificateForm

        if self.overprint.value() != _YES:
            return CertificateForm(preview=specimen)
        return CertificateForm(
            overprint=True,
            right=float(Decimal(self.right.value() or "0")),
            down=float(Decimal(self.down.value() or "0")),
            preview=specimen,
            test_page=self.test.value() == _YES,
        )

    def _follow(self, *, quietly: bool = False) -> None:
        """Shift and test page belong to printing on prepared stock."""
        self.shift.setVisible(self.overprint.value() == _YES)
        if not quietly:
            self.changed.emit()


def _shift() -> NumberField:
    return NumberField(decimals=1, minimum=f"-{_LIMIT}", maximum=_LIMIT, unit="毫米", width=60)


class SaveCard(Card):
    """Copies of the very bytes: a file, the computer's own reader, a file for each village."""

    def __init__(self) -> None:
        super().__init__("存为")
        self.pdf_button = QuietButton("PDF…", key="Ctrl+S")
        self.reader_button = QuietButton("用阅读器打开")
        self.apart_button = QuietButton("每村一个文件…")
        first = QHBoxLayout()
        first.setSpacing(units(8))
        first.addWidget(self.pdf_button)
        first.addWidget(self.reader_button)
        first.addStretch(1)
        self.add(first)
        row = QWidget()
        second = QHBoxLayout(row)
        second.setContentsMargins(0, 0, 0, 0)
        second.addWidget(self.apart_button)
        second.addStretch(1)
        self.add(row)
