"""One fictional village through all five steps in the real widgets, by keyboard."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import main
from db.store import open_register
from evaluation.canonical import canonical_text
from gui.dialogs.ask import answering
from gui.dialogs.ballot_sign_dialog import BallotSignDialog
from gui.dialogs.certificate_dialog import CertificateDialog
from gui.dialogs.import_preview import ImportPreview
from gui.dialogs.meeting_dialog import MeetingDialog
from gui.dialogs.publish_dialog import PublishDialog
from gui.dialogs.sign_dialog import SignDialog
from gui.dialogs.sign_off_dialog import SignOffDialog
from gui.start import Session
from gui.window import PAGES
from tests.gui.pages.answers import Answers

VILLAGE = "星谷滩嘎查"
CODE = "159902100200"
ROUND = "2026/嘎查村"


class Clock:
    """The wall clock of the office, set by the test."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-12-10T09:00:00")

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, day: str) -> None:
        self.now = datetime.fromisoformat(f"{day}T09:00:00")


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClick(target, key, modifier)
        QApplication.processEvents()


def activate(window: QWidget) -> None:
    """Offscreen nobody but the test brings a window to the front."""
    window.activateWindow()
    QTest.qWait(5)


def write(text: str) -> None:
    """ASCII as keys, anything else as an input method gives it."""
    target = QApplication.focusWidget()
    assert target is not None
    if text.isascii():
        QTest.keyClicks(target, text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)
    QApplication.processEvents()


def write_over(text: str) -> None:
    """Replace what stands in the field that has the focus."""
    target = QApplication.focusWidget()
    if isinstance(target, QLineEdit):
        target.selectAll()
    write(text)


def form(dialog: Any, **values: str) -> None:
    """Fill a form dialog from field to field with Tab, then Enter."""
    for name, text in values.items():
        reach(dialog.form.field(name))
        write_over(text)
    reach(dialog.accept_button)
    press(Qt.Key.Key_Return)


def reach(widget: QWidget) -> None:
    """Press Tab until `widget`, or what it lends the focus to, has it."""
    wanted = widget
    while (inner := wanted.focusProxy()) is not None:
        wanted = inner
    for _ in range(60):
        if QApplication.focusWidget() is wanted:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"{widget} cannot be reached with Tab")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(main, "_now", made)
    return made


@pytest.fixture
def session(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Any:
    def settings(*_names: str) -> QSettings:
        return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)

    monkeypatch.setattr("gui.start.QSettings", settings)
    monkeypatch.setattr("gui.recent_registers.QSettings", settings)
    monkeypatch.setattr("gui.second_copies.QSettings", settings)
    made = Session(main.doors())
    yield made
    if made.window is not None:
        made.window.close()


def own_standard() -> str:
    """The default standard as an office's own, with a 文号, so that papers are no draft."""
    from db.exchange.standards import preset_text

    own = json.loads(preset_text("shixing-moren"))
    own |= {
        "name": "示例旗考评标准",
        "basis": "《示例旗嘎查村级组织星级管理办法》",
        "document": "示例旗组发〔2026〕0号",
        "template": False,
    }
    return json.dumps(own, ensure_ascii=False)


def test_one_village_from_roster_to_certificate(session: Any, clock: Clock, tmp_path: Path) -> None:
    session.create(tmp_path / "示例镇.xjdb", "中共示例旗委组织部", "county")
    window = session.window
    start_year(window, tmp_path)
    bring_in_roster(window, tmp_path)
    self_assessment(window)
    ballot(window)
    assessment(window)
    deliberation(window, clock)
    notice(window, clock)
    text = certificate(window, tmp_path)
    for words in (VILLAGE, "十颗星", "一类（先进）", "XJ2026-1", "二〇二七年二月"):
        assert words in text, words
    by_hand = canonical_text(window.bridge.reader, ROUND)
    scripted = by_script(tmp_path)
    for name, rows in json.loads(by_hand).items():
        assert json.loads(scripted)[name] == rows, name
    assert scripted == by_hand


