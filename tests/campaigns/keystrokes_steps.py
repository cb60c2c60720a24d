"""What all steps of the key-press count share: the tasks, the calendar, the window at work.

What is there before the first key is made by actions: the year with its standard, the roster,
the figures all villages share.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from db.exchange.standards import preset_text
from evaluation.numbers import show
from evaluation.office import Office
from evaluation.villages import VillageName
from gui.desk.indicator_model import ColumnKind, IndicatorModel
from gui.pages.scoring import ScoringPage
from gui.window import PAGES, OfficeWindow
from tests.campaigns.keystrokes_clerk import Clerk, bring_to_front
from tests.campaigns.keystrokes_data import VillageData, YearData

__all__ = [
    "BALLOT", "DEDUCTIONS", "DELIBERATION", "FIGURES", "NOTICE", "OWN", "OWN_REST", "PAPERS",
    "PASSING", "PRINTING", "ROUND", "SIGNING", "TASKS", "WORDS", "Clock", "Steps", "Typed",
    "prepare",
]  # fmt: skip

ROUND = "2026/嘎查村"
OWN, OWN_REST = "自评得分", "自评换村、签字"
BALLOT = "测评"
FIGURES = "初评数据"
DEDUCTIONS = "初评扣分、事实"
PASSING = "逐星查毕"
WORDS = "差异说明"
SIGNING = "初评换村、签字"
DELIBERATION, NOTICE = "审核（两级）", "公示、定评"
PRINTING = "打印"
TASKS = (
    OWN, OWN_REST, BALLOT, FIGURES, DEDUCTIONS, PASSING, WORDS, SIGNING, DELIBERATION, NOTICE,
    PRINTING,
)  # fmt: skip
PAPERS = ("annual", "summary", "self", "assessment", "proof-ballot")
"""Which papers are printed, in the order of the list of papers."""


class Clock:
    """The calendar of the office."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-12-15T09:00:00")

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, day: str) -> None:
        self.now = datetime.fromisoformat(f"{day}T09:00:00")


@dataclass
class Typed:
    """What was typed beyond the data, and what the screen showed. shown: step and village code →
    code of a line → words of its cells; ballots: village code → the fields; words: village code
    → star → the word on a difference; offered: facts that were chosen instead of typed."""

    shown: dict[tuple[str, str], dict[str, dict[str, str]]] = field(default_factory=dict)
    ballots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    offered: int = 0
    papers: dict[str, Path] = field(default_factory=dict)


def prepare(office: Office, year: YearData) -> None:
    """What is there before the clerk begins: year, roster, shared figures."""
    own = json.loads(preset_text("shixing-moren")) | {
        "name": "示例旗考评标准",
        "basis": "《示例旗嘎查村级组织星级管理办法》",
        "document": "示例旗组发〔2026〕0号",
        "template": False,
    }
    standard = json.dumps(own, ensure_ascii=False)
    office.perform("open_year", {"year": 2026, "unit": "嘎查村", "standard": standard})
    villages = [{"code": item.code, "name": item.name, "town": "示例镇"} for item in year.villages]
    office.perform("add_villages", {"round": ROUND, "villages": villages})
    for figure, value in (("county-income", "21000"), ("county-growth", "6.5")):
        office.perform("enter_shared_figure", {"round": ROUND, "figure": figure, "value": value})


class Steps:
    """The window at work and what was typed so far."""

    def __init__(
        self, window: OfficeWindow, clerk: Clerk, year: YearData, clock: Clock, typed: Typed
    ) -> None:
        self.window, self.clerk, self.year, self.clock = window, clerk, year, clock
        self.typed = typed
        names = window.bridge.reader.find(VillageName)
        self.ids = {name.code: name.village for name in names}

    def page(self, key: str, kind: type[Any]) -> Any:
        """Alt and the number of a page."""
        number = [entry.key for entry in PAGES].index(key) + 1
        bring_to_front(self.window)
        self.clerk.alt(getattr(Qt.Key, f"Key_{number}"))
        found = self.window.page(key)
        assert isinstance(found, kind), f"{key} did not open"
        return found

    def dialog(self, kind: type[Any], key: Callable[[], None], work: Callable[[Any], None]) -> None:
        self.clerk.dialog(kind, key, work)
        bring_to_front(self.window)

    def remember(self, page: ScoringPage, village: VillageData, step: str) -> None:
        """Keep what the table of the desk shows of every line of this village."""
        view = page.panel.view
        assert view is not None, "no sheet is on the desk"
        assert view.village_name == village.name, "another village is on the desk"
        lines: dict[str, dict[str, str]] = {}
        for star in view.stars:
            model = IndicatorModel()
            model.show_rows(view, star.rows)
            for place, row in enumerate(star.rows):
                kinds = (ColumnKind.OWN, ColumnKind.SCORE, ColumnKind.LOSSES, ColumnKind.FACT)
                lines[row.code] = {kind.value: model.cell_text(place, kind) for kind in kinds}
            words = "" if star.sheet_score is None else show(star.sheet_score, 2)
            lines[star.id] = {"score": words, "fact": star.word}
        self.typed.shown[step, village.code] = lines

    def fill(self, dialog: Any, fields: dict[str, str]) -> None:
        for name, text in fields.items():
            self.clerk.reach(dialog.form.field(name))
            self.clerk.write(text)
        self.clerk.enter()
