"""Three villages in every run of the checks; `python -m tests.campaigns.keystrokes` types 15."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.campaigns.keystrokes import README, SEED, Result, run, section
from tests.campaigns.keystrokes_clerk import Clerk, bring_to_front
from tests.campaigns.keystrokes_steps import OWN

_VILLAGES = 3
_NUMBER = r"([\d.]+)（(\d+)）"


@pytest.fixture(scope="module")
def result(qapp: Any, tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run(_VILLAGES, SEED, tmp_path_factory.mktemp("keystrokes"))


def _section_of_readme() -> str:
    found = re.search(
        r"## 按键数\n\n(.*?)\n+(?=## )", README.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found is not None
    return found[1]


def _villages_and_shared(words: str) -> tuple[list[int], int]:
    found = re.search(r"各村按键：([\d、]+)；全镇只按一次的 (\d+) 键", words)
    assert found is not None
    return [int(number) for number in found[1].split("、")], int(found[2])


def test_what_is_typed_is_stored_shown_and_printed_without_a_mouse(result: Result) -> None:
    assert result.faults == ()
    assert result.compared > 1000


def test_own_points_are_a_key_or_digits_and_enter(result: Result) -> None:
    own = result.of(OWN)
    assert own.data >= 42 * _VILLAGES
    assert own.keys < result.workbooks[OWN].keys


def test_readme_tells_what_the_script_counts(result: Result) -> None:
    villages, shared = _villages_and_shared(_section_of_readme())
    assert tuple(villages[:_VILLAGES]) == result.by_village()
    assert shared == result.shared()


def test_table_of_the_readme_is_of_15_villages_and_adds_up() -> None:
    words = _section_of_readme()
    assert words.startswith("15 个村 × 46 项指标")
    villages, shared = _villages_and_shared(words)
    assert len(villages) == 15
    total = re.search(
        rf"\| \*\*合计\*\* \| {_NUMBER} \| {_NUMBER} \| {_NUMBER} \| {_NUMBER}", words
    )
    assert total is not None
    assert int(total[8]) == sum(villages) + shared == int(total[2]) + int(total[4])
    rows = re.findall(r"^\| (?!做什么|\*\*|-)(.*) \|$", words, re.MULTILINE)
    keys = [cells.split(" | ")[4] for cells in rows]
    found = [re.fullmatch(_NUMBER, cell) for cell in keys]
    assert sum(int(number[2]) for number in found if number) == int(total[8])


def test_section_has_the_shape_of_the_readme(result: Result) -> None:
    plain = re.compile(r"[\d.、（）—]+")
    assert plain.sub("", section(result)) == plain.sub("", _section_of_readme())


def test_a_mouse_event_is_a_fault(qtbot: Any) -> None:
    clerk = Clerk()
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    bring_to_front(field)
    clerk.write("7月")
    assert field.text() == "7月"
    assert clerk.faults() == ()
    place = QPointF(2, 2)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseButtonPress, place, place, button, button, none)
    QApplication.sendEvent(field, event)
    clerk.leave()
    assert clerk.faults() == ("a mouse event: MouseButtonPress at QLineEdit",)