def start_year(window: Any, folder: Path) -> None:
    standard = folder / "办法.json"
    standard.write_text(own_standard(), encoding="utf-8")
    dialog = window.dialog
    activate(dialog)
    reach(dialog.year)
    write_over("2026")
    reach(dialog.next_button)
    press(Qt.Key.Key_Return)
    assert dialog.place == 1, dialog.year.fault
    dialog.standard.read_file(standard)
    reach(dialog.next_button)
    press(Qt.Key.Key_Return)
    assert dialog.place == 2
    reach(dialog.way)
    press(Qt.Key.Key_Right)
    reach(dialog.next_button)
    press(Qt.Key.Key_Return)
    assert dialog.place == 3
    reach(dialog.next_button)
    press(Qt.Key.Key_Return)
    assert not dialog.isVisible(), dialog.notice
    activate(window)


def bring_in_roster(window: Any, folder: Path) -> None:
    roster = folder / "名册.csv"
    roster.write_text(
        "序号,代码,嘎查村,苏木乡镇,党组织全称\n"
        f"1,{CODE},{VILLAGE},示例苏木,中共示例苏木{VILLAGE}支部委员会\n",
        encoding="gb18030",
    )
    window.open_page("settings")
    page = window.page("settings")

    class Chooser(Answers):
        def open_file(self, *_: Any) -> Path:
            return roster

    def accept() -> None:
        preview = next(
            item
            for item in QApplication.topLevelWidgets()
            if isinstance(item, ImportPreview) and item.isVisible()
        )
        activate(preview)
        assert preview.apply_button.isEnabled()
        reach(preview.apply_button)
        press(Qt.Key.Key_Return)

    QTimer.singleShot(50, accept)
    with answering(Chooser()):
        page.roster.import_table("roster")
    assert [row.name for row in window.bridge.board().rows] == [VILLAGE]
    activate(window)


def in_dialog(
    window: QWidget, kind: type[QWidget], trigger: Callable[[], None], work: Callable[[Any], None]
) -> None:
    """Trigger a dialog of that kind, do `work` in it once it is in front, wait till it closed."""
    done: list[bool] = []

    def look() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, kind) and widget.isVisible():
                activate(widget)
                work(widget)
                assert not widget.isVisible(), "the dialog refused what was typed"
                done.append(True)
                return
        QTimer.singleShot(10, look)

    QTimer.singleShot(10, look)
    trigger()
    for _ in range(300):
        if done:
            break
        QTest.qWait(10)
    assert done, f"no {kind.__name__} opened"
    QTest.qWait(20)  # the closed dialog goes
    activate(window)


def sign_key() -> None:
    press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)


def self_assessment(window: Any) -> None:
    page = open_page(window, "scoring")
    press(Qt.Key.Key_1, modifier=Qt.KeyboardModifier.ControlModifier)
    page.panel.table.setFocus()
    write("28")
    press(Qt.Key.Key_Return)
    for _ in range(9):
        press(Qt.Key.Key_F6)
    in_dialog(
        window, SignDialog, sign_key, lambda dialog: form(dialog, signer0="甲", day="2026-12-10")
    )


def ballot(window: Any) -> None:
    page = open_page(window, "ballot")
    page.form.setFocus()
    # 应到 实到, 会议 发出 收回 有效, 入户 …, no 流动票箱, 满意 基本满意 不满意 不了解 未填
    figures = ("60", "50", "50", "50", "49", "6", "6", "6", "", "50", "4", "1", "", "")

    def count() -> None:  # Enter in the last field goes on to signing
        for figure in figures:
            write(figure)
            press(Qt.Key.Key_Return)

    in_dialog(
        window,
        BallotSignDialog,
        count,
        lambda dialog: form(dialog, signer0="甲", signer1="乙", day="2026-12-26"),
    )


def shared_figures(window: Any) -> None:
    page = open_page(window, "standard")
    reach(page.parts)
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    for key, value in zip(page._figures_of, ("21000", "6.5"), strict=True):
        reach(page.figures.field(key))
        write(value)
        press(Qt.Key.Key_Tab)


