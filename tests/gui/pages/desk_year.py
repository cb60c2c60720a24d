"""A made-up town whose sheets are half entered, for the desk, the ballot and the vetoes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db.exchange.standards import read_preset
from db.register import SqliteRegister
from db.store import create_register
from evaluation.actions import ballots, sheets, signing, years
from evaluation.office import Office
from evaluation.standard.model import Standard
from evaluation.standard.writing import write_standard
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.widgets.text_field import TextArea, TextField
from tests.gui.pages.answers import type_into

ROUND = "2026/嘎查村"
NOW = datetime(2027, 1, 8, 10, 42)  # noqa: DTZ001 - local, as the clock tells it
NAMES: tuple[str, ...] = (
    "西岭嘎查",
    "月亮泡嘎查",
    "东泉嘎查",
    "柳树沟村",
    "芦花渡村",
    "红石崖嘎查",
    "白鹭湾村",
    "向阳坡村",
    "白桦林嘎查",
    "石榴坡村",
)


def code_of(number: int) -> str:
    """The reserved code of the village with this number, from 1."""
    return f"159901100{199 + number}"


@dataclass(frozen=True)
class DeskYear:
    """An open round with its villages; `village` gives an id by number, from 1."""

    office: Office
    register: SqliteRegister
    bridge: OfficeBridge

    def village(self, number: int = 1) -> str:
        rows = self.bridge.board().rows
        return next(row.id for row in rows if row.code == code_of(number))

    def act(self, action: Any, **arguments: Any) -> None:
        self.office.act(action, **{"round": ROUND, **arguments})


def open_desk_year(
    folder: Path, *, standard: Standard | None = None, villages: int = 3, **extra: Any
) -> DeskYear:
    """A new register in `folder` with an open round of some villages and nothing entered."""
    register = create_register(
        folder / "示例镇.xjdb", clock=lambda: NOW, program="star-rating 0.1.0"
    )
    office = Office(register, lambda: NOW, "录入员甲")
    office.act(years.name_office, name="中共示例镇委员会", level="town")
    text = write_standard(standard or read_preset("shixing-moren"))
    office.act(years.open_year, year=2026, unit="嘎查村", standard=text)
    office.act(
        years.add_villages,
        round=ROUND,
        villages=[
            {"code": code_of(number), "name": name, "town": "示例镇", **extra}
            for number, name in enumerate(NAMES[:villages], start=1)
        ],
    )
    return DeskYear(office, register, OfficeBridge(office))


BALLOT = {
    "expected": 60,
    "present": 52,
    "channels": [{"channel": "meeting", "issued": 52, "returned": 50, "valid": 50}],
    "counts": [
        {"question": "q0", "option": "satisfied", "count": 36},
        {"question": "q0", "option": "fairly", "count": 10},
        {"question": "q0", "option": "dissatisfied", "count": 3},
        {"question": "q0", "option": "unknown", "count": 1},
    ],
}
FIGURES = {
    "2.4": "92",
    "2.5": "68",
    "3.2": "12.5",
    "3.3": ["12.5", "11"],
    "3.4": ["60", "180"],
    "7.1": "18200",
    "7.2": "6.1",
    "8.2": "96.4",
    "8.4": "91",
    "10.3": "95",
    "1.2": "47",
}


def fill_self(year: DeskYear, number: int, *, sealed: bool = True) -> None:
    """A 自评 with full marks but for two."""
    year.act(
        sheets.fill_sheet,
        village=code_of(number),
        step="self",
        scores={"2.1": "28", "9.1": "20"},
        check_rest=1,
    )
    if sealed:
        year.act(
            signing.seal_sheet,
            village=code_of(number),
            step="self",
            signed_by="书记甲",
            act_date="2026-12-12",
        )


def fill_ballot(year: DeskYear, number: int) -> None:
    """A ballot that balances, signed."""
    year.act(ballots.count_ballot, village=code_of(number), **BALLOT)
    year.act(
        ballots.seal_ballot,
        village=code_of(number),
        signed_by="监票人甲、计票人乙",
        act_date="2026-12-28",
    )


def fill_assessment(
    year: DeskYear, number: int, deductions: list[dict[str, Any]], *, sealed: bool = False
) -> None:
    """A 初评 with deductions; all the rest 已查."""
    year.act(
        sheets.fill_sheet,
        village=code_of(number),
        step="assessment",
        figures=FIGURES,
        deductions=deductions,
        check_rest=1,
        consents=1,
        explanations={"2": "按会议记录核定", "3": "按账目核定", "4": "按现场核定"},
    )
    if sealed:
        year.act(
            signing.seal_sheet,
            village=code_of(number),
            step="assessment",
            signed_by="组长甲",
            act_date="2027-01-06",
        )


def write_into(dialog: FormDialog, name: str, text: str) -> None:
    """Write into a field of a dialog and leave it, so that its last sentence goes."""
    field = dialog.form.field(name)
    if isinstance(field, (TextField, TextArea)):
        field.set_value(text)
    else:
        type_into(dialog, name, text)
