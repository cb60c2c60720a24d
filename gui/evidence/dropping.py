"""Photos dropped anywhere on a page open the window of sorting, with the page's place proposed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from evaluation.rounds import RoundState
from gui.evidence.clipboard import dropped_files
from gui.evidence.places import Place
from gui.office_bridge import OfficeBridge

__all__ = ["PhotoDrop"]


class PhotoDrop(QObject):
    """Watches `target` and all in it; `place` tells where the official is, None for nowhere.

    Other things that are dropped, such as a text into a field, go where they went before.
    """

    def __init__(
        self, bridge: OfficeBridge, target: QWidget, place: Callable[[], Place | None]
    ) -> None:
        super().__init__(target)
        self._bridge = bridge
        self._target = target
        self._place = place
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Show, QEvent.Type.DragEnter) and watched is self._target:
            self._watch_children()
        if isinstance(event, (QDragEnterEvent, QDragMoveEvent, QDropEvent)):
            return self._take(event)
        return super().eventFilter(watched, event)

    def _take(self, event: QDragEnterEvent | QDragMoveEvent | QDropEvent) -> bool:
        files = dropped_files(event.mimeData()) if self._open else ()
        if not files:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # The other program waits for the end of the drop: the window opens after it.
            QTimer.singleShot(0, self, lambda: self.sort(files))
        return True

    def sort(self, files: Sequence[Path]) -> None:
        """Open the window of sorting."""
        from gui.evidence.sorting import SortPhotosDialog

        dialog = SortPhotosDialog(self._bridge, files, self._target, here=self._place())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @property
    def _open(self) -> bool:
        state = {item.id: item.state for item in self._bridge.rounds()}.get(self._bridge.round)
        return state is RoundState.OPEN

    def _watch_children(self) -> None:
        """Fields take files for text: what takes drops of its own is watched as well."""
        for child in self._target.findChildren(QWidget):
            if child.acceptDrops():
                child.removeEventFilter(self)
                child.installEventFilter(self)
