"""The card 附件 at the side of a page: a button for each kind of paper that belongs there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout

from evaluation.evidence import SubjectKind
from gui.evidence.button import EvidenceButton
from gui.evidence.places import Place, kind_word
from gui.office_bridge import OfficeBridge
from gui.theme import units
from gui.widgets.card import Card

__all__ = ["EvidenceCard"]


class EvidenceCard(Card):
    """`kinds`: what belongs here, in order; `buttons` by kind."""

    def __init__(self, bridge: OfficeBridge, kinds: Sequence[SubjectKind]) -> None:
        super().__init__("附件", "照片、扫描件也可以直接拖到这一页。")
        self.buttons = {kind: EvidenceButton(bridge, kind_word(kind)) for kind in kinds}
        row = QHBoxLayout()
        row.setSpacing(units(8))
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        self.add(row)

    def set_places(self, places: Mapping[SubjectKind, Place], heading: str) -> None:
        """Show other places; `heading`: of what, such as the village's name. A kind without a
        place is disabled."""
        for kind, button in self.buttons.items():
            button.set_place(places.get(kind), f"{heading}　{kind_word(kind)}".strip())
