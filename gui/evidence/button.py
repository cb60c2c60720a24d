"""A small button with the number of files attached at a place; it opens them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evaluation.office import Changes
from gui.evidence.places import Place, attached
from gui.office_bridge import OfficeBridge
from gui.widgets.buttons import QuietButton

__all__ = ["EvidenceButton"]


class EvidenceButton(QuietButton):
    """`word`: what the files are, such as 签到册. Disabled while it has no place; the count
    follows every action while the button is to be seen."""

    def __init__(self, bridge: OfficeBridge, word: str = "附件", parent: QWidget | None = None):
        super().__init__(word, parent, icon_name="attachment")
        self._bridge = bridge
        self._word = word
        self._place: Place | None = None
        self._heading = ""
        self.count = 0
        self.clicked.connect(self.open_place)
        bridge.changed.connect(self._changed)
        self.set_place(None)

    @property
    def place(self) -> Place | None:
        """Where its files are attached."""
        return self._place

    def set_place(self, place: Place | None, heading: str = "") -> None:
        """Show another place; `heading`: in words, for the window. None: there is none."""
        self._place, self._heading = place, heading
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        place = self._place
        kept = () if place is None else attached(self._bridge.reader, self._bridge.round, place)
        self.count = len(kept)
        self.setText(f"{self._word} {self.count}" if self.count else self._word)
        self.setEnabled(place is not None)
        words = f"{self._heading}：{self.count} 个附件" if self.count else "添加照片、扫描件"
        self.setToolTip("" if place is None else words)

    def open_place(self) -> None:
        """Open the window of the place."""
        from gui.evidence.attachments import AttachmentsDialog

        if self._place is None:
            return
        dialog = AttachmentsDialog(
            self._bridge,
            self._place.village,
            self._place.subject,
            self._heading or self._word,
            self.window(),
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _changed(self, changes: Changes) -> None:
        if "evidence" in changes.tables:
            self.refresh()