def assessment(window: Any) -> None:
    shared_figures(window)
    page = open_page(window, "scoring")
    press(Qt.Key.Key_2, modifier=Qt.KeyboardModifier.ControlModifier)
    page.panel.table.setFocus()

    def jump(code: str) -> None:
        write("." + code)

    # One absence at 2.1, with its fact; then the figures; then what is left of every star.
    jump("2.1")
    write("11")
    press(Qt.Key.Key_Return)
    jump("2.1")
    press(Qt.Key.Key_F2)
    write("8月未开主题党日")
    press(Qt.Key.Key_Return)
    for code, figure in (("3.2", "22.5"), ("3.3", "22.5;20"), ("7.1", "24000")):
        jump(code)
        write(figure)
        press(Qt.Key.Key_Return)
    jump("1.1")
    for _ in range(10):
        press(Qt.Key.Key_F6)
    in_dialog(window, SignDialog, sign_key, consent_and_sign)


def consent_and_sign(dialog: Any) -> None:
    reach(dialog.agrees)
    press(Qt.Key.Key_Space)
    form(dialog, signer0="考评组组长", day="2027-01-08")


def open_page(window: Any, key: str) -> Any:
    """Alt and the number of a page, as a user opens it; pages further down by their name."""
    activate(window)
    number = [entry.key for entry in PAGES].index(key) + 1
    if number > 9:
        window.open_page(key)
    else:
        press(getattr(Qt.Key, f"Key_{number}"), modifier=Qt.KeyboardModifier.AltModifier)
    activate(window)
    assert window.current == key
    return window.page(key)


def press_button(button: QWidget) -> Callable[[], None]:
    def trigger() -> None:
        reach(button)
        press(Qt.Key.Key_Space)

    return trigger


def deliberation(window: Any, clock: Clock) -> None:
    clock.go_to("2027-01-14")
    page = open_page(window, "deliberation")

    def meet(minutes: str, day: str) -> Callable[[Any], None]:
        return lambda dialog: form(dialog, minutes=minutes, held_on=day, expected="9", present="8")

    def sign_off(day: str) -> Callable[[Any], None]:
        return lambda dialog: form(dialog, signed_by="甲", act_date=day)

    for part, minutes, day in (
        (0, "示例苏木党委纪要0号", "2027-01-14"),
        (1, "示例旗委组织部纪要0号", "2027-01-18"),
    ):
        reach(page.part_bar)
        press(Qt.Key.Key_Right if part else Qt.Key.Key_Left)
        in_dialog(
            window,
            MeetingDialog,
            press_button(page.meeting_card.link),
            meet(minutes, day),
        )
        in_dialog(
            window,
            SignOffDialog,
            press_button(page.submit_button),
            sign_off(day),
        )


def notice(window: Any, clock: Clock) -> None:
    clock.go_to("2027-01-20")
    page = open_page(window, "notice")
    reach(page.posting.first_field)
    write_over("2027-01-20")
    reach(page.posting.contact_field)
    write("0000-0000000")
    press_button(page.posting.post_button)()
    assert [item.last_day for item in window.bridge.board().notices] == ["2027-01-26"]
    clock.go_to("2027-01-27")
    page.refresh()
    press_button(page.main_button)()
    reach(page.tab_bar)
    press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    clock.go_to("2027-02-03")
    in_dialog(
        window,
        PublishDialog,
        press_button(page.main_button),
        lambda dialog: form(dialog, decision_number="0", decided_on="2027-02-03"),
    )


