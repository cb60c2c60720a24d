"""背靠背 on the screen: what another assessor has marked changes no pixel of any page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from gui.window import PAGES, OfficeWindow
from tests.evaluation.test_blindness import A, B, row, write_year

_SHOWN = ("overview", "scoring", "ballot", "checks", "veto", "deliberation", "charts", "history")


def pictures(qtbot: Any, path: Path, marks: list[dict[str, Any]], actor: str) -> dict[str, bytes]:
    """Every page as `actor` sees it, as the bytes of its picture."""
    year = write_year(path, marks)
    year.office.actor = actor
    window = OfficeWindow(year.office)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    found: dict[str, bytes] = {}
    for key in _SHOWN:
        window.open_page(key)
        QTest.qWait(20)
        image = window.grab().toImage()
        found[key] = bytes(image.constBits())
    window.close()
    year.close()
    return found


def test_the_pages_shown_are_pages_of_the_window() -> None:
    assert set(_SHOWN) <= {entry.key for entry in PAGES}


@pytest.mark.parametrize("actor", [A, B])
def test_only_the_assessor_himself_sees_a_difference(
    qtbot: Any, tmp_path: Path, actor: str
) -> None:
    few = [row("2.1", 1, "缺一次")]
    many = [row("2.1", 9, "缺九次"), row("6.1", 2, "缺程序")]
    one = pictures(qtbot, tmp_path / "one.xjdb", few, actor)
    two = pictures(qtbot, tmp_path / "two.xjdb", many, actor)
    differing = {key for key in _SHOWN if one[key] != two[key]}
    if actor == A:
        assert {"scoring", "checks"} <= differing
    else:
        assert differing == set()
