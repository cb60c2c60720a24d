"""The preview turns pages, zooms, and draws each picture once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage

from gui.widgets.paper_preview import PaperPreview


@pytest.fixture
def drawn():
    """Page and resolution of each picture asked for."""
    return []


@pytest.fixture
def preview(qtbot, drawn):
    def draw(page: int, resolution: float) -> QImage:
        drawn.append((page, round(resolution)))
        return QImage(10, 14, QImage.Format.Format_RGB32)

    shown = PaperPreview()
    qtbot.addWidget(shown)
    shown.resize(600, 500)
    shown.show()
    shown.set_pages([QSizeF(595, 842)] * 3, draw, "年度评定表")
    return shown


def test_keys_turn_pages_within_the_paper(qtbot, preview):
    pages: list[int] = []
    preview.page_changed.connect(pages.append)
    for key in (
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Right,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_Home,
        Qt.Key.Key_Left,
        Qt.Key.Key_End,
    ):
        qtbot.keyClick(preview, key)
    assert pages == [1, 2, 1, 0, 2]
    assert preview.caption.startswith("第 3 / 3 页　年度评定表")


def test_buttons_stop_at_the_ends(preview):
    assert not preview.back_button.isEnabled()
    preview.forward_button.click()
    preview.forward_button.click()
    assert preview.page == 2
    assert not preview.forward_button.isEnabled()


def test_a_page_is_drawn_once_for_each_size(preview, drawn):
    preview.turn(1)
    preview.turn(-1)
    assert [page for page, _ in drawn].count(0) == len({r for p, r in drawn if p == 0})


def test_full_size_is_drawn_at_screen_resolution(preview, drawn):
    preview.set_zoom("full")
    assert drawn[-1] == (0, round(96 * preview.devicePixelRatioF()))
    assert preview.caption.endswith("100%")


def test_width_is_larger_than_page(preview, drawn):
    page_resolution = drawn[-1][1]
    preview.set_zoom("width")
    assert drawn[-1][1] > page_resolution


def test_nothing_to_show(preview):
    preview.clear()
    assert preview.page_count == 0
    assert preview.caption == ""
    assert not preview.zoom_bar.isEnabled()