def certificate(window: Any, folder: Path) -> str:
    page = open_page(window, "print")
    in_dialog(
        window,
        CertificateDialog,
        press_button(page.certificate_card.number_button),
        lambda dialog: form(dialog, dated="2027-02-03"),
    )
    with answering(Answers(folder=folder)):
        press(Qt.Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
        QTest.qWait(200)
    (path,) = folder.glob("*.pdf")
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
    for page_ in reader.pages:
        resources: Any = page_["/Resources"]
        for font in resources["/Font"].values():
            described: Any = font.get_object()
            if described["/BaseFont"] == "/Helvetica":
                continue  # reportlab lists it on every page; no glyph uses it
            assert "/FontFile2" in described["/FontDescriptor"], described["/BaseFont"]
    return "".join(page_.extract_text() for page_ in reader.pages).replace("\n", "")


SCRIPT: tuple[dict[str, Any], ...] = (
    {"action": "open_year", "year": 2026, "unit": "嘎查村", "standard": "@file:办法.json"},
    {
        "action": "add_villages",
        "villages": [
            {
                "code": CODE,
                "name": VILLAGE,
                "town": "示例苏木",
                "organisation": f"中共示例苏木{VILLAGE}支部委员会",
            }
        ],
    },
    {"action": "enter_score", "step": "self", "item": "1.1", "score": "28"},
    *({"action": "check_star", "step": "self", "star": str(star)} for star in range(1, 10)),
    {"action": "seal_sheet", "step": "self", "signed_by": "甲", "act_date": "2026-12-10"},
    {
        "action": "count_ballot",
        "expected": 60,
        "present": 50,
        "channels": [
            {"channel": "meeting", "issued": 50, "returned": 50, "valid": 49},
            {"channel": "visit", "issued": 6, "returned": 6, "valid": 6},
        ],
        "counts": [
            {"question": "q0", "option": "satisfied", "count": 50},
            {"question": "q0", "option": "fairly", "count": 4},
            {"question": "q0", "option": "dissatisfied", "count": 1},
        ],
    },
    {"action": "seal_ballot", "signed_by": "甲、乙", "act_date": "2026-12-26"},
    {"action": "enter_shared_figure", "figure": "county-income", "value": "21000"},
    {"action": "enter_shared_figure", "figure": "county-growth", "value": "6.5"},
    {
        "action": "enter_deduction",
        "step": "assessment",
        "item": "2.1",
        "clause": "1",
        "fact": "8月未开主题党日",
    },
    {"action": "enter_figure", "step": "assessment", "item": "3.2", "figure": "22.5"},
    {"action": "enter_figure", "step": "assessment", "item": "3.3", "figure": "22.5", "base": "20"},
    {"action": "enter_figure", "step": "assessment", "item": "7.1", "figure": "24000"},
    *({"action": "check_star", "step": "assessment", "star": str(star)} for star in range(1, 11)),
    {"action": "enter_consent", "step": "assessment", "consents": 1},
    {
        "action": "seal_sheet",
        "step": "assessment",
        "signed_by": "考评组组长",
        "act_date": "2027-01-08",
    },
    {
        "action": "record_meeting",
        "part": "town",
        "minutes": "示例苏木党委纪要0号",
        "held_on": "2027-01-14",
        "expected": 9,
        "present": 8,
    },
    {
        "action": "confirm_step",
        "part": "town",
        "signed_by": "甲",
        "act_date": "2027-01-14",
        "document": "示例苏木党委纪要0号",
    },
    {
        "action": "record_meeting",
        "part": "county",
        "minutes": "示例旗委组织部纪要0号",
        "held_on": "2027-01-18",
        "expected": 9,
        "present": 8,
    },
    {
        "action": "confirm_step",
        "part": "county",
        "signed_by": "甲",
        "act_date": "2027-01-18",
        "document": "示例旗委组织部纪要0号",
    },
    {"action": "open_notice", "first_day": "2027-01-20", "contact": "0000-0000000"},
    {"action": "clear_notice"},
    {"action": "publish_year", "decision_number": "0", "decided_on": "2027-02-03"},
)
_OF_A_VILLAGE = {
    "enter_score",
    "check_star",
    "seal_sheet",
    "count_ballot",
    "seal_ballot",
    "enter_deduction",
    "enter_figure",
    "enter_consent",
}


def by_script(folder: Path) -> str:
    """The canonical export of the same year, made by one script without a window."""
    register = folder / "脚本.xjdb"
    office = ["--office", "中共示例旗委组织部", "--level", "county"]
    assert main.main(["new", str(register), *office]) == 0
    script = folder / "一年.jsonl"
    lines = [
        {**line, **({"village": CODE} if line["action"] in _OF_A_VILLAGE else {})}
        for line in SCRIPT
    ]
    script.write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8"
    )
    assert main.main(["act", str(register), "--year", "2026", "--as", "经办人", str(script)]) == 0
    with open_register(register, clock=main._now, program=main.PROGRAM, read_only=True) as opened:
        return canonical_text(opened, ROUND)
