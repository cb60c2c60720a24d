"""A scroll area that is not to be seen: no frame, no ground, only up and down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

__all__ = ["plain_scroll"]


def plain_scroll(content: QWidget) -> QScrollArea:
    """`content` in a scroll area of its own width."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    # Only now: the area lets its widget fill its ground when it takes it.
    content.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
