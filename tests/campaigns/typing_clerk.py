"""A clerk who types until he is killed: scripted entries at the real desk of the program.

    python -m tests.campaigns.typing_clerk REGISTER FIRST

Opens the register as the program does, types one entry after the other from the FIRST on with
the keys of the scoring desk, and writes the number of each to standard output as soon as its
key has come back: what was told then is on disk, whatever happens next.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from db.exchange.standards import read_preset

ROUND = "2026/嘎查村"
VILLAGES = 3
_STANDARD = read_preset("shixing-moren")
_STEP = "self/own"


def entries() -> Iterator[tuple[int, str, str, int]]:
    """(number, village code, indicator id, hundredths) without end: every indicator of every
    village in turn, with other points on each round."""
    own = _STANDARD.step_of_kind(next(step.kind for step in _STANDARD.steps))
    assert own is not None
    indicators = [
        indicator
        for star in _STANDARD.stars
        if any(step == own.id and weight for step, weight in _STANDARD.weights_of(star))
        for indicator in star.indicators
    ]
    number = 0
    while True:
        for village in range(1, VILLAGES + 1):
            for indicator in indicators:
                points = (number * 7) % (indicator.points // 100 + 1)
                yield number, f"159901100{199 + village}", indicator.id, points * 100
                number += 1


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    import main as program
    from evaluation.rounds import Participation
    from evaluation.villages import VillageName
    from gui.app import create_application
    from gui.pages.scoring import ScoringPage
    from gui.window import OfficeWindow

    path, first = Path(sys.argv[1]), int(sys.argv[2])
    create_application([])
    office = program.doors().open(path)
    window = OfficeWindow(office)
    window.resize(1366, 768)
    window.show()
    window.open_page("scoring")
    page = window.page("scoring")
    assert isinstance(page, ScoringPage)
    page.choose_step(_STEP)
    by_code = {name.code: name.village for name in office.register.find(VillageName)}
    assert len(office.register.find(Participation, round=ROUND)) == VILLAGES
    at_work = ""
    print("ready", flush=True)
    for number, code, item, points in entries():
        if number < first:
            continue
        if code != at_work:
            window.bridge.choose_village(by_code[code])
            at_work = code
        page.panel.go_to(item)
        table = page.panel.table
        table.setFocus()
        for digit in str(points // 100):
            QTest.keyClick(table, Qt.Key(ord(digit)))
        QTest.keyClick(table, Qt.Key.Key_Return)
        print(number, flush=True)


if __name__ == "__main__":
    main()
