"""Says which buttons and fields of a window cannot be reached on a screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QWidget,
)

__all__ = ["out_of_reach"]

_OPERATED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


def out_of_reach(window: QWidget) -> list[str]:
    """Return the controls shown in `window` that lie outside it and cannot be scrolled to."""
    controls = [
        widget
        for kind in _OPERATED
        for widget in window.findChildren(kind)
        if widget.isVisible() and widget.isEnabled()
    ]
    return [_name(control) for control in controls if not _reachable(control, window)]


def _name(control: QWidget) -> str:
    text = control.text() if isinstance(control, (QAbstractButton, QLineEdit)) else ""
    return f"{type(control).__name__} {control.accessibleName() or text}".strip()


def _reachable(control: QWidget, window: QWidget) -> bool:
    area = QRect(QPoint(0, 0), control.size())
    widget = control
    while widget is not window:
        parent = widget.parentWidget()
        if parent is None:
            return False
        scroll = parent.parentWidget()
        if isinstance(scroll, QScrollArea) and scroll.widget() is widget:
            # What lies inside the content can be scrolled to; the scroll area has to be seen.
            if area.isEmpty() or not widget.rect().contains(area):
                return False
            area, widget = QRect(QPoint(0, 0), scroll.viewport().size()), scroll.viewport()
            continue
        area = QRect(widget.mapTo(parent, area.topLeft()), area.size())
        widget = parent
    return not area.isEmpty() and window.rect().contains(area)
