"""The application's style sheet, built from the tokens and units of `gui.theme`.

Only what every standard control needs stands here: fields, buttons, menus, scroll bars,
tables, calendars. Our own widgets paint themselves. No font size stands in it: a widget
that wants another size takes `theme.font`.
"""

from __future__ import annotations

from gui.theme import Colour, units
from resources import resource_path

__all__ = ["application_style_sheet"]


def _image(name: str) -> str:
    return f'url("{resource_path("icons", name + ".svg").as_posix()}")'


def _fields() -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{
    background: {Colour.SURFACE}; color: {Colour.TEXT};
    border: 1px solid {Colour.EDGE}; border-radius: {units(5)}px;
    padding: {units(5)}px {units(8)}px; min-height: {units(20)}px;
    selection-background-color: {Colour.ACCENT}; selection-color: {Colour.ON_ACCENT};
}}
QPlainTextEdit, QTextEdit {{ padding: {units(4)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus,
QAbstractSpinBox:focus {{ border: 1px solid {Colour.ACCENT}; }}
QLineEdit[faulty="true"], QComboBox[faulty="true"], QPlainTextEdit[faulty="true"] {{
    border: 1px solid {Colour.FAULT}; background: {Colour.ACCENT_TINT};
}}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only,
QPlainTextEdit:read-only {{
    background: {Colour.HEAD}; color: {Colour.SECONDARY}; border-color: {Colour.LINE};
}}
SearchField {{ padding-left: {units(3)}px; }}
QComboBox {{ padding-right: {units(22)}px; }}
QComboBox::drop-down {{
    subcontrol-origin: padding; subcontrol-position: center right;
    width: {units(22)}px; border: none;
}}
QComboBox::down-arrow {{ image: {_image("chevron-down")}; width: {units(12)}px;
    height: {units(12)}px; }}
QComboBox QAbstractItemView {{
    background: {Colour.SURFACE}; border: 1px solid {Colour.EDGE}; outline: none;
    padding: {units(4)}px; selection-background-color: {Colour.ACCENT_TINT};
    selection-color: {Colour.ACCENT};
}}
QComboBox QAbstractItemView::item {{ min-height: {units(28)}px; padding: 0 {units(6)}px; }}
QCheckBox, QRadioButton {{ spacing: {units(7)}px; }}
QCheckBox::indicator, QRadioButton::indicator {{
    width: {units(15)}px; height: {units(15)}px; border: 1px solid {Colour.FAINT};
    background: {Colour.SURFACE};
}}
QCheckBox::indicator {{ border-radius: {units(3)}px; }}
QRadioButton::indicator {{ border-radius: {units(8)}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover,
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {Colour.ACCENT}; }}
QCheckBox::indicator:checked {{
    background: {Colour.ACCENT}; border-color: {Colour.ACCENT}; image: {_image("tick-white")};
}}
QRadioButton::indicator:checked {{
    border-color: {Colour.ACCENT}; image: {_image("radio-dot")};
}}
QCheckBox:focus, QRadioButton:focus {{ color: {Colour.ACCENT}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
    background: {Colour.HEAD}; border-color: {Colour.LINE};
}}
"""


def _buttons() -> str:
    return f"""
QPushButton {{
    background: {Colour.SURFACE}; color: {Colour.TEXT}; border: 1px solid {Colour.EDGE};
    border-radius: {units(6)}px; padding: {units(6)}px {units(14)}px;
    min-height: {units(20)}px;
}}
QPushButton:hover {{ background: {Colour.HOVER}; border-color: {Colour.FAINT}; }}
QPushButton:pressed {{ background: {Colour.ROW_LINE}; }}
QPushButton:focus {{ border: 1px solid {Colour.ACCENT}; }}
QPushButton:disabled {{
    background: {Colour.HEAD}; color: {Colour.FAINT}; border-color: {Colour.LINE};
}}
QPushButton[look="primary"] {{
    background: {Colour.ACCENT}; color: {Colour.ON_ACCENT}; border: 1px solid {Colour.ACCENT};
}}
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed {{
    background: {Colour.ACCENT_DARK}; border-color: {Colour.ACCENT_DARK};
}}
QPushButton[look="primary"]:focus {{ border: 1px solid #5C0F14; }}
QPushButton[look="primary"]:disabled {{
    background: {Colour.EDGE}; border-color: {Colour.EDGE}; color: {Colour.ON_ACCENT};
}}
QPushButton[look="link"] {{
    background: transparent; border: none; border-bottom: 1px solid transparent;
    border-radius: 0; color: {Colour.ACCENT}; padding: 0; min-height: 0;
    text-align: left;
}}
QPushButton[look="link"]:focus {{ border-bottom: 1px solid {Colour.ACCENT}; }}
QPushButton[look="flat"] {{
    background: transparent; border: 1px solid transparent; padding: {units(4)}px {units(6)}px;
}}
QPushButton[look="flat"]:hover {{ background: {Colour.ROW_LINE}; }}
QPushButton[look="flat"]:focus {{ border: 1px solid {Colour.ACCENT}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
"""


def _menus() -> str:
    return f"""
QMenu {{
    background: {Colour.SURFACE}; border: 1px solid {Colour.EDGE}; padding: {units(4)}px;
}}
QMenu::item {{ padding: {units(6)}px {units(22)}px {units(6)}px {units(12)}px;
    border-radius: {units(4)}px; }}
QMenu::item:selected {{ background: {Colour.ACCENT_TINT}; color: {Colour.ACCENT}; }}
QMenu::item:disabled {{ color: {Colour.FAINT}; }}
QMenu::separator {{ height: 1px; background: {Colour.ROW_LINE}; margin: {units(4)}px 0; }}
QToolTip {{
    background: {Colour.TEXT}; color: {Colour.SURFACE}; border: none; padding: {units(5)}px;
}}
QProgressBar {{
    background: {Colour.TRACK}; border: none; border-radius: {units(3)}px; height: {units(6)}px;
}}
QProgressBar::chunk {{ background: {Colour.ACCENT}; border-radius: {units(3)}px; }}
QDialog, QMessageBox {{ background: {Colour.SURFACE}; }}
"""


def _scroll_bars() -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: {units(10)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {units(10)}px; margin: 0; }}
QScrollBar::handle {{
    background: #C6CBD3; border-radius: {units(3)}px; border: none; margin: {units(2)}px;
}}
QScrollBar::handle:hover {{ background: {Colour.FAINT}; }}
QScrollBar::handle:vertical {{ min-height: {units(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {units(28)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ border: none; background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QSplitter::handle {{ background: transparent; }}
"""


def _views() -> str:
    return f"""
QTableView, QListView, QTreeView {{
    background: {Colour.SURFACE}; border: 1px solid {Colour.LINE};
    border-radius: {units(8)}px; outline: none;
    selection-background-color: {Colour.ACCENT_TINT}; selection-color: {Colour.TEXT};
}}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{
    background: {Colour.HEAD}; color: {Colour.SECONDARY}; border: none;
    border-bottom: 1px solid {Colour.LINE}; padding: 0 {units(10)}px;
}}
QTableCornerButton::section {{ background: {Colour.HEAD}; border: none; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {Colour.HEAD}; }}
QCalendarWidget QToolButton {{
    color: {Colour.TEXT}; background: transparent; border: none; padding: {units(5)}px;
}}
QCalendarWidget QToolButton:hover {{ color: {Colour.ACCENT}; }}
QCalendarWidget QToolButton#qt_calendar_prevmonth {{ qproperty-icon: none;
    image: {_image("chevron-left")}; width: {units(14)}px; }}
QCalendarWidget QToolButton#qt_calendar_nextmonth {{ qproperty-icon: none;
    image: {_image("chevron-right")}; width: {units(14)}px; }}
QCalendarWidget QTableView {{
    border: none; border-radius: 0; selection-background-color: {Colour.ACCENT};
    selection-color: {Colour.ON_ACCENT};
}}
"""


def application_style_sheet() -> str:
    """Return the style sheet for the application's present font size."""
    return _fields() + _buttons() + _menus() + _scroll_bars() + _views()
