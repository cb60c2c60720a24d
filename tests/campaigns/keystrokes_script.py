"""The whole year typed at the real widgets, from 自评 to the printed sheets, key by key."""

from __future__ import annotations

from pathlib import Path

from evaluation.office import Office
from gui.window import OfficeWindow
from tests.campaigns.keystrokes_clerk import Clerk, bring_to_front
from tests.campaigns.keystrokes_data import YearData
from tests.campaigns.keystrokes_decision import Decision
from tests.campaigns.keystrokes_entry import Entry
from tests.campaigns.keystrokes_steps import Clock, Typed

__all__ = ["type_year"]


def type_year(office: Office, clerk: Clerk, year: YearData, clock: Clock, folder: Path) -> Typed:
    """Type everything at a window of its own, which is closed at the end."""
    window = OfficeWindow(office)
    window.resize(1366, 768)
    window.show()
    bring_to_front(window)
    clerk.home = window
    typed = Typed()
    entry = Entry(window, clerk, year, clock, typed)
    decision = Decision(window, clerk, year, clock, typed)
    try:
        entry.self_assessment()
        entry.count_ballots()
        entry.figures()
        entry.assessment()
        decision.deliberate()
        decision.post_and_decide()
        decision.print_papers(folder)
    finally:
        window.close()
    return typed
