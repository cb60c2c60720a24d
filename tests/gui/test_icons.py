"""Every shipped icon can be drawn, and takes its colour."""

from __future__ import annotations

import pytest

from gui.icons import pixmap
from gui.widgets.step_dots import StepMark
from resources import resource_path

NAMES = sorted(path.stem for path in resource_path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_icon_draws_something(qapp, name):
    image = pixmap(name, 24, "#B4232A", scale=2).toImage()
    drawn = sum(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )
    assert drawn > 20


def test_icon_takes_its_colour(qapp):
    image = pixmap("star", 24, "#2E7D4F").toImage()
    assert image.pixelColor(12, 12).name().upper() == "#2E7D4F"


def test_every_mark_has_its_file():
    assert {mark.value for mark in StepMark} <= set(NAMES)


def test_an_unknown_icon_is_named(qapp):
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon", 16)
