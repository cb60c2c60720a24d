"""校对: the page at each stage, and the windows of its three ways."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtWidgets import QWidget

from evaluation.actions import evidence, years
from gui.dialogs.ask import answering
from gui.dialogs.proof_ballot import RekeyBallotDialog
from gui.dialogs.proof_paper import PaperProofDialog
from gui.dialogs.proof_reading import ReadingDialog
from gui.main_window import MainWindow
from gui.pages.base import Page
from gui.pages.proof import ProofPage
from gui.pages.proof_items import ProofStage
from gui.pages.proof_lines import reading_lines
from tests.gui.pages import desk_year
from tests.gui.pages.answers import Answers
from tests.gui.pages.desk_year import DeskYear, code_of
from tests.gui.pages.proof_year import FIRST, SECOND, agree, as_, half_checked_year, signed_year
from tests.screens.frame import ENTRIES, FRAME
from tests.screens.registry import screen

_folders: list[tempfile.TemporaryDirectory[str]] = []
_leaving = ExitStack()
LONG = "查干淖尔苏木乌兰哈达布拉格嘎查村民委员会第二联合村"


def _folder() -> Path:
    folder = tempfile.TemporaryDirectory()
    _folders.append(folder)
    return Path(folder.name)


def _window(year: DeskYear, stage: ProofStage = ProofStage.WAITING) -> tuple[MainWindow, ProofPage]:
    window = MainWindow()
    for name, title, icon, section in ENTRIES:
        window.add_page(
            name, type("_", (Page,), {"title": title, "icon": icon, "section": section})
        )
        if name == "ballot":
            window.add_page("proof", ProofPage, lambda: ProofPage(year.bridge))
    window.show_frame(FRAME)
    window.resize(1366, 768)
    window.open_page("proof")
    page = window.page("proof")
    assert isinstance(page, ProofPage)
    page.stages.choose(str(stage))
    return window, page


@screen("proof-waiting")
def waiting() -> QWidget:
    """What waits, one of it typed half anew."""
    window, page = _window(half_checked_year(_folder()))
    page.open_subject(page.bridge.board().rows[3].id)
    return window


@screen("proof-own")
def own() -> QWidget:
    """The person at work typed it himself."""
    year = half_checked_year(_folder())
    as_(year, FIRST)
    window, page = _window(year)
    page.open_subject(page.bridge.board().rows[5].id)
    return window


@screen("proof-differs")
def differs() -> QWidget:
    """What differs."""
    return _window(half_checked_year(_folder()), ProofStage.DIFFERS)[0]


@screen("proof-done")
def done() -> QWidget:
    """What is done."""
    return _window(half_checked_year(_folder()), ProofStage.DONE)[0]


@screen("proof-all-done")
def all_done() -> QWidget:
    """Nothing waits any more."""
    year = signed_year(_folder(), 2)
    for number in (1, 2):
        agree(year, number)
    return _window(year)[0]


@screen("proof-off")
def off() -> QWidget:
    """A year without the check."""
    year = signed_year(_folder(), 1)
    year.act(years.set_round_details, second_check=0)
    return _window(year)[0]


@screen("proof-many")
def many() -> QWidget:
    """Sixty-one villages, some with very long names."""
    before: tuple[str, ...] = desk_year.NAMES
    desk_year.NAMES = tuple(
        LONG if number % 9 == 0 else f"{before[number % len(before)]}{number // len(before) or ''}"
        for number in range(61)
    )
    try:
        year = signed_year(_folder(), 61)
    finally:
        desk_year.NAMES = before
    as_(year, SECOND)
    return _window(year)[0]


def _reading(places: int, *, wrong: dict[int, str] | None = None, step: int = 2) -> ReadingDialog:
    year = half_checked_year(_folder())
    page = ProofPage(year.bridge)
    page.shown()
    item = [item for item in page.items if item.row.code == code_of(5)][step]
    dialog = ReadingDialog(
        f"{item.row.name} · {item.paper} · 唱校",
        reading_lines(year.bridge.reader, year.bridge.round, item),
        lambda *_: None,
        checked_by=SECOND,
        day="2027-01-08",
    )
    # A window that was begun asks when it is closed after its picture.
    _leaving.enter_context(answering(Answers()))
    for place in range(places):
        dialog.reading.field.set_value((wrong or {}).get(place, ""))
        if not dialog.finished_reading:
            dialog.go_on()
    return dialog


@screen("dialog-proof-reading", whole=False)
def reading() -> QWidget:
    """A line in the middle, the paper says otherwise."""
    dialog = _reading(6, wrong={2: "3"})
    dialog.reading.field.set_value("2")
    return dialog


@screen("dialog-proof-reading-ballot", whole=False)
def reading_ballot() -> QWidget:
    """A number of a count."""
    return _reading(8, step=1)


@screen("dialog-proof-read", whole=False)
def read() -> QWidget:
    """Read to the end, two differences."""
    return _reading(60, wrong={4: "不涉及", 5: "4"})


@screen("dialog-proof-paper", whole=False)
def paper() -> QWidget:
    """A slip signed on paper, its scan attached."""
    year = half_checked_year(_folder())
    village = year.village(5)
    year.act(evidence.attach_evidence, kind="proof", village=village, step="self",
             name="校对单扫描件.pdf", media="application/pdf", data=b"%PDF-1.4 sample")  # fmt: skip
    dialog = PaperProofDialog(
        year.bridge,
        "芦花渡村 · 自评 · 纸质校对单",
        {"village": village, "step": "self", "purpose": "", "assessor": ""},
        (),
        lambda: None,
        checked_by=SECOND,
        day="2027-01-08",
    )
    dialog.differing.setChecked(True)
    dialog.found.set_value("2.1 第 1 条：2 次")
    return dialog


@screen("dialog-proof-ballot", whole=False)
def ballot() -> QWidget:
    """A 计票单 typed anew."""
    year = half_checked_year(_folder())
    rules = year.bridge.head().standard.ballot
    assert rules is not None
    return RekeyBallotDialog(year.bridge, year.village(5), "芦花渡村 · 测评 · 重录", rules)
